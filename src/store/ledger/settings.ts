import type { Kysely } from 'kysely'
import type { ChannelId, TeamId } from '../../domain/ids.ts'
import type { Settings } from '../../domain/ports.ts'
import type { LedgerTables } from './schema.ts'

export const settings = (db: Kysely<LedgerTables>, team: TeamId): Settings => ({
  async deskChannel(desk) {
    const row = await db
      .selectFrom('desk')
      .select('channel')
      .where('team', '=', team)
      .where('desk', '=', desk)
      .executeTakeFirst()
    return (row?.channel as ChannelId | undefined) ?? null
  },

  async setDeskChannel(desk, channel) {
    if (channel === null) {
      await db.deleteFrom('desk').where('team', '=', team).where('desk', '=', desk).execute()
      return
    }
    await db
      .insertInto('desk')
      .values({ team, desk, channel })
      .onConflict((c) => c.columns(['team', 'desk']).doUpdateSet({ channel }))
      .execute()
  },
})
