import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { publicHolidays } from '#src/calendar/holidays.ts'
import { type Day, plusDays } from '#src/domain/day.ts'
import type { Campaign } from '#src/domain/facts.ts'
import { isMonthGoal } from '#src/domain/goal.ts'
import type { FoundDay, Insight, Mute, Placed } from '#src/domain/insight.ts'
import type { Period } from '#src/domain/period.ts'
import type { Thresholds } from '#src/domain/thresholds.ts'
import { type DaysAnswer, replayed } from '#src/insight/replay.ts'
import { type Context, type MonthGoal, type RosterGap, WINDOW_DAYS } from '#src/insight/window.ts'
import type { DialectName } from '#src/store/dialect.ts'
import { campaignsIn } from '#src/store/facts/campaigns.ts'
import { type FactsDb, factsDialect, openFactsForImport } from '#src/store/facts/connect.ts'
import { hasNumbers, healthOf, rosterGaps } from '#src/store/facts/coverage.ts'
import { keepDays, lookedThrough } from '#src/store/facts/insights.ts'
import { ALL, newestDay } from '#src/store/facts/scopes.ts'
import { inSnapshot } from '#src/store/facts/snapshot.ts'
import { ifFree } from '#src/store/facts/turn.ts'
import { versionOf } from '#src/store/facts/version.ts'
import { type DaysInColumns, daysInColumns, type WindowAgency } from '#src/store/facts/window.ts'
import { engineMark } from './engineMark.ts'
import type { InsightJob, InsightNews, Looked } from './insights.ts'

/** So many of the newest days are kept as the newest numbers tell them: files come late, together, and are taken back. */
const KEPT_DAYS = 8

/** The inside of the thread that looks through the numbers. */
const keep = async (db: FactsDb, dialect: DialectName, job: InsightJob): Promise<InsightNews> => {
  const engine = await engineMark()
  // Again when an import has ended meanwhile: what is kept always is of the newest numbers.
  for (let looked: Looked = 'unchanged'; ; ) {
    const stand = await inSnapshot(db, dialect, (snapshot) => standOf(snapshot, job, engine))
    if (stand === null) return { looked }
    // Asked before the work too: seconds of it would be for nothing.
    if (!(await ifFree(db, dialect, async () => true))) return { looked: 'busy' }
    const { asOf, version, basis } = stand
    const days = await answersUpTo(db, dialect, asOf, job)
    const at = Temporal.Instant.fromEpochMilliseconds(job.now)
    const kept = await keepDays(db, dialect, days, { version, basis, at })
    if (kept === 'busy') return { looked: 'busy' }
    if (kept === 'kept') looked = 'kept'
  }
}

/** What there is to do: the newest day, and all that its answer hangs on. Null when that was looked through already. */
const standOf = async (
  db: FactsDb,
  { thresholds, mutes }: InsightJob,
  engine: string,
): Promise<{ asOf: Day; version: number; basis: string } | null> => {
  const asOf = await newestDay(db, ALL)
  if (asOf === null) return null
  const said = createHash('sha256')
    .update(JSON.stringify([thresholds, mutes]))
    .digest('hex')
    .slice(0, 16)
  const version = await versionOf(db)
  const basis = `${version} ${said} ${engine.slice(0, 16)}`
  const last = await lookedThrough(db)
  return last?.day === asOf && last.basis === basis ? null : { asOf, version, basis }
}

/**
 * The answers of the newest days up to `asOf`, oldest first; none where nothing is known of that very day. The last
 * one's memory reaches back as far as an episode lasts, so that it hangs on the numbers alone.
 */
const answersUpTo = (
  db: FactsDb,
  dialect: DialectName,
  asOf: Day,
  { thresholds, mutes }: InsightJob,
): Promise<readonly FoundDay[]> =>
  inSnapshot(db, dialect, async (snapshot) => {
    if (!(await hasNumbers(snapshot, asOf))) return []
    const memory = thresholds.episodeDays
    const columns = await daysInColumns(snapshot, dialect, asOf, WINDOW_DAYS + memory)
    if (columns === null) return []
    const period = { from: columns.days[0] ?? asOf, to: asOf }
    const context = contextOf(columns, {
      campaigns: await campaignsIn(snapshot, period),
      rosterGaps: await rosterGaps(snapshot, period, thresholds.roster),
      thresholds,
      mutes,
    })
    const placedOn = placer(columns)
    const found: FoundDay[] = []
    for (const answer of [...replayed(columns, context, memory + 1)].slice(-KEPT_DAYS)) {
      const health = await healthOf(snapshot, plusDays(answer.on, 1), answer.on, thresholds)
      found.push({
        ...placed(answer, placedOn),
        asOf: answer.on,
        period: windowOf(columns, answer.on),
        health,
      })
    }
    return found
  })

const windowOf = ({ days }: DaysInColumns, to: Day): Period => {
  const from = plusDays(to, 1 - WINDOW_DAYS)
  const first = days[0] ?? to
  return { from: from < first ? first : from, to }
}

const placed = (
  { insights, suppressed }: DaysAnswer,
  placeOf: (insight: Insight) => Placed,
): Pick<FoundDay, 'insights' | 'suppressed'> => ({
  insights: insights.map((insight) => ({ insight, placed: placeOf(insight) })),
  suppressed: suppressed.map((it) => ({ ...it, placed: placeOf(it.insight) })),
})

/** Where people and agencies are, as the newest day has it. */
const placer = ({ days, ids, agencies, markets, agency, market }: DaysInColumns) => {
  const creators = new Map(ids.map((id, c) => [id, c]))
  const homes = new Map(agencies.map((it) => [it.id, it.market]))
  const agencyOf = (c: number): WindowAgency | undefined => {
    for (let d = days.length - 1; d >= 0; d--) {
      const a = agency[c * days.length + d] ?? -1
      if (a >= 0) return agencies[a]
    }
    return undefined
  }
  return ({ entity: { type, id } }: Insight): Placed => {
    if (type === 'agency') return { agency: id, market: homes.get(id) ?? null }
    if (type === 'market') return { agency: null, market: id }
    const c = type === 'creator' ? creators.get(id) : undefined
    if (c === undefined) return { agency: null, market: null }
    const house = agencyOf(c)
    return { agency: house?.id ?? null, market: markets[market[c] ?? -1] ?? house?.market ?? null }
  }
}

// —— What is known beside the numbers ————————————————————————————————————————————————————————————————————

const contextOf = (
  columns: DaysInColumns,
  {
    campaigns,
    rosterGaps,
    thresholds,
    mutes,
  }: {
    campaigns: readonly Campaign[]
    rosterGaps: readonly RosterGap[]
    thresholds: Thresholds
    mutes: readonly Mute[]
  },
): Omit<Context, 'told'> => {
  const { days, agencies, markets } = columns
  const managers = new Map(agencies.map(({ id, managerEmail }) => [id, managerEmail]))
  return {
    holidays: markets.flatMap((market) =>
      publicHolidays(market, yearsOf(days), 'en').map((it) => ({ market, ...it })),
    ),
    campaigns: campaigns.filter((it) => !isMonthGoal(it)).map((it) => meantFor(columns, it)),
    thresholds,
    mutes,
    rosterGaps,
    monthGoals: campaigns.filter(isMonthGoal).map(monthGoal),
    // Whoever is not named reads about that agency alone.
    readerOf: (agency) => managers.get(agency) ?? agency,
  }
}

const yearsOf = (days: readonly Day[]): readonly number[] => [
  ...new Set(days.map((day) => Number(day.slice(0, 4)))),
]

const monthGoal = ({ market, start, goal }: Campaign): MonthGoal => ({
  entity:
    market === null
      ? { type: 'network', id: 'all', name: 'all' }
      : { type: 'market', id: market, name: market },
  month: start,
  diamonds: goal ?? 0,
})

/** Those it names, or those in agencies of its category; else everybody of its market. */
const meantFor = (
  { days, ids, agencies, agency }: DaysInColumns,
  { name, market, category, start, end, creatorIds }: Campaign,
): Context['campaigns'][number] => {
  const bare = { name, market, from: start, to: end }
  if (creatorIds.length > 0) return { ...bare, creators: new Set(creatorIds) }
  if (category === null) return { ...bare, creators: null }
  const last = days.length - 1
  const creators = ids.filter((_, c) => agencies[agency[c * days.length + last] ?? -1]?.category === category)
  return { ...bare, creators: new Set(creators) }
}

const job: InsightJob = workerData
const db = await openFactsForImport(job.url)
try {
  const dialect = factsDialect(job.url)
  const news: InsightNews =
    job.job === 'keep'
      ? await keep(db, dialect, job)
      : { found: (await answersUpTo(db, dialect, job.asOf, job)).at(-1) ?? null }
  parentPort?.postMessage(news)
} finally {
  await db.destroy()
}
