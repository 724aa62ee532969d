import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import Database from 'better-sqlite3'
import { type Day, plusDays } from '#src/domain/day.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'
import { insightsOf } from '#src/insight/insights.ts'
import { createDaily, fillDaily, readWindow, scoreInSql } from './insights/columns.ts'

/**
 * What insights cost: the window read once and everything asked of it, beside the same robust scores (yield, hours,
 * fans) in SQL on the same table in the same run; and whether a longer history makes it dearer. `npm run bench --
 * insight-speed [creators]`.
 */
const creators = Number(process.argv.slice(2).find((arg) => /^\d+$/.test(arg)) ?? 5000)
const LAST: Day = '2026-09-15'
const HISTORIES = [100, 400, 1600]
const ROUNDS = 7
const SIGNALS: readonly (readonly [signal: string, known: string])[] = [
  ['ln((diamonds + 1) * 60 / live_minutes)', 'live_minutes >= 15'],
  ['ln(live_minutes)', 'live_minutes > 0'],
  ['ln(active_fans + 0.5)', 'active_fans is not null'],
]

const CONTEXT = {
  holidays: [],
  campaigns: [],
  thresholds: THRESHOLDS,
  told: [],
  mutes: [],
  monthGoals: [],
  readerOf: null,
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)
const timed = (work: () => unknown): number => {
  const started = performance.now()
  work()
  return performance.now() - started
}
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const folder = await mkdtemp(join(tmpdir(), 'regia-insight-'))
const db = new Database(join(folder, 'facts.db'))
try {
  createDaily(db)
  print(`${creators} creators, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, median of ${ROUNDS}`)
  let filled = 0
  let first = 0
  for (const days of HISTORIES) {
    fillDaily(db, creators, plusDays(LAST, 1 - days), plusDays(LAST, -filled))
    filled = days
    const reads: number[] = []
    const alls: number[] = []
    const sqls: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      let read = 0
      alls.push(
        timed(() => {
          const started = performance.now()
          const window = readWindow(db, creators, LAST)
          read = performance.now() - started
          insightsOf(window, CONTEXT)
        }),
      )
      reads.push(read)
      sqls.push(timed(() => SIGNALS.map(([signal, known]) => scoreInSql(db, signal, known, LAST))))
    }
    const all = median(alls)
    first = first || all
    print(
      `${String(days).padStart(5)} days: insights ${all.toFixed(0)} ms (reading ${median(reads).toFixed(0)}), the scores in SQL ${median(sqls).toFixed(0)} ms, ratio ${(all / median(sqls)).toFixed(2)}; × ${(all / first).toFixed(2)} of ${HISTORIES[0]} days`,
    )
  }
} finally {
  db.close()
  await rm(folder, { recursive: true, force: true })
}
