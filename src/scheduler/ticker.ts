import { schedule as cronSchedule, type ScheduledTask } from 'node-cron'
import type { Clock } from '../domain/clock.ts'
import type { Slots, StoredSlot, WaitOver } from '../domain/delivery.ts'
import type { TeamId } from '../domain/ids.ts'
import type { LedgerReads } from '../domain/ports.ts'
import { type DueSlot, isPosted, type Schedule } from '../domain/schedule.ts'
import type { Job, Scheduled, Slot } from '../kit/job.ts'
import { slotsBetween } from './slots.ts'

export interface TickerOptions {
  jobs: readonly Job[]
  slots: Slots
  /** What slots are due by: may be moved. */
  clock: Clock
  teams(): Promise<readonly TeamId[]>
  ledgerOf(team: TeamId): LedgerReads
  /** Of the numbers: what waits for others is looked at again when it changes. */
  version(): Promise<number>
  /**
   * Looks, runs and settles one slot; its effects are in the outbox when it resolves. False when it is not over with
   * that: somebody else has it, or there is more to do.
   */
  runSlot(job: Job, team: TeamId, slot: Slot, stored: StoredSlot): Promise<boolean>
  /** Says how the waiting of a skipped slot ended. */
  sayOver(job: Job, team: TeamId, id: string, over: WaitOver): Promise<void>
  onError(error: unknown, about: { schedule: string; key: string | null }): void
  /** Says so, and settles it as failed: it is not tried again. */
  giveUp(job: Job, team: TeamId, slot: Slot, stored: StoredSlot, error: string): Promise<void>
  /** How long a slot may be in anyone's hands, unless they hold on to it, before another may take it. */
  leaseMs?: number
  /** How long a slot that failed waits for a second try; each further one waits twice as long, an hour at most. */
  retryMs?: number
  /** So long a round goes on with what is done in bites: then it is time to see what has come due. */
  roundMs?: number
}

export interface Ticker {
  start(): void
  /** One round: writes what came due, runs what nobody holds. Rounds never overlap within a process. */
  tick(): Promise<void>
  stop(): Promise<void>
}

/** With half a minute before the second: some four hours. */
const MAX_ATTEMPTS = 10
const LONGEST_WAIT_MS = 3_600_000
/** Whoever works on a slot for longer is taken to hang. */
const LONGEST_LEASES = 10
/** After a long absence the rest follows in the next round. */
const AT_ONCE = 1000

/**
 * Wakes every ten seconds. Correctness never depends on a wake-up being in time: what is due is worked out from the
 * watermark, so a late or a missing tick only makes a slot late.
 */
export const ticker = ({
  jobs,
  slots,
  clock,
  teams,
  ledgerOf,
  version,
  runSlot,
  sayOver,
  giveUp,
  onError,
  leaseMs = 60_000,
  retryMs = 30_000,
  roundMs = 6000,
}: TickerOptions): Ticker => {
  let task: ScheduledTask | undefined
  let round: Promise<void> | null = null

  const tick = (): Promise<void> => {
    round ??= everything().finally(() => {
      round = null
    })
    return round
  }

  const everything = async (): Promise<void> => {
    for (const team of await teams())
      for (const job of inOrder) {
        try {
          await oneJob(job, team)
        } catch (error) {
          onError(error, { schedule: `${team}:${job.name}`, key: null })
        }
      }
  }

  // Whoever waits for a moment comes before what is only due at some time.
  const inOrder = jobs.toSorted((a, b) => Number('on' in a.when) - Number('on' in b.when))

  const oneJob = async (job: Job, team: TeamId): Promise<void> => {
    if ('on' in job.when) await noticeNumbers(`${team}:${job.name}`)
    const scheduled = await schedulesOf(job, team, ledgerOf(team), clock)
    const byId = new Map(scheduled.map((it) => [it.id, it]))
    for (const it of scheduled) if (it.schedule) await materialise(job, it.id, it.schedule, it.since)
    if (job.holds) await slots.unhold([...byId.keys()], { version: await version(), now: clock.now() })
    await runDue(job, team, byId)
    if (job.waitOver) await sayWaitsOver(job, team)
  }

  const runDue = async (job: Job, team: TeamId, byId: Map<string, Timed>): Promise<void> => {
    const began = performance.now()
    for (;;) {
      const stored = await slots.claimDue([...byId.keys()], leaseMs)
      const it = stored && byId.get(stored.schedule)
      if (!it) return
      const { key, due, passedOver, holiday, held, askedBy, attempts } = stored
      const late = clock.now().since(due)
      const slot: Slot = { key, due, passedOver, holiday, held, askedBy, late, subject: it.subject }
      if ('each' in job.when && askedBy === null && Temporal.Instant.compare(due, it.since) <= 0) {
        // It came due before a pause, and nobody could run it: a resumed subscription looks ahead only.
        await slots.skip(stored, 'paused')
        continue
      }
      try {
        const done = await holdingOn(stored, () => runSlot(job, team, slot, stored))
        if (!done && performance.now() - began > roundMs) byId.delete(stored.schedule)
      } catch (error) {
        onError(error, stored)
        // Its lease may be over at once: this round has seen enough of it.
        byId.delete(stored.schedule)
        const wait = Math.min(retryMs * 2 ** (attempts - 1), LONGEST_WAIT_MS)
        await slots.failed(stored, String(error), wait)
        if (attempts >= MAX_ATTEMPTS) await giveUp(job, team, slot, stored, String(error))
      }
    }
  }

  /** What takes longer than a lease stays with this process, within reason. */
  const holdingOn = async <T>(stored: StoredSlot, work: () => Promise<T>): Promise<T> => {
    let renewals = 0
    let renewed = Promise.resolve()
    const timer = setInterval(() => {
      if (++renewals > LONGEST_LEASES * 3) return
      renewed = renewed.then(() => slots.renew(stored, leaseMs)).catch((error) => onError(error, stored))
    }, leaseMs / 3)
    try {
      return await work()
    } finally {
      clearInterval(timer)
      await renewed
    }
  }

  const sayWaitsOver = async (job: Job, team: TeamId): Promise<void> => {
    const prefix = `${team}:${job.name}:`
    for (const over of await slots.waitsOver(prefix))
      await sayOver(job, team, over.schedule.slice(prefix.length), over).catch((error) =>
        onError(error, over),
      )
  }

  /** Each version of the numbers is a slot. What this process has noticed it need not write again. */
  const noticed = new Map<string, number>()
  const noticeNumbers = async (id: string): Promise<void> => {
    const newest = await version()
    if (noticed.get(id) === newest) return
    const [due, key] = [clock.now(), `v${newest}`]
    await slots.materialise(id, [{ key, due, holiday: null, skipped: null, passedOver: 0 }], due)
    noticed.set(id, newest)
  }

  /** Every slot ends in a visible state: run, or skipped with its reason. */
  const materialise = async (
    job: Job,
    id: string,
    schedule: Schedule,
    since: Temporal.Instant,
  ): Promise<void> => {
    const now = clock.now()
    const seen = await slots.watermark(id, since)
    // A resumed subscription looks ahead only; a job of the house takes up where it was.
    const from = 'each' in job.when && Temporal.Instant.compare(since, seen) > 0 ? since : seen
    if (Temporal.Instant.compare(from, now) >= 0) return
    const found = slotsBetween(schedule, from, now, AT_ONCE + 1)
    const due = found.slice(0, AT_ONCE)
    const last = due.at(-1)
    if (last === undefined) return
    const whole = found.length <= AT_ONCE
    const posted = due.filter(isPosted)
    const newest = whole ? posted.at(-1) : undefined
    const skipped = (slot: DueSlot): string | null => {
      if (!isPosted(slot)) return 'holiday'
      return slot === newest ? missed(job, slot.due, now) : 'superseded'
    }
    await slots.materialise(
      id,
      due.map((slot) => ({
        ...slot,
        skipped: skipped(slot),
        passedOver: slot === newest ? posted.length - 1 : 0,
      })),
      whole ? now : last.due,
    )
  }

  return {
    start: () => {
      task = cronSchedule(
        '*/10 * * * * *',
        () => tick().catch((error) => onError(error, { schedule: 'ticker', key: null })),
        {
          noOverlap: true,
        },
      )
    },
    tick,
    stop: async () => {
      await task?.destroy()
      await round
    },
  }
}

const missed = (job: Job, due: Temporal.Instant, now: Temporal.Instant): string | null =>
  job.missed === 'skip' && now.since(due).total('minutes') > 5 ? 'missed' : null

/** Null where it is not time that makes it due. */
type Timed = Omit<Scheduled<unknown>, 'schedule'> & { schedule: Schedule | null }

const schedulesOf = async (
  job: Job,
  team: TeamId,
  ledger: LedgerReads,
  clock: Clock,
): Promise<readonly Timed[]> => {
  if ('each' in job.when) {
    const each = await job.when.each(ledger)
    return each.map((it) => ({ ...it, id: `${team}:${job.name}:${it.id}` }))
  }
  return [
    {
      id: `${team}:${job.name}`,
      schedule:
        'cron' in job.when ? { cadence: { every: 'cron', cron: job.when.cron }, timeZone: 'UTC' } : null,
      since: clock.now().subtract({ seconds: 1 }),
      subject: undefined,
    },
  ]
}
