export interface Shift {
  direction: 'up' | 'down'
  /** Position of the first value after the sum was last 0: where the level changed. */
  since: number
  /** Position of the value at which the sum crossed the limit. */
  seen: number
  /** The new level, in standard deviations: the mean from `since` on. */
  size: number
}

/** A large shift is seen within three values, too few to tell the new level by. */
const SETTLES = 10

/**
 * The shifts of level in standardised values, by the two-sided tabular CUSUM: `slack` 0.5 is tuned to a shift of one
 * standard deviation, `limit` 4 to 5 is usual (Montgomery; AIM-CU documents 4). After a shift is told the level is
 * rebased to the mean since then, so that each shift is told once. NaN is passed over.
 */
export const shiftsIn = (values: ArrayLike<number>, slack = 0.5, limit = 5): Shift[] => {
  const shifts: Shift[] = []
  let level = 0
  let start = 0
  for (;;) {
    const shift = firstShift(values, start, level, slack, limit)
    if (shift === null) return shifts
    level = meanOf(values, shift.since, Math.min(values.length - 1, shift.seen + SETTLES))
    shifts.push({ ...shift, size: level })
    start = shift.seen + 1
  }
}

const firstShift = (
  values: ArrayLike<number>,
  start: number,
  level: number,
  slack: number,
  limit: number,
): Omit<Shift, 'size'> | null => {
  let up = 0
  let down = 0
  let upSince = start
  let downSince = start
  for (let i = start; i < values.length; i++) {
    const value = values[i]
    if (value === undefined || Number.isNaN(value)) continue
    if (up === 0) upSince = i
    if (down === 0) downSince = i
    up = Math.max(0, up + value - level - slack)
    down = Math.max(0, down - value + level - slack)
    if (up > limit) return { direction: 'up', since: upSince, seen: i }
    if (down > limit) return { direction: 'down', since: downSince, seen: i }
  }
  return null
}

const meanOf = (values: ArrayLike<number>, from: number, to: number): number => {
  let sum = 0
  let count = 0
  for (let i = from; i <= to; i++) {
    const value = values[i]
    if (value === undefined || Number.isNaN(value)) continue
    sum += value
    count++
  }
  return sum / count
}
