import type { Kysely } from 'kysely'
import type { FactTables } from './schema.ts'

/** Rises with each import, and with each that is taken back. */
export const versionOf = async (db: Kysely<FactTables>): Promise<number> => {
  const row = await db
    .selectFrom('import')
    .select(({ fn }) => [fn.max('id').as('id'), fn.count<number>('undone_at').as('undone')])
    .executeTakeFirst()
  return (row?.id ?? 0) + (row?.undone ?? 0)
}
