import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Registry } from 'prom-client'

export interface Meters {
  sent(result: 'delivered' | 'later' | 'unknown' | 'parked'): void
  slowTransaction(): void
  /** Longest hold of the event loop since the last call, ms. */
  loopDelay(): number
  text(): Promise<string>
  contentType: string
  stop(): void
}

/** What `/metrics` shows. `depth` is asked only when somebody looks. */
export const openMeters = (
  depth: () => Promise<{ waiting: number; oldestMs: number; parked: number }>,
): Meters => {
  const registry = new Registry()
  const registers = [registry]
  const outcomes = new Counter({
    name: 'outbox_outcomes_total',
    help: 'Attempts to say something, by outcome',
    labelNames: ['result'],
    registers,
  })
  const slow = new Counter({
    name: 'ledger_slow_transactions_total',
    help: 'Write transactions over 50 ms',
    registers,
  })
  const waiting = new Gauge({ name: 'outbox_depth', help: 'Messages waiting to reach Slack', registers })
  const oldest = new Gauge({ name: 'outbox_oldest_seconds', help: 'Age of the oldest of them', registers })
  const parked = new Gauge({ name: 'outbox_parked', help: 'Messages that Slack would not take', registers })
  const lag = new Gauge({
    name: 'event_loop_delay_max_seconds',
    help: 'Longest hold since last asked',
    registers,
  })
  const loop = monitorEventLoopDelay({ resolution: 10 })
  loop.enable()
  const loopDelay = (): number => {
    const worst = loop.max / 1e6
    loop.reset()
    return worst
  }
  return {
    sent: (result) => outcomes.inc({ result }),
    slowTransaction: () => slow.inc(),
    loopDelay,
    text: async () => {
      const now = await depth()
      waiting.set(now.waiting)
      oldest.set(now.oldestMs / 1000)
      parked.set(now.parked)
      lag.set(loopDelay() / 1000)
      return registry.metrics()
    },
    contentType: registry.contentType,
    stop: () => loop.disable(),
  }
}
