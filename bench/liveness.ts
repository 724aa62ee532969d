import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import process from 'node:process'
import { pipeline } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import pino from 'pino'
import { DEFAULT_TOKENS, playground } from '../playground/server/playground.ts'
import { compose, type Regia } from '../src/compose.ts'
import { systemClock } from '../src/domain/clock.ts'
import { platformDay } from '../src/domain/day.ts'
import { END_OF_WORK } from '../src/domain/due.ts'
import { newFollowup } from '../src/domain/followup.ts'
import { THRESHOLDS } from '../src/domain/thresholds.ts'
import { readManifest } from '../src/manifest.ts'
import { importFile } from '../src/workers/import.ts'
import { feed } from './files/feed.ts'

/**
 * Does Regia stay awake while it takes in a large file? The ledger is written all the time, and slash commands are
 * typed, once while nothing is imported and once while two million rows are. What counts: how long a write takes until
 * it is committed (goal: its p99 within ten times the idle one), when commands are acknowledged and done, and the
 * longest hold of the event loop (goal: 50 ms), which here is also that of Slack's double and of the bench itself.
 * `npm run bench -- liveness [creators] [runs]`; a creator makes forty rows.
 */
const [creators = 50_000, runs = 3] = process.argv
  .slice(2)
  .map(Number)
  .filter((it) => Number.isFinite(it))
const DAYS = 40
const IDLE_MS = 8000
const say = (line: string) => void process.stdout.write(`${line}\n`)

interface Figures {
  seconds: number
  writes: readonly number[]
  acks: readonly number[]
  dones: readonly number[]
  loopMax: number
}

const folder = await mkdtemp(join(tmpdir(), 'regia-bench-'))
const path = join(folder, 'feed.csv')
await pipeline(() => feed({ creators, days: DAYS, corrected: false }), createWriteStream(path))

const once = async (importing: boolean, run: number): Promise<Figures> => {
  const url = `sqlite:${join(folder, `${importing}-${run}.db`)}`
  const slack = playground({ ...(await readManifest()), clock: systemClock, rateLimit: false })
  const { apiUrl } = await slack.listen()
  const regia = await compose({
    mode: { kind: 'socket', token: DEFAULT_TOKENS.bot, appToken: DEFAULT_TOKENS.app },
    apiUrl,
    databaseUrl: url,
    defaults: { locale: 'en', timeZone: 'Europe/Rome' },
    inbox: null,
    thresholds: THRESHOLDS,
    log: pino({ level: 'silent' }),
    clock: systemClock,
    tuning: { paceMs: 0 },
  })
  await regia.start()
  const anna = slack.as('anna')
  await anna.types('#live-eu', '/followup warm up')
  await regia.idle()
  for (let n = 0; n < 100; n++) await written(regia, n)

  const loop = monitorEventLoopDelay({ resolution: 1 })
  loop.enable()
  const began = performance.now()
  let going = true
  const work = (
    importing
      ? importFile({ url, path, now: systemClock.now(), timeLimitSeconds: 3600 })
      : setTimeout(IDLE_MS)
  ).finally(() => {
    going = false
  })
  const writes: number[] = []
  const acks: number[] = []
  const dones: number[] = []
  const writing = async () => {
    for (let n = 0; going; n++) {
      writes.push(await written(regia, n))
      await setTimeout(10)
    }
  }
  const typing = async () => {
    for (let n = 0; going; n++) {
      const typed = performance.now()
      await anna.types('#live-eu', `/followup bench ${n}`)
      acks.push(performance.now() - typed)
      await regia.idle()
      dones.push(performance.now() - typed)
      await setTimeout(200)
    }
  }
  await Promise.all([work, writing(), typing()])
  loop.disable()
  const seconds = (performance.now() - began) / 1000
  await regia.stop()
  await slack.close()
  return { seconds, writes, acks, dones, loopMax: loop.max / 1e6 }
}

/** Milliseconds until one more task is committed. */
const written = async ({ ledger }: Regia, n: number): Promise<number> => {
  const now = systemClock.now()
  const promise = newFollowup({
    what: `bench ${n}`,
    owner: 'U0ANNA',
    reporter: 'U0ANNA',
    due: { day: platformDay(now), time: END_OF_WORK, timeZone: 'UTC' },
    createdAt: now,
  })
  const started = performance.now()
  await ledger.settle('T0BENCH', null, async ({ followups }) => void (await followups.add(promise)))
  return performance.now() - started
}

const share = (list: readonly number[], of: number): number =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * of))] ?? 0
const figuresOf = ({ seconds, writes, acks, dones, loopMax }: Figures) =>
  `${seconds.toFixed(1)} s; ${writes.length} writes, p50 ${share(writes, 0.5).toFixed(1)} ms, ` +
  `p99 ${share(writes, 0.99).toFixed(1)} ms, max ${share(writes, 1).toFixed(1)} ms; ${acks.length} commands, ` +
  `ack max ${share(acks, 1).toFixed(0)} ms, said and done max ${share(dones, 1).toFixed(0)} ms; ` +
  `loop held max ${loopMax.toFixed(1)} ms`

say(`${creators * DAYS} rows; ${availableParallelism()} cores`)
for (let run = 1; run <= runs; run++) {
  say(`run ${run}, load before ${loadavg()[0]?.toFixed(1)}`)
  const idle = await once(false, run)
  say(`  idle:      ${figuresOf(idle)}`)
  const busy = await once(true, run)
  say(`  importing: ${figuresOf(busy)}`)
  say(
    `  p99 of writes: ${(share(busy.writes, 0.99) / share(idle.writes, 0.99)).toFixed(1)} times the idle one`,
  )
}
await rm(folder, { recursive: true })
process.exit(0)
