import { sql } from 'kysely'
import { METRIC_NAMES } from '#src/domain/metric.ts'
import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'
import { keepWhatWas } from './keeping.ts'

/**
 * Every number knows the file and row it came from, every import can be taken back, and four more kinds of file have a
 * place. What an import overwrites is kept beside the table, under the import that did it: triggers see to that, so
 * that no way of writing can forget it.
 */
export const provenance: Step = async (db, dialect) => {
  const { text, instant, count, real, bytes } = columns(dialect)

  await sql`alter table import rename to import_old`.execute(db)
  if (dialect === 'postgres') await sql`alter index import_pkey rename to import_old_pkey`.execute(db)
  await strictTable(db, dialect, 'import')
    .addColumn('id', count, (c) => c.primaryKey())
    .addColumn('file', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('imported_at', instant, (c) => c.notNull())
    .addColumn('undone_at', instant)
    .addColumn('period_from', text)
    .addColumn('period_to', text)
    .addColumn('read', count, (c) => c.notNull())
    .addColumn('added', count, (c) => c.notNull())
    .addColumn('changed', count, (c) => c.notNull())
    .addColumn('unchanged', count, (c) => c.notNull())
    .addColumn('rejected', count, (c) => c.notNull())
    .addColumn('metrics', text, (c) => c.notNull())
    .addColumn('said', text, (c) => c.notNull())
    .execute()
  await sql`
    insert into import (id, file, kind, sha256, imported_at, period_from, period_to, read, added, changed, unchanged,
                        rejected, metrics, said)
    select id, file, kind, sha256, imported_at, period_from, period_to, read, added, changed, unchanged, rejected, '', '{}'
    from import_old`.execute(db)
  await db.schema.dropTable('import_old').execute()
  await db.schema.createIndex('import_sha256').on('import').column('sha256').execute()

  await strictTable(db, dialect, 'import_body')
    .addColumn('import_id', count, (c) => c.notNull())
    .addColumn('part', count, (c) => c.notNull())
    .addColumn('bytes', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('import_body_key', ['import_id', 'part'])
    .execute()

  await strictTable(db, dialect, 'mapping')
    .addColumn('fingerprint', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('columns', text, (c) => c.notNull())
    .addColumn('written_by', count, (c) => c.notNull())
    .execute()

  // A final total of the month stands beside what the month's own last file said: neither overwrites the other.
  await sql`alter table month_total rename to month_total_old`.execute(db)
  if (dialect === 'postgres') {
    await sql`alter index month_total_key rename to month_total_old_key`.execute(db)
  }
  await strictTable(db, dialect, 'month_total', { clustered: true })
    .addColumn('creator_k', count, (c) => c.notNull())
    .addColumn('from_day', text, (c) => c.notNull())
    .addColumn('to_day', text, (c) => c.notNull())
    .addColumn('settles', count, (c) => c.notNull())
    .addColumn('agency_k', count, (c) => c.notNull())
    .addColumn('import_id', count, (c) => c.notNull())
    .addColumn('line', count, (c) => c.notNull())
    .addColumn('written_by', count, (c) => c.notNull())
    .addColumn('joined', text)
    .addColumn('diamonds', count)
    .addColumn('live_minutes', real)
    .addColumn('valid_days', count)
    .addColumn('new_followers', count)
    .addColumn('streams', count)
    .addColumn('matches', count)
    .addColumn('fan_club_diamonds', count)
    .addColumn('active_fans', count)
    .addPrimaryKeyConstraint('month_total_key', ['creator_k', 'from_day', 'to_day', 'settles'])
    .execute()
  await sql`
    insert into month_total
    select creator_k, from_day, to_day, 0, agency_k, import_id, 0, 0, joined, diamonds, live_minutes, valid_days,
           new_followers, streams, matches, fan_club_diamonds, active_fans
    from month_total_old`.execute(db)
  await db.schema.dropTable('month_total_old').execute()

  // Which of a day's metrics a feed has told: the others may come from the exports.
  await sql`alter table daily rename column source to fed`.execute(db)
  const told = METRIC_NAMES.map(
    (metric, i) => sql`case when ${sql.ref(metric)} is null then 0 else ${sql.lit(2 ** i)} end`,
  )
  await sql`update daily set fed = case when fed = 0 then ${sql.join(told, sql` + `)} else 0 end`.execute(db)
  for (const [table, names] of Object.entries({
    daily: ['import_id', 'line', 'written_by'],
    agency: ['written_by'],
    creator: ['written_by'],
    former_name: ['written_by'],
  })) {
    for (const name of names) {
      await sql`alter table ${sql.ref(table)} add column ${sql.ref(name)} ${count} not null default 0`.execute(
        db,
      )
    }
  }
  await sql`alter table creator add column left_on ${text}`.execute(db)

  await strictTable(db, dialect, 'roster', { clustered: true })
    .addColumn('as_of', text, (c) => c.notNull())
    .addColumn('creator_k', count, (c) => c.notNull())
    .addColumn('agency_k', count, (c) => c.notNull())
    .addColumn('import_id', count, (c) => c.notNull())
    .addColumn('line', count, (c) => c.notNull())
    .addColumn('written_by', count, (c) => c.notNull())
    .addColumn('relationship', text)
    .addColumn('graduation', text)
    .addColumn('tier', text)
    .addColumn('followers', count)
    .addColumn('diamonds30', count)
    .addColumn('live_minutes30', real)
    .addColumn('valid_days30', count)
    .addPrimaryKeyConstraint('roster_key', ['as_of', 'creator_k'])
    .execute()

  await strictTable(db, dialect, 'bonus', { clustered: true })
    .addColumn('month', text, (c) => c.notNull())
    .addColumn('creator_k', count, (c) => c.notNull())
    .addColumn('agency_k', count, (c) => c.notNull())
    .addColumn('import_id', count, (c) => c.notNull())
    .addColumn('line', count, (c) => c.notNull())
    .addColumn('written_by', count, (c) => c.notNull())
    .addColumn('violative', count)
    .addColumn('rookie', count)
    .addColumn('diamonds', count)
    .addColumn('valid_days', count)
    .addColumn('live_minutes', real)
    .addColumn('bonus', real)
    .addColumn('tasks', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('bonus_key', ['month', 'creator_k'])
    .execute()

  await strictTable(db, dialect, 'campaign', { clustered: true })
    .addColumn('folded', text, (c) => c.notNull())
    .addColumn('start_day', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('import_id', count, (c) => c.notNull())
    .addColumn('line', count, (c) => c.notNull())
    .addColumn('written_by', count, (c) => c.notNull())
    .addColumn('market', text)
    .addColumn('category', text)
    .addColumn('end_day', text, (c) => c.notNull())
    .addColumn('goal', real)
    .addColumn('creator_ids', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('campaign_key', ['folded', 'start_day'])
    .execute()

  for (const [table, key] of Object.entries(KEYS)) await keepWhatWas(db, dialect, table, key)
}

const KEYS = {
  daily: ['day', 'creator_k'],
  month_total: ['creator_k', 'from_day', 'to_day', 'settles'],
  creator: ['k'],
  agency: ['k'],
  former_name: ['creator_k', 'username'],
  mapping: ['fingerprint'],
  roster: ['as_of', 'creator_k'],
  bonus: ['month', 'creator_k'],
  campaign: ['folded', 'start_day'],
} as const
