import { OFTEN, type Trial } from '../finding.ts'
import { type House, type Person, usualWeek } from '../house.ts'
import { beganAt } from '../stretch.ts'
import { normalFromStudent, normalTail } from '../tail.ts'

/**
 * Fans who leave: active fans are a level, and the best early sign there is (they foretell the next month's diamonds
 * better than diamonds do). The two newest days count, against the creator's own level of ten weeks.
 */
export const fans = (house: House): Trial[] =>
  house.people.flatMap((person) => (person.present && person.tier ? (trialOf(house, person) ?? []) : []))

/** Standard deviation of the difference of two rounded counts. */
const COUNTING = 0.41
const LEAST_LOST = 2

const trialOf = (house: House, person: Person): Trial | null => {
  const signal = house.fans
  const c = person.at
  if (signal === null || Number.isNaN(signal.base[c] ?? Number.NaN)) return null
  const newest = signal.own[c * house.days + house.today] ?? Number.NaN
  const last = signal.own[c * house.days + house.today - 1] ?? Number.NaN
  // The smaller of the two falls: one odd reading is no loss.
  const mean = Math.max(newest, last)
  if (Number.isNaN(mean)) return null
  // Ten fans cannot fall by less than a tenth: counting alone moves a small level.
  const spread = Math.hypot(signal.spread[c] ?? 1, COUNTING / Math.exp(signal.base[c] ?? 0))
  const z = normalFromStudent(mean / spread, 10 + 0.6 * (signal.learnt[c] ?? 0))
  const p = normalTail(-z)
  return {
    family: `fans:${person.rank}`,
    looks: OFTEN,
    p,
    tell: () => {
      const drop = -Math.expm1(mean)
      const value = house.column('active_fans')?.[c * house.days + house.today] ?? 0
      const expected = value / Math.exp(mean)
      if (drop < house.context.thresholds.fans.drop || expected - value < LEAST_LOST) return null
      return {
        kind: 'fan_loss',
        sign: 'fans',
        entity: person.subject,
        creator: c,
        metric: 'active_fans',
        direction: 'down',
        since: beganAt(signal, c, house.today, 'down', 21),
        value,
        expected,
        delta: value - expected,
        deltaPct: Math.expm1(mean),
        p,
        z,
        size: mean,
        stake: usualWeek(person) * drop,
        severity: 'early',
        causes: [],
        factors: null,
        explainedBy: null,
        suggested: { action: 'look_after_fans', dueInDays: 3 },
      }
    },
  }
}
