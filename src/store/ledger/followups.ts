import type { Kysely, Selectable } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { Through } from '../../domain/deed.ts'
import { type ClockTime, momentOf } from '../../domain/due.ts'
import {
  differences,
  type FieldChange,
  type Followup,
  type FollowupId,
  type FollowupState,
  type NewFollowup,
} from '../../domain/followup.ts'
import type { ChannelId, TeamId, UserId } from '../../domain/ids.ts'
import { beginsAnew, begunAnew } from '../../domain/ladder.ts'
import type { Result } from '../../domain/outcome.ts'
import type { Followups } from '../../domain/ports.ts'
import type { SeriesId } from '../../domain/series.ts'
import type { Priority } from '../../domain/task.ts'
import { insertion, statement } from '../statement.ts'
import type { Binding } from './binding.ts'
import { checksIn, checksRow, fromRow, orNull, toRow } from './codec.ts'
import { nextNumber, numberIn } from './numbers.ts'
import { keepResult, RESULT, resultOf } from './resultRow.ts'
import type { LedgerTables } from './schema.ts'

/** Sorts behind every date: the end of the year 9999, epoch milliseconds. */
const NO_DATE = 253_402_300_799_000

export const followups = (
  db: Kysely<LedgerTables>,
  team: TeamId,
  { ids, locks, deed }: Binding,
): Followups => {
  const own = () => db.selectFrom('followup').selectAll().select(RESULT).where('team', '=', team)
  const one = () => (locks ? own().forUpdate() : own())

  const remember = (was: Followup | null, now: Followup, note: string | null) =>
    insertChange(db, {
      followup: now.id,
      version: now.version,
      at: toRow(deed.at),
      actor: deed.by,
      through: deed.through,
      changed: JSON.stringify(differences(was, now)),
      note,
    })

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

    async threadIn(id, channel) {
      const row = await db
        .selectFrom('outbox')
        .select(['thread', 'ts'])
        .where('team', '=', team)
        .where('card', '=', `card:${id}`)
        .where('kind', '=', 'post')
        .where('channel', '=', channel)
        .orderBy('seq')
        .executeTakeFirst()
      return row?.thread ?? row?.ts ?? null
    },

    async open(filter, limit) {
      const {
        owner,
        agency,
        creator,
        blocked,
        blockedBy,
        askedOf,
        dueBefore,
        remindBy,
        escalateBy,
        series,
        after,
      } = filter
      const values: Listing = {
        ...{ team, limit },
        ...(owner && { owner }),
        ...(agency && { agency }),
        ...(creator && { creator }),
        ...(blocked && { blocked }),
        ...(blockedBy && { blockedBy }),
        ...(askedOf && { askedOf }),
        ...(dueBefore && { dueBefore: toRow(dueBefore) }),
        ...(remindBy && { remindBy: toRow(remindBy) }),
        ...(escalateBy && { escalateBy: toRow(escalateBy) }),
        ...(series && { series }),
        ...(after && { afterDue: after.due ?? NO_DATE, afterNumber: after.number }),
      }
      return (await listed(values)(db, values)).rows.map(followup)
    },

    async agencies(limit) {
      const pressing = db
        .selectFrom('followup')
        .select(['agency', 'origin_channel'])
        .where('team', '=', team)
        .where('closed_at', 'is', null)
        .where('agency', 'is not', null)
        .orderBy('due_at')
        .orderBy('number')
        .limit(PRESSING)
      const found = await db
        .selectFrom(pressing.as('p'))
        .leftJoin('channel as c', (on) => on.onRef('c.id', '=', 'p.origin_channel').on('c.team', '=', team))
        .select('p.agency as name')
        // What cannot be seen is taken for private.
        .where((eb) => eb.or([eb('p.origin_channel', 'is', null), eb('c.private', '=', 0)]))
        .groupBy('p.agency')
        .orderBy((eb) => eb.fn.countAll(), 'desc')
        .orderBy('p.agency')
        .limit(limit)
        .execute()
      return found.flatMap(({ name }) => name ?? [])
    },

    async done(from, until, limit, { owner, agency, creator, late, after } = {}) {
      let rows = own()
        .where('state', '=', 'done')
        .where('closed_at', '>=', toRow(from))
        .where('closed_at', '<', toRow(until))
      if (owner) rows = rows.where('owner', '=', owner)
      if (agency) rows = rows.where('agency', '=', agency)
      if (creator) rows = rows.where('creator_id', '=', creator)
      if (late) rows = rows.whereRef('due_at', '<', 'closed_at')
      if (after)
        rows = rows.where((eb) =>
          eb(eb.refTuple('closed_at', 'number'), '<', eb.tuple(after.closed, after.number)),
        )
      const found = await rows.orderBy('closed_at', 'desc').orderBy('number', 'desc').limit(limit).execute()
      return found.map(followup)
    },

    async madeOf({ channel, ts }) {
      const found = await own()
        .where('origin_channel', '=', channel)
        .where('origin_ts', '=', ts)
        .orderBy('number')
        .execute()
      return found.map(followup)
    },

    async history(id, limit, before) {
      let rows = db
        .selectFrom('followup_change')
        .selectAll()
        .where('followup', '=', id)
        .where((eb) => eb.exists(own().clearSelect().select('id').where('id', '=', id)))
      if (before !== undefined) rows = rows.where('version', '<', before)
      const found = await rows.orderBy('version', 'desc').limit(limit).execute()
      return found.map((it) => ({
        version: it.version,
        at: fromRow(it.at),
        by: it.actor as UserId | null,
        through: it.through as Through,
        changed: JSON.parse(it.changed) as FieldChange[],
        note: it.note,
      }))
    },

    async every({ state, owner, agency, overdueAt }, after, limit) {
      let rows = own().where('number', '>', after)
      if (state === 'open') rows = rows.where('closed_at', 'is', null)
      else if (state !== 'all') rows = rows.where('state', '=', state)
      if (owner) rows = rows.where('owner', '=', owner)
      if (agency) rows = rows.where('agency', '=', agency)
      if (overdueAt) rows = rows.where('closed_at', 'is', null).where('due_at', '<', toRow(overdueAt))
      const found = await rows.orderBy('number').limit(limit).execute()
      return found.map((it) => ({ key: it.brought_as ?? it.id, followup: followup(it) }))
    },

    async keyed(keys) {
      if (keys.length === 0) return new Set()
      const [brought, born] = [
        await own().clearSelect().select('brought_as as key').where('brought_as', 'in', keys).execute(),
        await own().clearSelect().select('id as key').where('id', 'in', keys).execute(),
      ]
      return new Set([...brought, ...born].flatMap(({ key }) => (key ? [key] : [])))
    },

    async add(added, key) {
      const number = await nextNumber(db, team, 'FU')
      const born = { id: ids.next('tsk'), ref: `FU-${number}`, team, version: 1 } as const
      const made: Followup = { ...added, ...born, dueAt: orNull(added.due, momentOf) }
      const named = key === undefined ? {} : { brought_as: key }
      await insertFollowup(db, { ...columnsOf(made), id: made.id, team, number, version: 1, ...named })
      await remember(null, made, null)
      if (made.result !== null) await keepResult(db, team, made.id, made.result)
      return made
    },

    async change(was, changes, note = null) {
      const anew = beginsAnew(was, changes) ? begunAnew(was, changes, deed.at) : {}
      const changed: Followup = {
        ...was,
        ...anew,
        ...changes,
        ...{ id: was.id, ref: was.ref, team, version: was.version + 1 },
      }
      changed.dueAt = orNull(changed.due, momentOf)
      // What was measured belongs to the end that it had.
      const isPast = 'closedAt' in changes && was.result !== null && was.result.points.length > 0
      if (isPast && was.result) changed.result = { ...was.result, points: [] }
      const { numUpdatedRows } = await db
        .updateTable('followup')
        .set({ ...columnsOf(changed), version: changed.version })
        .where('id', '=', was.id)
        .where('team', '=', team)
        .where('version', '=', was.version)
        .executeTakeFirstOrThrow()
      if (numUpdatedRows !== 1n) return undefined
      await remember(was, changed, note)
      if (isPast || 'result' in changes) await keepResult(db, team, was.id, changed.result)
      return changed
    },

    async ask(was, asking) {
      const now = { ...was, ...asking }
      const { numUpdatedRows } = await db
        .updateTable('followup')
        .set({
          remind_at: orNull(now.remindAt, toRow),
          asked_at: orNull(now.askedAt, toRow),
          snoozed_at: orNull(now.snoozedUntil, toRow),
          again_at: orNull(now.againAt, toRow),
          rung: now.rung,
          escalate_at: orNull(now.escalateAt, toRow),
        })
        .where('id', '=', was.id)
        .where('team', '=', team)
        .where('version', '=', was.version)
        .where('rung', '=', was.rung)
        .where('remind_at', was.remindAt === null ? 'is' : '=', orNull(was.remindAt, toRow))
        .where('escalate_at', was.escalateAt === null ? 'is' : '=', orNull(was.escalateAt, toRow))
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n ? now : undefined
    },
  }
}

/** So many are looked through for whom they are about. */
const PRESSING = 2000

/** What open ones are listed by; what is left out is not asked for. */
interface Listing {
  team: string
  limit: number
  owner?: string
  agency?: string
  creator?: string
  blocked?: true
  blockedBy?: string
  askedOf?: string
  dueBefore?: number
  remindBy?: number
  escalateBy?: number
  series?: string
  afterDue?: number
  afterNumber?: number
}
type Listed = ReturnType<typeof listing>

/** One statement for each choice of filters: there are few, and each is asked all day. */
const listed = (values: Listing): Listed => {
  const key = Object.keys(values).join()
  const known = listings.get(key)
  if (known) return known
  const made = listing(values)
  listings.set(key, made)
  return made
}
const listings = new Map<string, Listed>()

const listing = (asks: Listing) =>
  statement<LedgerTables, Required<Listing>, Parameters<typeof followup>[0]>((db, hole) => {
    let rows = db
      .selectFrom('followup')
      .selectAll()
      .select(RESULT)
      .where('team', '=', hole('team'))
      .where('closed_at', 'is', null)
    if ('owner' in asks) rows = rows.where('owner', '=', hole('owner'))
    if ('agency' in asks) rows = rows.where('agency', '=', hole('agency'))
    if ('creator' in asks) rows = rows.where('creator_id', '=', hole('creator'))
    if ('blocked' in asks)
      rows = rows.where((eb) => eb.or([eb('blocked_by', 'is not', null), eb('blocked_on', 'is not', null)]))
    if ('blockedBy' in asks) rows = rows.where('blocked_by', '=', hole('blockedBy'))
    if ('askedOf' in asks)
      rows = rows.where((eb) => eb.fn.coalesce('blocked_by', 'owner'), '=', hole('askedOf'))
    if ('dueBefore' in asks) rows = rows.where('due_at', '<', hole('dueBefore'))
    if ('remindBy' in asks) rows = rows.where('remind_at', '<=', hole('remindBy'))
    if ('escalateBy' in asks) rows = rows.where('escalate_at', '<=', hole('escalateBy'))
    if ('series' in asks) rows = rows.where('series', '=', hole('series'))
    if ('afterDue' in asks)
      rows = rows.where((eb) =>
        eb(eb.refTuple('due_at', 'number'), '>', eb.tuple(hole('afterDue'), hole('afterNumber'))),
      )
    if ('remindBy' in asks) rows = rows.orderBy((eb) => eb.fn.coalesce('blocked_by', 'owner'))
    return rows.orderBy('due_at').orderBy('number').limit(hole('limit'))
  })

type Row = LedgerTables['followup']

const insertFollowup = insertion<LedgerTables, 'followup'>('followup')
const insertChange = insertion<LedgerTables, 'followup_change'>('followup_change')

const columnsOf = (it: NewFollowup): Omit<Row, 'id' | 'number' | 'team' | 'version'> => ({
  what: it.what,
  owner: it.owner,
  reporter: it.reporter,
  due: it.due?.day ?? null,
  due_time: it.due?.time ?? null,
  time_zone: it.due?.timeZone ?? null,
  due_at: orNull(it.due, (due) => toRow(momentOf(due))) ?? NO_DATE,
  priority: it.priority,
  agency: it.agency,
  creator_id: it.creator?.id ?? null,
  creator_name: it.creator?.username ?? null,
  state: it.state,
  snoozed_at: orNull(it.snoozedUntil, toRow),
  blocked_by: it.blocked?.by ?? null,
  blocked_on: it.blocked?.on ?? null,
  outcome: it.outcome,
  watchers: it.watchers.length > 0 ? it.watchers.join(' ') : null,
  insight: it.insight,
  origin_channel: it.origin?.channel ?? null,
  origin_ts: it.origin?.ts ?? null,
  quoted: it.quoted,
  created_at: toRow(it.createdAt),
  closed_at: orNull(it.closedAt, toRow),
  closed_by: it.closedBy,
  remind_at: orNull(it.remindAt, toRow),
  asked_at: orNull(it.askedAt, toRow),
  again_at: orNull(it.againAt, toRow),
  promised_at: toRow(it.promisedAt),
  rung: it.rung,
  escalate_at: orNull(it.escalateAt, toRow),
  checks: checksRow(it.checks),
  series: it.series?.id ?? null,
  slot: it.series?.slot ?? null,
})

/** What the ledger wrote itself is trusted; the columns are STRICT and the ids typed where they were made. */
export const followup = (it: Selectable<Row> & { result: string | null }): Followup => {
  let result: Result | null = null
  return {
    id: it.id as FollowupId,
    ref: `FU-${it.number}`,
    team: it.team as TeamId,
    what: it.what,
    owner: it.owner as UserId,
    reporter: it.reporter as UserId,
    due:
      it.due === null
        ? null
        : {
            day: it.due as Day,
            time: (it.due_time ?? '18:00') as ClockTime,
            timeZone: it.time_zone ?? 'UTC',
          },
    dueAt: it.due_at === NO_DATE ? null : fromRow(it.due_at),
    priority: it.priority as Priority,
    agency: it.agency,
    creator:
      it.creator_id === null ? null : { id: it.creator_id, username: it.creator_name ?? it.creator_id },
    state: it.state as FollowupState,
    snoozedUntil: orNull(it.snoozed_at, fromRow),
    blocked:
      it.blocked_by === null && it.blocked_on === null
        ? null
        : { by: it.blocked_by as UserId | null, on: it.blocked_on },
    outcome: it.outcome,
    watchers: (it.watchers?.split(' ') ?? []) as UserId[],
    insight: it.insight,
    origin: it.origin_channel === null ? null : { channel: it.origin_channel as ChannelId, ts: it.origin_ts },
    quoted: it.quoted,
    version: it.version,
    createdAt: fromRow(it.created_at),
    closedAt: orNull(it.closed_at, fromRow),
    closedBy: it.closed_by as UserId | null,
    remindAt: orNull(it.remind_at, fromRow),
    askedAt: orNull(it.asked_at, fromRow),
    againAt: orNull(it.again_at, fromRow),
    promisedAt: fromRow(it.promised_at ?? it.created_at),
    rung: it.rung,
    escalateAt: orNull(it.escalate_at, fromRow),
    checks: checksIn(it.checks),
    series: it.series === null ? null : { id: it.series as SeriesId, slot: it.slot as Day },
    // Read only where it is asked for: a long list of them never does.
    get result() {
      result ??= resultOf(it.result, it.closed_at)
      return result
    },
  }
}
