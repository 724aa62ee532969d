import type { Day } from '#src/domain/day.ts'
import type { FileKind } from '#src/domain/facts.ts'
import type { Metric, RolledUp } from '#src/domain/metric.ts'

/** Creators and agencies have small keys of their own here: a day's row is then a few dozen bytes. */
export interface FactTables {
  import: ImportTable
  agency: AgencyTable
  creator: CreatorTable
  former_name: FormerNameTable
  daily: DailyTable
  month_total: MonthTotalTable
  rollup: RollupTable
}

interface ImportTable {
  id: number
  file: string
  kind: FileKind
  /** Of the file's bytes: the very same file is not read twice. */
  sha256: string
  imported_at: number
  period_from: Day | null
  period_to: Day | null
  read: number
  added: number
  changed: number
  unchanged: number
  rejected: number
}

export interface AgencyTable {
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
}

export interface CreatorTable {
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
}

interface FormerNameTable {
  creator_k: number
  username: string
  folded: string
  /** The newest day on which the name was in use, as far as files tell. */
  seen: Day
}

export const SOURCE = { feed: 0, difference: 1 } as const

/** Clustered by `(day, creator_k)`: a period is one range. Agency and market are those of the day. */
type DailyTable = {
  day: Day
  creator_k: number
  agency_k: number
  market: string
  source: number
  estimated: number
  restated: number
} & Record<Metric, number | null>

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
type MonthTotalTable = {
  creator_k: number
  from_day: Day
  to_day: Day
  agency_k: number
  import_id: number
  joined: Day | null
} & Record<Totaled, number | null>

/** Sums of a day's rows by agency and market; `market` is empty for rows that do not tell. */
type RollupTable = {
  day: Day
  agency_k: number
  market: string
  creators: number
  active: number
  estimated: number
  restated: number
} & Record<RolledUp, number>
