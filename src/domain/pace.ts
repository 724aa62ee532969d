import { type Day, dateOf, daysBetween, firstOfMonth } from './day.ts'

export interface Pace {
  /** What the month is likely to end at. */
  expected: number
  /** Nine months in ten end within these. */
  low: number
  high: number
  /** What each day that is left must bring to reach the goal, and what the days so far brought. */
  needPerDay: number
  perDay: number
  daysLeft: number
  /** The share of a month that the own curve has usually made by this day. */
  shareUsual: number
}

/** How often a day is drawn for the band. */
const DRAWS = 400
/** Days that the curve is learnt from. */
export const LEARNT = 56

/**
 * Where a month is heading, by the series' own curve rather than a straight line: the days that are left weigh what
 * their weekdays weighed in the last eight weeks. The band is a bootstrap of the daily residuals of those weeks; its
 * draws follow a fixed sequence, so that the same days give the same band.
 * @param values daily totals, the last one that of `asOf`; at least four weeks
 */
export const paceOf = (values: ArrayLike<number>, asOf: Day, goal: number): Pace => {
  const first = firstOfMonth(asOf)
  const passed = daysBetween(first, asOf) + 1
  const length = dateOf(asOf).daysInMonth
  const n = values.length
  const soFar = sumOf(values, n - passed, n)
  const weekday = (position: number): number => (dateOf(asOf).dayOfWeek - 1 + 7000 + position - (n - 1)) % 7
  const start = Math.max(0, n - LEARNT)
  const sums = new Float64Array(7)
  const counts = new Float64Array(7)
  for (let i = start; i < n; i++) {
    const w = weekday(i)
    sums[w] = (sums[w] ?? 0) + (values[i] ?? 0)
    counts[w] = (counts[w] ?? 0) + 1
  }
  const usual = (position: number): number => {
    const w = weekday(position)
    return (sums[w] ?? 0) / Math.max(1, counts[w] ?? 0)
  }
  const residuals = Array.from({ length: n - start }, (_, i) => (values[start + i] ?? 0) - usual(start + i))
  const daysLeft = length - passed
  let rest = 0
  for (let i = n; i < n + daysLeft; i++) rest += usual(i)
  let before = 0
  for (let i = n - passed; i < n; i++) before += usual(i)
  const ends = bootstrap(residuals, daysLeft).map((stray) => soFar + Math.max(0, rest + stray))
  return {
    expected: soFar + rest,
    low: ends[Math.floor(DRAWS * 0.05)] ?? soFar,
    high: ends[Math.ceil(DRAWS * 0.95) - 1] ?? soFar + rest,
    needPerDay: daysLeft === 0 ? 0 : Math.max(0, goal - soFar) / daysLeft,
    perDay: soFar / passed,
    daysLeft,
    shareUsual: before + rest > 0 ? before / (before + rest) : passed / length,
  }
}

/** Sums of `days` residuals drawn with repetition, in order. */
const bootstrap = (residuals: readonly number[], days: number): number[] => {
  let state = 0x2545f491
  const draw = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return residuals[(state >>> 0) % Math.max(1, residuals.length)] ?? 0
  }
  return Array.from({ length: DRAWS }, () => {
    let sum = 0
    for (let i = 0; i < days; i++) sum += draw()
    // What is usual was learnt from so many days only: that is drawn anew as well.
    let usual = 0
    for (let i = 0; i < residuals.length; i++) usual += draw()
    return sum + (usual / Math.max(1, residuals.length)) * days
  }).sort((a, b) => a - b)
}

const sumOf = (values: ArrayLike<number>, from: number, to: number): number => {
  let sum = 0
  for (let i = Math.max(0, from); i < to; i++) sum += values[i] ?? 0
  return sum
}
