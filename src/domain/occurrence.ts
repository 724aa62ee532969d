import type { Alert, Condition } from './alert.ts'
import { type Day, platformDay, plusDays } from './day.ts'
import type { Creator, Facts, Newcomers, Scope } from './facts.ts'
import { type Found, type FoundDay, type Mute, type Silence, unmuted, weigh } from './insight.ts'
import { type Going, runsOf } from './run.ts'

/** Of older days nothing is told: a file that comes late is no news. */
export const FRESH_DAYS = 3

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

/** What holds already, however old its days are; also what is not said again because it was said before. */
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
  const going = (found?.suppressed ?? []).filter(({ reason }) => SAID.includes(reason))
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

/** What digests said before, perhaps as another sign of the same matter. */
const SAID: readonly Silence[] = ['known', 'cool_down']

/**
 * A rule asks for what the digest may have had no room for. One that watches a kind knows by itself what it has told:
 * that digests spoke of a decline before does not keep from it that somebody has gone dark.
 */
const inFindings = (
  { kind, atLeast }: Extract<Condition, { on: 'insight' }>,
  found: FoundDay,
): readonly Occurrence[] =>
  [
    ...found.insights,
    ...found.suppressed.filter(
      ({ reason }) => reason === 'budget' || (kind !== null && SAID.includes(reason)),
    ),
  ]
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
