import { type Kysely, sql } from 'kysely'
import { type Day, daysBetween, daysFrom, plusDays } from '#src/domain/day.ts'
import type { Trail, TrailDay, TrailQuestion } from '#src/domain/facts.ts'
import type { Period } from '#src/domain/period.ts'
import { levelsOf } from './levels.ts'
import type { FactTables } from './schema.ts'
import { ALL, newestDay } from './scopes.ts'
import { FEW_SILENT, SILENT_AT_MOST } from './window.ts'

/**
 * One creator's days are looked up one by one: a scan of the period would read everybody's. Silence and leaving mean what
 * they mean to the engine (`window.ts`).
 */
export const trailOf = async (db: Kysely<FactTables>, { entity, period }: TrailQuestion): Promise<Trail> => {
  const asOf = await newestDay(db, ALL)
  if (entity.type === 'creator') return { asOf, ...(await creatorTrail(db, entity.id, period, asOf)) }
  const days = await levelsOf(db, { kind: 'agency', agency: entity.id }, period)
  const gauged = days.map(({ day, diamonds, live_minutes, valid_days }) => ({
    ...{ day, diamonds, live_minutes, valid_days },
  }))
  return { asOf, days: gauged, left: null }
}

const NOBODY: Omit<Trail, 'asOf'> = { days: [], left: null }
const WEEK = 7

const creatorTrail = async (
  db: Kysely<FactTables>,
  id: string,
  { from, to }: Period,
  asOf: Day | null,
): Promise<Omit<Trail, 'asOf'>> => {
  const creator = await db
    .selectFrom('creator')
    .select(['k', 'agency_k', 'left_on'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!creator || asOf === null) return NOBODY
  const last = to < asOf ? to : asOf
  const first = plusDays(from, -SILENT_AT_MOST)
  const { rows } = await sql<TrailDay>`
    select day, diamonds, live_minutes, valid_days from daily
    where day in (${sql.join(daysFrom(first, last).length > 0 ? daysFrom(first, last) : [last])})
      and creator_k = ${creator.k} order by day`.execute(db)
  const told = new Map(rows.map((row) => [row.day, row]))
  // Only of somebody who is missing on a day it matters what else its files tell.
  const isWhole = daysFrom(from, last).every((day) => told.has(day))
  if (isWhole) return { days: rows.filter(({ day }) => day >= from), left: null }
  const { isLiveOnly, hasHouse } = await filesOf(db, creator.agency_k, { from: first, to: last })
  const gone = (day: Day): boolean => creator.left_on !== null && day >= creator.left_on

  const days: TrailDay[] = []
  let seen: Day | null = null
  for (const day of daysFrom(first, last)) {
    const row = told.get(day)
    if (row) seen = day
    const isSilent =
      seen !== null &&
      daysBetween(seen, day) <= SILENT_AT_MOST &&
      isLiveOnly(day) &&
      hasHouse(day) &&
      !gone(day)
    const known = row ?? (isSilent ? { day, diamonds: 0, live_minutes: 0, valid_days: 0 } : null)
    if (known && day >= from) days.push(known)
  }
  if (gone(last)) return { days, left: creator.left_on }
  // Files that name everybody do not name them: a week of that, while their agency is in them, and they have left.
  const isMissing = seen !== null && daysBetween(seen, last) >= WEEK && hasHouse(last) && !isLiveOnly(last)
  return { days, left: isMissing && seen !== null ? plusDays(seen, 1) : null }
}

/** Of each day: whether its files tell only of those who were LIVE, and whether they tell of an agency. */
const filesOf = async (db: Kysely<FactTables>, house: number, { from, to }: Period) => {
  const { rows } = await sql<{ day: Day; creators: number; silent: number; house: number }>`
    select day, sum(creators) as creators, sum(creators - active) as silent,
           sum(case when agency_k = ${house} then creators else 0 end) as house
    from rollup where day >= ${plusDays(from, 1 - WEEK)} and day <= ${to} group by day`.execute(db)
  const days = new Map(rows.map((row) => [row.day, row]))
  const week = (day: Day, of: 'creators' | 'silent') =>
    daysFrom(plusDays(day, 1 - WEEK), day).reduce((sum, it) => sum + Number(days.get(it)?.[of] ?? 0), 0)
  return {
    isLiveOnly: (day: Day) =>
      (days.get(day)?.creators ?? 0) > 0 && week(day, 'silent') < FEW_SILENT * week(day, 'creators'),
    hasHouse: (day: Day) => Number(days.get(day)?.house ?? 0) > 0,
  }
}
