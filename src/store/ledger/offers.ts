import type { Kysely, Selectable } from 'kysely'
import type { ChannelId, TeamId, UserId } from '../../domain/ids.ts'
import type { ClaimedOffer, Offer, OfferId, OfferQueue, OfferState } from '../../domain/offer.ts'
import type { Offers } from '../../domain/ports.ts'
import type { Binding } from './binding.ts'
import { fromRow, orNull, toRow } from './codec.ts'
import type { Now } from './now.ts'
import type { LedgerTables } from './schema.ts'

export const offers = (db: Kysely<LedgerTables>, team: TeamId, { ids, locks }: Binding): Offers => {
  const own = () => db.selectFrom('offer').selectAll().where('team', '=', team)
  const one = () => (locks ? own().forUpdate() : own())
  return {
    async byId(id) {
      const row = await one().where('id', '=', id).executeTakeFirst()
      return row && offer(row)
    },

    async ofImport(id) {
      const row = await one().where('import_id', '=', id).orderBy('id').executeTakeFirst()
      return row && offer(row)
    },

    async covered(but) {
      const rows = await own()
        .where('id', '!=', but)
        .where('state', '=', 'imported')
        .where('report', 'like', '%"coverage":{%')
        .orderBy('id', 'desc')
        .limit(COVERED)
        .execute()
      return rows.map(offer)
    },

    async add(added) {
      const made: Offer = { ...added, id: ids.next('fil'), team, version: 1 }
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('offer')
        .values({ ...row(made), lease_epoch: 0 })
        .onConflict((c) => c.columns(['team', 'channel', 'slack_file']).doNothing())
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n ? made : undefined
    },

    async change(was, changes) {
      const changed = { ...was, ...changes, id: was.id, team, version: was.version + 1 }
      const { numUpdatedRows } = await db
        .updateTable('offer')
        // Whoever had it in hand has it no longer, and cannot hold it by a word that comes late.
        .set((eb) => ({ ...row(changed), lease_epoch: eb('lease_epoch', '+', 1) }))
        .where('id', '=', was.id)
        .where('team', '=', team)
        .where('version', '=', was.version)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n ? changed : undefined
    },
  }
}

/** Each import leaves at most one such card behind. */
const COVERED = 20

/** How many free ones a claim looks at before it says that others have them all. */
const LOOKED_AT = 16
const WORK: readonly OfferState[] = ['looking', 'importing', 'undoing']

export const offerQueue = (db: Kysely<LedgerTables>, now: Now): OfferQueue => ({
  async claim({ leaseMs, team }) {
    const at = await now(db)
    const free = await db
      .selectFrom('offer')
      .select('id')
      .where('team', '=', team)
      .where('state', 'in', WORK)
      .where('lease_until', '<=', at)
      .orderBy('id')
      .limit(LOOKED_AT)
      .execute()
    for (const { id } of free) {
      // Another process may have been quicker.
      const row = await db
        .updateTable('offer')
        .set((eb) => ({
          lease_until: at + leaseMs,
          lease_epoch: eb('lease_epoch', '+', 1),
          attempts: eb('attempts', '+', 1),
        }))
        .where('id', '=', id)
        .where('state', 'in', WORK)
        .where('lease_until', '<=', at)
        .returningAll()
        .executeTakeFirst()
      if (row) return { ...offer(row), epoch: row.lease_epoch, attempts: row.attempts }
    }
    return undefined
  },

  async hold({ id, epoch }, leaseMs) {
    const { numUpdatedRows } = await held(db, id, epoch)
      .set({ lease_until: (await now(db)) + leaseMs })
      .executeTakeFirstOrThrow()
    return numUpdatedRows === 1n
  },

  async keepRejects({ id, epoch }, slackFile) {
    await held(db, id, epoch).set({ rejects: slackFile }).execute()
  },

  async later({ id, epoch }, afterMs) {
    await held(db, id, epoch)
      .set({ lease_until: (await now(db)) + afterMs })
      .execute()
  },

  async forgetBefore(at) {
    const { numDeletedRows } = await db
      .deleteFrom('offer')
      .where('created_at', '<', toRow(at))
      .where('state', 'not in', WORK)
      .executeTakeFirstOrThrow()
    return Number(numDeletedRows)
  },
})

/** True for the one transaction that settles an offer and still holds it. */
export const settleOffer = async (
  trx: Kysely<LedgerTables>,
  { id, epoch }: ClaimedOffer,
): Promise<boolean> => {
  const { numUpdatedRows } = await held(trx, id, epoch).set({ lease_until: 0 }).executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

const held = (db: Kysely<LedgerTables>, id: OfferId, epoch: number) =>
  db.updateTable('offer').where('id', '=', id).where('lease_epoch', '=', epoch).where('state', 'in', WORK)

/** A change puts it into nobody's hands, and what was tried before does not count against it. */
const row = (it: Offer): Omit<LedgerTables['offer'], 'lease_epoch'> => ({
  id: it.id,
  team: it.team,
  channel: it.channel,
  thread: it.thread,
  slack_file: it.slackFile,
  name: it.name,
  offered_by: it.by,
  state: it.state,
  said: JSON.stringify(it.said),
  report: orNull(it.report, (report) => JSON.stringify(report)),
  fault: orNull(it.fault, (fault) => JSON.stringify(fault)),
  import_id: it.importId,
  actor: it.actor,
  rejects: it.rejects,
  version: it.version,
  created_at: toRow(it.createdAt),
  lease_until: 0,
  attempts: 0,
})

const offer = (it: Selectable<LedgerTables['offer']>): Offer => ({
  id: it.id as OfferId,
  team: it.team as TeamId,
  channel: it.channel as ChannelId | UserId,
  thread: it.thread,
  slackFile: it.slack_file,
  name: it.name,
  by: it.offered_by as UserId,
  state: it.state as OfferState,
  said: JSON.parse(it.said),
  report: orNull(it.report, (report) => JSON.parse(report)),
  fault: orNull(it.fault, (fault) => JSON.parse(fault)),
  importId: it.import_id,
  actor: it.actor as UserId | null,
  rejects: it.rejects,
  version: it.version,
  createdAt: fromRow(it.created_at),
})
