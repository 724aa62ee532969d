import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type Day, daysBetween, daysFrom, plusDays } from '#src/domain/day.ts'
import { METRICS, type Metric } from '#src/domain/metric.ts'
import { KNOWN, LOOKED_AT, type Window } from '#src/domain/window.ts'
import type { DialectName } from '../dialect.ts'
import type { FactTables } from './schema.ts'

/** The numbers as insights are found in them, and what is known of the agencies beside their names. */
export interface DaysInColumns extends Window {
  agencies: readonly WindowAgency[]
}
export interface WindowAgency {
  /** An agency is known by its name. */
  id: string
  name: string
  market: string | null
  category: string | null
  managerEmail: string | null
}

/** Somebody who appears so many days after the numbers begin has joined then, if no file says when. */
const BEGINNING = 7
/** A feed of only those who were LIVE has fewer rows without LIVE time than this, over a week. */
export const FEW_SILENT = 0.01
/** Silent for longer than this, somebody whom no file names may as well have left. */
export const SILENT_AT_MOST = 28

/** A day's lists as JSON, each in the order of `keys`; of what is not exact, the keys alone. */
type DayRow = Record<'keys' | 'agencies' | 'estimated' | 'restated' | (typeof LOOKED_AT)[number], string>

/**
 * The last `length` days up to `to` (fewer where the numbers begin later), each day read as one row of JSON lists: far
 * faster than a row for each creator, and no more memory than a day beside the columns. Null where there is no day.
 */
export const daysInColumns = async (
  db: Kysely<FactTables>,
  dialect: DialectName,
  to: Day,
  length: number,
): Promise<DaysInColumns | null> => {
  const from = plusDays(to, 1 - length)
  const first = await db
    .selectFrom('rollup')
    .select(({ fn }) => fn.min('day').as('day'))
    .where('day', '>=', from)
    .where('day', '<=', to)
    .executeTakeFirst()
  if (!first?.day) return null
  const days = daysFrom(first.day, to)
  const people = await peopleSince(db, first.day)
  const agencies = await db
    .selectFrom('agency')
    .select(['k', 'name', 'market', 'category', 'manager_email'])
    .orderBy('k')
    .execute()
  const place = { creator: placesOf(people), agency: placesOf(agencies) }

  const cells = people.length * days.length
  const metrics: Partial<Record<Metric, Float32Array>> = {}
  const agency = new Int16Array(cells).fill(-1)
  const known = new Uint8Array(cells)
  for (const [d, day] of days.entries()) {
    const row = await dayRow(db, dialect, day)
    if (!row) continue
    const at = Uint32Array.from(numbersIn(row.keys), (k) => (place.creator[k ?? 0] ?? 0) * days.length + d)
    for (const [i, k] of numbersIn(row.agencies).entries())
      agency[at[i] ?? 0] = k ? (place.agency[k] ?? -1) : -1
    for (const cell of at) known[cell] = KNOWN.yes
    for (const sign of ['estimated', 'restated'] as const)
      for (const k of numbersIn(row[sign]))
        known[(place.creator[k ?? 0] ?? 0) * days.length + d] = KNOWN[sign]
    for (const metric of LOOKED_AT) {
      const list = numbersIn(row[metric])
      if (metrics[metric] === undefined && list.every((value) => value === null)) continue
      metrics[metric] ??= new Float32Array(cells).fill(Number.NaN)
      const column = metrics[metric]
      for (let i = 0; i < list.length; i++) column[at[i] ?? 0] = list[i] ?? Number.NaN
    }
  }

  const markets = [...new Set(people.flatMap(({ market }) => market ?? []))].toSorted()
  const marketAt = new Map(markets.map((market, i) => [market, i]))
  const columns = { days, agency, known, metrics }
  fillSilence(columns, people)
  for (const column of Object.values(metrics))
    for (let cell = 0; cell < cells; cell++) if (known[cell] === KNOWN.no) column[cell] = 0
  return {
    ...columns,
    ids: people.map(({ id }) => id),
    names: people.map(({ username }) => username),
    joined: Float64Array.from(people, ({ joined }, c) =>
      joined === null ? appearedAt(columns, c) : daysBetween(days[0] ?? joined, joined),
    ),
    agencies: agencies.map(({ name, market, category, manager_email }) => ({
      id: name,
      name,
      market,
      category,
      managerEmail: manager_email,
    })),
    markets,
    market: Int16Array.from(people, ({ market }) => (market === null ? -1 : (marketAt.get(market) ?? -1))),
  }
}

interface Member {
  k: number
  id: string
  username: string
  joined: Day | null
  left_on: Day | null
  market: string | null
}

/** Everybody whom a file of these days or a later one names, by key: who has a row is among them. */
const peopleSince = async (db: Kysely<FactTables>, from: Day): Promise<readonly Member[]> => {
  const { rows } = await sql<Member>`
    select c.k, c.id, c.username, c.joined, c.left_on, coalesce(nullif(c.market, ''), a.market) as market
    from creator c left join agency a on a.k = c.agency_k
    where c.seen >= ${from}
    order by c.k`.execute(db)
  return rows
}

/** Keys are small whole numbers: a list finds a place faster than a map. */
const placesOf = (rows: readonly { k: number }[]): Int32Array => {
  const places = new Int32Array((rows.at(-1)?.k ?? 0) + 1).fill(-1)
  for (const [i, { k }] of rows.entries()) places[k] = i
  return places
}

const dayRow = async (db: Kysely<FactTables>, dialect: DialectName, day: Day): Promise<DayRow | null> => {
  const list = (column: string, name: string, rows = sql`true`): RawBuilder<unknown> =>
    dialect === 'sqlite'
      ? sql`json_group_array(${sql.ref(column)}) filter (where ${rows}) as ${sql.ref(name)}`
      : sql`coalesce(json_agg(${sql.ref(column)} order by creator_k) filter (where ${rows})::text, '[]') as ${sql.ref(name)}`
  const { rows } = await sql<DayRow>`
    select ${list('creator_k', 'keys')}, ${list('agency_k', 'agencies')},
           ${list('creator_k', 'estimated', sql`estimated = 1`)},
           ${list('creator_k', 'restated', sql`restated = 1 and estimated <> 1`)},
           ${sql.join(LOOKED_AT.map((metric) => list(metric, metric)))}
    from daily where day = ${day} group by day`.execute(db)
  return rows[0] ?? null
}

const numbersIn = (list: string): readonly (number | null)[] => JSON.parse(list)

type Columns = Pick<Window, 'days' | 'agency' | 'known' | 'metrics'>

/**
 * Where a feed tells only of those who were LIVE, whoever is not in it was silent, and did not vanish: on such a day
 * they earned nothing. Not so where their whole agency is missing, which says that a file is.
 */
const fillSilence = ({ days, agency, known, metrics }: Columns, people: readonly Member[]): void => {
  const minutes = metrics.live_minutes
  if (minutes === undefined) return
  const length = days.length
  const rows = new Uint32Array(length)
  const silent = new Uint32Array(length)
  const told = days.map(() => new Set<number>())
  for (let cell = 0; cell < known.length; cell++) {
    if (known[cell] === KNOWN.no) continue
    const d = cell % length
    rows[d] = (rows[d] ?? 0) + 1
    if (!((minutes[cell] ?? 0) > 0)) silent[d] = (silent[d] ?? 0) + 1
    told[d]?.add(agency[cell] ?? -1)
  }
  const week = (of: Uint32Array, d: number): number =>
    of.subarray(Math.max(0, d - 6), d + 1).reduce((sum, n) => sum + n, 0)
  const isLiveOnly = days.map((_, d) => (rows[d] ?? 0) > 0 && week(silent, d) < FEW_SILENT * week(rows, d))
  if (!isLiveOnly.includes(true)) return
  const zeros = Object.entries(metrics).filter(([metric]) => METRICS[metric as Metric] === 'sum')
  for (const [c, { left_on }] of people.entries()) {
    let last = -1
    for (let d = 0; d < length; d++) {
      const cell = c * length + d
      if (known[cell] !== KNOWN.no) {
        last = d
        continue
      }
      if (last < 0 || d - last > SILENT_AT_MOST || !isLiveOnly[d]) continue
      const house = agency[c * length + last] ?? -1
      if ((left_on !== null && (days[d] ?? left_on) >= left_on) || !told[d]?.has(house)) continue
      known[cell] = KNOWN.yes
      agency[cell] = house
      for (const [, column] of zeros) column[cell] = 0
    }
  }
}

/** Who was not there when the numbers begin has joined on the first day with a row; else nobody knows. */
const appearedAt = ({ days, known }: Columns, c: number): number => {
  for (let d = 0; d < days.length; d++)
    if (known[c * days.length + d] !== KNOWN.no) return d >= BEGINNING ? d : Number.NaN
  return Number.NaN
}
