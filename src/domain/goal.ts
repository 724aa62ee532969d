import { type Day, dateOf, daysBetween, firstOfMonth, plusDays } from './day.ts'
import type { Campaign, Daily, DigestFacts, Scope } from './facts.ts'
import { type Pace, paceOf } from './pace.ts'
import { isMonth } from './period.ts'

/** A campaign of one calendar month for everybody, with a goal: that is the month's goal, and explains nothing. */
export const isMonthGoal = ({
  start,
  end,
  goal,
  category,
  creatorIds,
}: Pick<Campaign, 'start' | 'end' | 'goal' | 'category'> & { creatorIds: readonly string[] }): boolean =>
  goal !== null && category === null && creatorIds.length === 0 && isMonth({ from: start, to: end })

/** A month's goal of a scope: how far it is, and where it is heading. */
export interface GoalLine {
  /** Null for the whole network. */
  market: string | null
  goal: number
  /** Diamonds of the month up to the digest's last day; null where a day of it is missing. */
  soFar: number | null
  /** Null once the month is over, in its first week, and where too little is known to say. */
  pace: Pace | null
  /** Of the days that the pace has left, those that are over and without numbers yet. */
  unread: number
  /** Whether the month is over: then `soFar` is what it came to. */
  isOver: boolean
}

/** A month's first week says little of its end. */
const FROM_DAY = 7
/** Days without a gap that a pace is told by, at least. */
const LEAST = 28

/**
 * The goals that are about a digest's scope in the month of its last day: the scope's own with its pace, and of a month
 * that is over each market's as well.
 */
export const goalLines = (
  scope: Scope,
  { period, daily, totals, markets }: Pick<DigestFacts, 'period' | 'daily' | 'totals' | 'markets'>,
  campaigns: readonly Campaign[],
  today: Day = plusDays(period.to, 1),
): readonly GoalLine[] => {
  const month = firstOfMonth(period.to)
  const goals = campaigns.filter((it) => isMonthGoal(it) && it.start === month)
  const isOver = isMonth(period)
  return goals.flatMap(({ market, goal }): GoalLine[] => {
    const line = { market, goal: goal ?? 0, isOver, unread: 0 }
    const own = scope.kind === 'all' ? market === null : scope.kind === 'market' && market === scope.market
    if (own && isOver) return [{ ...line, soFar: totals.diamonds.now, pace: null }]
    if (own) return [{ ...line, ...heading(daily, period.to, line.goal, today) }]
    const isPart = scope.kind === 'all' || (scope.kind === 'region' && scope.markets.includes(market ?? ''))
    const part = markets.find(({ name }) => name !== null && name === market)
    return isOver && isPart && part ? [{ ...line, soFar: part.diamonds.now, pace: null }] : []
  })
}

const heading = (
  { now, before }: Daily,
  asOf: Day,
  goal: number,
  today: Day,
): Pick<GoalLine, 'soFar' | 'pace' | 'unread'> => {
  const days = [...before, ...now]
  const known = days.slice(days.lastIndexOf(null) + 1).flatMap((it) => it ?? [])
  const passed = dateOf(asOf).day
  if (known.length < passed) return { soFar: null, pace: null, unread: 0 }
  const soFar = known.slice(-passed).reduce((sum, it) => sum + it, 0)
  const tells = passed >= FROM_DAY && known.length >= LEAST
  const pace = tells ? paceOf(known, asOf, goal) : null
  const unread = Math.min(pace?.daysLeft ?? 0, daysBetween(asOf, today) - 1)
  return { soFar, pace, unread: Math.max(0, unread) }
}
