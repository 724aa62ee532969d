import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type Day, daysBetween, daysFrom, plusDays } from '#src/domain/day.ts'
import type { DataHealth, DataProblem, Reported } from '#src/domain/facts.ts'
import type { Period } from '#src/domain/period.ts'
import type { FactTables } from './schema.ts'

/** Files cover the days up to yesterday: so many days behind is a warning… */
const WARN_AFTER = 2
/** …and so many urgent. */
const URGENT_AFTER = 4
/** A roster that shrinks by more than this overnight has lost rows and not people. */
const DROP = 0.1
/** In a small group one creator more or less is a tenth. */
const DROP_FLOOR = 10
/** What to expect is told by so many days with numbers… */
const DAYS_BEFORE = 7
/** …of the last so many. */
const LOOK_BACK = 28

/** How much of the network the newest day (or `asOf`) tells of, against the days before it. */
export const healthOf = async (
  db: Kysely<FactTables>,
  today: Day,
  asOf: Day | undefined,
  inScope: RawBuilder<boolean> = sql<boolean>`1 = 1`,
): Promise<DataHealth> => {
  const newest = asOf ?? (await newestDay(db))
  if (newest === null) {
    const nobody = { reported: 0, expected: 0 }
    return { asOf: null, staleDays: 0, creators: nobody, agencies: nobody, problems: [] }
  }
  const staleDays = Math.max(0, daysBetween(newest, today) - 1)
  const { groups, days } = await countsAround(db, newest, inScope)
  const rosters = await rosterDrops(db, newest)
  const all = { ...reportedOf(sumOf(groups.values()), days), lowest: lowestOf(sumOf(groups.values()), days) }
  const agencies = new Map([...groups].filter(([agency]) => agency.name !== null))
  const seen = [...agencies].map(([agency, counts]) => ({
    agency,
    ...reportedOf(counts, days),
    lowest: lowestOf(counts, days),
  }))

  const problems: DataProblem[] = []
  if (staleDays >= WARN_AFTER) {
    problems.push({
      problem: 'stale',
      days: staleDays,
      severity: staleDays >= URGENT_AFTER ? 'urgent' : 'warn',
    })
  }
  if (isDrop(all.reported, all.lowest)) {
    problems.push({
      problem: 'roster.drop',
      agency: null,
      market: null,
      reported: all.reported,
      expected: all.expected,
    })
  }
  for (const { agency, reported, expected, lowest } of seen) {
    const { name, market } = agency
    if (name === null) continue
    if (reported === 0 && lowest > 0)
      problems.push({ problem: 'agency.silent', agency: name, market, expected })
    else if (isDrop(reported, lowest)) {
      problems.push({ problem: 'roster.drop', agency: name, market, reported, expected })
    }
  }
  const named = new Set(problems.flatMap((it) => (it.problem === 'roster.drop' ? [it.agency] : [])))
  return {
    asOf: newest,
    staleDays,
    creators: { reported: all.reported, expected: all.expected },
    agencies: {
      reported: seen.filter(({ reported }) => reported > 0).length,
      expected: seen.filter(({ expected }) => expected > 0).length,
    },
    problems: [...problems, ...rosters.filter(({ agency }) => !named.has(agency))],
  }
}

/** The newest day with numbers. */
export const newestDay = async (db: Kysely<FactTables>): Promise<Day | null> => {
  const row = await db
    .selectFrom('rollup')
    .select(({ fn }) => fn.max('day').as('day'))
    .executeTakeFirst()
  return row?.day ?? null
}

/** Whether anything is known of that day. */
export const hasNumbers = async (db: Kysely<FactTables>, day: Day): Promise<boolean> =>
  (await db.selectFrom('rollup').select('day').where('day', '=', day).limit(1).executeTakeFirst()) !==
  undefined

interface Group {
  name: string | null
  market: string | null
}
type Counts = ReadonlyMap<Day, number>

/** Creators by day and agency; `days` are the known ones, the newest first. */
const countsAround = async (
  db: Kysely<FactTables>,
  newest: Day,
  inScope: RawBuilder<boolean>,
): Promise<{ groups: ReadonlyMap<Group, Counts>; days: readonly Day[] }> => {
  const rows = await db
    .selectFrom((eb) => eb.selectFrom('rollup').selectAll().where(inScope).as('rollup'))
    .leftJoin('agency', 'agency.k', 'rollup.agency_k')
    .select(({ fn }) => [
      'rollup.day',
      'agency.name',
      'agency.market',
      fn.sum<number>('rollup.creators').as('creators'),
    ])
    .where('day', '>', plusDays(newest, -LOOK_BACK))
    .where('day', '<=', newest)
    .groupBy(['rollup.day', 'agency.name', 'agency.market'])
    .orderBy('agency.name')
    .execute()
  const days = [...new Set(rows.map(({ day }) => day))].toSorted().toReversed()
  const groups = new Map<string | null, { group: Group; counts: Map<Day, number> }>()
  for (const { day, name, market, creators } of rows) {
    const known = groups.get(name) ?? { group: { name, market }, counts: new Map() }
    known.counts.set(day, creators)
    groups.set(name, known)
  }
  return {
    groups: new Map([...groups.values()].map(({ group, counts }) => [group, counts])),
    days: days[0] === newest ? days.slice(0, DAYS_BEFORE + 1) : [newest, ...days.slice(0, DAYS_BEFORE)],
  }
}

const sumOf = (groups: Iterable<Counts>): Counts => {
  const sum = new Map<Day, number>()
  for (const counts of groups) for (const [day, n] of counts) sum.set(day, (sum.get(day) ?? 0) + n)
  return sum
}

const before = (counts: Counts, [, ...days]: readonly Day[]): readonly number[] =>
  days.map((day) => counts.get(day) ?? 0).toSorted((a, b) => a - b)

const reportedOf = (counts: Counts, days: readonly Day[]): Reported => {
  const reported = counts.get(days[0] ?? '0000-01-01') ?? 0
  const earlier = before(counts, days)
  return { reported, expected: earlier.length === 0 ? reported : (earlier[earlier.length >> 1] ?? 0) }
}

/** A feed of only those who were LIVE has fewer on Mondays: the fewest of a week count. */
const lowestOf = (counts: Counts, days: readonly Day[]): number => before(counts, days)[0] ?? 0

const isDrop = (reported: number, lowest: number): boolean =>
  lowest >= DROP_FLOOR && reported < lowest * (1 - DROP)

/** A roster that lost rows is in doubt for so many days, unless another one comes. */
const IN_DOUBT_DAYS = 3

/** On which days of a period the newest roster has lost more creators than leave overnight. */
export const rosterGaps = async (
  db: Kysely<FactTables>,
  { from, to }: Period,
): Promise<readonly { day: Day; agency: string | null; now: number; before: number }[]> => {
  const rosters = await db
    .selectFrom('roster')
    .select('as_of')
    .distinct()
    .where('as_of', '>', plusDays(from, -IN_DOUBT_DAYS))
    .where('as_of', '<=', to)
    .orderBy('as_of')
    .execute()
  const gaps = []
  for (const [i, { as_of }] of rosters.entries()) {
    const next = rosters[i + 1]?.as_of
    const last = plusDays(as_of, IN_DOUBT_DAYS - 1)
    const days = daysFrom(as_of, next !== undefined && next <= last ? plusDays(next, -1) : last)
    for (const { agency, reported, expected } of await rosterDrops(db, as_of))
      gaps.push(...days.map((day) => ({ day, agency, now: reported, before: expected })))
  }
  return gaps
}

/** A roster older than this is of no account for a day… */
const ROSTER_FRESH_DAYS = 3
/** …and against one that is so much older, it tells of people who left and not of rows that are missing. */
const ROSTER_APART_DAYS = 7

/**
 * The newest roster up to that day against the one before it, in the agencies that both of them name: a file may as well
 * be of one agency alone.
 */
const rosterDrops = async (
  db: Kysely<FactTables>,
  newest: Day,
): Promise<readonly Extract<DataProblem, { problem: 'roster.drop' }>[]> => {
  const [now, then] = await db
    .selectFrom('roster')
    .select('as_of')
    .distinct()
    .where('as_of', '<=', newest)
    .where('as_of', '>=', plusDays(newest, -ROSTER_FRESH_DAYS - ROSTER_APART_DAYS))
    .orderBy('as_of', 'desc')
    .limit(2)
    .execute()
  if (!now || !then) return []
  if (daysBetween(now.as_of, newest) > ROSTER_FRESH_DAYS) return []
  if (daysBetween(then.as_of, now.as_of) > ROSTER_APART_DAYS) return []
  const rows = await db
    .selectFrom('roster')
    .leftJoin('agency', 'agency.k', 'roster.agency_k')
    .select(({ fn }) => ['as_of', 'agency.name', 'agency.market', fn.countAll<number>().as('n')])
    .where('as_of', 'in', [now.as_of, then.as_of])
    .groupBy(['as_of', 'agency.name', 'agency.market'])
    .orderBy('agency.name')
    .execute()
  const counted = new Map<string | null, { market: string | null } & Reported>()
  for (const { as_of, name, market, n } of rows) {
    const group = counted.get(name) ?? { market, reported: 0, expected: 0 }
    counted.set(name, group)
    if (as_of === now.as_of) group.reported += n
    else group.expected += n
  }
  // Those without an agency may be of any file; where nobody has one, they are the network.
  const inBoth = [...counted].filter(
    ([agency, { reported, expected }]) =>
      reported > 0 && expected > 0 && (agency !== null || counted.size === 1),
  )
  const all = { market: null, reported: 0, expected: 0 }
  for (const [, { reported, expected }] of inBoth) {
    all.reported += reported
    all.expected += expected
  }
  const named = inBoth.filter(([agency]) => agency !== null)
  return [[null, all] as const, ...named].flatMap(([agency, { market, reported, expected }]) =>
    isDrop(reported, expected)
      ? [{ problem: 'roster.drop' as const, agency, market, reported, expected }]
      : [],
  )
}
