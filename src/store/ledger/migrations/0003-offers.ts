import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** Files that people offer in Slack, and what becomes of them. */
export const offers: Step = async (db, dialect) => {
  const { text, instant, count } = columns(dialect)
  await strictTable(db, dialect, 'offer')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('channel', text, (c) => c.notNull())
    .addColumn('thread', text)
    .addColumn('slack_file', text)
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('offered_by', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('said', text, (c) => c.notNull())
    .addColumn('report', text)
    .addColumn('fault', text)
    .addColumn('import_id', count)
    .addColumn('actor', text)
    .addColumn('rejects', text)
    .addColumn('version', count, (c) => c.notNull())
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('lease_until', instant, (c) => c.notNull())
    .addColumn('lease_epoch', count, (c) => c.notNull())
    .addColumn('attempts', count, (c) => c.notNull())
    .addUniqueConstraint('offer_once', ['team', 'channel', 'slack_file'] as never)
    .execute()
  await db.schema.createIndex('offer_work').on('offer').columns(['team', 'state', 'lease_until']).execute()
  await db.schema.createIndex('offer_import').on('offer').columns(['team', 'import_id']).execute()
}
