import type { Day } from '#src/domain/day.ts'
import type { Insights } from '#src/domain/insight.ts'
import { KNOWN, type Window } from '#src/domain/window.ts'
import { insightsOf } from './insights.ts'
import { type Context, type Told, WINDOW_DAYS } from './window.ts'

/** What was said on a day. */
export interface DaysAnswer extends Insights {
  on: Day
}

/**
 * Each day's answer in turn, given what the days before said. This is how a past day is recomputed: begun
 * `episodeDays` earlier, its answer depends on the data alone and not on when the engine happened to run.
 */
export function* dayByDay(
  windows: Iterable<Window>,
  context: Omit<Context, 'told'>,
): Generator<DaysAnswer, void, void> {
  const told: Told[] = []
  for (const window of windows) {
    // Of a day without numbers nothing is said, and nothing is remembered.
    if (!hasNumbers(window)) continue
    const answer = insightsOf(window, { ...context, told })
    const on = window.days.at(-1)
    if (on === undefined) continue
    const again = new Set(answer.suppressed.map(({ insight }) => insight.id))
    for (const [i, each] of told.entries()) if (again.has(each.id)) told[i] = { ...each, seen: on }
    told.push(...answer.insights.map((insight): Told => ({ ...insight, on })))
    yield { on, ...answer }
  }
}

const hasNumbers = ({ days, known }: Window): boolean => {
  for (let cell = days.length - 1; cell < known.length; cell += days.length)
    if (known[cell] !== KNOWN.no) return true
  return false
}

/**
 * The answers of the newest `days` days of one long read, oldest first: each sees its own `WINDOW_DAYS` of it, or what
 * there is. `WINDOW_DAYS + episodeDays` days long, its last `episodeDays + 1` answers lead to the newest day's own.
 * @param window as long as one likes; its last day is the newest
 */
export const replayed = (
  window: Window,
  context: Omit<Context, 'told'>,
  days: number,
): Generator<DaysAnswer, void, void> => dayByDay(endings(window, days), context)

/**
 * The windows that end on each of the newest `days` days. They share their columns, written over from one to the next:
 * a copy costs a fiftieth of what the engine does with it, but new columns every day would keep the collector busy.
 */
function* endings(window: Window, days: number): Generator<Window, void, void> {
  const total = window.days.length
  let columns: Columns | null = null
  for (let end = Math.max(1, total - days + 1); end <= total; end++) {
    const start = Math.max(0, end - WINDOW_DAYS)
    if (columns?.length !== end - start) columns = columnsOf(window, end - start)
    for (const { from, into } of columns.pairs)
      for (let c = 0; c < window.ids.length; c++)
        into.set(from.subarray(c * total + start, c * total + end), c * columns.length)
    yield {
      ...window,
      ...columns.filled,
      days: window.days.slice(start, end),
      joined: window.joined.map((day) => day - start),
    }
  }
}

interface Columns {
  length: number
  filled: Pick<Window, 'agency' | 'known' | 'metrics'>
  pairs: readonly { from: Column; into: Column }[]
}
type Column = Window['agency'] | Window['known'] | Float32Array

const columnsOf = (window: Window, length: number): Columns => {
  const pairs: { from: Column; into: Column }[] = []
  const beside = <C extends Column>(from: C, into: C): C => {
    pairs.push({ from, into })
    return into
  }
  const cells = window.ids.length * length
  const filled = {
    agency: beside(window.agency, new Int16Array(cells)),
    known: beside(window.known, new Uint8Array(cells)),
    metrics: Object.fromEntries(
      Object.entries(window.metrics).map(([metric, values]) => [
        metric,
        beside(values, new Float32Array(cells)),
      ]),
    ),
  }
  return { length, filled, pairs }
}
