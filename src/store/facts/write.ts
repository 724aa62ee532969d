import { CompiledQuery, type Kysely, sql, type Transaction } from 'kysely'
import { type Day, daysFrom, firstOfMonth, monthOf, plusDays } from '#src/domain/day.ts'
import type {
  AgencyRow,
  DailyRow,
  FactRow,
  FileKind,
  ImportReport,
  Rejection,
  TotalsRow,
} from '#src/domain/facts.ts'
import type { Metric, Values } from '#src/domain/metric.ts'
import { fold } from '#src/domain/near.ts'
import type { DialectName } from '../dialect.ts'
import { estimatedAmong, rollUp, weighSilence } from './rollup.ts'
import { type CreatorTable, type FactTables, SOURCE, TOTALED, type Totaled } from './schema.ts'

/** A file as it is being read: the store asks for rows, and neither knows nor cares what held them. */
export interface Incoming {
  file: string
  sha256: string
  kind: FileKind
  metrics: readonly Metric[]
  carries: { agency: boolean; market: boolean }
  batches: AsyncIterable<{
    read: number
    merged: number
    rows: readonly FactRow[]
    rejections: readonly Rejection[]
  }>
}

/** Takes a creator's month of totals apart into days: pure, and not the store's business. */
type Difference = (
  totals: readonly { from: Day; to: Day; joined: Day | null; totals: Values }[],
  known: readonly { day: Day; values: Values }[],
) => readonly { day: Day; values: Values; estimated: boolean; restated: boolean }[]

export interface WriteOptions {
  dialect: DialectName
  now: Temporal.Instant
  dryRun: boolean
  difference: Difference
  onRead?: (read: number) => void
}

/** One file, one transaction: all of it or none. A dry run is the same work, undone at its end. */
export const writeFacts = async (
  db: Kysely<FactTables>,
  incoming: Incoming,
  options: WriteOptions,
): Promise<Omit<ImportReport, 'seconds'>> => {
  try {
    return await db.transaction().execute(async (trx) => {
      // One import at a time: keys are handed out here, and a month is taken apart from all its files.
      if (options.dialect === 'postgres') await sql`select pg_advisory_xact_lock(7264512)`.execute(trx)
      const report = (await importedBefore(trx, incoming, options)) ?? (await write(trx, incoming, options))
      if (options.dryRun) throw new Undone(report)
      return report
    })
  } catch (error) {
    if (error instanceof Undone) return error.report
    throw error
  }
}

class Undone extends Error {
  readonly report: Omit<ImportReport, 'seconds'>
  constructor(report: Omit<ImportReport, 'seconds'>) {
    super('dry run')
    this.report = report
  }
}

type Report = Omit<ImportReport, 'seconds'>
type Trx = Transaction<FactTables>

const importedBefore = async (trx: Trx, { file, sha256, kind }: Incoming, { dryRun }: WriteOptions) => {
  const found = await trx.selectFrom('import').selectAll().where('sha256', '=', sha256).executeTakeFirst()
  if (!found) return null
  return {
    ...nothingYet(file, kind, dryRun),
    duplicateOf: found.id,
    read: found.read,
    unchanged: found.read - found.rejected,
    rejected: found.rejected,
    period: found.period_from && found.period_to ? { from: found.period_from, to: found.period_to } : null,
  }
}

const nothingYet = (file: string, kind: FileKind, dryRun: boolean): Report => ({
  importId: null,
  file,
  kind,
  dryRun,
  duplicateOf: null,
  read: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  rejected: 0,
  rejections: [],
  period: null,
  days: 0,
  estimatedDays: 0,
  restated: 0,
  newCreators: 0,
  newAgencies: 0,
})

const REJECTIONS_KEPT = 100

const write = async (trx: Trx, incoming: Incoming, options: WriteOptions): Promise<Report> => {
  const { file, sha256, kind, batches } = incoming
  const newest = await trx
    .selectFrom('import')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst()
  const importId = (newest?.id ?? 0) + 1
  const report = nothingYet(file, kind, options.dryRun)
  const rejections: Rejection[] = []
  const people = await peopleIn(trx)
  const touched = new Set<Day>()
  const writer = WRITERS[kind](trx, { incoming, options, people, touched, importId })

  for await (const batch of batches) {
    report.read += batch.read
    report.unchanged += batch.merged
    report.rejected += batch.rejections.length
    if (rejections.length < REJECTIONS_KEPT) {
      rejections.push(...batch.rejections.slice(0, REJECTIONS_KEPT - rejections.length))
    }
    await writer.add(batch.rows)
    options.onRead?.(report.read)
  }
  const written = await writer.end()
  await people.save()
  await rollUp(trx, touched)
  if (touched.size > 0) await weighSilence(trx)

  report.added = written.added
  report.changed = written.changed
  report.unchanged += written.unchanged
  report.restated = written.restated
  report.period = written.period
  report.rejections = rejections
  report.days = touched.size
  report.estimatedDays = await estimatedAmong(trx, touched)
  report.newCreators = people.newCreators()
  report.newAgencies = people.newAgencies()
  await trx
    .insertInto('import')
    .values({
      id: importId,
      file,
      kind,
      sha256,
      imported_at: options.now.epochMilliseconds,
      period_from: report.period?.from ?? null,
      period_to: report.period?.to ?? null,
      read: report.read,
      added: report.added,
      changed: report.changed,
      unchanged: report.unchanged,
      rejected: report.rejected,
    })
    .execute()
  report.importId = options.dryRun ? null : importId
  return report
}

interface Job {
  incoming: Incoming
  options: WriteOptions
  people: People
  /** Days of which a row was written: their roll-ups are stale. */
  touched: Set<Day>
  importId: number
}

interface Written {
  added: number
  changed: number
  unchanged: number
  restated: number
  period: { from: Day; to: Day } | null
}

interface Writer {
  add(rows: readonly FactRow[]): Promise<void>
  end(): Promise<Written>
}

// —— A feed: a creator's days as they are ————————————————————————————————————————————————————————————————

const feedWriter = (trx: Trx, { incoming, options, people, touched }: Job): Writer => {
  const { metrics, carries } = incoming
  const columns = ['day', 'creator_k', 'agency_k', 'market', 'source', 'estimated', 'restated', ...metrics]
  const upsert = manyRows(trx, options.dialect, 'daily', columns, ['day', 'creator_k'])
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
        const creator = people.creator(row, row.day, row.agency, carries.agency ? 'file' : 'known')
        if (carries.market) people.market(creator, row)
        const day = before.get(row.day) ?? (await newDay(row.day))
        const key = day.number * MOST_CREATORS + creator.k
        if (pending.has(key)) await flush()
        pending.add(key)
        params.push(
          row.day,
          creator.k,
          carries.agency ? people.agency(row.agency) : creator.agency_k,
          carries.market ? (row.market ?? '') : creator.market,
          SOURCE.feed,
          0,
          0,
        )
        for (const metric of metrics) params.push(row.values[metric] ?? null)
        rememberLive(creator, row.day, row.values.live_minutes)
        day.month.add(creator.k)
        rows++
        if (pending.size === ROWS_A_STATEMENT) await flush()
      }
    },
    end: async () => {
      await flush()
      let added = 0
      for (const [day, { rows }] of before) added += (await rowsOn(trx, day)) - rows
      if (written > 0) for (const day of before.keys()) touched.add(day)
      let restated = 0
      for (const [month, keys] of months) {
        const totaled = written > 0 ? await withTotals(trx, month, keys) : []
        restated += await takeApart(trx, options, people, touched, month, totaled)
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

const ROWS_A_STATEMENT = 100
const MOST_CREATORS = 2 ** 32

const rowsOn = async (trx: Trx, day: Day): Promise<number> => {
  const { n } = await trx
    .selectFrom('daily')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('day', '=', day)
    .executeTakeFirstOrThrow()
  return n
}

const spanOf = (days: Iterable<Day>): { from: Day; to: Day } | null => {
  let span: { from: Day; to: Day } | null = null
  for (const day of days) {
    if (span === null) span = { from: day, to: day }
    else if (day < span.from) span.from = day
    else if (day > span.to) span.to = day
  }
  return span
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

// —— Month-to-date totals ————————————————————————————————————————————————————————————————————————————————

const totalsWriter = (trx: Trx, { incoming, options, people, touched, importId }: Job): Writer => {
  const columns = ['creator_k', 'from_day', 'to_day', 'agency_k', 'import_id', 'joined', ...TOTALED]
  const upsert = manyRows(trx, options.dialect, 'month_total', columns, ['creator_k', 'from_day', 'to_day'], {
    quiet: ['import_id'],
  })
  const given = TOTALED.filter((metric) => incoming.metrics.includes(metric))
  const months = new Map<string, Set<number>>()
  const ends = new Set<Day>()
  let added = 0
  let changed = 0
  let rows = 0
  let from: Day | null = null

  const store = async (batch: readonly TotalsRow[]) => {
    const keyed = batch.map((row) => {
      const creator = people.creator(row, row.to, row.agency, incoming.carries.agency ? 'file' : 'known')
      if (row.joined) people.joined(creator, row.joined)
      return { row, creator }
    })
    const known = new Map(
      (
        await trx
          .selectFrom('month_total')
          .selectAll()
          .where(
            'creator_k',
            'in',
            keyed.map(({ creator }) => creator.k),
          )
          .where('to_day', 'in', [...new Set(batch.map(({ to }) => to))])
          .execute()
      ).map((total) => [`${total.creator_k} ${total.from_day} ${total.to_day}`, total]),
    )
    const params: unknown[] = []
    let fresh = 0
    for (const { row, creator } of keyed) {
      const old = known.get(`${creator.k} ${row.from} ${row.to}`)
      if (!old) fresh++
      params.push(
        creator.k,
        row.from,
        row.to,
        incoming.carries.agency ? people.agency(row.agency) : creator.agency_k,
        importId,
        row.joined ?? old?.joined ?? null,
      )
      // A column that this export lacks says nothing against what another one said.
      for (const metric of TOTALED) {
        params.push(given.includes(metric) ? (row.totals[metric] ?? null) : (old?.[metric] ?? null))
      }
      const month = monthOf(row.to)
      const those = months.get(month) ?? new Set()
      those.add(creator.k)
      months.set(month, those)
      ends.add(row.to)
      if (from === null || row.from < from) from = row.from
    }
    const written = await upsert(params)
    added += fresh
    changed += written - fresh
    rows += batch.length
  }

  return {
    add: async (batch) => {
      const totals = batch.filter((row) => row.kind === 'backstage')
      for (let i = 0; i < totals.length; i += ROWS_A_STATEMENT) {
        await store(totals.slice(i, i + ROWS_A_STATEMENT))
      }
    },
    end: async () => {
      let restated = 0
      if (added + changed > 0) {
        for (const [month, keys] of months) {
          restated += await takeApart(trx, options, people, touched, month, [...keys])
        }
      }
      const to = spanOf(ends)?.to
      return {
        added,
        changed,
        unchanged: rows - added - changed,
        restated,
        period: from && to ? { from, to } : null,
      }
    },
  }
}

const CREATORS_AT_ONCE = 300

/** Works out the days of these creators' month anew from all that is known of it, and writes those that differ. */
const takeApart = async (
  trx: Trx,
  { dialect, difference }: WriteOptions,
  people: People,
  touched: Set<Day>,
  month: string,
  creators: readonly number[],
): Promise<number> => {
  const first = firstOfMonth(`${month}-01` as Day)
  const days = daysFrom(first, plusDays(first, 30)).filter((day) => monthOf(day) === month)
  const columns = ['day', 'creator_k', 'agency_k', 'market', 'source', 'estimated', 'restated', ...TOTALED]
  const upsert = manyRows(trx, dialect, 'daily', columns, ['day', 'creator_k'])
  let restated = 0

  for (let i = 0; i < creators.length; i += CREATORS_AT_ONCE) {
    const keys = creators.slice(i, i + CREATORS_AT_ONCE)
    const totals = grouped(
      await trx
        .selectFrom('month_total')
        .selectAll()
        .where('creator_k', 'in', keys)
        .where('to_day', 'in', days)
        .orderBy('to_day')
        .execute(),
    )
    const stored = grouped(
      await trx
        .selectFrom('daily')
        .select(['day', 'creator_k', 'agency_k', 'market', 'source', 'estimated', 'restated', ...TOTALED])
        .where('day', 'in', days)
        .where('creator_k', 'in', keys)
        .execute(),
    )
    const rows: unknown[][] = []
    for (const k of keys) {
      const creator = people.byKey(k)
      const ofMonth = totals.get(k) ?? []
      const now = stored.get(k) ?? []
      const byFeed = now.filter(({ source }) => source === SOURCE.feed)
      const figures = difference(
        ofMonth.map((total) => ({
          from: total.from_day,
          to: total.to_day,
          joined: total.joined,
          totals: valuesOf(total),
        })),
        byFeed.map((row) => ({ day: row.day, values: valuesOf(row) })),
      )
      const differing = new Map(
        now.filter(({ source }) => source === SOURCE.difference).map((row) => [row.day, row]),
      )
      for (const { day, values, estimated, restated: lowered } of figures) {
        const told = ofMonth.find(({ to_day }) => to_day >= day)
        const row = [
          day,
          k,
          told?.agency_k ?? creator.agency_k,
          creator.market,
          SOURCE.difference,
          Number(estimated),
          Number(lowered),
          ...TOTALED.map((metric) => values[metric] ?? null),
        ]
        const old = differing.get(day)
        differing.delete(day)
        const minutes = values.live_minutes ?? null
        if (minutes !== null && minutes > 0) people.live(creator, day)
        else if (creator.last_live === day) people.doubtLive(creator)
        if (old && same(old, row, columns)) continue
        if (lowered) restated++
        touched.add(day)
        rows.push(row)
      }
      for (const day of differing.keys()) {
        touched.add(day)
        if (creator.last_live === day) people.doubtLive(creator)
        await trx.deleteFrom('daily').where('day', '=', day).where('creator_k', '=', k).execute()
      }
    }
    // In the table's own order, which a bulk write likes best.
    rows.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : a[0] === b[0] ? Number(a[1]) - Number(b[1]) : 1))
    for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
      await upsert(rows.slice(at, at + ROWS_A_STATEMENT).flat())
    }
  }
  return restated
}

const grouped = <Row extends { creator_k: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, readonly Row[]> => Map.groupBy(rows, ({ creator_k }) => creator_k)

const valuesOf = (row: Record<Totaled, number | null>): Values =>
  Object.fromEntries(TOTALED.map((metric) => [metric, row[metric]]))

const same = (old: Readonly<Record<string, unknown>>, row: readonly unknown[], columns: readonly string[]) =>
  columns.every((column, i) => old[column] === row[i])

// —— What is known of agencies ———————————————————————————————————————————————————————————————————————————

const agencyWriter = (_trx: Trx, { people }: Job): Writer => {
  const written: Written = { added: 0, changed: 0, unchanged: 0, restated: 0, period: null }
  return {
    add: async (batch) => {
      for (const row of batch) if (row.kind === 'agencies') written[people.describe(row)]++
    },
    end: async () => written,
  }
}

const WRITERS: Record<FileKind, (trx: Trx, job: Job) => Writer> = {
  daily: feedWriter,
  backstage: totalsWriter,
  agencies: agencyWriter,
}

// —— Creators and agencies, held in memory while a file is written ————————————————————————————————————————

type Creator = CreatorTable & { dirty: boolean }

interface People {
  creator(row: DailyRow | TotalsRow, seen: Day, agency: string | null, agencyFrom: 'file' | 'known'): Creator
  byKey(k: number): Creator
  market(creator: Creator, row: DailyRow): void
  joined(creator: Creator, day: Day): void
  live(creator: Creator, day: Day): void
  /** The day that counted as the last one LIVE turned out not to be. */
  doubtLive(creator: Creator): void
  agency(name: string | null): number
  describe(row: AgencyRow): 'added' | 'changed' | 'unchanged'
  newCreators(): number
  newAgencies(): number
  save(): Promise<void>
}

const peopleIn = async (trx: Trx): Promise<People> => {
  const known = await trx.selectFrom('creator').selectAll().execute()
  const byId = new Map<string, Creator>()
  const byKey = new Map<number, Creator>()
  let lastCreator = 0
  for (const row of known) {
    const creator = { ...row, dirty: false }
    byId.set(row.id, creator)
    byKey.set(row.k, creator)
    if (row.k > lastCreator) lastCreator = row.k
  }
  const agencies = new Map(
    (await trx.selectFrom('agency').selectAll().execute()).map((row) => [row.folded, row]),
  )
  let lastAgency = Math.max(0, ...[...agencies.values()].map(({ k }) => k))
  const creatorsBefore = lastCreator
  const agenciesBefore = lastAgency
  const spelled = new Map<string, number>()
  const dirtyAgencies = new Set<string>()
  const former: FactTables['former_name'][] = []
  const doubtful = new Set<Creator>()

  const agencyRow = (name: string) => {
    const folded = fold(name)
    const found = agencies.get(folded)
    if (found) return found
    const nothing = { market: null, region: null, tier: null, category: null }
    const row = { k: ++lastAgency, name, folded, ...nothing, time_zone: null, contact: null, language: null }
    agencies.set(folded, row)
    dirtyAgencies.add(folded)
    return row
  }
  const agency = (name: string | null): number => {
    if (name === null) return 0
    const k = spelled.get(name)
    if (k !== undefined) return k
    const row = agencyRow(name)
    spelled.set(name, row.k)
    return row.k
  }
  const rename = (creator: Creator, username: string, seen: Day) => {
    if (username === '' || username === creator.username) return
    const newer = seen >= creator.seen
    const old = newer ? creator.username : username
    if (old !== creator.id) {
      former.push({
        creator_k: creator.k,
        username: old,
        folded: fold(old),
        seen: newer ? creator.seen : seen,
      })
    }
    if (!newer) return
    creator.username = username
    creator.folded = fold(username)
    creator.dirty = true
  }

  return {
    creator: (row, seen, agencyName, agencyFrom) => {
      const found = byId.get(row.creatorId)
      if (!found) {
        const username = row.username === '' ? row.creatorId : row.username
        const creator: Creator = {
          k: ++lastCreator,
          id: row.creatorId,
          username,
          folded: fold(username),
          agency_k: agency(agencyName),
          market: '',
          joined: null,
          seen,
          last_live: null,
          stake: 0,
          dirty: true,
        }
        byId.set(creator.id, creator)
        byKey.set(creator.k, creator)
        return creator
      }
      if (row.username !== found.username) rename(found, row.username, seen)
      if (seen >= found.seen) {
        const k = agencyFrom === 'file' ? agency(agencyName) : found.agency_k
        if (k !== found.agency_k || seen !== found.seen) found.dirty = true
        found.agency_k = k
        found.seen = seen
      }
      return found
    },
    byKey: (k) => {
      const creator = byKey.get(k)
      if (!creator) throw new Error(`no creator has the key ${k}`)
      return creator
    },
    market: (creator, { market, day }) => {
      if (day < creator.seen || market === null || market === creator.market) return
      creator.market = market
      creator.dirty = true
    },
    joined: (creator, day) => {
      if (creator.joined === day) return
      creator.joined = day
      creator.dirty = true
    },
    live: (creator, day) => {
      if (creator.last_live !== null && creator.last_live >= day) return
      creator.last_live = day
      creator.dirty = true
    },
    doubtLive: (creator) => doubtful.add(creator),
    agency,
    describe: (row) => {
      const isNew = !agencies.has(fold(row.name))
      const old = agencyRow(row.name)
      const next = {
        ...old,
        name: row.name,
        market: row.market ?? old.market,
        region: row.region ?? old.region,
        tier: row.tier ?? old.tier,
        category: row.category ?? old.category,
        time_zone: row.timeZone ?? old.time_zone,
        contact: row.contact ?? old.contact,
        language: row.language ?? old.language,
      }
      agencies.set(old.folded, next)
      if (isNew) return 'added'
      if (JSON.stringify(next) === JSON.stringify(old)) return 'unchanged'
      dirtyAgencies.add(old.folded)
      return 'changed'
    },
    newCreators: () => lastCreator - creatorsBefore,
    newAgencies: () => lastAgency - agenciesBefore,
    save: async () => {
      for (const folded of dirtyAgencies) {
        const row = agencies.get(folded)
        if (!row) continue
        await trx
          .insertInto('agency')
          .values(row)
          .onConflict((at) => at.column('k').doUpdateSet(row))
          .execute()
      }
      for (const creator of doubtful) {
        const last = await lastLiveOf(trx, creator)
        if (last === creator.last_live) continue
        creator.last_live = last
        creator.dirty = true
      }
      const dirty = [...byId.values()].filter((creator) => creator.dirty)
      for (let i = 0; i < dirty.length; i += ROWS_A_STATEMENT) {
        const rows = dirty.slice(i, i + ROWS_A_STATEMENT).map(({ dirty: _, ...row }) => row)
        await trx
          .insertInto('creator')
          .values(rows)
          .onConflict((at) =>
            at.column('k').doUpdateSet(({ ref }) => ({
              username: ref('excluded.username'),
              folded: ref('excluded.folded'),
              agency_k: ref('excluded.agency_k'),
              market: ref('excluded.market'),
              joined: ref('excluded.joined'),
              seen: ref('excluded.seen'),
              last_live: ref('excluded.last_live'),
            })),
          )
          .execute()
      }
      for (const name of former) {
        await trx
          .insertInto('former_name')
          .values(name)
          .onConflict((at) => at.columns(['creator_k', 'username']).doNothing())
          .execute()
      }
    },
  }
}

const LOOK_BACK = 120

const lastLiveOf = async (trx: Trx, creator: Creator): Promise<Day | null> => {
  if (creator.last_live === null) return null
  const days = daysFrom(plusDays(creator.last_live, -LOOK_BACK), creator.last_live)
  const found = await trx
    .selectFrom('daily')
    .select('day')
    .where('day', 'in', days)
    .where('creator_k', '=', creator.k)
    .where('live_minutes', '>', 0)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found?.day ?? null
}

// —— Many rows with one statement ——————————————————————————————————————————————————————————————————————————

/**
 * Inserts rows or corrects the ones that are there, and says how many it wrote: a row that says the same is left
 * alone. The statement is put together once for each number of rows.
 */
const manyRows = (
  trx: Trx,
  dialect: DialectName,
  table: keyof FactTables,
  columns: readonly string[],
  key: readonly string[],
  { quiet = [] }: { quiet?: readonly string[] } = {},
): ((params: readonly unknown[]) => Promise<number>) => {
  const texts = new Map<number, string>()
  const rest = columns.filter((column) => !key.includes(column))
  const compared = rest.filter((column) => !quiet.includes(column))
  const ending =
    ` on conflict (${key.join(', ')}) do update set ${rest.map((it) => `${it} = excluded.${it}`).join(', ')}` +
    ` where ${compared.map((it) => `${table}.${it} is distinct from excluded.${it}`).join(' or ')}`
  const textFor = (rows: number): string => {
    let n = 0
    const mark = () => (dialect === 'postgres' ? `$${++n}` : '?')
    const row = () => `(${columns.map(mark).join(', ')})`
    return `insert into ${table} (${columns.join(', ')}) values ${Array.from({ length: rows }, row).join(', ')}${ending}`
  }
  return async (params) => {
    const rows = params.length / columns.length
    const text = texts.get(rows) ?? textFor(rows)
    texts.set(rows, text)
    const { numAffectedRows } = await trx.executeQuery(CompiledQuery.raw(text, [...params]))
    return Number(numAffectedRows ?? 0n)
  }
}
