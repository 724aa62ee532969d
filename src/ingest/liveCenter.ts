import { metricsReader, placesOf, rejection } from './columns.ts'
import type { Ground, RowReader } from './read.ts'
import { dateOrderOf, dayIn } from './values.ts'

/** A creator's own LIVE Center: their days, by whom the person says. The file itself names nobody. */
export const liveCenterReader = (ground: Ground): RowReader => {
  const { layout, sample, delimiter, today, creatorId } = ground
  const { day } = placesOf(ground, ['day'])
  const order = dateOrderOf(
    sample.map(({ cells }) => cells[day]),
    delimiter,
  )
  const valuesOf = metricsReader(ground, 'seconds')
  return (row) => {
    const { line, cells } = row
    const on = dayIn(cells[day], order)
    if (on === null || on > today) {
      return rejection(line, layout.names[day] ?? null, on ? 'day.future' : 'day.unreadable', cells[day])
    }
    const values = valuesOf(row)
    if ('reason' in values) return values
    return { kind: 'daily', line, day: on, creatorId, username: '', agency: null, market: null, values }
  }
}
