import { context, header, inert, type Message, message, section } from '../blocks/blocks.ts'
import { spoken } from '../blocks/spoken.ts'
import { type Cases, FEW_CASES, VERDICTS, type Verdict } from '../domain/outcome.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'

export interface OutcomesSeen {
  /** An agency, or null for all. */
  about: string | null
  /** Days back. */
  span: number
  cases: readonly Cases[]
  /** Of the others: whose numbers are not there yet, and whose will never be. */
  waiting: number
  never: number
}

/** Which actions work, by the kind of finding, each with how sure that is; whose they were is nowhere in it. */
export const outcomesMessage =
  ({ about, span, cases, waiting, never }: OutcomesSeen): Say =>
  (v): Message => {
    const t = v.t.outcomes
    const title = about === null ? t.title : t.titleOf({ agency: about })
    const rest = [
      ...(waiting > 0 ? [t.waiting({ n: waiting })] : []),
      ...(never > 0 ? [t.never({ n: never })] : []),
    ]
    const lines = cases.map((it) => lineOf(v, it))
    const body = lines.length === 0 ? [t.none({ days: span })] : lines
    return message(
      spoken(`${inert(title)}: ${body.join('; ')}`),
      header(title),
      context(t.since({ days: span })),
      ...body.map((line) => section(line)),
      context(...rest, t.caution),
    )
  }

const lineOf = (v: Voice, { kind, count, better, verdicts, interval }: Cases): string => {
  const t = v.t.outcomes
  const name = kind === null ? t.byHand : v.t.insight.kind[kind]
  const said = countsSaid(v, verdicts)
  return interval === null
    ? t.few({ name, n: count, counts: said, few: FEW_CASES })
    : t.line({
        ...{ name, n: count, better, counts: said },
        share: v.percent(better / count),
        low: v.percent(interval.low),
        high: v.percent(interval.high),
      })
}

/** `2 recovered, 1 unchanged` */
export const countsSaid = (v: Voice, verdicts: Readonly<Record<Verdict, number>>): string =>
  VERDICTS.filter((it) => verdicts[it] > 0)
    .map((it) => v.t.result.counted[it]({ n: verdicts[it] }))
    .join(', ')
