import { mixAndRate } from '#src/domain/factors.ts'
import { OFTEN, type Trial } from '../finding.ts'
import { usualWeekOf } from '../group.ts'
import { type House, type Person, sumOf, usualWeek } from '../house.ts'
import { normalTail } from '../tail.ts'

const LENGTHS = [5, 10]
const LOOKS = 2
/** Nothing is lost by a mix; it must not be taken for a loss. */
const STAKE = 0.1

/**
 * An hour of an agency yields less though nobody's own hour does: those who earn little fill more of the hours. The
 * question asked is whether they really turn up more than their habits allow; a star who is away shifts the mix too,
 * and is no news of the agency.
 */
export const mixes = (house: House): Trial[] =>
  house.window.agencies.flatMap(({ id, name }, a) => {
    const members = house.people.filter(
      ({ agency, present, joined }) => agency === a && present && joined < house.today - 35,
    )
    const ratio = ratioOf(members)
    const low = members.filter(({ usual }) => usual.rate < 0.5 * ratio)
    if (low.length < 3 || ratio <= 0) return []
    const best = LENGTHS.map((length) => ({ length, z: turnout(house, low, length) })).reduce((x, y) =>
      y.z > x.z ? y : x,
    )
    const p = Math.min(1, LOOKS * normalTail(best.z))
    return [
      {
        family: 'mix',
        looks: OFTEN,
        p,
        tell: () => {
          const from = house.today - best.length + 1
          const portions = members.map((person) => ({
            before: {
              weight: (person.usual.days * person.usual.hours * best.length) / 7,
              amount: (usualWeek(person) * best.length) / 7,
            },
            now: {
              weight: sumOf(house, 'live_minutes', person.at, from, house.today) / 60,
              amount: sumOf(house, 'diamonds', person.at, from, house.today),
            },
          }))
          const before = total(portions.map((portion) => portion.before))
          const now = total(portions.map((portion) => portion.now))
          const lowHours = (side: 'before' | 'now'): number =>
            portions.reduce(
              (sum, portion, i) => sum + (members[i] && low.includes(members[i]) ? portion[side].weight : 0),
              0,
            )
          const { moreHours, drop } = house.context.thresholds.mix
          if (lowHours('now') - lowHours('before') < moreHours * before.weight) return null
          const split = mixAndRate(portions)
          if (split.mix > -drop * (before.amount / before.weight)) return null
          return {
            kind: 'mix_shift',
            sign: 'group',
            entity: { type: 'agency', id, name },
            creator: -1,
            metric: 'diamonds',
            direction: 'flat',
            since: from,
            value: now.amount / now.weight,
            expected: before.amount / before.weight,
            delta: now.amount / now.weight - before.amount / before.weight,
            deltaPct: now.amount / now.weight / (before.amount / before.weight) - 1,
            p,
            z: best.z,
            size: split.mix / (before.amount / before.weight),
            stake: usualWeekOf(members) * STAKE,
            severity: 'early',
            causes: [],
            factors: { active: 0, days: 0, hours: 0, rate: split.rate, mix: split.mix },
            explainedBy: null,
            suggested: { action: 'none', dueInDays: 7 },
          }
        },
      },
    ]
  })

const total = (sides: readonly { weight: number; amount: number }[]): { weight: number; amount: number } =>
  sides.reduce((sum, side) => ({ weight: sum.weight + side.weight, amount: sum.amount + side.amount }), {
    weight: 0,
    amount: 0,
  })

const ratioOf = (members: readonly Person[]): number => {
  const hours = members.reduce((sum, { usual }) => sum + usual.days * usual.hours, 0)
  return hours > 0 ? members.reduce((sum, person) => sum + usualWeek(person), 0) / hours : 0
}

/** LIVE days of a group beside what its members' weekdays allow, in standard deviations. */
const turnout = (house: House, people: readonly Person[], length: number): number => {
  let surplus = 0
  let variance = 0
  for (const { at, habit } of people) {
    for (let d = house.today - length + 1; d <= house.today; d++) {
      const cell = at * house.days + d
      if (!house.exact[cell]) continue
      const chance = Math.min(0.95, Math.max(0.01, habit[house.weekday[d] ?? 0] ?? 0))
      surplus += (house.live[cell] ?? 0) - chance
      // A habit learnt from eight weeks is not certain itself.
      variance += chance * (1 - chance) * (1 + length / 56)
    }
  }
  return variance > 0 ? surplus / Math.sqrt(variance) : 0
}
