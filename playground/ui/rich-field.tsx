import { useLayoutEffect, useRef, useState } from 'react'
import type { Json } from '../server/json.ts'
import type { Part } from './controls.tsx'
import { isSafe } from './mrkdwn.tsx'
import type { Field } from './place.tsx'
import { elementsIn, nodesFor } from './rich-words.ts'
import { isObject, plain, string } from './shapes.ts'
import { useStage } from './stage.ts'

const MARKS = [
  { name: 'bold', sign: 'B' },
  { name: 'italic', sign: 'I' },
  { name: 'strike', sign: 'S' },
  { name: 'code', sign: '</>' },
  { name: 'bullets', sign: '•' },
  { name: 'numbers', sign: '1.' },
  { name: 'link', sign: '↗' },
] as const
type Mark = (typeof MARKS)[number]['name']
/** The browser's own editing does these, with undo. */
const COMMANDS: Readonly<Partial<Record<Mark, string>>> = {
  bold: 'bold',
  italic: 'italic',
  strike: 'strikeThrough',
  bullets: 'insertUnorderedList',
  numbers: 'insertOrderedList',
}

/** A small editor; it holds Slack's rich text as JSON. */
export const RichField = ({ part, field }: { part: Part; field: Field }) => {
  const { element, input, id, label, describedBy } = part
  const { words } = useStage()
  const editor = useRef<HTMLDivElement>(null)
  const place = useRef<Range | null>(null)
  const [linking, setLinking] = useState<string | null>(null)
  const changed = useRef(false)
  const reports = !input || input.dispatch_action === true

  const first = useRef(field.value)
  useLayoutEffect(() => {
    editor.current?.replaceChildren(...nodesFor(parsedRich(first.current)))
  }, [])

  const written = (): string | null => {
    const elements = editor.current ? elementsIn(editor.current) : []
    return elements.length ? JSON.stringify({ type: 'rich_text', elements }) : null
  }
  const keep = () => {
    changed.current = true
    field.type(written())
  }
  const leave = () => {
    const selection = getSelection()
    if (selection?.rangeCount && editor.current?.contains(selection.anchorNode))
      place.current = selection.getRangeAt(0).cloneRange()
  }
  const comeBack = () => {
    editor.current?.focus()
    const range = place.current
    if (!range) return
    getSelection()?.removeAllRanges()
    getSelection()?.addRange(range)
  }
  const apply = (mark: Mark) => {
    leave()
    if (mark === 'link') return setLinking('https://')
    comeBack()
    if (mark === 'code') toggleCode()
    else document.execCommand(COMMANDS[mark] ?? '')
    keep()
  }
  const link = () => {
    comeBack()
    const address = linking ?? ''
    setLinking(null)
    if (!isSafe(address)) return
    if (getSelection()?.isCollapsed) document.execCommand('insertText', false, address)
    if (getSelection()?.isCollapsed) getSelection()?.modify('extend', 'backward', 'word')
    document.execCommand('createLink', false, address)
    getSelection()?.collapseToEnd()
    keep()
  }

  return (
    <div className="b-rich-field" aria-busy={field.busy} data-control={field.key}>
      <div className="b-marks" role="toolbar" aria-label={words.fields.formatting}>
        {MARKS.map(({ name, sign }) => (
          <button
            key={name}
            type="button"
            className={`b-mark b-mark-${name}`}
            aria-label={words.fields.marks[name]}
            title={words.fields.marks[name]}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => apply(name)}
          >
            <span aria-hidden data-sign={sign} />
          </button>
        ))}
      </div>
      {linking !== null && (
        <div className="b-row b-linking">
          <input
            className="b-text"
            type="url"
            aria-label={words.fields.address}
            value={linking}
            // biome-ignore lint/a11y/noAutofocus: it opens because one asked for it, to be typed in at once
            autoFocus
            onChange={({ target }) => setLinking(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== 'Escape') return
              event.preventDefault()
              event.stopPropagation()
              if (event.key === 'Enter') return link()
              setLinking(null)
              comeBack()
            }}
          />
          <button type="button" className="b-button" onClick={link}>
            {words.fields.apply}
          </button>
        </div>
      )}
      {/** biome-ignore lint/a11y/useSemanticElements: a text area holds no marks */}
      <div
        ref={editor}
        id={id}
        className="b-editor b-rich"
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        tabIndex={0}
        aria-multiline
        aria-label={label ?? undefined}
        aria-labelledby={label === null ? `${id}label` : undefined}
        aria-describedby={describedBy}
        aria-invalid={field.error ? true : undefined}
        data-focus-on-load={element.focus_on_load === true || undefined}
        data-placeholder={plain(element.placeholder) || undefined}
        data-empty={field.value === null || undefined}
        onInput={keep}
        onBlur={() => {
          leave()
          if (!reports || !changed.current) return
          changed.current = false
          void field.send(written())
        }}
        onPaste={(event) => {
          event.preventDefault()
          document.execCommand('insertText', false, event.clipboardData.getData('text/plain'))
        }}
      />
      <span id={`${id}extra`} />
    </div>
  )
}

const parsedRich = (value: unknown): Json => {
  try {
    const read: unknown = JSON.parse(string(value))
    return isObject(read) ? read : {}
  } catch {
    return {}
  }
}

const toggleCode = () => {
  const selection = getSelection()
  if (!selection?.rangeCount) return
  const range = selection.getRangeAt(0)
  const around = (range.startContainer.parentElement ?? document.body).closest('code')
  const words = around ? (around.textContent ?? '') : range.toString()
  if (!words) return
  const made = around ? document.createTextNode(words) : document.createElement('code')
  if (around) around.replaceWith(made)
  else {
    made.textContent = words
    range.deleteContents()
    range.insertNode(made)
  }
  selection.selectAllChildren(made)
}
