import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { SlotHold, Slots, StoredSlot, WaitOver } from '../../domain/delivery.ts'
import type { Held } from '../../domain/hold.ts'
import type { UserId } from '../../domain/ids.ts'
import type { HolidayMet } from '../../domain/schedule.ts'
import { fromRow, orNull, StoredDay, toRow } from './codec.ts'
import type { Now } from './now.ts'
import type { LedgerTables } from './schema.ts'

/** How many free slots one claim looks at before it says that others have them all. */
const LOOKED_AT = 16
/** Rows of one statement. */
const AT_ONCE = 200

export const slots = (db: Kysely<LedgerTables>, now: Now): Slots => ({
  async watermark(schedule, start) {
    await db
      .insertInto('watermark')
      .values({ schedule, until: toRow(start) })
      .onConflict((c) => c.column('schedule').doNothing())
      .execute()
    const { until } = await db
      .selectFrom('watermark')
      .select('until')
      .where('schedule', '=', schedule)
      .executeTakeFirstOrThrow()
    return fromRow(until)
  },

  async materialise(schedule, due, until) {
    await db.transaction().execute(async (trx) => {
      const rows = due.map(({ key, due: at, holiday, skipped, passedOver }) => ({
        schedule,
        key,
        due: toRow(at),
        state: skipped === null ? 'due' : 'skipped',
        reason: skipped,
        passed_over: passedOver,
        holiday: holiday && storedHoliday(holiday),
        lease_until: 0,
        lease_epoch: 0,
        attempts: 0,
      }))
      // After an absence there may be a thousand: one by one they would hold the ledger for too long.
      for (let i = 0; i < rows.length; i += AT_ONCE)
        await trx
          .insertInto('slot')
          .values(rows.slice(i, i + AT_ONCE))
          .onConflict((c) => c.columns(['schedule', 'key']).doNothing())
          .execute()
      const newest = due.findLast(({ skipped }) => skipped === null)
      // The same slot at another hour still waits for the same numbers.
      if (newest)
        await trx
          .updateTable('slot')
          .set({ state: 'skipped', reason: 'superseded' })
          .where('schedule', '=', schedule)
          .where('state', '=', 'held')
          .where('due', '<', toRow(newest.due))
          .where('key', '!=', newest.key)
          .execute()
      await trx
        .updateTable('watermark')
        .set({ until: toRow(until) })
        .where('schedule', '=', schedule)
        .where('until', '<', toRow(until))
        .execute()
    })
  },

  async claimDue(schedules, leaseMs) {
    if (schedules.length === 0) return null
    const at = await now(db)
    const free = await db
      .selectFrom('slot')
      .select(['schedule', 'key'])
      .where('state', '=', 'due')
      .where('lease_until', '<=', at)
      .where('schedule', 'in', schedules)
      .orderBy('due')
      .limit(LOOKED_AT)
      .execute()
    for (const { schedule, key } of free) {
      // Another replica may have been quicker.
      const row = await db
        .updateTable('slot')
        .set((eb) => ({
          lease_until: at + leaseMs,
          lease_epoch: eb('lease_epoch', '+', 1),
          attempts: eb('attempts', '+', 1),
        }))
        .where('schedule', '=', schedule)
        .where('key', '=', key)
        .where('state', '=', 'due')
        .where('lease_until', '<=', at)
        .returningAll()
        .executeTakeFirst()
      if (row)
        return {
          schedule,
          key,
          due: fromRow(row.due),
          passedOver: row.passed_over,
          holiday: orNull(row.holiday, holidayIn),
          held: heldIn(row),
          askedBy: row.asked_by as UserId | null,
          epoch: row.lease_epoch,
          attempts: row.attempts,
        }
    }
    return null
  },

  async renew({ schedule, key, epoch }, leaseMs) {
    const at = await now(db)
    await db
      .updateTable('slot')
      .set({ lease_until: at + leaseMs })
      .where('schedule', '=', schedule)
      .where('key', '=', key)
      .where('lease_epoch', '=', epoch)
      .where('state', '=', 'due')
      .execute()
  },

  async unhold(schedules, { version, now: at }) {
    if (schedules.length === 0) return
    await db
      .updateTable('slot')
      .set({ state: 'due' })
      .where('state', '=', 'held')
      .where('schedule', 'in', schedules)
      .where((eb) => eb.or([eb('held_until', '<=', toRow(at)), eb('held_version', '!=', version)]))
      .execute()
  },

  async waitsOver(prefix) {
    const rows = await db
      .selectFrom('slot')
      .select(['schedule', 'key', 'reason', 'held', 'held_until', 'freed_by'])
      .where('held_version', 'is not', null)
      .where('state', '=', 'skipped')
      .where('schedule', 'like', `${prefix}%`)
      .execute()
    return rows.flatMap(({ schedule, key, reason, ...row }) => {
      const held = heldIn(row)
      return held ? [{ schedule, key, reason: reason ?? '', held }] : []
    })
  },

  async skip({ schedule, key, epoch }, reason) {
    await db
      .updateTable('slot')
      .set({ state: 'skipped', reason, lease_until: 0 })
      .where('schedule', '=', schedule)
      .where('key', '=', key)
      .where('lease_epoch', '=', epoch)
      .where('state', '=', 'due')
      .execute()
  },

  async failed({ schedule, key, epoch }, error, retryMs) {
    const at = await now(db)
    await db
      .updateTable('slot')
      .set({ lease_until: at + retryMs, reason: error })
      .where('schedule', '=', schedule)
      .where('key', '=', key)
      .where('lease_epoch', '=', epoch)
      .where('state', '=', 'due')
      .execute()
  },

  async forgetBefore(at) {
    const { numDeletedRows } = await db
      .deleteFrom('slot')
      .where('due', '<', toRow(at))
      .executeTakeFirstOrThrow()
    return Number(numDeletedRows)
  },
})

/** Held again, it has waited since the first time. */
const heldRow = ({ why, since, until, version }: SlotHold['hold'], before: Held | null) => ({
  state: 'held',
  reason: null,
  attempts: 0,
  held: JSON.stringify({ why, since: toRow(before?.since ?? since) }),
  held_until: toRow(until),
  held_version: version,
})

/** True for the one transaction that settles a slot and still holds it: what it decided is kept with this mark, or not at all. */
export const settleSlot = async (
  trx: Kysely<LedgerTables>,
  slot: StoredSlot,
  end: { state: 'enqueued'; reason: null } | { state: 'failed'; reason: string } | SlotHold | 'more',
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('slot')
    .set({ ...endRow(slot, end), lease_until: 0 })
    .where('schedule', '=', slot.schedule)
    .where('key', '=', slot.key)
    .where('state', '=', 'due')
    .where('lease_epoch', '=', slot.epoch)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

const endRow = (slot: StoredSlot, end: Parameters<typeof settleSlot>[2]) => {
  // This part of it is done, and none may be done twice.
  if (end === 'more') return { reason: null, attempts: 0, lease_epoch: slot.epoch + 1 }
  return 'hold' in end ? heldRow(end.hold, slot.held) : { ...end, held_version: null }
}

/** True for the one transaction that says how the waiting ended. */
export const settleWait = async (
  trx: Kysely<LedgerTables>,
  { schedule, key }: WaitOver,
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('slot')
    .set({ held_version: null })
    .where('schedule', '=', schedule)
    .where('key', '=', key)
    .where('state', '=', 'skipped')
    .where('held_version', 'is not', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export const StoredHeld = z.object({
  since: z.number(),
  why: z.discriminatedUnion('lacks', [
    z.object({ lacks: z.literal('day'), day: StoredDay }),
    z.object({
      lacks: z.enum(['creators', 'agencies']),
      day: StoredDay,
      reported: z.number(),
      expected: z.number(),
    }),
  ]),
})
export const heldIn = ({
  held,
  held_until,
  freed_by,
}: Pick<LedgerTables['slot'], 'held' | 'held_until' | 'freed_by'>): Held | null => {
  if (held === null || held_until === null) return null
  const { why, since } = StoredHeld.parse(JSON.parse(held))
  return { why, since: fromRow(since), until: fromRow(held_until), freedBy: freed_by as UserId | null }
}

const StoredHoliday = z.object({
  does: z.enum(['moved', 'skipped']),
  from: z.number(),
  name: z.object({ en: z.string(), it: z.string() }),
})
const storedHoliday = (it: HolidayMet): string => JSON.stringify({ ...it, from: toRow(it.from) })
export const holidayIn = (stored: string): HolidayMet => {
  const { from, ...rest } = StoredHoliday.parse(JSON.parse(stored))
  return { ...rest, from: fromRow(from) }
}
