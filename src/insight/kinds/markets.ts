import type { Subject } from '#src/domain/insight.ts'
import { type Calendar, calendarOf, LIKE_DAYS } from '../calendar.ts'
import { bestDimension, contributions, type Slice } from '../contribution.ts'
import { type Finding, OFTEN, type Trial } from '../finding.ts'
import { movedSince, usualWeekOf } from '../group.ts'
import { type House, type Person, sumOf } from '../house.ts'
import { ordinaryOf } from '../ordinary.ts'
import { RECENT } from '../signal.ts'
import { steppedAt } from '../stretch.ts'
import { normalFromStudent, normalTail } from '../tail.ts'

/**
 * A market, or the network, that moves as one. Each day's common part (without who was LIVE) is set against the same
 * weekdays. A market that moves no more than the network does is part of that.
 */
export const markets = (house: House): Trial[] => {
  const { window } = house
  const rows = window.markets.length
  return Array.from({ length: rows + 1 }, (_, m) => m).flatMap((m) => {
    const everybody = m === rows
    const members = house.people.filter(
      ({ market, present, tier }) => (everybody || market === m) && present && tier !== null,
    )
    if (members.length < house.context.thresholds.group.members) return []
    const code = window.markets[m] ?? ''
    const entity: Subject = everybody
      ? { type: 'network', id: 'all', name: 'all' }
      : { type: 'market', id: code, name: code }
    return moveOf(house, entity, members, m)
  })
}

/** Diamonds that differ by a smaller share than this are no move, whatever an hour yields. */
const LEAST_MOVE = 0.05

const moveOf = (house: House, entity: Subject, members: readonly Person[], row: number): Trial[] => {
  const { rate, days } = house
  const series = rate.market.subarray(row * days, (row + 1) * days)
  const calendar = calendarOf(house, entity.id)
  const change = changeOf(house, series, calendar)
  if (change === null) return []
  return [
    {
      family: 'market',
      looks: OFTEN,
      p: change.p,
      tell: () => {
        if (Math.abs(Math.expm1(change.mean)) < house.context.thresholds.group.market) return null
        const direction = change.mean < 0 ? 'down' : 'up'
        const week = movedSince(house, entity, change.sinces, direction, (_, d) => change.expected[d] ?? 0)
        // What an hour yields less may be made up for by more hours: then there is little to watch.
        if (week === null || Math.abs(week.delta) < LEAST_MOVE * week.expected) return null
        const everybody = entity.type === 'network'
        return {
          kind: 'market_shift',
          sign: 'group',
          entity,
          creator: -1,
          metric: 'diamonds',
          direction,
          ...week,
          p: change.p,
          z: change.z,
          size: change.mean,
          stake: usualWeekOf(members) * Math.abs(Math.expm1(change.mean)),
          severity: 'warn',
          causes: (everybody ? dimensionOf(house, members, week.since, change) : null) ?? week.causes,
          explainedBy: calendar.season,
          suggested: { action: 'watch_market', dueInDays: 3 },
        }
      },
    },
  ]
}

/** Of markets and agencies, the dimension that explains the network's move best, as causes; null when neither does. */
const dimensionOf = (
  house: House,
  members: readonly Person[],
  since: number,
  { mean, expected }: Change,
): Finding['causes'] | null => {
  const slices = { market: new Map<string, Slice>(), agency: new Map<string, Slice>() }
  for (const person of members) {
    const { diamonds: forecast } = ordinaryOf(
      house,
      person,
      house.today - since + 1,
      (_, d) => expected[d] ?? 0,
    )
    const actual = sumOf(house, 'diamonds', person.at, since, house.today)
    const homes = {
      market: house.window.markets[person.market] ?? '',
      agency: house.window.agencies[person.agency]?.id ?? '',
    }
    for (const dimension of ['market', 'agency'] as const) {
      const slice = slices[dimension].get(homes[dimension]) ?? { forecast: 0, actual: 0 }
      slices[dimension].set(homes[dimension], {
        forecast: slice.forecast + forecast,
        actual: slice.actual + actual,
      })
    }
  }
  const best = bestDimension(slices)
  if (best === null) return null
  const parts = [...slices[best.dimension]].map(([id, { forecast, actual }]) => ({
    entity: {
      type: best.dimension,
      id,
      name: house.window.agencies.find((each) => each.id === id)?.name ?? id,
    },
    before: forecast,
    now: actual,
    wasMember: true,
    isMember: true,
    moved: false,
  }))
  return contributions(parts, mean < 0 ? 'down' : 'up').filter(({ entity }) =>
    best.elements.includes(entity.id),
  )
}

interface Change {
  mean: number
  z: number
  p: number
  /** When it began, by all that is known; and the first day of the stretch that shows it. */
  sinces: readonly [number, number]
  /** What each day was expected to do to everybody, in logarithms. */
  expected: Float64Array
}

const LENGTHS = [3, 7, 14]
const LOOKS = 2
/** Twice as unlikely as one direction, since it may go either way. */
const SIDES = 2

const changeOf = (house: House, series: Float64Array, { special, isPayDay }: Calendar): Change | null => {
  const { today } = house
  const { residual, spread, learnt } = residualsOf(house, series, special, isPayDay)
  if (learnt < LIKE_DAYS) return null
  let best: (Omit<Change, 'expected' | 'sinces'> & { from: number }) | null = null
  for (const length of LENGTHS) {
    let sum = 0
    let n = 0
    for (let d = today - length + 1; d <= today; d++) {
      if (special(d)) continue
      sum += residual[d] ?? 0
      n++
    }
    if (n < 2) continue
    const mean = sum / n
    const z = normalFromStudent(mean / (spread * Math.sqrt(1 / n + 1 / learnt)), learnt - 8)
    const p = Math.min(1, LOOKS * SIDES * normalTail(Math.abs(z)))
    if (best === null || p < best.p) best = { mean, z, p, from: today - length + 1 }
  }
  if (best === null) return null
  const way = Math.sign(best.mean)
  const since = steppedAt(today, (d) => (special(d) ? null : { sum: way * (residual[d] ?? 0), n: 1 }))
  return {
    ...best,
    sinces: [since ?? best.from, best.from],
    expected: series.map((value, d) => value - (residual[d] ?? 0)),
  }
}

/** Weeks' worth of belief in the general level that a weekday starts with, and days' worth that pay days are ordinary. */
const WEEKDAY_PRIOR = 2
const PAY_PRIOR = 7
const LEAST_SPREAD = 0.03
/** No single day counts for more. */
const MOST_STRAY = 0.5

const residualsOf = (
  house: House,
  series: Float64Array,
  special: Calendar['special'],
  isPayDay: Calendar['isPayDay'],
): { residual: Float64Array; spread: number; learnt: number } => {
  const { days, weekday } = house
  const lessons = Array.from({ length: days - RECENT }, (_, d) => d).filter((d) => !special(d))
  const learnt = lessons.length
  const level = meanOf(lessons.map((d) => series[d] ?? 0))
  const expected = Array.from({ length: 7 }, (_, w) => {
    const like = lessons.filter((d) => weekday[d] === w)
    return (
      (like.reduce((sum, d) => sum + (series[d] ?? 0), 0) + WEEKDAY_PRIOR * level) /
      (like.length + WEEKDAY_PRIOR)
    )
  })
  const residual = Float64Array.from(series, (value, d) => value - (expected[weekday[d] ?? 0] ?? level))
  const paid = lessons.filter(isPayDay)
  const bonus = paid.reduce((sum, d) => sum + (residual[d] ?? 0), 0) / (paid.length + PAY_PRIOR)
  for (let d = 0; d < days; d++) if (isPayDay(d)) residual[d] = (residual[d] ?? 0) - bonus
  const squares = lessons.reduce((sum, d) => sum + Math.min(MOST_STRAY, Math.abs(residual[d] ?? 0)) ** 2, 0)
  return { residual, spread: Math.max(LEAST_SPREAD, Math.sqrt(squares / Math.max(1, learnt - 8))), learnt }
}

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length
