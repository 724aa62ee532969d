import { type Kysely, sql } from 'kysely'
import type { DialectName } from '../dialect.ts'
import type { FactTables } from './schema.ts'

/**
 * On PostgreSQL the sums of everybody's days have room in memory: with its default they are sorted on the disk.
 * Everything asked in it is answered from one state: an import that ends in between is seen whole or not at all.
 */
export const inSnapshot = <T>(
  db: Kysely<FactTables>,
  dialect: DialectName,
  ask: (snapshot: Kysely<FactTables>) => Promise<T>,
): Promise<T> =>
  db.connection().execute(async (connection) => {
    await (dialect === 'postgres'
      ? sql`begin isolation level repeatable read read only; set local work_mem = '64MB'`
      : sql`begin`
    ).execute(connection)
    try {
      return await ask(connection)
    } finally {
      await sql`commit`.execute(connection)
    }
  })
