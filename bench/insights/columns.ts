import type Database from 'better-sqlite3'
import { type Day, plusDays } from '#src/domain/day.ts'
import { KNOWN, WINDOW_DAYS, type Window } from '#src/insight/window.ts'
import { chance } from '#src/sample/random.ts'

/** A table of facts clustered as the store's is, made up for the clock: who has which number does not matter here. */
export const METRIC_COLUMNS = [
  'diamonds',
  'live_minutes',
  'valid_days',
  'new_followers',
  'active_fans',
  'unique_viewers',
  'returning_viewers',
  'watch_minutes',
  'violations',
] as const

const AGENCIES = 60
const MARKETS = ['IT', 'ES', 'FR', 'DE', 'GB', 'PT']

export const createDaily = (db: Database.Database): void => {
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = off')
  db.exec(
    `create table daily (day text, creator_k integer, agency_k integer, market integer, estimated integer,
     ${METRIC_COLUMNS.join(', ')}, primary key (day, creator_k)) without rowid`,
  )
}

/** Days `from..to` of so many creators; the same for the same day. */
export const fillDaily = (db: Database.Database, creators: number, from: Day, to: Day): void => {
  const insert = db.prepare(
    `insert into daily values (?, ?, ?, ?, 0, ${METRIC_COLUMNS.map(() => '?').join(', ')})`,
  )
  const fill = db.transaction((day: Day) => {
    const luck = chance(day)
    for (let k = 0; k < creators; k++) {
      const live = luck.happens(0.2 + 0.7 * ((k * 37) % 100) * 0.01)
      const hours = live ? 1.5 + 3 * luck.unit() : 0
      const diamonds = Math.round(hours * 20 * (1 + (k % 50)) * (0.5 + luck.unit()))
      const viewers = live ? 40 + (k % 400) : 0
      const numbers = [
        diamonds,
        Math.round(hours * 60),
        Number(live),
        live ? luck.whole(0, 20) : 0,
        10 + (k % 60),
      ]
      const room = [
        viewers,
        Math.round(viewers * (0.2 + 0.2 * luck.unit())),
        Math.round(viewers * (4 + luck.unit())),
        0,
      ]
      insert.run(day, k, k % AGENCIES, (k % AGENCIES) % MARKETS.length, ...numbers, ...room)
    }
  })
  for (let day = from; day <= to; day = plusDays(day, 1)) fill(day)
}

/** The newest window, read once: one row a day, each metric a JSON array, parsed into its column. */
export const readWindow = (
  db: Database.Database,
  creators: number,
  to: Day,
  length = WINDOW_DAYS,
): Window => {
  const lists = METRIC_COLUMNS.map((column) => `json_group_array(${column})`).join(', ')
  const rows = db
    .prepare(
      `select day, json_group_array(creator_k), json_group_array(agency_k), json_group_array(estimated), ${lists}
       from daily where day between ? and ? group by day order by day`,
    )
    .raw()
    .all(plusDays(to, 1 - length), to) as string[][]
  const days = rows.length
  const cells = creators * days
  const columns = METRIC_COLUMNS.map(() => new Float32Array(cells))
  const agency = new Int16Array(cells).fill(-1)
  const known = new Uint8Array(cells)
  for (const [d, [, ks = '[]', agencies = '[]', estimated = '[]', ...values]] of rows.entries()) {
    const keys = JSON.parse(ks) as number[]
    const cellsOfDay = Uint32Array.from(keys, (k) => k * days + d)
    spread(agencies, cellsOfDay, agency)
    const guesses = JSON.parse(estimated) as number[]
    for (let i = 0; i < keys.length; i++) known[cellsOfDay[i] ?? 0] = guesses[i] ? KNOWN.estimated : KNOWN.yes
    for (const [m, json] of values.entries()) spread(json, cellsOfDay, columns[m] ?? new Float32Array(cells))
  }
  return {
    days: rows.map(([day]) => day as Day),
    ids: Array.from({ length: creators }, (_, k) => String(7_359_100_000_000_000_001n + BigInt(k) * 7919n)),
    names: Array.from({ length: creators }, (_, k) => `creator_${k}`),
    joined: new Float64Array(creators).fill(-400),
    agencies: Array.from({ length: AGENCIES }, (_, a) => ({ id: `Agency ${a}`, name: `Agency ${a}` })),
    markets: MARKETS,
    agency,
    market: Int16Array.from({ length: creators }, (_, k) => (k % AGENCIES) % MARKETS.length),
    known,
    metrics: Object.fromEntries(
      METRIC_COLUMNS.map((metric, m) => [metric, columns[m] ?? new Float32Array(cells)]),
    ),
  }
}

const spread = (json: string, cells: Uint32Array, into: Float32Array | Int16Array): void => {
  const list = JSON.parse(json) as (number | null)[]
  for (let i = 0; i < cells.length; i++) into[cells[i] ?? 0] = list[i] ?? Number.NaN
}

/**
 * The robust score of a signal as SQL says it: each creator's median and MAD over the days learnt from, and how far
 * the last 3, 7 and 14 days lie from it. Without the market, the discoveries, and all that is told of them.
 */
export const scoreInSql = (db: Database.Database, signal: string, known: string, to: Day): number =>
  db
    .prepare(
      `with obs as materialized (
         select creator_k, day, ${signal} as x from daily where day between @from and @to and ${known}),
       ranked as (
         select creator_k, x, row_number() over (partition by creator_k order by x) as place,
                count(*) over (partition by creator_k) as n from obs where day <= @learnt),
       middles as materialized (
         select creator_k, avg(x) as middle, max(n) as n from ranked
         where place in ((n + 1) / 2, (n + 2) / 2) group by creator_k),
       apart as (
         select creator_k, row_number() over (partition by creator_k order by abs(x - middle)) as place, n,
                abs(x - middle) as far from obs join middles using (creator_k) where day <= @learnt),
       spreads as materialized (
         select creator_k, 1.4826 * avg(far) as spread from apart
         where place in ((n + 1) / 2, (n + 2) / 2) group by creator_k)
       select creator_k,
              avg(x - middle) filter (where day > @last3) / max(spread, 0.2) as z3,
              avg(x - middle) filter (where day > @last7) / max(spread, 0.2) as z7,
              avg(x - middle) / max(spread, 0.2) as z14
       from obs join middles using (creator_k) join spreads using (creator_k)
       where day > @learnt group by creator_k`,
    )
    .all({
      from: plusDays(to, 1 - WINDOW_DAYS),
      to,
      learnt: plusDays(to, -14),
      last3: plusDays(to, -3),
      last7: plusDays(to, -7),
    }).length
