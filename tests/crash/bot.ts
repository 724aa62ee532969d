import { createServer } from 'node:http'
import { flushCompileCache } from 'node:module'
import process from 'node:process'
import pino from 'pino'
import { compose, type Parts } from '#src/compose.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'

/** What the parent sends as its only argument. */
export interface BotOrders {
  mode: Parts['mode']
  apiUrl: string
  databaseUrl: string
  port: number
  /** The bot's clock: it began at `epoch` when the machine's stood at `zero`, and runs `pace` times as fast. */
  clock: { epoch: number; zero: number; pace: number }
}

/** The real house in a process of its own, to be killed at any moment. Only time is hurried. */
if (import.meta.main) {
  const orders: BotOrders = JSON.parse(process.argv[2] ?? '')
  const { epoch, zero, pace } = orders.clock
  const regia = await compose({
    ...orders,
    defaults: { locale: 'en', timeZone: 'Europe/Rome' },
    inbox: null,
    thresholds: THRESHOLDS,
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    clock: {
      now: () => {
        const machine = performance.timeOrigin + performance.now()
        return Temporal.Instant.fromEpochMilliseconds(Math.round(epoch + (machine - zero) * pace))
      },
    },
    tuning: {
      paceMs: 20,
      leaseMs: 900,
      settleMs: 500,
      deliveryTimeoutMs: 300,
      pollMs: 50,
      inboxLeaseMs: 1500,
      sweepMs: 200,
      slotLeaseMs: 1500,
      offerLeaseMs: 900,
    },
  })
  const door = createServer((request, response) => {
    if (!regia.handle(request, response)) response.writeHead(404).end()
  })
  door.listen(orders.port, '127.0.0.1')
  process.once('SIGTERM', () => void regia.stop().then(() => process.exit(0)))
  await regia.start()
  setInterval(() => void regia.tick().catch(() => undefined), 100)
  process.send?.('up')
  // Whoever is killed saves nothing on the way out, and a hundred starts should not each compile the house anew.
  flushCompileCache()
}
