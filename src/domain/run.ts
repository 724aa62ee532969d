import type { Condition } from './alert.ts'
import { type Day, daysFrom, plusDays } from './day.ts'
import type { DataHealth, DayLevel, Facts, Scope } from './facts.ts'
import type { Occurrence } from './occurrence.ts'

/** How far back a run of days is followed, and the weeks before that tell what is usual. */
const RUN_DAYS = 28
const USUAL_WEEKS = 8
const USUAL_NEEDS = 4

/** Since when the newest whole day's run has gone on; `longer`: since before the weeks that are followed. */
export interface Going {
  since: Day
  longer: boolean
}

interface Runs {
  runs: readonly Occurrence[]
  going: Going | null
}
type OfDays = Extract<Condition, { on: 'level' | 'change' }>

/** The runs of days of the last four weeks up to `asOf`; only those from `oldest` on are asked whether they are whole. */
export const runsOf = async (
  condition: OfDays,
  scope: Scope,
  { facts, oldest, asOf }: { facts: Pick<Facts, 'levels' | 'health'>; oldest: Day; asOf: Day },
): Promise<Runs> => {
  const from = plusDays(asOf, 1 - RUN_DAYS - 7 * USUAL_WEEKS)
  const levels = await facts.levels(scope, { from, to: asOf })
  const falls = condition.on === 'level' ? condition.is === 'below' : condition.by < 0
  const whole = falls ? await wholeDays(scope, oldest, asOf, facts) : () => true
  return inLevels(condition, levels, { asOf, whole })
}

/** Runs of days on which it held. An unknown day, or one that is not whole, ends no run. */
const inLevels = (
  condition: OfDays,
  levels: readonly DayLevel[],
  { asOf, whole }: { asOf: Day; whole(day: Day): boolean },
): Runs => {
  const days = new Map(levels.map((it) => [it.day, it[condition.metric]]))
  const runs: Occurrence[] = []
  let open: Occurrence | null = null
  const begin = plusDays(asOf, 1 - RUN_DAYS)
  let first: Day | null = null
  for (const day of daysFrom(begin, asOf)) {
    const value = days.get(day)
    if (value === undefined || !whole(day)) continue
    first ??= day
    const usual = usualOf(days, day)
    if (!holds(condition, value, usual)) {
      open = null
      continue
    }
    const since: Day = open?.since ?? day
    const met = { what: 'level', day, value, usual } as const
    const run: Occurrence = { entity: 'scope', episode: since, since, last: day, met }
    if (open !== null) runs.pop()
    runs.push(run)
    open = run
  }
  const going = open && {
    since: open.since,
    longer: open.since === first && heldBefore(condition, days, begin),
  }
  return { runs, going }
}

/** Whether it was so on the last known day before those that are followed. */
const heldBefore = (condition: OfDays, days: ReadonlyMap<Day, number>, begin: Day): boolean => {
  let before: Day | null = null
  for (const day of days.keys()) if (day < begin && (before === null || day > before)) before = day
  const value = before === null ? undefined : days.get(before)
  return before !== null && value !== undefined && holds(condition, value, usualOf(days, before))
}

const holds = (condition: OfDays, value: number, usual: number | null): boolean => {
  if (condition.on === 'level')
    return condition.is === 'below' ? value < condition.than : value > condition.than
  if (usual === null || usual <= 0) return false
  const change = value / usual - 1
  return condition.by < 0 ? change <= condition.by : change >= condition.by
}

/** The median of the same weekday in the eight weeks before; null where fewer than four of them are known. */
export const usualOf = (days: ReadonlyMap<Day, number>, day: Day): number | null => {
  const weeks = Array.from({ length: USUAL_WEEKS }, (_, i) => plusDays(day, -7 * (i + 1)))
  const known = weeks.flatMap((it) => days.get(it) ?? []).toSorted((a, b) => a - b)
  if (known.length < USUAL_NEEDS) return null
  const middle = known.length >> 1
  const upper = known[middle] ?? 0
  return known.length % 2 === 1 ? upper : (upper + (known[middle - 1] ?? upper)) / 2
}

/** A day on which rows are missing is low for that reason, and nothing is told of it. */
const wholeDays = async (
  scope: Scope,
  from: Day,
  to: Day,
  facts: Pick<Facts, 'health'>,
): Promise<(day: Day) => boolean> => {
  const torn = new Set<Day>()
  for (const day of daysFrom(from, to))
    if (touches(scope, await facts.health(plusDays(day, 1), day))) torn.add(day)
  return (day) => !torn.has(day)
}

const touches = (scope: Scope, { problems }: DataHealth): boolean =>
  problems.some((it) => {
    if (it.problem === 'stale') return false
    if (it.agency === null || scope.kind === 'all') return true
    if (scope.kind === 'agency') return it.agency === scope.agency
    if (scope.kind === 'manager') return scope.agencies.includes(it.agency)
    return (
      it.market !== null && (scope.kind === 'market' ? [scope.market] : scope.markets).includes(it.market)
    )
  })
