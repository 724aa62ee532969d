import type { Kysely } from 'kysely'
import type { ChannelId, TeamId, UserId } from '../../domain/ids.ts'
import { CAPTURE_EMOJI } from '../../domain/original.ts'
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

  async leads() {
    const rows = await db
      .selectFrom('lead')
      .select('person')
      .where('team', '=', team)
      .orderBy('person')
      .execute()
    return rows.map(({ person }) => person as UserId)
  },

  async setLeads(leads) {
    await db.deleteFrom('lead').where('team', '=', team).execute()
    const people = [...new Set(leads)].map((person) => ({ team, person }))
    if (people.length > 0) await db.insertInto('lead').values(people).execute()
  },

  async captureEmoji() {
    const row = await db.selectFrom('capture').select('emoji').where('team', '=', team).executeTakeFirst()
    return row ? row.emoji : CAPTURE_EMOJI
  },

  async setCaptureEmoji(emoji) {
    await db
      .insertInto('capture')
      .values({ team, emoji })
      .onConflict((c) => c.column('team').doUpdateSet({ emoji }))
      .execute()
  },
})
