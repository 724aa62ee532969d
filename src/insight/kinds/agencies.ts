import type { Subject } from '#src/domain/insight.ts'
import { contributions } from '../contribution.ts'
import { type Finding, OFTEN, type Trial } from '../finding.ts'
import { movedSince, usualWeekOf } from '../group.ts'
import type { House, Person } from '../house.ts'
import { othersOf } from '../ordinary.ts'
import { RECENT, type Signal } from '../signal.ts'
import { steppedAt } from '../stretch.ts'
import { normalTail } from '../tail.ts'

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
    const { strayed, log, n } = daysOf(signal, at, from, to)
    if (n === 0) continue
    const count = level ? 1 : n
    sum += level ? strayed / n : strayed
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
  const step = Math.max(length, 3)
  for (let to = house.days - RECENT - 1; to - length + 1 >= Math.max(0, house.days - 70); to -= step) {
    let sum = 0
    let count = 0
    for (const { at } of members) {
      const { strayed, n } = daysOf(signal, at, to - length + 1, to)
      if (n === 0) continue
      sum += level ? strayed / n : strayed
      count += level ? 1 : n
    }
    if (count === 0) continue
    squares += (sum * sum) / count
    stretches++
  }
  // A prior of as many calm stretches keeps a few from deciding.
  return Math.max(1, Math.sqrt((squares + 4) / (stretches + 4)))
}

/** When the members together fell. */
const beganTogether = (house: House, signal: Signal, members: readonly Person[]): number =>
  steppedAt(house.today, (d) => {
    let sum = 0
    let n = 0
    for (const { at } of members) {
      const day = daysOf(signal, at, d, d)
      sum -= day.strayed
      n += day.n
    }
    return n === 0 ? null : { sum, n }
  }) ?? house.today

/**
 * The known days of somebody between two, both included: how many, how far they strayed together from what was expected,
 * in standard deviations (a day counts for `CLIP` at most) and in logarithms.
 */
const daysOf = (
  signal: Signal,
  at: number,
  from: number,
  to: number,
): { strayed: number; log: number; n: number } => {
  const spread = signal.spread[at] ?? 1
  let strayed = 0
  let log = 0
  let n = 0
  for (let d = from; d <= to; d++) {
    const value = signal.own[at * signal.days + d] ?? Number.NaN
    if (Number.isNaN(value)) continue
    strayed += Math.max(-CLIP, Math.min(CLIP, value / spread))
    log += value
    n++
  }
  return { strayed, log, n }
}
