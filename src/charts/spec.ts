import type { Day } from '../domain/day.ts'
import type { Locale } from '../domain/person.ts'

/**
 * What a chart shows: data, and the names that the view has said in its reader's language. Every renderer (Slack's own
 * block, a picture, a line of text) draws the same spec, so they cannot tell different things.
 */
export type ChartSpec = Pulse | Movers | Sparks | Heatmap

/** Consecutive days; null where nothing is known, which is not zero. */
export interface Series {
  name: string
  from: Day
  values: readonly (number | null)[]
}

/** One figure against what it was; `before` is null where there is nothing to set it against. */
export interface Figure {
  now: number
  before: number | null
}

/** A daily line with the comparable period behind it, day under day. */
export interface Pulse {
  kind: 'pulse'
  title: string
  now: Series
  before: Series | null
  /** The period as one figure. */
  figure: Figure
}

/** Who rose and who fell, as differences: bars to both sides of zero, in the order given. */
export interface Movers {
  kind: 'movers'
  title: string
  rows: readonly { name: string; change: number }[]
}

/** Many small lines, each on a scale of its own. */
export interface Sparks {
  kind: 'sparks'
  title: string
  cells: readonly (Series & { figure: Figure })[]
}

/** Weekdays as rows, weeks as columns: when it is strong and when weak. */
export interface Heatmap {
  kind: 'heatmap'
  title: string
  days: Omit<Series, 'name'>
}

/**
 * Stands among a message's blocks until the courier knows the workspace: Slack's own chart there, else a picture, else
 * words. Slack itself never sees it.
 */
export interface ChartBlock {
  type: 'regia_chart'
  spec: ChartSpec
  locale: Locale
  timeZone: string
}
