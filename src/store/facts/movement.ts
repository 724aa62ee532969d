import { type Kysely, type RawBuilder, sql } from 'kysely'
import { factorSplit } from '#src/domain/factors.ts'
import type { Change, Movement, Mover, Part, Scope } from '#src/domain/facts.ts'
import type { Factors } from '#src/domain/insight.ts'
import { isMonth, type Period } from '#src/domain/period.ts'
import type { Thresholds } from '#src/domain/thresholds.ts'
import type { FactTables } from './schema.ts'
import { type Condition, within } from './scopes.ts'

/** What one scan of each period tells: who moved, who came and went, what it is made of. */
export interface Moved {
  creators: number
  active: Change
  /** By the name of the agency that they were in then; null for those in none. */
  agencies: ReadonlyMap<string | null, Change>
  movement: Movement | null
  up: Mover[]
  down: Mover[]
  /** Of a calendar month: how many stood on which rung, now and before, and how many met its gate. */
  settled: { ladder: readonly Rungs[]; gate: Change }
}
/** Creators who stood on these rungs, by the diamonds that a rung begins at; 0 is below the first. */
export interface Rungs {
  now: number
  before: number
  creators: number
  stayed: boolean
}

/** A change smaller than this is not worth a line, whoever's it is. */
const MOVER_FLOOR = 500

type Role = 'stayed' | 'new' | 'lost' | 'moved_in' | 'moved_out'
interface Row {
  part: 'all' | 'sums' | 'up' | 'down' | 'role' | 'agency' | 'ladder' | 'gate'
  id: string | null
  username: string | null
  agency: string | null
  market: string | null
  a: number
  b: number
  c: number
  d: number
  e: number
  f: number
}

/**
 * One scan of each period is twice as fast as one scan that tells them apart. `w` has a row for everybody who was there
 * in either; all else is read from it.
 * @param liveDays LIVE days of all creators together, which the roll-ups know
 */
export const movementOf = async (
  db: Kysely<FactTables>,
  scope: Scope,
  now: Period,
  then: Period,
  liveDays: Change,
  limit: number,
  thresholds: Pick<Thresholds, 'goals' | 'gate'>,
): Promise<Moved> => {
  const settles = isMonth(now)
  const parts = [
    everybody,
    sums,
    roles(scope, now, then),
    best('up', limit),
    best('down', limit),
    ...(scope.kind === 'agency' ? [] : [activeByAgency]),
    ...(settles ? [ladder(thresholds.goals), gate(thresholds.gate)] : []),
  ]
  const { rows } = await sql<Row>`
    with w as materialized (
      select creator_k, max(agency_now) as agency_now, max(agency_before) as agency_before,
             max(d_now) as d_now, max(d_before) as d_before, max(m_now) as m_now, max(m_before) as m_before
             ${settles ? sql`, max(v_now) as v_now, max(v_before) as v_before` : sql``}
      from (${side(within(scope), now, 'now', settles)}
            union all ${side(within(scope), then, 'before', settles)}) as both_periods
      group by creator_k),
    t as materialized (
      select coalesce(sum(d_now), 0) as d_now, coalesce(sum(d_before), 0) as d_before,
             coalesce(sum(m_now), 0) as m_now, coalesce(sum(m_before), 0) as m_before from w)
    ${sql.join(parts, sql` union all `)}`.execute(db)
  return read(rows, liveDays)
}

/** A creator's sums of one period, with nothing in the columns of the other; whoever was there has an agency, or 0. */
const side = (inScope: Condition, { from, to }: Period, which: 'now' | 'before', settles: boolean) => {
  const sums = {
    agency: { own: sql`max(agency_k)`, other: sql`null` },
    // PostgreSQL sums whole numbers into numerics, with which all else is slower.
    d: { own: sql`cast(coalesce(sum(diamonds), 0) as bigint)`, other: sql`0` },
    m: { own: sql`coalesce(sum(live_minutes), 0)`, other: sql`0` },
    ...(settles && { v: { own: sql`coalesce(sum(valid_days), 0)`, other: sql`0` } }),
  }
  const columns = Object.entries(sums).flatMap(([name, { own, other }]) =>
    (['now', 'before'] as const).map(
      (each) => sql`${each === which ? own : other} as ${sql.ref(`${name}_${each}`)}`,
    ),
  )
  return sql`select creator_k, ${sql.join(columns)} from daily
    where day >= ${from} and day <= ${to} and ${inScope} group by creator_k`
}

const bare = (part: Row['part']) =>
  sql`${sql.lit(part)} as part, null as id, null as username, null as agency, null as market`

/**
 * How many there are and were LIVE; and how much the yield of an hour changed by who fills the hours (`e`), and by what
 * each one's hours yield (`f`): `mixAndRate` of the domain, in SQL, for it needs everybody.
 */
const everybody = sql`
  select ${bare('all')}, coalesce(sum(case when w.agency_now is not null then 1 else 0 end), 0) as a, 0 as b,
         coalesce(sum(case when w.m_now > 0 then 1 else 0 end), 0) as c,
         coalesce(sum(case when w.m_before > 0 then 1 else 0 end), 0) as d,
         coalesce(sum(case when (w.m_now > 0 or w.m_before > 0) and t.m_now > 0 and t.m_before > 0 then
           0.5 * (case when w.m_before > 0 then w.d_before / w.m_before else w.d_now / w.m_now end
                  - t.d_before / t.m_before
                  + case when w.m_now > 0 then w.d_now / w.m_now else w.d_before / w.m_before end
                  - t.d_now / t.m_now)
               * (w.m_now / t.m_now - w.m_before / t.m_before) end), 0) as e,
         coalesce(sum(case when w.m_now > 0 and w.m_before > 0 then
           0.5 * (w.m_now / t.m_now + w.m_before / t.m_before)
               * (w.d_now / w.m_now - w.d_before / w.m_before) end), 0) as f
  from w, t`

const sums = sql`
  select ${bare('sums')}, d_now as a, d_before as b, m_now as c, m_before as d, 0 as e, 0 as f from t`

/** Who stayed, came and went: within the network, from or to another scope, is no gain or loss of it. */
const roles = (scope: Scope, now: Period, then: Period) => {
  const elsewhere = ({ from, to }: Period) =>
    scope.kind === 'all'
      ? sql`1 = 0`
      : sql`exists (select 1 from daily where daily.creator_k = w.creator_k and day >= ${from} and day <= ${to})`
  return sql`
    select 'role' as part, role as id, null as username, null as agency, null as market, sum(d_now) as a,
           sum(d_before) as b, count(*) as c, 0 as d, 0 as e, 0 as f
    from (select d_now, d_before,
                 case when agency_now is not null and agency_before is not null then 'stayed'
                      when agency_now is not null then case when ${elsewhere(then)} then 'moved_in' else 'new' end
                      else case when ${elsewhere(now)} then 'moved_out' else 'lost' end end as role
          from w) as told
    group by role`
}

const best = (part: 'up' | 'down', limit: number) => {
  const rise = part === 'up'
  const change: RawBuilder<number> = rise ? sql`w.d_now - w.d_before` : sql`w.d_before - w.d_now`
  return sql`
    select * from (
      select ${sql.lit(part)} as part, c.id, c.username, a.name as agency,
             coalesce(nullif(c.market, ''), a.market) as market,
             w.d_now as a, w.d_before as b, w.m_now as c, w.m_before as d, 0 as e, 0 as f
      from (select * from w where ${change} >= ${MOVER_FLOOR} order by ${change} desc, creator_k limit ${limit}) as w
      join creator c on c.k = w.creator_k left join agency a on a.k = c.agency_k) as ${sql.ref(part)}`
}

const activeByAgency = sql`
  select 'agency' as part, null as id, null as username, a.name as agency, null as market,
         sum(live.a) as a, sum(live.b) as b, 0 as c, 0 as d, 0 as e, 0 as f
  from (select agency_now as k, count(*) as a, 0 as b from w where m_now > 0 group by agency_now
        union all
        select agency_before, 0, count(*) from w where m_before > 0 group by agency_before) as live
  left join agency a on a.k = live.k
  group by a.name`

const rungOf = (diamonds: RawBuilder<number>, goals: Thresholds['goals']) =>
  sql`case ${sql.join(
    goals.diamonds
      .toSorted((a, b) => b - a)
      .map((from) => sql`when ${diamonds} >= ${sql.lit(from)} then ${sql.lit(from)}`),
    sql` `,
  )} else 0 end`

const ladder = (goals: Thresholds['goals']) => sql`
  select ${bare('ladder')}, now as a, before as b, count(*) as c, stayed as d, 0 as e, 0 as f
  from (select ${rungOf(sql`d_now`, goals)} as now, ${rungOf(sql`d_before`, goals)} as before,
               case when agency_now is not null and agency_before is not null then 1 else 0 end as stayed from w) as stood
  group by now, before, stayed`

const gate = (met: Thresholds['gate']) => sql`
  select ${bare('gate')}, coalesce(sum(case when ${gated('now', met)} then 1 else 0 end), 0) as a,
         coalesce(sum(case when ${gated('before', met)} then 1 else 0 end), 0) as b, 0 as c, 0 as d, 0 as e, 0 as f
  from w`

const gated = (which: 'now' | 'before', { days, hours }: Thresholds['gate']) =>
  sql<boolean>`(${sql.ref(`v_${which}`)} >= ${sql.lit(days)} and ${sql.ref(`m_${which}`)} >= ${sql.lit(hours * 60)})`

// —— What the rows say ———————————————————————————————————————————————————————————————————————————————————

const read = (rows: readonly Row[], liveDays: Change): Moved => {
  const of = (part: Row['part']) => rows.filter((row) => row.part === part)
  const [all] = of('all')
  const [sum] = of('sums')
  const [met] = of('gate')
  const movers = (part: 'up' | 'down') => of(part).map(moverOf).sort(byChange)
  return {
    creators: all?.a ?? 0,
    active: { now: all?.c ?? 0, before: all?.d ?? 0 },
    agencies: new Map(of('agency').map(({ agency, a, b }) => [agency, { now: a, before: b }])),
    movement: all && sum && sum.b > 0 ? movementIn(of('role'), all, sum, liveDays) : null,
    up: movers('up'),
    down: movers('down'),
    settled: {
      ladder: of('ladder').map(({ a, b, c, d }) => ({ now: a, before: b, creators: c, stayed: d === 1 })),
      gate: { now: met?.a ?? 0, before: met?.b ?? 0 },
    },
  }
}

const movementIn = (told: readonly Row[], all: Row, sum: Row, liveDays: Change): Movement => {
  const role = (id: Role) => told.find((it) => it.id === id) ?? { a: 0, b: 0, c: 0 }
  const part = (id: Role): Part => {
    const { a, b, c } = role(id)
    return { creators: c, delta: a - b }
  }
  const stayed = role('stayed')
  return {
    stayed: { creators: stayed.c, now: stayed.a, before: stayed.b },
    new: part('new'),
    lost: part('lost'),
    movedIn: part('moved_in'),
    movedOut: part('moved_out'),
    factors: factorsOf(all, sum, liveDays),
  }
}

/** Creators LIVE × LIVE days of each × hours of a day × yield of an hour; of the last, what is mix is told apart. */
const factorsOf = (
  { c: nowLive, d: wasLive, e: mixed, f: rated }: Row,
  sum: Row,
  liveDays: Change,
): Factors => {
  const chain = (live: number, days: number, minutes: number, diamonds: number) => [
    live,
    ratio(days, live),
    ratio(minutes / 60, days),
    ratio(diamonds, minutes / 60),
  ]
  const [active = 0, days = 0, hours = 0, yields = 0] = factorSplit(
    chain(wasLive, liveDays.before, sum.d, sum.b),
    chain(nowLive, liveDays.now, sum.c, sum.a),
  )
  const whole = mixed + rated
  const mix = Math.abs(whole) < 1e-12 ? 0 : (yields * mixed) / whole
  return { active, days, hours, rate: yields - mix, mix }
}
const ratio = (a: number, b: number): number => (b > 0 ? a / b : 0)

const moverOf = ({ id, username, agency, market, a, b, c, d }: Row): Mover => ({
  id: id ?? '',
  username: username ?? '',
  agency,
  market,
  diamonds: { now: a, before: b },
  liveMinutes: { now: c, before: d },
})

const byChange = (a: Mover, b: Mover): number =>
  Math.abs(b.diamonds.now - b.diamonds.before) - Math.abs(a.diamonds.now - a.diamonds.before) ||
  (a.id < b.id ? -1 : 1)
