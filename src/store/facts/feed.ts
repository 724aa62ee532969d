import { columnsMaker, type DayColumns } from '#src/domain/columns.ts'
import { type Day, firstOfMonth, monthOf, plusDays } from '#src/domain/day.ts'
import { METRIC_NAMES, type Metric } from '#src/domain/metric.ts'
import { takeApart } from './apart.ts'
import type { Creator } from './people.ts'
import { manyRows, ROWS_A_STATEMENT, spanOf, type Trx } from './rows.ts'
import { bitOf } from './schema.ts'
import type { Job, Writer } from './write.ts'

/** A feed: a creator's days as they are. */
export const feedWriter = (trx: Trx, { incoming, options, people, touched, importId }: Job): Writer => {
  const { metrics, carries } = incoming
  const bits = metrics.map(bitOf)
  const given = bits.reduce((all, bit) => all | bit, 0)
  const minutesAt = metrics.indexOf('live_minutes')
  const constants = { estimated: 0, restated: 0, import_id: importId, written_by: importId }
  const columns = [
    'day',
    'creator_k',
    'agency_k',
    'market',
    'fed',
    'line',
    ...Object.keys(constants),
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
    constants,
    types: TYPES,
    becomes: { fed: `((daily.fed & ${ALL_BITS - given}) | excluded.fed)` },
  })
  const inColumns = columnsMaker(metrics)
  const days: DayBefore[] = []
  const who: { creator: Creator | null; id: string; username: string }[] = []
  const agencies: { name: string | null; k: number | null }[] = []
  const markets: (string | null)[] = []
  let params: (string | number | null)[] = []
  let waiting = 0
  /** The creators' days of the statement that is being filled: PostgreSQL takes no row twice in one. */
  const pending = options.dialect === 'postgres' ? new Set<number>() : null
  const atOnce = pending ? ROWS_IN_ARRAYS : ROWS_A_STATEMENT
  let rows = 0
  let written = 0

  const flush = async () => {
    if (waiting === 0) return
    written += await upsert(params)
    params = []
    waiting = 0
    pending?.clear()
  }
  const learn = async (news: DayColumns) => {
    for (const day of news.newDays) {
      const month =
        days.find((it) => monthOf(it.day) === monthOf(day))?.month ?? (await monthBefore(trx, day))
      days.push({ day, rows: await rowsOn(trx, day), month })
    }
    for (const it of news.newWho) who.push({ creator: null, ...it })
    for (const name of news.newAgencies) agencies.push({ name, k: null })
    markets.push(...news.newMarkets)
  }
  const creatorOf = (place: number, day: Day, agencyAt: number): Creator | null => {
    const it = who[place]
    if (!it) return null
    if (it.creator) {
      people.seen(it.creator, it.username, day, carries.agency ? agencyOf(agencyAt) : it.creator.agency_k)
      return it.creator
    }
    const named = { creatorId: it.id, username: it.username, agency: agencies[agencyAt]?.name ?? null }
    it.creator = people.creator(named, day, carries.agency ? 'file' : 'known')
    return it.creator
  }
  const agencyOf = (place: number): number => {
    const it = agencies[place]
    if (!it) return 0
    it.k ??= people.agency(it.name)
    return it.k
  }

  const add = async (news: DayColumns): Promise<void> => {
    // Days are counted before any of their rows are written.
    if (news.newDays.length > 0) await flush()
    await learn(news)
    for (let i = 0; i < news.rows; i++) {
      const at = news.day[i] ?? 0
      const known = days[at]
      if (!known) continue
      const { day, month } = known
      const agencyAt = news.agency[i] ?? 0
      const creator = creatorOf(news.who[i] ?? 0, day, agencyAt)
      if (!creator) continue
      const market = markets[news.market[i] ?? 0] ?? null
      if (carries.market) people.market(creator, market, day)
      if (pending) {
        const key = at * MOST_CREATORS + creator.k
        if (pending.has(key)) await flush()
        pending.add(key)
      }
      params.push(
        day,
        creator.k,
        carries.agency ? agencyOf(agencyAt) : creator.agency_k,
        carries.market ? (market ?? '') : creator.market,
      )
      const fedAt = params.push(0, news.line[i] ?? 0) - 2
      let fed = 0
      for (let m = 0; m < bits.length; m++) {
        const value = news.values[m]?.[i] ?? Number.NaN
        if (Number.isNaN(value)) params.push(null)
        else {
          params.push(value)
          fed |= bits[m] ?? 0
        }
      }
      params[fedAt] = fed
      if (minutesAt >= 0) {
        if ((news.values[minutesAt]?.[i] ?? 0) > 0) people.live(creator, day)
        else if (creator.last_live === day) people.doubtLive(creator)
      }
      month?.add(creator.k)
      rows++
      if (++waiting === atOnce) await flush()
    }
  }

  return {
    add: async (batch) => {
      await add(inColumns(batch.filter((row) => row.kind === 'daily')))
      return []
    },
    addColumns: add,
    end: async () => {
      await flush()
      let added = 0
      for (const { day, rows } of days) added += (await rowsOn(trx, day)) - rows
      if (written > 0) for (const { day } of days) touched.add(day)
      let restated = 0
      const months = new Map(days.flatMap(({ day, month }) => (month ? [[monthOf(day), month]] : [])))
      for (const [month, keys] of months) {
        const totaled = written > 0 ? await withTotals(trx, month, keys) : []
        restated += await takeApart(trx, { options, people, touched, importId }, month, totaled)
      }
      return {
        added,
        changed: written - added,
        unchanged: rows - written,
        restated,
        period: spanOf(days.map(({ day }) => day)),
      }
    },
  }
}

/** A day of a feed as it was before the file. */
interface DayBefore {
  day: Day
  rows: number
  /** The creators of whom the file tells a day in this month; null for a month that no totals are known of. */
  month: Set<number> | null
}

const ROWS_IN_ARRAYS = 2000
const FRACTIONS: ReadonlySet<Metric> = new Set(['live_minutes', 'avg_viewers', 'watch_minutes'])
const TYPES = {
  ...{ day: 'text', market: 'text', creator_k: 'bigint', agency_k: 'bigint', fed: 'bigint', line: 'bigint' },
  ...Object.fromEntries(METRIC_NAMES.map((it) => [it, FRACTIONS.has(it) ? 'float8' : 'bigint'])),
}
const ALL_BITS = 2 ** METRIC_NAMES.length - 1
const MOST_CREATORS = 2 ** 32

const monthBefore = async (trx: Trx, day: Day): Promise<Set<number> | null> => {
  const first = firstOfMonth(day)
  const total = await trx
    .selectFrom('month_total')
    .select('creator_k')
    .where('to_day', '>=', first)
    .where('to_day', '<', plusDays(first, 31))
    .limit(1)
    .executeTakeFirst()
  return total ? new Set() : null
}

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
