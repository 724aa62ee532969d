import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** Who had a hand in a rule, by which numbers it was looked at, whether that fails; and in which message a thing was told. */
export const untold: Step = async (db, dialect) => {
  const { text, instant } = columns(dialect)
  for (const column of ['edited_by', 'looked'])
    await db.schema.alterTable('alert').addColumn(column, text).execute()
  await db.schema.alterTable('alert').addColumn('troubled_at', instant).execute()
  await db.schema.alterTable('alert_episode').addColumn('post', text).execute()
}
