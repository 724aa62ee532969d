import { CompiledQuery, sql } from 'kysely'
import type { Day } from '#src/domain/day.ts'
import { METRIC_NAMES, type Metric } from '#src/domain/metric.ts'
import type { DialectName } from '../dialect.ts'
import { copyLines } from './copyLines.ts'
import { boundAt, type Numbers, type Packed, packed, partsIn, unpacked } from './packed.ts'
import { conflictEnding, type Trx } from './rows.ts'
import { bitOf } from './schema.ts'

/** A feed's rows on their way into `daily`. */
export interface DayRows {
  /** Whether they have to be written before another one is added. */
  readonly full: boolean
  /** The row `i` of the columns; `fresh` when nothing was known of its day before the file. */
  add(day: Day, fresh: boolean, who: Place, line: number, values: readonly Float64Array[], i: number): void
  /** Writes those that wait, later ones over earlier ones; says how many rows that added or changed. */
  write(): Promise<number>
}
/** The creator, and where they were on the day. */
export interface Place {
  k: number
  agency: number
  market: string
}

interface Feed {
  dialect: DialectName
  importId: number
  metrics: readonly Metric[]
  carries: { agency: boolean; market: boolean }
}

/**
 * Gathers rows, puts them into the order of the table's key and writes them in bulk: on SQLite by statements of many
 * rows, on PostgreSQL by `COPY`. A row that says what is known already is left alone.
 */
export const dayRows = (trx: Trx, { dialect, importId, metrics, carries }: Feed): DayRows => {
  const waiting = roomFor(metrics.length)
  const bits = metrics.map(bitOf)
  const given = bits.reduce((all, bit) => all | bit, 0)
  const columns = [...LEADING, ...Object.keys(CONSTANTS), ...metrics]
  const ending = conflictEnding('daily', columns, {
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
  const statement = { trx, columns, metrics, ending, importId }
  const writeInOrder = dialect === 'sqlite' ? byStatements(statement, waiting) : byCopy(statement, waiting)
  let rows = 0
  let ascending = true
  let allFresh = true

  return {
    get full() {
      return rows === CAPACITY
    },
    add: (day, fresh, { k, agency, market }, line, values, i) => {
      const last = waiting.day[rows - 1]
      if (last !== undefined && (day < last || (day === last && k <= (waiting.k[rows - 1] ?? 0)))) {
        ascending = false
      }
      allFresh &&= fresh
      waiting.day[rows] = day
      waiting.k[rows] = k
      waiting.agency[rows] = agency
      waiting.market[rows] = waiting.markets.numberOf(market)
      waiting.line[rows] = line
      let fed = 0
      for (let m = 0; m < bits.length; m++) {
        const value = values[m]?.[i] ?? Number.NaN
        const column = waiting.values[m]
        if (column) column[rows] = value
        if (!Number.isNaN(value)) fed |= bits[m] ?? 0
      }
      waiting.fed[rows] = fed
      rows++
    },
    write: async () => {
      const order = Array.from({ length: rows }, (_, row) => row)
      let written = 0
      for (const some of ascending ? [order] : inRounds(order, waiting)) {
        if (some.length > 0) written += await writeInOrder(some, allFresh)
      }
      rows = 0
      waiting.day.length = 0
      ascending = true
      allFresh = true
      return written
    },
  }
}

const LEADING = ['day', 'creator_k', 'agency_k', 'market', 'fed', 'line'] as const
/** The same in every row of a feed; the two that name the import follow it. */
const CONSTANTS = { estimated: '0', restated: '0', import_id: null, written_by: null } as const
const ALL_BITS = 2 ** METRIC_NAMES.length - 1
/** Enough that a file in the order of its creators still fills statements of one day. */
const CAPACITY = 8192

interface Waiting {
  day: Day[]
  k: Float64Array
  agency: Float64Array
  market: Float64Array
  markets: ReturnType<typeof marketsByNumber>
  fed: Float64Array
  line: Float64Array
  values: readonly Float64Array[]
}

const roomFor = (metrics: number): Waiting => ({
  day: [],
  k: new Float64Array(CAPACITY),
  agency: new Float64Array(CAPACITY),
  market: new Float64Array(CAPACITY),
  markets: marketsByNumber(),
  fed: new Float64Array(CAPACITY),
  line: new Float64Array(CAPACITY),
  values: Array.from({ length: metrics }, () => new Float64Array(CAPACITY)),
})

/** By key, and none twice in a round: whoever stands in a file once more comes in the next one. */
const inRounds = (order: number[], { day, k }: Waiting): number[][] => {
  const dayAt = (row: number) => day[row] ?? ''
  const keyAt = (row: number) => k[row] ?? 0
  order.sort((a, b) => {
    if (dayAt(a) !== dayAt(b)) return dayAt(a) < dayAt(b) ? -1 : 1
    return keyAt(a) - keyAt(b) || a - b
  })
  const rounds: number[][] = []
  let last = -1
  let times = 0
  for (const row of order) {
    times = last >= 0 && dayAt(row) === dayAt(last) && keyAt(row) === keyAt(last) ? times + 1 : 0
    const round = rounds[times] ?? []
    if (times === rounds.length) rounds.push(round)
    round.push(row)
    last = row
  }
  return rounds
}

interface Statement {
  trx: Trx
  columns: readonly string[]
  metrics: readonly Metric[]
  ending: string
  importId: number
}
type Write = (order: readonly number[], fresh: boolean) => Promise<number>

/**
 * Binding values is what costs most: a statement has rows of one day, which is given once, and so are figures that are
 * the same in all rows; small numbers share one. Rows in a statement are a power of two, so that there are few
 * statements to prepare.
 */
const byStatements = ({ trx, columns, metrics, ending, importId }: Statement, waiting: Waiting): Write => {
  const { day, markets } = waiting
  const numbers: readonly Numbers[] = [
    { name: 'creator_k', column: waiting.k },
    { name: 'agency_k', column: waiting.agency },
    { name: 'market', column: waiting.market },
    { name: 'fed', column: waiting.fed },
    { name: 'line', column: waiting.line },
    ...metrics.map((name, m) => ({ name, column: waiting.values[m] ?? waiting.fed })),
  ]
  const statements = new Map<string, Bulk>()
  const statementOf = (rows: number, { same, packs }: Packed) => {
    const given = new Map<string, string>([
      ...Object.keys(CONSTANTS).map((name) => [name, constant(name, importId)] as const),
      ...['day', ...same.map(({ name }) => name)].map((name) => [name, '?'] as const),
      ...packs.flatMap((pack, i) => partsIn(pack, `column${i + 1}`)),
    ])
    given.set('market', markets.textAt(given.get('market') ?? '?'))
    const list = columns.map((name) => given.get(name)).join(', ')
    const known = statements.get(`${rows} ${list}`)
    if (known) return known
    const row = `(${packs.map(() => '?').join(', ')})`
    const text =
      `insert into daily (${columns.join(', ')}) select ${list} ` +
      `from (values ${Array.from({ length: rows }, () => row).join(', ')}) where true${ending}`
    const params: Bulk['params'] = []
    // `raw` would freeze a list that is given to it.
    const statement = { params, query: { ...CompiledQuery.raw(text), parameters: params } }
    statements.set(`${rows} ${list}`, statement)
    return statement
  }
  /** What is given once, after the day, in the order of the columns. */
  const onceIn = ({ same }: Packed, row: number) =>
    numbers.flatMap((it) => [
      ...(it.column === waiting.market ? [markets.list()] : []),
      ...(same.includes(it) ? [orNull(it.column[row])] : []),
    ])

  return async (order) => {
    const many = order.length >= MANY && statements.size < MOST_STATEMENTS
    const sorted = many ? packed(numbers, order) : { same: [], packs: unpacked(numbers) }
    const once = onceIn(sorted, order[0] ?? 0)
    let written = 0
    for (let from = 0; from < order.length; ) {
      const on = day[order[from] ?? 0] ?? ''
      let rows = 1
      while (rows < MOST_ROWS && day[order[from + rows * 2 - 1] ?? -1] === on) rows *= 2
      const { params, query } = statementOf(rows, sorted)
      let next = 0
      params[next++] = on
      for (const it of once) params[next++] = it
      for (let i = from; i < from + rows; i++) {
        const at = order[i] ?? 0
        for (const pack of sorted.packs) params[next++] = boundAt(pack, at)
      }
      const { numAffectedRows } = await trx.executeQuery(query)
      written += Number(numAffectedRows ?? 0n)
      from += rows
    }
    return written
  }
}

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value

const MOST_ROWS = 256
/** So few rows are not worth a statement of their own, nor are ever new ones worth their memory. */
const MANY = 1024
const MOST_STATEMENTS = 40

/** A prepared statement and the list that its values are put into, each time anew. */
interface Bulk {
  params: (string | number | null)[]
  query: CompiledQuery
}

const constant = (name: string, importId: number): string =>
  CONSTANTS[name as keyof typeof CONSTANTS] ?? String(importId)

/** The markets of a file by number: SQLite finds their texts in one list, which is given once a statement. */
const marketsByNumber = () => {
  const numbers = new Map<string, number>()
  const texts: string[] = []
  let width = 1
  return {
    numberOf: (text: string): number => {
      const known = numbers.get(text)
      if (known !== undefined) return known
      numbers.set(text, texts.length)
      width = Math.max(width, text.length)
      return texts.push(text) - 1
    },
    text: (number: number): string => texts[number] ?? '',
    list: (): string => texts.map((it) => it.padEnd(width)).join(''),
    textAt: (number: string): string => `rtrim(substr(?, ${number} * ${width} + 1, ${width}))`,
  }
}

/** Straight into the table where nothing was known of the days; else beside it, and from there in one statement. */
const byCopy = ({ trx, columns, ending, importId }: Statement, waiting: Waiting): Write => {
  const list = columns.join(', ')
  const constants = Object.keys(CONSTANTS).map((name) => constant(name, importId))
  const { day, k, agency, market, markets, fed, line, values } = waiting
  const lines = copyLines(CAPACITY, columns.length)

  const encoded = (order: readonly number[]): Uint8Array => {
    lines.begin()
    for (const at of order) {
      lines.text(day[at] ?? '')
      lines.number(k[at] ?? 0)
      lines.number(agency[at] ?? 0)
      lines.text(markets.text(market[at] ?? 0))
      lines.number(fed[at] ?? 0)
      lines.number(line[at] ?? 0)
      for (const it of constants) lines.text(it)
      for (const column of values) lines.number(column[at] ?? Number.NaN)
      lines.end()
    }
    return lines.bytes()
  }
  const copy = (table: string, bytes: Uint8Array) =>
    trx.executeQuery(CompiledQuery.raw(`copy ${table} (${list}) from stdin`, [bytes]))
  const beside = async (bytes: Uint8Array): Promise<number> => {
    await sql`create temp table if not exists daily_given (like daily) on commit drop`.execute(trx)
    await sql`truncate daily_given`.execute(trx)
    await copy('daily_given', bytes)
    const { numAffectedRows } = await trx.executeQuery(
      CompiledQuery.raw(`insert into daily (${list}) select ${list} from daily_given${ending}`),
    )
    return Number(numAffectedRows ?? 0n)
  }

  return async (order, fresh) => {
    const bytes = encoded(order)
    if (!fresh) return beside(bytes)
    await sql`savepoint feed`.execute(trx)
    try {
      await copy('daily', bytes)
      await sql`release savepoint feed`.execute(trx)
      return order.length
    } catch (error) {
      // Somebody stands in the file twice, far apart.
      if (!isKnownAlready(error)) throw error
      await sql`rollback to savepoint feed`.execute(trx)
      return beside(bytes)
    }
  }
}

const isKnownAlready = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23505'
