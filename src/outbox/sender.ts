import { createHash } from 'node:crypto'
import type { Clock } from '../domain/clock.ts'
import type { Courier, NewOutbound, Outbound, Outbox, Receipt, Refused } from '../domain/delivery.ts'
import type { TeamId } from '../domain/ids.ts'

export interface SenderOptions {
  outbox: Outbox
  courier: Courier
  /** Real time: leases, settling and patience go by it. */
  wall: Clock
  /** The workspace that the courier can reach; undefined while it reaches any, or is not yet known. */
  team?(): TeamId | undefined
  /** Whether it is still worth saying, asked before the first try. */
  stillWanted?(outbound: Outbound): Promise<boolean>
  /** What its owner is told when something cannot be posted; null for nothing. */
  apology(outbound: Outbound, error: string): Promise<NewOutbound | null>
  onSent?(
    outbound: Outbound,
    result: 'delivered' | 'later' | 'unknown' | 'parked',
    error: string | null,
  ): void
  /** A bug or a database out of reach: the row's lease brings it back. */
  onError(error: unknown): void
  /** Longer than a request may take. */
  leaseMs?: number
  /** How long a message of unknown fate is given to show up before Slack is asked. */
  settleMs?: number
  /** How long an unknown outcome may stay unknown where Regia may not look. */
  patienceMs?: number
  /** How many channels are served at once. */
  lanes?: number
  /** How often it looks when nobody woke it. */
  pollMs?: number
}

export interface Sender {
  start(): void
  /** Something was committed: look now. */
  wake(): void
  /** Claims nothing more; resolves when what is in flight has ended. */
  stop(): Promise<void>
  /** Resolves when nothing can be sent at this moment. */
  idle(): Promise<void>
}

/** How far Slack's clock may be from the ledger's. */
const CLOCKS_APART = Temporal.Duration.from({ minutes: 5 })
/** Longer than any outage of Slack: by then somebody must be told that nobody knows. */
const OUTAGE_MS = 24 * 3_600_000
/** How often a message is tried with its charts. */
const WITH_PICTURES = 4
/** A look that Slack has not taken by then is not worth taking. */
const REDRAWS = 30

/** From a committed row to a message people see, once. */
export const sender = ({
  outbox,
  courier,
  wall,
  team = () => undefined,
  stillWanted = async () => true,
  apology,
  onSent,
  onError,
  leaseMs = 15_000,
  settleMs = 40_000,
  patienceMs = 15 * 60_000,
  lanes = 4,
  pollMs = 1000,
}: SenderOptions): Sender => {
  let stopped = false
  let wanted = false
  let timer: NodeJS.Timeout | undefined
  const flying = new Set<Promise<void>>()

  /** Starts lanes while there is something to claim. */
  const pump = async (): Promise<void> => {
    try {
      while (!stopped && flying.size < lanes) {
        wanted = false
        const claimed = await outbox.claim({ leaseMs, team: team() })
        if (!claimed) return
        const flight = deliver(claimed)
          .catch(onError)
          .finally(() => {
            flying.delete(flight)
            wake()
          })
        flying.add(flight)
      }
    } catch (error) {
      onError(error)
    }
  }

  let pumping: Promise<void> | null = null
  const wake = (): void => {
    wanted = true
    if (stopped || pumping) return
    pumping = pump().finally(() => {
      pumping = null
      if (wanted && flying.size < lanes) wake()
    })
  }

  const deliver = async (outbound: Outbound): Promise<void> => {
    if (outbound.kind === 'update') return redraw(outbound)
    if (outbound.firstSentAt === null && !(await stillWanted(outbound)))
      return outbox.cancel(outbound, 'settled meanwhile')
    const opened = await courier.conversation(outbound.team, outbound.channel)
    if (!('channel' in opened)) return settle(outbound, neverAmbiguous(opened))
    const { channel } = opened
    const key = idempotencyKey(outbound.dedupeKey)

    if (outbound.firstSentAt !== null) {
      const since = outbound.firstSentAt.subtract(CLOCKS_APART)
      const seen = await courier.find({ team: outbound.team, channel, thread: outbound.thread, key, since })
      if (typeof seen === 'object') return settle(outbound, { ok: true, ts: seen.ts }, channel)
      const waited = wall.now().since(outbound.firstSentAt).total('milliseconds')
      if (waited > (seen === 'blind' ? patienceMs : OUTAGE_MS)) return park(outbound, 'unknown_outcome')
      if (seen === 'failed') return outbox.unknown(outbound, settleMs, 'history.unreachable')
      // Not there, or not ours to see: the same key again, which Slack folds into the first if it had that.
    }

    const ready = await illustrated(outbound)
    if (!('message' in ready)) return settle(outbound, ready)
    const { message } = ready
    if (!(await outbox.markSending(outbound, { leaseMs, settleMs }))) return
    const { team, thread } = outbound
    return settle(outbound, await courier.post({ team, channel, thread, message, key }), channel)
  }

  const redraw = async (outbound: Outbound): Promise<void> => {
    const { team, ts, conversation, channel } = outbound
    if (ts === null) return settle(outbound, { ok: false, outcome: 'refused', error: 'card.gone' })
    const ready = await illustrated(outbound)
    if (!('message' in ready)) return settle(outbound, ready)
    const { message } = ready
    if (!(await outbox.markSending(outbound, { leaseMs, settleMs: 0 }))) return
    // An update may be repeated without harm, so an unknown outcome is only a reason to try again.
    const receipt = await courier.update({ team, channel: conversation ?? channel, ts, message })
    if (receipt.ok || receipt.outcome !== 'unknown') return settle(outbound, receipt)
    onSent?.(outbound, 'unknown', receipt.error)
    if (outbound.attempts >= REDRAWS) return park(outbound, 'unknown_outcome')
    return outbox.retry(outbound, receipt.error, { afterMs: backOff(outbound.attempts), holdsChannel: false })
  }

  /** A digest without its picture is better than none. */
  const illustrated = ({ team, message, attempts }: Outbound) =>
    courier.illustrated({ team, message, plainly: attempts > WITH_PICTURES })

  const settle = async (
    outbound: Outbound,
    receipt: Receipt,
    conversation = outbound.channel,
  ): Promise<void> => {
    if (receipt.ok) {
      await outbox.delivered(outbound, { ts: receipt.ts, conversation })
      return onSent?.(outbound, 'delivered', null)
    }
    onSent?.(outbound, receipt.outcome === 'refused' ? 'parked' : receipt.outcome, receipt.error)
    if (receipt.outcome === 'refused') return park(outbound, receipt.error)
    if (receipt.outcome === 'unknown') return outbox.unknown(outbound, settleMs, receipt.error)
    return outbox.retry(outbound, receipt.error, { afterMs: receipt.afterMs, holdsChannel: true })
  }

  const park = async (outbound: Outbound, error: string): Promise<void> => {
    await outbox.park(outbound, error, await apology(outbound, error))
  }

  return {
    start: () => {
      stopped = false
      timer = setInterval(wake, pollMs)
      wake()
    },
    wake,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await pumping
      await Promise.allSettled(flying)
    },
    idle: async () => {
      while (pumping || flying.size > 0) {
        await pumping
        await Promise.allSettled(flying)
      }
    },
  }
}

const neverAmbiguous = <R extends Receipt>(receipt: R): R | Refused =>
  !receipt.ok && receipt.outcome === 'unknown' ? { ...receipt, outcome: 'later', afterMs: 2000 } : receipt

/** Two seconds, doubled with each try, and never more than five minutes. */
const backOff = (attempts: number): number => Math.min(2000 * 2 ** (attempts - 1), 300_000)

/** A UUID made from the logical key, so that it is the same after a crash and even after a restored database. */
const idempotencyKey = (dedupeKey: string): string => {
  const hash = createHash('sha256').update(dedupeKey).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
