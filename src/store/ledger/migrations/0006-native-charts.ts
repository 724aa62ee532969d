import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** Workspaces that refuse Slack's own charts. */
export const nativeChartsTable: Step = async (db, dialect) => {
  const { text, instant } = columns(dialect)
  await strictTable(db, dialect, 'no_native_charts')
    .addColumn('team', text, (c) => c.primaryKey().notNull())
    .addColumn('since', instant, (c) => c.notNull())
    .execute()
}
