import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { plusDays } from '#src/domain/day.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { importFile } from '#src/workers/import.ts'
import startPostgres from '#tests/support/postgres.ts'
import { COLUMNS, feed, LAST } from './files/feed.ts'

/**
 * What an import and a digest cost, beside the plainest thing that could do the import, in the same run: on SQLite
 * `sqlite3 .import` into one flat indexed table, on PostgreSQL `COPY` into a staging table and one upsert from it. The
 * feed has a byte order mark, CRLF, quoted fields and wrong rows, and comes a second time with one day corrected. Each
 * import has a process of its own, so that its memory is its own; CPU is user and system time together, without that of
 * a PostgreSQL server.
 * `npm run bench -- import [creators] [days] [rounds]`; 50,000 creators make two million rows.
 */
const [creators = 50_000, days = 40, rounds = 3] = process.argv
  .slice(2)
  .map(Number)
  .filter((it) => Number.isFinite(it))
const NOW = Temporal.Instant.from('2026-09-16T06:00:00Z')
const ONE = '--one'

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

interface Cost {
  taken: number
  /** Null where it cannot be told. */
  cpu: number | null
}

const flatImport = async (folder: string, path: string): Promise<Cost | null> => {
  const database = join(folder, `flat-${performance.now()}.db`)
  const table = `create table feed (${COLUMNS.split(',').join(', ')}); create unique index feed_key on feed (date, creator_id);`
  let times = ''
  const script = [
    database,
    `pragma journal_mode = wal; pragma synchronous = normal; ${table}`,
    '.mode csv',
    // Rows whose id was rounded collide, and are left out here as they are with us.
    `.import --skip 1 "${path}" feed`,
  ]
  try {
    const taken = await seconds(async () => {
      const shell = ['-c', 'sqlite3 "$@" 2>/dev/null; code=$?; times; exit $code', 'sqlite3', ...script]
      times = (await promisify(execFile)('sh', shell)).stdout
    })
    return { taken, cpu: childrensTime(times) }
  } catch {
    return null
  } finally {
    for (const end of ['', '-wal', '-shm']) await rm(database + end, { force: true })
  }
}

/** The last line of the shell's `times`: user and system time of what it ran, as `0m4.57s`. */
const childrensTime = (text: string): number => {
  const last = text.trim().split('\n').at(-1) ?? ''
  return [...last.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  )
}

/** The file lies on the server's own machine: `COPY` reads it itself. */
const copyAndUpsert = async (url: string, path: string): Promise<Cost> => {
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
  return { taken, cpu: null }
}

const say = (what: string, value: string) => process.stdout.write(`${what.padEnd(34)}${value}\n`)
const rate = (rows: number, taken: number) => `${taken.toFixed(2)} s, ${Math.round(rows / taken)} rows/s`

const ours = async (url: string, path: string): Promise<Cost & { rows: number; peak: number }> => {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, ONE, url, path])
  return JSON.parse(stdout)
}

/** One import, and what it cost. */
const one = async (url: string, path: string): Promise<void> => {
  const before = process.cpuUsage()
  let rows = 0
  const taken = await seconds(async () => {
    rows = (await importFile({ url, path, now: NOW, timeLimitSeconds: 3600 })).read
  })
  const { user, system } = process.cpuUsage(before)
  const peak = Math.round(process.resourceUsage().maxRSS / 1000)
  process.stdout.write(JSON.stringify({ taken, rows, cpu: (user + system) / 1e6, peak }))
}

const told = ({ taken, rows, cpu, peak }: Awaited<ReturnType<typeof ours>>) =>
  `${rate(rows, taken)}, CPU ${cpu?.toFixed(1)} s, at most ${peak} MB`

const beside = (baseline: string, { taken, cpu }: Cost, flat: Cost | null) => {
  if (flat === null) return
  const cpus = flat.cpu && cpu ? `, CPU ${flat.cpu.toFixed(1)} s (ratio ${(cpu / flat.cpu).toFixed(2)})` : ''
  say(`  ${baseline}`, `${flat.taken.toFixed(2)} s (ratio ${(taken / flat.taken).toFixed(2)})${cpus}`)
}

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

const all = async (): Promise<void> => {
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
    await pipeline(() => feed({ creators, days, corrected: false }), createWriteStream(path))
    await pipeline(() => feed({ creators, days, corrected: true }), createWriteStream(again))
    say(
      'cores, load before',
      `${availableParallelism()}, ${loadavg()
        .map((it) => it.toFixed(1))
        .join(' ')}`,
    )
    for (let round = 1; round <= rounds; round++) {
      const sqlite = `sqlite:${join(folder, `round-${round}.db`)}`
      const first = await ours(sqlite, path)
      say('SQLite: import', told(first))
      beside('sqlite3 .import, flat and indexed', first, await flatImport(folder, path))
      const second = await ours(sqlite, again)
      say('SQLite: the same, one day corrected', told(second))

      const name = `bench_${round}`
      const client = new pg.Client(server)
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      const postgres = server.replace(/\/postgres$/, `/${name}`)
      const third = await ours(postgres, path)
      say('PostgreSQL: import', told(third))
      beside('COPY and one upsert', third, await copyAndUpsert(postgres, path))
      say('PostgreSQL: one day corrected', told(await ours(postgres, again)))
      if (round === rounds) await digests(sqlite)
    }
  } finally {
    await stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (process.argv[2] === ONE) await one(process.argv[3] ?? '', process.argv[4] ?? '')
else await all()
