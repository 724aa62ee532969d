import { agencyIn, isTotalRow, metricColumns, metricsOf, placesOf, rejection } from './columns.ts'
import type { Ground, RowReader } from './read.ts'
import type { Cell } from './sheet.ts'
import { dateOrderOf, dayIn, idReader, marketIn, textIn, unread } from './values.ts'

/** A warehouse feed: one row a creator and day. */
export const dailyReader = (ground: Ground): RowReader => {
  const { layout, today } = ground
  const cellsOf = dailyCells(ground)
  const { day, creator_id: id, username, agency, market } = cellsOf.at
  const named = (index: number) => layout.names[index] ?? null

  return (row) => {
    const { line, cells } = row
    const creatorId = cellsOf.idIn(cells[id])
    if (unread(creatorId)) {
      const total = creatorId.reason === 'id.missing' && isTotalRow(cells)
      return rejection(line, named(id), total ? 'total.row' : creatorId.reason, cells[id])
    }
    const on = cellsOf.dayIn(cells[day])
    if (on === null) return rejection(line, named(day), 'day.unreadable', cells[day])
    if (on > today) return rejection(line, named(day), 'day.future', cells[day])
    const country = marketIn(cells[market])
    if (unread(country)) return rejection(line, named(market), country.reason, cells[market])
    const values = metricsOf(cellsOf.metrics, row)
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
      username: usernameIn(cells[username]),
      agency: agencyIn(cells[agency]),
      market: country,
      values,
    }
  }
}

/** Where a feed's columns are, and what a cell of each means. */
export const dailyCells = (ground: Ground) => {
  const { sample, delimiter } = ground
  const at = placesOf(ground, ['day', 'creator_id', 'username', 'agency', 'market'])
  const order = dateOrderOf(
    sample.map(({ cells }) => cells[at.day]),
    delimiter,
  )
  return {
    at,
    idIn: idReader(sample.map(({ cells }) => cells[at.creator_id])),
    dayIn: (cell: Cell | undefined) => dayIn(cell, order),
    metrics: metricColumns(ground, 'minutes'),
  }
}

export const usernameIn = (cell: Cell | undefined): string => textIn(cell)?.replace(/^@/, '') ?? ''
