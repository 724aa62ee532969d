import { type Kysely, sql } from 'kysely'
import type { DialectName } from '../dialect.ts'
import type { Trx } from './rows.ts'
import type { FactTables } from './schema.ts'

/** The lock that whoever writes numbers holds on PostgreSQL; on SQLite a transaction that writes is alone anyway. */
const ALONE = sql.lit(7_264_512)

/** Waits until nobody else writes numbers. */
export const oneAtATime = async (trx: Trx, dialect: DialectName): Promise<void> => {
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${ALONE})`.execute(trx)
}

/** Does some work alone, in a transaction that writes; null at once where an import is at it, which may take minutes. */
export const ifFree = <T>(
  db: Kysely<FactTables>,
  dialect: DialectName,
  work: (trx: Kysely<FactTables>) => Promise<T>,
): Promise<T | null> =>
  dialect === 'sqlite'
    ? db.connection().execute(async (connection) => {
        if (!(await begun(connection))) return null
        try {
          const done = await work(connection)
          await sql`commit`.execute(connection)
          return done
        } catch (error) {
          await sql`rollback`.execute(connection)
          throw error
        }
      })
    : db.transaction().execute(async (trx) => {
        const { rows } = await sql<{ free: boolean }>`
          select pg_try_advisory_xact_lock(${ALONE}) as free`.execute(trx)
        return rows[0]?.free ? work(trx) : null
      })

const begun = async (connection: Kysely<FactTables>): Promise<boolean> => {
  try {
    await sql`begin immediate`.execute(connection)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return false
    throw error
  }
}
