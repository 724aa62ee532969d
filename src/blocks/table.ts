import type { DataTableBlock, KnownBlock } from '@slack/types'
import { clip, inert, section } from './blocks.ts'
import { LIMITS } from './limits.ts'

/** A figure sorts by its value and is read as its text. */
export type Cell = string | { value: number; text: string }

export interface TableSpec {
  caption: string
  /** Rows that are shown at once. */
  page: number
  head: readonly string[]
  /** Each as wide as the head; the first cell names the row. */
  rows: readonly (readonly Cell[])[]
}

/** Stands among a message's blocks until the courier knows whether the workspace shows tables. */
export interface TableStub {
  type: 'regia_table'
  spec: TableSpec
}
export const tableStub = (spec: TableSpec): TableStub => ({ type: 'regia_table', spec })

/** Slack's own table; an empty cell would lose the whole message. https://docs.slack.dev/reference/block-kit/blocks/ */
export const dataTable = ({ caption, page, head, rows }: TableSpec): DataTableBlock => ({
  type: 'data_table',
  caption: clip(caption, LIMITS.text),
  page_size: Math.min(LIMITS.dataTablePageSize, page),
  rows: [
    head.map((text) => ({ type: 'raw_text' as const, text: text || EMPTY })),
    ...withRoom(rows).map((row) =>
      row.map((cell) =>
        typeof cell === 'string'
          ? { type: 'raw_text' as const, text: cell || EMPTY }
          : { type: 'raw_number' as const, value: cell.value, text: cell.text || EMPTY },
      ),
    ),
  ],
})
const EMPTY = '–'

/** As many rows as a table may have, and as there is room for their text beside the caption and the head. */
const withRoom = (rows: TableSpec['rows']): TableSpec['rows'] => {
  let left = LIMITS.dataTableText - 1000
  return rows.slice(0, LIMITS.dataTableRows - 1).filter((row) => {
    left -= row.reduce((sum, cell) => sum + (typeof cell === 'string' ? cell : cell.text).length + 1, 0)
    return left >= 0
  })
}

/** Of each row the name and first figure on the left, the others on the right; so many sections at most. */
const SECTIONS = 2
const ROWS_EACH = LIMITS.sectionFields / 2

/** Where there are no tables: the first rows, as fields. */
export const tableInFields = ({ caption, head, rows }: TableSpec): KnownBlock[] => {
  const said = (cell: Cell | undefined) => inert(typeof cell === 'object' ? cell.text : (cell ?? EMPTY))
  const fields = rows.map((row) => {
    const [name, ...figures] = row.map(said)
    const told = figures.map((text, i) => `${head[i + 1] ?? ''}: ${text}`)
    return [
      `*${(name ?? EMPTY).replaceAll('*', '∗')}*\n${told.slice(0, 2).join('\n')}`,
      told.slice(2).join('\n') || EMPTY,
    ]
  })
  return [
    section(`*${inert(caption)}*`),
    ...Array.from({ length: Math.min(SECTIONS, Math.ceil(fields.length / ROWS_EACH)) }, (_, n) => ({
      type: 'section' as const,
      fields: fields
        .slice(n * ROWS_EACH, (n + 1) * ROWS_EACH)
        .flat()
        .map((text) => ({ type: 'mrkdwn' as const, text: clip(text, LIMITS.sectionField) })),
    })),
  ]
}
