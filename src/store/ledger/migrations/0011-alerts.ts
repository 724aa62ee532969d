import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** Rules that tell between digests, and what each has met. */
export const alerts: Step = async (db, dialect) => {
  const { text, instant, count } = columns(dialect)
  await strictTable(db, dialect, 'alert')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('number', count, (c) => c.notNull())
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('owner', text, (c) => c.notNull())
    .addColumn('channel', text)
    .addColumn('scope', text, (c) => c.notNull())
    .addColumn('condition', text, (c) => c.notNull())
    .addColumn('time_zone', text, (c) => c.notNull())
    .addColumn('market', text)
    .addColumn('locale', text, (c) => c.notNull())
    .addColumn('cool_down_days', count, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('since', instant, (c) => c.notNull())
    .addColumn('frontier', count, (c) => c.notNull())
    .addUniqueConstraint('alert_number', ['team', 'number'] as never)
    .execute()

  await strictTable(db, dialect, 'alert_episode', { clustered: true })
    .addColumn('alert', text, (c) => c.notNull())
    .addColumn('entity', text, (c) => c.notNull())
    .addColumn('episode', text, (c) => c.notNull())
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('since', text, (c) => c.notNull())
    .addColumn('last', text, (c) => c.notNull())
    .addColumn('met', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('at', instant, (c) => c.notNull())
    .addColumn('told_at', instant)
    .addColumn('held', count, (c) => c.notNull())
    .addPrimaryKeyConstraint('alert_episode_key', ['alert', 'entity', 'episode'])
    .execute()
  await db.schema
    .createIndex('alert_episode_state')
    .on('alert_episode')
    .columns(['team', 'state', 'told_at'])
    .execute()
}
