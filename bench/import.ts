import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { type Day, plusDays } from '#src/domain/day.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { importFile } from '#src/workers/import.ts'

/**
 * What an import and a digest cost, beside the plainest thing that could do the import: `sqlite3 .import` into one
 * flat table. Run as `node bench/import.ts [creators] [days]`.
 */
const [creators = 5000, days = 40] = process.argv.slice(2).map(Number)
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

function* feed(): Generator<string> {
  const roll = dice(7)
  yield `${COLUMNS}\n`
  for (let back = days - 1; back >= 0; back--) {
    const day = plusDays(LAST, -back)
    const lines: string[] = []
    for (let creator = 0; creator < creators; creator++) {
      const minutes = roll(10) < 4 ? roll(300) : 0
      const id = `7359${100_000_000_000_001 + creator * 7919}`
      const agency = creator % 60
      const live = [minutes ? roll(20_000) : 0, minutes, Number(minutes >= 60), roll(30), Number(minutes > 0)]
      const room = [`${roll(200)}.5`, roll(900), roll(5000), roll(9000), roll(500), roll(60), 0]
      const who = [day, id, `creator_${creator}`, `Agency ${agency}`, MARKETS[agency % 4]]
      lines.push([...who, ...live, ...room].join(','))
    }
    yield `${lines.join('\n')}\n`
  }
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

const flatImport = async (folder: string, path: string): Promise<number | null> => {
  const database = join(folder, `flat-${performance.now()}.db`)
  const table = `create table feed (${COLUMNS.split(',').join(', ')}, primary key (date, creator_id)) without rowid;`
  try {
    return await seconds(() =>
      promisify(execFile)('sqlite3', [
        database,
        `pragma journal_mode = wal; pragma synchronous = normal; ${table}`,
        '.mode csv',
        `.import --skip 1 "${path}" feed`,
      ]),
    )
  } catch {
    return null
  }
}

const folder = await mkdtemp(join(tmpdir(), 'regia-bench-'))
try {
  const path = join(folder, 'feed.csv')
  await pipeline(feed, createWriteStream(path))
  const rows = creators * days
  const say = (what: string, value: string) => process.stdout.write(`${what.padEnd(34)}${value}\n`)
  let url = ''
  for (let round = 1; round <= 3; round++) {
    url = `sqlite:${join(folder, `round-${round}.db`)}`
    let peak = 0
    const ours = await seconds(() =>
      importFile({
        url,
        path,
        now: NOW,
        onProgress: () => {
          peak = Math.max(peak, process.memoryUsage.rss())
        },
      }),
    )
    const flat = await flatImport(folder, path)
    say(
      `import of ${rows} rows`,
      `${ours.toFixed(2)} s, ${Math.round(rows / ours)} rows/s, ${Math.round(peak / 1e6)} MB`,
    )
    if (flat !== null)
      say('  sqlite3 .import, flat', `${flat.toFixed(2)} s (ratio ${(ours / flat).toFixed(2)})`)
  }
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
} finally {
  await rm(folder, { recursive: true, force: true })
}
