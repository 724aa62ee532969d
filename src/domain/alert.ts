import { type Day, daysFrom, platformDay, plusDays } from './day.ts'
import type { Creator, DataHealth, DayLevel, Facts, Newcomers, Scope } from './facts.ts'
import type { ChannelId, Id, TeamId } from './ids.ts'
import {
  covers,
  type Found,
  type FoundDay,
  type InsightKind,
  type Mute,
  SEVERITIES,
  type Severity,
  unmuted,
} from './insight.ts'
import type { Watched } from './metric.ts'
import type { Locale } from './person.ts'
import type { Source } from './source.ts'

/** What a rule watches for, day by day, in its scope. Hours are kept as minutes, as everywhere. */
export type Condition =
  | { on: 'level'; metric: Watched; is: 'below' | 'above'; than: number }
  /** `by` is a share of what is usual: −0.3 for thirty per cent less. */
  | { on: 'change'; metric: Watched; by: number }
  /** `kind` null is any. */
  | { on: 'insight'; kind: InsightKind | null; atLeast: Severity }
  | { on: 'new_creators' }
  /** As another version kept it: it can be seen, paused and deleted, and tells nothing. */
  | { on: 'unknown' }

export type AlertId = Id<'alr'>

/** “Tell me when”: a rule somebody made, told between digests. */
export interface Alert extends Source {
  id: AlertId
  ref: `ALR-${number}`
  team: TeamId
  /** Null for a direct message to its owner. */
  channel: ChannelId | null
  /** As typed again: `all`, a region, a market, an agency. */
  scope: string
  condition: Condition
  /** Whose hours and holidays are respected. */
  timeZone: string
  /** Whose holidays; null: those of the zone's country. */
  market: string | null
  locale: Locale
  coolDownDays: number
  /** When it last learned what holds already. */
  since: Temporal.Instant
  /** The newest creator it knows of. */
  frontier: number
  /** All that its last look hung on; null when it may have to tell something though nothing of that changes. */
  looked: string | null
  /** Since when it cannot be looked at; whoever it concerns was told. */
  troubledAt: Temporal.Instant | null
}

export const COOL_DOWN_DAYS = 3
/** Of older days nothing is told: a file that comes late is no news. */
export const FRESH_DAYS = 3
/** How far back a run of days is followed, and the weeks before that tell what is usual. */
const RUN_DAYS = 28
const USUAL_WEEKS = 8
const USUAL_NEEDS = 4

/** What was met: a line of the post. */
export type Met =
  | { what: 'insight'; found: Found; asOf: Day }
  | { what: 'level'; day: Day; value: number; usual: number | null }
  /** All that are new in one look; the first of them by name. */
  | { what: 'creators'; count: number; creators: readonly Creator[] }

/** A rule's condition holding for somebody, from a day on. */
export interface Occurrence {
  entity: string
  /** What tells one time from another: an insight's id, the first day of a run. */
  episode: string
  since: Day
  /** The newest day on which it held. */
  last: Day
  met: Met
}

/** An occurrence that was seen: learned silently, waiting for a good hour, told, or said where Slack would not take it. */
export interface Episode extends Occurrence {
  alert: AlertId
  state: 'known' | 'waiting' | 'told' | 'unheard'
  /** When it was seen first. */
  at: Temporal.Instant
  toldAt: Temporal.Instant | null
  /** Held back because the reader had had enough for a day or a week. */
  held: boolean
  /** The key of the message that tells it. */
  post: string | null
}

interface Sources {
  facts: Pick<Facts, 'asOf' | 'insights' | 'levels' | 'newcomers' | 'health'>
  mutes: readonly Mute[]
  now: Temporal.Instant
}

export interface Looked {
  met: readonly Occurrence[]
  /** How far the rule knows creators now. */
  frontier: number
  /** All runs of days of the last weeks, also old ones; null where the condition is none about days. */
  standing: readonly Occurrence[] | null
}

/** All for whom the condition holds at this moment, of fresh days. */
export const occurrences = async (
  { condition, frontier }: Pick<Alert, 'condition' | 'frontier'>,
  scope: Scope,
  sources: Sources,
): Promise<Looked> => {
  const { facts, mutes, now } = sources
  if (condition.on === 'unknown') throw new Error('the condition of a rule cannot be read')
  const newest = await facts.asOf()
  const today = platformDay(now)
  const oldest = plusDays(today, -FRESH_DAYS)
  const asOf = overBy(today, newest)
  if (condition.on === 'new_creators') {
    const arrivals = await facts.newcomers(scope, { after: frontier, since: oldest })
    const met = arrivals.count > 0 ? [arrived(arrivals, newest ?? oldest)] : []
    return { met, frontier: arrivals.newest, standing: null }
  }
  if (asOf === null || asOf < oldest) return { met: [], frontier, standing: null }
  if (condition.on === 'insight') {
    const found = await facts.insights(scope, { from: oldest, to: asOf })
    const met = found === null ? [] : inFindings(condition, unmuted(found, mutes))
    const early = newest === asOf ? null : await facts.insights(scope, { from: today, to: newest ?? today })
    const urgent = early === null ? [] : inFindings(condition, unmuted(onlySafety(early), mutes))
    const known = new Set(met.map(({ episode }) => episode))
    return {
      met: [...met, ...urgent.filter(({ episode }) => !known.has(episode))],
      frontier,
      standing: null,
    }
  }
  const { runs } = await runsOf(condition, scope, { facts, oldest, asOf })
  return { met: runs.filter(({ last }) => last >= oldest), frontier, standing: runs }
}

/** A day that is not over yet is low because it is not: only those that are over are judged. */
const overBy = (today: Day, newest: Day | null): Day | null =>
  newest !== null && newest >= today ? plusDays(today, -1) : newest

/** What holds already when a rule is made. */
export interface Already extends Pick<Looked, 'met' | 'frontier'> {
  going: Going | null
}

/** Since when the newest whole day's run has gone on; `longer`: since before the weeks that are followed. */
export interface Going {
  since: Day
  longer: boolean
}

/** What holds already, however old its days are; also what is not said again because it was said of late. */
export const alreadySo = async (
  alert: Pick<Alert, 'condition' | 'frontier'>,
  scope: Scope,
  sources: Sources,
): Promise<Already> => {
  const { condition, frontier } = alert
  const { facts } = sources
  if (condition.on === 'new_creators') {
    const question = { after: Number.MAX_SAFE_INTEGER, since: platformDay(sources.now) }
    return { met: [], frontier: (await facts.newcomers(scope, question)).newest, going: null }
  }
  if (condition.on === 'unknown') return { met: [], frontier, going: null }
  if (condition.on !== 'insight') {
    const asOf = overBy(platformDay(sources.now), await facts.asOf())
    if (asOf === null) return { met: [], frontier, going: null }
    const { runs, going } = await runsOf(condition, scope, {
      facts,
      oldest: plusDays(asOf, -FRESH_DAYS),
      asOf,
    })
    return { met: runs, frontier, going }
  }
  const now = { ...(await occurrences(alert, scope, sources)), going: null }
  const found = await facts.insights(scope)
  const going = (found?.suppressed ?? []).filter(({ reason }) => reason === 'cool_down')
  const more = found ? inFindings(condition, { ...found, insights: going, suppressed: [] }) : []
  const known = new Set(now.met.map(({ episode }) => episode))
  return { ...now, met: [...now.met, ...more.filter(({ episode }) => !known.has(episode))] }
}

/** All of a look are one matter: their names are in the list of creators. */
const NAMED = 8
const arrived = ({ creators, count, newest }: Newcomers, day: Day): Occurrence => ({
  entity: `creators:${newest}`,
  episode: 'new',
  since: day,
  last: day,
  met: { what: 'creators', count, creators: creators.slice(0, NAMED) },
})

/** A breach of safety is one on a day that goes on too, and waits for nothing. */
const onlySafety = (found: FoundDay): FoundDay => ({
  ...found,
  insights: found.insights.filter(({ insight }) => insight.kind === 'safety'),
  suppressed: found.suppressed.filter(({ insight }) => insight.kind === 'safety'),
})

/** A rule asks for what the digest may have had no room for. */
const inFindings = (
  { kind, atLeast }: Extract<Condition, { on: 'insight' }>,
  found: FoundDay,
): readonly Occurrence[] =>
  [...found.insights, ...found.suppressed.filter(({ reason }) => reason === 'budget')]
    .filter(
      ({ insight }) => (kind === null || insight.kind === kind) && weigh(insight.severity) >= weigh(atLeast),
    )
    .map(({ insight, placed }) => ({
      entity: `${insight.entity.type}:${insight.entity.id}`,
      episode: insight.id,
      since: insight.since,
      last: found.asOf,
      met: { what: 'insight', found: { insight, placed }, asOf: found.asOf },
    }))

const weigh = (severity: Severity): number => SEVERITIES.indexOf(severity)

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

interface Runs {
  runs: readonly Occurrence[]
  going: Going | null
}
type OfDays = Extract<Condition, { on: 'level' | 'change' }>

const runsOf = async (
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

/** Of what holds when a rule is made, all that it does not know; also several runs of the same days' number. */
export const unknownTo = (known: readonly Episode[], met: readonly Occurrence[]): readonly Occurrence[] =>
  met.filter((it) => !known.some((was) => was.entity === it.entity && isSame(was, it)))

/** Whether one rule is told of all that another would be, in the same scope. */
export const impliedBy = (narrow: Condition, wide: Condition): boolean => {
  if (narrow.on === 'insight' && wide.on === 'insight')
    return (wide.kind ?? narrow.kind) === narrow.kind && weigh(wide.atLeast) <= weigh(narrow.atLeast)
  if (narrow.on === 'level' && wide.on === 'level')
    return (
      narrow.metric === wide.metric &&
      narrow.is === wide.is &&
      (wide.is === 'below' ? wide.than >= narrow.than : wide.than <= narrow.than)
    )
  if (narrow.on === 'change' && wide.on === 'change')
    return (
      narrow.metric === wide.metric && narrow.by * wide.by > 0 && Math.abs(wide.by) <= Math.abs(narrow.by)
    )
  return narrow.on === 'new_creators' && wide.on === 'new_creators'
}

/** Of what nobody could hear, that which still holds, as it is now. */
export const stillToTell = (
  unheard: readonly Episode[],
  met: readonly Occurrence[],
  now: Temporal.Instant,
): readonly Episode[] =>
  unheard.flatMap((was) => {
    // Whoever was new has not been told of yet.
    const same = was.met.what === 'creators' ? was : met.find((it) => isSame(was, it))
    if (!same) return []
    const { last } = same
    return { ...was, last, met: same.met, state: 'waiting', at: now, toldAt: null, post: null }
  })

/** What a look means for a rule: what is new, and what it knows already, as it is now. */
export interface Judged {
  fired: readonly Occurrence[]
  /** Those it knew, with what has changed about them. */
  grown: readonly Episode[]
  /** Whether something is left alone only because it cools down: time alone may bring it. */
  cooling: boolean
}

/**
 * Each episode once, and again when it has grown graver than what was told of it, which waits for no cool-down. Another
 * one of the same entity is left alone while it cools down, unless it is graver than what was told; a run that is still
 * going on after that is told then.
 */
export const judge = (
  met: readonly Occurrence[],
  known: readonly Episode[],
  now: Temporal.Instant,
  coolDownDays: number,
): Judged => {
  const fired: Occurrence[] = []
  const grown = new Map<string, Episode>()
  let isCooling = false
  const cooling = now.subtract({ hours: 24 * coolDownDays })
  for (const it of met) {
    const mine = known.filter(({ entity }) => entity === it.entity)
    const same = mine.filter((was) => isSame(was, it))
    if (same.length > 0 && same.every((was) => was.state !== 'waiting' && isGraver(it, was))) {
      fired.push(it)
      continue
    }
    if (same.length > 0) {
      for (const was of same) {
        const since = was.since < it.since ? was.since : it.since
        const last = was.last > it.last ? was.last : it.last
        const isNews = was.state === 'waiting' && it.last >= was.last
        if (since !== was.since || last !== was.last || isNews)
          grown.set(`${was.entity}|${was.episode}`, { ...was, since, last, met: isNews ? it.met : was.met })
      }
      continue
    }
    const warm = [
      ...mine.filter(({ state, at }) => state !== 'known' && Temporal.Instant.compare(at, cooling) > 0),
      ...fired.filter(({ entity }) => entity === it.entity),
    ]
    if (warm.every((was) => isGraver(it, was))) fired.push(it)
    else isCooling = true
  }
  return { fired, grown: [...grown.values()], cooling: isCooling }
}

/** What waits to be told, and is not so any more: a file has told its days anew. */
export const isOver = (was: Episode, { standing }: Pick<Looked, 'standing'>): boolean =>
  was.met.what === 'level' && standing !== null && !standing.some((run) => isSame(was, run))

/** What waits to be told, and of which people wish to hear nothing by now. */
export const isHushed = ({ met }: Episode, mutes: readonly Mute[]): boolean =>
  met.what === 'insight' && mutes.some((mute) => covers(mute, met.found.insight, met.asOf))

/** Runs of days that touch are one, however a restatement has moved their ends. */
export const isSame = (was: Occurrence, now: Occurrence): boolean =>
  was.episode === now.episode ||
  (was.met.what === 'level' &&
    now.met.what === 'level' &&
    was.since <= plusDays(now.last, 1) &&
    now.since <= plusDays(was.last, 1))

const isGraver = (one: Occurrence, other: Occurrence): boolean =>
  one.met.what === 'insight' &&
  other.met.what === 'insight' &&
  weigh(one.met.found.insight.severity) > weigh(other.met.found.insight.severity)

/** Safety that cannot wait for room in a budget. */
export const isPressing = ({ met }: Pick<Occurrence, 'met'>): boolean =>
  met.what === 'insight' && met.found.insight.kind === 'safety' && met.found.insight.severity === 'urgent'
