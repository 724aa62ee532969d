import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { type Day, daysFrom, plusDays } from '#src/domain/day.ts'
import { numbersSeen } from '#src/domain/digest.ts'
import { before } from '#src/domain/period.ts'
import { voice } from '#src/kit/voice.ts'
import type { DialectName } from '#src/store/dialect.ts'
import { factsDialect, openFacts } from '#src/store/facts/connect.ts'
import { rollUp } from '#src/store/facts/rollup.ts'
import type { FactTables } from '#src/store/facts/schema.ts'
import { DIGEST_LINES, digestMessage } from '#src/views/digest.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { onPostgres } from './databases/postgres.ts'

/**
 * What a weekly digest costs: computed (on SQLite in the thread that reads the numbers) and rendered in both languages,
 * beside its window SQL alone in the same run: the sums of every creator over its two weeks, of which most of a digest
 * is made. And how long the event loop was held meanwhile (goal: 50 ms). Goal: a ratio of 1.5 at most.
 * `npm run bench -- digest [creators] [days] [sqlite|postgres]`
 */
const [creators = 50_000, days = 400] = process.argv.slice(2).map(Number).filter(Number.isFinite)
const only = process.argv.find((arg) => arg === 'sqlite' || arg === 'postgres')
const LAST: Day = '2026-09-15'
const WEEK = { from: plusDays(LAST, -6), to: LAST }
const ROUNDS = 9
const AGENCIES = 200
const MARKETS = ['IT', 'ES', 'FR', 'DE', 'GB', 'PT', 'PL', 'RO']
const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** A whole number below `below`, the same on each run, of two columns. */
const dice = (a: string, b: string, below: number) =>
  sql`((${sql.ref(a)} * 7919 + ${sql.ref(b)} * 104729 + ${sql.ref(a)} * ${sql.ref(b)} % 977 * 31) % ${sql.lit(below)})`

const fill = async (db: Kysely<FactTables>, dialect: DialectName): Promise<void> => {
  const numbers = (n: number) =>
    dialect === 'sqlite'
      ? sql`(with recursive c(k) as (select 1 union all select k + 1 from c where k < ${sql.lit(n)}) select k from c)`
      : sql`(select generate_series(1, ${sql.lit(n)})::bigint as k)`
  const market = sql`case (k - 1) % 8 ${sql.join(
    MARKETS.map((it, i) => sql`when ${sql.lit(i)} then ${sql.lit(it)}`),
    sql` `,
  )} end`
  await sql`
    insert into agency (k, name, folded, market, region, written_by)
    select k, 'Agency ' || k, 'agency ' || k, ${market}, 'EU', 1 from ${numbers(AGENCIES)} as n`.execute(db)
  await sql`
    insert into creator (k, id, username, folded, agency_k, market, seen, last_live, stake, written_by)
    select k, cast(7359100000000000000 + k as text), 'creator_' || k, 'creator_' || k,
           (k - 1) % ${sql.lit(AGENCIES)} + 1, ${market}, ${LAST}, ${LAST}, 0, 1
    from ${numbers(creators)} as n`.execute(db)
  const all = daysFrom(plusDays(LAST, 1 - days), LAST)
  for (const [d, day] of all.entries()) {
    await sql`
      insert into daily (day, creator_k, agency_k, market, fed, estimated, restated, diamonds, live_minutes, valid_days,
                         new_followers, streams, avg_viewers, peak_viewers, unique_viewers, watch_minutes,
                         returning_viewers, gifters, violations, import_id, line, written_by)
      select ${day}, k, agency_k, market, 0, 0, 0, live * ${dice('k', 'd', 20_000)}, live * (30 + ${dice('d', 'k', 300)}), live,
             live * ${dice('k', 'd', 30)}, live, live * 12.5, live * 100, live * ${dice('k', 'd', 5000)},
             live * ${dice('d', 'k', 9000)}, live * ${dice('k', 'd', 500)}, live * ${dice('k', 'd', 60)}, 0, 1, k, 1
      from (select k, agency_k, market, ${sql.lit(d)} as d,
                   case when (k * 31 + ${sql.lit(d)} * 17) % 10 < 4 then 1 else 0 end as live from creator) as c
      order by k`.execute(db)
  }
  await sql`
    insert into import (id, file, kind, sha256, imported_at, read, added, changed, unchanged, rejected, metrics, said)
    values (1, 'bench', 'daily', 'bench', 0, 0, 0, 0, 0, 0, '', '{}')`.execute(db)
  await db.transaction().execute((trx) => rollUp(trx, dialect, new Set(all)))
  if (dialect === 'postgres') await sql`vacuum analyze`.execute(db)
}

/** What no digest of the two weeks can do without: everybody's sums in both. Only their sum is handed over. */
const windowSql = (db: Kysely<FactTables>) => {
  const then = before(WEEK)
  return sql`
    select count(*), sum(d_now), sum(d_before), sum(m_now), sum(m_before) from (
    select creator_k, sum(d_now) as d_now, sum(d_before) as d_before, sum(m_now) as m_now, sum(m_before) as m_before
    from (select creator_k, sum(diamonds) as d_now, 0 as d_before, sum(live_minutes) as m_now, 0 as m_before
          from daily where day >= ${WEEK.from} and day <= ${WEEK.to} group by creator_k
          union all
          select creator_k, 0, sum(diamonds), 0, sum(live_minutes)
          from daily where day >= ${then.from} and day <= ${then.to} group by creator_k) as both_periods
    group by creator_k) as everybody`.execute(db)
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
const range = (values: readonly number[]): string =>
  `${median(values).toFixed(0)} ms (${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)})`

const measured = async (url: string): Promise<void> => {
  const dialect = factsDialect(url)
  const db = await openFacts(url, { poolSize: 1 })
  const filling = await timed(() => fill(db, dialect))
  const facts = await openFactsReader(url)
  const voices = [voice('en', 'Europe/Rome'), voice('it', 'Europe/Rome')]
  const alone: number[] = []
  const whole: number[] = []
  const rendered: number[] = []
  let blocks = 0
  const once = async () => {
    const seen = await numbersSeen({ kind: 'all' }, WEEK, facts, DIGEST_LINES)
    rendered.push(
      await timed(async () => {
        for (const v of voices)
          blocks = digestMessage({ ...seen, promises: [], closed: [], achieved: [] })(v).blocks.length
      }),
    )
  }
  // With the same room in memory as a digest has.
  if (dialect === 'postgres') await sql`set work_mem = '64MB'`.execute(db)
  // A week that nobody has asked for yet.
  await once()
  await windowSql(db)
  const loop = monitorEventLoopDelay({ resolution: 1 })
  let held = 0
  let heldIdly = 0
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await timed(() => windowSql(db)))
    loop.reset()
    loop.enable()
    whole.push(await timed(once))
    loop.disable()
    held = Math.max(held, loop.max / 1e6)
    // What else the machine does holds it as well: as long again, with nothing to do.
    loop.reset()
    loop.enable()
    await setTimeout(whole.at(-1) ?? 0)
    loop.disable()
    heldIdly = Math.max(heldIdly, loop.max / 1e6)
  }
  say(
    `${dialect}, filled in ${(filling / 1000).toFixed(0)} s: a weekly digest in two languages ${range(whole)}, of it rendering ${median(rendered).toFixed(1)} ms; its window SQL alone ${range(alone)}; ratio ${(median(whole) / median(alone)).toFixed(2)}, of the least disturbed rounds ${(Math.min(...whole) / Math.min(...alone)).toFixed(2)}; loop held at most ${held.toFixed(0)} ms, and ${heldIdly.toFixed(0)} ms when idle for as long; ${blocks} blocks`,
  )
  await facts.close()
  await db.destroy()
}

say(
  `${creators} creators × ${days} days; ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}, median of ${ROUNDS}`,
)
if (only !== 'postgres') {
  const folder = await mkdtemp(join(tmpdir(), 'regia-bench-'))
  await measured(`sqlite:${join(folder, 'regia.db')}`).finally(() => rm(folder, { recursive: true }))
}
if (only !== 'sqlite') await onPostgres(measured)
process.exit(0)
