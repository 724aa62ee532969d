import type { Kysely } from 'kysely'
import { type Act, BUDGETS, type Budgets, type SentKind } from '../../domain/attention.ts'
import type { Day } from '../../domain/day.ts'
import type { TeamId } from '../../domain/ids.ts'
import type { InsightKind } from '../../domain/insight.ts'
import type { Attention } from '../../domain/ports.ts'
import { type SourceId, sourcesIn } from '../../domain/source.ts'
import { fromRow, toRow } from './codec.ts'
import type { LedgerTables } from './schema.ts'

export const attention = (db: Kysely<LedgerTables>, team: TeamId): Attention => ({
  async budgets() {
    const rows = await db.selectFrom('budget').selectAll().where('team', '=', team).execute()
    const of = (ear: keyof Budgets) => {
      const row = rows.find((it) => it.ear === ear)
      return row ? { day: row.day, week: row.week } : BUDGETS[ear]
    }
    return { channel: of('channel'), person: of('person') }
  },

  async setBudgets(budgets) {
    for (const ear of ['channel', 'person'] as const)
      await db
        .insertInto('budget')
        .values({ team, ear, ...budgets[ear] })
        .onConflict((c) => c.columns(['team', 'ear']).doUpdateSet(budgets[ear]))
        .execute()
  },

  async sent(ear, { from, to }) {
    const rows = await db
      .selectFrom('sent_day')
      .select(['day', 'kind', 'source', 'count'])
      .where('team', '=', team)
      .where('ear', '=', ear)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .orderBy('day')
      .execute()
    return rows.map(({ day, kind, source, count }) => ({
      day: day as Day,
      kind: kind as SentKind,
      source: source === '' ? null : (source as SourceId),
      count,
    }))
  },

  async count(ear, day, kind, sources) {
    for (const source of ['', ...sources])
      await db
        .insertInto('sent_day')
        .values({ team, ear, day, kind, source, count: 1 })
        .onConflict((c) =>
          c
            .columns(['team', 'ear', 'day', 'kind', 'source'])
            .doUpdateSet((eb) => ({ count: eb('sent_day.count', '+', 1) })),
        )
        .execute()
  },

  async sourcesOf(channel, ts) {
    const row = await db
      .selectFrom('outbox')
      .select('about')
      .where('team', '=', team)
      .where('ts', '=', ts)
      .where((eb) => eb.or([eb('conversation', '=', channel), eb('channel', '=', channel)]))
      .executeTakeFirst()
    return sourcesIn(row?.about?.split(' ') ?? [])
  },

  async act({ source, insight, kind, what, at }, post) {
    await db
      .insertInto('acted')
      .values({ source, post, insight, what, kind, at: toRow(at) })
      .onConflict((c) => c.columns(['source', 'post', 'insight', 'what']).doNothing())
      .execute()
  },

  async acted(source, since) {
    const rows = await db
      .selectFrom('acted')
      .selectAll()
      .where('source', '=', source)
      .where('at', '>=', toRow(since))
      .execute()
    return rows.map(({ insight, kind, what, at }) => ({
      source,
      insight,
      kind: kind as InsightKind | null,
      what: what as Act,
      at: fromRow(at),
    }))
  },
})

/** Nobody is told of what was so long ago. */
export const forgetAttention = async (
  db: Kysely<LedgerTables>,
  before: { day: Day; at: Temporal.Instant },
): Promise<void> => {
  await db.deleteFrom('sent_day').where('day', '<', before.day).execute()
  await db.deleteFrom('acted').where('at', '<', toRow(before.at)).execute()
}
