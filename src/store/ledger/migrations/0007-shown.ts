import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** What each subscription has shown: a finding is told once by it, and none is lost between two of its days. */
export const shown: Step = async (db, dialect) => {
  const { text, instant } = columns(dialect)
  await strictTable(db, dialect, 'shown', { clustered: true })
    .addColumn('subscription', text, (c) => c.notNull())
    .addColumn('insight', text, (c) => c.notNull())
    .addColumn('severity', text, (c) => c.notNull())
    .addColumn('at', instant, (c) => c.notNull())
    .addPrimaryKeyConstraint('shown_key', ['subscription', 'insight'])
    .execute()
}
