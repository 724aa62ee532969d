import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { DEFAULT_TOKENS, type Playground, playground } from '#playground/server/playground.ts'
import { compose, type Regia } from '#src/compose.ts'
import type { Clock } from '#src/domain/clock.ts'
import type { FileKind, ImportReport } from '#src/domain/facts.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'
import { readManifest } from '#src/manifest.ts'
import { importFile } from '#src/workers/import.ts'
import { type DatabaseName, freshDatabase } from './databases.ts'

/** Stands still until told. */
export interface TestClock extends Clock {
  at(iso: string): void
  pass(by: Temporal.DurationLike): void
}

export const testClock = (iso: string): TestClock => {
  let instant = Temporal.Instant.from(iso)
  return {
    now: () => instant,
    at: (then) => {
      instant = Temporal.Instant.from(then)
    },
    pass: (by) => {
      instant = instant.toZonedDateTimeISO('UTC').add(by).toInstant()
    },
  }
}

export interface Scene {
  slack: Playground
  regia: Regia
  clock: TestClock
  databaseUrl: string
  /** Everything that was set off has been done and said. */
  settled(): Promise<void>
  /** Lets time pass and the scheduler look. */
  later(by: Temporal.DurationLike): Promise<void>
  /** As `later`, until that moment. */
  at(moment: string): Promise<void>
  /** Takes in a file of these rows. */
  given(kind: FileKind, csv: string): Promise<ImportReport>
}

export interface SceneOptions {
  database?: DatabaseName
  mode?: 'socket' | 'http'
  /** The moment when it begins. */
  at?: string
  /** False for a workspace that refuses Slack's own charts. */
  nativeCharts?: boolean
}

/** Both databases and both modes; most scenes need only say which they are about. */
export const STAGES = [
  { database: 'sqlite', mode: 'socket' },
  { database: 'postgres', mode: 'http' },
] as const satisfies readonly SceneOptions[]

/**
 * A workspace, and Regia in it: the real receivers, the real databases, real time zones. Only Slack is played, by the
 * playground's own server, which is as strict as Slack.
 */
export const scene = async ({
  database = 'sqlite',
  mode = 'socket',
  at = '2026-09-16T07:30:00Z',
  nativeCharts = true,
}: SceneOptions = {}): Promise<Scene> => {
  const clock = testClock(at)
  const manifest = await readManifest()
  const slack = playground({ clock, ...manifest, rateLimit: false, nativeCharts })
  const { apiUrl } = await slack.listen()
  const databaseUrl = await freshDatabase(database)
  const regia = await compose({
    mode:
      mode === 'socket'
        ? { kind: 'socket', token: DEFAULT_TOKENS.bot, appToken: DEFAULT_TOKENS.app }
        : { kind: 'http', token: DEFAULT_TOKENS.bot, signingSecret: DEFAULT_TOKENS.signingSecret },
    apiUrl,
    databaseUrl,
    defaults: { locale: 'en', timeZone: 'Europe/Rome' },
    inbox: null,
    thresholds: THRESHOLDS,
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    clock,
    tuning: { paceMs: 0, settleMs: 50, pollMs: 20, deliveryTimeoutMs: 1000, leaseMs: 2000, offerRetryMs: 1 },
  })
  const door = createServer((request, response) => {
    if (!regia.handle(request, response)) response.writeHead(404).end()
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  if (mode === 'http')
    slack.speakHttp(`http://127.0.0.1:${(door.address() as AddressInfo).port}/slack/events`)
  await regia.start()
  onTestFinished(async () => {
    await regia.stop()
    await slack.close()
    door.closeAllConnections()
    door.close()
  })

  const settled = async (): Promise<void> => {
    for (let quiet = 0; quiet < 2; ) {
      await regia.idle()
      const { waiting } = await regia.ledger.outbox.depth()
      quiet = waiting === 0 ? quiet + 1 : 0
      if (waiting > 0) await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const looked = async (): Promise<void> => {
    // A round that was under way when the clock moved may have looked too early: the one after it has not.
    await regia.tick()
    await regia.tick()
    await settled()
  }
  return {
    slack,
    regia,
    clock,
    databaseUrl,
    settled,
    later: (by) => {
      clock.pass(by)
      return looked()
    },
    at: (moment) => {
      clock.at(moment)
      return looked()
    },
    given: async (kind, csv) => {
      const folder = await mkdtemp(join(tmpdir(), 'regia-given-'))
      const path = join(folder, `${kind}.csv`)
      await writeFile(path, csv)
      try {
        return await importFile({ url: databaseUrl, path, kind, now: clock.now() })
      } finally {
        await rm(folder, { recursive: true })
      }
    },
  }
}
