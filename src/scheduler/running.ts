import type { Clock } from '../domain/clock.ts'
import type { Facts } from '../domain/facts.ts'
import type { Holding } from '../domain/hold.ts'
import type { TeamId } from '../domain/ids.ts'
import type { Rule } from '../domain/outcome.ts'
import type { Ledger, LedgerReads } from '../domain/ports.ts'
import type { JobRunning, Workdays } from '../kit/context.ts'
import { withDeadline } from '../kit/deadline.ts'
import type { SettleSlot } from './settling.ts'
import type { TickerOptions } from './ticker.ts'

export interface RunningOptions {
  settleSlot: SettleSlot
  ledgerOf(team: TeamId): LedgerReads
  facts: Facts
  hold: Holding
  outcome: Rule
  clock: Clock
  workdays: Workdays
  /** Looks the newest numbers through. A digest is better without insights than not at all. */
  lookThrough(): Promise<void>
  /** Asks Slack who looks after which agency. A digest is better without their names too. */
  meetManagers(team: TeamId): Promise<void>
  /** For whoever runs Regia: what went wrong with one thing of many, which go on. */
  report(error: unknown, what: string): void
}

const INSIGHTS_WITHIN_MS = 20_000

/** What the ticker has done with a slot: looked at outside any transaction, then run, held or given up inside one. */
export const slotRunning = ({
  settleSlot,
  ledgerOf,
  facts,
  hold,
  outcome,
  clock,
  workdays,
  lookThrough,
  meetManagers,
  report,
}: RunningOptions): Pick<TickerOptions, 'runSlot' | 'sayOver' | 'giveUp'> => {
  const running = (bound: Ledger, team: TeamId): JobRunning => ({ ...bound, team, clock, workdays })
  const orReport = (work: Promise<void>, what: string) => work.catch((error) => report(error, what))
  return {
    async runSlot(job, team, slot, stored) {
      // Asked first: numbers that come while it looks are seen the next time.
      const version = job.holds ? await facts.version() : 0
      await withDeadline(
        orReport(lookThrough(), 'the numbers could not be looked through'),
        INSIGHTS_WITHIN_MS,
      )
      await orReport(meetManagers(team), 'who looks after which agency is not known')
      const context = { ...ledgerOf(team), team, clock, facts, hold, outcome, workdays, report }
      const seen = await job.look?.(slot, context)
      const waits = job.holds?.(slot, seen) ?? null
      if (waits === null) {
        const more = job.more?.(seen) ?? false
        const mine = await settleSlot(team, stored, { slot: stored, more }, (bound) =>
          job.run(slot, running(bound, team), seen),
        )
        return mine && !more
      }
      const { why, until, says } = waits
      const held = { waiting: stored, hold: { why, until, since: clock.now(), version } }
      return settleSlot(team, stored, held, (bound) => says(running(bound, team)))
    },

    async sayOver(job, team, id, over) {
      await settleSlot(team, { ...over, epoch: 'over' }, { over }, (bound) =>
        job.waitOver ? job.waitOver(id, over, running(bound, team)) : [],
      )
    },

    async giveUp(job, team, slot, stored, error) {
      await settleSlot(team, stored, { givenUp: stored, error }, (bound) =>
        job.givenUp ? job.givenUp(slot, running(bound, team)) : [],
      )
    },
  }
}
