import { expectedOf } from '#src/domain/baseline.ts'
import { calendarOf } from '../calendar.ts'
import type { Finding } from '../finding.ts'
import { groupWeek, membersOf } from '../group.ts'
import type { House } from '../house.ts'
import { normalTail } from '../tail.ts'

/** A single day of a market must lie this far out to be told; Iglewicz and Hoaglin's 3.5 is for one look, not sixty. */
const FAR = 5
/** On a holiday it is enough to be noticed, since it is not told but accounted for. */
const NOTICED = 2.5

/**
 * One night of a market, or of all, against the same weekdays of six weeks: an outage, a final on television. Of what
 * the day did to everybody alike, so that no star's night off is taken for the market's. On a holiday it is explained.
 */
export const nights = (house: House): Finding[] => {
  const { window, context, rate, days, today } = house
  return [...window.markets, 'all'].flatMap((code, row): Finding[] => {
    const members = house.people.filter(
      ({ market, present, tier }) => (code === 'all' || market === row) && present && tier !== null,
    )
    if (members.length < context.thresholds.group.members) return []
    const calendar = calendarOf(house, code)
    const levels = Float64Array.from(
      rate.market.subarray(row * days, (row + 1) * days),
      (common) => SCALE * Math.exp(common),
    )
    const { value, z } = expectedOf(levels, {
      special: (d) => calendar.reason(d)?.startsWith('holiday') === true,
      floor: LEAST_SPREAD,
    })
    const far = z[today] ?? Number.NaN
    const before = z[today - 1] ?? 0
    const reason = calendar.reason(today)
    // A second such night is a shift, and told as one.
    if (!(Math.abs(far) >= (reason === null ? FAR : NOTICED)) || Math.abs(before) >= FAR) return []
    const entity =
      code === 'all'
        ? ({ type: 'network', id: 'all', name: 'all' } as const)
        : ({ type: 'market', id: code, name: code } as const)
    const effect = Math.log((value[today] ?? SCALE) / SCALE)
    const direction = far < 0 ? 'down' : 'up'
    const night = groupWeek(house, membersOf(house, entity, today), today, direction, () => effect)
    if (Math.abs(night.delta) < context.thresholds.group.night * night.expected) return []
    return [
      {
        kind: 'market_shift',
        sign: 'group',
        entity,
        creator: -1,
        metric: 'diamonds',
        direction,
        since: today,
        ...night,
        p: normalTail(Math.abs(far)),
        z: far,
        size: Math.log(night.value / night.expected),
        stake: Math.abs(night.delta),
        severity: 'early',
        explainedBy: reason,
        suggested: { action: 'watch_market', dueInDays: 1 },
      },
    ]
  })
}

/** Makes the common part a number large enough that counting noise does not matter. */
const SCALE = 100_000
/** A market's common part is a mean of few people. */
const LEAST_SPREAD = 0.05
