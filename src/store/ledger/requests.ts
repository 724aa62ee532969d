import type { Kysely, Selectable } from 'kysely'
import type { ChannelId, TeamId, UserId } from '../../domain/ids.ts'
import type { Requests } from '../../domain/ports.ts'
import type { Desk, Request, RequestId, RequestState } from '../../domain/request.ts'
import type { Priority } from '../../domain/task.ts'
import type { Binding } from './binding.ts'
import { fromRow, orNull, toRow } from './codec.ts'
import { nextNumber, numberIn } from './numbers.ts'
import type { LedgerTables } from './schema.ts'

export const requests = (db: Kysely<LedgerTables>, team: TeamId, { ids, locks }: Binding): Requests => {
  const own = () => db.selectFrom('request').selectAll().where('team', '=', team)
  const one = () => (locks ? own().forUpdate() : own())
  return {
    async byId(id) {
      const row = await one().where('id', '=', id).executeTakeFirst()
      return row && request(row)
    },

    async named(ref) {
      const number = numberIn(ref, 'REQ')
      const row = number === null ? undefined : await one().where('number', '=', number).executeTakeFirst()
      return row && request(row)
    },

    async waiting({ desk, requester, agency, state, after }, limit) {
      let rows = own().where('state', 'in', state ? [state] : ['new', 'triaged', 'in_progress'])
      if (desk) rows = rows.where('desk', '=', desk)
      if (requester) rows = rows.where('requester', '=', requester)
      if (agency) rows = rows.where('agency', '=', agency)
      if (after !== undefined) rows = rows.where('number', '>', after)
      return (await rows.orderBy('number').limit(limit).execute()).map(request)
    },

    async add(added) {
      const number = await nextNumber(db, team, 'REQ')
      const made: Request = { ...added, id: ids.next('req'), ref: `REQ-${number}`, team, version: 1 }
      await db
        .insertInto('request')
        .values({ ...row(made), number })
        .execute()
      return made
    },

    async change(was, changes) {
      const changed = { ...was, ...changes, id: was.id, ref: was.ref, team, version: was.version + 1 }
      const { numUpdatedRows } = await db
        .updateTable('request')
        .set(row(changed))
        .where('id', '=', was.id)
        .where('team', '=', team)
        .where('version', '=', was.version)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n ? changed : undefined
    },
  }
}

const row = (it: Request): Omit<LedgerTables['request'], 'number'> => ({
  id: it.id,
  team: it.team,
  desk: it.desk,
  what: it.what,
  requester: it.requester,
  assignee: it.assignee,
  priority: it.priority,
  agency: it.agency,
  state: it.state,
  answer: it.answer,
  origin_channel: it.origin?.channel ?? null,
  origin_ts: it.origin?.ts ?? null,
  version: it.version,
  created_at: toRow(it.createdAt),
  closed_at: orNull(it.closedAt, toRow),
})

const request = (it: Selectable<LedgerTables['request']>): Request => ({
  id: it.id as RequestId,
  ref: `REQ-${it.number}`,
  team: it.team as TeamId,
  desk: it.desk as Desk,
  what: it.what,
  requester: it.requester as UserId,
  assignee: it.assignee as UserId | null,
  priority: it.priority as Priority,
  agency: it.agency,
  state: it.state as RequestState,
  answer: it.answer,
  origin: it.origin_channel === null ? null : { channel: it.origin_channel as ChannelId, ts: it.origin_ts },
  version: it.version,
  createdAt: fromRow(it.created_at),
  closedAt: orNull(it.closed_at, fromRow),
})
