import { type Kysely, sql } from 'kysely'
import type { Day } from '#src/domain/day.ts'
import type { ImportEntry, UndoFault, UndoReport } from '#src/domain/facts.ts'
import { inPieces, type Trx } from './rows.ts'
import { type FactTables, type ImportTable, KEPT } from './schema.ts'
import { oneAtATime } from './turn.ts'
import { type Incoming, type Said, sumUp, type WriteOptions, write } from './write.ts'

export type Undone = { report: Omit<UndoReport, 'seconds'> } | UndoFault

export interface UndoOptions extends Pick<WriteOptions, 'dialect' | 'now' | 'difference' | 'thresholds'> {
  /** Reads a file's packed pieces again, as it was read when it came. */
  reread(kept: KeptFile): Promise<Incoming>
}
export interface KeptFile {
  file: string
  sha256: string
  importedAt: Temporal.Instant
  said: Said
  body: AsyncIterable<Uint8Array>
}

/**
 * Takes one import back: everything is as if its file had never come. Later imports are rewound first, newest first,
 * and then read anew in their order, since what they found may have been this one's. One transaction.
 */
export const undoImport = async (db: Kysely<FactTables>, id: number, options: UndoOptions): Promise<Undone> =>
  db.transaction().execute(async (trx): Promise<Undone> => {
    await oneAtATime(trx, options.dialect)
    const found = await trx.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirst()
    if (!found) return { fault: 'import.unknown', id }
    if (found.undone_at !== null) return { fault: 'import.undone', id }
    const later = await trx
      .selectFrom('import')
      .selectAll()
      .where('id', '>', id)
      .where('undone_at', 'is', null)
      .orderBy('id')
      .execute()
    const kept = await keptAmong(trx, [id, ...later.map((it) => it.id)])
    if (kept.size < later.length + 1) return { fault: 'import.old', id }

    const touched = new Set<Day>()
    for (const it of [found, ...later].toReversed()) await rewind(trx, it.id, touched)
    await sumUp(trx, options.dialect, touched)
    for (const it of later) await replay(trx, it, options)
    await trx
      .updateTable('import')
      .set({ undone_at: options.now.epochMilliseconds })
      .where('id', '=', id)
      .execute()
    await trx.deleteFrom('import_body').where('import_id', '=', id).execute()
    const { file, kind } = found
    return { report: { id, file, kind, replayed: later.length, days: touched.size } }
  })

/** Puts back what the newest import wrote over, and drops what it brought. */
const rewind = async (trx: Trx, id: number, touched: Set<Day>): Promise<void> => {
  const { rows } = await sql<{ day: Day }>`
    select distinct day from daily where written_by = ${id}
    union select distinct day from daily_was where by_import = ${id}`.execute(trx)
  for (const { day } of rows) touched.add(day)
  const tables = await trx.introspection.getTables()
  for (const table of KEPT) {
    const was = `${table}_was`
    const names = tables.find(({ name }) => name === table)?.columns.map(({ name }) => sql.ref(name)) ?? []
    // The days tell where the rows lie; other tables are small.
    const near = table === 'daily' ? sql`day in (${sql.join([...touched, ''])}) and` : sql``
    await sql`delete from ${sql.ref(table)} where ${near} written_by = ${id}`.execute(trx)
    await sql`
      insert into ${sql.ref(table)} (${sql.join(names)})
      select ${sql.join(names)} from ${sql.ref(was)} where by_import = ${id}`.execute(trx)
    await sql`delete from ${sql.ref(was)} where by_import = ${id}`.execute(trx)
  }
}

const replay = async (trx: Trx, it: ImportTable, options: UndoOptions): Promise<void> => {
  const importedAt = Temporal.Instant.fromEpochMilliseconds(it.imported_at)
  const incoming = await options.reread({
    file: it.file,
    sha256: it.sha256,
    importedAt,
    said: JSON.parse(it.said),
    body: bodyOf(trx, it.id),
  })
  await write(trx, incoming, { ...options, now: importedAt, dryRun: false }, it.id)
}

async function* bodyOf(trx: Trx, id: number): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part++) {
    const found = await trx
      .selectFrom('import_body')
      .select('bytes')
      .where('import_id', '=', id)
      .where('part', '=', part)
      .executeTakeFirst()
    if (!found) return
    yield found.bytes
  }
}

const keptAmong = async (trx: Kysely<FactTables>, ids: readonly number[]): Promise<ReadonlySet<number>> => {
  const kept = new Set<number>()
  for (const some of inPieces(ids)) {
    const rows = await trx
      .selectFrom('import_body')
      .select('import_id')
      .where('import_id', 'in', some)
      .where('part', '=', 0)
      .execute()
    for (const { import_id } of rows) kept.add(import_id)
  }
  return kept
}

/** Newest first. */
export const importsOn = async (db: Kysely<FactTables>, limit: number): Promise<readonly ImportEntry[]> => {
  const rows = await db.selectFrom('import').selectAll().orderBy('id', 'desc').limit(limit).execute()
  const kept = await keptAmong(
    db,
    rows.map(({ id }) => id),
  )
  // One that is no longer kept holds all that came before it.
  const barrier = rows.find(({ id, undone_at }) => undone_at === null && !kept.has(id))?.id ?? 0
  return rows.map((row) => ({
    id: row.id,
    file: row.file,
    kind: row.kind,
    importedAt: momentOf(row.imported_at),
    undoneAt: row.undone_at === null ? null : momentOf(row.undone_at),
    undoable: row.undone_at === null && row.id > barrier,
    period: row.period_from && row.period_to ? { from: row.period_from, to: row.period_to } : null,
    read: row.read,
    added: row.added,
    changed: row.changed,
    unchanged: row.unchanged,
    rejected: row.rejected,
  }))
}

const momentOf = (at: number): string => Temporal.Instant.fromEpochMilliseconds(at).toString()
