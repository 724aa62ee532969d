import type { Day } from '#src/domain/day.ts'
import type { Insight, InsightKind, Mute, Severity, Subject } from '#src/domain/insight.ts'
import type { Metric } from '#src/domain/metric.ts'
import type { Thresholds } from '#src/domain/thresholds.ts'

/** Days that the engine looks at: two recent weeks and ten to compare with. Older ones change nothing. */
export const WINDOW_DAYS = 84

export interface Holiday {
  market: string
  day: Day
  name: string
}

export interface Campaign {
  name: string
  market: string | null
  /** Those it is meant for; null for everybody of its market. */
  creators: ReadonlySet<string> | null
  from: Day
  to: Day
}

/** Something said before, as the store keeps it: the day it was said, and what it was worth then. */
export interface Told {
  id: string
  kind: InsightKind
  entity: Subject
  metric: Metric
  direction: Insight['direction']
  since: Day
  severity: Severity
  deltaPct: number | null
  on: Day
  /** The newest day on which it was found again and held back as known: what lasts is one episode. */
  seen?: Day
}

/** What somebody set out to reach in a month: diamonds of the network (`all`), a market or an agency. */
export interface MonthGoal {
  entity: Subject
  /** The first day of the month. */
  month: Day
  diamonds: number
}

/** On a day the newest roster named so many fewer than the one before it that rows are missing; `agency` null for all. */
export interface RosterGap {
  day: Day
  agency: string | null
  now: number
  before: number
}

/** Everything that is not a number. All of it is data: nothing is looked up, nothing asks for the time. */
export interface Context {
  holidays: readonly Holiday[]
  campaigns: readonly Campaign[]
  thresholds: Thresholds
  told: readonly Told[]
  mutes: readonly Mute[]
  monthGoals: readonly MonthGoal[]
  rosterGaps: readonly RosterGap[]
  /** Who reads about an agency (by its id); each reader has a budget of their own. Null for one reader of all. */
  readerOf: ((agency: string) => string) | null
}
