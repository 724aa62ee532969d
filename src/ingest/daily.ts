import type { Day } from '#src/domain/day.ts'
import type { RejectionReason } from '#src/domain/facts.ts'
import { agencyIn, isTotalRow, metricColumns, metricsOf, placesOf, rejection } from './columns.ts'
import { dayFault, dayIn } from './days.ts'
import type { Ground, RowReader } from './read.ts'
import type { Cell } from './sheet.ts'
import { idReader, marketIn, textIn, unread } from './values.ts'

/** A warehouse feed: one row a creator and day. */
export const dailyReader = (ground: Ground): RowReader => {
  const { layout, notices } = ground
  const cellsOf = dailyCells(ground)
  const { day, creator_id: id, username, agency, market } = cellsOf.at
  const named = (index: number) => layout.names[index] ?? null

  return (row) => {
    const { line, cells, cut = false } = row
    const creatorId = cellsOf.idIn(cells[id])
    if (unread(creatorId)) {
      const total = isNoId(creatorId.reason) && isTotalRow(cells)
      return rejection(line, named(id), total ? 'total.row' : creatorId.reason, cells[id])
    }
    const on = dayIn(cells[day], ground.order)
    const fault = dayFault(cells[day], on, ground)
    if (on === null || fault !== null)
      return rejection(line, named(day), fault ?? 'day.unreadable', cells[day])
    const country = marketIn(cells[market])
    if (unread(country)) return rejection(line, named(market), country.reason, cells[market])
    const values = metricsOf(cellsOf.metrics, row, 1, notices)
    if ('reason' in values) return values
    return {
      kind: 'daily',
      line,
      day: on,
      creatorId,
      username: usernameIn(cells[username]),
      agency: agencyIn(cells[agency]),
      market: country,
      values,
      ...(cut && {
        short: {
          metrics: Object.keys(values).length,
          agency: agency < cells.length,
          market: market < cells.length,
        },
      }),
    }
  }
}

const isNoId = (reason: RejectionReason): boolean => reason === 'id.missing' || reason === 'id.unreadable'

/** Where a feed's columns are, and what a cell of each means. */
export const dailyCells = (ground: Ground) => {
  const { sample, today, order } = ground
  const at = placesOf(ground, ['day', 'creator_id', 'username', 'agency', 'market'])
  return {
    at,
    idIn: idReader(sample.map(({ cells }) => cells[at.creator_id])),
    /** Null for a day that cannot be, too. */
    dayIn: (cell: Cell | undefined): Day | null => {
      const day = dayIn(cell, order)
      return dayFault(cell, day, { today, order }) === null ? day : null
    },
    metrics: metricColumns(ground, 'minutes'),
  }
}

export const usernameIn = (cell: Cell | undefined): string => textIn(cell)?.replace(/^@/, '') ?? ''
