import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** Why a rule was paused by Slack's doing. */
export const paused: Step = async (db, dialect) => {
  await db.schema.alterTable('alert').addColumn('paused_for', columns(dialect).text).execute()
}
