import type { Day } from './day.ts'
import type { Metric } from './metric.ts'

/** What is known of a creator's day. */
export const KNOWN = { no: 0, yes: 1, estimated: 2, restated: 3 } as const

/**
 * The numbers, in columns: the value of creator `c` on day `d` is at `c * days.length + d`. The last day is the
 * newest one with numbers.
 */
export interface Window {
  /** Consecutive platform days. */
  days: readonly Day[]
  ids: readonly string[]
  names: readonly string[]
  /** Position of the day a creator joined, negative when before the window; NaN when not known. */
  joined: Float64Array
  agencies: readonly { id: string; name: string }[]
  markets: readonly string[]
  /** Creator's agency on each day, −1 for none: the difference of two days is a transfer. */
  agency: Int16Array
  /** Creator's market, −1 when not known. */
  market: Int16Array
  /**
   * One of `KNOWN` for each creator's day. A day without LIVE that the files report is known, and 0; a day on which a
   * creator is in no file at all is not known, and the end of such a row is how somebody leaves.
   */
  known: Uint8Array
  /** A metric the files do not carry is absent; NaN where one value is missing. Units as in `domain/metric.ts`. */
  metrics: Readonly<Partial<Record<Metric, Float32Array>>>
}

/** The metrics that an insight is found in. */
export const LOOKED_AT = [
  'diamonds',
  'live_minutes',
  'valid_days',
  'new_followers',
  'active_fans',
  'unique_viewers',
  'returning_viewers',
  'watch_minutes',
  'violations',
] as const satisfies readonly Metric[]
