import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** Why a subscription was paused by Slack's doing, and who had a hand in it last. */
export const hearers: Step = async (db, dialect) => {
  const { text } = columns(dialect)
  for (const column of ['paused_for', 'edited_by'])
    await db.schema.alterTable('subscription').addColumn(column, text).execute()
}
