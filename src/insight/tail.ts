/**
 * The chance that a standard normal value lies above `z`. By the complementary error function of Numerical Recipes
 * §6.2 (a Chebyshev fit): its relative error stays below 1.2e-7, far out in the tail too.
 */
export const normalTail = (z: number): number => {
  if (z < 0) return 1 - normalTail(-z)
  const x = z / Math.SQRT2
  const t = 1 / (1 + 0.5 * x)
  const fit = FIT.reduceRight((sum, term) => sum * t + term, 0)
  return 0.5 * t * Math.exp(-x * x + fit)
}
const FIT = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
]

/** A value of Student's distribution as the normal one that is as rare, by Wallace (1959). */
export const normalFromStudent = (t: number, degrees: number): number =>
  Math.sign(t) * ((8 * degrees + 1) / (8 * degrees + 3)) * Math.sqrt(degrees * Math.log1p((t * t) / degrees))

/** The chance of at most `hits` in `tries` when each succeeds with `chance`. */
export const binomialTail = (hits: number, tries: number, chance: number): number => {
  if (hits >= tries) return 1
  if (chance >= 1) return 0
  let term = (1 - chance) ** tries
  let sum = term
  for (let k = 1; k <= hits; k++) {
    term *= ((tries - k + 1) / k) * (chance / (1 - chance))
    sum += term
  }
  return Math.min(1, sum)
}
