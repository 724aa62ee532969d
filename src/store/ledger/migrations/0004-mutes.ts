import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** Whom people wish to hear nothing of for a while, and why. */
export const mutes: Step = async (db, dialect) => {
  const { text } = columns(dialect)
  await strictTable(db, dialect, 'mute')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('entity_type', text, (c) => c.notNull())
    .addColumn('entity_id', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('kind', text)
    .addColumn('from_day', text, (c) => c.notNull())
    .addColumn('until_day', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('made_by', text, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('mute_team').on('mute').columns(['team', 'until_day']).execute()
}
