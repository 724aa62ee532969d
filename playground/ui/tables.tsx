import { type ReactNode, useId, useState } from 'react'
import type { Json } from '../server/json.ts'
import { plainly } from './reader.ts'
import { Drawn } from './rich.tsx'
import { object, objects, placed, string } from './shapes.ts'
import { useStage } from './stage.ts'

const rowsOf = (block: Json): readonly (readonly Json[])[] =>
  Array.isArray(block.rows) ? block.rows.map(objects) : []

const Cell = ({ cell }: { cell: Json }): ReactNode =>
  cell.type === 'rich_text' ? <Drawn block={cell} /> : plainly(string(cell.text))

/** Slack's plain table: its first row is the head, and each column may be aligned. */
export const PlainTable = ({ block }: { block: Json }) => {
  const { words } = useStage()
  const [head = [], ...body] = rowsOf(block)
  const settings = objects(block.column_settings)
  const shape = (column: number) =>
    `b-${string(settings[column]?.align) || 'left'} ${settings[column]?.is_wrapped === true ? 'b-wrapped' : ''}`
  return (
    <Framed name={words.table}>
      <table className="b-table">
        <thead>
          <tr>
            {placed(head).map(({ it: cell, at, i: column }) => (
              <th key={at} scope="col" className={shape(column)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {placed(body).map(({ it: row, at: line }) => (
            <tr key={line}>
              {placed(row).map(({ it: cell, at, i: column }) => (
                <td key={at} className={shape(column)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Framed>
  )
}

const PAGE = 5

/** Slack's data table: sorted by any column, a page at a time. */
export const DataTable = ({ block }: { block: Json }) => {
  const { words, reader } = useStage()
  const id = useId()
  const [sorting, setSorting] = useState<{ column: number; down: boolean } | null>(null)
  const [page, setPage] = useState(0)
  const [head = [], ...body] = rowsOf(block)
  const size = typeof block.page_size === 'number' ? block.page_size : PAGE
  const rows = sorting ? sorted(body, sorting.column, sorting.down, reader.locale) : body
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const at = Math.min(page, pages - 1)
  const shown = rows.slice(at * size, (at + 1) * size)
  const caption = string(block.caption)

  const sortBy = (column: number) => {
    setPage(0)
    setSorting((now) =>
      now?.column !== column ? { column, down: false } : now.down ? null : { column, down: true },
    )
  }
  return (
    <div className="b-data-table">
      <Framed name={caption || words.table}>
        <table className="b-table">
          <caption id={id}>{caption}</caption>
          <thead>
            <tr>
              {placed(head).map(({ it: cell, at: place, i: column }) => {
                const number = body.some((row) => row[column]?.type === 'raw_number')
                const way =
                  sorting?.column === column ? (sorting.down ? 'descending' : 'ascending') : undefined
                return (
                  <th key={place} scope="col" aria-sort={way} className={number ? 'b-number' : ''}>
                    <button
                      type="button"
                      className="b-sort"
                      title={words.sortBy(string(cell.text))}
                      onClick={() => sortBy(column)}
                    >
                      <Cell cell={cell} />
                      <span aria-hidden>{way ? { ascending: '▲', descending: '▼' }[way] : '↕'}</span>
                    </button>
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {placed(shown).map(({ it: row, at: line }) => (
              <tr key={line}>
                {placed(row).map(({ it: cell, at: place, i: column }) =>
                  column === block.row_header_column_index ? (
                    <th key={place} scope="row">
                      <Cell cell={cell} />
                    </th>
                  ) : (
                    <td key={place} className={cell.type === 'raw_number' ? 'b-number' : ''}>
                      <Cell cell={cell} />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Framed>
      {pages > 1 && (
        <div className="b-pages">
          <span role="status">{words.rowsFromTo(at * size + 1, at * size + shown.length, rows.length)}</span>
          <button
            type="button"
            className="b-button icon"
            aria-label={words.pages.previous}
            aria-disabled={at === 0}
            onClick={() => setPage(Math.max(0, at - 1))}
          >
            <span aria-hidden>‹</span>
          </button>
          <button
            type="button"
            className="b-button icon"
            aria-label={words.pages.next}
            aria-disabled={at === pages - 1}
            onClick={() => setPage(Math.min(pages - 1, at + 1))}
          >
            <span aria-hidden>›</span>
          </button>
        </div>
      )}
    </div>
  )
}

const sorted = (rows: readonly (readonly Json[])[], column: number, down: boolean, locale: string) => {
  const order = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const way = down ? -1 : 1
  return [...rows].sort((one, other) => {
    const [a, b] = [object(one[column]), object(other[column])]
    const difference =
      typeof a.value === 'number' && typeof b.value === 'number'
        ? a.value - b.value
        : order.compare(wordsIn(a), wordsIn(b))
    return way * difference
  })
}
const wordsIn = (cell: Json): string =>
  string(cell.text) || objects(cell.elements).map(wordsIn).join(' ') || string(cell.user_id)

/**
 * What is too wide scrolls by itself, by keyboard too. It is a group, no landmark: a channel with two digests has
 * every table twice, and a list of landmarks is of use only while they are few and no two have one name.
 */
export const Framed = ({ name, children }: { name: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset is as wide as what is in it, and would not scroll
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
  <div className="b-framed" role="group" aria-label={name} tabIndex={0}>
    {children}
  </div>
)
