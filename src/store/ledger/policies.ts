import type { Kysely } from 'kysely'
import type { TeamId, UserId } from '../../domain/ids.ts'
import { USUAL_POLICY } from '../../domain/ladder.ts'
import type { Policies } from '../../domain/ports.ts'
import type { LedgerTables } from './schema.ts'

/** Stands for the whole workspace. */
const EVERYWHERE = ''

export const policies = (db: Kysely<LedgerTables>, team: TeamId): Policies => ({
  async of(channel) {
    const rows = await db
      .selectFrom('policy')
      .selectAll()
      .where('team', '=', team)
      .where('channel', 'in', [EVERYWHERE, channel ?? EVERYWHERE])
      .execute()
    const row = rows.find((it) => it.channel === channel) ?? rows[0]
    if (!row) return USUAL_POLICY
    return {
      threadHours: row.thread_hours,
      leadDays: row.lead_days,
      channelDays: row.channel_days,
      lead: row.lead as UserId | null,
      backup: row.backup as UserId | null,
    }
  },

  async set(channel, policy) {
    const columns = {
      thread_hours: policy.threadHours,
      lead_days: policy.leadDays,
      channel_days: policy.channelDays,
      lead: policy.lead,
      backup: policy.backup,
    }
    await db
      .insertInto('policy')
      .values({ team, channel: channel ?? EVERYWHERE, ...columns })
      .onConflict((c) => c.columns(['team', 'channel']).doUpdateSet(columns))
      .execute()
  },
})
