import type { SqliteDatabase, SqliteStatement } from 'kysely'

/** Statements that are in use at a time; an application has fewer, whatever values they are given. */
const KEPT = 300

/** Keeps what SQLite has prepared: preparing a small statement costs more than running it. */
export const keepingStatements = (database: SqliteDatabase): SqliteDatabase => {
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => {
      kept.clear()
      database.close()
    },
    prepare: (sql) => {
      const known = kept.get(sql)
      if (known) return known
      const made = database.prepare(sql)
      const [oldest] = kept.keys()
      if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest)
      kept.set(sql, made)
      return made
    },
  }
}
