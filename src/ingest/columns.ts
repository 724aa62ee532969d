import type { Rejection, RejectionReason } from '#src/domain/facts.ts'
import type { Field } from '#src/domain/fields.ts'
import type { Metric, Values } from '#src/domain/metric.ts'
import type { Notices } from './notices.ts'
import type { Ground } from './read.ts'
import type { Cell, SheetRow } from './sheet.ts'
import {
  type Bare,
  bareOf,
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
  /** More than so much in a day cannot be, or can hardly be. */
  usual: number
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
    const usual = Math.min(MOST_A_DAY[metric] ?? Infinity, PLAUSIBLE_A_DAY[metric])
    return {
      metric,
      index,
      name: layout.names[index] ?? metric,
      decimal,
      ...meaning,
      most: Math.min(meaning.most, DURATIONS.has(metric) ? bareOf(usual, bare) : usual),
      usual,
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

/** What one day cannot exceed. */
const MOST_A_DAY: { [M in Metric]?: number } = { live_minutes: 1440, valid_days: 1 }

/** What hardly any creator ever reaches in one day: a comma too few, or a column that is something else. */
const PLAUSIBLE_A_DAY: Record<Metric, number> = {
  diamonds: 50_000_000,
  live_minutes: 1440,
  valid_days: 1,
  new_followers: 10_000_000,
  streams: 200,
  matches: 1000,
  fan_club_diamonds: 50_000_000,
  active_fans: 10_000_000,
  avg_viewers: 5_000_000,
  peak_viewers: 20_000_000,
  unique_viewers: 500_000_000,
  watch_minutes: 5_000_000_000,
  returning_viewers: 500_000_000,
  gifters: 10_000_000,
  violations: 1000,
}

/**
 * Reads a row's metric cells, of totals of so many days; the first that cannot be read or cannot be rejects the row and
 * names its column.
 */
export const metricsReader = (
  ground: Ground,
  bare: Bare,
  among?: ReadonlyMap<Metric, number>,
): ((row: SheetRow, days: number) => Values | Rejection) => {
  const columns = metricColumns(ground, bare, among)
  return (row, days) => metricsOf(columns, row, days, ground.notices)
}

/** A metric that the row ends before is absent from text; a spreadsheet leaves out empty cells at the end. */
export const metricsOf = (
  columns: readonly MetricColumn[],
  { line, cells, cut = false }: SheetRow,
  days: number,
  notices: Notices,
): Values | Rejection => {
  const values: Values = {}
  const odd: MetricColumn[] = []
  for (const column of columns) {
    const { metric, index, name, usual } = column
    const cell = cells[index]
    if (cut && index >= cells.length) continue
    const read = column.read(cell)
    if (unread(read)) return rejection(line, name, read.reason, cell)
    if (read !== null && read > usual * days) {
      const most = (MOST_A_DAY[metric] ?? Infinity) * days
      if (read > most) return rejection(line, name, tooMany(metric, days), cell)
      odd.push(column)
    }
    values[metric] = read
  }
  for (const { index, name } of odd) notices.add('number.implausible', line, name, cells[index])
  return values
}

const tooMany = (metric: Metric, days: number): RejectionReason =>
  metric === 'live_minutes' ? 'duration.many' : days === 1 ? 'valid.flag' : 'valid.many'

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
    const none = creatorId.reason === 'id.missing' || creatorId.reason === 'id.unreadable'
    const total = none && isTotalRow(cells)
    return rejection(line, ground.layout.names[id] ?? null, total ? 'total.row' : creatorId.reason, cells[id])
  }
}
