import type { Day } from '#src/domain/day.ts'
import type { FileKind } from '#src/domain/facts.ts'
import type { Silence } from '#src/domain/insight.ts'
import { METRIC_NAMES, type Metric, type RolledUp, type Room } from '#src/domain/metric.ts'

/** Creators and agencies have small keys of their own here: a day's row is then a few dozen bytes. */
export interface FactTables extends Kept {
  import: ImportTable
  import_body: { import_id: number; part: number; bytes: Uint8Array }
  rollup: RollupTable
  insight_day: InsightDayTable
  insight: InsightTable
  daily_was: Was<DailyTable>
  month_total_was: Was<MonthTotalTable>
}

/** What an import writes; `…_was` keeps what it wrote over, so that it can be taken back. */
export interface Kept {
  agency: AgencyTable
  creator: CreatorTable
  former_name: FormerNameTable
  daily: DailyTable
  month_total: MonthTotalTable
  mapping: MappingTable
  roster: RosterTable
  bonus: BonusTable
  campaign: CampaignTable
}
export const KEPT = [
  'agency',
  'creator',
  'former_name',
  'daily',
  'month_total',
  'mapping',
  'roster',
  'bonus',
  'campaign',
] as const satisfies readonly (keyof Kept)[]

/** A row as it was before the import `by_import` first wrote it. */
type Was<Row> = Row & { by_import: number }

/** `written_by` is the import that last changed the row, whatever file its numbers came from. */
interface Written {
  written_by: number
}
/** The file and row that a number came from. */
interface Origin extends Written {
  import_id: number
  line: number
}

export interface ImportTable {
  id: number
  file: string
  kind: FileKind
  /** Of the file's bytes: the very same file is not read twice. */
  sha256: string
  imported_at: number
  undone_at: number | null
  period_from: Day | null
  period_to: Day | null
  read: number
  added: number
  changed: number
  unchanged: number
  rejected: number
  /** The metrics that the file has columns for, separated by blanks. */
  metrics: string
  /** What the person said of the file, as JSON: the same bytes are read the same way again. */
  said: string
}

export interface AgencyTable extends Written {
  k: number
  name: string
  folded: string
  market: string | null
  region: string | null
  tier: string | null
  category: string | null
  time_zone: string | null
  contact: string | null
  language: string | null
  manager_email: string | null
}

export interface CreatorTable extends Written {
  k: number
  id: string
  username: string
  folded: string
  /** 0 for none. */
  agency_k: number
  /** Empty for unknown. */
  market: string
  joined: Day | null
  /** The newest day of a file that named the creator: an older file changes neither name nor agency. */
  seen: Day
  /** The newest day with LIVE time. */
  last_live: Day | null
  /** Diamonds of the four weeks up to `last_live`; kept for those who are silent. */
  stake: number
  /** LIVE days of four weeks, at the pace of those; likewise. */
  live_days: number
  /** The day on which a file said that they had left; null again once a newer one names them. */
  left_on: Day | null
}

interface FormerNameTable extends Written {
  creator_k: number
  username: string
  folded: string
  /** The newest day on which the name was in use, as far as files tell. */
  seen: Day
}

/** Clustered by `(day, creator_k)`: a period is one range. Agency and market are those of the day. */
export type DailyTable = {
  day: Day
  creator_k: number
  agency_k: number
  market: string
  /** Which of the metrics a feed has told, a bit each; the others come from the exports, as differences. */
  fed: number
  estimated: number
  restated: number
} & Record<Metric, number | null> &
  Origin

const BITS = new Map(METRIC_NAMES.map((metric, i) => [metric, 2 ** i]))
export const bitOf = (metric: Metric): number => BITS.get(metric) ?? 0
export const isFed = (fed: number, metric: Metric): boolean => (fed & bitOf(metric)) !== 0

export const TOTALED = [
  'diamonds',
  'live_minutes',
  'valid_days',
  'new_followers',
  'streams',
  'matches',
  'fan_club_diamonds',
  'active_fans',
] as const satisfies readonly Metric[]
export type Totaled = (typeof TOTALED)[number]

/** What the platform said of a creator from `from_day` to `to_day`, as the latest file says it. */
export type MonthTotalTable = {
  creator_k: number
  from_day: Day
  to_day: Day
  /** 1 for a month's final figures, as told by a file of the month after. */
  settles: number
  agency_k: number
  joined: Day | null
} & Record<Totaled, number | null> &
  Origin

interface MappingTable extends Written {
  fingerprint: string
  kind: FileKind
  /** Header → field, as JSON. */
  columns: string
}

export interface RosterTable extends Origin {
  as_of: Day
  creator_k: number
  agency_k: number
  relationship: string | null
  graduation: string | null
  tier: string | null
  followers: number | null
  /** Of the thirty days up to `as_of`. */
  diamonds30: number | null
  live_minutes30: number | null
  valid_days30: number | null
}

export interface BonusTable extends Origin {
  month: Day
  creator_k: number
  agency_k: number
  violative: number | null
  rookie: number | null
  diamonds: number | null
  valid_days: number | null
  live_minutes: number | null
  bonus: number | null
  /** Task → amount, as JSON. */
  tasks: string
}

export interface CampaignTable extends Origin {
  folded: string
  start_day: Day
  name: string
  market: string | null
  category: string | null
  end_day: Day
  goal: number | null
  /** Separated by blanks; empty for all. */
  creator_ids: string
}

/** Sums of a day's rows by agency and market; `market` is empty for rows that do not tell. */
export type RollupTable = {
  day: Day
  agency_k: number
  market: string
  creators: number
  active: number
  estimated: number
  restated: number
} & Record<RolledUp, number> &
  Record<Room, number | null>

/** A day that was looked through. `basis` is all that the answer hangs on, beside the day: another one asks for another look. */
interface InsightDayTable {
  day: Day
  basis: string
  /** The first day that was looked at. */
  from_day: Day
  found_at: number
  /** A `DataHealth` as JSON. */
  health: string
}

/** In the order of their weight: first those that are said, then what was held back. */
interface InsightTable {
  day: Day
  place: number
  id: string
  /** Where whoever it is about was on that day; null for a market's or the network's. */
  agency: string | null
  market: string | null
  /** Why it was held back; null when it is said. */
  silence: Silence | null
  by_what: string | null
  /** An `Insight` as JSON. */
  body: string
}
