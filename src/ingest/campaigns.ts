import type { Day } from '#src/domain/day.ts'
import type { DateOrder } from '#src/domain/facts.ts'
import { placesOf, rejection } from './columns.ts'
import { dayFault, dayIn } from './days.ts'
import type { Ground, RowReader } from './read.ts'
import type { Cell } from './sheet.ts'
import { decimalOf, isTotal, marketIn, numberIn, textIn, unread } from './values.ts'

/** Campaigns and events, made by hand: an empty market, category or list of creators means all. */
export const campaignReader = (ground: Ground): RowReader => {
  const { layout, sample, delimiter, order } = ground
  const places = placesOf(ground, ['campaign', 'market', 'category', 'start', 'end', 'goal', 'creator_ids'])
  const column = (at: number) => sample.map(({ cells }) => cells[at])
  const decimal = decimalOf(column(places.goal), delimiter)
  const named = (at: number) => layout.names[at] ?? null

  return ({ line, cells }) => {
    const wrong = (at: number, reason: Parameters<typeof rejection>[2]) =>
      rejection(line, named(at), reason, cells[at])
    const name = textIn(cells[places.campaign])
    if (name === null) return wrong(places.campaign, 'name.missing')
    const start = dayIn(cells[places.start], order)
    const early = planFault(cells[places.start], start, order)
    if (start === null || early !== null)
      return wrong(places.start, isTotal(name) ? 'total.row' : (early ?? 'day.unreadable'))
    const end = dayIn(cells[places.end], order)
    const late = planFault(cells[places.end], end, order)
    if (end === null || late !== null) return wrong(places.end, late ?? 'day.unreadable')
    if (end < start) return wrong(places.end, 'period.unreadable')
    const market = marketIn(cells[places.market])
    if (unread(market)) return wrong(places.market, market.reason)
    const goal = numberIn(cells[places.goal], decimal)
    if (unread(goal)) return wrong(places.goal, goal.reason)
    const listed = cells[places.creator_ids]
    // A list of ids that has become a number names nobody: all of them would be worse.
    if (typeof listed === 'number') return wrong(places.creator_ids, 'id.number')
    const creatorIds = String(listed ?? '')
      .split(/[\s,;|]+/)
      .filter((it) => it !== '' && it !== '-')
    if (creatorIds.some((id) => !/^\d{1,20}$/.test(id))) return wrong(places.creator_ids, 'id.unreadable')
    return {
      kind: 'campaigns',
      line,
      name,
      market,
      category: textIn(cells[places.category]),
      start,
      end,
      goal,
      creatorIds,
    }
  }
}

/** Campaigns are planned: any day to come will do. */
const planFault = (cell: Cell | undefined, day: Day | null, order: DateOrder | null) =>
  dayFault(cell, day, { today: '9999-12-31', order })
