import type { Finding } from '../finding.ts'
import type { House } from '../house.ts'

/** Who joined and has not been LIVE a single time since: a fact, told once, while a call still helps. */
export const rookies = (house: House): Finding[] => {
  const { days: after, until } = house.context.thresholds.rookie
  return house.people.flatMap(({ at, joined, present, subject }) => {
    const since = house.today - joined + 1
    if (!present || joined < 0 || since <= after || since > until) return []
    for (let d = joined; d <= house.today; d++) if (house.live[at * house.days + d]) return []
    return [
      {
        kind: 'rookie_stalled',
        sign: 'fact',
        entity: subject,
        creator: at,
        metric: 'live_minutes',
        direction: 'down',
        since: joined,
        value: 0,
        expected: null,
        delta: null,
        deltaPct: null,
        p: null,
        z: null,
        size: 0,
        stake: 0,
        severity: 'early',
        causes: [],
        factors: null,
        explainedBy: null,
        suggested: { action: 'start_rookie', dueInDays: 2 },
      } satisfies Finding,
    ]
  })
}
