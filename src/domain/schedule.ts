import type { Held } from './hold.ts'
import type { ChannelId, Id, TeamId, UserId } from './ids.ts'
import type { PERIOD_WORDS, PeriodName } from './period.ts'
import type { Locale } from './person.ts'
import type { PostedDigest } from './posted.ts'
import type { Source } from './source.ts'

/** When something happens, by the wall clock of a zone. */
export type Cadence =
  /** `at` is local wall time, `09:00`. A week begins on Monday, a month on the first. */
  { every: 'day' | 'weekday' | 'week' | 'month'; at: string } | { every: 'cron'; cron: string }

export interface Schedule {
  cadence: Cadence
  timeZone: string
  /** What a public holiday of that country (ISO code) does to it; absent: nothing. */
  holidays?: { rule: 'skip' | 'move'; country: string }
}

export const HOLIDAY_RULES = ['skip', 'move', 'post'] as const
export type HolidayRule = (typeof HOLIDAY_RULES)[number]

/**
 * What holidays do when nobody said. Whoever says “every day”, or writes a cron line, means it. Monday to Friday means
 * days of work, and a holiday is none: moved to the next one it would meet that day's own digest, which tells of both.
 * The one of a week or a month is not to be lost, nor to lie unread: it waits for the next working day.
 */
export const usualHolidays = ({ every }: Cadence): HolidayRule =>
  (({ day: 'post', weekday: 'skip', week: 'move', month: 'move', cron: 'post' }) as const)[every]

/** One due moment. The key names the period and not the moment, so that moving 09:00 to 10:00 posts nothing twice. */
export interface DueSlot {
  key: string
  due: Temporal.Instant
  /** The public holiday that it falls on, where that matters. */
  holiday: HolidayMet | null
}

export const isPosted = ({ holiday }: DueSlot): boolean => holiday?.does !== 'skipped'

/** A slot on a public holiday: moved away from `from`, where it would have been, or not posted at all. */
export interface HolidayMet {
  does: 'moved' | 'skipped'
  from: Temporal.Instant
  name: Readonly<Record<Locale, string>>
}

export type SubscriptionId = Id<'dig'>

/** A digest that comes by itself: scope, schedule, channel, language. */
export interface Subscription extends Source {
  id: SubscriptionId
  ref: `DIG-${number}`
  team: TeamId
  /** Of a person's own: that person. */
  channel: ChannelId | UserId
  scope: string
  period: PeriodName
  schedule: Schedule
  locale: Locale
  /** Whether it waits for numbers that are missing, or is posted in time with a warning. */
  incomplete: Incomplete
  /** Slots up to here are settled; a new or resumed subscription looks ahead only. */
  since: Temporal.Instant
}

export const INCOMPLETE = ['wait', 'post'] as const
export type Incomplete = (typeof INCOMPLETE)[number]

/** Why a digest that could be made was not posted: its owner heard of it instead. */
export const NOT_POSTED = ['late', 'scope', 'shared'] as const
export type NotPosted = (typeof NOT_POSTED)[number]

/** A slot that came due, and what became of it. */
export interface PastSlot {
  due: Temporal.Instant
  state: 'due' | 'held' | 'enqueued' | 'skipped' | 'failed'
  /** Why it was skipped, or the error that ended it. */
  reason: string | null
  holiday: HolidayMet | null
  /** That it waits for numbers, or did. */
  held: Held | null
  /** When it was posted by the clock that people see, and what was corrected since. */
  posted: Pick<PostedDigest, 'at' | 'corrections'> | null
  notPosted: NotPosted | null
  /** Its message, while that is kept: for about two weeks. */
  post: { state: string; at: Temporal.Instant | null; channel: string; ts: string | null } | null
}

/** What a digest covers when its schedule is all that was said. */
export const periodFor = (cadence: Cadence): (typeof PERIOD_WORDS)[number] => {
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
