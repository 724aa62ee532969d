import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** From when on a follow-up is asked as it is, and when its owner, who is on it, was promised to be asked again. */
export const promised: Step = async (db, dialect) => {
  const { instant } = columns(dialect)
  for (const name of ['promised_at', 'again_at'] as const)
    await db.schema.alterTable('followup').addColumn(name, instant).execute()
  // What has come up is snoozed no more.
  await db
    .updateTable('followup' as never)
    .set({ snoozed_at: null } as never)
    .whereRef('asked_at' as never, '>=', 'snoozed_at' as never)
    .execute()
}
