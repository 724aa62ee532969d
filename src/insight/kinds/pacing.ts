import { dateOf, firstOfMonth } from '#src/domain/day.ts'
import { LEARNT, paceOf } from '#src/domain/pace.ts'
import { medianOf } from '#src/domain/spread.ts'
import { KNOWN } from '#src/domain/window.ts'
import type { Finding } from '../finding.ts'
import type { House } from '../house.ts'

/**
 * A month's goal that is out of the band in which nine months in ten would end: missed as things go, or made as good
 * as surely. Inside the band nothing is said: it is open. Nor is anything where a day that it would be told by is
 * missing: an unknown day is not one on which nothing was earned.
 */
export const pacing = (house: House): Finding[] => {
  const { window, context, today } = house
  const day = window.days[today] ?? '1970-01-01'
  return context.monthGoals.flatMap(({ entity, month, diamonds }): Finding[] => {
    if (
      month !== firstOfMonth(day) ||
      dateOf(day).day < context.thresholds.goals.paceFromDay ||
      house.days < 28
    )
      return []
    const { totals, members } = totalsOf(house, (cell, c) => {
      if (entity.type === 'network') return true
      if (entity.type === 'market') return window.markets[window.market[c] ?? -1] === entity.id
      return window.agencies[window.agency[cell] ?? -1]?.id === entity.id
    })
    if (hasGaps(members)) return []
    const pace = paceOf(totals, day, diamonds)
    const behind = pace.high < diamonds
    if (!behind && pace.low <= diamonds) return []
    return [
      {
        kind: 'near_threshold',
        sign: 'fact',
        entity,
        creator: -1,
        metric: 'diamonds',
        direction: behind ? 'down' : 'up',
        since: today - dateOf(day).day + 1,
        value: pace.expected,
        expected: diamonds,
        delta: pace.expected - diamonds,
        deltaPct: (pace.expected - diamonds) / diamonds,
        p: null,
        z: null,
        size: 0,
        stake: Math.abs(pace.expected - diamonds),
        severity: behind ? 'warn' : 'early',
        causes: [],
        factors: null,
        explainedBy: null,
        suggested: { action: behind ? 'push_to_goal' : 'thank', dueInDays: 3 },
      },
    ]
  })
}

/** The members known on a day that misses none, as a share of their usual number. */
const WHOLE = 0.9

const hasGaps = (members: Float64Array): boolean => {
  const recent = members.slice(-LEARNT)
  const least = WHOLE * medianOf(recent.slice())
  return recent.some((known) => known < least)
}

/** By day: the diamonds of those who count, and how many of them are known. */
const totalsOf = (
  house: House,
  counts: (cell: number, creator: number) => boolean,
): { totals: Float64Array; members: Float64Array } => {
  const diamonds = house.column('diamonds')
  const totals = new Float64Array(house.days)
  const members = new Float64Array(house.days)
  for (let c = 0; c < house.window.ids.length; c++) {
    for (let d = 0; d < house.days; d++) {
      const cell = c * house.days + d
      if (house.window.known[cell] === KNOWN.no || !counts(cell, c)) continue
      totals[d] = (totals[d] ?? 0) + (diamonds?.[cell] || 0)
      members[d] = (members[d] ?? 0) + 1
    }
  }
  return { totals, members }
}
