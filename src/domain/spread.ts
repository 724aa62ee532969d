/** The middle value; NaN of nothing. The list is reordered in place. */
export const medianOf = (values: Float64Array): number => {
  const n = values.length
  if (n === 0) return Number.NaN
  const middle = n >> 1
  const upper = selected(values, middle)
  if (n % 2 === 1) return upper
  let lower = Number.NEGATIVE_INFINITY
  for (let i = 0; i < middle; i++) lower = Math.max(lower, values[i] ?? lower)
  return (lower + upper) / 2
}

/** Hoare's selection: the value that sorting would put at `place`, with nothing greater before it. */
const selected = (values: Float64Array, place: number): number => {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0
    let i = low
    let j = high
    while (i <= j) {
      while ((values[i] ?? pivot) < pivot) i++
      while ((values[j] ?? pivot) > pivot) j--
      if (i > j) break
      const left = values[i] ?? 0
      values[i++] = values[j] ?? 0
      values[j--] = left
    }
    if (place <= j) high = j
    else if (place >= i) low = i
    else break
  }
  return values[place] ?? Number.NaN
}

/**
 * How far values lie from their middle, as a standard deviation: 1.4826 × the median absolute deviation, or when that
 * is 0 (more than half are equal) 1.2533 × the mean one (Iglewicz and Hoaglin); never below `floor`.
 */
export const spreadOf = (values: Float64Array, middle: number, floor: number): number => {
  const n = values.length
  if (n === 0) return floor
  const apart = new Float64Array(n)
  let sum = 0
  for (let i = 0; i < n; i++) {
    const far = Math.abs((values[i] ?? middle) - middle)
    apart[i] = far
    sum += far
  }
  const median = medianOf(apart)
  return Math.max(floor, median > 0 ? 1.4826 * median : (1.2533 * sum) / n)
}
