import type { Step } from '../../migrate.ts'

/** Of all slots the few that wait, or whose waiting has ended without a word: asked for in every round. */
export const waits: Step = async (db) => {
  await db.schema
    .createIndex('slot_waits')
    .on('slot')
    .columns(['schedule', 'key'])
    .where('held_version' as never, 'is not', null)
    .execute()
}
