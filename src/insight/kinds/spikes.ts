import { medianOf, spreadOf } from '#src/domain/spread.ts'
import { OFTEN, type Trial } from '../finding.ts'
import { type House, type Person, usualWeek } from '../house.ts'
import { normalFromStudent, normalTail } from '../tail.ts'
import { weekOf } from '../week.ts'

/** One day that towers: a rain of gifts, or followers without gifts. */
export const spikes = (house: House): Trial[] =>
  house.people.flatMap((person) =>
    person.present ? [whale(house, person), followers(house, person)].filter((trial) => trial !== null) : [],
  )

const whale = (house: House, person: Person): Trial | null => {
  const c = person.at
  const cell = c * house.days + house.today
  const above = house.rate.own[cell] ?? Number.NaN
  if (person.tier === null || Number.isNaN(above)) return null
  const z = above / (house.rate.spread[c] ?? 1)
  const { times, least } = house.context.thresholds.whale
  return {
    family: `whale:${person.rank}`,
    looks: OFTEN,
    p: normalTail(z),
    tell: () => {
      const diamonds = house.column('diamonds')?.[cell] ?? 0
      const usual = person.usual.hours * person.usual.rate
      if (above < Math.log(times) || diamonds < least || diamonds - usual < 0.5 * usualWeek(person))
        return null
      const { value, expected, delta, deltaPct, factors } = weekOf(house, person)
      return {
        kind: 'whale',
        sign: 'spike',
        entity: person.subject,
        creator: c,
        metric: 'diamonds',
        direction: 'up',
        since: house.today,
        value,
        expected,
        delta,
        deltaPct,
        p: normalTail(z),
        z,
        size: above,
        stake: diamonds - usual,
        severity: 'early',
        causes: [{ entity: person.subject, how: 'existing', delta, share: 1 }],
        factors,
        explainedBy: null,
        suggested: { action: 'thank', dueInDays: 2 },
      }
    },
  }
}

/** Nobody's followers come more evenly than this, as a logarithm. */
const RAGGED = 0.7

/** Follower counts are small and ragged: a LIVE day's count against the creator's own LIVE days. */
const followers = (house: House, person: Person): Trial | null => {
  const column = house.column('new_followers')
  const c = person.at
  const start = c * house.days
  const value = column?.[start + house.today] ?? Number.NaN
  const { times, least } = house.context.thresholds.followers
  if (column === null || Number.isNaN(value) || !house.exact[start + house.today] || value === 0) return null
  const before: number[] = []
  for (let d = 0; d < house.today - 3; d++) {
    const cell = start + d
    if (house.live[cell] && house.exact[cell]) before.push(Math.log1p(column[cell] ?? 0))
  }
  if (before.length < 5) return null
  const middle = medianOf(Float64Array.from(before))
  const expected = Math.expm1(middle)
  const spread = spreadOf(Float64Array.from(before), middle, Math.max(RAGGED, 1 / Math.sqrt(1 + expected)))
  const z = normalFromStudent((Math.log1p(value) - middle) / spread, 5 + before.length)
  return {
    family: 'followers',
    looks: OFTEN,
    p: normalTail(z),
    tell: () =>
      value < least || value < times * Math.max(1, expected)
        ? null
        : {
            kind: 'follower_spike',
            sign: 'spike',
            entity: person.subject,
            creator: c,
            metric: 'new_followers',
            direction: 'up',
            since: house.today,
            value,
            expected,
            delta: value - expected,
            deltaPct: (value - expected) / Math.max(1, expected),
            p: normalTail(z),
            z,
            size: Math.log1p(value) - middle,
            stake: usualWeek(person),
            severity: 'early',
            causes: [],
            factors: null,
            explainedBy: null,
            suggested: { action: 'review_room', dueInDays: 2 },
          },
  }
}
