import type { Day } from './day.ts'
import { plusDays } from './day.ts'
import type { ChannelId, UserId } from './ids.ts'
import type { InsightKind } from './insight.ts'
import { daysOf, KEPT_DAYS } from './kept.ts'
import type { SourceId } from './source.ts'

/** How many messages that nobody asked for at that moment a channel or a person gets. */
export interface Budget {
  day: number
  week: number
}
export interface Budgets {
  channel: Budget
  person: Budget
}
/** What is so until somebody chooses otherwise. A day of one digest, some alerts and a reminder fits in. */
export const BUDGETS: Budgets = { channel: { day: 6, week: 20 }, person: { day: 5, week: 15 } }

/** Who is spoken to. */
export type Ear = ChannelId | UserId

export const SENT_KINDS = ['digest', 'alert', 'remind', 'receipt', 'notice'] as const
export type SentKind = (typeof SENT_KINDS)[number]

/** How many went to somebody on a day, where they live. */
export interface SentDay {
  day: Day
  kind: SentKind
  /** Null for all of that kind; else those of one subscription or rule. */
  source: SourceId | null
  count: number
}

/** Something that somebody did because of a line: counted by post, and by nobody's name. */
export const ACTS = ['why', 'muted', 'assigned', 'kept'] as const
export type Act = (typeof ACTS)[number]

export interface Acted {
  source: SourceId
  insight: string
  kind: InsightKind | null
  what: Act
  at: Temporal.Instant
}

/**
 * Whether one more message finds room. What waits since an earlier day always does, once a day: nothing is lost, and
 * nothing waits for longer than the next morning.
 */
export const hasRoom = (
  sent: readonly SentDay[],
  { day, week }: Budget,
  today: Day,
  waitsSince: Day,
): boolean => {
  const total = (from: Day, kind?: SentKind) =>
    sent
      .filter((it) => it.source === null && it.day >= from && (kind === undefined || it.kind === kind))
      .reduce((all, { count }) => all + count, 0)
  const isMorning = waitsSince < today && total(today, 'alert') === 0
  return isMorning || (total(today) < day && total(plusDays(today, -6)) < week)
}

/** The seven days that a week's budget is counted over. */
export const weekBefore = (today: Day): Day => plusDays(today, -6)

// —— The receipt —————————————————————————————————————————————————————————————————————————————————————————

/** What one subscription or rule did in a month, and what came of it. */
export interface ReceiptLine<Of> {
  of: Of
  /** Messages. */
  sent: number
  /** Lines of them, by what came of each; a line counts once for each kind of act. */
  acts: Readonly<Record<Act, number>>
  /** Alerts that waited because their reader had had enough. */
  held: number
  /** Much sent, and nothing came of it. */
  idle: boolean
}

/** Four weeks tell whether something is read… */
export const IDLE_DAYS = 28
/** …when it came so often in them. */
export const IDLE_DIGESTS = 3
export const IDLE_ALERTS = 5

/** Whether nothing came of what was sent in the last four weeks. */
export const isIdle = (sent: number, least: number, acts: readonly Acted[], now: Temporal.Instant): boolean =>
  sent >= least &&
  acts.every(({ what, at }) => {
    const days = what === 'kept' ? KEPT_DAYS.wanted : IDLE_DAYS
    return Temporal.Instant.compare(at, now.subtract(daysOf(days))) < 0
  })

/** How much of each came of it between two moments. */
export const actsBetween = (
  acts: readonly Acted[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Readonly<Record<Act, number>> => {
  const n = { why: 0, muted: 0, assigned: 0, kept: 0 }
  for (const { what, at } of acts)
    if (Temporal.Instant.compare(at, from) >= 0 && Temporal.Instant.compare(at, to) < 0) n[what]++
  return n
}

/** The first day of a month on which people work. */
export const firstWorkingDay = (first: Day, isOff: (day: Day) => boolean): Day => {
  let day = first
  for (let n = 0; n < 27 && isOff(day); n++) day = plusDays(day, 1)
  return day
}
