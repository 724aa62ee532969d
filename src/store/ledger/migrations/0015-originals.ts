import { sql } from 'kysely'
import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** The messages that follow-ups were made of, who leads, and which emoji makes a follow-up. */
export const originals: Step = async (db, dialect) => {
  const { text, instant, count } = columns(dialect)
  await strictTable(db, dialect, 'followup_source', { clustered: true })
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('channel', text, (c) => c.notNull())
    .addColumn('ts', text, (c) => c.notNull())
    .addColumn('permalink', text)
    .addColumn('author', text)
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('files', text, (c) => c.notNull())
    .addColumn('captured', count, (c) => c.notNull())
    .addColumn('deleted_at', instant)
    .addColumn('kept_at', instant, (c) => c.notNull())
    .addPrimaryKeyConstraint('followup_source_key', ['team', 'channel', 'ts'])
    .execute()
  await db.schema.alterTable('followup').addColumn('quoted', text).execute()
  await db.schema
    .createIndex('followup_origin')
    .on('followup')
    .columns(['team', 'origin_channel', 'origin_ts'])
    .where(sql<boolean>`origin_ts is not null`)
    .execute()
  await strictTable(db, dialect, 'lead', { clustered: true })
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('lead_key', ['team', 'person'])
    .execute()
  await strictTable(db, dialect, 'capture', { clustered: true })
    .addColumn('team', text, (c) => c.notNull().primaryKey())
    .addColumn('emoji', text)
    .execute()
}
