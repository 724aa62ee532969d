import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** The public holiday that a slot fell on, and what that did to it. */
export const holidays: Step = async (db, dialect) => {
  await db.schema.alterTable('slot').addColumn('holiday', columns(dialect).text).execute()
}
