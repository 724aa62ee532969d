import type { Kysely } from 'kysely'
import { type Day, daysBetween, daysFrom, plusDays } from '#src/domain/day.ts'
import type { DataHealth, DataProblem, Reported } from '#src/domain/facts.ts'
import type { Period } from '#src/domain/period.ts'
import type { Thresholds } from '#src/domain/thresholds.ts'
import type { FactTables } from './schema.ts'
import { ALL, type Condition, newestDay } from './scopes.ts'

/** What to expect is told by so many days with numbers… */
const DAYS_BEFORE = 7
/** …of the last so many. */
const LOOK_BACK = 28

/** How much of the network the newest day (or `asOf`) tells of, against the days before it. */
export const healthOf = async (
  db: Kysely<FactTables>,
  today: Day,
  asOf: Day | undefined,
  thresholds: Pick<Thresholds, 'stale' | 'roster'>,
  inScope: Condition = ALL,
): Promise<DataHealth> => {
  const { stale, roster } = thresholds
  const newest = asOf ?? (await newestDay(db, ALL))
  if (newest === null) {
    const nobody = { reported: 0, expected: 0 }
    return { asOf: null, staleDays: 0, creators: nobody, agencies: nobody, problems: [] }
  }
  const staleDays = Math.max(0, daysBetween(newest, today) - 1)
  const { groups, days } = await countsAround(db, newest, inScope)
  const rosters = await rosterDrops(db, newest, roster)
  const all = { ...reportedOf(sumOf(groups.values()), days), lowest: lowestOf(sumOf(groups.values()), days) }
  const agencies = new Map([...groups].filter(([agency]) => agency.name !== null))
  const seen = [...agencies].map(([agency, counts]) => ({
    agency,
    ...reportedOf(counts, days),
    lowest: lowestOf(counts, days),
  }))

  const problems: DataProblem[] = []
  if (staleDays >= stale.warn) {
    problems.push({
      problem: 'stale',
      days: staleDays,
      severity: staleDays >= stale.urgent ? 'urgent' : 'warn',
    })
  }
  if (isDrop(all.reported, all.lowest, roster)) {
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
    else if (isDrop(reported, lowest, roster)) {
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
  inScope: Condition,
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

const isDrop = (reported: number, before: number, { drop, least }: Thresholds['roster']): boolean =>
  before >= least && reported < before * (1 - drop)

/** On which days of a period the newest roster has lost more creators than leave overnight. */
export const rosterGaps = async (
  db: Kysely<FactTables>,
  { from, to }: Period,
  roster: Thresholds['roster'],
): Promise<readonly { day: Day; agency: string | null; now: number; before: number }[]> => {
  const rosters = await rostersIn(db, plusDays(from, -roster.doubtDays - roster.apartDays), to)
  return rosters.days
    .filter((day) => day > plusDays(from, -roster.doubtDays))
    .flatMap((as_of) =>
      dropsAt(rosters, as_of, roster).flatMap(({ agency, reported, expected }) => {
        const next = nextRoster(rosters, agency, as_of)
        const last = plusDays(as_of, roster.doubtDays - 1)
        const days = daysFrom(as_of, next !== undefined && next <= last ? plusDays(next, -1) : last)
        return days.map((day) => ({ day, agency, now: reported, before: expected }))
      }),
    )
}

type RosterDrop = Extract<DataProblem, { problem: 'roster.drop' }>

/** The rosters of which a day still hears, as far as nobody has sent a newer one of whom they name. */
const rosterDrops = async (
  db: Kysely<FactTables>,
  newest: Day,
  roster: Thresholds['roster'],
): Promise<readonly RosterDrop[]> => {
  const rosters = await rostersIn(db, plusDays(newest, -roster.freshDays - roster.apartDays), newest)
  return rosters.days
    .filter((day) => daysBetween(day, newest) <= roster.freshDays)
    .flatMap((day) =>
      dropsAt(rosters, day, roster).filter(({ agency }) => nextRoster(rosters, agency, day) === undefined),
    )
}

/** Whom rosters name, by agency: a file may as well be of one agency alone, and the next one of another. */
interface Rosters {
  /** Days of which there is a roster, oldest first. */
  days: readonly Day[]
  /** Creators named of an agency on each of its days, oldest first; null for those without one. */
  agencies: ReadonlyMap<string | null, { market: string | null; named: ReadonlyMap<Day, number> }>
}

const rostersIn = async (db: Kysely<FactTables>, from: Day, to: Day): Promise<Rosters> => {
  const rows = await db
    .selectFrom('roster')
    .leftJoin('agency', 'agency.k', 'roster.agency_k')
    .select(({ fn }) => ['as_of', 'agency.name', 'agency.market', fn.countAll<number>().as('n')])
    .where('as_of', '>=', from)
    .where('as_of', '<=', to)
    .groupBy(['as_of', 'agency.name', 'agency.market'])
    .orderBy('as_of')
    .orderBy('agency.name')
    .execute()
  const agencies = new Map<string | null, { market: string | null; named: Map<Day, number> }>()
  for (const { as_of, name, market, n } of rows) {
    const agency = agencies.get(name) ?? { market, named: new Map() }
    agencies.set(name, agency)
    agency.named.set(as_of, n)
  }
  // Those without an agency may be of any file; where nobody has one, they are the network.
  if (agencies.size > 1) agencies.delete(null)
  return { days: [...new Set(rows.map(({ as_of }) => as_of))], agencies }
}

/** The next day on which a roster names somebody of that agency; for the network (null) any roster. */
const nextRoster = ({ days, agencies }: Rosters, agency: string | null, after: Day): Day | undefined =>
  days.find((day) => day > after && (agency === null || agencies.get(agency)?.named.has(day)))

/**
 * Which agencies of a day's roster have lost rows, each against the newest roster before it that names the agency; and
 * the network, of which the others are as they were named last.
 */
const dropsAt = ({ agencies }: Rosters, day: Day, roster: Thresholds['roster']): readonly RosterDrop[] => {
  const drops: RosterDrop[] = []
  const all = { reported: 0, expected: 0 }
  const drop = { problem: 'roster.drop', agency: null, market: null } as const
  for (const [agency, { market, named }] of agencies) {
    const before = [...named.keys()].findLast((it) => it < day)
    const isNear = before !== undefined && daysBetween(before, day) <= roster.apartDays
    const expected = isNear ? named.get(before) : undefined
    if (expected === undefined) continue
    const reported = named.get(day) ?? expected
    all.reported += reported
    all.expected += expected
    if (agency !== null && isDrop(reported, expected, roster))
      drops.push({ ...drop, agency, market, reported, expected })
  }
  // Of a single agency nobody knows how much of the network it is.
  const isNetwork = agencies.size > 1 || agencies.has(null)
  return isNetwork && isDrop(all.reported, all.expected, roster) ? [{ ...drop, ...all }, ...drops] : drops
}
