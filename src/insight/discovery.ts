/**
 * The q-value of each p-value of one family, in the given order: the smallest share of false discoveries at which it
 * would still be told (Benjamini and Hochberg 1995; holds under independence and positive dependence).
 */
export const discoveries = (chances: readonly number[]): number[] => {
  const order = chances.map((_, i) => i).sort((a, b) => (chances[b] ?? 1) - (chances[a] ?? 1))
  const found = chances.map(() => 1)
  let least = 1
  for (const [i, at] of order.entries()) {
    const rank = chances.length - i
    least = Math.min(least, (chances[at] ?? 1) * (chances.length / rank))
    found[at] = least
  }
  return found
}
