import { useEffect, useId, useRef, useState } from 'react'
import type { Given } from '../server/forms.ts'
import type { OpenView } from '../server/person.ts'
import { Blocks } from './blocks.tsx'
import type { Kept, Typed } from './place.tsx'
import { object, string } from './shapes.ts'
import { useStage } from './stage.ts'

const MOST = 3

/**
 * The modals that are open, the topmost drawn. What is typed is kept by view, so that it is there again when the one
 * above has gone, and goes when the view goes.
 */
export const Modals = () => {
  const { seen } = useStage()
  const [, redraw] = useState(0)
  const drafts = useRef(new Map<string, Typed>())
  const opener = useRef<Element | null>(null)
  const top = seen.modals.at(-1)
  const open = top !== undefined

  // Taken while drawing: once the dialog is there, the focus is in it.
  if (open && !opener.current) opener.current = document.activeElement
  useEffect(() => {
    if (open) return
    const from = opener.current
    opener.current = null
    if (from) comeBackTo(from)
  }, [open])

  for (const id of drafts.current.keys())
    if (!seen.modals.some((view) => view.id === id)) drafts.current.delete(id)
  if (!top) return null

  const typedIn = (view: OpenView): Typed => onlyOf(view, drafts.current.get(view.id) ?? {})
  const kept: Kept = {
    typed: typedIn(top),
    typedNow: () => typedIn(top),
    type(key: string, given: Given) {
      drafts.current.set(top.id, { ...typedIn(top), [key]: given })
      redraw((n) => n + 1)
    },
  }
  return <Modal key={`${seen.me} ${top.id}`} view={top} kept={kept} />
}

/** A field that the app took away takes along what was typed in it. */
const onlyOf = (view: OpenView, typed: Typed): Typed => {
  const there = new Set(
    view.blocks.map((block) => `${block.block_id}:${string(object(block.element).action_id)}`),
  )
  return Object.fromEntries(Object.entries(typed).filter(([key]) => there.has(key)))
}

/** Where the focus was, or the same control if it has been drawn anew since. */
const comeBackTo = (opener: Element) => {
  const key = opener.closest('[data-control]')?.getAttribute('data-control')
  const again = key ? document.querySelector(`[data-control="${CSS.escape(key)}"]`) : null
  const to = opener.isConnected ? opener : again
  if (to instanceof HTMLElement) to.focus()
}

const Modal = ({ view, kept }: { view: OpenView; kept: Kept }) => {
  const { act, words, seen } = useStage()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const [sending, setSending] = useState(false)
  const under = useRef(false)

  useEffect(() => {
    dialog.current?.showModal()
    focusFirst(dialog.current, body.current)
  }, [])
  // A view that was still loading has no field to begin with.
  const loaded = useRef(view.hash)
  useEffect(() => {
    if (loaded.current === view.hash) return
    loaded.current = view.hash
    const now = document.activeElement
    if (!body.current?.contains(now)) focusFirst(dialog.current, body.current)
  }, [view.hash])
  const { errors } = view
  const wrong = Object.keys(errors).join(' ')
  useEffect(() => {
    if (!wrong || sending) return
    const field = body.current?.querySelector('[data-invalid]')
    const inside = field?.querySelector<HTMLElement>('input, textarea, [contenteditable=true]')
    inside?.focus()
  }, [wrong, sending])

  const close = () => void act({ act: 'closesModal' })
  const submit = async () => {
    if (!view.submit || under.current) return
    under.current = true
    setSending(true)
    await act({ act: 'submits', values: kept.typedNow() })
    under.current = false
    setSending(false)
  }
  const depth = seen.modals.length
  return (
    <dialog
      ref={dialog}
      className="b-dialog b-modal"
      aria-labelledby={`${id}title`}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          void submit()
        }
        // A second Escape would close the dialog whatever the page says, so the first does not get that far.
        if (event.key === 'Escape') {
          event.preventDefault()
          close()
        }
      }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <header className="b-modal-head">
          <h2 id={`${id}title`}>{view.title}</h2>
          {depth > 1 && <span className="b-quiet">{words.of(depth, MOST)}</span>}
          <button type="button" className="b-close" aria-label={words.close} onClick={close}>
            <span aria-hidden>×</span>
          </button>
        </header>
        {/** biome-ignore lint/a11y/noNoninteractiveTabindex: a body that scrolls has to be reached by keyboard */}
        <section ref={body} className="b-modal-body" aria-labelledby={`${id}title`} tabIndex={0}>
          <Blocks
            blocks={view.blocks}
            on={view.id}
            values={view.values}
            errors={errors}
            surface="modal"
            kept={kept}
          />
        </section>
        {view.problem && (
          <p className="b-problem" role="alert">
            {view.problem}
          </p>
        )}
        <footer className="b-modal-foot">
          <button type="button" className="b-button" onClick={close}>
            {view.close || (depth > 1 ? words.back : words.cancel)}
          </button>
          {view.submit && (
            <button type="submit" className="b-button primary" aria-busy={sending} aria-disabled={sending}>
              <span className="b-button-words">{view.submit}</span>
              {sending && <span className="b-spinner" aria-hidden />}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  )
}

/** Where the app wants it, else the first field; where there is none, the dialog itself. */
const focusFirst = (dialog: HTMLDialogElement | null, body: HTMLElement | null) => {
  const fields = 'input:not([type=hidden]), textarea, [contenteditable=true], .b-blocks button, .b-blocks a'
  const wanted =
    body?.querySelector<HTMLElement>('[data-focus-on-load]') ?? body?.querySelector<HTMLElement>(fields)
  const to = wanted ?? dialog?.querySelector<HTMLElement>('.b-modal-foot button')
  to?.focus()
}
