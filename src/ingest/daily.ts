import { agencyIn, isTotalRow, metricsReader, placesOf, rejection } from './columns.ts'
import type { Ground, RowReader } from './read.ts'
import { dateOrderOf, dayIn, idReader, marketIn, textIn, unread } from './values.ts'

/** A warehouse feed: one row a creator and day. */
export const dailyReader = (ground: Ground): RowReader => {
  const { layout, sample, delimiter, today } = ground
  const {
    day,
    creator_id: id,
    username,
    agency,
    market,
  } = placesOf(ground, ['day', 'creator_id', 'username', 'agency', 'market'])
  const order = dateOrderOf(
    sample.map(({ cells }) => cells[day]),
    delimiter,
  )
  const idIn = idReader(ground.sample.map(({ cells }) => cells[id]))
  const valuesOf = metricsReader(ground, 'minutes')
  const named = (index: number) => layout.names[index] ?? null

  return (row) => {
    const { line, cells } = row
    const creatorId = idIn(cells[id])
    if (unread(creatorId)) {
      const total = creatorId.reason === 'id.missing' && isTotalRow(cells)
      return rejection(line, named(id), total ? 'total.row' : creatorId.reason, cells[id])
    }
    const on = dayIn(cells[day], order)
    if (on === null) return rejection(line, named(day), 'day.unreadable', cells[day])
    if (on > today) return rejection(line, named(day), 'day.future', cells[day])
    const country = marketIn(cells[market])
    if (unread(country)) return rejection(line, named(market), country.reason, cells[market])
    const values = valuesOf(row)
    if ('reason' in values) return values
    if ((values.valid_days ?? 0) > 1) {
      const index = layout.metrics.get('valid_days') ?? -1
      return rejection(line, named(index), 'number.unreadable', cells[index])
    }
    return {
      kind: 'daily',
      line,
      day: on,
      creatorId,
      username: textIn(cells[username])?.replace(/^@/, '') ?? '',
      agency: agencyIn(cells[agency]),
      market: country,
      values,
    }
  }
}
