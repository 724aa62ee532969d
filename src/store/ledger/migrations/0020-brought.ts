import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** By what name a follow-up came in from a file: the same file brings it once. */
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
}
