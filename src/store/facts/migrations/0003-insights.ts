import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'
import { addKeptColumn } from './keeping.ts'

/** What was found on each day, and who is in charge of an agency: each reader has an attention of their own. */
export const insights: Step = async (db, dialect) => {
  const { text, instant, count } = columns(dialect)
  await addKeptColumn(db, dialect, 'agency', 'manager_email')

  await strictTable(db, dialect, 'insight_day', { clustered: true })
    .addColumn('day', text, (c) => c.primaryKey())
    .addColumn('basis', text, (c) => c.notNull())
    .addColumn('from_day', text, (c) => c.notNull())
    .addColumn('found_at', instant, (c) => c.notNull())
    .addColumn('health', text, (c) => c.notNull())
    .execute()

  await strictTable(db, dialect, 'insight', { clustered: true })
    .addColumn('day', text, (c) => c.notNull())
    .addColumn('place', count, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('agency', text)
    .addColumn('market', text)
    .addColumn('silence', text)
    .addColumn('by_what', text)
    .addColumn('body', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('insight_key', ['day', 'place'])
    .execute()
  await db.schema.createIndex('insight_id').on('insight').columns(['id', 'day']).execute()
}
