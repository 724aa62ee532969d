import { type Day, daysBetween, platformDay, plusDays } from '../../domain/day.ts'
import type { DueDigest } from '../../domain/digest.ts'
import type { Held, Thin } from '../../domain/hold.ts'
import { isPersonId, type UserId } from '../../domain/ids.ts'
import type { PeriodName } from '../../domain/period.ts'
import type { Correction, PostedDigest } from '../../domain/posted.ts'
import type { Subscription } from '../../domain/schedule.ts'

/** What a digest says around its numbers: of where it stands, and of itself. */
export interface Framing {
  /** Shown only to one person, with what can be done with it. */
  preview?: { scope: string; period: PeriodName }
  /** Posted by a schedule. */
  subscription?: Subscription
  late?: { due: Temporal.Instant; passedOver: number } | null
  /** How many days the newest numbers are behind what was due. */
  staleDays?: number
  /** What is lacking of its last day; and that it has waited for that, until it arrived. */
  thin?: Thin | null
  held?: Held | null
  arrived?: Temporal.Instant | null
  /** When it had posted these very numbers before. */
  repeats?: Temporal.Instant | null
  /** What was corrected after it was posted, the oldest first. */
  corrections?: readonly Correction[]
  /** Who looks after which agency, to be called in their first line: only in what is posted by a schedule. */
  managers?: ReadonlyMap<string, UserId>
}

/**
 * Of what was posted, each time that it is made: all that was kept of it. Managers are called in what comes by itself to a
 * channel, when it is posted; an edit names them and calls nobody. In a message of their own nobody is called.
 */
export const framingOf = (
  { subscription: id, channel, at, late, staleDays, held, arrived, repeats, corrections }: PostedDigest,
  { thin, managers, facts }: Pick<DueDigest, 'thin' | 'managers' | 'facts'>,
  subscription: Subscription | undefined,
): Framing => ({
  ...{ late, held, arrived, repeats, corrections, thin },
  staleDays: Math.min(staleDays, behind(facts.coverage.asOf, at) ?? staleDays),
  managers: id === null || isPersonId(channel) ? new Map() : managers,
  ...(subscription && { subscription }),
})

/** What was late then has come since: a post that is made again does not go on missing it. */
const behind = (newest: Day | null, at: Temporal.Instant): number | null =>
  newest === null ? null : Math.max(0, daysBetween(newest, plusDays(platformDay(at), -1)))
