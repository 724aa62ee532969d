import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import process from 'node:process'
import pino from 'pino'
import { DEFAULT_TOKENS, playground } from '../playground/server/playground.ts'
import { compose } from '../src/compose.ts'
import { systemClock } from '../src/domain/clock.ts'
import { platformDay, plusDays } from '../src/domain/day.ts'
import { readManifest } from '../src/manifest.ts'
import { csvOf } from '../src/sample/csv.ts'
import { exportsOf } from '../src/sample/exports.ts'
import { sampleRegion } from '../src/sample/region.ts'
import { importFile } from '../src/workers/import.ts'

/**
 * Does Regia stay awake while it takes in a large file? Slash commands are typed all the time, once while nothing is
 * imported and once while 200,000 rows are; what counts is when each is acknowledged, when its ledger write is
 * committed, and the longest hold of the event loop.
 */
const RUNS = 3
const ROWS = 200_000
const say = (line: string) => void process.stdout.write(`${line}\n`)

interface Figures {
  commands: number
  ackMax: number
  commitMax: number
  loopMax: number
}

const folder = await mkdtemp(join(tmpdir(), 'regia-bench-'))
const path = join(folder, 'feed.csv')
const asOf = plusDays(platformDay(systemClock.now()), -1)
const region = sampleRegion({ seed: 1, asOf, weeks: 29, creators: 1000 })
const [feed] = exportsOf(region, { kind: 'daily' })
if (!feed) throw new Error('no feed')
await writeFile(path, csvOf({ ...feed, rows: feed.rows.slice(0, ROWS + 1) }))
say(`${Math.min(ROWS, feed.rows.length - 1)} rows; ${RUNS} runs of each`)

const once = async (importing: boolean, run: number): Promise<Figures & { seconds: number }> => {
  const url = `sqlite:${join(folder, `${importing}-${run}.db`)}`
  const slack = playground({ ...(await readManifest()), clock: systemClock, rateLimit: false })
  const { apiUrl } = await slack.listen()
  const regia = await compose({
    mode: { kind: 'socket', token: DEFAULT_TOKENS.bot, appToken: DEFAULT_TOKENS.app },
    apiUrl,
    databaseUrl: url,
    defaults: { locale: 'en', timeZone: 'Europe/Rome' },
    inbox: null,
    log: pino({ level: 'silent' }),
    clock: systemClock,
    tuning: { paceMs: 0 },
  })
  await regia.start()
  const anna = slack.as('anna')
  await anna.types('#live-eu', '/followup warm up')
  await regia.idle()

  const loop = monitorEventLoopDelay({ resolution: 1 })
  loop.enable()
  const began = performance.now()
  let going = true
  const work = importing
    ? importFile({ url, path, now: systemClock.now() }).then(() => undefined)
    : new Promise<void>((resolve) => setTimeout(resolve, 4000))
  void work.finally(() => {
    going = false
  })
  const acks: number[] = []
  const commits: number[] = []
  for (let n = 0; going; n++) {
    const typed = performance.now()
    await anna.types('#live-eu', `/followup bench ${n}`)
    acks.push(performance.now() - typed)
    await regia.idle()
    commits.push(performance.now() - typed)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await work
  loop.disable()
  const figures = {
    commands: acks.length,
    ackMax: Math.max(...acks),
    commitMax: Math.max(...commits),
    loopMax: loop.max / 1e6,
    seconds: (performance.now() - began) / 1000,
  }
  await regia.stop()
  await slack.close()
  return figures
}

for (let run = 1; run <= RUNS; run++)
  for (const importing of [false, true]) {
    const it = await once(importing, run)
    say(
      `${importing ? 'importing' : 'idle     '} run ${run}: ${it.commands} commands in ${it.seconds.toFixed(1)} s, ` +
        `ack max ${it.ackMax.toFixed(0)} ms, said and done max ${it.commitMax.toFixed(0)} ms, loop held max ${it.loopMax.toFixed(1)} ms`,
    )
  }
await rm(folder, { recursive: true })
process.exit(0)
