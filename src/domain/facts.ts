import type { Day } from './day.ts'
import type { Factors, FoundDay, ToldInsight } from './insight.ts'
import type { Metric, RolledUp, Room, Values, Watched } from './metric.ts'
import type { Period } from './period.ts'
import type { Figures } from './posted.ts'

/** What a digest or a list is about. Names are as stored; find them with `Facts.scopeNamed`. */
export type Scope =
  | { kind: 'all' }
  | { kind: 'region'; name: string; markets: readonly string[] }
  | { kind: 'market'; market: string }
  | { kind: 'agency'; agency: string }
  /** The agencies that the agency list puts in one colleague's care, by that address. */
  | { kind: 'manager'; email: string; agencies: readonly string[] }

export interface Agency {
  name: string
  market: string | null
  region: string | null
  tier: string | null
  category: string | null
  timeZone: string | null
  contact: string | null
  language: string | null
  /** Of the colleague in charge of it, in lower case. */
  managerEmail: string | null
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

/** The same where files may not tell: null unless every known day of the period does. */
export interface PartlyKnown {
  now: number | null
  before: number | null
}

/** An agency's or a market's row of a digest. `name` is null for creators who are in none. */
export interface GroupLine extends Changes {
  name: string | null
  market: string | null
  /** Creators with LIVE time, by the agency that they were in then. Of a market nobody asks. */
  active: Change | null
}

/** Some creators, and what they did to a total. */
export interface Part {
  creators: number
  delta: number
}
/** Why the diamonds moved. The parts of all creators sum to the change, and so do the factors. */
export interface Movement {
  /** Creators who were there in both periods: like for like. */
  stayed: Change & { creators: number }
  new: Part
  lost: Part
  /** From and to another scope of the same network. */
  movedIn: Part
  movedOut: Part
  factors: Factors
}

/** What an ordinary day brings: the mean of the seven days before a digest's single day; null where one is unknown. */
export type Usual = Record<RolledUp | Room | 'active', number | null>

/** A campaign that runs in a period or has ended in it, with what its creators brought from its start up to `to`. */
export interface CampaignLine extends Omit<Campaign, 'creatorIds'> {
  diamonds: number
  to: Day
  /** Whether all it is meant for is in the scope: only then its goal means something. */
  whole: boolean
}

/** What a whole month came to. */
export interface Settled {
  /** Creators who reached so many diamonds and not the next rung, lowest first. */
  rungs: readonly ({ from: number } & Change)[]
  /** Creators on a higher or a lower rung than the month before, of those who were there in both. */
  climbed: number
  fell: number
  /** Creators who met the month's activity gate: its days, and its hours. */
  gate: Change & { days: number; hours: number }
  /** As the bonus file tells it, in its own currency; null where none was imported. */
  bonus: { creators: number; amount: number; violative: number } | null
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

/** Diamonds of the four weeks that end with a period, day by day, and of the four weeks before; null where no file tells. */
export interface Daily {
  from: Day
  now: readonly (number | null)[]
  before: readonly (number | null)[]
}

/** A creator's diamonds day by day; null where nothing is known. */
export interface Course {
  id: string
  from: Day
  values: readonly (number | null)[]
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
  room: Readonly<Record<Room, PartlyKnown>>
  /** Only for a single day. */
  usual: Usual | null
  daily: Daily
  /** Null where there was nothing before. */
  movement: Movement | null
  /** Only for a calendar month. */
  settled: Settled | null
  campaigns: readonly CampaignLine[]
  markets: readonly GroupLine[]
  agencies: readonly GroupLine[]
  up: readonly Mover[]
  down: readonly Mover[]
  /** Only of a week: who rose and who fell the most, over four weeks. */
  courses: readonly Course[]
  dark: readonly GoneDark[]
  darkCount: number
}

/** How many reported on a day, and how many did on the days before it: the middle of up to seven. */
export interface Reported {
  reported: number
  expected: number
}
/**
 * A fault of the data and not of the network: what it touches gives no insights. `roster.drop`: more than a tenth
 * fewer creators than on any of the days before; of an agency, or of all when `agency` is null.
 */
export type DataProblem =
  | { problem: 'stale'; days: number; severity: 'warn' | 'urgent' }
  | { problem: 'agency.silent'; agency: string; market: string | null; expected: number }
  | ({ problem: 'roster.drop'; agency: string | null; market: string | null } & Reported)

/** Whether there is enough to speak from. */
export interface DataHealth {
  asOf: Day | null
  /** Days missing up to yesterday; files never tell of today. */
  staleDays: number
  creators: Reported
  agencies: Reported
  problems: readonly DataProblem[]
}

/** The numbers, read only. Every answer is plain data: on SQLite it comes from another thread. */
export interface Facts {
  /** The newest day with numbers, or null. */
  asOf(): Promise<Day | null>
  /** The newest import's number; 0 before the first. */
  version(): Promise<number>
  /**
   * `all`, a region, a market code, an agency's name or `manager:` and an address, whatever the case and accents; else
   * null, also for an address in whose care there is nothing.
   */
  scopeNamed(text: string): Promise<Scope | null>
  agencyNamed(name: string): Promise<Agency | null>
  /** By id or by current or former username, with or without `@`. */
  creatorNamed(name: string): Promise<Creator | null>
  /** Names near to what was typed, best first: at most `limit`. */
  near(kind: 'agency' | 'creator' | 'scope', text: string, limit: number): Promise<readonly string[]>
  agencies(): Promise<readonly Agency[]>
  /** Those that touch any of these days. */
  campaigns(period: Period): Promise<readonly Campaign[]>
  /**
   * What can be said of the newest day, seen from `today`; or of `asOf`, as it would have been said then. With a scope
   * its agencies and creators only are counted; rosters are always those of the network.
   */
  health(today: Day, asOf?: Day, scope?: Scope): Promise<DataHealth>
  /** From a stored number to the rows it came from; null where nothing is stored. */
  provenance(creatorId: string, day: Day, metric: Metric): Promise<Provenance | null>
  /** Newest first. */
  imports(limit: number): Promise<readonly ImportEntry[]>
  /** The daily values as known, in the order of days and ids: at most `limit`, those after `after`. */
  dailyValues(question: DailyQuestion): Promise<readonly DailyValue[]>
  /**
   * What was said on the days of a period, each once, or on the newest day that was looked through; null where nothing
   * was looked for.
   */
  insights(scope: Scope, period?: Period): Promise<FoundDay | null>
  /** By which numbers, mutes and engine findings were kept last; null before the first. */
  lookedThrough(): Promise<string | null>
  /** By its short id, whatever the case: the newest telling. */
  insightNamed(id: string): Promise<ToldInsight | null>
  digest(scope: Scope, period: Period, limits: DigestLimits): Promise<DigestFacts>
  /** Everybody just short of a rung of the month, as of a day; also whoever gets there unasked. */
  nearRungs(scope: Scope, asOf: Day): Promise<readonly NearRung[]>
  /** Everybody who has gone dark by the newest day, those with the most diamonds first. */
  goneDark(scope: Scope): Promise<readonly GoneDark[]>
  /** A headline's sums alone: at once, however many creators there are. */
  figures(scope: Scope, period: Period): Promise<Figures>
  /** A scope's days from the roll-ups, oldest first; only those of which anything is known. */
  levels(scope: Scope, period: Period): Promise<readonly DayLevel[]>
  newcomers(scope: Scope, question: NewcomersQuestion): Promise<Newcomers>
  /** One creator's or agency's days, as known now. */
  trail(question: TrailQuestion): Promise<Trail>
}

/** An agency's id is its name. */
export interface TrailQuestion {
  entity: { type: 'creator' | 'agency'; id: string }
  period: Period
}
export interface Trail {
  /** The newest day of which anything is known, of anybody. */
  asOf: Day | null
  /** Those of the period that are known, oldest first; who was silent where files tell only of who was LIVE has zeros. */
  days: readonly TrailDay[]
  /** The first day on which a creator is not in the network any more, as far as files of the period tell. */
  left: Day | null
}
export type TrailDay = { day: Day } & Readonly<
  Record<'diamonds' | 'live_minutes' | 'valid_days', number | null>
>

export type DayLevel = { day: Day } & Record<Watched, number>

/** Creators that no file had named when the numbers knew `after` of them, and who have no day before `since`. */
export interface NewcomersQuestion {
  after: number
  since: Day
}
export interface Newcomers {
  /** By name, at most two hundred; `count` counts them all. */
  creators: readonly Creator[]
  count: number
  /** As far as creators are known now, of any scope. */
  newest: number
}

/** Somebody short of the next rung, in diamonds; `needed` and `usual` are those of a day. */
export interface NearRung {
  id: string
  username: string
  agency: string | null
  market: string | null
  value: number
  at: number
  usual: number
  /** Null on the last day of the month. */
  needed: number | null
}

/** How many lines of each kind are asked for. */
export interface DigestLimits {
  groups: number
  movers: number
  dark: number
}

export interface DailyQuestion {
  scope: Scope
  period: Period
  after: { day: Day; id: string } | null
  limit: number
}
/** A creator's day as it is known, with the import that its row came from. */
export interface DailyValue {
  day: Day
  creatorId: string
  username: string
  agency: string | null
  market: string | null
  values: Readonly<Record<Metric, number | null>>
  estimated: boolean
  restated: boolean
  importId: number
}

// —— What an import says and does ————————————————————————————————————————————————————————————————————————

export const FILE_KINDS = [
  'backstage',
  'roster',
  'bonus',
  'daily',
  'agencies',
  'campaigns',
  'live-center',
] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** A creator's totals from the first of the month (or of one single day, when `from` equals `to`) up to `to`. */
export interface TotalsRow {
  kind: 'backstage'
  line: number
  /** Null for somebody who has left: the file then has a sentence in the id's place, and only the name tells who. */
  creatorId: string | null
  username: string
  agency: string | null
  from: Day
  to: Day
  joined: Day | null
  /** What the row ends before is absent; an empty cell is null. */
  totals: Values
  /** The final totals of the calendar month before `from`; empty when the file has no such columns. */
  lastMonth: Values
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
  /** Only of a row that ends before its file's last column: what is not there is not known to be nothing. */
  short?: Short
}
/** How much of such a row is there: so many of the file's metrics, from the first on. */
export interface Short {
  metrics: number
  agency: boolean
  market: boolean
}
export interface AgencyRow extends Agency {
  kind: 'agencies'
  line: number
}
/** Who is in the network on a day. Its rolling thirty-day figures are kept as they are and make no days. */
export interface RosterRow {
  kind: 'roster'
  line: number
  creatorId: string | null
  username: string
  agency: string | null
  asOf: Day
  joined: Day | null
  relationship: string | null
  graduation: string | null
  tier: string | null
  followers: number | null
  diamonds30: number | null
  liveMinutes30: number | null
  validDays30: number | null
}
/** What a creator reached and earned in one calendar month, as the bonus file tells it. */
export interface BonusRow {
  kind: 'bonus'
  line: number
  creatorId: string | null
  username: string
  agency: string | null
  /** The first of the month. */
  month: Day
  violative: boolean | null
  rookie: boolean | null
  diamonds: number | null
  validDays: number | null
  liveMinutes: number | null
  /** Estimated bonus in the file's own currency, and its parts by the name of the task. */
  bonus: number | null
  tasks: Readonly<Record<string, number>>
}
/** Empty lists and nulls mean all. Both days belong to it. */
export interface Campaign {
  name: string
  market: string | null
  category: string | null
  start: Day
  end: Day
  goal: number | null
  creatorIds: readonly string[]
}
export interface CampaignRow extends Campaign {
  kind: 'campaigns'
  line: number
}
export type FactRow = TotalsRow | DailyRow | AgencyRow | RosterRow | BonusRow | CampaignRow

/** Which column is what, as a person has said it: by the header as written. What is not named is not read. */
export interface Mapping {
  kind: FileKind
  columns: Readonly<Record<string, string>>
  /** What goes first in `05/11/2026`, where that matters. */
  dates?: DateOrder | undefined
}
export const DATE_ORDERS = ['dmy', 'mdy'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]

/** Why a row was left out. The key names a sentence in the catalogue. */
export interface Rejection {
  line: number
  column: string | null
  reason: RejectionReason
  value: string
}
export type RejectionReason =
  | 'id.missing'
  | 'id.unreadable'
  | 'id.number'
  | 'id.rounded'
  | 'id.quit'
  | 'period.unreadable'
  | 'period.partial'
  | 'period.future'
  | 'day.unreadable'
  | 'day.ambiguous'
  | 'day.future'
  /** Before there was LIVE. */
  | 'day.early'
  | 'month.unreadable'
  | 'number.unreadable'
  | 'number.negative'
  | 'duration.unreadable'
  /** More LIVE time than the days have. */
  | 'duration.many'
  /** A day is valid or not: 0 or 1. */
  | 'valid.flag'
  | 'valid.many'
  | 'row.short'
  | 'name.missing'
  | 'market.unknown'
  | 'total.row'

/** What is remarkable about rows that were taken all the same. The key names a sentence in the catalogue. */
export interface Notice {
  notice: NoticeKind
  count: number
  /** The first five. */
  first: readonly Pick<Rejection, 'line' | 'column' | 'value'>[]
}
export type NoticeKind =
  /** Taken, though hardly anybody reaches it. */
  | 'number.implausible'
  /** Nothing is made of the cell; the rest of the row counts. */
  | 'email.unreadable'
  | 'zone.unknown'
  | 'language.unknown'
  | 'market.unknown'
  /** An earlier row spoke of the same: this one counts. */
  | 'row.twice'
  /** What the row ends before stays as it is known. */
  | 'row.short'
  /** The header row once more, which is no row. */
  | 'header.repeated'

/** What became of a file; counts add up: `read = added + changed + unchanged + rejected`. */
export interface ImportReport {
  /** Null for a dry run, and for a file that was imported before, byte for byte. */
  importId: number | null
  file: string
  kind: FileKind
  dryRun: boolean
  /** The import that holds this very file already. */
  duplicateOf: number | null
  /** What each column was taken for. */
  understood: Mapping
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
  /** Cells that hold `∞`: nothing is known there. */
  infinite: number
  notices: readonly Notice[]
  newCreators: number
  newAgencies: number
  /** Of the newest day of daily figures; null when the file made none. */
  coverage: Pick<DataHealth, 'asOf' | 'creators' | 'agencies' | 'problems'> | null
  seconds: number
}

/** Every row of the file is left out: there is nothing to keep, and nothing is kept. */
export const isForNothing = ({
  read,
  rejected,
  duplicateOf,
}: Pick<ImportReport, 'read' | 'rejected' | 'duplicateOf'>): boolean =>
  duplicateOf === null && read > 0 && rejected === read

/** Why a whole file was refused; nothing of it was kept. */
export type FileFault =
  | { fault: 'file.missing'; file: string }
  | { fault: 'file.empty'; file: string }
  | { fault: 'file.type'; file: string }
  | { fault: 'file.large'; file: string; limit: string }
  | { fault: 'file.bomb'; file: string }
  | { fault: 'file.broken'; file: string; detail: string }
  /** `guess` is a mapping to be corrected and handed back. */
  | { fault: 'file.headers'; file: string; headers: string; guess: Mapping }
  | { fault: 'file.kind'; file: string; kind: string; missing: string; guess: Mapping }
  | { fault: 'file.map'; file: string; column: string; field: string; guess: Mapping }
  /** Neither a period in its cells nor a date in its name. */
  | { fault: 'file.undated'; file: string; guess: Mapping }
  /** Every day in it may be two: `dmy` or `mdy`. */
  | { fault: 'file.days'; file: string; text: string; dmy: Day; mdy: Day; guess: Mapping }
  /** A creator's own analytics do not say whose they are. */
  | { fault: 'file.whose'; file: string; guess: Mapping }

/** An import as the list of them tells it. */
export interface ImportEntry {
  id: number
  file: string
  kind: FileKind
  /** A moment as ISO text. */
  importedAt: string
  /** When it was taken back; null while it counts. */
  undoneAt: string | null
  /** Whether it can still be taken back: what that needs is kept for thirty days. */
  undoable: boolean
  period: Period | null
  read: number
  added: number
  changed: number
  unchanged: number
  rejected: number
}

/** What taking an import back did: everything is as if its file had never come. */
export interface UndoReport {
  id: number
  file: string
  kind: FileKind
  /** Imports that came later and were read anew on top of what was known before. */
  replayed: number
  /** Days whose figures were restored. */
  days: number
  seconds: number
}
export interface UndoFault {
  fault: 'import.unknown' | 'import.undone' | 'import.old'
  id: number
}

/** Where a number comes from: a row of a file, by what a spreadsheet program shows at its left. */
export interface Source {
  importId: number
  file: string
  line: number
}
/**
 * A day's number and the rows that made it. `told`: the row says it itself. `difference`: the total of the first
 * source less that of the second, shared among the days between them.
 */
export interface Provenance {
  value: number
  how: 'told' | 'difference'
  sources: readonly Source[]
}

export interface ImportProgress {
  read: number
  /** 0 to 1, of the file's bytes; null when it cannot be told. */
  share: number | null
}
