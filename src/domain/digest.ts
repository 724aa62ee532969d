import { concerning } from './concerning.ts'
import { type Day, dateOf, daysBetween, firstOfMonth, platformDay, plusDays } from './day.ts'
import type { DigestFacts, DigestLimits, Facts, Scope } from './facts.ts'
import { concerned, type Followup } from './followup.ts'
import { type GoalLine, goalLines } from './goal.ts'
import { type Holding, type Thin, thinness } from './hold.ts'
import { type ChannelId, isPersonId, type UserId } from './ids.ts'
import { type FoundDay, type Mute, SEVERITIES, type Severity, unmuted } from './insight.ts'
import { awake, type NearLine, nearLines } from './line.ts'
import { AFTER, effectOf } from './outcome.ts'
import { isMonth, lengthOf, type Period, type PeriodName, periodOf } from './period.ts'
import type {
  DoneFilter,
  FollowupFilter,
  FollowupReads,
  People,
  ResultReads,
  SubscriptionReads,
} from './ports.ts'
import type { PostedDigest } from './posted.ts'
import type { Subscription } from './schedule.ts'
import { mayKnow } from './task.ts'

/** A day or two is told short, more in full, and a calendar month is settled. */
export type DigestForm = 'daily' | 'weekly' | 'monthly'
const SHORT = 2
export const formOf = (period: Period): DigestForm =>
  isMonth(period) ? 'monthly' : lengthOf(period) <= SHORT ? 'daily' : 'weekly'

/** All that a digest tells: the numbers, and what was found in them. */
export interface DigestSeen {
  scope: Scope
  facts: DigestFacts
  /** Null where the days were not looked through. */
  found: FoundDay | null
  /** The first day whose findings are among them: a post reaches back to what was not told yet. */
  foundFrom: Day
  /** Who stands just short of what, whether it was said before or not. */
  near: readonly NearLine[]
  goals: readonly GoalLine[]
  /** Open follow-ups about the scope that the digest's readers may know of, the most pressing first. */
  promises: readonly OwnedFollowup[]
  /** Those that were done on its days, the newest first. */
  closed: readonly OwnedFollowup[]
  /** Those of which it was measured on its days what became of their numbers. */
  achieved: readonly OwnedFollowup[]
}

export interface DueDigest extends DigestSeen {
  /** How many days the newest numbers are behind what was due. */
  staleDays: number
  /** Who looks after which agency: to be called in its first line. */
  managers: ReadonlyMap<string, UserId>
  /** What is lacking of its last day; and how long it would wait for that. */
  thin: Thin | null
  wait: Temporal.Duration
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
const readersAt = (place: ChannelId | UserId): Readers =>
  isPersonId(place) ? { channel: null, viewer: place } : { channel: place, viewer: null }

interface Sources {
  facts: Facts
  mutes: { list(): Promise<readonly Mute[]> }
  followups: FollowupReads
  results: ResultReads
  people: People
}

/** A digest of a period as of a day; `read` is the day on which it is, by which files may be behind. */
export const digestAsOf = async (
  scope: Scope,
  period: PeriodName,
  asOf: Day,
  sources: Sources,
  readers: Readers,
  limits: DigestLimits,
  read: Day,
  findingsOf: (days: Period) => Period = (days) => days,
): Promise<DigestSeen> => {
  const { facts, mutes, followups, results } = sources
  const days = periodOf(period, asOf)
  const numbers = await numbersSeen(scope, days, facts, limits, await mutes.list(), read, findingsOf(days))
  const about = scope.kind === 'agency' ? { agency: scope.agency } : {}
  const open = await everyOpen(about, followups)
  const until = beginOf(plusDays(days.to, 1))
  const done = await everyDone({ from: beginOf(days.from), until }, about, followups)
  const since = beginOf(plusDays(days.from, -Math.max(...AFTER) - LATE))
  const ended = await results.achieved({ from: since, until, ...about }, PROMISES)
  const told = async (those: readonly Followup[]) =>
    knownTo(readers, await concerning(scope, those, facts), sources)
  return {
    ...numbers,
    promises: await told(open),
    closed: await told(done),
    achieved: await told(ended.filter(({ result }) => result && effectOf(result, days))),
  }
}

/** What the numbers alone tell. */
export const numbersSeen = async (
  scope: Scope,
  days: Period,
  facts: Facts,
  limits: DigestLimits,
  mutes: readonly Mute[] = [],
  read: Day | null = null,
  findingsOf: Period = days,
): Promise<Omit<DigestSeen, 'promises' | 'closed' | 'achieved'>> => {
  const all = await facts.insights(scope, findingsOf)
  const found = all && unmuted(all, mutes)
  const numbers = await facts.digest(scope, days, limits)
  const campaigns = await facts.campaigns({ from: firstOfMonth(days.to), to: days.to })
  // An old period is told as it was on the morning after.
  const today = numbers.coverage.asOf === days.to && read !== null ? read : plusDays(days.to, 1)
  const near = found === null ? [] : nearLines(found, today > found.asOf ? today : undefined)
  return {
    scope,
    facts: numbers,
    found,
    foundFrom: findingsOf.from,
    near: near.length === 0 ? [] : awake(near, await facts.goneDark(scope)),
    goals: goalLines(scope, numbers, campaigns, today),
  }
}

/** More than these nobody keeps up with. */
const PROMISES = 500

/** They are counted, so all of them are read, page by page. */
const everyOpen = async (
  about: { agency?: string },
  { open }: FollowupReads,
): Promise<readonly Followup[]> => {
  const all: Followup[] = []
  for (let after: FollowupFilter['after']; ; ) {
    const found = await open({ ...about, ...(after && { after }) }, PAGE)
    all.push(...found)
    const last = found.at(-1)
    if (last === undefined || found.length < PAGE) return all
    after = { due: last.dueAt?.epochMilliseconds ?? null, number: numberOf(last) }
  }
}

const everyDone = async (
  { from, until }: { from: Temporal.Instant; until: Temporal.Instant },
  about: { agency?: string },
  { done }: FollowupReads,
): Promise<readonly Followup[]> => {
  const all: Followup[] = []
  for (let after: DoneFilter['after']; ; ) {
    const found = await done(from, until, PAGE, { ...about, ...(after && { after }) })
    all.push(...found)
    const last = found.at(-1)
    if (!last?.closedAt || found.length < PAGE) return all
    after = { closed: last.closedAt.epochMilliseconds, number: numberOf(last) }
  }
}
const PAGE = 500
const numberOf = ({ ref }: Followup): number => Number(ref.slice('FU-'.length))

/** Days by which numbers may come late and still be told. */
const LATE = 30

const beginOf = (day: Day): Temporal.Instant => dateOf(day).toZonedDateTime('UTC').toInstant()

/** What was born in a private channel is known to those it names, and there. */
const knownTo = async (
  { channel, viewer }: Readers,
  open: readonly Followup[],
  { people }: Pick<Sources, 'people'>,
): Promise<readonly OwnedFollowup[]> => {
  const isPrivate = new Map<ChannelId, boolean>()
  for (const { origin } of open)
    if (origin && !isPrivate.has(origin.channel))
      isPrivate.set(origin.channel, (await people.channel(origin.channel)).private)
  const names = new Map<UserId, string>()
  const known = open.filter((it) => {
    const born = it.origin ? (isPrivate.get(it.origin.channel) ?? false) : false
    const whoKnows = { origin: it.origin, known: concerned(it) }
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

/** What was posted, by the numbers of now: of the same days, and with those of its findings that still hold. */
export const digestAgain = async (
  { from, to, channel, findings, late, at }: PostedDigest,
  scope: Scope,
  sources: Sources & { hold: Holding },
  limits: DigestLimits,
): Promise<{ seen: DigestSeen } & Pick<DueDigest, 'thin' | 'managers'>> => {
  const read = platformDay(late?.due ?? at)
  const seen = await digestAsOf(
    scope,
    `${from}..${to}`,
    to,
    sources,
    readersAt(channel),
    limits,
    read,
    reachOf,
  )
  const found = seen.found && {
    ...seen.found,
    insights: seen.found.insights.filter(({ insight }) => findings.includes(insight.id)),
  }
  return {
    // What is promised now belongs to the newest day, not under an old one.
    seen: { ...seen, found, promises: isOver(to, seen.facts) ? [] : seen.promises },
    managers: await managersOf(sources),
    thin: await thinness(scope, `${from}..${to}`, late?.due ?? at, sources),
  }
}

const isOver = (to: Day, { coverage: { asOf } }: DigestFacts): boolean => asOf !== null && to < asOf

/** Its own days, and those of which nothing was told yet. */
const reachOf = ({ from, to }: Period): Period => {
  const earliest = plusDays(to, 1 - TOLD_WITHIN)
  return { from: from < earliest ? from : earliest, to }
}

/**
 * What a subscription's digest says when it is due: of yesterday, as the platform counts days, or of the newest day
 * there is; with every finding of the last days that it has not shown yet. Null where there are no numbers about its
 * scope any more.
 */
export const digestDue = async (
  { id, scope: name, period, channel }: Pick<Subscription, 'id' | 'scope' | 'period' | 'channel'>,
  due: Temporal.Instant,
  sources: Sources & { digests: Pick<SubscriptionReads, 'shown'>; hold: Holding },
  limits: DigestLimits,
): Promise<DueDigest | null> => {
  const { facts } = sources
  const scope = await facts.scopeNamed(name)
  const newest = await facts.asOf()
  if (scope === null || newest === null) return null
  const today = platformDay(due)
  const yesterday = plusDays(today, -1)
  const asOf = newest < yesterday ? newest : yesterday
  const seen = await digestAsOf(scope, period, asOf, sources, readersAt(channel), limits, today, reachOf)
  return {
    ...seen,
    found: seen.found && notShown(seen.found, await sources.digests.shown(id)),
    staleDays: Math.max(0, daysBetween(newest, yesterday)),
    managers: await managersOf(sources),
    thin: await thinness(scope, period, due, sources),
    wait: Temporal.Duration.from({ hours: sources.hold.hours }),
  }
}

const managersOf = async ({
  facts,
  people,
}: Pick<Sources, 'facts' | 'people'>): Promise<ReadonlyMap<string, UserId>> => {
  const agencies = await facts.agencies()
  const known = await people.withEmails([
    ...new Set(agencies.flatMap(({ managerEmail }) => managerEmail ?? [])),
  ])
  return new Map(
    agencies.flatMap(({ name, managerEmail }) => {
      const owner = managerEmail === null ? undefined : known.get(managerEmail)
      return owner === undefined ? [] : [[name, owner]]
    }),
  )
}
