import type { WaitOver } from '../domain/delivery.ts'
import type { Held, Thin } from '../domain/hold.ts'
import type { UserId } from '../domain/ids.ts'
import type { LedgerReads } from '../domain/ports.ts'
import type { DueSlot, Schedule } from '../domain/schedule.ts'
import type { JobLooking, JobRunning } from './context.ts'
import type { Outcome } from './effects.ts'

/** One thing that comes due by a schedule of its own. */
export interface Scheduled<Subject> {
  /** Names the schedule for ever: slots are kept by it. */
  id: string
  schedule: Schedule
  /** Slots up to here are settled. */
  since: Temporal.Instant
  subject: Subject
}

export interface Job<Subject = unknown, Seen = unknown> {
  kind: 'job'
  name: string
  /** One schedule for the whole job (cron, UTC), or many that people made; or once after each change of the numbers. */
  when:
    | { cron: string }
    | { on: 'numbers' }
    | { each(ledger: LedgerReads): Promise<readonly Scheduled<Subject>[]> }
  /** After an outage: run the newest missed slot once, or none. */
  missed: 'latest' | 'skip'
  look?(slot: Slot<Subject>, context: JobLooking): Promise<Seen>
  /** Whether the slot waits for better numbers: it is looked at again when there are others, or at `until`. */
  holds?(slot: Slot<Subject>, seen: Seen): Hold | null
  /** What is said of a slot that was passed over or paused while it waited; `id` is its schedule's own. */
  waitOver?(id: string, over: WaitOver, context: JobRunning): Promise<Outcome> | Outcome
  run(slot: Slot<Subject>, context: JobRunning, seen: Seen): Promise<Outcome> | Outcome
  /** Whether this was one bite of several: the same slot is looked at and run again in the next round. */
  more?(seen: Seen): boolean
  /** What is said when a slot has failed for hours and is not tried again. Nothing else of it ran. */
  givenUp?(slot: Slot<Subject>, context: JobRunning): Promise<Outcome> | Outcome
}

/** The moment that is due, not the present one: the same slot always computes the same thing. */
export interface Slot<Subject = unknown> extends DueSlot {
  subject: Subject
  /** How many older ones were passed over for this one. */
  passedOver: number
  /** That it has waited for numbers. */
  held: Held | null
  /** Who would have it although it was too late. */
  askedBy: UserId | null
  /** How long after it was due it is run: the clock's, or an outage's. */
  late: Temporal.Duration
}

export interface Hold {
  why: Thin
  until: Temporal.Instant
  /** Said each time that it is held. */
  says(context: JobRunning): Promise<Outcome> | Outcome
}

export const job = <Subject = undefined, Seen = undefined>(
  name: string,
  spec: Omit<Job<Subject, Seen>, 'kind' | 'name'>,
): Job<Subject, Seen> => ({ kind: 'job', name, ...spec })
