import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import {
  CompiledQuery,
  type CreateTableBuilder,
  type DatabaseConnection,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  PostgresDialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  sql,
} from 'kysely'

import { copyingPool } from './copy.ts'
import { keepingStatements } from './prepared.ts'
import { type Log, logOf, syncedAfterWrites } from './synced.ts'

export type DialectName = 'sqlite' | 'postgres'

/** The store's halves. On SQLite each is a file of its own, on PostgreSQL a schema of one database. */
export type Half = 'ledger' | 'facts'

/** Where the store lives: `sqlite:./var/regia.db` (or `sqlite::memory:` in tests) or `postgres://…`. */
export interface Place {
  dialect: DialectName
  /** A file path on SQLite, a connection string on PostgreSQL. */
  at: string
  half: Half
}

export const placeOf = (url: string, half: Half): Place => {
  if (!url.startsWith('sqlite:')) return { dialect: 'postgres', at: url, half }
  const path = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')
  return { dialect: 'sqlite', at: half === 'ledger' || path === ':memory:' ? path : factsBeside(path), half }
}

/** `var/regia.db` → `var/regia-facts.db` */
const factsBeside = (path: string): string => path.replace(/(\.[^./\\]+)?$/, '-facts$1')

/** SQLite with write transactions that wait instead of failing, and migrations that a crash cannot leave half done. */
class CarefulSqliteDialect extends SqliteDialect {
  readonly #log: Log | null

  constructor(database: SqliteDatabase, log: Log | null) {
    super({ database })
    this.#log = log
  }
  override createDriver(): Driver {
    const driver = super.createDriver()
    driver.beginTransaction = (connection: DatabaseConnection) =>
      connection.executeQuery(CompiledQuery.raw('begin immediate')).then(() => undefined)
    const log = this.#log
    if (!log) return driver
    const { destroy } = driver
    driver.destroy = async () => {
      await log.close()
      await destroy.call(driver)
    }
    return syncedAfterWrites(driver, log.sync)
  }
  override createAdapter(): DialectAdapter {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl(): boolean {
        return true
      }
    })()
  }
}

export const dialectAt = async (
  place: Place,
  options: { readonly?: boolean; poolSize?: number; copies?: boolean } = {},
): Promise<Dialect> => {
  if (place.dialect === 'sqlite') {
    const { default: Database } = await import('better-sqlite3')
    if (place.at !== ':memory:') mkdirSync(dirname(place.at), { recursive: true })
    const database = new Database(place.at, { readonly: options.readonly ?? false, timeout: 5000 })
    if (!options.readonly) await switchToWal(database)
    const log =
      place.half === 'ledger' && !options.readonly && place.at !== ':memory:'
        ? logOf(place.at, { lost: () => database.pragma('wal_autocheckpoint = 1000') })
        : null
    // Power loss must not undo a `sending` mark: either SQLite waits for the disk in each commit, or we do.
    database.pragma(`synchronous = ${log ? 'NORMAL' : 'FULL'}`)
    if (log) database.pragma('wal_autocheckpoint = 0')
    database.pragma('foreign_keys = ON')
    database.pragma('trusted_schema = OFF')
    database.pragma('cell_size_check = ON')
    database.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
    // The numbers' tables come and go, and what was prepared for one may not fit the next of that name.
    return new CarefulSqliteDialect(place.half === 'ledger' ? keepingStatements(database) : database, log)
  }
  const { default: pg } = await import('pg')
  const number = (text: string): number => Number(text)
  const pool = new pg.Pool({
    connectionString: place.at,
    max: options.poolSize ?? 10,
    options: `-c search_path=${place.half}`,
    types: {
      getTypeParser: (oid, format) =>
        oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC
          ? number
          : pg.types.getTypeParser(oid, format),
    },
  })
  // Both are needed: a connection in use reports its loss on itself, not on the pool, and an unheard 'error' ends the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new PostgresDialect({ pool: options.copies ? copyingPool(pool) : pool })
}

/** Two processes that find a new file at once: the switch to WAL ignores the busy timeout, so the later one asks again. */
const switchToWal = async (database: { pragma(source: string): unknown }): Promise<void> => {
  for (let tries = 0; ; tries++) {
    try {
      database.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (tries > 100) throw error
      await setTimeout(50)
    }
  }
}

/**
 * Column kinds that mean the same on both: `text` (ids, days as ISO text, JSON), `instant` (epoch milliseconds),
 * `count` (whole numbers, also 0/1 flags), `real` and `bytes`.
 */
export const columns = (dialect: DialectName) =>
  dialect === 'sqlite'
    ? ({
        text: sql`text`,
        instant: sql`integer`,
        count: sql`integer`,
        real: sql`real`,
        bytes: sql`blob`,
      } as const)
    : ({
        text: sql`text collate "C"`,
        instant: sql`bigint`,
        count: sql`bigint`,
        real: sql`double precision`,
        bytes: sql`bytea`,
      } as const)

/** A table whose columns hold only what they say. `clustered` keeps rows in the order of their primary key. */
export const strictTable = (
  db: Kysely<never>,
  dialect: DialectName,
  name: string,
  { clustered = false }: { clustered?: boolean } = {},
): CreateTableBuilder<string> => {
  const table = db.schema.createTable(name)
  if (dialect === 'postgres') return table
  return table.modifyEnd(clustered ? sql`strict, without rowid` : sql`strict`)
}
