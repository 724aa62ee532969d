import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type Day, plusDays } from '#src/domain/day.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { importFile } from '#src/workers/import.ts'
import startPostgres from '#tests/support/postgres.ts'

/**
 * What an import and a digest cost, beside the plainest thing that could do the import, in the same run: on SQLite
 * `sqlite3 .import` into one flat indexed table, on PostgreSQL `COPY` into a staging table and one upsert from it. The
 * feed has a byte order mark, CRLF, quoted fields and wrong rows, and comes a second time with one day corrected.
 * `npm run bench -- import [creators] [days] [rounds]`; 50,000 creators make two million rows.
 */
const [creators = 50_000, days = 40, rounds = 3] = process.argv
  .slice(2)
  .map(Number)
  .filter((it) => Number.isFinite(it))
const LAST: Day = '2026-09-15'
const NOW = Temporal.Instant.from('2026-09-16T06:00:00Z')
const COLUMNS =
  'date,creator_id,username,agency,market,diamonds,live_minutes,valid_day,new_followers,streams,avg_viewers,peak_viewers,unique_viewers,watch_minutes,returning_viewers,gifters,violations'
const MARKETS = ['IT', 'ES', 'FR', 'DE']

/** The same numbers on every run: a small linear congruential generator. */
const dice = (seed: number) => {
  let state = seed
  return (sides: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >>> 8) % sides
  }
}

/** `corrected` raises the last day's diamonds. */
function* feed(corrected: boolean): Generator<string> {
  const roll = dice(7)
  yield `\ufeff${COLUMNS}\r\n`
  for (let back = days - 1; back >= 0; back--) {
    const day = plusDays(LAST, -back)
    const lines: string[] = []
    for (let creator = 0; creator < creators; creator++) {
      const minutes = roll(10) < 4 ? roll(300) : 0
      const id = `7359${100_000_000_000_001 + creator * 7919}`
      const agency = creator % 60
      const diamonds = (minutes ? roll(20_000) : 0) + Number(corrected && back === 0)
      const live = [diamonds, minutes, Number(minutes >= 60), roll(30), Number(minutes > 0)]
      const room = [`${roll(200)}.5`, roll(900), roll(5000), roll(9000), roll(500), roll(60), 0]
      const name = agency % 10 === 0 ? `"Agency ${agency}, ""the first"""` : `Agency ${agency}`
      const who = [
        day,
        creator % 10_007 === 5 ? '7.3E+18' : id,
        `creator_${creator}`,
        name,
        MARKETS[agency % 4],
      ]
      lines.push([...who, ...live, ...room].join(','))
    }
    yield `${lines.join('\r\n')}\r\n`
  }
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

const flatImport = async (folder: string, path: string): Promise<number | null> => {
  const database = join(folder, `flat-${performance.now()}.db`)
  const table = `create table feed (${COLUMNS.split(',').join(', ')}); create unique index feed_key on feed (date, creator_id);`
  try {
    return await seconds(() =>
      promisify(execFile)('sqlite3', [
        database,
        `pragma journal_mode = wal; pragma synchronous = normal; ${table}`,
        '.mode csv',
        // Rows whose id was rounded collide, and are left out here as they are with us.
        `.import --skip 1 "${path}" feed`,
      ]),
    )
  } catch {
    return null
  }
}

/** The file lies on the server's own machine: `COPY` reads it itself. */
const copyAndUpsert = async (url: string, path: string): Promise<number> => {
  const client = new pg.Client(url)
  await client.connect()
  const columns = COLUMNS.split(',')
  await client.query(`create unlogged table staging (${columns.map((it) => `${it} text`).join(', ')})`)
  await client.query(
    `create table feed (${columns.map((it) => `${it} text`).join(', ')}, primary key (date, creator_id))`,
  )
  const taken = await seconds(async () => {
    await client.query(`copy staging from '${path}' with (format csv, header true)`)
    await client.query(
      `insert into feed select distinct on (date, creator_id) * from staging
       on conflict (date, creator_id) do update set ${columns
         .slice(2)
         .map((it) => `${it} = excluded.${it}`)
         .join(', ')}`,
    )
  })
  await client.end()
  return taken
}

const say = (what: string, value: string) => process.stdout.write(`${what.padEnd(34)}${value}\n`)
const rate = (rows: number, taken: number) => `${taken.toFixed(2)} s, ${Math.round(rows / taken)} rows/s`

const ours = async (url: string, path: string) => {
  let peak = process.memoryUsage.rss()
  let rows = 0
  const onProgress = () => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  const taken = await seconds(async () => {
    const { read } = await importFile({ url, path, now: NOW, onProgress, timeLimitSeconds: 3600 })
    rows = read
  })
  return { taken, rows, peak: Math.round(peak / 1e6) }
}

const beside = (baseline: string, taken: number, flat: number | null) =>
  flat !== null && say(`  ${baseline}`, `${flat.toFixed(2)} s (ratio ${(taken / flat).toFixed(2)})`)

const digests = async (url: string): Promise<void> => {
  const facts = await openFactsReader(url)
  for (const length of [7, 28]) {
    const period = { from: plusDays(LAST, 1 - length), to: LAST }
    const taken: number[] = []
    for (let i = 0; i < 9; i++) {
      taken.push(
        await seconds(() => facts.digest({ kind: 'all' }, period, { groups: 10, movers: 5, dark: 5 })),
      )
    }
    taken.sort((a, b) => a - b)
    say(`digest of ${length} days`, `${((taken[4] ?? 0) * 1000).toFixed(0)} ms (median of 9)`)
  }
  await facts.close()
}

const folder = await mkdtemp(join(tmpdir(), 'regia-bench-'))
let server = ''
// Of a test run only this is asked: where to leave the server's address.
const project = { provide: (_: string, url: string) => (server = url) } as unknown as TestProject
const stop = await startPostgres(project)
try {
  // PostgreSQL's own user has to reach the file.
  await chmod(folder, 0o755)
  const path = join(folder, 'feed.csv')
  const again = join(folder, 'again.csv')
  await pipeline(() => feed(false), createWriteStream(path))
  await pipeline(() => feed(true), createWriteStream(again))
  say(
    'cores, load before',
    `${availableParallelism()}, ${loadavg()
      .map((it) => it.toFixed(1))
      .join(' ')}`,
  )
  for (let round = 1; round <= rounds; round++) {
    const sqlite = `sqlite:${join(folder, `round-${round}.db`)}`
    const first = await ours(sqlite, path)
    say('SQLite: import', `${rate(first.rows, first.taken)}, ${first.peak} MB`)
    beside('sqlite3 .import, flat and indexed', first.taken, await flatImport(folder, path))
    const second = await ours(sqlite, again)
    say('SQLite: the same, one day corrected', rate(second.rows, second.taken))

    const name = `bench_${round}`
    const client = new pg.Client(server)
    await client.connect()
    await client.query(`create database ${name}`)
    await client.end()
    const postgres = server.replace(/\/postgres$/, `/${name}`)
    const third = await ours(postgres, path)
    say('PostgreSQL: import', rate(third.rows, third.taken))
    beside('COPY and one upsert', third.taken, await copyAndUpsert(postgres, path))
    if (round === rounds) await digests(sqlite)
  }
} finally {
  await stop()
  await rm(folder, { recursive: true, force: true })
}
