import type { Cause, Insight, Score } from '../domain/insight.ts'
import type { Voice } from '../kit/voice.ts'
import { suggestionSaid } from '../views/insight.ts'

/** An insight as other programs read it, wherever the command line prints one. The names are fixed. */
export const insightIn = (it: Insight, v: Voice) => ({
  id: it.id,
  kind: it.kind,
  entity: it.entity,
  metric: it.metric,
  direction: it.direction,
  since: it.since,
  value: rounded(it.value, 2),
  expected: rounded(it.expected, 2),
  delta: rounded(it.delta, 2),
  delta_pct: rounded(it.deltaPct, 4),
  score: it.score && scoreIn(it.score),
  severity: it.severity,
  causes: it.causes.map(causeIn),
  factors: it.factors && {
    active: rounded(it.factors.active, 2),
    days: rounded(it.factors.days, 2),
    hours: rounded(it.factors.hours, 2),
    rate: rounded(it.factors.rate, 2),
    mix: rounded(it.factors.mix, 2),
  },
  explained_by: it.explainedBy,
  suggested: { follow_up: suggestionSaid(v, it), due_in_days: it.suggested.dueInDays },
})

const causeIn = ({ entity, how, delta, share }: Cause) => ({
  entity,
  how,
  delta: rounded(delta, 2),
  share: rounded(share, 4),
})

const scoreIn = ({ z, p, q }: Score) => ({
  z: rounded(z, 3),
  p: Number(p.toPrecision(4)),
  q: Number(q.toPrecision(4)),
})

/** More digits than these are noise. */
const rounded = (n: number | null, digits: number): number | null =>
  n === null ? null : Math.round(n * 10 ** digits) / 10 ** digits
