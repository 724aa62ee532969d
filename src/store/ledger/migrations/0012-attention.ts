import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** How much was said to whom unasked, what came of it, and how much may be. */
export const attention: Step = async (db, dialect) => {
  const { text, instant, count } = columns(dialect)
  await strictTable(db, dialect, 'sent_day', { clustered: true })
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('ear', text, (c) => c.notNull())
    .addColumn('day', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('count', count, (c) => c.notNull())
    .addPrimaryKeyConstraint('sent_day_key', ['team', 'ear', 'day', 'kind', 'source'])
    .execute()

  await strictTable(db, dialect, 'acted', { clustered: true })
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('post', text, (c) => c.notNull())
    .addColumn('insight', text, (c) => c.notNull())
    .addColumn('what', text, (c) => c.notNull())
    .addColumn('kind', text)
    .addColumn('at', instant, (c) => c.notNull())
    .addPrimaryKeyConstraint('acted_key', ['source', 'post', 'insight', 'what'])
    .execute()

  await strictTable(db, dialect, 'budget')
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('ear', text, (c) => c.notNull())
    .addColumn('day', count, (c) => c.notNull())
    .addColumn('week', count, (c) => c.notNull())
    .addPrimaryKeyConstraint('budget_key', ['team', 'ear'])
    .execute()

  // From a button's message to what it was about.
  await db.schema.createIndex('outbox_message').on('outbox').columns(['team', 'ts']).execute()
}
