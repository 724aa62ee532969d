import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type Day, plusDays } from '#src/domain/day.ts'
import type { Campaign, CampaignLine, Scope } from '#src/domain/facts.ts'
import { isMonthGoal } from '#src/domain/goal.ts'
import type { Period } from '#src/domain/period.ts'
import type { FactTables } from './schema.ts'
import { type Condition, within } from './scopes.ts'

/** Those that touch any of these days. */
export const campaignsIn = async (
  db: Kysely<FactTables>,
  { from, to }: Period,
): Promise<readonly Campaign[]> => {
  const rows = await db
    .selectFrom('campaign')
    .selectAll()
    .where('start_day', '<=', to)
    .where('end_day', '>=', from)
    .orderBy('start_day')
    .orderBy('folded')
    .execute()
  return rows.map(({ name, market, category, start_day, end_day, goal, creator_ids }) => ({
    name,
    market,
    category,
    start: start_day,
    end: end_day,
    goal,
    creatorIds: creator_ids === '' ? [] : creator_ids.split(' '),
  }))
}

/** More of them at once are a list and no digest. */
const TOLD = 5

/**
 * What the campaigns of a scope came to, from their first day up to the last known one: of all from the roll-ups, of
 * those that name creators from their own days.
 */
export const campaignLines = async (
  db: Kysely<FactTables>,
  scope: Scope,
  period: Period,
): Promise<readonly CampaignLine[]> => {
  const all = (await campaignsIn(db, period)).filter((it) => !isMonthGoal(it))
  const lines: CampaignLine[] = []
  for (const campaign of all) {
    if (lines.length === TOLD) break
    const meant = await meantIn(db, scope, campaign)
    if (meant === null) continue
    const to = period.to < campaign.end ? period.to : campaign.end
    const { creatorIds: _, ...told } = campaign
    const diamonds = await diamondsOf(db, campaign, { from: campaign.start, to }, meant.rows)
    lines.push({ ...told, to, diamonds, whole: meant.whole })
  }
  return lines
}

/** Which rows count, and whether they are all that the campaign is meant for; null where none of it is in the scope. */
const meantIn = async (
  db: Kysely<FactTables>,
  scope: Scope,
  { market, category, creatorIds }: Campaign,
): Promise<{ rows: Condition; whole: boolean } | null> => {
  const conditions: RawBuilder<boolean>[] = [within(scope)]
  if (market !== null) conditions.push(within({ kind: 'market', market }))
  if (category !== null)
    conditions.push(sql<boolean>`agency_k in (select k from agency where category = ${category})`)
  if (creatorIds.length > 0)
    conditions.push(sql<boolean>`creator_k in (select k from creator where id in (${sql.join(creatorIds)}))`)
  const rows = sql<boolean>`(${sql.join(conditions, sql` and `)})`
  if (scope.kind === 'all') return { rows, whole: true }
  if (scope.kind === 'market')
    return onlyIf(market === null || market === scope.market, rows, market !== null)
  if (scope.kind === 'region')
    return onlyIf(market === null || scope.markets.includes(market), rows, market !== null)
  const { rows: homes } = await sql<{ market: string | null; category: string | null }>`
    select market, category from agency
    where name in (${sql.join(scope.kind === 'agency' ? [scope.agency] : scope.agencies)})`.execute(db)
  const here = homes.some(
    (home) =>
      (market === null || home.market === market) && (category === null || home.category === category),
  )
  return onlyIf(here, rows, false)
}
const onlyIf = (here: boolean, rows: Condition, whole: boolean) => (here ? { rows, whole } : null)

const diamondsOf = async (
  db: Kysely<FactTables>,
  { creatorIds }: Campaign,
  { from, to }: { from: Day; to: Day },
  rows: Condition,
): Promise<number> => {
  if (to < from || to >= plusDays(from, MOST_DAYS)) return 0
  const { rows: found } = await sql<{ diamonds: number }>`
    select coalesce(sum(diamonds), 0) as diamonds from ${sql.ref(creatorIds.length > 0 ? 'daily' : 'rollup')}
    where day >= ${from} and day <= ${to} and ${rows}`.execute(db)
  return found[0]?.diamonds ?? 0
}
/** Longer than a year is no campaign. */
const MOST_DAYS = 366
