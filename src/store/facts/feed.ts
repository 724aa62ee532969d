import { columnsMaker, type DayColumns } from '#src/domain/columns.ts'
import { type Day, firstOfMonth, monthOf, plusDays } from '#src/domain/day.ts'
import type { Short } from '#src/domain/facts.ts'
import { takeApart } from './apart.ts'
import { type DayRows, dayRows } from './days.ts'
import type { Creator } from './people.ts'
import { type DaySums, sumsAsTheyCome } from './rollup.ts'
import { spanOf, type Trx } from './rows.ts'
import type { RollupTable } from './schema.ts'
import type { Job, Writer } from './write.ts'

/** A feed: a creator's days as they are. */
export const feedWriter = (trx: Trx, { incoming, options, people, touched, importId }: Job): Writer => {
  const { metrics, carries } = incoming
  const minutesAt = metrics.indexOf('live_minutes')
  const inColumns = columnsMaker(metrics)
  const waiting = dayRows(trx, { dialect: options.dialect, importId, metrics, carries })
  /** A row that ends early says nothing of what is not there: others are written without it, and it after them. */
  const shorter = new Map<string, DayRows>()
  const shorterFor = (it: Short): DayRows => {
    const key = `${it.metrics} ${it.agency} ${it.market}`
    const told = {
      agency: carries.agency && it.agency,
      market: carries.market && it.market,
    }
    const known =
      shorter.get(key) ??
      dayRows(trx, {
        dialect: options.dialect,
        importId,
        metrics: metrics.slice(0, it.metrics),
        carries: told,
      })
    shorter.set(key, known)
    return known
  }
  const days: KnownDay[] = []
  const who: { creator: Creator | null; id: string; username: string }[] = []
  const agencies: { name: string | null; k: number | null }[] = []
  const markets: (string | null)[] = []
  const place = { k: 0, agency: 0, market: '' }
  let rows = 0
  let written = 0

  const learn = async (news: DayColumns) => {
    for (const day of news.newDays) {
      const month =
        days.find((it) => monthOf(it.day) === monthOf(day))?.month ?? (await monthBefore(trx, day))
      const before = (await rowsOn(trx, day, importId)).all
      // What totals say of a day is worked out last of all.
      const sums = before === 0 && month === null ? sumsAsTheyCome(day, metrics) : null
      days.push({ day, before, told: 0, month, sums })
    }
    for (const it of news.newWho) who.push({ creator: null, ...it })
    for (const name of news.newAgencies) agencies.push({ name, k: null })
    markets.push(...news.newMarkets)
  }
  const creatorOf = (at: number, day: Day, agencyAt: number, told: boolean): Creator | null => {
    const it = who[at]
    if (!it) return null
    if (it.creator) {
      people.seen(it.creator, it.username, day, told ? agencyOf(agencyAt) : it.creator.agency_k)
      return it.creator
    }
    const named = { creatorId: it.id, username: it.username, agency: agencies[agencyAt]?.name ?? null }
    it.creator = people.creator(named, day, told ? 'file' : 'known')
    return it.creator
  }
  const agencyOf = (at: number): number => {
    const it = agencies[at]
    if (!it) return 0
    it.k ??= people.agency(it.name)
    return it.k
  }

  const add = async (news: DayColumns): Promise<void> => {
    // A day is counted before any of its rows are written.
    await learn(news)
    const someShort = news.short.size > 0
    for (let i = 0; i < news.rows; i++) {
      const known = days[news.day[i] ?? 0]
      if (!known) continue
      const { day, before, month, sums } = known
      const agencyAt = news.agency[i] ?? 0
      const short = someShort ? news.short.get(i) : undefined
      const ofAgency = carries.agency && short?.agency !== false
      const ofMarket = carries.market && short?.market !== false
      const creator = creatorOf(news.who[i] ?? 0, day, agencyAt, ofAgency)
      if (!creator) continue
      const market = markets[news.market[i] ?? 0] ?? null
      if (ofMarket) people.market(creator, market, day)
      place.k = creator.k
      place.agency = ofAgency ? agencyOf(agencyAt) : creator.agency_k
      place.market = ofMarket ? (market ?? '') : creator.market
      const into = short ? shorterFor(short) : waiting
      if (into.full) written += await into.write()
      into.add(day, before === 0, place, news.line[i] ?? 0, news.values, i)
      sums?.add(place.agency, place.market, news.values, i)
      if (minutesAt >= 0) {
        if ((news.values[minutesAt]?.[i] ?? 0) > 0) people.live(creator, day)
        else if (creator.last_live === day) people.doubtLive(creator)
      }
      month?.add(creator.k)
      known.told++
      rows++
    }
  }

  return {
    add: async (batch) => {
      await add(inColumns.of(batch.filter((row) => row.kind === 'daily')))
      return []
    },
    addColumns: add,
    end: async () => {
      written += await waiting.write()
      for (const rows of shorter.values()) written += await rows.write()
      let added = 0
      const summed = new Map<Day, readonly RollupTable[]>()
      for (const { day, before, told, sums } of days) {
        const after = await rowsOn(trx, day, importId)
        added += after.all - before
        if (after.written > 0) touched.add(day)
        // A creator who stands in the file twice would count twice.
        const all = after.all === told ? sums?.all() : null
        if (all) summed.set(day, all)
      }
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
        summed,
      }
    },
  }
}

interface KnownDay {
  day: Day
  /** Its rows before the file, and those of the file. */
  before: number
  told: number
  /** The creators of whom the file tells a day in this month; null for a month that no totals are known of. */
  month: Set<number> | null
  /** For a day of which nothing was known before. */
  sums: DaySums | null
}

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

/** How many rows the day has, and how many of them this import wrote. */
const rowsOn = async (trx: Trx, day: Day, importId: number): Promise<{ all: number; written: number }> =>
  trx
    .selectFrom('daily')
    .select(({ fn }) => [
      fn.countAll<number>().as('all'),
      fn.countAll<number>().filterWhere('written_by', '=', importId).as('written'),
    ])
    .where('day', '=', day)
    .executeTakeFirstOrThrow()

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
