import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** Who would have a slot posted that was too late to be posted by itself. */
export const asked: Step = async (db, dialect) => {
  const { text } = columns(dialect)
  await db.schema.alterTable('slot').addColumn('asked_by', text).execute()
}
