import type { Clock } from '../domain/clock.ts'
import type { Day } from '../domain/day.ts'
import type { Through } from '../domain/deed.ts'
import type { Facts } from '../domain/facts.ts'
import type { Holding } from '../domain/hold.ts'
import type { ChannelId, TeamId, UserId } from '../domain/ids.ts'
import type { MessagePlace, QuotedFile } from '../domain/original.ts'
import type { Rule } from '../domain/outcome.ts'
import type { Channel, Person } from '../domain/person.ts'
import type { Ledger, LedgerReads, Managers } from '../domain/ports.ts'
import type { DueSlot, Schedule } from '../domain/schedule.ts'
import type { Circumstances, Here } from './dates/meant.ts'
import type { Voice } from './voice.ts'

/** The message a shortcut, a mention or a button was on. */
export interface SourceMessage {
  channel: ChannelId
  ts: string
  /** The thread it is in, or would start. */
  thread: string
  text: string
  /** Null for an app's. */
  author: UserId | null
  files: readonly QuotedFile[]
  /** Of a button the words of the block that it stands in; else empty. */
  line: string
}

/** Who acted, where, in whose words. */
export interface Scene {
  team: TeamId
  actor: Person
  /** Null where there is none: a global shortcut, a form opened from one. */
  channel: Channel | null
  message: SourceMessage | null
  /** What they acted by. */
  through: Through
  /** What was ticked where a button was pressed: the values of those boxes. */
  ticked: readonly string[]
  /** The workspace's address, with which links to its messages begin; null where it is not known. */
  home: string | null
  voice: Voice
  clock: Clock
  /** By what dates are understood: the actor's day, and where others live whom they speak of; `at` is for anybody else. */
  here: Circumstances & { at(timeZone: string): Omit<Here, 'now'> }
}

/** Answers about schedules, for which cron and zones must be known. */
export interface Timetable {
  /**
   * What comes due after now, or at `from` and after it, until `count` of it is posted; also what a holiday skips. Throws
   * nothing: a schedule is checked when it is read.
   */
  next(schedule: Schedule, count: number, from?: Temporal.Instant): readonly DueSlot[]
  /** The country whose holidays count: the market's, else the zone's; null where none are known. */
  countryFor(market: string | null, timeZone: string): string | null
  /** A five-field cron expression that comes due at least now and then, and not more than hourly. */
  isCron(text: string): boolean
}

/** Messages as Slack has them. */
export interface Messages {
  /** Null for one that is gone, or that Regia may not see. */
  read(place: MessagePlace): Promise<SourceMessage | null>
}

/** `look` reads, outside any transaction, and may take its time. */
export type Looking = Scene &
  LedgerReads & {
    facts: Facts
    hold: Holding
    timetable: Timetable
    workdays: Workdays
    managers: Managers
    messages: Messages
  }
/** `run` decides and changes, inside one short transaction: nothing here leads to the network or to the facts. */
export type Running = Scene & Ledger & { timetable: Timetable; workdays: Workdays }

/** A job has no actor: it acts for the workspace, at the moment that was due. */
export type JobLooking = LedgerReads & {
  team: TeamId
  clock: Clock
  facts: Facts
  hold: Holding
  outcome: Rule
  workdays: Workdays
  /** For whoever runs Regia: what went wrong with one thing of many, which go on. */
  report(error: unknown, what: string): void
}
export type JobRunning = Ledger & { team: TeamId; clock: Clock; workdays: Workdays }

/** When people work. */
export interface Workdays {
  /** The workspace's own zone: a channel has none. */
  timeZone: string
  /** A weekend or a public holiday of the market, else of the country whose hours the zone tells. */
  isOff(market: string | null, timeZone: string, day: Day): boolean
  /** A public holiday of the country whose hours the zone tells. */
  isHoliday(timeZone: string, day: Day): boolean
}
