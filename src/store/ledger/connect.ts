import { Kysely } from 'kysely'
import type { Clock } from '../../domain/clock.ts'
import type { Day } from '../../domain/day.ts'
import type { Deed } from '../../domain/deed.ts'
import type { Inbox, NativeCharts, Outbox, OutboxWriter, Settles, Slots } from '../../domain/delivery.ts'
import type { Ids, TeamId } from '../../domain/ids.ts'
import type { Mute } from '../../domain/insight.ts'
import type { OfferQueue } from '../../domain/offer.ts'
import type { Directory, Ledger, LedgerReads } from '../../domain/ports.ts'
import { dialectAt, placeOf } from '../dialect.ts'
import { migrate } from '../migrate.ts'
import { alerts } from './alerts.ts'
import { attention, forgetAttention } from './attention.ts'
import { followups } from './followups.ts'
import { inbox, settleInbound } from './inbox.ts'
import { first } from './migrations/0001-first.ts'
import { about } from './migrations/0002-about.ts'
import { offers as addOffers } from './migrations/0003-offers.ts'
import { mutes as addMutes } from './migrations/0004-mutes.ts'
import { nativeChartsTable } from './migrations/0006-native-charts.ts'
import { shown as addShown } from './migrations/0007-shown.ts'
import { emails } from './migrations/0008-emails.ts'
import { holidays } from './migrations/0009-holidays.ts'
import { holds } from './migrations/0009b-holds.ts'
import { postedTable } from './migrations/0010-posted.ts'
import { hearers } from './migrations/0010b-hearers.ts'
import { alerts as addAlerts } from './migrations/0011-alerts.ts'
import { attention as addAttention } from './migrations/0012-attention.ts'
import { waits } from './migrations/0012b-waits.ts'
import { untold } from './migrations/0013-untold.ts'
import { promises } from './migrations/0014-promises.ts'
import { originals as addOriginals } from './migrations/0015-originals.ts'
import { results as addResults } from './migrations/0016-results.ts'
import { ladder } from './migrations/0017-ladder.ts'
import { asked } from './migrations/0019-asked.ts'
import { brought } from './migrations/0020-brought.ts'
import { paused } from './migrations/0021-paused.ts'
import { series as addSeries } from './migrations/0022-series.ts'
import { dueAt } from './migrations/0023-due-at.ts'
import { promised } from './migrations/0024-promised.ts'
import { allMutes, mutes } from './mutes.ts'
import { nativeCharts } from './natives.ts'
import { leaseClock } from './now.ts'
import { offerQueue, offers, settleOffer } from './offers.ts'
import { forgetOriginals, originals } from './originals.ts'
import { outbox, outboxWriter } from './outbox.ts'
import { type Defaults, directory, people } from './people.ts'
import { policies } from './policies.ts'
import { posts } from './posted.ts'
import { requests } from './requests.ts'
import { results } from './results.ts'
import { routines } from './routines.ts'
import type { LedgerTables } from './schema.ts'
import { allSeries } from './series.ts'
import { settings } from './settings.ts'
import { settleSlot, settleWait, slots } from './slots.ts'
import { subscriptions } from './subscriptions.ts'

export interface LedgerStore {
  /** For reading, outside any transaction. */
  of(team: TeamId): LedgerReads
  /**
   * One short write transaction. `decide` may await the ledger it is given and nothing else: on SQLite everyone waits for it.
   * With nothing to settle it is simply done. False when what it would settle was settled before; then nothing was done.
   * What is changed remembers by whose `deed`: the clock's, when nobody's is given.
   */
  settle(
    team: TeamId,
    what: Settles | null,
    decide: (ledger: Ledger, outbox: OutboxWriter) => Promise<void>,
    deed?: Deed,
  ): Promise<boolean>
  /** Workspaces that somebody has acted in, or where something comes by itself. */
  teams(): Promise<readonly TeamId[]>
  /** Of all workspaces: the numbers are the same for each. Those that reach to that day or beyond. */
  mutes(since: Day): Promise<readonly Mute[]>
  inbox: Inbox
  outbox: Outbox
  slots: Slots
  offers: OfferQueue
  directory: Directory
  natives: NativeCharts
  forgetAttention(before: { day: Day; at: Temporal.Instant }): Promise<void>
  /** Messages kept for a follow-up that was never made. */
  forgetOriginals(before: Temporal.Instant): Promise<void>
  /** Can write: what readiness asks. */
  probe(): Promise<void>
  close(): Promise<void>
}

export interface LedgerOptions {
  ids: Ids
  /** Real time, whatever a playground's clock says: leases and pacing go by it. */
  wall: Clock
  defaults: Defaults
  /** Between two messages to one channel; Slack allows about one a second. */
  paceMs?: number
  /** Told of every transaction that held the ledger for longer than it should. */
  onSlow?: (ms: number) => void
}

const TOO_LONG_MS = 50

const settled = (trx: Kysely<LedgerTables>, what: Settles): Promise<boolean> => {
  if ('inbound' in what) return settleInbound(trx, what)
  if ('slot' in what)
    return settleSlot(trx, what.slot, what.more ? 'more' : { state: 'enqueued', reason: null })
  if ('waiting' in what) return settleSlot(trx, what.waiting, what)
  if ('over' in what) return settleWait(trx, what.over)
  if ('offer' in what) return settleOffer(trx, what.offer)
  return settleSlot(trx, what.givenUp, { state: 'failed', reason: what.error })
}

export const openLedger = async (
  url: string,
  { ids, wall, defaults, paceMs = 1100, onSlow }: LedgerOptions,
): Promise<LedgerStore> => {
  const place = placeOf(url, 'ledger')
  const db = new Kysely<LedgerTables>({ dialect: await dialectAt(place) })
  await migrate(db, {
    ...place,
    steps: {
      '0001-first': first,
      '0002-about': about,
      '0003-offers': addOffers,
      '0004-mutes': addMutes,
      '0006-native-charts': nativeChartsTable,
      '0007-shown': addShown,
      '0008-emails': emails,
      '0009-holidays': holidays,
      '0009b-holds': holds,
      '0010-posted': postedTable,
      '0010b-hearers': hearers,
      '0011-alerts': addAlerts,
      '0012-attention': addAttention,
      '0012b-waits': waits,
      '0013-untold': untold,
      '0014-promises': promises,
      '0015-originals': addOriginals,
      '0016-results': addResults,
      '0017-ladder': ladder,
      '0019-asked': asked,
      '0020-brought': brought,
      '0021-paused': paused,
      '0022-series': addSeries,
      '0023-due-at': dueAt,
      '0024-promised': promised,
    },
  })

  const now = leaseClock(place.dialect, wall)
  const nobody = (): Deed => ({ by: null, at: wall.now(), through: 'clock' })
  const bound = (on: Kysely<LedgerTables>, team: TeamId, deed: Deed): Ledger => {
    const binding = { ids, locks: on.isTransaction && place.dialect === 'postgres', deed }
    return {
      followups: followups(on, team, binding),
      series: allSeries(on, team, binding),
      results: results(on, team),
      requests: requests(on, team, binding),
      digests: subscriptions(on, team, binding),
      posts: posts(on, team),
      mutes: mutes(on, team, binding),
      alerts: alerts(on, team, binding),
      attention: attention(on, team),
      offers: offers(on, team, binding),
      originals: originals(on, team, binding),
      settings: settings(on, team),
      people: people(on, team, defaults),
      routines: routines(on, team),
      policies: policies(on, team),
    }
  }

  return {
    of: (team) => bound(db, team, nobody()),

    async settle(team, what, decide, deed = nobody()) {
      let began = performance.now()
      try {
        return await db.transaction().execute(async (trx) => {
          began = performance.now()
          const mine = what === null || (await settled(trx, what))
          if (mine) await decide(bound(trx, team, deed), outboxWriter(trx, ids, await now(trx)))
          return mine
        })
      } finally {
        const held = performance.now() - began
        if (held > TOO_LONG_MS) onSlow?.(held)
      }
    },

    async teams() {
      const rows = await db
        .selectFrom('person')
        .select('team')
        .union(db.selectFrom('subscription').select('team'))
        .execute()
      return rows.map((it) => it.team as TeamId)
    },

    mutes: (since) => allMutes(db, since),
    inbox: inbox(db, now),
    outbox: outbox(db, { ids, now, paceMs }),
    slots: slots(db, now),
    offers: offerQueue(db, now),
    directory: directory(db),
    natives: nativeCharts(db, now),
    forgetAttention: (before) => forgetAttention(db, before),
    forgetOriginals: (before) => forgetOriginals(db, before),

    async probe() {
      // A row is really written: a full disk must not pass for one that takes what people say.
      const until = await now(db)
      await db
        .insertInto('watermark')
        .values({ schedule: '', until })
        .onConflict((c) => c.column('schedule').doUpdateSet({ until }))
        .execute()
    },
    close: () => db.destroy(),
  }
}
