import { type Kysely, sql } from 'kysely'
import { type Day, dateOf, firstOfMonth, plusDays } from '#src/domain/day.ts'
import type { NearRung, Scope } from '#src/domain/facts.ts'
import type { Thresholds } from '#src/domain/thresholds.ts'
import type { FactTables } from './schema.ts'
import { within } from './scopes.ts'

/** What somebody's usual day is taken from. */
const USUAL_DAYS = 28

/**
 * Everybody whose diamonds of the month up to a day are short of the next rung by the share that counts as near, at
 * whatever pace they come to it; the highest rung first, and on it whoever lacks the least.
 */
export const nearRungsOf = async (
  db: Kysely<FactTables>,
  scope: Scope,
  asOf: Day,
  { goals }: Pick<Thresholds, 'goals'>,
): Promise<readonly NearRung[]> => {
  const { day, daysInMonth } = dateOf(asOf)
  const near = goals.diamonds
    .toSorted((a, b) => a - b)
    .map(
      (rung) =>
        sql`when d >= ${sql.lit((1 - goals.near) * rung)} and d < ${sql.lit(rung)} then ${sql.lit(rung)}`,
    )
  const { rows } = await sql<Omit<NearRung, 'needed'> & { all: number }>`
    with m as (
      select creator_k, cast(coalesce(sum(diamonds), 0) as bigint) as d from daily
      where day >= ${firstOfMonth(asOf)} and day <= ${asOf} and ${within(scope)} group by creator_k),
    n as (select creator_k, d, case ${sql.join(near, sql` `)} else 0 end as rung from m),
    u as (
      select creator_k, cast(coalesce(sum(diamonds), 0) as bigint) as d from daily
      where day > ${plusDays(asOf, -USUAL_DAYS)} and day <= ${asOf}
        and creator_k in (select creator_k from n where rung > 0) group by creator_k)
    select c.id, c.username, a.name as agency, coalesce(nullif(c.market, ''), a.market) as market,
           n.d as value, n.rung as at, u.d as usual
    from n join creator c on c.k = n.creator_k join u on u.creator_k = n.creator_k
    left join agency a on a.k = c.agency_k
    where n.rung > 0 order by n.rung desc, n.d desc, c.id`.execute(db)
  const left = daysInMonth - day
  return rows.map(({ usual, ...it }) => ({
    ...it,
    usual: usual / USUAL_DAYS,
    needed: left > 0 ? (it.at - it.value) / left : null,
  }))
}
