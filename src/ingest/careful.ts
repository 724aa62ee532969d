import type { FactRow, FileKind, Rejection } from '#src/domain/facts.ts'
import type { Field } from '#src/domain/fields.ts'
import { REQUIRED } from '#src/domain/fields.ts'
import type { Metric } from '#src/domain/metric.ts'
import { isTotalRow, rejection } from './columns.ts'
import type { Layout } from './headers.ts'
import type { Ground, RowReader } from './read.ts'
import type { Cell, SheetRow } from './sheet.ts'

/** Null for what is no row at all. */
export type CarefulReader = (row: SheetRow) => FactRow | Rejection | null

/** Looks at a row as a whole before its cells are read: is it one, and is all of it there? */
export const carefully = (ground: Ground, read: RowReader): CarefulReader => {
  const { layout, notices } = ground
  const { kind, names } = layout
  const width = widthOf(ground)
  const keys = REQUIRED[kind].flatMap((it) => placeOf(layout, it))
  const needed = [...keys, ...WANTED[kind](layout)]
  const [first = 0] = keys

  return (row) => {
    const { line, cells } = row
    if (cells[first] === names[first] && isHeader(cells, names)) {
      notices.add('header.repeated', line, null, null)
      return null
    }
    if (cells.length >= width) return read(row)
    const lacking = needed.find((at) => at >= cells.length)
    if (lacking !== undefined) {
      return rejection(line, names[lacking] ?? null, isTotalRow(cells) ? 'total.row' : 'row.short', null)
    }
    const result = read({ ...row, cut: true })
    if (!('reason' in result)) notices.add('row.short', line, null, null)
    return result
  }
}

const everything = ({ fields, metrics, lastMonth, tasks }: Layout): readonly number[] =>
  [fields, metrics, lastMonth, tasks].flatMap((those) => [...those.values()])
/** Without any of its figures a row of them says nothing. */
const firstFigure = ({ metrics }: Layout): readonly number[] =>
  metrics.size > 0 ? [Math.min(...metrics.values())] : []

/**
 * What a row cannot end before, besides its keys. Of days, totals and agencies what is missing stays as it is known; all
 * else is kept as a row tells it, and a missing end would be told as empty: in no agency, for everybody.
 */
const WANTED: Record<FileKind, (layout: Layout) => readonly number[]> = {
  daily: firstFigure,
  'live-center': firstFigure,
  backstage: (layout) => [...firstFigure(layout), ...placeOf(layout, 'agency')],
  agencies: () => [],
  roster: everything,
  bonus: everything,
  campaigns: everything,
}

/**
 * So many cells a row has at least, when all of it is there. Only text tells: a spreadsheet keeps no empty cells at the
 * end of a row.
 */
export const widthOf = ({ layout, delimiter }: Ground): number => {
  return delimiter === null ? 0 : Math.max(...everything(layout)) + 1
}

const placeOf = ({ fields, metrics }: Layout, word: Field | Metric): readonly number[] => {
  const at = fields.get(word as Field) ?? metrics.get(word as Metric)
  return at === undefined ? [] : [at]
}

const isHeader = (cells: readonly Cell[], names: readonly string[]): boolean =>
  names.every((name, at) => name === '' || String(cells[at] ?? '').trim() === name.trim())
