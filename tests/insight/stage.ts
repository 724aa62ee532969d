import { type Day, plusDays } from '#src/domain/day.ts'
import type { Insight, InsightKind, Insights } from '#src/domain/insight.ts'
import type { Metric } from '#src/domain/metric.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'
import { KNOWN, type Window } from '#src/domain/window.ts'
import { insightsOf } from '#src/insight/insights.ts'
import { type Context, WINDOW_DAYS } from '#src/insight/window.ts'
import { chance } from '#src/sample/random.ts'

/** A Monday far from pay days, seasons and holidays. */
export const TODAY: Day = '2026-07-20'
export const AGENCIES = 6
export const EACH = 12

type Columns = Record<
  Extract<
    Metric,
    | 'diamonds'
    | 'live_minutes'
    | 'valid_days'
    | 'new_followers'
    | 'active_fans'
    | 'unique_viewers'
    | 'returning_viewers'
    | 'watch_minutes'
    | 'violations'
  >,
  Float32Array
>

/** Seventy-two creators of six agencies in two markets, LIVE nine days in ten, whom nothing happens to. */
export interface Small extends Window {
  metrics: Columns
}

export const small = (seed = 1): Small => {
  const luck = chance(seed)
  const people = AGENCIES * EACH
  const cells = people * WINDOW_DAYS
  const column = (): Float32Array => new Float32Array(cells)
  const metrics: Columns = {
    diamonds: column(),
    live_minutes: column(),
    valid_days: column(),
    new_followers: column(),
    active_fans: column(),
    unique_viewers: column(),
    returning_viewers: column(),
    watch_minutes: column(),
    violations: column(),
  }
  for (let c = 0; c < people; c++) {
    for (let d = 0; d < WINDOW_DAYS; d++) {
      const cell = c * WINDOW_DAYS + d
      metrics.active_fans[cell] = Math.round(60 * luck.noise(0.03))
      if (!luck.happens(0.9)) continue
      const hours = 3 * luck.noise(0.2)
      metrics.live_minutes[cell] = hours * 60
      metrics.valid_days[cell] = 1
      metrics.diamonds[cell] = Math.round(rateOf(c) * hours * luck.noise(0.25))
      metrics.new_followers[cell] = luck.poisson(12)
      metrics.unique_viewers[cell] = 400
      metrics.returning_viewers[cell] = Math.round(120 * luck.noise(0.1))
      metrics.watch_minutes[cell] = Math.round(2000 * luck.noise(0.1))
    }
  }
  return {
    days: Array.from({ length: WINDOW_DAYS }, (_, d) => plusDays(TODAY, d - WINDOW_DAYS + 1)),
    ids: Array.from({ length: people }, (_, c) => String(7_359_000_000_000_000_001n + BigInt(c) * 7919n)),
    names: Array.from({ length: people }, (_, c) => `creator_${c}`),
    joined: new Float64Array(people).fill(-400),
    agencies: Array.from({ length: AGENCIES }, (_, a) => ({ id: `Agency ${a}`, name: `Agency ${a}` })),
    markets: ['IT', 'ES'],
    agency: Int16Array.from({ length: cells }, (_, cell) => agencyOf(Math.floor(cell / WINDOW_DAYS))),
    market: Int16Array.from({ length: people }, (_, c) => (agencyOf(c) < AGENCIES / 2 ? 0 : 1)),
    known: new Uint8Array(cells).fill(KNOWN.yes),
    metrics,
  }
}

/** The same newest days with others of that sort before them, `length` in all. */
export const longer = (newest: Small, length: number): Window => {
  const earlier = small(4)
  const before = length - WINDOW_DAYS
  const widened = <T extends Float32Array | Uint8Array | Int16Array>(old: T, recent: T, wide: T): T => {
    for (let c = 0; c < newest.ids.length; c++) {
      const row = old.subarray(c * WINDOW_DAYS, (c + 1) * WINDOW_DAYS)
      // The latest of the days before, so that more of them only add older ones.
      wide.set(
        row.subarray(Math.max(0, WINDOW_DAYS - before)),
        c * length + Math.max(0, before - WINDOW_DAYS),
      )
      wide.set(recent.subarray(c * WINDOW_DAYS, (c + 1) * WINDOW_DAYS), c * length + before)
    }
    return wide
  }
  const cells = newest.ids.length * length
  return {
    ...newest,
    days: Array.from({ length }, (_, d) => plusDays(TODAY, d - length + 1)),
    joined: newest.joined.map((day) => day + before),
    agency: widened(earlier.agency, newest.agency, new Int16Array(cells)),
    known: widened(earlier.known, newest.known, new Uint8Array(cells)),
    metrics: Object.fromEntries(
      Object.entries(newest.metrics).map(([metric, values]) => [
        metric,
        widened(earlier.metrics[metric as keyof Columns], values, new Float32Array(cells)),
      ]),
    ),
  }
}

export const agencyOf = (c: number): number => Math.floor(c / EACH)
/** The first of each agency is its star; one in three earns little. */
const rateOf = (c: number): number => (c % EACH === 0 ? 4000 : c % 3 === 0 ? 100 : 700)

/** Bends a creator's newest days, `by` being asked with how many days ago it is, and the value. */
export const bend = (
  window: Small,
  creators: readonly number[],
  metric: keyof Columns,
  days: number,
  by: (value: number, daysAgo: number) => number,
  until = 0,
): void => {
  for (const c of creators) {
    for (let ago = until; ago < days; ago++) {
      const cell = (c + 1) * WINDOW_DAYS - 1 - ago
      window.metrics[metric][cell] = by(window.metrics[metric][cell] ?? 0, ago)
    }
  }
}

/** Whole days without a LIVE. */
export const silence = (window: Small, creators: readonly number[], days: number, until = 0): void => {
  for (const metric of ['diamonds', 'live_minutes', 'valid_days', 'new_followers', 'unique_viewers'] as const)
    bend(window, creators, metric, days, () => 0, until)
}

export const membersOf = (a: number): number[] => Array.from({ length: EACH }, (_, i) => a * EACH + i)

export const CALM: Context = {
  holidays: [],
  campaigns: [],
  thresholds: THRESHOLDS,
  told: [],
  mutes: [],
  monthGoals: [],
  rosterGaps: [],
  readerOf: null,
}

export const look = (window: Window, context: Partial<Context> = {}): Insights =>
  insightsOf(window, { ...CALM, ...context })

export const kindsOf = ({ insights }: Insights): InsightKind[] => insights.map(({ kind }) => kind)
export const theOne = ({ insights }: Insights, kind: InsightKind): Insight => {
  const [first, ...others] = insights.filter((each) => each.kind === kind)
  if (!first || others.length > 0)
    throw new Error(
      `expected one ${kind}: ${insights.map((each) => `${each.kind} ${each.entity.id}`).join(', ')}`,
    )
  return first
}
