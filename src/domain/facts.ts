import type { Day } from './day.ts'
import type { RolledUp, Values } from './metric.ts'
import type { Period } from './period.ts'

/** What a digest or a list is about. Names are as stored; find them with `Facts.scopeNamed`. */
export type Scope =
  | { kind: 'all' }
  | { kind: 'region'; name: string; markets: readonly string[] }
  | { kind: 'market'; market: string }
  | { kind: 'agency'; agency: string }

export interface Agency {
  name: string
  market: string | null
  region: string | null
  tier: string | null
  category: string | null
  timeZone: string | null
  contact: string | null
  language: string | null
}

export interface Creator {
  id: string
  username: string
  agency: string | null
  market: string | null
}

/** One number in a period and in the period it is set against. */
export interface Change {
  now: number
  before: number
}
export type Changes = Record<RolledUp, Change>

/** An agency's or a market's row of a digest. `name` is null for creators who are in none. */
export interface GroupLine extends Changes {
  name: string | null
  market: string | null
}
export interface Mover extends Creator {
  diamonds: Change
  liveMinutes: Change
}
export interface GoneDark extends Creator {
  /** The newest day with any LIVE time. */
  lastLive: Day
  daysDark: number
  /** Diamonds in the 28 days up to `lastLive`: what is at stake. */
  diamonds28: number
}

/** How much of a period is known, said before any number is. */
export interface Coverage {
  /** The newest day with numbers; null before the first import. */
  asOf: Day | null
  creators: number
  daysKnown: number
  daysExpected: number
  missing: readonly Day[]
  /** Days whose figures were spread evenly over a gap between two files. */
  estimated: readonly Day[]
  /** Days where the platform lowered a total that it had reported. */
  restated: readonly Day[]
}

/** Everything a digest is made of. `version` is the newest import seen: the same version and day give the same digest. */
export interface DigestFacts {
  version: number
  period: Period
  before: Period
  coverage: Coverage
  totals: Changes
  /** Creators with LIVE time in the period. */
  active: Change
  markets: readonly GroupLine[]
  agencies: readonly GroupLine[]
  up: readonly Mover[]
  down: readonly Mover[]
  dark: readonly GoneDark[]
  darkCount: number
}

/** The numbers, read only. Every answer is plain data: on SQLite it comes from another thread. */
export interface Facts {
  /** The newest day with numbers, or null. */
  asOf(): Promise<Day | null>
  /** The newest import's number; 0 before the first. */
  version(): Promise<number>
  /** `all`, a region, a market code or an agency's name, whatever the case and accents; else null. */
  scopeNamed(text: string): Promise<Scope | null>
  agencyNamed(name: string): Promise<Agency | null>
  /** By id or by current or former username, with or without `@`. */
  creatorNamed(name: string): Promise<Creator | null>
  /** Names near to what was typed, best first: at most `limit`. */
  near(kind: 'agency' | 'creator' | 'scope', text: string, limit: number): Promise<readonly string[]>
  agencies(): Promise<readonly Agency[]>
  digest(
    scope: Scope,
    period: Period,
    limits: { groups: number; movers: number; dark: number },
  ): Promise<DigestFacts>
}

// —— What an import says and does ————————————————————————————————————————————————————————————————————————

export const FILE_KINDS = ['backstage', 'daily', 'agencies'] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** A creator's totals from the first of the month (or of one single day, when `from` equals `to`) up to `to`. */
export interface TotalsRow {
  kind: 'backstage'
  line: number
  creatorId: string
  username: string
  agency: string | null
  from: Day
  to: Day
  joined: Day | null
  totals: Values
}
/** One creator's day. A metric whose column is missing is absent; one whose cell is empty is null. */
export interface DailyRow {
  kind: 'daily'
  line: number
  day: Day
  creatorId: string
  username: string
  agency: string | null
  market: string | null
  values: Values
}
export interface AgencyRow extends Agency {
  kind: 'agencies'
  line: number
}
export type FactRow = TotalsRow | DailyRow | AgencyRow

/** Why a row was left out. The key names a sentence in the catalogue. */
export interface Rejection {
  line: number
  column: string | null
  reason: RejectionReason
  value: string
}
export type RejectionReason =
  | 'id.missing'
  | 'id.number'
  | 'id.rounded'
  | 'id.quit'
  | 'period.unreadable'
  | 'period.partial'
  | 'period.future'
  | 'day.unreadable'
  | 'day.future'
  | 'number.unreadable'
  | 'number.negative'
  | 'duration.unreadable'
  | 'name.missing'
  | 'market.unknown'
  | 'total.row'

/** What became of a file; counts add up: `read = added + changed + unchanged + rejected`. */
export interface ImportReport {
  /** Null for a dry run, and for a file that was imported before, byte for byte. */
  importId: number | null
  file: string
  kind: FileKind
  dryRun: boolean
  /** The import that holds this very file already. */
  duplicateOf: number | null
  read: number
  added: number
  changed: number
  unchanged: number
  rejected: number
  /** The first hundred; `rejected` counts them all. */
  rejections: readonly Rejection[]
  period: Period | null
  /** Days whose daily figures were written. */
  days: number
  estimatedDays: number
  restated: number
  newCreators: number
  newAgencies: number
  seconds: number
}

/** Why a whole file was refused; nothing of it was kept. */
export type FileFault =
  | { fault: 'file.missing'; file: string }
  | { fault: 'file.empty'; file: string }
  | { fault: 'file.type'; file: string }
  | { fault: 'file.large'; file: string; limit: string }
  | { fault: 'file.bomb'; file: string }
  | { fault: 'file.broken'; file: string; detail: string }
  | { fault: 'file.headers'; file: string; headers: string }
  | { fault: 'file.kind'; file: string; kind: string; missing: string }
  | { fault: 'file.l30d'; file: string }

export interface ImportProgress {
  read: number
  /** 0 to 1, of the file's bytes; null when it cannot be told. */
  share: number | null
}
