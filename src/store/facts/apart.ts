import { type Day, daysFrom, firstOfMonth, monthOf, plusDays } from '#src/domain/day.ts'
import type { Values } from '#src/domain/metric.ts'
import { inPieces, manyRows, type Trx } from './rows.ts'
import { type DailyTable, isFed, TOTALED, type Totaled } from './schema.ts'
import type { Job } from './write.ts'

const CREATORS_AT_ONCE = 300

type StoredDay = Pick<DailyTable, (typeof STORED)[number]>
const STORED = [
  'day',
  'creator_k',
  'agency_k',
  'market',
  'fed',
  'estimated',
  'restated',
  'import_id',
  'line',
  'written_by',
  ...TOTALED,
] as const

/** Works out the days of these creators' month anew from all that is known of it, and writes those that differ. */
export const takeApart = async (
  trx: Trx,
  { options, people, touched, importId }: Pick<Job, 'options' | 'people' | 'touched' | 'importId'>,
  month: string,
  creators: readonly number[],
): Promise<number> => {
  const first = firstOfMonth(`${month}-01` as Day)
  const days = daysFrom(first, plusDays(first, 30)).filter((day) => monthOf(day) === month)
  const upsert = manyRows(trx, options.dialect, 'daily', STORED, { key: ['day', 'creator_k'] })
  let restated = 0

  for (const keys of inPieces(creators, CREATORS_AT_ONCE)) {
    const totals = grouped(
      await trx
        .selectFrom('month_total')
        .selectAll()
        .where('creator_k', 'in', keys)
        .where('to_day', 'in', days)
        .orderBy('to_day')
        .orderBy('settles', 'desc')
        .execute(),
    )
    const stored = grouped(
      await trx
        .selectFrom('daily')
        .select(STORED)
        .where('day', 'in', days)
        .where('creator_k', 'in', keys)
        .execute(),
    )
    const rows: StoredDay[] = []
    for (const k of keys) {
      const creator = people.byKey(k)
      const ofMonth = totals.get(k) ?? []
      const now = stored.get(k) ?? []
      const figures = options.difference(
        ofMonth.map((total) => ({
          from: total.from_day,
          to: total.to_day,
          joined: total.joined,
          settles: total.settles === 1,
          totals: valuesOf(total),
        })),
        now.filter(({ fed }) => fed !== 0).map((row) => ({ day: row.day, values: fedValuesOf(row) })),
      )
      const before = new Map(now.map((row) => [row.day, row]))
      for (const { day, values, estimated, restated: lowered } of figures) {
        const told = ofMonth.find(({ to_day }) => to_day >= day)
        const old = before.get(day)
        before.delete(day)
        const fed = old !== undefined && old.fed !== 0 ? old : null
        const row: StoredDay = {
          day,
          creator_k: k,
          agency_k: fed?.agency_k ?? told?.agency_k ?? creator.agency_k,
          market: fed?.market ?? creator.market,
          fed: fed?.fed ?? 0,
          estimated: Number(estimated),
          restated: Number(lowered),
          import_id: fed?.import_id ?? told?.import_id ?? importId,
          line: fed?.line ?? told?.line ?? 0,
          written_by: importId,
          ...fromTotals(fed, values),
        }
        const minutes = row.live_minutes
        if (minutes !== null && minutes > 0) people.live(creator, day)
        else if (creator.last_live === day) people.doubtLive(creator)
        if (old && same(old, row)) continue
        if (lowered) restated++
        touched.add(day)
        rows.push(row)
      }
      for (const old of before.values()) {
        if (old.fed !== 0) {
          const row = { ...old, estimated: 0, restated: 0, written_by: importId, ...fromTotals(old, {}) }
          if (!same(old, row)) rows.push(row)
          continue
        }
        touched.add(old.day)
        if (creator.last_live === old.day) people.doubtLive(creator)
        await dropDay(trx, old.day, k, importId)
      }
    }
    // In the table's own order, which a bulk write likes best.
    rows.sort((a, b) => (a.day < b.day ? -1 : a.day === b.day ? a.creator_k - b.creator_k : 1))
    for (const some of inPieces(rows)) {
      await upsert(some.flatMap((row) => STORED.map((column) => row[column])))
    }
  }
  return restated
}

/** A feed's figures as they are, and of the others what the totals say. */
const fromTotals = (fed: StoredDay | null, values: Values): Record<Totaled, number | null> =>
  Object.fromEntries(
    TOTALED.map((metric) => [metric, fed && isFed(fed.fed, metric) ? fed[metric] : (values[metric] ?? null)]),
  ) as Record<Totaled, number | null>

/** No longer told by any total. What it was is kept by hand: there is no newer row whose trigger could do it. */
const dropDay = async (trx: Trx, day: Day, k: number, importId: number): Promise<void> => {
  await trx
    .insertInto('daily_was')
    .columns(['by_import', ...WHOLE_DAY])
    .expression((from) =>
      from
        .selectFrom('daily')
        .select(({ val }) => [val(importId).as('by_import'), ...WHOLE_DAY])
        .where('day', '=', day)
        .where('creator_k', '=', k)
        .where('written_by', '<>', importId),
    )
    .execute()
  await trx.deleteFrom('daily').where('day', '=', day).where('creator_k', '=', k).execute()
}

const WHOLE_DAY = [
  ...STORED,
  'avg_viewers',
  'peak_viewers',
  'unique_viewers',
  'watch_minutes',
  'returning_viewers',
  'gifters',
  'violations',
] as const

const grouped = <Row extends { creator_k: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, readonly Row[]> => Map.groupBy(rows, ({ creator_k }) => creator_k)

const valuesOf = (row: Record<Totaled, number | null>): Values =>
  Object.fromEntries(TOTALED.map((metric) => [metric, row[metric]]))

const fedValuesOf = (row: StoredDay): Values =>
  Object.fromEntries(
    TOTALED.filter((metric) => isFed(row.fed, metric)).map((metric) => [metric, row[metric]]),
  )

/** Says the same, and says it from the same file. */
const same = (old: StoredDay, row: StoredDay): boolean =>
  STORED.every((column) => column === 'written_by' || old[column] === row[column])
