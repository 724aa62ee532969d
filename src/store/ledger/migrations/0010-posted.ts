import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** What was posted, and which figures it showed: to be corrected when they change. */
export const postedTable: Step = async (db, dialect) => {
  const { text, instant, count } = columns(dialect)
  await strictTable(db, dialect, 'posted')
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('card', text, (c) => c.notNull())
    .addColumn('subscription', text)
    .addColumn('at', instant, (c) => c.notNull())
    .addColumn('version', count, (c) => c.notNull())
    .addColumn('told', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('posted_key', ['team', 'card'])
    .execute()
  await db.schema.createIndex('posted_age').on('posted').columns(['team', 'at']).execute()
}
