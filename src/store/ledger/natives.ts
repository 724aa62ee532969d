import type { Kysely } from 'kysely'
import type { NativeCharts } from '../../domain/delivery.ts'
import type { Now } from './now.ts'
import type { LedgerTables } from './schema.ts'

/** Slack brings its charts to one workspace after the other. */
const ASKED_AGAIN_MS = 30 * 86_400_000

export const nativeCharts = (db: Kysely<LedgerTables>, now: Now): NativeCharts => ({
  async refused(team) {
    const row = await db
      .selectFrom('no_native_charts')
      .select('since')
      .where('team', '=', team)
      .where('since', '>', (await now(db)) - ASKED_AGAIN_MS)
      .executeTakeFirst()
    return row !== undefined
  },

  async refuse(team) {
    const since = await now(db)
    await db
      .insertInto('no_native_charts')
      .values({ team, since })
      .onConflict((c) => c.column('team').doUpdateSet({ since }))
      .execute()
  },
})
