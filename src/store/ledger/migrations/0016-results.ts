import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** The numbers that a follow-up is about: as they stood when it was made, and what became of them. */
export const results: Step = async (db, dialect) => {
  const { text, count } = columns(dialect)
  await strictTable(db, dialect, 'followup_result', { clustered: true })
    .addColumn('followup', text, (c) => c.notNull().primaryKey())
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('told', text, (c) => c.notNull())
    .addColumn('settled', count, (c) => c.notNull())
    .addColumn('looked', text)
    .execute()
}
