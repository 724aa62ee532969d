import { metricsReader, placesOf, rejection } from './columns.ts'
import type { Layout } from './headers.ts'
import type { Ground, RowReader } from './read.ts'
import type { Cell } from './sheet.ts'
import { type Decimal, dateOrderOf, dayIn, decimalOf, minutesIn, numberIn, unread } from './values.ts'

/** A creator's own LIVE Center: their days, by whom the person says. The file itself names nobody. */
export const liveCenterReader = (ground: Ground): RowReader => {
  const { layout, sample, delimiter, today, creatorId } = ground
  const { day, avg_watch } = placesOf(ground, ['day', 'avg_watch'])
  const order = dateOrderOf(
    sample.map(({ cells }) => cells[day]),
    delimiter,
  )
  const valuesOf = metricsReader(ground, 'seconds')
  const decimal = decimalOf(
    sample.map(({ cells }) => cells[avg_watch]),
    delimiter,
  )
  return (row) => {
    const { line, cells } = row
    const on = dayIn(cells[day], order)
    if (on === null || on > today) {
      return rejection(line, layout.names[day] ?? null, on ? 'day.future' : 'day.unreadable', cells[day])
    }
    const values = valuesOf(row)
    if ('reason' in values) return values
    if (watchTimeIsWorkedOut(layout)) {
      const seconds = secondsIn(cells[avg_watch], decimal)
      const viewers = values.unique_viewers ?? null
      values.watch_minutes =
        seconds === null || viewers === null ? null : Math.round((seconds * viewers) / 0.6) / 100
    }
    return { kind: 'daily', line, day: on, creatorId, username: '', agency: null, market: null, values }
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
