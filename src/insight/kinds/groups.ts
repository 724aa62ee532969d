import type { Subject } from '#src/domain/insight.ts'
import { type Calendar, calendarOf, LIKE_DAYS } from '../calendar.ts'
import { bestDimension, contributions, type Slice } from '../contribution.ts'
import { type Finding, OFTEN, type Trial } from '../finding.ts'
import { groupWeek, membersOf, usualWeekOf } from '../group.ts'
import { type House, type Person, sumOf } from '../house.ts'
import { type DayEffect, ordinaryOf, othersOf } from '../ordinary.ts'
import { RECENT, type Signal } from '../signal.ts'
import { normalFromStudent, normalTail } from '../tail.ts'

/**
 * An agency that falls as a whole: every member is set against the rest of the market, and all of them count alike, so
 * that no single star can raise the alarm or hide it. Fans too, which go first.
 */
export const agencies = (house: House): Trial[] =>
  house.window.agencies.flatMap(({ id, name }, a) => {
    const members = house.people.filter(({ agency, present }) => agency === a && present)
    const entity: Subject = { type: 'agency', id, name }
    return [
      fallOf(house, entity, members, house.rate, 'yield'),
      ...(house.fans ? [fallOf(house, entity, members, house.fans, 'fans')] : []),
    ].filter((trial) => trial !== null)
  })

const LENGTHS = [3, 7, 14]
const LOOKS = 2
const CLIP = 3

const fallOf = (
  house: House,
  entity: Subject,
  members: readonly Person[],
  signal: Signal,
  sign: 'yield' | 'fans',
): Trial | null => {
  const judged = members.filter(({ at }) => !Number.isNaN(signal.base[at] ?? Number.NaN))
  const lengths = sign === 'fans' ? [2] : LENGTHS
  const best = lengths
    .map((length) => together(house, signal, judged, house.today - length + 1, house.today, sign === 'fans'))
    .filter((each) => each.people >= house.context.thresholds.group.members)
    .map((each) => ({ ...each, p: Math.min(1, (sign === 'fans' ? 1 : LOOKS) * normalTail(-each.z)) }))
    .reduce<(Together & { p: number }) | null>(
      (least, each) => (least && least.p <= each.p ? least : each),
      null,
    )
  if (best === null) return null
  return {
    family: `agency:${sign}`,
    looks: OFTEN,
    p: best.p,
    tell: () => {
      const drop = -Math.expm1(best.mean)
      if (drop < house.context.thresholds.group.agency || best.down < 0.6) return null
      const began = beganTogether(house, signal, judged)
      const week =
        sign === 'fans'
          ? { since: began, ...fansOf(house, judged), factors: null }
          : movedSince(house, entity, [began, best.from], 'down', othersOf(house))
      if (week === null) return null
      return {
        kind: sign === 'fans' ? 'fan_loss' : 'agency_decline',
        sign: 'group',
        entity,
        creator: -1,
        metric: sign === 'fans' ? 'active_fans' : 'diamonds',
        direction: 'down',
        ...week,
        p: best.p,
        z: best.z,
        size: best.mean,
        stake: usualWeekOf(judged) * drop,
        severity: sign === 'fans' ? 'early' : 'warn',
        explainedBy: null,
        suggested: { action: sign === 'fans' ? 'look_after_fans' : 'talk_to_agency', dueInDays: 2 },
      }
    },
  }
}

/**
 * The week of a group's move since the first of the given days on which its diamonds went that way too. A star's good
 * days may make up for what an hour of everybody yields less, and the day it began is known to some days only; null
 * when they made up for it on all of them: then nothing has moved yet.
 */
const movedSince = (
  house: House,
  entity: Subject,
  days: readonly number[],
  direction: 'up' | 'down',
  effect: DayEffect,
): (ReturnType<typeof groupWeek> & { since: number }) | null => {
  for (const since of days) {
    const week = groupWeek(house, membersOf(house, entity, since), since, direction, effect)
    if (direction === 'down' ? week.delta < 0 : week.delta > 0) return { since, ...week }
  }
  return null
}

/** Fans lost, and by whom: each one's own level before beside the count now. */
const fansOf = (
  house: House,
  members: readonly Person[],
): Pick<Finding, 'value' | 'expected' | 'delta' | 'deltaPct' | 'causes'> => {
  const column = house.column('active_fans')
  const parts = members.map(({ at, subject }) => ({
    entity: subject,
    before: Math.exp(house.fans?.base[at] ?? 0),
    now: column?.[at * house.days + house.today] || 0,
    wasMember: true,
    isMember: true,
    moved: false,
  }))
  const value = parts.reduce((sum, { now }) => sum + now, 0)
  const expected = parts.reduce((sum, { before }) => sum + before, 0)
  return {
    value,
    expected,
    delta: value - expected,
    deltaPct: (value - expected) / expected,
    causes: contributions(parts, 'down').slice(0, 10),
  }
}

interface Together {
  /** The first day of the stretch. */
  from: number
  /** Mean of the members' own means, in logarithms. */
  mean: number
  z: number
  people: number
  /** The share of members below what was expected of them. */
  down: number
}

/** A level (fans) is one observation a person however many days are looked at; a yield is one a LIVE day. */
const together = (
  house: House,
  signal: Signal,
  members: readonly Person[],
  from: number,
  to: number,
  level: boolean,
): Together => {
  let sum = 0
  let variance = 0
  let logs = 0
  let people = 0
  let below = 0
  for (const { at } of members) {
    const spread = signal.spread[at] ?? 1
    let own = 0
    let log = 0
    let n = 0
    for (let d = from; d <= to; d++) {
      const value = signal.own[at * signal.days + d] ?? Number.NaN
      if (Number.isNaN(value)) continue
      own += Math.max(-CLIP, Math.min(CLIP, value / spread))
      log += value
      n++
    }
    if (n === 0) continue
    const weight = level ? 1 / n : 1
    const count = level ? 1 : n
    sum += own * weight
    variance += count + (count * count * 1.57) / (signal.learnt[at] ?? 1)
    logs += log / n
    people++
    if (log < 0) below++
  }
  const unruly = people === 0 ? 1 : unrest(house, signal, members, to - from + 1, level)
  return {
    from,
    mean: people === 0 ? 0 : logs / people,
    z: people === 0 ? 0 : sum / Math.sqrt(variance) / unruly,
    people,
    down: people === 0 ? 0 : below / people,
  }
}

/** How much further than chance this group's stretches of that length strayed before: 1 when its members are independent. */
const unrest = (
  house: House,
  signal: Signal,
  members: readonly Person[],
  length: number,
  level: boolean,
): number => {
  let squares = 0
  let stretches = 0
  for (
    let to = house.days - RECENT - 1;
    to - length + 1 >= Math.max(0, house.days - 70);
    to -= Math.max(length, 3)
  ) {
    let sum = 0
    let count = 0
    for (const { at } of members) {
      const spread = signal.spread[at] ?? 1
      let own = 0
      let n = 0
      for (let d = to - length + 1; d <= to; d++) {
        const value = signal.own[at * signal.days + d] ?? Number.NaN
        if (Number.isNaN(value)) continue
        own += Math.max(-CLIP, Math.min(CLIP, value / spread))
        n++
      }
      if (n === 0) continue
      sum += level ? own / n : own
      count += level ? 1 : n
    }
    if (count === 0) continue
    squares += (sum * sum) / count
    stretches++
  }
  // A prior of as many calm stretches keeps a few from deciding.
  return Math.max(1, Math.sqrt((squares + 4) / (stretches + 4)))
}

/** The suffix of days whose members together lie lowest, as for one creator. */
const beganTogether = (house: House, signal: Signal, members: readonly Person[]): number => {
  let sum = 0
  let most = 0
  let since = house.today
  for (let d = house.today; d > house.today - 21; d--) {
    let day = 0
    let n = 0
    for (const { at } of members) {
      const value = signal.own[at * signal.days + d] ?? Number.NaN
      if (Number.isNaN(value)) continue
      day += Math.max(-CLIP, Math.min(CLIP, value / (signal.spread[at] ?? 1)))
      n++
    }
    if (n === 0) continue
    sum += -day / Math.sqrt(n) - 0.5
    if (sum > most) {
      most = sum
      since = d
    }
  }
  return since
}

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
        if (week === null) return null
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
  const from = Math.min(since, house.today - 2)
  const slices = { market: new Map<string, Slice>(), agency: new Map<string, Slice>() }
  for (const person of members) {
    const { diamonds: forecast } = ordinaryOf(
      house,
      person,
      house.today - from + 1,
      (_, d) => expected[d] ?? 0,
    )
    const actual = sumOf(house, 'diamonds', person.at, from, house.today)
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
  let most = 0
  let run = 0
  let since = best.from
  for (let d = today; d > today - 21; d--) {
    if (special(d)) continue
    run += (way * (residual[d] ?? 0)) / spread - 0.5
    if (run > most) {
      most = run
      since = d
    }
  }
  return {
    ...best,
    sinces: [since, best.from],
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
