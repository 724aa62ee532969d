import type { Signal } from './signal.ts'
import { normalFromStudent, normalTail } from './tail.ts'

/** The newest days of one creator's signal, set against what was expected. */
export interface Stretch {
  /** Mean distance from what was expected, in logarithms. */
  mean: number
  z: number
  p: number
  n: number
}

/** Stretches of so many days are looked at: a sudden fall shows in the first, a moderate one in the last. */
const LENGTHS = [3, 7, 14]
/** Three looks that overlap are worth about two. */
const LOOKS = 2
/** A single day counts for at most so many standard deviations in the direction asked about. */
const MOST = 2.5

/**
 * The newest stretch that lies furthest out in one direction, its chance corrected for having looked at three. The
 * uncertainty of the own base (a median of so many days) is in it, and so is that of the spread (Student's tail).
 */
export const stretchOf = (
  signal: Signal,
  creator: number,
  today: number,
  direction: 'up' | 'down',
  lengths: readonly number[] = LENGTHS,
): Stretch | null => {
  const way = direction === 'up' ? 1 : -1
  const spread = signal.spread[creator] ?? 1
  const learnt = signal.learnt[creator] ?? 0
  let best: Stretch | null = null
  for (const length of lengths) {
    let sum = 0
    let n = 0
    for (let d = today - length + 1; d <= today; d++) {
      const value = signal.own[creator * signal.days + d] ?? Number.NaN
      if (Number.isNaN(value)) continue
      sum += way * Math.min(way * value, MOST * spread)
      n++
    }
    if (n < 2) continue
    const mean = sum / n
    const t = (way * mean) / (spread * Math.sqrt(1 / n + 1.57 / learnt))
    const z = way * normalFromStudent(t, 10 + 0.6 * learnt)
    const p = Math.min(1, LOOKS * normalTail(way * z))
    if (best === null || p < best.p) best = { mean, z, p, n }
  }
  return best
}

/**
 * Where the newest run away from what was expected began: the suffix with the greatest CUSUM of the standardised
 * values, slack 0.5, in the last `within` days.
 */
export const beganAt = (
  signal: Signal,
  creator: number,
  today: number,
  direction: 'up' | 'down',
  within = 28,
): number => {
  const way = direction === 'up' ? 1 : -1
  const spread = signal.spread[creator] ?? 1
  let sum = 0
  let most = 0
  let since = today
  for (let d = today; d > today - within && d >= 0; d--) {
    const value = signal.own[creator * signal.days + d] ?? Number.NaN
    if (Number.isNaN(value)) continue
    sum += Math.min(4, (way * value) / spread) - 0.5
    if (sum > most) {
      most = sum
      since = d
    }
  }
  return since
}

/**
 * The day on which a step most likely began, of the newest `within`: the one since which the days together lie furthest
 * out, Σ/√n. For a group, whose every day says much; of one creator's days a slack is the surer guide (`beganAt`).
 * @param dayOf what a day adds in the direction asked about, in standard deviations of so many observations; null for none
 */
export const steppedAt = (
  today: number,
  dayOf: (d: number) => { sum: number; n: number } | null,
  within = 21,
): number | null => {
  let sum = 0
  let n = 0
  let most = 0
  let since: number | null = null
  for (let d = today; d > today - within && d >= 0; d--) {
    const day = dayOf(d)
    if (day === null) continue
    sum += day.sum
    n += day.n
    const far = sum / Math.sqrt(n)
    if (far > most) {
      most = far
      since = d
    }
  }
  return since
}
