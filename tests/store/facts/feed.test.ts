import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Day, daysFrom } from '#src/domain/day.ts'
import { openFacts } from '#src/store/facts/connect.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { csv, fileNamed, idOf } from '#tests/workers/files.ts'
import { load } from './load.ts'

const HEAD = [
  'date',
  'creator_id',
  'username',
  'agency',
  'market',
  'diamonds',
  'live_minutes',
  'gifters',
  'watch_minutes',
]
const DAYS = daysFrom('2026-08-01', '2026-08-31')
/** With the days more rows than are written at once. */
const CREATORS = 300

const rowOf = (day: Day, i: number, diamonds: number) => [
  ...[day, idOf(i), `creator.${i}`, `Agency ${i % 7}`, i % 2 ? 'IT' : 'ES'],
  // A third of the cells say nothing.
  ...[String(diamonds), i % 3 ? `${i % 50}.25` : ''],
  // Two agencies are never told of.
  ...(i % 7 > 1 && i % 3 ? [String(i % 9), `${i}.35`] : ['', '']),
]
const byDay = DAYS.flatMap((day) => Array.from({ length: CREATORS }, (_, i) => rowOf(day, i + 1, i)))
const byCreator = byDay.toSorted(([, a = ''], [, b = '']) => (a < b ? -1 : a > b ? 1 : 0))

const knownIn = async (url: string) => {
  const db = await openFacts(url, { poolSize: 1 })
  const daily = await db
    .selectFrom('daily')
    .innerJoin('creator', 'creator.k', 'creator_k')
    .innerJoin('agency', 'agency.k', 'daily.agency_k')
    .select(['day', 'creator.id', 'agency.name', 'daily.market', 'fed', 'diamonds', 'live_minutes'])
    .orderBy('day')
    .orderBy('id')
    .execute()
  const rollup = await db
    .selectFrom('rollup')
    .select(['day', 'agency_k', 'market', 'creators', 'active', 'diamonds', 'gifters'])
    .select(sql<number | null>`round(watch_minutes * 100)`.as('watched'))
    .select(({ fn }) => fn.coalesce('live_minutes', sql<number>`0`).as('minutes'))
    .orderBy('day')
    .orderBy('agency_k')
    .orderBy('market')
    .execute()
  const summed = await sql`
    select day, agency_k, market, count(*) as creators, sum(case when live_minutes > 0 then 1 else 0 end) as active,
           sum(diamonds) as diamonds, sum(gifters) as gifters, round(sum(watch_minutes) * 100) as watched,
           coalesce(sum(live_minutes), 0) as minutes
    from daily group by day, agency_k, market order by day, agency_k, market`.execute(db)
  await db.destroy()
  return { daily, rollup, summed: summed.rows }
}

test.each(DATABASES)('a feed in any order is the same feed, on %s', async (kind) => {
  const urls = [await freshDatabase(kind), await freshDatabase(kind)] as const
  const sorted = await load(urls[0], await fileNamed('days.csv', csv([HEAD, ...byDay])))
  const turned = await load(urls[1], await fileNamed('creators.csv', csv([HEAD, ...byCreator.toReversed()])))
  expect([sorted.added, turned.added]).toEqual([byDay.length, byDay.length])
  const [first, second] = [await knownIn(urls[0]), await knownIn(urls[1])]
  expect(first.daily).toEqual(second.daily)
  expect(first.rollup).toEqual(first.summed)
  expect(second.rollup).toEqual(second.summed)
})

test.each(DATABASES)('who stands in a feed twice counts once, as the later row says, on %s', async (kind) => {
  const url = await freshDatabase(kind)
  const near = rowOf('2026-08-02', 5, 70_000)
  const far = rowOf('2026-08-01', 9, 90_000)
  const rows = [...byDay.slice(0, 400), near, ...byDay.slice(400), far]
  const report = await load(url, await fileNamed('twice.csv', csv([HEAD, ...rows])))
  expect(report).toMatchObject({ read: rows.length, added: byDay.length, changed: 2, unchanged: 0 })
  const { daily, rollup, summed } = await knownIn(url)
  expect(daily.filter(({ diamonds }) => (diamonds ?? 0) >= 70_000)).toMatchObject([
    { day: '2026-08-01', id: idOf(9), diamonds: 90_000 },
    { day: '2026-08-02', id: idOf(5), diamonds: 70_000 },
  ])
  expect(rollup).toEqual(summed)

  const again = await load(url, await fileNamed('again.csv', csv([HEAD, ...byDay.toReversed()])))
  expect(again).toMatchObject({ added: 0, changed: 2, unchanged: byDay.length - 2 })
  const after = await knownIn(url)
  expect(after.daily.find(({ day, id }) => day === '2026-08-01' && id === idOf(9))?.diamonds).toBe(8)
  expect(after.rollup).toEqual(after.summed)
})
