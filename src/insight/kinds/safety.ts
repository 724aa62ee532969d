import type { Finding } from '../finding.ts'
import { type House, usualWeek } from '../house.ts'

/** Looked back so many days: a file may come late, and a stop shows only on the days after. */
const BACK = 3

/** Violations are facts, told as they come; one that is followed by a stop weighs more. */
export const safety = (house: House): Finding[] => {
  const column = house.column('violations')
  if (column === null) return []
  return house.people.flatMap((person) => {
    if (!person.present) return []
    for (let d = house.today; d > house.today - BACK; d--) {
      const value = column[person.at * house.days + d] ?? 0
      if (!(value > 0)) continue
      const usual = person.tier !== null && person.usual.days >= 3.5
      const stopped = house.today - d >= 2 && usual && isSilent(house, person.at, d + 1)
      return [
        {
          kind: 'safety',
          sign: 'fact',
          entity: person.subject,
          creator: person.at,
          metric: 'violations',
          direction: 'up',
          since: d,
          value,
          expected: 0,
          delta: value,
          deltaPct: null,
          p: null,
          z: null,
          size: 0,
          stake: usualWeek(person),
          severity: stopped ? 'urgent' : person.tier === null ? 'early' : 'warn',
          causes: [],
          factors: null,
          explainedBy: null,
          suggested: { action: 'check_safety', dueInDays: 1 },
        },
      ]
    }
    return []
  })
}

const isSilent = (house: House, c: number, from: number): boolean => {
  for (let d = from; d <= house.today; d++) if (house.live[c * house.days + d]) return false
  return true
}
