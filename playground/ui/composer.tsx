import {
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { Conversation } from '../wire.ts'
import { type Completion, completionOf, type Offer } from './completion.ts'
import { draftKey, putDraft, useDraft } from './drafts.ts'
import { EMOJI } from './emoji.ts'
import { EmojiPicker } from './emoji-picker.tsx'
import { Icon } from './icon.tsx'
import { Menu, MenuEntry } from './menu.tsx'
import { useStage } from './stage.ts'

interface Written {
  conversation: Conversation
  thread: string | null
}

/** The box that one writes in, with everything that completes what is typed. */
export const Composer = ({ conversation, thread }: Written) => {
  const { me, words } = useStage()
  const [dragging, setDragging] = useState(false)
  const share = useSharing(conversation.id, thread)
  if (conversation.archived) return <p className="composer-note">{words.archived}</p>
  const over = (event: DragEvent) => {
    event.preventDefault()
    setDragging(true)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setDragging(false)
    for (const file of event.dataTransfer.files) void share(file)
  }
  return (
    <section
      className={`composer ${dragging ? 'dragging' : ''}`}
      aria-label={thread ? words.reply : words.composer}
      data-region=""
      onDragOver={over}
      onDragLeave={() => setDragging(false)}
      onDrop={drop}
    >
      {dragging && <p className="drop-here">{words.dropHere}</p>}
      <Box
        key={draftKey(me, conversation.id, thread)}
        channel={conversation.id}
        thread={thread}
        share={share}
      />
    </section>
  )
}

const useSharing = (channel: string, thread: string | null) => {
  const { act } = useStage()
  return async (file: File) => {
    const base64 = await base64Of(file)
    return act({ act: 'drops', channel, name: file.name, base64, ...(thread && { thread }) })
  }
}

/** A file's bytes, fit for JSON. */
export const base64Of = (file: File): Promise<string> =>
  new Promise((read, failed) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => read(String(reader.result).split(',')[1] ?? ''))
    reader.addEventListener('error', () => failed(new Error(`${file.name} cannot be read.`)))
    reader.readAsDataURL(file)
  })

interface Boxed {
  channel: string
  thread: string | null
  share(file: File): Promise<unknown>
}
const Box = ({ channel, thread, share }: Boxed) => {
  const { seen, me, words, act } = useStage()
  const key = draftKey(me, channel, thread)
  const draft = useDraft(key)
  const [caret, setCaret] = useState(draft.length)
  const [picked, setPicked] = useState<number | null>(null)
  const [dismissed, setDismissed] = useState('')
  const [refused, setRefused] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const id = useId()

  const before = draft.slice(0, caret)
  const completion = completionOf(before, seen, { slash: !thread, group: words.group })
  const offers = dismissed === before ? [] : completion.offers
  const chosen = picked ?? (completion.eager ? 0 : -1)

  const put = (next: string, at: number) => {
    putDraft(key, next)
    setCaret(at)
    setPicked(null)
    setRefused(false)
    putCaret.current = at
  }
  const putCaret = useRef<number | null>(null)
  // The caret can only be set once the words stand there.
  useLayoutEffect(() => {
    if (putCaret.current !== null) box.current?.setSelectionRange(putCaret.current, putCaret.current)
    putCaret.current = null
  })
  const take = ({ text }: Offer) => {
    put(draft.slice(0, completion.from) + text + draft.slice(caret), completion.from + text.length)
    box.current?.focus()
  }
  const insert = (text: string) => {
    put(draft.slice(0, caret) + text + draft.slice(caret), caret + text.length)
    box.current?.focus()
  }
  const send = () => {
    const said = draft.trim()
    if (!said) return
    if (thread && said.startsWith('/')) return setRefused(true)
    put('', 0)
    if (said.startsWith('/')) void act({ act: 'types', channel, words: said })
    else void act({ act: 'says', channel, words: said, ...(thread && { thread }) })
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const offer = offers[chosen]
    const complete = offer?.text.trim() === before.slice(completion.from).trim()
    if (offers.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setPicked(chosen < 0 && step < 0 ? offers.length - 1 : (chosen + step + offers.length) % offers.length)
    } else if (event.key === 'Tab' && !event.shiftKey && offers.length > 0 && !complete) {
      event.preventDefault()
      take(offer ?? (offers[0] as Offer))
    } else if (event.key === 'Escape' && offers.length > 0) {
      event.preventDefault()
      event.stopPropagation()
      setDismissed(before)
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      if (offer && !complete) take(offer)
      else send()
    }
  }
  useGrowing(box, draft)

  return (
    <>
      {refused && (
        <p className="refused" role="alert">
          {words.noCommandsInThreads}
        </p>
      )}
      <Offers id={id} completion={{ ...completion, offers }} chosen={chosen} take={take} />
      <div className="box">
        <textarea
          ref={box}
          rows={1}
          value={draft}
          placeholder={thread ? words.reply : words.write}
          aria-label={thread ? words.reply : words.write}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={offers.length > 0 ? id : undefined}
          aria-activedescendant={offers[chosen] ? `${id} ${chosen}`.replace(' ', '-') : undefined}
          data-tour={thread ? undefined : 'composer'}
          onChange={({ target }) => {
            putDraft(key, target.value)
            setCaret(target.selectionStart)
            setPicked(null)
            setRefused(false)
          }}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onKeyDown={press}
        />
        <div className="box-tools">
          <FileButton share={share} />
          <EmojiPicker
            label={words.emoji}
            className="icon"
            up
            onPick={(name) => insert(`${EMOJI[name] ?? `:${name}:`} `)}
          />
          {!thread && <Shortcuts />}
          <span className="spring" />
          <button
            type="button"
            className={`send ${draft.trim() ? 'ready' : ''}`}
            aria-label={words.send}
            title={words.send}
            onClick={send}
          >
            <Icon name="send" size={16} />
          </button>
        </div>
      </div>
    </>
  )
}

const TALLEST = 220
const useGrowing = (ref: RefObject<HTMLTextAreaElement | null>, draft: string): void => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it grows with what is typed.
  useLayoutEffect(() => {
    if (!ref.current) return
    ref.current.style.height = 'auto'
    ref.current.style.height = `${Math.min(TALLEST, ref.current.scrollHeight)}px`
  }, [ref, draft])
}

interface Offered {
  id: string
  completion: Completion
  chosen: number
  take(offer: Offer): void
}
const Offers = ({ id, completion: { offers, usage }, chosen, take }: Offered) => {
  const { words } = useStage()
  return (
    <>
      <p className="visually-hidden" role="status">
        {offers.length > 0 ? words.offered(offers.length) : ''}
      </p>
      {(offers.length > 0 || usage) && (
        <div className="offers">
          {usage && (
            <p className="usage">
              <strong>{usage.command}</strong> {usage.hint}
            </p>
          )}
          {offers.length > 0 && (
            <div role="listbox" id={id} aria-label={words.suggestions}>
              {offers.map((offer, i) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's, which keeps the focus.
                <div
                  key={`${offer.title} ${offer.more}`}
                  id={`${id}-${i}`}
                  role="option"
                  aria-selected={i === chosen}
                  tabIndex={-1}
                  className="offer"
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => take(offer)}
                >
                  <strong>{offer.title}</strong> <span className="hint">{offer.more}</span>
                  <span className="quiet">{offer.note}</span>
                </div>
              ))}
            </div>
          )}
        </div>
      )}
    </>
  )
}

const FileButton = ({ share }: { share(file: File): Promise<unknown> }) => {
  const { words } = useStage()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        className="icon plus"
        aria-label={words.dropFile}
        title={words.dropFile}
        onClick={() => input.current?.click()}
      >
        <span>
          <Icon name="plus" size={16} />
        </span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words.dropFile}
        onChange={({ target }) => {
          for (const file of target.files ?? []) void share(file)
          target.value = ''
        }}
      />
    </>
  )
}

const Shortcuts = () => {
  const { seen, words, act } = useStage()
  const global = seen.shortcuts.filter(({ type }) => type === 'global')
  if (global.length === 0) return null
  return (
    <Menu label={words.shortcuts} className="icon" up face={<Icon name="bolt" />}>
      {(close) =>
        global.map(({ name, callback_id: callbackId }) => (
          <MenuEntry
            key={callbackId}
            onPick={() => {
              close()
              void act({ act: 'shortcut', callbackId })
            }}
          >
            <Icon name="bolt" /> {name} <span className="quiet">{seen.app.name}</span>
          </MenuEntry>
        ))
      }
    </Menu>
  )
}
