import { type Kysely, sql } from 'kysely'
import { darkAfter, WEIGHED } from '#src/domain/dark.ts'
import { type Day, daysBetween, daysFrom, plusDays } from '#src/domain/day.ts'
import { formOf } from '#src/domain/digest.ts'
import type {
  Changes,
  Coverage,
  Creator,
  Daily,
  DigestFacts,
  DigestLimits,
  GoneDark,
  GroupLine,
  PartlyKnown,
  Scope,
  Usual,
} from '#src/domain/facts.ts'
import { ROLLED_UP, ROOM, type RolledUp, type Room } from '#src/domain/metric.ts'
import { before, isMonth, lengthOf, type Period } from '#src/domain/period.ts'
import { FIGURES, type Figures } from '#src/domain/posted.ts'
import type { Thresholds } from '#src/domain/thresholds.ts'

import { campaignLines } from './campaigns.ts'
import { coursesOf } from './courses.ts'
import { movementOf } from './movement.ts'
import { mostlyEstimated } from './rollup.ts'
import type { FactTables } from './schema.ts'
import { ALL, type Condition, newestDay, within } from './scopes.ts'
import { settledOf } from './settled.ts'
import { versionOf } from './version.ts'

/** Everything that a digest of a period says: sums from the roll-ups, and one scan of each period for the rest. */
export const digestOf = async (
  db: Kysely<FactTables>,
  scope: Scope,
  period: Period,
  limits: DigestLimits,
  thresholds: Thresholds,
): Promise<DigestFacts> => {
  const earlier = before(period)
  const inScope = within(scope)
  const version = await versionOf(db)
  const asOf = await newestDay(db, ALL)
  const days = await daySums(db, scope, earlier.from, period.to)
  const liveDays = { now: liveDaysIn(days, period), before: liveDaysIn(days, earlier) }
  const groups = await groupsOf(db, inScope, period, earlier)
  const moved = await movementOf(db, scope, period, earlier, liveDays, limits.movers, thresholds)
  const daily = dailyOf(days, period.to)
  const isWeekly = formOf(period) === 'weekly'
  const steepest = [...moved.up.slice(0, STEEPEST), ...moved.down.slice(0, STEEPEST)].map(({ id }) => id)
  const dark = asOf === null ? [] : await darkOf(db, inScope, asOf, thresholds)
  return {
    version,
    period,
    before: earlier,
    coverage: { ...coverageOf(days, period, asOf), creators: moved.creators },
    totals: groups.totals,
    active: moved.active,
    room: roomOf(days, period, earlier),
    usual: lengthOf(period) === 1 ? usualOf(days, period.from) : null,
    daily,
    movement: moved.movement,
    settled: isMonth(period) ? await settledOf(db, scope, moved.settled, period, thresholds) : null,
    campaigns: await campaignLines(db, scope, period),
    markets: groups.markets.slice(0, limits.groups),
    agencies: groups.agencies
      .slice(0, limits.groups)
      .map((it) => ({ ...it, active: moved.agencies.get(it.name) ?? { now: 0, before: 0 } })),
    up: moved.up,
    down: moved.down,
    courses: isWeekly ? await coursesOf(db, steepest, { from: daily.from, to: period.to }) : [],
    dark: dark.slice(0, limits.dark),
    darkCount: dark.length,
  }
}

/** Of each way. */
const STEEPEST = 3

// —— Day by day ——————————————————————————————————————————————————————————————————————————————————————————

type DaySum = { day: Day; active: number; estimated: boolean | number; restated: number } & Record<
  RolledUp,
  number
> &
  Record<Room, number | null>

const DAILY_DAYS = 28

/** A headline's sums, from the roll-ups alone. */
export const figuresOf = async (
  db: Kysely<FactTables>,
  scope: Scope,
  { from, to }: Period,
): Promise<Figures> => {
  const sums = FIGURES.map((name) => sql`coalesce(sum(${sql.ref(name)}), 0) as ${sql.ref(name)}`)
  const { rows } = await sql<Figures>`
    select ${sql.join(sums)} from rollup where day >= ${from} and day <= ${to} and ${within(scope)}`.execute(
    db,
  )
  return rows[0] ?? { diamonds: 0, live_minutes: 0, valid_days: 0, new_followers: 0 }
}

/**
 * A day is known when there is anything of it. An agency of which nobody was LIVE may have no rows on a day that is
 * known all the same: its market tells.
 */
const daySums = async (
  db: Kysely<FactTables>,
  scope: Scope,
  first: Day,
  to: Day,
): Promise<ReadonlyMap<Day, DaySum>> => {
  const from = [first, plusDays(to, 1 - 2 * DAILY_DAYS)].toSorted()[0] ?? first
  const inScope = within(scope)
  const sums = [...ROLLED_UP, 'active'].map(
    (name) => sql`coalesce(sum(case when ${inScope} then ${sql.ref(name)} end), 0) as ${sql.ref(name)}`,
  )
  const known = ROOM.map(
    (name) => sql`sum(case when ${inScope} then ${sql.ref(name)} end) as ${sql.ref(name)}`,
  )
  const { rows } = await sql<DaySum>`
    select day, ${mostlyEstimated} as estimated, sum(restated) as restated, ${sql.join([...sums, ...known])}
    from rollup where day >= ${from} and day <= ${to} and ${scope.kind === 'agency' || scope.kind === 'manager' ? ALL : inScope}
    group by day order by day`.execute(db)
  return new Map(rows.map((row) => [row.day, row]))
}

/** Of all creators together. */
const liveDaysIn = (days: ReadonlyMap<Day, DaySum>, { from, to }: Period): number =>
  daysFrom(from, to).reduce((sum, day) => sum + (days.get(day)?.active ?? 0), 0)

const coverageOf = (
  days: ReadonlyMap<Day, DaySum>,
  { from, to }: Period,
  asOf: Day | null,
): Omit<Coverage, 'creators'> => {
  const expected = daysFrom(from, to)
  const known = expected.flatMap((day) => days.get(day) ?? [])
  return {
    asOf,
    daysKnown: known.length,
    daysExpected: expected.length,
    missing: expected.filter((day) => !days.has(day)),
    estimated: known.filter(({ estimated }) => Boolean(estimated)).map(({ day }) => day),
    restated: known.filter(({ restated }) => restated > 0).map(({ day }) => day),
  }
}

const dailyOf = (days: ReadonlyMap<Day, DaySum>, to: Day): Daily => {
  const from = plusDays(to, 1 - DAILY_DAYS)
  const diamonds = (first: Day) =>
    Array.from({ length: DAILY_DAYS }, (_, i) => days.get(plusDays(first, i))?.diamonds ?? null)
  return { from, now: diamonds(from), before: diamonds(plusDays(from, -DAILY_DAYS)) }
}

const roomOf = (
  days: ReadonlyMap<Day, DaySum>,
  now: Period,
  then: Period,
): Readonly<Record<Room, PartlyKnown>> => {
  const sumOf = (metric: Room, { from, to }: Period): number | null => {
    const known = daysFrom(from, to).flatMap((day) => days.get(day) ?? [])
    const values = known.flatMap((it) => it[metric] ?? [])
    return values.length === 0 || values.length < known.length ? null : values.reduce((a, b) => a + b, 0)
  }
  const of = (metric: Room) => ({ now: sumOf(metric, now), before: sumOf(metric, then) })
  return {
    gifters: of('gifters'),
    unique_viewers: of('unique_viewers'),
    returning_viewers: of('returning_viewers'),
    watch_minutes: of('watch_minutes'),
  }
}

const WEEK = 7

const usualOf = (days: ReadonlyMap<Day, DaySum>, day: Day): Usual => {
  const week = daysFrom(plusDays(day, -WEEK), plusDays(day, -1)).flatMap((it) => days.get(it) ?? [])
  const mean = (metric: keyof Usual): number | null => {
    const values = week.flatMap((it) => it[metric] ?? [])
    return values.length < WEEK ? null : values.reduce((a, b) => a + b, 0) / WEEK
  }
  return {
    diamonds: mean('diamonds'),
    live_minutes: mean('live_minutes'),
    valid_days: mean('valid_days'),
    new_followers: mean('new_followers'),
    streams: mean('streams'),
    active: mean('active'),
    gifters: mean('gifters'),
    unique_viewers: mean('unique_viewers'),
    returning_viewers: mean('returning_viewers'),
    watch_minutes: mean('watch_minutes'),
  }
}

// —— Group by group ——————————————————————————————————————————————————————————————————————————————————————

type Sums = Record<`${RolledUp}_now` | `${RolledUp}_before`, number>

/** From the roll-ups alone: costs the same for ten creators and for two hundred thousand. */
const groupsOf = async (db: Kysely<FactTables>, inScope: Condition, now: Period, then: Period) => {
  const sums = sql.join(
    ROLLED_UP.flatMap((metric) => [
      sql`sum(case when r.day >= ${now.from} then r.${sql.ref(metric)} else 0 end) as ${sql.ref(`${metric}_now`)}`,
      sql`sum(case when r.day <= ${then.to} then r.${sql.ref(metric)} else 0 end) as ${sql.ref(`${metric}_before`)}`,
    ]),
  )
  const { rows } = await sql<Sums & { agency: string | null; home: string | null; market: string | null }>`
    select a.name as agency, a.market as home, coalesce(nullif(r.market, ''), a.market) as market, ${sums}
    from (select * from rollup where day >= ${then.from} and day <= ${now.to} and ${inScope}) r
    left join agency a on a.k = r.agency_k
    group by a.name, a.market, coalesce(nullif(r.market, ''), a.market)`.execute(db)

  const agencies = new Map<string | null, GroupLine>()
  const markets = new Map<string | null, GroupLine>()
  const totals = noChanges()
  for (const row of rows) {
    add(totals, row)
    add(lineIn(agencies, row.agency, row.home), row)
    add(lineIn(markets, row.market, row.market), row)
  }
  return { totals, agencies: largestFirst(agencies), markets: largestFirst(markets) }
}

const noChanges = (): Changes => ({
  diamonds: { now: 0, before: 0 },
  live_minutes: { now: 0, before: 0 },
  valid_days: { now: 0, before: 0 },
  new_followers: { now: 0, before: 0 },
  streams: { now: 0, before: 0 },
})

const lineIn = (
  lines: Map<string | null, GroupLine>,
  name: string | null,
  market: string | null,
): GroupLine => {
  const line = lines.get(name) ?? { name, market, active: null, ...noChanges() }
  lines.set(name, line)
  return line
}

const add = (changes: Changes, row: Sums): void => {
  for (const metric of ROLLED_UP) {
    changes[metric].now += row[`${metric}_now`]
    changes[metric].before += row[`${metric}_before`]
  }
}

const largestFirst = (lines: ReadonlyMap<string | null, GroupLine>): readonly GroupLine[] =>
  [...lines.values()].sort(
    (a, b) =>
      b.diamonds.now - a.diamonds.now ||
      b.diamonds.before - a.diamonds.before ||
      ((a.name ?? '\uffff') < (b.name ?? '\uffff') ? -1 : 1),
  )

// —— Who is silent ———————————————————————————————————————————————————————————————————————————————————————

/**
 * Who was LIVE in the four weeks before and is no more. Each market is judged by its own newest day: a feed that is
 * late makes nobody dark.
 */
export const darkOf = async (
  db: Kysely<FactTables>,
  inScope: Condition,
  asOf: Day,
  thresholds: Thresholds,
): Promise<readonly GoneDark[]> => {
  const oldest = plusDays(asOf, -thresholds.dark.until)
  const { rows: silent } = await sql<Creator & { last_live: Day; stake: number; live_days: number }>`
    select c.id, c.username, c.last_live, c.stake, c.live_days, a.name as agency,
           coalesce(nullif(c.market, ''), a.market) as market
    from (select * from creator where last_live >= ${oldest} and last_live <= ${plusDays(asOf, -WEIGHED.from)}
          and stake > 0 and ${inScope}) c
    left join agency a on a.k = c.agency_k`.execute(db)
  if (silent.length === 0) return []

  const newest = await newestDaysOf(db, oldest)
  return silent
    .flatMap(({ id, username, agency, market, last_live, stake, live_days }) => {
      const daysDark = daysBetween(last_live, newest.get(market) ?? asOf)
      const limit = darkAfter(thresholds, { diamonds: stake, liveDays: live_days })
      if (limit === null || daysDark < limit) return []
      return [{ id, username, agency, market, lastLive: last_live, daysDark, diamonds28: stake }]
    })
    .sort((a, b) => b.diamonds28 - a.diamonds28 || (a.id < b.id ? -1 : 1))
}

const newestDaysOf = async (db: Kysely<FactTables>, since: Day): Promise<ReadonlyMap<string | null, Day>> => {
  const { rows } = await sql<{ market: string | null; day: Day }>`
    select coalesce(nullif(r.market, ''), a.market) as market, max(r.day) as day
    from rollup r left join agency a on a.k = r.agency_k
    where r.day >= ${since} group by coalesce(nullif(r.market, ''), a.market)`.execute(db)
  return new Map(rows.map(({ market, day }) => [market, day]))
}
