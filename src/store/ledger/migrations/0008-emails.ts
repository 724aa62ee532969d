import { columns, strictTable } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** Whose an e-mail address is, as Slack said when it was asked; null for nobody's. */
export const emails: Step = async (db, dialect) => {
  const { text, instant } = columns(dialect)
  await strictTable(db, dialect, 'email', { clustered: true })
    .addColumn('team', text, (c) => c.notNull())
    .addColumn('email', text, (c) => c.notNull())
    .addColumn('person', text)
    .addColumn('asked_at', instant, (c) => c.notNull())
    .addPrimaryKeyConstraint('email_key', ['team', 'email'])
    .execute()
}
