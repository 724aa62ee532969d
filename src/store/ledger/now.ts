import { type Kysely, sql } from 'kysely'
import type { Clock } from '../../domain/clock.ts'
import type { DialectName } from '../dialect.ts'
import type { LedgerTables } from './schema.ts'

/** The moment by which leases are judged, epoch milliseconds. */
export type Now = (db: Kysely<LedgerTables>) => Promise<number>

/** Replicas' clocks differ, so on PostgreSQL the database's own decides; one process on SQLite asks its own. */
export const leaseClock = (dialect: DialectName, wall: Clock): Now =>
  dialect === 'sqlite'
    ? async () => wall.now().epochMilliseconds
    : async (db) => {
        const { rows } = await sql<{
          ms: number
        }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms`.execute(db)
        return rows[0]?.ms ?? wall.now().epochMilliseconds
      }
