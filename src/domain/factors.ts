/** The logarithmic mean: between the two, and the only weight that makes logarithms of ratios sum exactly. */
const logMean = (a: number, b: number): number => {
  if (a === b) return a
  const ratio = Math.log(a / b)
  return Math.abs(ratio) < 1e-9 ? (a + b) / 2 : (a - b) / ratio
}

/**
 * What each factor of a product did to it, in the product's unit: the parts sum to `Πnow − Πbefore`, whatever the
 * order of the factors. Log-mean weights (LMDI-I: Δₖ = L(D₁, D₀)·ln(xₖ₁/xₖ₀)); where a factor is 0 the logarithm has
 * nothing to say, and each gets its Shapley share instead. Factors are not negative.
 */
export const factorSplit = (before: readonly number[], now: readonly number[]): number[] =>
  [...before, ...now].every((value) => value > 0) ? lmdi(before, now) : shapley(before, now)

const lmdi = (before: readonly number[], now: readonly number[]): number[] => {
  const weight = logMean(product(now), product(before))
  return before.map((was, k) => weight * Math.log((now[k] ?? 0) / was))
}

/** The mean over all orders in which the factors could have changed; for the four of ours that is sixteen sums. */
const shapley = (before: readonly number[], now: readonly number[]): number[] => {
  const n = before.length
  return before.map((_, k) => {
    let sum = 0
    for (let changed = 0; changed < 1 << n; changed++) {
      if (changed & (1 << k)) continue
      const others = before.map((was, i) => (changed & (1 << i) ? (now[i] ?? 0) : was))
      const rest = product(others.filter((_, i) => i !== k))
      const size = bitsIn(changed)
      const weight = (factorial(size) * factorial(n - size - 1)) / factorial(n)
      sum += weight * rest * ((now[k] ?? 0) - (before[k] ?? 0))
    }
    return sum
  })
}

const product = (values: readonly number[]): number => values.reduce((all, one) => all * one, 1)
const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
const bitsIn = (n: number): number => (n === 0 ? 0 : (n & 1) + bitsIn(n >> 1))

/** One member of a ratio: its weight (hours, say) and what it yields for each unit of it. */
export interface Portion {
  before: { weight: number; amount: number }
  now: { weight: number; amount: number }
}

/**
 * A change of the ratio R = Σamount / Σweight, told apart: `rate` is what the members' own yields did, `mix` what
 * the weight between them did. They sum to R₁ − R₀ with no rest:
 * rateᵢ = ½(w₀+w₁)·Δrᵢ, mixᵢ = ½((r₀−R₀)+(r₁−R₁))·Δwᵢ, with w as shares. Who has no weight on one side yields there
 * what they do on the other, so that coming and going is mix.
 */
export const mixAndRate = (portions: readonly Portion[]): { mix: number; rate: number } => {
  const all = (side: 'before' | 'now', what: 'weight' | 'amount'): number =>
    portions.reduce((sum, portion) => sum + portion[side][what], 0)
  const weightBefore = all('before', 'weight')
  const weightNow = all('now', 'weight')
  if (weightBefore <= 0 || weightNow <= 0) return { mix: 0, rate: 0 }
  const ratioBefore = all('before', 'amount') / weightBefore
  const ratioNow = all('now', 'amount') / weightNow
  let mix = 0
  let rate = 0
  for (const { before, now } of portions) {
    if (before.weight <= 0 && now.weight <= 0) continue
    const r0 = before.weight > 0 ? before.amount / before.weight : now.amount / now.weight
    const r1 = now.weight > 0 ? now.amount / now.weight : r0
    const w0 = before.weight / weightBefore
    const w1 = now.weight / weightNow
    rate += 0.5 * (w0 + w1) * (r1 - r0)
    mix += 0.5 * (r0 - ratioBefore + r1 - ratioNow) * (w1 - w0)
  }
  return { mix, rate }
}
