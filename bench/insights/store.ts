import Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { type Day, plusDays } from '#src/domain/day.ts'
import { LOOKED_AT } from '#src/domain/window.ts'
import { WINDOW_DAYS } from '#src/insight/window.ts'
import { chance } from '#src/sample/random.ts'
import { placeOf } from '#src/store/dialect.ts'
import { openFacts } from '#src/store/facts/connect.ts'
import { rollUp } from '#src/store/facts/rollup.ts'
import type { FactTables } from '#src/store/facts/schema.ts'

const AGENCIES = 60
const MARKETS = ['IT', 'ES', 'FR', 'DE', 'GB', 'PT'] as const

/** The store's own tables, opened as the engine's thread reads them and as SQL asks them. */
export interface FilledStore {
  facts: Kysely<FactTables>
  db: Database.Database
  close(): Promise<void>
}

/** Days `from..to` of so many creators, made up for the clock: who has which number does not matter here. */
export const filledStore = async (
  url: string,
  creators: number,
  from: Day,
  to: Day,
): Promise<FilledStore> => {
  const facts = await openFacts(url)
  const db = new Database(placeOf(url, 'facts').at)
  db.pragma('synchronous = off')
  fillPeople(db, creators, from, to)
  const days: Day[] = []
  const fillDay = dayFiller(db, creators)
  for (let day = from; day <= to; day = plusDays(day, 1)) {
    fillDay(day)
    days.push(day)
  }
  await facts.transaction().execute((trx) => rollUp(trx, 'sqlite', new Set(days)))
  return {
    facts,
    db,
    close: async () => {
      db.close()
      await facts.destroy()
    },
  }
}

const marketOf = (k: number): string => MARKETS[(k % AGENCIES) % MARKETS.length] ?? ''

const fillPeople = (db: Database.Database, creators: number, from: Day, seen: Day): void => {
  const agency = db.prepare(`insert into agency (k, name, folded, market, written_by) values (?, ?, ?, ?, 0)`)
  const creator = db.prepare(
    `insert into creator (k, id, username, folded, agency_k, market, joined, seen, stake)
     values (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
  )
  db.transaction(() => {
    for (let a = 0; a < AGENCIES; a++) agency.run(a + 1, `Agency ${a}`, `agency ${a}`, marketOf(a))
    for (let k = 0; k < creators; k++) {
      const id = String(7_359_100_000_000_000_001n + BigInt(k) * 7919n)
      const name = `creator_${k}`
      const home = (k % AGENCIES) + 1
      creator.run(k + 1, id, name, name, home, marketOf(k), plusDays(from, -400), seen)
    }
  })()
}

const dayFiller = (db: Database.Database, creators: number): ((day: Day) => void) => {
  const insert = db.prepare(
    `insert into daily (day, creator_k, agency_k, market, fed, estimated, restated, ${LOOKED_AT.join(', ')})
     values (?, ?, ?, ?, 0, 0, 0, ${LOOKED_AT.map(() => '?').join(', ')})`,
  )
  return db.transaction((day: Day) => {
    const luck = chance(day)
    for (let k = 0; k < creators; k++) {
      const live = luck.happens(0.2 + 0.7 * ((k * 37) % 100) * 0.01)
      const hours = live ? 1.5 + 3 * luck.unit() : 0
      const viewers = live ? 40 + (k % 400) : 0
      const numbers: Record<(typeof LOOKED_AT)[number], number> = {
        diamonds: Math.round(hours * 20 * (1 + (k % 50)) * (0.5 + luck.unit())),
        live_minutes: Math.round(hours * 60),
        valid_days: Number(live),
        new_followers: live ? luck.whole(0, 20) : 0,
        active_fans: 10 + (k % 60),
        unique_viewers: viewers,
        returning_viewers: Math.round(viewers * (0.2 + 0.2 * luck.unit())),
        watch_minutes: Math.round(viewers * (4 + luck.unit())),
        violations: 0,
      }
      insert.run(day, k + 1, (k % AGENCIES) + 1, marketOf(k), ...LOOKED_AT.map((metric) => numbers[metric]))
    }
  })
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
