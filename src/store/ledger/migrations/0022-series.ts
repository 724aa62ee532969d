import { sql } from 'kysely'
import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** Checklists, and follow-ups that come round: for each of their days there is one at most, whoever makes it. */
export const series: Step = async (db, dialect) => {
  const { text, instant, count } = columns(dialect)
  for (const name of ['checks', 'series', 'slot'] as const)
    await db.schema.alterTable('followup').addColumn(name, text).execute()
  await db.schema
    .createIndex('followup_slot')
    .unique()
    .on('followup')
    .columns(['series', 'slot'])
    .where(sql<boolean>`series is not null`)
    .execute()

  let table = strictTable(db, dialect, 'followup_series').addColumn('id', text, (c) => c.primaryKey())
  for (const name of ['team', 'what', 'owner', 'reporter', 'priority', 'repeats', 'began', 'last'] as const)
    table = table.addColumn(name, text, (c) => c.notNull())
  for (const name of [
    'agency',
    'creator_id',
    'creator_name',
    'watchers',
    'insight',
    'origin_channel',
    'origin_ts',
    'checks',
    'next',
    'ended_by',
  ] as const)
    table = table.addColumn(name, text)
  await table
    .addColumn('count', count, (c) => c.notNull())
    .addColumn('next_at', instant)
    .addColumn('version', count, (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('followup_series_next')
    .on('followup_series')
    .columns(['team', 'next_at'])
    .where(sql<boolean>`next_at is not null`)
    .execute()
}
