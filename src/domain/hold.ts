import { type Day, platformDay, plusDays } from './day.ts'
import type { DataHealth, Facts, Scope } from './facts.ts'
import type { UserId } from './ids.ts'
import { type PeriodName, periodOf } from './period.ts'
import type { Thresholds } from './thresholds.ts'

export type Holding = Thresholds['hold']

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
  { facts, hold }: { facts: Pick<Facts, 'asOf' | 'health'>; hold: Holding },
): Promise<Thin | null> => {
  const yesterday = plusDays(platformDay(due), -1)
  const { to } = periodOf(period, yesterday)
  const day = to < yesterday ? to : yesterday
  const newest = await facts.asOf()
  if (newest === null || newest < day) return { day, lacks: 'day' }
  return thinOn(day, await facts.health(plusDays(day, 1), day, scope), hold)
}

const thinOn = (day: Day, health: Pick<DataHealth, 'creators' | 'agencies'>, hold: Holding): Thin | null => {
  for (const lacks of ['creators', 'agencies'] as const) {
    const { reported, expected } = health[lacks]
    if (expected >= hold[lacks] && reported < expected * hold.share) return { day, lacks, reported, expected }
  }
  return null
}
