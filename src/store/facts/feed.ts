import { type Day, firstOfMonth, monthOf, plusDays } from '#src/domain/day.ts'
import type { Rejection } from '#src/domain/facts.ts'
import { METRIC_NAMES } from '#src/domain/metric.ts'
import { takeApart } from './apart.ts'
import type { Creator } from './people.ts'
import { manyRows, ROWS_A_STATEMENT, spanOf, type Trx } from './rows.ts'
import { bitOf, bitsOf } from './schema.ts'
import type { Job, Writer } from './write.ts'

/** A feed: a creator's days as they are. */
export const feedWriter = (trx: Trx, { incoming, options, people, touched, importId }: Job): Writer => {
  const { metrics, carries } = incoming
  const given = metrics.reduce((bits, metric) => bits | bitOf(metric), 0)
  const columns = [
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
    ...metrics,
  ]
  const upsert = manyRows(trx, options.dialect, 'daily', columns, {
    key: ['day', 'creator_k'],
    quiet: ['import_id', 'line', 'written_by'],
    // What a feed says nothing of stays as the day has it.
    first: [
      'estimated',
      'restated',
      ...(carries.agency ? [] : ['agency_k']),
      ...(carries.market ? [] : ['market']),
    ],
    becomes: { fed: `((daily.fed & ${ALL_BITS - given}) | excluded.fed)` },
  })
  const before = new Map<Day, DayBefore>()
  const months = new Map<string, Set<number>>()
  let params: unknown[] = []
  /** The creators' days of the statement that is being filled: PostgreSQL takes no row twice in one. */
  const pending = new Set<number>()
  let rows = 0
  let written = 0

  const flush = async () => {
    if (params.length === 0) return
    written += await upsert(params)
    params = []
    pending.clear()
  }
  const newDay = async (day: Day): Promise<DayBefore> => {
    await flush()
    const month = months.get(monthOf(day)) ?? new Set()
    months.set(monthOf(day), month)
    const known = { rows: await rowsOn(trx, day), number: before.size, month }
    before.set(day, known)
    return known
  }
  const rememberLive = (creator: Creator, day: Day, minutes: number | null | undefined) => {
    if (minutes === undefined) return
    if (minutes !== null && minutes > 0) people.live(creator, day)
    else if (creator.last_live === day) people.doubtLive(creator)
  }

  return {
    add: async (batch) => {
      for (const row of batch) {
        if (row.kind !== 'daily') continue
        const creator = people.creator(row, row.day, carries.agency ? 'file' : 'known')
        if (!creator) continue
        if (carries.market) people.market(creator, row.market, row.day)
        const day = before.get(row.day) ?? (await newDay(row.day))
        const key = day.number * MOST_CREATORS + creator.k
        if (pending.has(key)) await flush()
        pending.add(key)
        params.push(
          row.day,
          creator.k,
          carries.agency ? people.agency(row.agency) : creator.agency_k,
          carries.market ? (row.market ?? '') : creator.market,
          bitsOf(row.values, metrics),
          0,
          0,
          importId,
          row.line,
          importId,
        )
        for (const metric of metrics) params.push(row.values[metric] ?? null)
        rememberLive(creator, row.day, row.values.live_minutes)
        day.month.add(creator.k)
        rows++
        if (pending.size === ROWS_A_STATEMENT) await flush()
      }
      return NONE
    },
    end: async () => {
      await flush()
      let added = 0
      for (const [day, { rows }] of before) added += (await rowsOn(trx, day)) - rows
      if (written > 0) for (const day of before.keys()) touched.add(day)
      let restated = 0
      for (const [month, keys] of months) {
        const totaled = written > 0 ? await withTotals(trx, month, keys) : []
        restated += await takeApart(trx, { options, people, touched, importId }, month, totaled)
      }
      return {
        added,
        changed: written - added,
        unchanged: rows - written,
        restated,
        period: spanOf(before.keys()),
      }
    },
  }
}

/** A day of a feed as it was before the file. */
interface DayBefore {
  rows: number
  number: number
  /** The creators of whom the file tells a day in this month. */
  month: Set<number>
}

const NONE: readonly Rejection[] = []
const ALL_BITS = 2 ** METRIC_NAMES.length - 1
const MOST_CREATORS = 2 ** 32

const rowsOn = async (trx: Trx, day: Day): Promise<number> => {
  const { n } = await trx
    .selectFrom('daily')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('day', '=', day)
    .executeTakeFirstOrThrow()
  return n
}

/** Those of the creators whose month is also known by totals: a feed's day changes what is left for the others. */
const withTotals = async (trx: Trx, month: string, keys: ReadonlySet<number>): Promise<number[]> => {
  const first: Day = firstOfMonth(`${month}-01` as Day)
  const found = await trx
    .selectFrom('month_total')
    .select('creator_k')
    .distinct()
    .where('to_day', '>=', first)
    .where('to_day', '<', plusDays(first, 31))
    .execute()
  return found.map(({ creator_k }) => creator_k).filter((k) => keys.has(k))
}
