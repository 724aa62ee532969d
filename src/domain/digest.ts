import { type Day, daysBetween, platformDay, plusDays } from './day.ts'
import type { DigestFacts, DigestLimits, Facts, Scope } from './facts.ts'
import { type FoundDay, type Mute, unmuted } from './insight.ts'
import { type PeriodName, periodOf } from './period.ts'
import type { Subscription } from './schedule.ts'

/** All that a digest tells: the numbers, and what was found in them. */
export interface DigestSeen {
  scope: Scope
  facts: DigestFacts
  /** Null where the days were not looked through. */
  found: FoundDay | null
}
export interface DueDigest extends DigestSeen {
  /** How many days the newest numbers are behind what was due. */
  staleDays: number
}

interface Sources {
  facts: Facts
  mutes: { list(): Promise<readonly Mute[]> }
}

/** A digest of a period as of a day. */
export const digestAsOf = async (
  scope: Scope,
  period: PeriodName,
  asOf: Day,
  { facts, mutes }: Sources,
  limits: DigestLimits,
): Promise<DigestSeen> => {
  const days = periodOf(period, asOf)
  const found = await facts.insights(scope, days)
  return {
    scope,
    facts: await facts.digest(scope, days, limits),
    found: found && unmuted(found, await mutes.list()),
  }
}

/**
 * What a subscription's digest says when it is due: of yesterday, as the platform counts days, or of the newest day
 * there is. Null where there are no numbers about its scope any more.
 */
export const digestDue = async (
  { scope: name, period }: Pick<Subscription, 'scope' | 'period'>,
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
    ...(await digestAsOf(scope, period, asOf, sources, limits)),
    staleDays: Math.max(0, daysBetween(newest, yesterday)),
  }
}
