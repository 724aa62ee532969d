import { type Followup, isOpen } from './followup.ts'
import type { UserId } from './ids.ts'
import { daysLater, hoursLater, type Worktime } from './routine.ts'

/** Who hears, one after the other, that something promised has not come: after its owner. */
export const RUNGS = ['thread', 'lead', 'channel'] as const
/** Nobody is asked any further. */
export const TOP = RUNGS.length

/** How long each rung waits for the one before it. Null: that one is left out. */
export interface Policy {
  /** Working hours after it was due, or its owner was asked, whichever is later. */
  threadHours: number | null
  /** Working days after the thread. */
  leadDays: number | null
  /** Working days after the lead. */
  channelDays: number | null
  /** Whom it goes to when whoever asked for it is its owner, or away. */
  lead: UserId | null
  backup: UserId | null
}
export const USUAL_POLICY: Policy = { threadHours: 4, leadDays: 1, channelDays: 2, lead: null, backup: null }

export interface NextRung {
  rung: number
  at: Temporal.Instant
}

/** The first rung from `rung` on that the policy has, and when, counted from a moment; null at the top. */
export const nextRung = (
  policy: Policy,
  rung: number,
  from: Temporal.Instant,
  work: Worktime,
): NextRung | null => {
  const { threadHours, leadDays, channelDays } = policy
  const days = [null, leadDays, channelDays]
  if (rung <= 0 && threadHours !== null) return { rung: 0, at: hoursLater(from, threadHours, work) }
  for (let n = Math.max(1, rung); n < TOP; n++) {
    const wait = days[n] ?? null
    if (wait !== null) return { rung: n, at: daysLater(from, wait, work) }
  }
  return null
}

/** What begins the ladder anew: there is another date, another owner, or somebody has taken it up. */
export const beginsAnew = (was: Followup, changes: Partial<Followup>): boolean =>
  (['due', 'owner', 'state', 'snoozedUntil', 'blocked'] as const).some(
    (field) => field in changes && changes[field] !== was[field],
  )

/** Its ladder is at the foot; and where nobody was to be asked any more, it is seen to whether somebody is. */
export const begunAnew = (
  was: Followup,
  changes: Partial<Followup>,
  now: Temporal.Instant,
): Pick<Followup, 'rung' | 'escalateAt' | 'remindAt' | 'promisedAt' | 'againAt'> => {
  const { due, remindAt } = { ...was, ...changes }
  const isAsked = isOpen({ ...was, ...changes }) && due !== null
  return {
    ...{ rung: 0, escalateAt: null, remindAt: isAsked ? (remindAt ?? now) : remindAt },
    ...promisedAnew(was, changes, now),
  }
}

/** From when on it is asked, and whether whoever was promised to be left in peace still is. */
export const promisedAnew = (
  was: Pick<Followup, 'due' | 'owner' | 'blocked' | 'closedAt' | 'snoozedUntil' | 'promisedAt' | 'againAt'>,
  changes: Partial<Followup>,
  now: Temporal.Instant,
): Pick<Followup, 'promisedAt' | 'againAt'> => {
  const differs = (field: keyof typeof was): boolean => field in changes && changes[field] !== was[field]
  const isOther = (['due', 'owner', 'closedAt'] as const).some(differs)
  return {
    promisedAt: isOther || differs('blocked') ? now : was.promisedAt,
    againAt: isOther || differs('snoozedUntil') ? null : was.againAt,
  }
}
