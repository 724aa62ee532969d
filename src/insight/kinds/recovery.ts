import { plusDays } from '#src/domain/day.ts'
import type { Finding } from '../finding.ts'
import { type House, usualWeek } from '../house.ts'
import { minutesOf, weekOf } from '../week.ts'

/** A silence that ended may be told of for so many days. */
const FRESH = 7

/** Whoever was told to have gone dark for long and is LIVE again: told once, for each time it was told. */
export const recoveries = (house: House): Finding[] => {
  const { context, window } = house
  const today = window.days[house.today] ?? '1970-01-01'
  const newest = new Map(
    context.told
      .filter(({ kind }) => kind === 'went_dark' || kind === 'safety' || kind === 'recovery')
      .sort((a, b) => (a.on < b.on ? -1 : 1))
      .map((told) => [told.entity.id, told]),
  )
  return house.people.flatMap((person) => {
    const told = newest.get(person.subject.id)
    if (!person.present || told?.kind !== 'went_dark' || told.severity === 'early' || told.on < plusDays(today, -context.thresholds.episodeDays))
      return []
    let since = -1
    let live = 0
    for (let d = house.today; d > house.today - FRESH && (window.days[d] ?? '') > told.on; d--) {
      if (!house.live[person.at * house.days + d]) continue
      since = d
      live++
    }
    if (live === 0) return []
    return [
      {
        kind: 'recovery',
        sign: 'fact',
        entity: person.subject,
        creator: person.at,
        metric: 'live_minutes',
        direction: 'up',
        since,
        ...minutesOf(house, person),
        p: null,
        z: null,
        size: 0,
        stake: usualWeek(person) / 2,
        severity: 'early',
        causes: [],
        factors: weekOf(house, person).factors,
        explainedBy: null,
        suggested: { action: 'thank', dueInDays: 2 },
      },
    ]
  })
}
