import { type Day, firstOfMonth, plusDays } from './day.ts'
import type { Campaign } from './facts.ts'

/** A campaign of one calendar month for everybody, with a goal: that is the month's goal, and explains nothing. */
export const isMonthGoal = ({
  start,
  end,
  goal,
  category,
  creatorIds,
}: Pick<Campaign, 'start' | 'end' | 'goal' | 'category'> & { creatorIds: readonly string[] }): boolean =>
  goal !== null && category === null && creatorIds.length === 0 && isWholeMonth(start, end)

const isWholeMonth = (start: Day, end: Day): boolean =>
  start === firstOfMonth(start) &&
  firstOfMonth(start) === firstOfMonth(end) &&
  plusDays(end, 1) === firstOfMonth(plusDays(end, 1))
