import type { Rejection, RejectionReason } from '#src/domain/facts.ts'
import type { Field } from '#src/domain/fields.ts'
import type { Metric, Values } from '#src/domain/metric.ts'
import type { Ground } from './read.ts'
import type { Cell, SheetRow } from './sheet.ts'
import {
  type Bare,
  type Decimal,
  decimalOf,
  idReader,
  isTotal,
  minutesIn,
  minutesOf,
  mostOf,
  numberIn,
  type Read,
  textIn,
  unread,
} from './values.ts'

/** Fractions have a meaning in these; everything else is counted in whole ones. */
const FRACTIONS: ReadonlySet<Metric> = new Set(['live_minutes', 'watch_minutes', 'avg_viewers'])
const DURATIONS: ReadonlySet<Metric> = new Set(['live_minutes', 'watch_minutes'])

/** A metric's column. */
export interface MetricColumn {
  metric: Metric
  index: number
  name: string
  decimal: Decimal
  /** What a cell of it means. */
  read(cell: Cell | undefined): Read<number | null>
  /** The same of a plain number that is no larger than `most`. */
  round(value: number): number
  most: number
}

export const metricColumns = (
  { layout, sample, delimiter, infinite }: Ground,
  bare: Bare,
  among: ReadonlyMap<Metric, number> = layout.metrics,
): readonly MetricColumn[] =>
  [...among].map(([metric, index]) => {
    const column = sample.map(({ cells }) => cells[index])
    const decimal = decimalOf(column, delimiter)
    const meaning = meaningOf(metric, bare, decimal)
    return {
      metric,
      index,
      name: layout.names[index] ?? metric,
      decimal,
      ...meaning,
      read: (cell) => {
        const read = meaning.read(cell)
        if (read === null && isInfinite(cell)) infinite.cells++
        return read
      },
    }
  })

const meaningOf = (
  metric: Metric,
  bare: Bare,
  decimal: Decimal,
): Pick<MetricColumn, 'read' | 'round' | 'most'> => {
  if (DURATIONS.has(metric)) {
    const round = (value: number) => minutesOf(value, bare)
    return { read: (cell) => minutesIn(cell, bare, decimal), round, most: mostOf(bare) }
  }
  const most = Number.MAX_SAFE_INTEGER
  if (FRACTIONS.has(metric)) return { read: (cell) => numberIn(cell, decimal), round: (value) => value, most }
  const read = (cell: Cell | undefined): Read<number | null> => {
    const value = numberIn(cell, decimal)
    if (unread(value) || value === null) return value
    const whole = Math.round(value)
    return Number.isSafeInteger(whole) ? whole : { reason: 'number.unreadable' }
  }
  return { read, round: Math.round, most }
}

/** Reads a row's metric cells; the first that cannot be read rejects the row and names its column. */
export const metricsReader = (
  ground: Ground,
  bare: Bare,
  among?: ReadonlyMap<Metric, number>,
): ((row: SheetRow) => Values | Rejection) => {
  const columns = metricColumns(ground, bare, among)
  return (row) => metricsOf(columns, row)
}

export const metricsOf = (
  columns: readonly MetricColumn[],
  { line, cells }: SheetRow,
): Values | Rejection => {
  const values: Values = {}
  for (const column of columns) {
    const read = column.read(cells[column.index])
    if (unread(read)) return rejection(line, column.name, read.reason, cells[column.index])
    values[column.metric] = read
  }
  return values
}

const isInfinite = (cell: Cell | undefined): boolean => typeof cell === 'string' && cell.includes('∞')

export const rejection = (
  line: number,
  column: string | null,
  reason: RejectionReason,
  cell: Cell | undefined,
): Rejection => ({ line, column, reason, value: (textIn(cell) ?? '').slice(0, 80) })

/** A row that sums the others has no id, and says so in some cell. */
export const isTotalRow = (cells: readonly Cell[]): boolean =>
  cells.some((cell) => typeof cell === 'string' && isTotal(cell.trim()))

/** What exports write where there is no agency. */
const NOBODYS =
  /^(not in a group|no group|none|nessun gruppo|non in un gruppo|sin grupo|no pertenece a (un|ningun) grupo|n\/a)$/

export const agencyIn = (cell: Cell | undefined): string | null => {
  const text = textIn(cell)
  return text === null || (text.length < 32 && NOBODYS.test(text.toLowerCase())) ? null : text
}

/** Where each of these fields stands; −1 for a column that is not there, whose cells are then all empty. */
export const placesOf = <F extends Field>({ layout }: Ground, fields: readonly F[]): Record<F, number> =>
  Object.fromEntries(fields.map((field) => [field, layout.fields.get(field) ?? -1])) as Record<F, number>

/** An id; null where a sentence says that the creator has left and a name is there to know them by; or a rejection. */
export const whoReader = (
  ground: Ground,
): ((row: SheetRow) => { id: string | null; name: string } | Rejection) => {
  const { creator_id: id, username } = placesOf(ground, ['creator_id', 'username'])
  const idIn = idReader(ground.sample.map(({ cells }) => cells[id]))
  return ({ line, cells }) => {
    const creatorId = idIn(cells[id])
    const name = textIn(cells[username])?.replace(/^@/, '') ?? ''
    if (!unread(creatorId)) return { id: creatorId, name }
    if (creatorId.reason === 'id.quit' && name !== '') return { id: null, name }
    const total = creatorId.reason === 'id.missing' && isTotalRow(cells)
    return rejection(line, ground.layout.names[id] ?? null, total ? 'total.row' : creatorId.reason, cells[id])
  }
}
