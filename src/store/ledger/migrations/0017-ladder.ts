import { sql } from 'kysely'
import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/**
 * Who is asked again and again, and who hears of it after them; people's own hours and absences; each team's ladder.
 * What is late and was asked after once is asked after again.
 */
export const ladder: Step = async (db, dialect) => {
  const { text, instant, count } = columns(dialect)
  for (const name of ['asked_at', 'escalate_at'] as const)
    await db.schema.alterTable('followup').addColumn(name, instant).execute()
  await db.schema
    .alterTable('followup')
    .addColumn('rung', count, (c) => c.notNull().defaultTo(0))
    .execute()
  await sql`update followup set remind_at = due_at
    where closed_at is null and due is not null and remind_at is null`.execute(db)
  await db.schema
    .createIndex('followup_escalate')
    .on('followup')
    .columns(['team', 'escalate_at'])
    .where(sql<boolean>`escalate_at is not null`)
    .execute()

  await strictTable(db, dialect, 'routine')
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('opens', count)
    .addColumn('closes', count)
    .addColumn('days', text)
    .addColumn('away_until', text)
    .addColumn('delegate', text)
    .addPrimaryKeyConstraint('routine_key', ['team', 'person'] as never)
    .execute()

  await strictTable(db, dialect, 'policy')
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('channel', text, (c) => c.notNull())
    .addColumn('thread_hours', count)
    .addColumn('lead_days', count)
    .addColumn('channel_days', count)
    .addColumn('lead', text)
    .addColumn('backup', text)
    .addPrimaryKeyConstraint('policy_key', ['team', 'channel'] as never)
    .execute()
}
