import { medianOf, spreadOf } from '#src/domain/spread.ts'
import type { Window } from '#src/domain/window.ts'

/** The newest days are judged, the ones before are what they are judged by: the two newest weeks are never learnt from. */
export const RECENT = 14

/**
 * One quantity of every creator's day on a logarithmic scale, and what was expected of it: the creator's own median
 * over the days learnt from, times what that day did to everybody else of the market. The weekday, holidays, pay days
 * and the season are in the second factor, learnt from hundreds of people instead of one person's six Mondays.
 */
export interface Signal {
  days: number
  /** Logarithm of the quantity; NaN where there is none. */
  x: Float64Array
  /** Own median of `x`, without what the market did; NaN for those who are not judged. */
  base: Float64Array
  /** Standard deviation of a single day about what was expected. */
  spread: Float64Array
  /** Days learnt from. */
  learnt: Float64Array
  /** `x` less what was expected: own base and the market without the own agency. NaN where there is no `x`. */
  own: Float32Array
  /** What each day did to the others of one's market, which is the rest of what was expected. */
  shared: Float64Array
  /** What each day did to a market, in logarithms of the own bases: rows are markets, the last row is the network. */
  market: Float64Array
}

interface SignalOptions {
  window: Window
  /** The quantity of a cell; NaN or nothing positive where there is none. */
  of: (cell: number) => number
  /** Whom to judge and learn from. */
  judged: (creator: number) => boolean
  /** First day to learn from, for each creator. */
  from: Float64Array
  /** Days of a creator that teach nothing, 1 by cell: a campaign. Null for none. */
  special: Uint8Array | null
  /** Smallest standard deviation of a day. */
  floor: number
  /** Fewer days than this teach nothing. */
  enough: number
}

/** As many creators' worth of belief that a market does what the network does. */
const PRIOR = 8
/** A market of two people on a day says little of it. */
const FEW = 2
/** A pooled spread counts as this many days of one's own. */
const SPREAD_PRIOR = 20
/** Nobody moves the market by more than this, in logarithms. */
const CLIP = 1

export const signalOf = ({ window, of, judged, from, special, floor, enough }: SignalOptions): Signal => {
  const people = window.ids.length
  const days = window.days.length
  const end = days - RECENT
  const x = new Float64Array(people * days).fill(Number.NaN)
  const base = new Float64Array(people).fill(Number.NaN)
  const learnt = new Float64Array(people)
  const spread = new Float64Array(people).fill(floor)
  const own = new Float32Array(people * days).fill(Number.NaN)
  const market = new Float64Array((window.markets.length + 1) * days)
  const shared = new Float64Array(people * days)
  const scratch = new Float64Array(days)
  const included: number[] = []
  for (let c = 0; c < people; c++) {
    if (!judged(c)) continue
    for (let d = 0; d < days; d++) {
      const value = of(c * days + d)
      if (value > 0) x[c * days + d] = Math.log(value)
    }
    included.push(c)
  }
  /** Values of the days learnt from, without what the market did and less `middle`. */
  const lessons = (c: number, middle: number): Float64Array => {
    let count = 0
    for (let d = Math.max(0, from[c] ?? 0); d < end; d++) {
      const cell = c * days + d
      const value = (x[cell] ?? Number.NaN) - (shared[cell] ?? 0) - middle
      if (!Number.isNaN(value) && special?.[cell] !== 1) scratch[count++] = value
    }
    return scratch.subarray(0, count)
  }
  for (let pass = 0; pass < 2; pass++) {
    for (const c of included) {
      const values = lessons(c, 0)
      learnt[c] = values.length
      base[c] = values.length < enough ? Number.NaN : medianOf(values)
    }
    shareOf(window, { x, base, special }, included, shared, market)
  }
  const spreads = new Float64Array(included.length)
  let known = 0
  for (const c of included) {
    if (Number.isNaN(base[c] ?? Number.NaN)) continue
    const values = lessons(c, base[c] ?? 0)
    spread[c] = spreadOf(values, 0, floor)
    spreads[known++] = spread[c] ?? floor
  }
  const usual = known === 0 ? floor : medianOf(spreads.slice(0, known))
  for (const c of included) {
    if (Number.isNaN(base[c] ?? Number.NaN)) continue
    const n = learnt[c] ?? 0
    const mine = spread[c] ?? floor
    spread[c] = Math.max(
      floor,
      Math.sqrt((n * mine * mine + SPREAD_PRIOR * usual * usual) / (n + SPREAD_PRIOR)),
    )
    for (let cell = c * days; cell < (c + 1) * days; cell++)
      own[cell] = (x[cell] ?? Number.NaN) - (base[c] ?? 0) - (shared[cell] ?? 0)
  }
  return { days, x, base, spread, learnt, own, shared, market }
}

/**
 * What each day did to everybody of a market but one's own agency, as a mean of clipped residuals that leans on the
 * network where the market is small. Written into `shared` for each creator's day, and into `market` in full.
 */
const shareOf = (
  window: Window,
  { x, base, special }: { x: Float64Array; base: Float64Array; special: Uint8Array | null },
  included: readonly number[],
  shared: Float64Array,
  market: Float64Array,
): void => {
  const days = window.days.length
  const markets = window.markets.length
  const agencies = window.agencies.length
  const bySum = new Float64Array((markets + 1) * days)
  const byCount = new Float64Array((markets + 1) * days)
  // By agency, then market, then day: creators are the outer loop, so that memory is read in its own order.
  const agencySum = new Float64Array((agencies + 1) * (markets + 1) * days)
  const agencyCount = new Float64Array((agencies + 1) * (markets + 1) * days)
  const sum = new Float64Array(days)
  const count = new Float64Array(days)
  for (const c of included) {
    const mine = base[c] ?? Number.NaN
    if (Number.isNaN(mine)) continue
    const start = c * days
    const m = marketOf(window, c)
    for (let d = 0; d < days; d++) {
      const value = (x[start + d] ?? Number.NaN) - mine
      if (Number.isNaN(value) || special?.[start + d] === 1) continue
      const at = (((window.agency[start + d] ?? -1) + 1) * (markets + 1) + m) * days + d
      agencySum[at] = (agencySum[at] ?? 0) + Math.max(-CLIP, Math.min(CLIP, value))
      agencyCount[at] = (agencyCount[at] ?? 0) + 1
    }
  }
  for (let row = 0; row < (agencies + 1) * (markets + 1); row++) {
    const m = row % (markets + 1)
    for (let d = 0; d < days; d++) {
      const here = agencySum[row * days + d] ?? 0
      const people = agencyCount[row * days + d] ?? 0
      bySum[m * days + d] = (bySum[m * days + d] ?? 0) + here
      byCount[m * days + d] = (byCount[m * days + d] ?? 0) + people
      sum[d] = (sum[d] ?? 0) + here
      count[d] = (count[d] ?? 0) + people
    }
  }
  for (let d = 0; d < days; d++) {
    market[markets * days + d] = (sum[d] ?? 0) / Math.max(1, count[d] ?? 0)
    for (let m = 0; m < markets; m++) {
      const cell = m * days + d
      market[cell] = (bySum[cell] ?? 0) / ((byCount[cell] ?? 0) + FEW)
    }
  }
  // What each agency's people of each market see of the others: worked out once a group and not once a person.
  const away = agencySum
  for (let row = 0; row < (agencies + 1) * (markets + 1); row++) {
    const m = row % (markets + 1)
    const hasHome = row > markets ? 1 : 0
    for (let d = 0; d < days; d++) {
      const at = row * days + d
      away[at] =
        ((bySum[m * days + d] ?? 0) -
          hasHome * (agencySum[at] ?? 0) +
          PRIOR * (market[markets * days + d] ?? 0)) /
        ((byCount[m * days + d] ?? 0) - hasHome * (agencyCount[at] ?? 0) + PRIOR)
    }
  }
  for (const c of included) {
    const m = marketOf(window, c)
    for (let d = 0; d < days; d++) {
      const cell = c * days + d
      shared[cell] = away[(((window.agency[cell] ?? -1) + 1) * (markets + 1) + m) * days + d] ?? 0
    }
  }
}

/** Those of no known market are a market of their own. */
const marketOf = (window: Window, creator: number): number => {
  const m = window.market[creator] ?? -1
  return m < 0 ? window.markets.length : m
}
