import { expectedOf } from './baseline.ts'
import { type Day, daysFrom, plusDays } from './day.ts'
import type { Trail, TrailQuestion } from './facts.ts'
import type { InsightKind, Suggestion } from './insight.ts'
import type { Period } from './period.ts'
import { medianOf, spreadOf } from './spread.ts'
import type { Thresholds } from './thresholds.ts'

/**
 * What became of the numbers that a follow-up was about. It tells what happened after something was done, and not that it
 * happened because of it: what fell often comes back by itself.
 */
export const GAUGED = ['diamonds', 'live_minutes', 'valid_days'] as const
export type Gauged = (typeof GAUGED)[number]

/** Whole days after the day on which it was closed. */
export const AFTER = [0, 7, 14] as const
export type After = (typeof AFTER)[number]

/** From best to worst; who has left is measured no more. */
export const VERDICTS = ['recovered', 'improved', 'unchanged', 'worse', 'left'] as const
export type Verdict = (typeof VERDICTS)[number]
export const isSuccess = (verdict: Verdict): boolean => verdict === 'recovered' || verdict === 'improved'

/** Why nothing was measured: no numbers reached that day, some of its seven are missing, or nothing could be expected. */
export const UNMEASURED = ['late', 'gap', 'unknown'] as const
export type Unmeasured = (typeof UNMEASURED)[number]

/** Seven days that end with a day, and what was to be expected of them: sums in the metric's own unit. */
export interface Week {
  value: number | null
  expected: number | null
  /** How much such weeks differ among themselves, as a share; null likewise. */
  spread: number | null
}

/** The numbers as they stood when somebody promised to look after it. */
export interface Baseline {
  entity: { type: 'creator' | 'agency'; id: string }
  /** The newest day that was known then. */
  asOf: Day
  week: Readonly<Record<Gauged, Week>>
  /** By which of them it is judged. */
  metric: 'diamonds' | 'live_minutes'
  /** What was found, and what was suggested about it; null where somebody promised by their own hand. */
  kind: InsightKind | null
  action: Suggestion | null
}

/** The seven days up to so many days after the end; as long as all three are null, it waits. */
export interface Point {
  after: After
  day: Day
  value: number | null
  verdict: Verdict | null
  why: Unmeasured | null
  /** The platform's day on which the verdict was found. */
  on: Day | null
}

/** A follow-up's numbers: as kept when it was made, and as measured since it was done. */
export interface Result extends Baseline {
  points: readonly Point[]
}

export type Effect = Point & { verdict: Verdict }
/**
 * The newest that is known of it, a week or two after it was done (what is measured at its end has hardly begun); or what
 * a period has to tell: of its own days, and of earlier ones what was found while it lasted, since numbers come late.
 */
export const effectOf = ({ points }: Pick<Result, 'points'>, of?: Period): Effect | undefined =>
  points.findLast((it): it is Effect => it.verdict !== null && it.after > 0 && (!of || isNewIn(it, of)))

/** Numbers cover the days up to the one before: a period's last day is found on the day after it. */
const isNewIn = ({ day, on }: Point, { from, to }: Period): boolean =>
  day >= from ? day <= to : on !== null && on > from && on <= plusDays(to, 1)

// —— What was expected ———————————————————————————————————————————————————————————————————————————————————

const WEEK = 7
/** The six weeks that are learnt from, and the one itself. */
const BASE_DAYS = 7 * WEEK

/** The days that a baseline of `asOf` is made of. */
export const baseDays = (asOf: Day): Period => ({ from: plusDays(asOf, 1 - BASE_DAYS), to: asOf })

/** Whom a promise is about, and what made somebody promise it. */
export interface Gauge {
  entity: TrailQuestion['entity']
  finding: { kind: InsightKind; action: Suggestion; metric: string } | null
}

/**
 * The seven days up to `asOf`, beside what the engine expects (`baseline.ts`): the median of the same weekdays of the six
 * weeks before. It is asked of sums of seven days, of which each holds every weekday once: somebody who is LIVE on three
 * evenings a week, never the same ones, has an ordinary week and no ordinary Monday.
 */
export const baselineOf = (asOf: Day, { entity, finding }: Gauge, trail: Trail): Baseline => {
  const known = new Map(trail.days.map((it) => [it.day, it]))
  const { from, to } = baseDays(asOf)
  const weekOf = (metric: Gauged): Week => {
    const values = daysFrom(from, to).map((day) => known.get(day)?.[metric] ?? Number.NaN)
    const sums = values.slice(WEEK - 1).map((_, i) => sumOf(values.slice(i, i + WEEK)))
    const like = sums.filter((it, i) => (sums.length - 1 - i) % WEEK === 0 && i < sums.length - 1 && it >= 0)
    const logs = Float64Array.from(like, (it) => Math.log1p(it))
    const expected = orNull(expectedOf(sums).value.at(-1))
    return {
      value: orNull(sums.at(-1)),
      expected,
      spread: expected === null ? null : Math.expm1(spreadOf(logs, medianOf(logs.slice()), 0)),
    }
  }
  const isTime = finding?.metric === 'live_minutes' || finding?.metric === 'valid_days'
  return {
    entity,
    asOf,
    week: {
      diamonds: weekOf('diamonds'),
      live_minutes: weekOf('live_minutes'),
      valid_days: weekOf('valid_days'),
    },
    metric: isTime ? 'live_minutes' : 'diamonds',
    kind: finding?.kind ?? null,
    action: finding?.action ?? null,
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, it) => sum + it, 0)
const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value

// —— What became of it ———————————————————————————————————————————————————————————————————————————————————

export type Rule = Thresholds['outcome']

/**
 * Seven days against what was expected when it was promised. What moved by less than the own ordinary variation (at
 * least `change`, at most `noise`, shares of what was expected) is *unchanged*. *Recovered* is what was short by more than
 * `within`, moved by more than that, and is not short any more. What falls back from above without coming short is not
 * *worse*. Null where too little was expected to judge by.
 */
export const verdictOf = (
  { value: was, expected, spread }: Week,
  now: number,
  metric: Baseline['metric'],
  rule: Rule,
): Exclude<Verdict, 'left'> | null => {
  if (was === null || expected === null || expected < rule.least[metric] || expected <= 0) return null
  const step = expected * Math.max(rule.change, Math.min(spread ?? 0, rule.noise))
  const line = expected * (1 - rule.within)
  if (was - now >= step && now < line) return 'worse'
  if (now - was < step) return 'unchanged'
  return was < line && now >= line ? 'recovered' : 'improved'
}

/** From when on a result does not change any more: numbers that come later are not waited for. */
export const settlesAfter = (closedOn: Day, rule: Rule): Day =>
  plusDays(closedOn, Math.max(...AFTER) + rule.waitDays)

/** The days that all points are measured by. */
export const measuredDays = (closedOn: Day): Period => ({
  from: plusDays(closedOn, 1 - WEEK),
  to: plusDays(closedOn, Math.max(...AFTER)),
})

/**
 * What can be said by the numbers of now. A point that is over by `waitDays` stays as it was told; one that still waits
 * then says why it never was.
 */
export const measured = (
  was: Result,
  closedOn: Day,
  trail: Trail,
  { today, rule }: { today: Day; rule: Rule },
): readonly Point[] =>
  AFTER.map((after): Point => {
    const day = plusDays(closedOn, after)
    const isOver = today > plusDays(day, rule.waitDays)
    const told = was.points.find((it) => it.after === after && it.day === day)
    if (isOver && told && (told.verdict !== null || told.why !== null)) return told
    const found = pointOn(day, was, trail, rule)
    const waits = found.verdict === null && found.why !== 'unknown' && !isOver
    const on = found.verdict === null ? null : told?.verdict === found.verdict ? told.on : today
    return { after, day, ...found, why: waits ? null : found.why, on }
  })

const pointOn = (
  day: Day,
  { week, metric }: Baseline,
  { asOf, left, days }: Trail,
  rule: Rule,
): Pick<Point, 'value' | 'verdict' | 'why'> => {
  const none = { value: null, verdict: null }
  const { value: was, expected } = week[metric]
  if (was === null || expected === null || expected < rule.least[metric]) return { ...none, why: 'unknown' }
  if (asOf === null || asOf < day) return { ...none, why: 'late' }
  if (left !== null && left <= day) return { ...none, verdict: 'left', why: null }
  const seven = days.filter((it) => it.day <= day && it.day > plusDays(day, -WEEK))
  const values = seven.flatMap((it) => it[metric] ?? [])
  if (values.length < WEEK) return { ...none, why: 'gap' }
  const value = sumOf(values)
  return { value, verdict: verdictOf(week[metric], value, metric, rule), why: null }
}

// —— Which actions work ——————————————————————————————————————————————————————————————————————————————————

/** Fewer cases than these say nothing. */
export const FEW_CASES = 5

/** What became of all follow-ups that one kind of finding led to; null for those that people made by themselves. */
export interface Cases {
  kind: InsightKind | null
  count: number
  verdicts: Readonly<Record<Verdict, number>>
  better: number
  /** The share that recovered or improved: between these two, nineteen times in twenty; null of too few. */
  interval: { low: number; high: number } | null
}

/** Each by the newest that is known of it, the kinds with the most cases first. Whose they were is not in it. */
export const casesOf = (results: readonly Result[]): readonly Cases[] => {
  const judged = results.flatMap((it) => {
    const effect = effectOf(it)
    return effect ? [{ kind: it.kind, verdict: effect.verdict }] : []
  })
  return [...Map.groupBy(judged, ({ kind }) => kind)]
    .map(([kind, cases]) => {
      const better = cases.filter(({ verdict }) => isSuccess(verdict)).length
      return {
        kind,
        count: cases.length,
        verdicts: countsOf(cases.map(({ verdict }) => verdict)),
        better,
        interval: cases.length < FEW_CASES ? null : wilson(better, cases.length),
      }
    })
    .toSorted((a, b) => b.count - a.count || ((a.kind ?? '~') < (b.kind ?? '~') ? -1 : 1))
}

export const countsOf = (verdicts: readonly Verdict[]): Record<Verdict, number> => {
  const counts = { recovered: 0, improved: 0, unchanged: 0, worse: 0, left: 0 }
  for (const verdict of verdicts) counts[verdict]++
  return counts
}

/** Wilson's score interval at 95 % (E. B. Wilson, 1927): it holds for few cases and for shares of 0 and 1. */
export const wilson = (hits: number, n: number): { low: number; high: number } => {
  const z = 1.959964
  if (n === 0) return { low: 0, high: 1 }
  const share = hits / n
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
