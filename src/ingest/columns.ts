import type { Rejection, RejectionReason } from '#src/domain/facts.ts'
import type { Metric, Values } from '#src/domain/metric.ts'
import type { Ground } from './read.ts'
import type { Cell, SheetRow } from './sheet.ts'
import { type Decimal, decimalOf, isTotal, minutesIn, numberIn, type Read, textIn, unread } from './values.ts'

/** Fractions have a meaning in these; everything else is counted in whole ones. */
const FRACTIONS: ReadonlySet<Metric> = new Set(['live_minutes', 'watch_minutes', 'avg_viewers'])
const DURATIONS: ReadonlySet<Metric> = new Set(['live_minutes', 'watch_minutes'])

interface MetricColumn {
  metric: Metric
  index: number
  name: string
  decimal: Decimal
}

/** Reads a row's metric cells; the first that cannot be read rejects the row and names its column. */
export const metricsReader = (
  { layout, sample, delimiter }: Ground,
  bare: 'hours' | 'minutes',
): ((row: SheetRow) => Values | Rejection) => {
  const columns = [...layout.metrics].map(
    ([metric, index]): MetricColumn => ({
      metric,
      index,
      name: layout.names[index] ?? metric,
      decimal: decimalOf(
        sample.map(({ cells }) => cells[index]),
        delimiter,
      ),
    }),
  )
  const readOne = ({ metric, index, decimal }: MetricColumn, cells: readonly Cell[]): Read<number | null> => {
    const read = DURATIONS.has(metric)
      ? minutesIn(cells[index], bare, decimal)
      : numberIn(cells[index], decimal)
    if (unread(read) || read === null || FRACTIONS.has(metric)) return read
    const whole = Math.round(read)
    return Number.isSafeInteger(whole) ? whole : { reason: 'number.unreadable' }
  }
  return ({ line, cells }) => {
    const values: Values = {}
    for (const column of columns) {
      const read = readOne(column, cells)
      if (unread(read)) return rejection(line, column.name, read.reason, cells[column.index])
      values[column.metric] = read
    }
    return values
  }
}

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
