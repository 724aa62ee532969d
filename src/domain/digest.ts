import { type Day, daysBetween, platformDay, plusDays } from './day.ts'
import type { DigestFacts, DigestLimits, Facts, Scope } from './facts.ts'
import type { Followup } from './followup.ts'
import type { ChannelId, UserId } from './ids.ts'
import { type FoundDay, type Mute, unmuted } from './insight.ts'
import { type PeriodName, periodOf } from './period.ts'
import type { FollowupReads, People } from './ports.ts'
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
): Promise<DigestSeen> => {
  const { facts, mutes } = sources
  const days = periodOf(period, asOf)
  const found = await facts.insights(scope, days)
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

/**
 * What a subscription's digest says when it is due: of yesterday, as the platform counts days, or of the newest day
 * there is. Null where there are no numbers about its scope any more.
 */
export const digestDue = async (
  { scope: name, period, channel }: Pick<Subscription, 'scope' | 'period' | 'channel'>,
  due: Temporal.Instant,
  sources: Sources,
  limits: DigestLimits,
): Promise<DueDigest | null> => {
  const { facts } = sources
  const scope = name === 'all' ? ({ kind: 'all' } as const) : await facts.scopeNamed(name)
  const newest = await facts.asOf()
  if (scope === null || newest === null) return null
  const yesterday = plusDays(platformDay(due), -1)
  const asOf = newest < yesterday ? newest : yesterday
  return {
    ...(await digestAsOf(scope, period, asOf, sources, { channel, viewer: null }, limits)),
    staleDays: Math.max(0, daysBetween(newest, yesterday)),
  }
}
