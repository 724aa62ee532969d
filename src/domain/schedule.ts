import type { ChannelId, Id, TeamId, UserId } from './ids.ts'
import type { PeriodName } from './period.ts'
import type { Locale } from './person.ts'

/** When something happens, by the wall clock of a zone. */
export type Cadence =
  /** `at` is local wall time, `09:00`. A week begins on Monday, a month on the first. */
  { every: 'day' | 'weekday' | 'week' | 'month'; at: string } | { every: 'cron'; cron: string }

export interface Schedule {
  cadence: Cadence
  timeZone: string
}

/** One due moment. The key names the period and not the moment, so that moving 09:00 to 10:00 posts nothing twice. */
export interface DueSlot {
  key: string
  due: Temporal.Instant
}

export type SubscriptionId = Id<'dig'>

/** A digest that comes by itself: scope, schedule, channel, language. */
export interface Subscription {
  id: SubscriptionId
  ref: `DIG-${number}`
  team: TeamId
  channel: ChannelId
  scope: string
  period: PeriodName
  schedule: Schedule
  locale: Locale
  owner: UserId
  state: 'active' | 'paused' | 'ended'
  /** Slots up to here are settled; a new or resumed subscription looks ahead only. */
  since: Temporal.Instant
}

/** A slot that came due, and what became of it. */
export interface PastSlot {
  due: Temporal.Instant
  state: 'due' | 'enqueued' | 'skipped' | 'failed'
  /** Why it was skipped, or the error that ended it. */
  reason: string | null
  /** Its message, while that is kept: for about two weeks. */
  post: { state: string; at: Temporal.Instant | null; channel: string; ts: string | null } | null
}

/** What a digest covers when its schedule is all that was said. */
export const periodFor = (cadence: Cadence): PeriodName => {
  switch (cadence.every) {
    case 'day':
    case 'weekday':
      return 'yesterday'
    case 'month':
      return 'last-month'
    default:
      return '7d'
  }
}
