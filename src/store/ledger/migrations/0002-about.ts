import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** What a message is about, so that it can be held back when that is settled, or paused when its channel refuses. */
export const about: Step = async (db, dialect) => {
  await db.schema.alterTable('outbox').addColumn('about', columns(dialect).text).execute()
}
