import { type Day, dateOf, daysBetween, firstOfMonth, plusDays } from './day.ts'
import type { GoneDark, NearRung } from './facts.ts'
import type { Found, FoundDay, Silence } from './insight.ts'
import type { Metric } from './metric.ts'

/** Everybody who stands just short of one line of the month: of so many diamonds, valid days or LIVE minutes. */
export interface NearLine {
  metric: Metric
  at: number
  /** Of the month: the day on which it is read is the first of them. */
  daysLeft: number
  /** Who is nearest first. */
  creators: readonly Found[]
}

/** Not said again, or for want of room: they stand there all the same. */
const STILL: ReadonlySet<Silence> = new Set(['known', 'cool_down', 'budget'])

/**
 * By line, the highest first; as of the newest day that was looked through. Once the month is over nobody is helped over
 * its lines.
 * @param read the day on which it is read; files may be days behind it
 */
export const nearLines = (
  { asOf, insights, suppressed }: FoundDay,
  read: Day = plusDays(asOf, 1),
): readonly NearLine[] => {
  const daysLeft = daysBetween(read, plusDays(firstOfMonth(asOf), dateOf(asOf).daysInMonth))
  if (daysLeft <= 0) return []
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
      daysLeft,
      creators: creators.toSorted((a, b) => missing(a) - missing(b)),
    }))
    .sort((a, b) => (a.metric === b.metric ? b.at - a.at : a.metric === 'diamonds' ? -1 : 1))
}

/** Somebody near a line, as a list of all has them. Amounts a day are known of diamonds. */
export interface NearOne {
  id: string
  name: string
  agency: string | null
  market: string | null
  metric: Metric
  at: number
  value: number
  usual: number | null
  needed: number | null
  standing: NearStanding
}
/** Silent, there at their own pace (what is needed a day is usual), or one whom a push may help. */
export type NearStanding = 'dark' | 'paced' | 'near'

const standingOf = ({ usual, needed }: Pick<NearOne, 'usual' | 'needed'>, isDark: boolean): NearStanding =>
  isDark ? 'dark' : usual !== null && needed !== null && needed <= usual ? 'paced' : 'near'

/** Whoever has gone dark is asked back first. */
export const awake = (lines: readonly NearLine[], dark: readonly GoneDark[]): readonly NearLine[] => {
  const silent = new Set(dark.map(({ id }) => id))
  return lines
    .map((line) => ({
      ...line,
      creators: line.creators.filter(({ insight: { entity } }) => !silent.has(entity.id)),
    }))
    .filter(({ creators }) => creators.length > 0)
}

/** Those who were found, and those who come to a rung at their own pace; by the newer figures, where both have some. */
export const allNear = (
  found: readonly NearLine[],
  rungs: readonly NearRung[],
  dark: readonly GoneDark[],
): readonly NearOne[] => {
  const silent = new Set(dark.map(({ id }) => id))
  const byRung: readonly NearOne[] = rungs.map(({ username, ...it }) => ({
    ...it,
    name: username,
    metric: 'diamonds',
    standing: standingOf(it, silent.has(it.id)),
  }))
  const known = new Set(byRung.map(({ id, at }) => `${id} ${at}`))
  const others = found.flatMap(({ creators }) =>
    creators.flatMap(({ insight: { entity, metric, value, expected }, placed }): NearOne[] => {
      const [at, so] = [expected ?? 0, value ?? 0]
      if (metric === 'diamonds' && known.has(`${entity.id} ${at}`)) return []
      return [
        {
          ...{
            id: entity.id,
            name: entity.name,
            ...placed,
            metric,
            at,
            value: so,
            usual: null,
            needed: null,
          },
          standing: silent.has(entity.id) ? 'dark' : 'near',
        },
      ]
    }),
  )
  const rank = ({ metric }: NearOne) => (metric === 'diamonds' ? 0 : 1)
  return [...byRung, ...others].sort(
    (a, b) => rank(a) - rank(b) || b.at - a.at || a.at - a.value - (b.at - b.value),
  )
}

/** A creator's: a market's or the network's goal is another matter. */
export const isNear = ({ insight: { kind, entity } }: Pick<Found, 'insight'>): boolean =>
  kind === 'near_threshold' && entity.type === 'creator'

const missing = ({ insight: { value, expected } }: Found): number => (expected ?? 0) - (value ?? 0)
