import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { EMOJI } from './emoji.ts'
import { Icon } from './icon.tsx'
import { focusedIn, Panel } from './menu.tsx'
import { useStage } from './stage.ts'

interface Picked {
  label: string
  className: string
  onPick(name: string): void
  up?: boolean
}

/** All emoji, found by their names. */
export const EmojiPicker = ({ label, className, onPick, up = false }: Picked) => (
  <Panel label={label} className={className} up={up} face={<Icon name="smile" />}>
    {(close) => (
      <Grid
        pick={(name) => {
          close()
          onPick(name)
        }}
      />
    )}
  </Panel>
)

const COLUMNS = 8
const Grid = ({ pick }: { pick(name: string): void }) => {
  const { words } = useStage()
  const [query, setQuery] = useState('')
  const id = useId()
  const grid = useRef<HTMLDivElement>(null)
  const found = Object.entries(EMOJI).filter(([name]) =>
    name.includes(query.trim().toLowerCase().replaceAll(':', '')),
  )
  const move = (event: KeyboardEvent) => {
    const cells = [...(grid.current?.querySelectorAll<HTMLElement>('button') ?? [])]
    const at = focusedIn(cells)
    const inBox = at < 0
    const [first] = found
    if (event.key === 'Enter' && inBox && first) {
      event.preventDefault()
      return pick(first[0])
    }
    const step = { ArrowDown: COLUMNS, ArrowUp: -COLUMNS, ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined || (inBox && event.key !== 'ArrowDown')) return
    event.preventDefault()
    const to = inBox ? 0 : at + step
    if (to < 0) document.getElementById(id)?.focus()
    else cells[Math.min(to, cells.length - 1)]?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows go from the box to the cells and back.
    <div className="emoji-picker" onKeyDown={move}>
      <input
        id={id}
        type="search"
        value={query}
        placeholder={words.findEmoji}
        aria-label={words.findEmoji}
        onChange={({ target }) => setQuery(target.value)}
      />
      <div ref={grid} className="emoji-grid">
        {found.map(([name, drawn], i) => (
          <button
            key={name}
            type="button"
            tabIndex={i === 0 ? 0 : -1}
            aria-label={name}
            title={`:${name}:`}
            onClick={() => pick(name)}
          >
            {drawn}
          </button>
        ))}
        {found.length === 0 && <p className="quiet">{words.noResults}</p>}
      </div>
    </div>
  )
}
