import { CompiledQuery, type Transaction } from 'kysely'
import type { Day } from '#src/domain/day.ts'
import type { DialectName } from '../dialect.ts'
import type { FactTables, Kept } from './schema.ts'

export type Trx = Transaction<FactTables>

/** Kept well under both databases' limit of parameters. */
const ROWS_A_STATEMENT = 100

interface Upsert {
  key: readonly string[]
  /** Says where a row came from and not what it says: written along, but no change by itself. */
  quiet?: readonly string[]
  /** Only of rows that are new. */
  first?: readonly string[]
  /** What a column becomes, where that is not simply the newer value. */
  becomes?: Readonly<Record<string, string>>
}

/** The end of an `insert` that corrects the rows that are there; one that says the same is left alone. */
export const conflictEnding = (
  table: keyof Kept,
  columns: readonly string[],
  { key, quiet = [], first = [], becomes = {} }: Upsert,
): string => {
  const rest = columns.filter((column) => !key.includes(column) && !first.includes(column))
  const next = (column: string) => becomes[column] ?? `excluded.${column}`
  const compared = rest.filter((column) => !quiet.includes(column))
  return (
    ` on conflict (${key.join(', ')}) do update set ${rest.map((it) => `${it} = ${next(it)}`).join(', ')}` +
    ` where ${compared.map((it) => `${table}.${it} is distinct from ${next(it)}`).join(' or ')}`
  )
}

/**
 * Inserts rows or corrects the ones that are there, and says how many it wrote. The statement is put together once for
 * each number of rows.
 */
export const manyRows = (
  trx: Trx,
  dialect: DialectName,
  table: keyof Kept,
  columns: readonly string[],
  upsert: Upsert,
): ((params: readonly unknown[]) => Promise<number>) => {
  const texts = new Map<number, string>()
  const ending = conflictEnding(table, columns, upsert)
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
    const { numAffectedRows } = await trx.executeQuery(CompiledQuery.raw(text, params as unknown[]))
    return Number(numAffectedRows ?? 0n)
  }
}

/** `list` in pieces of at most `size`. */
export function* inPieces<T>(list: readonly T[], size = ROWS_A_STATEMENT): Generator<readonly T[]> {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size)
}

/** From the earliest to the latest of them; null when there are none. */
export const spanOf = (days: Iterable<Day>): { from: Day; to: Day } | null => {
  let span: { from: Day; to: Day } | null = null
  for (const day of days) {
    if (span === null) span = { from: day, to: day }
    else if (day < span.from) span.from = day
    else if (day > span.to) span.to = day
  }
  return span
}
