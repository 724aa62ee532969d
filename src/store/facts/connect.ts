import { setTimeout } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  SqliteDialect,
  type SqliteStatement,
  sql,
} from 'kysely'
import { type DialectName, dialectAt, type Place, placeOf } from '../dialect.ts'
import { migrate, type Step } from '../migrate.ts'
import { trickle } from '../synced.ts'
import { facts } from './migrations/0001-facts.ts'
import { provenance } from './migrations/0002-provenance.ts'
import { insights } from './migrations/0003-insights.ts'
import { room } from './migrations/0004-room.ts'
import { habits } from './migrations/0005-habits.ts'
import type { FactTables } from './schema.ts'

const STEPS: Readonly<Record<string, Step>> = {
  '0001-facts': facts,
  '0002-provenance': provenance,
  '0003-insights': insights,
  '0004-room': room,
  '0005-habits': habits,
}

export type FactsDb = Kysely<FactTables>

export const factsDialect = (url: string): DialectName => placeOf(url, 'facts').dialect

/** Opens the numbers beside the ledger and brings their tables up to date. */
export const openFacts = async (
  url: string,
  options: { readonly?: boolean; poolSize?: number; copies?: boolean } = {},
): Promise<Kysely<FactTables>> => {
  const place = placeOf(url, 'facts')
  const db = new Kysely<FactTables>({ dialect: await dialectAt(place, options) })
  if (!options.readonly && !(await upToDate(db))) await migrate(db, { ...place, steps: STEPS })
  return db
}

/** Looked up before migrating, which takes the write lock: nobody who only reads waits for an import. */
const upToDate = async (db: Kysely<FactTables>): Promise<boolean> => {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
    const done = new Set(rows.map(({ name }) => name))
    return Object.keys(STEPS).every((name) => done.has(name))
  } catch {
    return false
  }
}

/** For a bulk write: on SQLite a statement is prepared once and not for each batch of rows, PostgreSQL copies. */
export const openFactsForImport = async (url: string): Promise<Kysely<FactTables>> => {
  const place = placeOf(url, 'facts')
  const db = await openFacts(url, { poolSize: 2, copies: true })
  if (place.dialect === 'postgres' || place.at === ':memory:') return db
  await db.destroy()
  return new Kysely<FactTables>({ dialect: await preparedOnce(place) })
}

const preparedOnce = async (place: Place): Promise<Dialect> => {
  const { default: Database } = await import('better-sqlite3')
  const database = new Database(place.at, { timeout: 100 })
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma('trusted_schema = OFF')
  database.pragma('cell_size_check = ON')
  database.pragma('cache_size = -16384')
  database.pragma('temp_store = MEMORY')
  database.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
  const log = trickle(place.at)
  const prepared = new Map<string, SqliteStatement>()
  const dialect = new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare: (sql: string) => {
        const known = prepared.get(sql)
        if (known) return known
        const statement = database.prepare<unknown[]>(sql)
        // Values one by one: it takes them out of a list far more slowly.
        const spread = {
          reader: statement.reader,
          all: (values: readonly unknown[]) => statement.all(...values),
          run: (values: readonly unknown[]) => {
            const result = statement.run(...values)
            log.wrote()
            return result
          },
          iterate: (values: readonly unknown[]) => statement.iterate(...values),
        }
        prepared.set(sql, spread)
        return spread
      },
    },
  })
  return {
    createDriver: () => {
      const driver = dialect.createDriver()
      driver.beginTransaction = beginInTurn
      const { destroy } = driver
      driver.destroy = async () => {
        await log.close()
        await destroy.call(driver)
      }
      return driver
    },
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

/** Another import may take minutes. Waits for it in short naps, so that the thread can still be called off. */
const beginInTurn = async (connection: DatabaseConnection): Promise<void> => {
  for (;;) {
    try {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'))
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')) throw error
      await setTimeout(50)
    }
  }
}
