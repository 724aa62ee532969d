/** The middle value; NaN of nothing. The list is sorted in place. */
export const medianOf = (values: Float64Array): number => {
  const n = values.length
  if (n === 0) return Number.NaN
  values.sort()
  const middle = n >> 1
  const upper = values[middle] ?? Number.NaN
  return n % 2 === 1 ? upper : ((values[middle - 1] ?? Number.NaN) + upper) / 2
}

/**
 * How far values lie from their middle, as a standard deviation: 1.4826 × the median absolute deviation, or when that
 * is 0 (more than half are equal) 1.2533 × the mean one (Iglewicz and Hoaglin); never below `floor`.
 */
export const spreadOf = (values: Float64Array, middle: number, floor: number): number => {
  if (values.length === 0) return floor
  const apart = Float64Array.from(values, (value) => Math.abs(value - middle))
  const median = medianOf(apart)
  if (median > 0) return Math.max(floor, 1.4826 * median)
  return Math.max(floor, (1.2533 * apart.reduce((sum, one) => sum + one, 0)) / apart.length)
}
