import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Day } from '#src/domain/day.ts'
import type { Scope } from '#src/domain/facts.ts'
import {
  type Found,
  type FoundDay,
  type Insight,
  type Placed,
  type ToldInsight,
  weigh,
} from '#src/domain/insight.ts'
import { matterOf } from '#src/domain/matters.ts'
import type { Period } from '#src/domain/period.ts'
import type { DialectName } from '../dialect.ts'
import { inPieces } from './rows.ts'
import type { FactTables } from './schema.ts'
import { ifFree } from './turn.ts'
import { versionOf } from './version.ts'

/** Every one said is kept; what was held back, for so many days. */
const HELD_BACK_DAYS = 14

/** The newest day that was looked through, and in what; null where none was. */
export const lookedThrough = async (db: Kysely<FactTables>): Promise<{ day: Day; basis: string } | null> =>
  (await db
    .selectFrom('insight_day')
    .select(['day', 'basis'])
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()) ?? null

/**
 * Keeps what was found on these days, oldest first, in the place of what was found on them before. Days after them are
 * forgotten: there are none once their numbers were taken back. “outdated” where the numbers are no longer of
 * `version`, in which the days were found: another import has ended meanwhile. “busy” where one is still at it. Nothing
 * is kept then.
 * @param basis all that the answers hang on, beside the day
 */
export const keepDays = async (
  db: Kysely<FactTables>,
  dialect: DialectName,
  days: readonly FoundDay[],
  { version, basis, at }: { version: number; basis: string; at: Temporal.Instant },
): Promise<'kept' | 'outdated' | 'busy'> =>
  (await ifFree(db, dialect, async (trx) => {
    if ((await versionOf(trx)) !== version) return 'outdated'
    for (const day of days) await keepDay(trx, day, basis, at)
    return 'kept'
  })) ?? 'busy'

const keepDay = async (
  trx: Kysely<FactTables>,
  found: FoundDay,
  basis: string,
  at: Temporal.Instant,
): Promise<void> => {
  const { asOf } = found
  await trx.deleteFrom('insight').where('day', '>=', asOf).execute()
  await trx.deleteFrom('insight_day').where('day', '>=', asOf).execute()
  await trx
    .insertInto('insight_day')
    .values({
      day: asOf,
      basis,
      from_day: found.period.from,
      found_at: at.epochMilliseconds,
      health: JSON.stringify(found.health),
    })
    .execute()
  const rows = [
    ...found.insights.map((it) => ({ ...it, silence: null, by_what: null })),
    ...found.suppressed.map(({ reason, by, ...it }) => ({ ...it, silence: reason, by_what: by })),
  ].map(({ insight, placed, silence, by_what }, place) => ({
    day: asOf,
    place,
    id: insight.id,
    ...placed,
    silence,
    by_what,
    body: JSON.stringify(insight),
  }))
  for (const some of inPieces(rows))
    await trx
      .insertInto('insight')
      .values([...some])
      .execute()
  const { day: oldest } = (await trx
    .selectFrom('insight_day')
    .select('day')
    .orderBy('day', 'desc')
    .offset(HELD_BACK_DAYS)
    .limit(1)
    .executeTakeFirst()) ?? { day: null }
  if (oldest !== null)
    await trx.deleteFrom('insight').where('silence', 'is not', null).where('day', '<=', oldest).execute()
}

/**
 * What was said in a scope on the days of a period, or on the newest day that was looked through: each insight once, with
 * the newest numbers that are kept of it, the gravest first; and what was held back on the newest of these days. Null where none of them was
 * looked through.
 */
export const insightsIn = async (
  db: Kysely<FactTables>,
  inScope: RawBuilder<boolean>,
  period?: Period,
): Promise<FoundDay | null> => {
  const newest = db.selectFrom('insight_day').selectAll().orderBy('day', 'desc').limit(1)
  const looked = await (period === undefined
    ? newest
    : newest.where('day', '>=', period.from).where('day', '<=', period.to)
  ).executeTakeFirst()
  if (!looked) return null
  const inDays = db
    .selectFrom('insight')
    .where('day', '>=', period?.from ?? looked.day)
    .where('day', '<=', looked.day)
  const rows = await inDays
    .selectAll()
    .where((where) =>
      where.or([
        where('day', '=', looked.day),
        where('id', 'in', inDays.select('id').where('silence', 'is', null)),
      ]),
    )
    .where(inScope)
    .orderBy('day', 'desc')
    .orderBy('place')
    .execute()
  // Rows come newest first: what goes on is told with the numbers of now, and what is over is not told as if it were.
  const now = new Set(rows.flatMap((row) => (row.day === looked.day ? [row.id] : [])))
  // Also what was held back has newer numbers than what was told before it.
  const latest = new Map(rows.toReversed().map((row) => [row.id, row]))
  const told = new Set(rows.flatMap((row) => (row.silence === null ? [row.id] : [])))
  // What has turned out to be part of something larger that is told is no longer told beside it.
  const partOf = new Set(
    rows.flatMap((row) =>
      row.day === looked.day && row.silence === 'part_of' && told.has(row.by_what ?? '') ? [row.id] : [],
    ),
  )
  const said = new Map<string, Found>()
  for (const row of rows) {
    if (row.silence !== null || said.has(row.id)) continue
    if (partOf.has(row.id)) continue
    if (now.has(row.id) || isPast(foundIn(row).insight, row.day))
      said.set(row.id, foundIn(latest.get(row.id) ?? row))
  }
  return {
    asOf: looked.day,
    period: { from: looked.from_day, to: looked.day },
    health: JSON.parse(looked.health),
    insights: [...said.values()].sort(
      (a, b) =>
        weigh(b.insight.severity) - weigh(a.insight.severity) ||
        (b.insight.stake ?? 0) - (a.insight.stake ?? 0),
    ),
    suppressed: rows.flatMap((row) =>
      row.silence === null || row.day !== looked.day
        ? []
        : [{ ...foundIn(row), reason: row.silence, by: row.by_what }],
    ),
  }
}

const isPast = ({ kind, since }: Insight, on: Day): boolean =>
  matterOf(kind).happened || (kind === 'market_shift' && since === on)

/** The newest telling of it, by its short id in any case; also where it was held back. */
export const insightNamed = async (db: Kysely<FactTables>, id: string): Promise<ToldInsight | null> => {
  const row = await db
    .selectFrom('insight')
    .selectAll()
    .where('id', '=', id.toUpperCase())
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { ...foundIn(row), on: row.day, silence: row.silence } : null
}

const foundIn = ({ body, agency, market }: { body: string } & Placed): Found => {
  const insight: Insight = JSON.parse(body)
  return { insight, placed: { agency, market } }
}

/** Which of a day's insights belong to a scope: an agency's and its creators', a market's and all that is in it. */
export const placedIn = (scope: Scope): RawBuilder<boolean> => {
  switch (scope.kind) {
    case 'all':
      return sql<boolean>`1 = 1`
    case 'agency':
      return sql<boolean>`agency = ${scope.agency}`
    case 'manager':
      return scope.agencies.length === 0
        ? sql<boolean>`1 = 0`
        : sql<boolean>`agency in (${sql.join(scope.agencies)})`
    case 'market':
      return sql<boolean>`market = ${scope.market}`
    case 'region':
      return scope.markets.length === 0
        ? sql<boolean>`1 = 0`
        : sql<boolean>`market in (${sql.join(scope.markets)})`
    default:
      return scope satisfies never
  }
}
