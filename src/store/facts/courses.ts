import { type Kysely, sql } from 'kysely'
import { type Day, daysFrom } from '#src/domain/day.ts'
import type { Course } from '#src/domain/facts.ts'
import type { Period } from '#src/domain/period.ts'
import type { FactTables } from './schema.ts'

/** The diamonds of these creators day by day, in the order asked for: for each day one look at its key, not a scan. */
export const coursesOf = async (
  db: Kysely<FactTables>,
  ids: readonly string[],
  period: Period,
): Promise<readonly Course[]> => {
  if (ids.length === 0) return []
  const days = daysFrom(period.from, period.to)
  const { rows } = await sql<{ id: string; day: Day; diamonds: number | null }>`
    select c.id, d.day, d.diamonds from creator c
    join daily d on d.creator_k = c.k and d.day in (${sql.join(days)})
    where c.id in (${sql.join([...ids])})`.execute(db)
  const known = new Map(rows.map(({ id, day, diamonds }) => [`${id} ${day}`, diamonds]))
  return ids.map((id) => ({
    id,
    from: period.from,
    values: days.map((day) => known.get(`${id} ${day}`) ?? null),
  }))
}
