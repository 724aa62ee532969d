import { dateOf } from './day.ts'
import type { Found, FoundDay, Silence } from './insight.ts'
import type { Metric } from './metric.ts'

/** Everybody who stands just short of one line of the month: of so many diamonds, valid days or LIVE minutes. */
export interface NearLine {
  metric: Metric
  at: number
  daysLeft: number
  /** Who is nearest first. */
  creators: readonly Found[]
}

/** Not said again, or for want of room: they stand there all the same. */
const STILL: ReadonlySet<Silence> = new Set(['known', 'cool_down', 'budget'])

/** By line, the highest first; as of the newest day that was looked through. */
export const nearLines = ({ asOf, insights, suppressed }: FoundDay): readonly NearLine[] => {
  const { day, daysInMonth } = dateOf(asOf)
  const near = [...insights, ...suppressed.filter(({ reason }) => STILL.has(reason))]
    .filter(({ insight }) => isNear({ insight }))
    .map(({ insight, placed }) => ({ insight, placed }))
  // Said on one day and held back on the next: they stand there once.
  const once = [...new Map(near.map((it) => [`${it.insight.entity.id} ${it.insight.metric}`, it])).values()]
  const lines = Map.groupBy(once, ({ insight: { metric, expected } }) => `${metric} ${expected}`)
  return [...lines.values()]
    .map((creators) => ({
      metric: creators[0]?.insight.metric ?? 'diamonds',
      at: creators[0]?.insight.expected ?? 0,
      daysLeft: daysInMonth - day,
      creators: creators.toSorted((a, b) => missing(a) - missing(b)),
    }))
    .sort((a, b) => (a.metric === b.metric ? b.at - a.at : a.metric === 'diamonds' ? -1 : 1))
}

/** A creator's: a market's or the network's goal is another matter. */
export const isNear = ({ insight: { kind, entity } }: Pick<Found, 'insight'>): boolean =>
  kind === 'near_threshold' && entity.type === 'creator'

const missing = ({ insight: { value, expected } }: Found): number => (expected ?? 0) - (value ?? 0)
