import { type Day, daysBetween, platformDay, plusDays } from './day.ts'
import type { DigestFacts, DigestLimits, Facts, Scope } from './facts.ts'
import type { Followup } from './followup.ts'
import { type Thin, thinness } from './hold.ts'
import type { ChannelId, UserId } from './ids.ts'
import { type FoundDay, type Mute, SEVERITIES, type Severity, unmuted } from './insight.ts'
import { type Period, type PeriodName, periodOf } from './period.ts'
import type { FollowupReads, People, SubscriptionReads } from './ports.ts'
import type { Subscription } from './schedule.ts'
import { mayKnow } from './task.ts'

/** All that a digest tells: the numbers, and what was found in them. */
export interface DigestSeen {
  scope: Scope
  facts: DigestFacts
  /** Null where the days were not looked through. */
  found: FoundDay | null
  /** Open follow-ups that the digest's readers may know of, the most pressing first. */
  promises: readonly OwnedFollowup[]
}

export interface DueDigest extends DigestSeen {
  /** How many days the newest numbers are behind what was due. */
  staleDays: number
  /** What is lacking of its last day. */
  thin: Thin | null
}

/** A follow-up, and what its owner is called: a digest names people without calling them every morning. */
export interface OwnedFollowup {
  followup: Followup
  owner: string
}

/** Who reads it: everybody in a channel, or one person somewhere. */
export interface Readers {
  channel: ChannelId | null
  viewer: UserId | null
}

interface Sources {
  facts: Facts
  mutes: { list(): Promise<readonly Mute[]> }
  followups: FollowupReads
  people: People
}

/** A digest of a period as of a day. */
export const digestAsOf = async (
  scope: Scope,
  period: PeriodName,
  asOf: Day,
  sources: Sources,
  readers: Readers,
  limits: DigestLimits,
  findingsOf: (days: Period) => Period = (days) => days,
): Promise<DigestSeen> => {
  const { facts, mutes } = sources
  const days = periodOf(period, asOf)
  const found = await facts.insights(scope, findingsOf(days))
  return {
    scope,
    facts: await facts.digest(scope, days, limits),
    found: found && unmuted(found, await mutes.list()),
    promises: await promisesFor(readers, sources),
  }
}

/** More than these nobody keeps up with. */
const PROMISES = 500

/** What was born in a private channel is known to those it names, and there. */
const promisesFor = async (
  { channel, viewer }: Readers,
  { followups, people }: Pick<Sources, 'followups' | 'people'>,
): Promise<readonly OwnedFollowup[]> => {
  const open = await followups.open({}, PROMISES)
  const isPrivate = new Map<ChannelId, boolean>()
  for (const { origin } of open)
    if (origin && !isPrivate.has(origin.channel))
      isPrivate.set(origin.channel, (await people.channel(origin.channel)).private)
  const names = new Map<UserId, string>()
  const known = open.filter((it) => {
    const born = it.origin ? (isPrivate.get(it.origin.channel) ?? false) : false
    const whoKnows = { origin: it.origin, known: [it.owner, it.reporter] }
    return viewer === null
      ? !born || it.origin?.channel === channel
      : mayKnow(whoKnows, viewer, channel, born)
  })
  for (const { owner } of known) if (!names.has(owner)) names.set(owner, (await people.person(owner)).name)
  return known.map((followup) => ({ followup, owner: names.get(followup.owner) ?? '' }))
}

/** Findings of so many days are told at the latest: over a weekend, after an outage, of a file that came late. */
const TOLD_WITHIN = 8

/** Once each, unless it has become graver. */
const notShown = (found: FoundDay, shown: ReadonlyMap<string, Severity>): FoundDay => ({
  ...found,
  insights: found.insights.filter(({ insight: { id, severity } }) => {
    const was = shown.get(id)
    return was === undefined || SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(was)
  }),
})

/**
 * What a subscription's digest says when it is due: of yesterday, as the platform counts days, or of the newest day
 * there is; with every finding of the last days that it has not shown yet. Null where there are no numbers about its
 * scope any more.
 */
export const digestDue = async (
  { id, scope: name, period, channel }: Pick<Subscription, 'id' | 'scope' | 'period' | 'channel'>,
  due: Temporal.Instant,
  sources: Sources & { digests: Pick<SubscriptionReads, 'shown'> },
  limits: DigestLimits,
): Promise<DueDigest | null> => {
  const { facts } = sources
  const scope = name === 'all' ? ({ kind: 'all' } as const) : await facts.scopeNamed(name)
  const newest = await facts.asOf()
  if (scope === null || newest === null) return null
  const yesterday = plusDays(platformDay(due), -1)
  const asOf = newest < yesterday ? newest : yesterday
  const reach = ({ from, to }: Period): Period => {
    const earliest = plusDays(to, 1 - TOLD_WITHIN)
    return { from: from < earliest ? from : earliest, to }
  }
  const seen = await digestAsOf(scope, period, asOf, sources, { channel, viewer: null }, limits, reach)
  return {
    ...seen,
    found: seen.found && notShown(seen.found, await sources.digests.shown(id)),
    staleDays: Math.max(0, daysBetween(newest, yesterday)),
    thin: await thinness(scope, period, due, facts),
  }
}
