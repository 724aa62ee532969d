import { medianOf, spreadOf } from './spread.ts'

const WEEKS = 6
/** Weeks of residuals that tell how far this series usually strays. */
const TRAIL = 56
/** Below this many like days nothing is expected. */
const ENOUGH = 3

export interface Expected {
  /** What each day was expected to be, in the series' own unit; NaN where too little is known. */
  value: Float64Array
  /** How far it strayed, in standard deviations of its own; NaN likewise. */
  z: Float64Array
}

/**
 * What a daily total was expected to be: the median of the same weekday in the six weeks before, on log1p values;
 * the residual is measured in 1.4826·MAD of the eight weeks of residuals before it, at least `floor` (0.02 for
 * totals) or what counting alone does to a small number (1/√(1 + expected)). Days in `special` (holidays, campaigns,
 * faults) are judged but never learnt from, and neither is what is NaN.
 */
export const expectedOf = (
  values: ArrayLike<number>,
  { special, floor = 0.02 }: { special?: (day: number) => boolean; floor?: number } = {},
): Expected => {
  const n = values.length
  const logs = Float64Array.from(values, (value) => Math.log1p(value))
  const known = (day: number): boolean => !Number.isNaN(logs[day] ?? Number.NaN) && special?.(day) !== true
  const value = new Float64Array(n).fill(Number.NaN)
  const residual = new Float64Array(n).fill(Number.NaN)
  const z = new Float64Array(n).fill(Number.NaN)
  for (let day = 0; day < n; day++) {
    const like: number[] = []
    for (let week = 1; week <= WEEKS; week++) {
      const then = day - 7 * week
      if (then >= 0 && known(then)) like.push(logs[then] ?? 0)
    }
    if (like.length < ENOUGH) continue
    const middle = medianOf(Float64Array.from(like))
    value[day] = Math.expm1(middle)
    residual[day] = (logs[day] ?? Number.NaN) - middle
    const before: number[] = []
    for (let then = Math.max(0, day - TRAIL); then < day; then++) {
      const was = residual[then] ?? Number.NaN
      if (known(then) && !Number.isNaN(was)) before.push(was)
    }
    if (before.length < 2 * ENOUGH) continue
    const least = Math.max(floor, 1 / Math.sqrt(1 + Math.expm1(middle)))
    z[day] = (residual[day] ?? Number.NaN) / spreadOf(Float64Array.from(before), 0, least)
  }
  return { value, z }
}
