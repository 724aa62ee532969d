import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type Day, daysBetween, daysFrom, plusDays } from '#src/domain/day.ts'
import type {
  Agency,
  Campaign,
  Changes,
  Coverage,
  Creator,
  Daily,
  DigestFacts,
  Facts,
  GoneDark,
  GroupLine,
  Mapping,
  Mover,
  Scope,
} from '#src/domain/facts.ts'
import { ROLLED_UP, type RolledUp } from '#src/domain/metric.ts'
import { fold, near } from '#src/domain/near.ts'
import { before, type Period } from '#src/domain/period.ts'
import type { DialectName } from '../dialect.ts'
import { healthOf } from './coverage.ts'
import { insightNamed, insightsIn, placedIn } from './insights.ts'
import { provenanceOf } from './provenance.ts'
import { DARK_AFTER, DARK_WITHIN, mostlyEstimated } from './rollup.ts'
import type { AgencyTable, FactTables } from './schema.ts'
import { inSnapshot } from './snapshot.ts'
import { importsOn } from './undo.ts'
import { dailyValuesOf } from './values.ts'
import { versionOf } from './version.ts'

/** The read side. Each answer is one snapshot: an import that ends in between is seen whole or not at all. */
export const factsOn = (db: Kysely<FactTables>, dialect: DialectName): Facts => {
  const read = <T>(ask: (snapshot: Kysely<FactTables>) => Promise<T>): Promise<T> =>
    inSnapshot(db, dialect, ask)

  return {
    asOf: () => newestDay(db, ALL),
    version: () => versionOf(db),
    scopeNamed: (text) => read((snapshot) => scopeNamed(snapshot, text)),
    agencyNamed: async (name) => {
      const row = await db
        .selectFrom('agency')
        .selectAll()
        .where('folded', '=', fold(name))
        .executeTakeFirst()
      return row ? agencyOf(row) : null
    },
    creatorNamed: (name) => read((snapshot) => creatorNamed(snapshot, name)),
    near: (kind, text, limit) => read((snapshot) => namesNear(snapshot, kind, text, limit)),
    agencies: async () =>
      (await db.selectFrom('agency').selectAll().orderBy('folded').execute()).map(agencyOf),
    campaigns: (period) => campaignsIn(db, period),
    health: (today, asOf, scope) =>
      read((snapshot) => healthOf(snapshot, today, asOf, scope && within(scope))),
    provenance: (creatorId, day, metric) =>
      read((snapshot) => provenanceOf(snapshot, creatorId, day, metric)),
    imports: (limit) => read((snapshot) => importsOn(snapshot, limit)),
    dailyValues: (question) => read((snapshot) => dailyValuesOf(snapshot, question, within(question.scope))),
    insights: (scope, period) => read((snapshot) => insightsIn(snapshot, placedIn(scope), period)),
    insightNamed: (id) => insightNamed(db, id),
    digest: (scope, period, limits) => read((snapshot) => digest(snapshot, scope, period, limits)),
  }
}

/** What people have said of header rows, by their fingerprint. */
export const rememberedMappings = async (db: Kysely<FactTables>): Promise<ReadonlyMap<string, Mapping>> => {
  const rows = await db.selectFrom('mapping').selectAll().execute()
  return new Map(
    rows.map(({ fingerprint, kind, columns }) => [fingerprint, { kind, columns: JSON.parse(columns) }]),
  )
}

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

// —— Scopes and names ————————————————————————————————————————————————————————————————————————————————————

/** A condition on the `agency_k` and `market` of a day's row; a row without a market is in its agency's. */
type Condition = RawBuilder<boolean>
const ALL: Condition = sql<boolean>`1 = 1`

const within = (scope: Scope): Condition => {
  switch (scope.kind) {
    case 'all':
      return ALL
    case 'agency':
      return sql<boolean>`agency_k in (select k from agency where folded = ${fold(scope.agency)})`
    case 'market':
      return inMarkets([scope.market])
    case 'region':
      return inMarkets(scope.markets)
    default:
      return scope satisfies never
  }
}

const inMarkets = (markets: readonly string[]): Condition =>
  markets.length === 0
    ? sql<boolean>`1 = 0`
    : sql<boolean>`(market in (${sql.join(markets)}) or (market = '' and agency_k in
        (select k from agency where agency.market in (${sql.join(markets)}))))`

const scopeNamed = async (db: Kysely<FactTables>, text: string): Promise<Scope | null> => {
  const asked = fold(text)
  if (asked === 'all') return { kind: 'all' }
  const { markets, regions, agencies } = await namesOfScopes(db)
  const market = markets.find((it) => fold(it) === asked)
  if (market) return { kind: 'market', market }
  const region = regions.find(({ name }) => fold(name) === asked)
  if (region) return { kind: 'region', ...region }
  const agency = agencies.find((it) => fold(it) === asked)
  return agency === undefined ? null : { kind: 'agency', agency }
}

const namesOfScopes = async (db: Kysely<FactTables>) => {
  const agencies = await db
    .selectFrom('agency')
    .select(['name', 'market', 'region'])
    .orderBy('folded')
    .execute()
  const rolled = await db
    .selectFrom('creator')
    .select('market')
    .distinct()
    .where('market', '<>', '')
    .execute()
  const markets = new Set([
    ...rolled.map(({ market }) => market),
    ...agencies.flatMap(({ market }) => market ?? []),
  ])
  const regions = new Map<string, { name: string; markets: Set<string> }>()
  for (const { region, market } of agencies) {
    if (region === null) continue
    const found = regions.get(fold(region)) ?? { name: region, markets: new Set() }
    if (market !== null) found.markets.add(market)
    regions.set(fold(region), found)
  }
  return {
    markets: [...markets].sort(inOrder),
    regions: [...regions.values()]
      .map(({ name, markets }) => ({ name, markets: [...markets].sort(inOrder) }))
      .sort((a, b) => inOrder(a.name, b.name)),
    agencies: agencies.map(({ name }) => name),
  }
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const agencyOf = ({
  name,
  market,
  region,
  tier,
  category,
  time_zone,
  contact,
  language,
  manager_email,
}: AgencyTable): Agency => ({
  name,
  market,
  region,
  tier,
  category,
  timeZone: time_zone,
  contact,
  language,
  managerEmail: manager_email,
})

const creatorNamed = async (db: Kysely<FactTables>, name: string): Promise<Creator | null> => {
  const bare = name.trim().replace(/^@/, '')
  const folded = fold(bare)
  const people = () =>
    db
      .selectFrom('creator')
      .leftJoin('agency', 'agency.k', 'creator.agency_k')
      .select(({ fn, val }) => [
        'creator.id',
        'creator.username',
        'agency.name as agency',
        fn.coalesce(fn<string | null>('nullif', ['creator.market', val('')]), 'agency.market').as('market'),
      ])
  const found =
    (await people().where('creator.id', '=', bare).executeTakeFirst()) ??
    (await people()
      .where('creator.folded', '=', folded)
      .orderBy('creator.seen', 'desc')
      .orderBy('creator.id')
      .executeTakeFirst()) ??
    (await people()
      .innerJoin('former_name', 'former_name.creator_k', 'creator.k')
      .where('former_name.folded', '=', folded)
      .orderBy('former_name.seen', 'desc')
      .orderBy('creator.id')
      .executeTakeFirst())
  return found ?? null
}

const namesNear = async (
  db: Kysely<FactTables>,
  kind: 'agency' | 'creator' | 'scope',
  text: string,
  limit: number,
): Promise<readonly string[]> => {
  if (kind === 'creator') {
    const names = await db.selectFrom('creator').select('username').orderBy('username').execute()
    const bare = text.trim().replace(/^@/, '')
    return near(bare, [...new Set(names.map(({ username }) => username))], limit)
  }
  const { markets, regions, agencies } = await namesOfScopes(db)
  const names =
    kind === 'agency' ? agencies : ['all', ...markets, ...regions.map(({ name }) => name), ...agencies]
  return near(text, [...new Set(names)], limit)
}

// —— The digest ——————————————————————————————————————————————————————————————————————————————————————————

const digest = async (
  db: Kysely<FactTables>,
  scope: Scope,
  period: Period,
  limits: { groups: number; movers: number; dark: number },
): Promise<DigestFacts> => {
  const earlier = before(period)
  const inScope = within(scope)
  const version = await versionOf(db)
  const asOf = await newestDay(db, ALL)
  const known = await coverageOf(db, scope, period, asOf)
  const groups = await groupsOf(db, inScope, period, earlier)
  const daily = await dailyOf(db, scope, period.to)
  const moved = await movementOf(db, inScope, period, earlier, limits.movers)
  const dark = asOf === null ? [] : await darkOf(db, inScope, asOf)
  return {
    version,
    period,
    before: earlier,
    coverage: { ...known, creators: moved.creators },
    totals: groups.totals,
    active: moved.active,
    daily,
    markets: groups.markets.slice(0, limits.groups),
    agencies: groups.agencies.slice(0, limits.groups),
    up: moved.up,
    down: moved.down,
    dark: dark.slice(0, limits.dark),
    darkCount: dark.length,
  }
}

const newestDay = async (db: Kysely<FactTables>, inScope: Condition): Promise<Day | null> => {
  const row = await db
    .selectFrom('rollup')
    .select('day')
    .where(inScope)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.day ?? null
}

/** An agency of which nobody was LIVE may have no rows on a day that is known all the same: its market tells. */
const coverageOf = async (
  db: Kysely<FactTables>,
  scope: Scope,
  period: Period,
  asOf: Day | null,
): Promise<Omit<Coverage, 'creators'>> => {
  const days = await db
    .selectFrom('rollup')
    .select(({ fn }) => ['day', mostlyEstimated.as('estimated'), fn.sum<number>('restated').as('restated')])
    .where('day', '>=', period.from)
    .where('day', '<=', period.to)
    .where(within(scope.kind === 'agency' ? { kind: 'all' } : scope))
    .groupBy('day')
    .orderBy('day')
    .execute()
  const expected = daysFrom(period.from, period.to)
  const known = new Set(days.map(({ day }) => day))
  return {
    asOf,
    daysKnown: known.size,
    daysExpected: expected.length,
    missing: expected.filter((day) => !known.has(day)),
    estimated: days.filter(({ estimated }) => Boolean(estimated)).map(({ day }) => day),
    restated: days.filter(({ restated }) => restated > 0).map(({ day }) => day),
  }
}

const DAILY_DAYS = 28

/** A day is known when there is anything of it; of an agency, as in `coverageOf`, when its market's is. */
const dailyOf = async (db: Kysely<FactTables>, scope: Scope, to: Day): Promise<Daily> => {
  const [from, then] = [plusDays(to, 1 - DAILY_DAYS), plusDays(to, 1 - 2 * DAILY_DAYS)]
  const rows = await db
    .selectFrom('rollup')
    .select(['day', sql<number>`sum(case when ${within(scope)} then diamonds else 0 end)`.as('diamonds')])
    .where('day', '>=', then)
    .where('day', '<=', to)
    .where(scope.kind === 'agency' ? ALL : within(scope))
    .groupBy('day')
    .execute()
  const diamonds = new Map(rows.map((it) => [it.day, it.diamonds]))
  const days = (first: Day) =>
    Array.from({ length: DAILY_DAYS }, (_, i) => diamonds.get(plusDays(first, i)) ?? null)
  return { from, now: days(from), before: days(then) }
}

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
  const line = lines.get(name) ?? { name, market, ...noChanges() }
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

/** A change smaller than this is not worth a line, whoever's it is. */
const MOVER_FLOOR = 500

interface MovementRow {
  part: 'all' | 'up' | 'down'
  id: string | null
  username: string | null
  agency: string | null
  market: string | null
  diamonds_now: number
  diamonds_before: number
  minutes_now: number
  minutes_before: number
}

/** One scan of each period tells who moved most and how many were LIVE: twice as fast as one scan that tells them apart. */
const movementOf = async (
  db: Kysely<FactTables>,
  inScope: Condition,
  now: Period,
  then: Period,
  limit: number,
): Promise<{ creators: number; active: { now: number; before: number }; up: Mover[]; down: Mover[] }> => {
  const best = (part: string, direction: RawBuilder<unknown>, floor: RawBuilder<boolean>) => sql`
    select * from (
      select ${sql.lit(part)} as part, c.id, c.username, a.name as agency,
             coalesce(nullif(c.market, ''), a.market) as market,
             w.diamonds_now, w.diamonds_before, w.minutes_now, w.minutes_before
      from w join creator c on c.k = w.creator_k left join agency a on a.k = c.agency_k
      where ${floor}
      order by w.diamonds_now - w.diamonds_before ${direction}, c.id limit ${limit}) as ${sql.ref(part)}`
  const { rows } = await sql<MovementRow>`
    with w as materialized (
      select creator_k, sum(present) as present, sum(diamonds_now) as diamonds_now,
             sum(diamonds_before) as diamonds_before, sum(minutes_now) as minutes_now,
             sum(minutes_before) as minutes_before
      from (
        select creator_k, 1 as present, coalesce(sum(diamonds), 0) as diamonds_now, 0 as diamonds_before,
               coalesce(sum(live_minutes), 0) as minutes_now, 0 as minutes_before
        from daily where day >= ${now.from} and day <= ${now.to} and ${inScope} group by creator_k
        union all
        select creator_k, 0, 0, coalesce(sum(diamonds), 0), 0, coalesce(sum(live_minutes), 0)
        from daily where day >= ${then.from} and day <= ${then.to} and ${inScope} group by creator_k) as both_periods
      group by creator_k)
    select 'all' as part, null as id, null as username, null as agency, null as market,
           coalesce(sum(present), 0) as diamonds_now, 0 as diamonds_before,
           coalesce(sum(case when minutes_now > 0 then 1 else 0 end), 0) as minutes_now,
           coalesce(sum(case when minutes_before > 0 then 1 else 0 end), 0) as minutes_before
    from w
    union all ${best('up', sql`desc`, sql`w.diamonds_now - w.diamonds_before >= ${MOVER_FLOOR}`)}
    union all ${best('down', sql`asc`, sql`w.diamonds_before - w.diamonds_now >= ${MOVER_FLOOR}`)}`.execute(
    db,
  )

  const all = rows.find(({ part }) => part === 'all')
  const movers = (part: 'up' | 'down') =>
    rows
      .filter((row) => row.part === part)
      .map(moverOf)
      .sort(byChange)
  return {
    creators: all?.diamonds_now ?? 0,
    active: { now: all?.minutes_now ?? 0, before: all?.minutes_before ?? 0 },
    up: movers('up'),
    down: movers('down'),
  }
}

const moverOf = (row: MovementRow): Mover => ({
  id: row.id ?? '',
  username: row.username ?? '',
  agency: row.agency,
  market: row.market,
  diamonds: { now: row.diamonds_now, before: row.diamonds_before },
  liveMinutes: { now: row.minutes_now, before: row.minutes_before },
})

const byChange = (a: Mover, b: Mover): number =>
  Math.abs(b.diamonds.now - b.diamonds.before) - Math.abs(a.diamonds.now - a.diamonds.before) ||
  (a.id < b.id ? -1 : 1)

/** Below this in four weeks nobody counts on the creator, and a name in a list helps nobody. */
const DARK_FLOOR = 500

/**
 * Who was LIVE in the four weeks before and is no more. Each market is judged by its own newest day: a feed that is
 * late makes nobody dark.
 */
const darkOf = async (
  db: Kysely<FactTables>,
  inScope: Condition,
  asOf: Day,
): Promise<readonly GoneDark[]> => {
  const oldest = plusDays(asOf, -(DARK_AFTER + DARK_WITHIN))
  const { rows: silent } = await sql<Creator & { last_live: Day; stake: number }>`
    select c.id, c.username, c.last_live, c.stake, a.name as agency, coalesce(nullif(c.market, ''), a.market) as market
    from (select * from creator where last_live >= ${oldest} and last_live <= ${plusDays(asOf, -DARK_AFTER)}
          and stake >= ${DARK_FLOOR} and ${inScope}) c
    left join agency a on a.k = c.agency_k`.execute(db)
  if (silent.length === 0) return []

  const newest = await newestDaysOf(db, oldest)
  return silent
    .map(({ id, username, agency, market, last_live, stake }) => ({
      id,
      username,
      agency,
      market,
      lastLive: last_live,
      daysDark: daysBetween(last_live, newest.get(market) ?? asOf),
      diamonds28: stake,
    }))
    .filter(({ daysDark }) => daysDark >= DARK_AFTER)
    .sort((a, b) => b.diamonds28 - a.diamonds28 || (a.id < b.id ? -1 : 1))
}

const newestDaysOf = async (db: Kysely<FactTables>, since: Day): Promise<ReadonlyMap<string | null, Day>> => {
  const { rows } = await sql<{ market: string | null; day: Day }>`
    select coalesce(nullif(r.market, ''), a.market) as market, max(r.day) as day
    from rollup r left join agency a on a.k = r.agency_k
    where r.day >= ${since} group by coalesce(nullif(r.market, ''), a.market)`.execute(db)
  return new Map(rows.map(({ market, day }) => [market, day]))
}
