import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { type Day, plusDays } from '#src/domain/day.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'
import type { Window } from '#src/domain/window.ts'
import { insightsOf } from '#src/insight/insights.ts'
import { replayed } from '#src/insight/replay.ts'
import { WINDOW_DAYS } from '#src/insight/window.ts'
import { daysInColumns } from '#src/store/facts/window.ts'
import { type FilledStore, filledStore, scoreInSql } from './insights/store.ts'

/**
 * What insights cost: the window read once by the store's own reader and everything asked of it, beside the same robust
 * scores (yield, hours, fans) in SQL on the same table in the same run; and whether a longer history makes it dearer. Last, what a day costs
 * that is recomputed with its memory. `npm run bench -- insight-speed [creators]`.
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
  rosterGaps: [],
  readerOf: null,
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)
const timed = async (work: () => unknown): Promise<number> => {
  const started = performance.now()
  await work()
  return performance.now() - started
}
const windowOf = async ({ facts }: FilledStore, length = WINDOW_DAYS): Promise<Window> => {
  const window = await daysInColumns(facts, 'sqlite', LAST, length)
  if (window === null) throw new RangeError('the store is empty')
  return window
}
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const folder = await mkdtemp(join(tmpdir(), 'regia-insight-'))
const tables: { days: number; store: FilledStore; reads: number[]; alls: number[]; sqls: number[] }[] = []
try {
  for (const days of HISTORIES) {
    const url = `sqlite:${join(folder, `regia-${days}.db`)}`
    const store = await filledStore(url, creators, plusDays(LAST, 1 - days), LAST)
    tables.push({ days, store, reads: [], alls: [], sqls: [] })
  }
  // Round by round over all histories, so that whatever else the machine does falls on each of them.
  for (let round = 0; round < ROUNDS; round++) {
    for (const { store, reads, alls, sqls } of tables) {
      alls.push(
        await timed(async () => {
          const started = performance.now()
          const window = await windowOf(store)
          reads.push(performance.now() - started)
          insightsOf(window, CONTEXT)
        }),
      )
      sqls.push(
        await timed(() => SIGNALS.map(([signal, known]) => scoreInSql(store.db, signal, known, LAST))),
      )
    }
  }
  print(`${creators} creators, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, median of ${ROUNDS}`)
  const first = median(tables[0]?.alls ?? [])
  for (const { days, reads, alls, sqls } of tables)
    print(
      `${String(days).padStart(5)} days: insights ${median(alls).toFixed(0)} ms (reading ${median(reads).toFixed(0)}), the scores in SQL ${median(sqls).toFixed(0)} ms, ratio ${(median(alls) / median(sqls)).toFixed(2)}; ${(median(alls) / first).toFixed(2)} of what ${HISTORIES[0]} days cost`,
    )
  const { store } = tables.at(-1) ?? {}
  if (store) {
    const { episodeDays } = THRESHOLDS
    const window = await windowOf(store, WINDOW_DAYS + episodeDays)
    const started = process.cpuUsage()
    let most = 0
    const wall = await timed(() => {
      for (const _ of replayed(window, CONTEXT, episodeDays + 1))
        most = Math.max(most, process.memoryUsage().rss)
    })
    const { user, system } = process.cpuUsage(started)
    print(
      `${episodeDays + 1} days in turn: ${(wall / 1000).toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processor), ${(most / 1e6).toFixed(0)} MB in all`,
    )
  }
} finally {
  for (const { store } of tables) await store.close()
  await rm(folder, { recursive: true, force: true })
}
