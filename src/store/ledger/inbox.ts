import type { Kysely } from 'kysely'
import type { Inbox } from '../../domain/delivery.ts'
import type { TeamId } from '../../domain/ids.ts'
import { toRow } from './codec.ts'
import type { Now } from './now.ts'
import type { LedgerTables } from './schema.ts'

export const inbox = (db: Kysely<LedgerTables>, now: Now): Inbox => ({
  async add({ dedupeKey, team, kind, body }, leaseMs) {
    const at = await now(db)
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('inbox')
      .values({
        dedupe_key: dedupeKey,
        team,
        kind,
        body,
        state: 'received',
        attempts: 1,
        lease_until: at + leaseMs,
        received_at: at,
        error: null,
      })
      .onConflict((c) => c.column('dedupe_key').doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n
  },

  async claimStale(leaseMs) {
    const at = await now(db)
    const row = await db
      .updateTable('inbox')
      .set((eb) => ({ lease_until: at + leaseMs, attempts: eb('attempts', '+', 1) }))
      .where('dedupe_key', '=', (eb) =>
        eb
          .selectFrom('inbox')
          .select('dedupe_key')
          .where('state', '=', 'received')
          .where('lease_until', '<=', at)
          .orderBy('received_at')
          .orderBy('dedupe_key')
          .limit(1),
      )
      // Another replica may have taken it between the two reads of this statement.
      .where('lease_until', '<=', at)
      .returningAll()
      .executeTakeFirst()
    return row
      ? {
          dedupeKey: row.dedupe_key,
          team: row.team as TeamId,
          kind: row.kind as 'command' | 'action' | 'submission' | 'shortcut' | 'event',
          body: row.body,
          attempts: row.attempts,
        }
      : null
  },

  async refused(dedupeKey) {
    await db
      .updateTable('inbox')
      .set({ state: 'refused' })
      .where('dedupe_key', '=', dedupeKey)
      .where('state', '=', 'received')
      .execute()
  },

  async refusedBody(dedupeKey) {
    const row = await db
      .selectFrom('inbox')
      .select('body')
      .where('dedupe_key', '=', dedupeKey)
      .where('state', 'in', ['refused', 'failed'])
      .executeTakeFirst()
    return row?.body ?? null
  },

  async fail(dedupeKey, error) {
    await db
      .updateTable('inbox')
      .set({ state: 'failed', error })
      .where('dedupe_key', '=', dedupeKey)
      .where('state', '=', 'received')
      .execute()
  },

  async forgetBefore(at) {
    const { numDeletedRows } = await db
      .deleteFrom('inbox')
      .where('received_at', '<', toRow(at))
      .where('state', '!=', 'received')
      .executeTakeFirstOrThrow()
    return Number(numDeletedRows)
  },
})

/** True for the one transaction that settles a delivery; what it decided is kept with this very mark, or not at all. */
export const settleInbound = async (
  trx: Kysely<LedgerTables>,
  { inbound, answers }: { inbound: string; answers?: string },
): Promise<boolean> => {
  const isDone = async (dedupeKey: string, states: readonly ('received' | 'refused')[]) => {
    const { numUpdatedRows } = await trx
      .updateTable('inbox')
      .set({ state: 'done', body: '' })
      .where('dedupe_key', '=', dedupeKey)
      .where('state', 'in', states)
      .executeTakeFirstOrThrow()
    return numUpdatedRows === 1n
  }
  return (await isDone(inbound, ['received'])) && (answers === undefined || isDone(answers, ['refused']))
}
