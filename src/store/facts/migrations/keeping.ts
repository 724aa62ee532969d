import { type Kysely, type RawBuilder, sql } from 'kysely'
import { columns, type DialectName } from '../../dialect.ts'

/** `daily_was` holds, under `by_import`, each row as it was before that import first wrote it. */
export const keepWhatWas = async (
  db: Kysely<never>,
  dialect: DialectName,
  table: string,
  key: readonly string[],
): Promise<void> => {
  const was = `${table}_was`
  const of = sql.ref(table)
  await sql`
    create table ${sql.ref(was)} as
    select cast(0 as ${columns(dialect).count}) as by_import, ${of}.* from ${of} where 1 = 0`.execute(db)
  await db.schema
    .createIndex(`${was}_key`)
    .on(was)
    .columns(['by_import', ...key])
    .execute()
  await keepOnWriting(db, dialect, table)
}

/** Another column of such a table: kept like the others. */
export const addKeptColumn = async (
  db: Kysely<never>,
  dialect: DialectName,
  table: string,
  column: string,
  type: RawBuilder<unknown> = sql`${columns(dialect).text}`,
): Promise<void> => {
  for (const each of [table, `${table}_was`])
    await sql`alter table ${sql.ref(each)} add column ${sql.ref(column)} ${type}`.execute(db)
  const trigger = sql.ref(`${table}_keeps`)
  await (dialect === 'sqlite'
    ? sql`drop trigger ${trigger}`
    : sql`drop trigger ${trigger} on ${sql.ref(table)}`
  ).execute(db)
  if (dialect === 'postgres') await sql`drop function ${trigger}()`.execute(db)
  await keepOnWriting(db, dialect, table)
}

const keepOnWriting = async (db: Kysely<never>, dialect: DialectName, table: string): Promise<void> => {
  const of = sql.ref(table)
  const tables = await db.introspection.getTables()
  const names =
    tables
      .find((it) => it.name === table && (dialect === 'sqlite' || it.schema === 'facts'))
      ?.columns.map(({ name }) => name) ?? []
  const list = sql.join(names.map((name) => sql.ref(name)))
  const old = sql.join(names.map((name) => sql`old.${sql.ref(name)}`))
  const keeping = sql`insert into ${sql.ref(`${table}_was`)} (by_import, ${list}) values (new.written_by, ${old})`
  const trigger = sql.ref(`${table}_keeps`)
  if (dialect === 'sqlite') {
    await sql`
      create trigger ${trigger} before update on ${of} when old.written_by <> new.written_by
      begin ${keeping}; end`.execute(db)
    return
  }
  await sql`
    create function ${trigger}() returns trigger language plpgsql as $$ begin ${keeping}; return new; end $$`.execute(
    db,
  )
  await sql`
    create trigger ${trigger} before update on ${of} for each row when (old.written_by <> new.written_by)
    execute function ${trigger}()`.execute(db)
}
