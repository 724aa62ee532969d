import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { DialectName, Half } from './dialect.ts'

/** A migration knows which dialect it speaks; there is no way back but a backup. */
export type Step = (db: Kysely<never>, dialect: DialectName) => Promise<void>

/** Brings the schema up to date: every step in one transaction behind a lock, so that a crash or a second process does no harm. */
export const migrate = async <T>(
  db: Kysely<T>,
  { dialect, half, steps }: { dialect: DialectName; half: Half; steps: Readonly<Record<string, Step>> },
): Promise<readonly string[]> => {
  if (dialect === 'postgres') await makeSchema(db, half)
  const migrations = Object.fromEntries(
    Object.entries(steps).map(([name, up]): [string, Migration] => [
      name,
      { up: (trx) => up(trx as Kysely<never>, dialect) },
    ]),
  )
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // Not by a language's rules, which differ from machine to machine.
    nameComparator: (a, b) => (a < b ? -1 : Number(a > b)),
    ...(dialect === 'postgres' && { migrationTableSchema: half }),
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).filter((it) => it.status === 'Success').map((it) => it.migrationName)
}

/** `if not exists` looks before it leaps: two that start at once would both leap, and one would fall. */
const makeSchema = <T>(db: Kysely<T>, half: Half): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(7264511)`.execute(trx)
    await sql`create schema if not exists ${sql.id(half)}`.execute(trx)
  })
