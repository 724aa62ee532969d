import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** Slots that wait for numbers: why, until when, which numbers they have seen, and who would not wait. */
export const holds: Step = async (db, dialect) => {
  const { text, instant, count } = columns(dialect)
  for (const [column, type] of [
    ['held', text],
    ['held_until', instant],
    ['held_version', count],
    ['freed_by', text],
  ] as const)
    await db.schema.alterTable('slot').addColumn(column, type).execute()
  await db.schema
    .alterTable('subscription')
    .addColumn('incomplete', text, (c) => c.notNull().defaultTo('post'))
    .execute()
}
