import { type Kysely, type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { ChannelId, TeamId, UserId } from '../../domain/ids.ts'
import type { Severity } from '../../domain/insight.ts'
import { daysOf, KEPT_DAYS } from '../../domain/kept.ts'
import type { PeriodName } from '../../domain/period.ts'
import type { Locale } from '../../domain/person.ts'
import type { Subscriptions } from '../../domain/ports.ts'
import {
  type Incomplete,
  NOT_POSTED,
  type NotPosted,
  type PastSlot,
  type Subscription,
  type SubscriptionId,
} from '../../domain/schedule.ts'
import { PAUSED_FOR, pausedFor } from '../../domain/source.ts'
import type { Binding } from './binding.ts'
import { fromRow, orNull, toRow } from './codec.ts'
import { nextNumber, numberIn } from './numbers.ts'
import { courseOf } from './posted.ts'
import type { LedgerTables } from './schema.ts'
import { heldIn, holidayIn } from './slots.ts'

const StoredSchedule = z.object({
  timeZone: z.string(),
  cadence: z.discriminatedUnion('every', [
    z.object({ every: z.enum(['day', 'weekday', 'week', 'month']), at: z.string().regex(/^\d\d:\d\d$/) }),
    z.object({ every: z.literal('cron'), cron: z.string() }),
  ]),
  holidays: z.object({ rule: z.enum(['skip', 'move']), country: z.string() }).exactOptional(),
})

export const subscriptions = (
  db: Kysely<LedgerTables>,
  team: TeamId,
  { ids, locks }: Binding,
): Subscriptions => {
  const own = () => db.selectFrom('subscription').selectAll().where('team', '=', team)
  const one = () => (locks ? own().forUpdate() : own())
  const change: Subscriptions['change'] = async (was, changes) => {
    const changed = { ...was, ...changes, id: was.id, ref: was.ref, team }
    // Nothing waits for a digest that does not come.
    if (changed.state !== 'active')
      await db
        .updateTable('slot')
        .set({ state: 'skipped', reason: 'paused' })
        .where('schedule', '=', scheduleOf(team, was.id))
        .where((eb) =>
          eb.or([
            eb('state', '=', 'held'),
            eb.and([eb('state', '=', 'due'), eb('asked_by', 'is not', null)]),
          ]),
        )
        .execute()
    await db
      .updateTable('subscription')
      .set(row(changed))
      .where('id', '=', was.id)
      .where('team', '=', team)
      .execute()
    return changed
  }
  return {
    async byId(id) {
      const row = await one().where('id', '=', id).executeTakeFirst()
      return row && subscription(row)
    },

    async named(ref) {
      const number = numberIn(ref, 'DIG')
      const row = number === null ? undefined : await one().where('number', '=', number).executeTakeFirst()
      return row && subscription(row)
    },

    async list() {
      return (await own().where('state', '!=', 'ended').orderBy('number').execute()).map(subscription)
    },

    async history(id, limit) {
      const rows = await db
        .selectFrom('slot')
        .leftJoin('outbox', (join) =>
          join
            .on('outbox.dedupe_key', 'in', [
              keyOf(team, id),
              ...NOT_POSTED.map((why) => sql<string>`${keyOf(team, id)} || cast(${`!${why}`} as text)`),
            ])
            // What was asked for after all has two: what its owner was told before is over.
            .on((eb) =>
              eb.or([eb('slot.asked_by', 'is', null), eb('outbox.dedupe_key', 'not like', '%!late')]),
            ),
        )
        .leftJoin('posted', (join) =>
          join
            .on('posted.team', '=', team)
            .on('posted.card', '=', sql<string>`cast(${`card:digest:${id}:`} as text) || slot.key`),
        )
        .select([
          'posted.at as posted_at',
          'posted.told',
          'slot.due',
          'slot.state',
          'slot.reason',
          'slot.holiday',
          'slot.held',
          'slot.held_until',
          'slot.freed_by',
          'outbox.dedupe_key',
          'outbox.card',
          'outbox.state as post_state',
          'outbox.last_sent_at',
          'outbox.conversation',
          'outbox.channel',
          'outbox.ts',
        ])
        .where('slot.schedule', '=', scheduleOf(team, id))
        .orderBy('slot.due', 'desc')
        .limit(limit)
        .execute()
      return rows.map(
        ({
          posted_at,
          told,
          dedupe_key,
          card,
          post_state,
          last_sent_at,
          conversation,
          channel,
          ts,
          ...slot
        }) => ({
          due: fromRow(slot.due),
          state: slot.state as PastSlot['state'],
          reason: slot.reason,
          holiday: orNull(slot.holiday, holidayIn),
          held: heldIn(slot),
          posted: posted_at === null || told === null ? null : courseOf(posted_at, told),
          notPosted: NOT_POSTED.find((why) => dedupe_key?.endsWith(`!${why}`)) ?? null,
          post:
            // Else its owner was told why there was none.
            post_state === null || !card?.startsWith('card:digest:')
              ? null
              : {
                  state: post_state,
                  at: orNull(last_sent_at, fromRow),
                  channel: conversation ?? channel ?? '',
                  ts,
                },
        }),
      )
    },

    async shown(id) {
      const rows = await db
        .selectFrom('shown')
        .select(['insight', 'severity'])
        .where('subscription', '=', id)
        .execute()
      return new Map(rows.map(({ insight, severity }) => [insight, severity as Severity]))
    },

    async show(id, insights, at) {
      const old = toRow(at.subtract(daysOf(KEPT_DAYS.shown)))
      await db.deleteFrom('shown').where('subscription', '=', id).where('at', '<', old).execute()
      for (const { id: insight, severity } of insights)
        await db
          .insertInto('shown')
          .values({ subscription: id, insight, severity, at: toRow(at) })
          .onConflict((c) => c.columns(['subscription', 'insight']).doUpdateSet({ severity, at: toRow(at) }))
          .execute()
    },

    async free(id, by) {
      const { numUpdatedRows } = await db
        .updateTable('slot')
        .set({ state: 'due', freed_by: by })
        .where('schedule', '=', scheduleOf(team, id))
        .where('state', '=', 'held')
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },

    async ask(id, slot, by) {
      const key = `digest:${id}:${slot}`
      const { numUpdatedRows } = await db
        .updateTable('slot')
        .set({ state: 'due', asked_by: by, attempts: 0 })
        .where('schedule', '=', scheduleOf(team, id))
        .where('key', '=', slot)
        .where('state', '=', 'enqueued')
        .where('asked_by', 'is', null)
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('outbox')
              .select('outbox.id')
              .where('outbox.dedupe_key', '=', `${team}|${key}!${'late' satisfies NotPosted}`),
          ),
        )
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },

    async add(added) {
      const number = await nextNumber(db, team, 'DIG')
      const made: Subscription = { ...added, id: ids.next('dig'), ref: `DIG-${number}`, team }
      await db
        .insertInto('subscription')
        .values({ ...row(made), number })
        .execute()
      return made
    },

    pause: (it, stop) =>
      change(it, {
        ...{ state: 'paused', pausedFor: pausedFor(stop) },
        ...('by' in stop && { editedBy: stop.by }),
      }),

    change,
  }
}

/** As the outbox keeps what a slot says. */
const keyOf = (team: TeamId, id: SubscriptionId) =>
  sql<string>`cast(${`${team}|digest:${id}:`} as text) || slot.key`

/** As the ticker names it. */
const scheduleOf = (team: TeamId, id: SubscriptionId): string => `${team}:post-digests:${id}`

const row = (it: Subscription): Omit<LedgerTables['subscription'], 'number'> => ({
  id: it.id,
  team: it.team,
  channel: it.channel,
  scope: it.scope,
  period: it.period,
  schedule: JSON.stringify(it.schedule),
  locale: it.locale,
  owner: it.owner,
  state: it.state,
  incomplete: it.incomplete,
  paused_for: it.pausedFor,
  edited_by: it.editedBy,
  since: toRow(it.since),
})

const subscription = (it: Selectable<LedgerTables['subscription']>): Subscription => ({
  id: it.id as SubscriptionId,
  ref: `DIG-${it.number}`,
  team: it.team as TeamId,
  channel: it.channel as ChannelId,
  scope: it.scope,
  period: it.period as PeriodName,
  schedule: StoredSchedule.parse(JSON.parse(it.schedule)),
  locale: it.locale as Locale,
  owner: it.owner as UserId,
  state: it.state as Subscription['state'],
  incomplete: it.incomplete as Incomplete,
  pausedFor: PAUSED_FOR.find((why) => why === it.paused_for) ?? null,
  editedBy: it.edited_by as UserId | null,
  since: fromRow(it.since),
})
