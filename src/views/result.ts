import type { KnownBlock } from '@slack/types'
import { context } from '../blocks/blocks.ts'
import type { Followup } from '../domain/followup.ts'
import type { Baseline, Effect, Point, Result } from '../domain/outcome.ts'
import type { Voice } from '../kit/voice.ts'

/** `Diamonds in 7 days, up to 14 Sept: 4,200 of 9,100 expected → at its end 4,300 (unchanged) → …` */
export const resultBlock = (v: Voice, { result, state }: Followup): KnownBlock | null => {
  if (result === null || state === 'cancelled' || result.week[result.metric].value === null) return null
  const said = [before(v, result), ...result.points.flatMap((it) => pointSaid(v, result, it))]
  return context(`:bar_chart: ${said.join(' → ')}`)
}

const before = (v: Voice, { week, metric, asOf }: Result): string => {
  const { t } = v
  const { value, expected } = week[metric]
  const about = {
    metric: t.metric[metric],
    day: v.shortDay(asOf),
    value: amount(v, metric, value ?? 0),
  }
  return expected === null
    ? t.result.unexpected(about)
    : t.result.before({ ...about, expected: amount(v, metric, expected) })
}

/** Nothing of a measurement that nobody can make: the beginning of the line has said why. */
const pointSaid = (v: Voice, { metric }: Baseline, { after, day, value, verdict, why }: Point): string[] => {
  const { t } = v
  const when = t.result.after[after]
  if (verdict === 'left') return [t.result.gone({ when })]
  if (verdict !== null)
    return [
      t.result.point({ when, value: amount(v, metric, value ?? 0), verdict: t.result.verdict[verdict] }),
    ]
  if (why === 'unknown') return []
  return [why === null ? t.result.waits({ when, day: v.shortDay(day) }) : t.result.never[why]({ when })]
}

/** LIVE time is kept in minutes and told in hours. */
const amount = (v: Voice, metric: Baseline['metric'], value: number): string =>
  metric === 'diamonds' ? v.number(value) : `${v.decimal(value / 60)} h`

/** A smaller fall needs no word. */
const FELL = 0.9

/** `14 days after: recovered (4,200 → 8,700, expected 9,100)` */
export const effectSaid = (
  v: Voice,
  { metric, week }: Baseline,
  { after, verdict, value }: Effect,
): string => {
  const { t } = v
  const when = t.result.after[after]
  const { value: was, expected } = week[metric]
  // What falls back from above has not come short: without a word that reads as a mistake.
  const fellBack =
    verdict === 'unchanged' && (value ?? 0) < FELL * (was ?? 0) && (value ?? 0) >= (expected ?? 0)
  return verdict === 'left'
    ? t.result.gone({ when })
    : t.result.became({
        ...{ when, verdict: t.result.verdict[verdict] },
        was: amount(v, metric, was ?? 0),
        value: amount(v, metric, value ?? 0),
        expected: amount(v, metric, expected ?? 0),
        fellBack,
      })
}
