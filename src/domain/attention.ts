import type { AlertId } from './alert.ts'
import type { Day } from './day.ts'
import { plusDays } from './day.ts'
import type { ChannelId, UserId } from './ids.ts'
import type { InsightKind } from './insight.ts'
import type { SubscriptionId } from './schedule.ts'

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

/** What a message comes from: what can be paused when nobody acts upon it. */
export type Source = SubscriptionId | AlertId

/** How many went to somebody on a day, where they live. */
export interface SentDay {
  day: Day
  kind: SentKind
  /** Null for all of that kind; else those of one subscription or rule. */
  source: Source | null
  count: number
}

/** Something that somebody did because of a line: counted by post, and by nobody's name. */
export const ACTS = ['why', 'muted', 'assigned', 'kept'] as const
export type Act = (typeof ACTS)[number]

export interface Acted {
  source: Source
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
