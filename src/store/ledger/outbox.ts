import type { ExpressionBuilder, Kysely, Selectable } from 'kysely'
import type {
  NewOutbound,
  Outbound,
  OutboundId,
  OutboundState,
  Outbox,
  OutboxWriter,
} from '../../domain/delivery.ts'
import type { Ids, TeamId, UserId } from '../../domain/ids.ts'
import type { Locale } from '../../domain/person.ts'
import { insertion } from '../statement.ts'
import { fromRow, orNull, toRow } from './codec.ts'
import type { Now } from './now.ts'
import type { LedgerTables } from './schema.ts'

/** How many waiting lanes one claim looks at before it says that there is nothing to do. */
const LOOKED_AT = 16

export const outboxWriter = (trx: Kysely<LedgerTables>, ids: Ids, now: number): OutboxWriter => ({
  async enqueue(outbound) {
    const after = outbound.kind === 'update' ? await dropEarlierUpdates(trx, outbound) : 0
    const { numAffectedRows } = await insertOutbound(trx, {
      id: ids.next('out'),
      seq: nextSeq(now, after),
      dedupe_key: outbound.dedupeKey,
      team: outbound.team,
      kind: outbound.kind,
      channel: outbound.channel,
      thread: outbound.thread,
      card: outbound.card,
      message: outbound.message,
      locale: outbound.locale,
      time_zone: outbound.timeZone,
      owner: outbound.owner,
      about: outbound.about,
      state: 'pending',
      next_at: now,
      lease_until: 0,
      lease_epoch: 0,
      attempts: 0,
      created_at: now,
      first_sent_at: null,
      last_sent_at: null,
      ts: null,
      conversation: null,
      error: null,
    })
    return numAffectedRows === 1n
  },

  async placesOf(card) {
    const rows = await trx
      .selectFrom('outbox')
      .select(['channel', 'locale', 'time_zone'])
      .where('card', '=', card)
      .where('kind', '=', 'post')
      .where('state', 'not in', ['parked', 'cancelled'])
      .orderBy('seq')
      .execute()
    return rows.map((it) => ({ channel: it.channel, locale: it.locale as Locale, timeZone: it.time_zone }))
  },
})

/** What was to be said before is not said again. */
const insertOutbound = insertion<LedgerTables, 'outbox'>('outbox', (it) =>
  it.onConflict((c) => c.column('dedupe_key').doNothing()),
)

/** Only the newest look of a card is worth showing. Says after which of them the new one comes. */
const dropEarlierUpdates = async (
  trx: Kysely<LedgerTables>,
  { team, card, channel }: Pick<NewOutbound, 'team' | 'card' | 'channel'>,
): Promise<number> => {
  await trx
    .updateTable('outbox')
    .set({ state: 'cancelled' })
    .where('team', '=', team)
    .where('card', '=', card)
    .where('channel', '=', channel)
    .where('kind', '=', 'update')
    .where('state', '=', 'pending')
    .execute()
  // Another process may have written the last one with a clock that is ahead of this transaction's.
  const { last } = await trx
    .selectFrom('outbox')
    .select((eb) => eb.fn.max<number | null>('seq').as('last'))
    .where('team', '=', team)
    .where('card', '=', card)
    .where('channel', '=', channel)
    .executeTakeFirstOrThrow()
  return last ?? 0
}

let counted = 0
/** Rows of one process keep their order within a millisecond, and when its clock is set back. */
const nextSeq = (now: number, after: number): number => {
  counted = Math.max(counted + 1, now * 1000, after + 1)
  return counted
}

export const outbox = (
  db: Kysely<LedgerTables>,
  { ids, now, paceMs }: { ids: Ids; now: Now; paceMs: number },
): Outbox => {
  /** Writes the end of an attempt and frees its channel, unless the lease went to somebody else. */
  const settle = (
    { id, leaseEpoch, team, channel }: Outbound,
    changes: (at: number) => Partial<LedgerTables['outbox']>,
    {
      holdMs = paceMs,
      also = async () => undefined,
    }: { holdMs?: number; also?: (trx: Kysely<LedgerTables>, at: number) => Promise<unknown> } = {},
  ): Promise<boolean> =>
    db.transaction().execute(async (trx) => {
      const at = await now(trx)
      const held = await trx
        .selectFrom('outbox')
        .select('lease_until')
        .where('id', '=', id)
        .where('lease_epoch', '=', leaseEpoch)
        .executeTakeFirst()
      const { numUpdatedRows } = await trx
        .updateTable('outbox')
        .set({ lease_until: 0, ...changes(at) })
        .where('id', '=', id)
        .where('lease_epoch', '=', leaseEpoch)
        .where('state', 'in', ['claimed', 'sending'])
        .executeTakeFirstOrThrow()
      if (!held || numUpdatedRows === 0n) return false
      // After the lease the channel may be another's: whoever took it later holds it longer.
      await trx
        .updateTable('pacing')
        .set({ next_at: at + holdMs })
        .where('team', '=', team)
        .where('channel', '=', channel)
        .where('next_at', '<=', held.lease_until)
        .execute()
      await also(trx, at)
      return true
    })

  return {
    claim: ({ leaseMs, team }) =>
      db.transaction().execute(async (trx) => {
        const at = await now(trx)
        const waiting = trx
          .selectFrom('outbox as o')
          .select(['o.id', 'o.team', 'o.channel'])
          .where((eb) => claimable(eb, at))
          .$if(team !== undefined, (query) => query.where('o.team', '=', team ?? ''))
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('pacing as p')
                  .select('p.team')
                  .whereRef('p.team', '=', 'o.team')
                  .whereRef('p.channel', '=', 'o.channel')
                  .where('p.next_at', '>', at),
              ),
            ),
          )
          .orderBy('o.seq')
          .limit(LOOKED_AT)
        for (const candidate of await waiting.execute()) {
          // The lane's row is its lock: whoever moves it on has the channel until the attempt is settled or the lease ends.
          if (!(await takeLane(trx, candidate, at, at + leaseMs))) continue
          // Somebody may have had the lane, and this very message, since it was seen waiting.
          if (!(await stillWaits(trx, candidate.id, at))) {
            await holdLane(trx, candidate, at)
            continue
          }
          const row = await trx
            .updateTable('outbox')
            .set((eb) => ({
              state: 'claimed',
              lease_until: at + leaseMs,
              lease_epoch: eb('lease_epoch', '+', 1),
              attempts: eb('attempts', '+', 1),
            }))
            .where('id', '=', candidate.id)
            .returningAll()
            .executeTakeFirstOrThrow()
          return outbound(row, row.kind === 'update' ? await postOf(trx, row) : null)
        }
        return undefined
      }),

    markSending: ({ id, leaseEpoch, team, channel }, { leaseMs, settleMs }) =>
      db.transaction().execute(async (trx) => {
        const at = await now(trx)
        const { numUpdatedRows } = await trx
          .updateTable('outbox')
          .set((eb) => ({
            state: 'sending',
            lease_until: at + leaseMs,
            next_at: at + settleMs,
            first_sent_at: eb.fn.coalesce('first_sent_at', eb.val(at)),
            last_sent_at: at,
          }))
          .where('id', '=', id)
          .where('lease_epoch', '=', leaseEpoch)
          .where('state', '=', 'claimed')
          .where('lease_until', '>', at)
          .executeTakeFirstOrThrow()
        if (numUpdatedRows === 0n) return false
        // The channel is held for as long as the message is, or the next one would overtake it.
        await holdLane(trx, { team, channel }, at + leaseMs)
        return true
      }),

    delivered: (it, { ts, conversation }) =>
      settle(it, () => ({
        state: 'delivered',
        ts,
        conversation,
        error: null,
        message: '',
      })),

    async retry(it, error, { afterMs, holdsChannel }) {
      const newer = it.kind === 'update' && (await hasNewerUpdate(db, it))
      if (newer) return void (await settle(it, () => ({ state: 'cancelled', error })))
      await settle(
        it,
        (at) => ({
          state: 'pending',
          next_at: at + afterMs,
          error,
          first_sent_at: orNull(it.firstSentAt, toRow),
        }),
        { holdMs: holdsChannel ? Math.max(paceMs, afterMs) : paceMs },
      )
    },

    async unknown(it, settleMs, error) {
      await settle(it, (at) => ({ state: 'sending', next_at: at + settleMs, error }))
    },

    async park(it, error, apology) {
      await settle(it, () => ({ state: 'parked', error }), {
        async also(trx, at) {
          // A card that is not there has no looks.
          if (it.kind === 'post' && it.card !== null) await dropEarlierUpdates(trx, it)
          if (apology) await outboxWriter(trx, ids, at).enqueue(apology)
        },
      })
    },

    async cancel(it, reason) {
      await settle(it, () => ({ state: 'cancelled', error: reason }), { holdMs: 0 })
    },

    async depth() {
      const at = await now(db)
      const { waiting, oldest, parked } = await db
        .selectFrom('outbox')
        .select((eb) => [
          eb.fn
            .sum<number | null>(eb.case().when('state', '=', 'parked').then(0).else(1).end())
            .as('waiting'),
          eb.fn
            .min(eb.case().when('state', '=', 'parked').then(null).else(eb.ref('created_at')).end())
            .as('oldest'),
          eb.fn.sum<number | null>(eb.case().when('state', '=', 'parked').then(1).else(0).end()).as('parked'),
        ])
        .where('state', 'in', ['pending', 'claimed', 'sending', 'parked'])
        .executeTakeFirstOrThrow()
      return {
        waiting: waiting ?? 0,
        oldestMs: oldest === null ? 0 : Math.max(0, at - Number(oldest)),
        parked: parked ?? 0,
      }
    },

    async forgetBefore(before, { digests }) {
      const { numDeletedRows } = await db
        .deleteFrom('outbox')
        .where('state', 'in', ['delivered', 'cancelled'])
        .where('created_at', '<', toRow(before))
        // A card can still change; its place is kept. That of a digest only for as long as it is corrected.
        .where((eb) =>
          eb.or([
            eb('card', 'is', null),
            eb('kind', '=', 'update'),
            eb.and([eb('card', 'like', 'card:digest:%'), eb('created_at', '<', toRow(digests))]),
            eb.and([eb('card', 'like', 'card:held:%'), eb('created_at', '<', toRow(digests))]),
          ]),
        )
        .executeTakeFirstOrThrow()
      return Number(numDeletedRows)
    },
  }
}

/**
 * Waiting and due; or held by somebody whose lease is over; or sent with an unknown outcome that has had time to settle.
 * An update waits for the post of its card.
 */
const claimable = (eb: ExpressionBuilder<{ o: LedgerTables['outbox'] } & LedgerTables, 'o'>, at: number) =>
  eb.and([
    eb.or([
      eb.and([eb('o.state', '=', 'pending'), eb('o.next_at', '<=', at)]),
      eb.and([eb('o.state', '=', 'claimed'), eb('o.lease_until', '<=', at)]),
      eb.and([eb('o.state', '=', 'sending'), eb('o.lease_until', '<=', at), eb('o.next_at', '<=', at)]),
    ]),
    eb.or([
      eb('o.kind', '=', 'post'),
      eb.not(
        eb.exists(
          eb
            .selectFrom('outbox as p')
            .select('p.id')
            .whereRef('p.card', '=', 'o.card')
            .whereRef('p.channel', '=', 'o.channel')
            .where('p.kind', '=', 'post')
            .where('p.state', 'in', ['pending', 'claimed', 'sending']),
        ),
      ),
    ]),
  ])

const stillWaits = async (trx: Kysely<LedgerTables>, id: string, at: number): Promise<boolean> =>
  (await trx
    .selectFrom('outbox as o')
    .select('o.id')
    .where('o.id', '=', id)
    .where((eb) => claimable(eb, at))
    .executeTakeFirst()) !== undefined

const takeLane = async (
  trx: Kysely<LedgerTables>,
  { team, channel }: { team: string; channel: string },
  at: number,
  until: number,
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('pacing')
    .values({ team, channel, next_at: until })
    .onConflict((c) =>
      c.columns(['team', 'channel']).doUpdateSet({ next_at: until }).where('pacing.next_at', '<=', at),
    )
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** For whoever has the lane. */
const holdLane = async (
  trx: Kysely<LedgerTables>,
  { team, channel }: { team: string; channel: string },
  until: number,
): Promise<void> => {
  await trx
    .updateTable('pacing')
    .set({ next_at: until })
    .where('team', '=', team)
    .where('channel', '=', channel)
    .execute()
}

/** Said while this one was on its way. */
const hasNewerUpdate = async (
  db: Kysely<LedgerTables>,
  { id, team, card, channel }: Outbound,
): Promise<boolean> =>
  (await db
    .selectFrom('outbox')
    .select('id')
    .where('team', '=', team)
    .where('card', '=', card)
    .where('channel', '=', channel)
    .where('kind', '=', 'update')
    .where('state', '=', 'pending')
    .where('id', '!=', id)
    .executeTakeFirst()) !== undefined

const postOf = (trx: Kysely<LedgerTables>, { team, card, channel }: Selectable<LedgerTables['outbox']>) =>
  trx
    .selectFrom('outbox')
    .select(['ts', 'conversation'])
    .where('team', '=', team)
    .where('card', '=', card)
    .where('channel', '=', channel)
    .where('kind', '=', 'post')
    .where('state', '=', 'delivered')
    .orderBy('seq', 'desc')
    .executeTakeFirst()

const outbound = (
  it: Selectable<LedgerTables['outbox']>,
  posted: { ts: string | null; conversation: string | null } | null | undefined,
): Outbound => ({
  id: it.id as OutboundId,
  dedupeKey: it.dedupe_key,
  team: it.team as TeamId,
  kind: it.kind as Outbound['kind'],
  channel: it.channel,
  thread: it.thread,
  card: it.card,
  message: it.message,
  locale: it.locale as Locale,
  timeZone: it.time_zone,
  owner: it.owner as UserId | null,
  about: it.about,
  state: it.state as OutboundState,
  attempts: it.attempts,
  leaseEpoch: it.lease_epoch,
  firstSentAt: orNull(it.first_sent_at, fromRow),
  ts: posted?.ts || null,
  conversation: posted?.conversation ?? null,
})
