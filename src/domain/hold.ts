import { type Day, platformDay, plusDays } from './day.ts'
import type { DataHealth, Facts, Scope } from './facts.ts'
import type { UserId } from './ids.ts'
import { type PeriodName, periodOf } from './period.ts'

/**
 * When numbers are too thin to be posted, and how long a digest waits for them: working defaults, beside those of
 * insights. Late by five hours it is still today's news; what is later than six is not posted at all.
 */
export const HOLD = {
  /** Of the creators, or the agencies, that reported on the days before. */
  share: 0.8,
  /** Of fewer than these nothing is told by a share: then only silence counts. */
  least: { creators: 10, agencies: 4 },
  wait: Temporal.Duration.from({ hours: 5 }),
} as const

/** What is lacking of a digest's last day. */
export type Thin =
  | { day: Day; lacks: 'day' }
  | { day: Day; lacks: 'creators' | 'agencies'; reported: number; expected: number }

/** A slot that waits, or has waited, for numbers. */
export interface Held {
  why: Thin
  since: Temporal.Instant
  until: Temporal.Instant
  /** Who would not wait. */
  freedBy: UserId | null
}

/** What is lacking of the newest day that a digest tells of when it is due; null when it can be posted. */
export const thinness = async (
  scope: Scope,
  period: PeriodName,
  due: Temporal.Instant,
  facts: Pick<Facts, 'asOf' | 'health'>,
): Promise<Thin | null> => {
  const yesterday = plusDays(platformDay(due), -1)
  const { to } = periodOf(period, yesterday)
  const day = to < yesterday ? to : yesterday
  const newest = await facts.asOf()
  if (newest === null || newest < day) return { day, lacks: 'day' }
  return thinOn(day, await facts.health(plusDays(day, 1), day, scope))
}

const thinOn = (day: Day, health: Pick<DataHealth, 'creators' | 'agencies'>): Thin | null => {
  for (const lacks of ['creators', 'agencies'] as const) {
    const { reported, expected } = health[lacks]
    if (expected >= HOLD.least[lacks] && reported < expected * HOLD.share)
      return { day, lacks, reported, expected }
  }
  return null
}
