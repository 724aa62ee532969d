import { sql } from 'kysely'
import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** By what name a follow-up came in from a file: the same file brings it once. And whom open ones wait for. */
export const brought: Step = async (db, dialect) => {
  const { text } = columns(dialect)
  await db.schema.alterTable('followup').addColumn('brought_as', text).execute()
  await db.schema
    .createIndex('followup_brought')
    .unique()
    .on('followup')
    .columns(['team', 'brought_as'])
    .where('brought_as', 'is not', null)
    .execute()
  await db.schema
    .createIndex('followup_blocker')
    .on('followup')
    .columns(['team', 'blocked_by', 'due_at', 'number'])
    .where(sql<boolean>`closed_at is null and blocked_by is not null`)
    .execute()
}
