import { type Kysely, sql } from 'kysely'
import { type Day, plusDays } from '#src/domain/day.ts'
import type { Creator, DayLevel, Newcomers, NewcomersQuestion, Scope } from '#src/domain/facts.ts'
import { WATCHED } from '#src/domain/metric.ts'
import type { Period } from '#src/domain/period.ts'
import type { FactTables } from './schema.ts'
import { within } from './scopes.ts'

/** A day of which the scope has no row is not known: it is not a day of nothing. */
export const levelsOf = async (
  db: Kysely<FactTables>,
  scope: Scope,
  { from, to }: Period,
): Promise<readonly DayLevel[]> => {
  const sums = WATCHED.map((name) => sql`sum(${sql.ref(name)}) as ${sql.ref(name)}`)
  const { rows } = await sql<DayLevel>`
    select day, ${sql.join(sums)} from rollup
    where day >= ${from} and day <= ${to} and ${within(scope)}
    group by day order by day`.execute(db)
  return rows
}

/** Whoever comes back after so long was away, and is not new; further back nobody looks. */
const BACK = 60
/** With more of them it is a new file that speaks, and names tell nobody anything. */
const NAMED = 200

/**
 * Creators are numbered as files first name them. After files were taken back and read again the same ones may have
 * other numbers: then their days tell that they are not new.
 */
export const newcomersIn = async (
  db: Kysely<FactTables>,
  scope: Scope,
  { after, since }: NewcomersQuestion,
): Promise<Newcomers> => {
  const { newest } = await db
    .selectFrom('creator')
    .select(({ fn }) => fn.max<number | null>('k').as('newest'))
    .executeTakeFirstOrThrow()
  const { rows } = await sql<Creator & { n: number }>`
    select c.id, c.username, a.name as agency, coalesce(nullif(c.market, ''), a.market) as market,
           count(*) over () as n
    from (select * from creator where k > ${after} and seen >= ${since} and ${within(scope)}) c
    left join agency a on a.k = c.agency_k
    where not exists (
      select 1 from daily d
      where d.day in (${sql.join(daysBefore(since))}) and d.creator_k = c.k)
    order by c.username, c.id limit ${NAMED}`.execute(db)
  return {
    creators: rows.map(({ n: _, ...creator }) => creator),
    count: rows[0]?.n ?? 0,
    newest: newest ?? 0,
  }
}

const daysBefore = (since: Day): readonly Day[] =>
  Array.from({ length: BACK }, (_, i) => plusDays(since, -(i + 1)))
