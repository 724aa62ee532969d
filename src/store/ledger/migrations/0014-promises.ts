import { sql } from 'kysely'
import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** The end of the year 9999. Its own: what a migration has written must not change when the code does. */
const NO_DATE = 253_402_300_799_000

/**
 * Due dates have an hour and a zone, snoozes a moment; follow-ups have a history, and indexes that end in the order in
 * which they are listed. What is open has no end: SQLite and PostgreSQL both see that a query asks for just that.
 */
export const promises: Step = async (db, dialect) => {
  const { text, instant, count } = columns(dialect)
  await db.schema.alterTable('followup').addColumn('due_time', text).execute()
  for (const name of ['time_zone', 'blocked_by', 'blocked_on', 'outcome', 'watchers', 'insight'] as const)
    await db.schema.alterTable('followup').addColumn(name, text).execute()
  for (const name of ['due_at', 'snoozed_at'] as const)
    await db.schema.alterTable('followup').addColumn(name, instant).execute()

  // Of what was promised before, the zone is asked of its owner; nobody said an hour.
  const morning = (day: string) =>
    dialect === 'sqlite'
      ? sql`cast(strftime('%s', ${sql.ref(day)}) as integer) * 1000`
      : sql`(extract(epoch from ${sql.ref(day)}::date) * 1000)::bigint`
  await sql`update followup set
    due_time = case when due is null then null else '18:00' end,
    time_zone = case when due is null then null else coalesce(
      (select p.time_zone from person p where p.team = followup.team and p.id = followup.owner), 'UTC') end,
    due_at = case when due is null then ${sql.lit(NO_DATE)} else ${morning('due')} + 64800000 end,
    snoozed_at = case when snoozed_until is null then null else coalesce(remind_at, ${morning('snoozed_until')} + 32400000) end`.execute(
    db,
  )
  await db.schema.dropIndex('followup_open').execute()
  await db.schema.dropIndex('followup_remind').execute()
  await db.schema.alterTable('followup').dropColumn('snoozed_until').execute()

  const open = sql<boolean>`closed_at is null`
  await db.schema
    .createIndex('followup_open')
    .on('followup')
    .columns(['team', 'due_at', 'number'])
    .where(open)
    .execute()
  await db.schema
    .createIndex('followup_mine')
    .on('followup')
    .columns(['team', 'owner', 'due_at', 'number'])
    .where(open)
    .execute()
  await db.schema
    .createIndex('followup_agency')
    .on('followup')
    .columns(['team', 'agency', 'due_at', 'number'])
    .where(sql<boolean>`closed_at is null and agency is not null`)
    .execute()
  await db.schema
    .createIndex('followup_remind')
    .on('followup')
    .columns(['team', 'remind_at'])
    .where(sql<boolean>`remind_at is not null`)
    .execute()
  await db.schema
    .createIndex('followup_closed')
    .on('followup')
    .columns(['team', 'closed_at'])
    .where(sql<boolean>`closed_at is not null`)
    .execute()

  await strictTable(db, dialect, 'followup_change', { clustered: true })
    .addColumn('followup', text, (c) => c.notNull())
    .addColumn('version', count, (c) => c.notNull())
    .addColumn('at', instant, (c) => c.notNull())
    .addColumn('actor', text)
    .addColumn('through', text, (c) => c.notNull())
    .addColumn('changed', text, (c) => c.notNull())
    .addColumn('note', text)
    .addPrimaryKeyConstraint('followup_change_key', ['followup', 'version'])
    .execute()
}
