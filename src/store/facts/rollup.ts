import { type RawBuilder, sql, type Transaction } from 'kysely'
import { WEIGHED } from '#src/domain/dark.ts'
import { type Day, daysFrom, plusDays } from '#src/domain/day.ts'
import { type Metric, ROOM } from '#src/domain/metric.ts'
import type { DialectName } from '../dialect.ts'
import { inPieces } from './rows.ts'
import type { FactTables, RollupTable } from './schema.ts'

/**
 * Sums the touched days anew; a headline reads nothing else. Minutes are hundredths, and so is their sum: the order in
 * which rows lie must not show in its last digit.
 */
export const rollUp = async (
  trx: Transaction<FactTables>,
  dialect: DialectName,
  touched: ReadonlySet<Day>,
  summed: ReadonlyMap<Day, readonly RollupTable[]> = new Map(),
): Promise<void> => {
  const rounded = (sum: RawBuilder<number>) =>
    dialect === 'sqlite' ? sql`round(${sum}, 2)` : sql`round((${sum})::numeric, 2)::float8`
  const minutes = rounded(sql`coalesce(sum(live_minutes), 0)`)
  const watched = rounded(sql`sum(watch_minutes)`)
  for (const days of inHundreds([...touched])) {
    await trx.deleteFrom('rollup').where('day', 'in', days).execute()
    for (const rows of inPieces(days.flatMap((day) => summed.get(day) ?? []))) {
      await trx.insertInto('rollup').values(rows).execute()
    }
    const unsummed = days.filter((day) => !summed.has(day))
    if (unsummed.length === 0) continue
    await sql`
      insert into rollup (day, agency_k, market, creators, active, estimated, restated,
                          diamonds, live_minutes, valid_days, new_followers, streams,
                          gifters, unique_viewers, returning_viewers, watch_minutes)
      select day, agency_k, market, count(*), sum(case when live_minutes > 0 then 1 else 0 end),
             sum(estimated), sum(restated), coalesce(sum(diamonds), 0), ${minutes},
             coalesce(sum(valid_days), 0), coalesce(sum(new_followers), 0), coalesce(sum(streams), 0),
             sum(gifters), sum(unique_viewers), sum(returning_viewers), ${watched}
      from daily where day in (${sql.join(unsummed)}) group by day, agency_k, market`.execute(trx)
  }
}

/** What `rollUp` would find of a day, told from rows that are only on their way: they are all of the day's. */
export interface DaySums {
  add(agencyK: number, market: string, values: readonly Float64Array[], i: number): void
  /** Null when the sums are too large for numbers that hold every one of them. */
  all(): readonly RollupTable[] | null
}

export const sumsAsTheyCome = (day: Day, metrics: readonly Metric[]): DaySums => {
  const markets = new Map<string, Map<number, RollupTable>>()
  const [diamonds, minutes, valid, followers, streams] = (
    ['diamonds', 'live_minutes', 'valid_days', 'new_followers', 'streams'] as const
  ).map((metric) => metrics.indexOf(metric)) as [number, number, number, number, number]
  const room = ROOM.flatMap((metric) => {
    const at = metrics.indexOf(metric)
    return at < 0 ? [] : [{ metric, at, unit: metric === 'watch_minutes' ? 100 : 1 }]
  })
  const groupOf = (agencyK: number, market: string): RollupTable => {
    const agencies = markets.get(market) ?? new Map<number, RollupTable>()
    if (agencies.size === 0) markets.set(market, agencies)
    const sums: RollupTable = {
      ...{ day, agency_k: agencyK, market, creators: 0, active: 0, estimated: 0, restated: 0 },
      ...{ diamonds: 0, live_minutes: 0, valid_days: 0, new_followers: 0, streams: 0 },
      ...{ gifters: null, unique_viewers: null, returning_viewers: null, watch_minutes: null },
    }
    agencies.set(agencyK, sums)
    return sums
  }
  return {
    add: (agencyK, market, values, i) => {
      // `NaN || 0`: what is not known adds nothing.
      const valueAt = (metric: number): number => values[metric]?.[i] || 0
      const sums = markets.get(market)?.get(agencyK) ?? groupOf(agencyK, market)
      const live = valueAt(minutes)
      sums.creators++
      if (live > 0) sums.active++
      sums.diamonds += valueAt(diamonds)
      sums.live_minutes += Math.round(live * 100)
      sums.valid_days += valueAt(valid)
      sums.new_followers += valueAt(followers)
      sums.streams += valueAt(streams)
      for (const { metric, at, unit } of room) {
        const value = values[at]?.[i] ?? Number.NaN
        if (!Number.isNaN(value)) sums[metric] = (sums[metric] ?? 0) + Math.round(value * unit)
      }
    },
    all: () => {
      const all = [...markets.values()].flatMap((agencies) => [...agencies.values()])
      const exact = all.every((sums) =>
        [
          ...[sums.diamonds, sums.live_minutes, sums.valid_days, sums.new_followers, sums.streams],
          ...ROOM.map((metric) => sums[metric] ?? 0),
        ].every(Number.isSafeInteger),
      )
      return exact ? all.map(inMinutes) : null
    },
  }
}

const inMinutes = (sums: RollupTable): RollupTable => ({
  ...sums,
  live_minutes: sums.live_minutes / 100,
  watch_minutes: sums.watch_minutes === null ? null : sums.watch_minutes / 100,
})

export const estimatedAmong = async (
  trx: Transaction<FactTables>,
  touched: ReadonlySet<Day>,
): Promise<number> => {
  let estimated = 0
  for (const days of inHundreds([...touched])) {
    const found = await trx
      .selectFrom('rollup')
      .select('day')
      .where('day', 'in', days)
      .groupBy('day')
      .having(mostlyEstimated)
      .execute()
    estimated += found.length
  }
  return estimated
}

/** One creator who joined between two files does not make a day an estimate: one in ten does. */
export const mostlyEstimated = sql<boolean>`sum(estimated) * 10 > sum(creators)`

const inHundreds = (days: readonly Day[]): readonly (readonly Day[])[] =>
  Array.from({ length: Math.ceil(days.length / 100) }, (_, i) => days.slice(i * 100, i * 100 + 100))

/** The days up to somebody's last LIVE that tell what was usual with them. */
const USUAL_DAYS = 28
/** Of who was first LIVE within so many days nobody knows a pace yet. */
const LEAST_DAYS = 7

/**
 * What was usual with those who are silent now: diamonds of the four weeks up to their last day LIVE, and at what pace
 * they were LIVE since the first of these days on which they were. For
 * everybody else nothing: it depends on the days alone, and not on when it was worked out before.
 */
export const weighSilence = async (trx: Transaction<FactTables>, dialect: DialectName): Promise<void> => {
  const newest = await trx
    .selectFrom('rollup')
    .select(({ fn }) => fn.max('day').as('day'))
    .executeTakeFirst()
  if (!newest?.day) return
  const from = plusDays(newest.day, -WEIGHED.until)
  const until = plusDays(newest.day, -WEIGHED.from)
  await sql`
    update creator set stake = 0, live_days = 0
    where (stake <> 0 or live_days <> 0) and (last_live is null or last_live < ${from} or last_live > ${until})`.execute(
    trx,
  )
  if (dialect === 'postgres') return await weighAtOnce(trx, from, until)
  // Day by day SQLite finds every row by its key.
  for (const lastLive of daysFrom(from, until)) {
    const days = daysFrom(plusDays(lastLive, 1 - USUAL_DAYS), lastLive)
    await sql`
      update creator set stake = s.diamonds, live_days = s.days
      from (select creator_k, ${usual(dialect)} from daily
            where day in (${sql.join(days)}) and creator_k in (select k from creator where last_live = ${lastLive})
            group by creator_k) as s
      where s.creator_k = creator.k and ${DIFFERS}`.execute(trx)
  }
}

const usual = (dialect: DialectName): RawBuilder<unknown> => {
  const lives = sql`case when live_minutes > 0 then day end`
  const span =
    dialect === 'sqlite'
      ? sql`(1 + julianday(max(${lives})) - julianday(min(${lives})))`
      : sql`(1 + max(${lives})::date - min(${lives})::date)`
  const least = sql.lit(LEAST_DAYS)
  const pace = sql`${sql.lit(USUAL_DAYS)}.0 * count(${lives}) / case when ${span} > ${least} then ${span} else ${least} end`
  return sql`coalesce(sum(diamonds), 0) as diamonds, coalesce(cast(round(${pace}) as integer), 0) as days`
}
const DIFFERS = sql`(creator.stake <> s.diamonds or creator.live_days <> s.days)`

/** PostgreSQL reads the days once instead. */
const weighAtOnce = async (trx: Transaction<FactTables>, from: Day, until: Day): Promise<void> => {
  await sql`
    with silent as materialized (
      select k, last_live, to_char(last_live::date - ${sql.lit(USUAL_DAYS)}, 'YYYY-MM-DD') as before
      from creator where last_live between ${from} and ${until})
    update creator set stake = s.diamonds, live_days = s.days
    from (select k, ${usual('postgres')} from silent join daily on creator_k = k
          where day between ${plusDays(from, 1 - USUAL_DAYS)} and ${until} and day > before and day <= last_live
          group by k) as s
    where s.k = creator.k and ${DIFFERS}`.execute(trx)
}
