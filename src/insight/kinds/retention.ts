import type { Metric } from '#src/domain/metric.ts'
import { OFTEN, type Trial } from '../finding.ts'
import { type House, type Person, usualWeek } from '../house.ts'
import { type Signal, signalOf } from '../signal.ts'
import { beganAt, stretchOf } from '../stretch.ts'

/**
 * Whether viewers stay and come back, where the feed tells: watch time of a viewer, and the share of them who were
 * there before. Both lead the money; only larger creators have enough viewers for a ratio to mean something.
 */
export const retention = (house: House): Trial[] => [
  ...ratioOf(house, 'returning_viewers'),
  ...ratioOf(house, 'watch_minutes'),
]

const TIERS = 1
const FLOOR = 0.15

const ratioOf = (house: House, metric: Metric): Trial[] => {
  const part = house.column(metric)
  const whole = house.column('unique_viewers')
  if (part === null || whole === null) return []
  const least = house.context.thresholds.audience.viewers
  const signal = signalOf({
    window: house.window,
    of: (cell) => {
      const viewers = whole[cell] ?? 0
      return house.exact[cell] && viewers >= least ? (part[cell] ?? Number.NaN) / viewers : Number.NaN
    },
    judged: (c) => (house.people[c]?.rank ?? TIERS + 1) <= TIERS,
    from: Float64Array.from(house.people, ({ learnsFrom }) => learnsFrom),
    special: null,
    floor: FLOOR,
    enough: 8,
  })
  return house.people.flatMap((person) => fallOf(house, person, signal, metric) ?? [])
}

const fallOf = (house: House, person: Person, signal: Signal, metric: Metric): Trial | null => {
  if (!person.present || Number.isNaN(signal.base[person.at] ?? Number.NaN)) return null
  const stretch = stretchOf(signal, person.at, house.today, 'down', [7, 14])
  if (stretch === null) return null
  return {
    family: `audience:${metric}`,
    looks: OFTEN,
    p: stretch.p,
    tell: () => {
      const drop = -Math.expm1(stretch.mean)
      if (drop < house.context.thresholds.audience.drop) return null
      const usual = Math.exp(signal.base[person.at] ?? 0)
      return {
        kind: 'decline',
        sign: 'audience',
        entity: person.subject,
        creator: person.at,
        metric,
        direction: 'down',
        since: beganAt(signal, person.at, house.today, 'down'),
        // Of one viewer: minutes watched, or the share who came back.
        value: usual * Math.exp(stretch.mean),
        expected: usual,
        delta: usual * Math.expm1(stretch.mean),
        deltaPct: Math.expm1(stretch.mean),
        p: stretch.p,
        z: stretch.z,
        size: stretch.mean,
        stake: usualWeek(person) * drop,
        severity: 'early',
        causes: [],
        factors: null,
        explainedBy: null,
        suggested: { action: 'review_room', dueInDays: 3 },
      }
    },
  }
}
