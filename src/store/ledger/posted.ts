import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { ChannelId, TeamId, UserId } from '../../domain/ids.ts'
import type { Posts } from '../../domain/ports.ts'
import { CORRECTED_FOR, FIGURES, type PostedDigest } from '../../domain/posted.ts'
import type { SubscriptionId } from '../../domain/schedule.ts'
import { fromRow, StoredDay, toRow } from './codec.ts'
import type { LedgerTables } from './schema.ts'
import { StoredHeld } from './slots.ts'

const Moment = z.codec(z.number(), z.instanceof(Temporal.Instant), { decode: fromRow, encode: toRow })

/** The part that nobody asks for by itself. */
const Told = z.object({
  channel: z.custom<ChannelId | UserId>((it) => typeof it === 'string'),
  scope: z.string(),
  from: StoredDay,
  to: StoredDay,
  findings: z.array(z.string()),
  late: z.object({ due: Moment, passedOver: z.number() }).nullable(),
  staleDays: z.number(),
  held: z.object({ why: StoredHeld.shape.why, since: Moment, until: Moment, freedBy: z.null() }).nullable(),
  arrived: Moment.nullable(),
  /** Older posts were kept without it. */
  repeats: Moment.nullable().default(null),
  figures: z.record(z.enum(FIGURES), z.number()),
  corrections: z.array(
    z.object({
      at: Moment,
      changes: z.array(z.object({ figure: z.enum(FIGURES), from: z.number(), to: z.number() })),
    }),
  ),
})

const PAGE = 100

export const posts = (db: Kysely<LedgerTables>, team: TeamId): Posts => ({
  async outdated(version, now) {
    const rows = await db
      .selectFrom('posted')
      .selectAll()
      .where('team', '=', team)
      .where('version', '!=', version)
      .where('at', '>', toRow(now.subtract(CORRECTED_FOR)))
      .orderBy('card')
      .limit(PAGE)
      .execute()
    return rows.map(posted)
  },

  async newest(of) {
    const row = await db
      .selectFrom('posted')
      .selectAll()
      .where('team', '=', team)
      .where('subscription', '=', of)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row && posted(row)
  },

  async add(it) {
    await db
      .deleteFrom('posted')
      .where('team', '=', team)
      .where('at', '<', toRow(it.at.subtract(CORRECTED_FOR)))
      .execute()
    await db
      .insertInto('posted')
      .values({ team, card: it.card, at: toRow(it.at), subscription: it.subscription, ...told(it) })
      .onConflict((c) => c.columns(['team', 'card']).doNothing())
      .execute()
  },

  async compared(all, version) {
    if (all.length === 0) return
    await db
      .updateTable('posted')
      .set({ version })
      .where('team', '=', team)
      .where(
        'card',
        'in',
        all.map(({ card }) => card),
      )
      .execute()
  },

  async correct(was, changes) {
    const { numUpdatedRows } = await db
      .updateTable('posted')
      .set(told({ ...was, ...changes }))
      .where('team', '=', team)
      .where('card', '=', was.card)
      .where('version', '=', was.version)
      .executeTakeFirstOrThrow()
    return numUpdatedRows === 1n
  },
})

const told = ({ version, ...it }: PostedDigest) => ({
  version,
  told: JSON.stringify(
    z.encode(Told, {
      ...it,
      held: it.held && { ...it.held, freedBy: null },
      findings: [...it.findings],
      corrections: it.corrections.map(({ at, changes }) => ({ at, changes: [...changes] })),
    }),
  ),
})

/** When it was decided to post it, and what was corrected since. */
export const courseOf = (at: number, stored: string): Pick<PostedDigest, 'at' | 'corrections'> => ({
  at: fromRow(at),
  corrections: Told.parse(JSON.parse(stored)).corrections,
})

const posted = (row: Selectable<LedgerTables['posted']>): PostedDigest => ({
  ...Told.parse(JSON.parse(row.told)),
  card: row.card as PostedDigest['card'],
  subscription: row.subscription as SubscriptionId | null,
  at: fromRow(row.at),
  version: row.version,
})
