import type { Insights } from '#src/domain/insight.ts'
import { insightsOf } from './insights.ts'
import type { Context, Told, Window } from './window.ts'

/**
 * Each day's answer in turn, given what the days before said. This is how a past day is recomputed: begun
 * `episodeDays` earlier, its answer depends on the data alone and not on when the engine happened to run.
 */
export function* dayByDay(windows: Iterable<Window>, context: Omit<Context, 'told'>): Generator<Insights> {
  const told: Told[] = []
  for (const window of windows) {
    const answer = insightsOf(window, { ...context, told })
    const on = window.days.at(-1)
    if (on !== undefined) told.push(...answer.insights.map((insight): Told => ({ ...insight, on })))
    yield answer
  }
}
