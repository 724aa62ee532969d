import type { Finding } from '../finding.ts'
import { type House, type Person, sumOf, usualWeek } from '../house.ts'

/** A silence that ended may be told of for so many days. */
const FRESH = 5
/** For twice as long as makes one dark, and so rare by the own habits: the silence was surely one. */
const RARE = 0.0001

/** Whoever was dark for long and is LIVE again: told once. The silence is read off the data, so that nobody need remember it. */
export const recoveries = (house: House): Finding[] =>
  house.people.flatMap((person) => {
    const since = person.present && person.tier ? returnOf(house, person) : null
    if (since === null) return []
    return [
      {
        kind: 'recovery',
        sign: 'fact',
        entity: person.subject,
        creator: person.at,
        metric: 'live_minutes',
        direction: 'up',
        since,
        // Of the days since; a usual week would still count the silence against them.
        value: sumOf(house, 'live_minutes', person.at, since, house.today),
        expected: null,
        delta: null,
        deltaPct: null,
        p: null,
        z: null,
        size: 0,
        stake: usualWeek(person) / 2,
        severity: 'early',
        causes: [],
        factors: null,
        explainedBy: null,
        suggested: { action: 'thank', dueInDays: 2 },
      },
    ]
  })

/** The first day back, when that is fresh and what came before it was a long silence; else null. */
const returnOf = (house: House, person: Person): number | null => {
  const start = person.at * house.days
  let back = -1
  for (let d = house.today - FRESH + 1; d <= house.today && back < 0; d++) if (house.live[start + d]) back = d
  if (back < 0) return null
  let dark = 0
  let p = 1
  for (let d = back - 1; d >= 0 && !house.live[start + d] && house.exact[start + d]; d--) {
    dark++
    p *= 1 - (person.habit[house.weekday[d] ?? 0] ?? 0)
  }
  return dark >= 2 * (person.darkAfter ?? Number.POSITIVE_INFINITY) && p <= RARE ? back : null
}
