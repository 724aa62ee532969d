import { metricsReader, placesOf, rejection } from './columns.ts'
import { dayFault, dayIn } from './days.ts'
import type { Layout } from './headers.ts'
import type { Ground, RowReader } from './read.ts'
import type { Cell } from './sheet.ts'
import { type Decimal, decimalOf, minutesIn, numberIn, unread } from './values.ts'

/** A creator's own LIVE Center: their days, by whom the person says. The file itself names nobody. */
export const liveCenterReader = (ground: Ground): RowReader => {
  const { layout, sample, delimiter, creatorId } = ground
  const { day, avg_watch } = placesOf(ground, ['day', 'avg_watch'])
  const valuesOf = metricsReader(ground, 'seconds')
  const decimal = decimalOf(
    sample.map(({ cells }) => cells[avg_watch]),
    delimiter,
  )
  return (row) => {
    const { line, cells, cut = false } = row
    const on = dayIn(cells[day], ground.order)
    const fault = dayFault(cells[day], on, ground)
    if (on === null || fault !== null) {
      return rejection(line, layout.names[day] ?? null, fault ?? 'day.unreadable', cells[day])
    }
    const values = valuesOf(row, 1)
    if ('reason' in values) return values
    const told = Object.keys(values).length
    if (watchTimeIsWorkedOut(layout)) {
      const seconds = secondsIn(cells[avg_watch], decimal)
      const viewers = values.unique_viewers ?? null
      values.watch_minutes =
        seconds === null || viewers === null ? null : Math.round((seconds * viewers) / 0.6) / 100
    }
    const short = cut ? { short: { metrics: told, agency: false, market: false } } : {}
    return {
      kind: 'daily',
      line,
      day: on,
      creatorId,
      username: '',
      agency: null,
      market: null,
      values,
      ...short,
    }
  }
}

/**
 * The page tells how long a viewer watched on average; together that is so much for each unique viewer, which keeps
 * watch time per viewer what the page says.
 */
export const watchTimeIsWorkedOut = ({ kind, fields, metrics }: Layout): boolean =>
  kind === 'live-center' &&
  fields.has('avg_watch') &&
  metrics.has('unique_viewers') &&
  !metrics.has('watch_minutes')

/** Bare seconds, or a duration; null where it is neither. */
const secondsIn = (cell: Cell | undefined, decimal: Decimal): number | null => {
  const bare = numberIn(cell, decimal)
  if (!unread(bare)) return bare
  const minutes = minutesIn(cell, 'seconds', decimal)
  return unread(minutes) || minutes === null ? null : minutes * 60
}
