import type { Kysely, Selectable } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { Followup, FollowupId, FollowupState } from '../../domain/followup.ts'
import type { ChannelId, TeamId, UserId } from '../../domain/ids.ts'
import type { Followups } from '../../domain/ports.ts'
import type { Priority } from '../../domain/task.ts'
import type { Binding } from './binding.ts'
import { fromRow, orNull, toRow } from './codec.ts'
import { nextNumber, numberIn } from './numbers.ts'
import type { LedgerTables } from './schema.ts'

export const followups = (db: Kysely<LedgerTables>, team: TeamId, { ids, locks }: Binding): Followups => {
  const own = () => db.selectFrom('followup').selectAll().where('team', '=', team)
  const one = () => (locks ? own().forUpdate() : own())
  return {
    async byId(id) {
      const row = await one().where('id', '=', id).executeTakeFirst()
      return row && followup(row)
    },

    async named(ref) {
      const number = numberIn(ref, 'FU')
      const row = number === null ? undefined : await one().where('number', '=', number).executeTakeFirst()
      return row && followup(row)
    },

    async open({ owner, agency, overdueOn, remindBy }, limit) {
      let rows = own().where('state', 'in', ['open', 'in_progress'])
      if (owner) rows = rows.where('owner', '=', owner)
      if (agency) rows = rows.where('agency', '=', agency)
      if (overdueOn) rows = rows.where('due', '<', overdueOn)
      if (remindBy) rows = rows.where('remind_at', '<=', toRow(remindBy))
      const found = await rows
        .orderBy((eb) => eb.fn.coalesce('due', eb.val('9999')))
        .orderBy('number')
        .limit(limit)
        .execute()
      return found.map(followup)
    },

    async done(from, until, limit) {
      const found = await own()
        .where('state', '=', 'done')
        .where('closed_at', '>=', toRow(from))
        .where('closed_at', '<', toRow(until))
        .orderBy('closed_at', 'desc')
        .orderBy('number', 'desc')
        .limit(limit)
        .execute()
      return found.map(followup)
    },

    async add(added) {
      const number = await nextNumber(db, team, 'FU')
      const made: Followup = { ...added, id: ids.next('tsk'), ref: `FU-${number}`, team, version: 1 }
      await db
        .insertInto('followup')
        .values({ ...row(made), number })
        .execute()
      return made
    },

    async change(was, changes) {
      const changed = { ...was, ...changes, id: was.id, ref: was.ref, team, version: was.version + 1 }
      const { numUpdatedRows } = await db
        .updateTable('followup')
        .set(row(changed))
        .where('id', '=', was.id)
        .where('team', '=', team)
        .where('version', '=', was.version)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n ? changed : undefined
    },
  }
}

const row = (it: Followup): Omit<LedgerTables['followup'], 'number'> => ({
  id: it.id,
  team: it.team,
  what: it.what,
  owner: it.owner,
  reporter: it.reporter,
  due: it.due,
  priority: it.priority,
  agency: it.agency,
  creator_id: it.creator?.id ?? null,
  creator_name: it.creator?.username ?? null,
  state: it.state,
  snoozed_until: it.snoozedUntil,
  origin_channel: it.origin?.channel ?? null,
  origin_ts: it.origin?.ts ?? null,
  version: it.version,
  created_at: toRow(it.createdAt),
  closed_at: orNull(it.closedAt, toRow),
  closed_by: it.closedBy,
  remind_at: orNull(it.remindAt, toRow),
})

/** What the ledger wrote itself is trusted; the columns are STRICT and the ids typed where they were made. */
const followup = (it: Selectable<LedgerTables['followup']>): Followup => ({
  id: it.id as FollowupId,
  ref: `FU-${it.number}`,
  team: it.team as TeamId,
  what: it.what,
  owner: it.owner as UserId,
  reporter: it.reporter as UserId,
  due: it.due as Day | null,
  priority: it.priority as Priority,
  agency: it.agency,
  creator: it.creator_id === null ? null : { id: it.creator_id, username: it.creator_name ?? it.creator_id },
  state: it.state as FollowupState,
  snoozedUntil: it.snoozed_until as Day | null,
  origin: it.origin_channel === null ? null : { channel: it.origin_channel as ChannelId, ts: it.origin_ts },
  version: it.version,
  createdAt: fromRow(it.created_at),
  closedAt: orNull(it.closed_at, fromRow),
  closedBy: it.closed_by as UserId | null,
  remindAt: orNull(it.remind_at, fromRow),
})
