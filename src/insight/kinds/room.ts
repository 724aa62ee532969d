import { type Shift, shiftsIn } from '../cusum.ts'
import { type Finding, OFTEN, SELDOM, type Trial } from '../finding.ts'
import { type House, type Person, usualWeek } from '../house.ts'
import { beganAt, type Stretch, stretchOf } from '../stretch.ts'
import { normalFromStudent, normalTail } from '../tail.ts'
import { weekOf } from '../week.ts'

/**
 * What the room yields: diamonds of a LIVE hour, which attendance does not blur. A sudden fall, one with the hours
 * unchanged, a slow slide, and a lasting rise; shorter LIVEs too, since they come first.
 */
export const room = (house: House): Trial[] =>
  house.people.flatMap((person) =>
    person.present && person.tier && !Number.isNaN(house.rate.base[person.at] ?? Number.NaN)
      ? [falls(house, person), slides(house, person), rises(house, person), shorter(house, person)].filter(
          (trial) => trial !== null,
        )
      : [],
  )

/** The tier's drop, or so many times the creator's own variation of such a stretch. */
const limitOf = (house: House, drop: number, spread: number, n: number): number => {
  const { times, cap } = house.context.thresholds.ownVariation
  return Math.max(drop, Math.min(cap, (times * spread) / Math.sqrt(n)))
}

/** Up to this position of tier a loss is worth a call that may prove needless; below it one must be surer. */
const LARGE = 1

const falls = (house: House, person: Person): Trial | null => {
  const stretch = stretchOf(house.rate, person.at, house.today, 'down')
  if (stretch === null) return null
  return {
    // Of somebody whose attendance or fans were told of only one question is left, not one among hundreds.
    family: house.foretold.has(person.subject.id) ? 'confirmation' : `room:${person.rank}`,
    looks: person.rank > LARGE ? OFTEN : SELDOM,
    p: stretch.p,
    tell: () => {
      const drop = -Math.expm1(stretch.mean)
      const limit = limitOf(house, person.tier?.drop ?? 1, house.rate.spread[person.at] ?? 1, stretch.n)
      const since = beganAt(house.rate, person.at, house.today, 'down')
      // What was lost since it began, not in one week: a small creator's loss takes longer to matter.
      const lost = (drop * usualWeek(person) * Math.max(7, house.today - since + 1)) / 7
      if (drop < limit || lost < (person.tier?.loss ?? 0)) return null
      const loss = lossOf(house, person, stretch, since)
      return loss === null ? null : { ...loss, ...kindOf(house, person, since) }
    },
  }
}

/** Null where more hours made up for what each yields less: nothing was lost. */
const lossOf = (
  house: House,
  person: Person,
  { mean, z, p }: Stretch,
  since: number,
): Omit<Finding, 'kind' | 'suggested'> | null => {
  const { days, value, expected, delta, deltaPct, factors } = weekOf(house, person, since)
  if (delta >= 0) return null
  return {
    sign: 'yield',
    entity: person.subject,
    creator: person.at,
    metric: 'diamonds',
    direction: 'down',
    since,
    days,
    value,
    expected,
    delta,
    deltaPct,
    p,
    z,
    size: mean,
    stake: usualWeek(person) * -Math.expm1(mean),
    severity: 'early',
    causes: [],
    factors,
    explainedBy: null,
  }
}

/** With hours as usual it is the room; else a decline. */
const kindOf = (house: House, person: Person, since: number): Pick<Finding, 'kind' | 'suggested'> => {
  const length = Math.max(7, house.today - since + 1)
  let minutes = 0
  for (let d = Math.max(0, house.today - length + 1); d <= house.today; d++)
    minutes += house.column('live_minutes')?.[person.at * house.days + d] || 0
  const usual = (person.usual.days * person.usual.hours * 60 * length) / 7
  return minutes >= 0.85 * usual
    ? { kind: 'efficiency', suggested: { action: 'review_room', dueInDays: 3 } }
    : { kind: 'decline', suggested: { action: 'call', dueInDays: 3 } }
}

/**
 * A slope through the weeks since the slide would have begun, the weeks before it at rest: a matched filter for
 * “every week a little less”, which no week-on-week comparison sees.
 */
const slides = (house: House, person: Person): Trial | null => {
  if (person.rank > LARGE) return null
  const { weeks, drop: least } = house.context.thresholds.slide
  const { own, spread, days } = house.rate
  const s = spread[person.at] ?? 1
  const start = house.today - 7 * weeks + 1
  let before = 0
  let rest = 0
  for (let d = Math.max(0, person.learnsFrom); d < start; d++) {
    const value = own[person.at * days + d] ?? Number.NaN
    if (Number.isNaN(value)) continue
    before += clip(value, s)
    rest++
  }
  if (rest < 8) return null
  const level = before / rest
  let product = 0
  let power = 0
  let ramp = 0
  let n = 0
  for (let d = start; d <= house.today; d++) {
    const value = own[person.at * days + d] ?? Number.NaN
    if (Number.isNaN(value)) continue
    const week = 1 + Math.floor((d - start) / 7)
    product += week * (clip(value, s) - level)
    power += week * week
    ramp += week
    n++
  }
  if (n < 8) return null
  const slope = product / power
  const t = slope / (s * Math.sqrt(1 / power + (ramp * ramp) / (power * power * rest)))
  const z = normalFromStudent(t, 10 + 0.6 * rest)
  const p = normalTail(-z)
  return {
    family: `slide:${person.rank}`,
    looks: OFTEN,
    p,
    tell: () => {
      const mean = slope * weeks
      const drop = -Math.expm1(mean)
      // A sudden fall also fits a slope, only worse.
      const sudden = stretchOf(house.rate, person.at, house.today, 'down', [3, 7, 14, 21])
      if (sudden !== null && sudden.z <= z) return null
      if (drop < least || drop * usualWeek(person) < (person.tier?.loss ?? 0) / 2) return null
      const loss = lossOf(house, person, { mean, z, p, n }, start)
      return loss === null
        ? null
        : { ...loss, kind: 'slide', suggested: { action: 'review_room', dueInDays: 7 } }
    },
  }
}

const clip = (value: number, spread: number): number => Math.max(-2.5 * spread, Math.min(2.5 * spread, value))

/** A level that rose and stayed: told once, then it is the new level. */
const rises = (house: House, person: Person): Trial | null => {
  const stretch = stretchOf(house.rate, person.at, house.today, 'up', [7, 14])
  if (stretch === null) return null
  const shift = shiftOf(house, person)
  return {
    family: `rise:${person.rank}`,
    looks: OFTEN,
    p: stretch.p,
    tell: () => {
      const rise = Math.expm1(stretch.mean)
      if (shift === null || shift.direction !== 'up') return null
      if (rise < house.context.thresholds.rise || rise * usualWeek(person) < (person.tier?.loss ?? 0))
        return null
      const { days, value, expected, delta, deltaPct, factors } = weekOf(house, person, shift.since)
      if (delta <= 0 || stretch.mean + othersSince(house, person, shift.since) < OWN * stretch.mean)
        return null
      return {
        kind: 'level_shift',
        sign: 'yield',
        entity: person.subject,
        creator: person.at,
        metric: 'diamonds',
        direction: 'up',
        since: shift.since,
        days,
        value,
        expected,
        delta,
        deltaPct,
        p: stretch.p,
        z: stretch.z,
        size: stretch.mean,
        stake: rise * usualWeek(person),
        severity: 'early',
        causes: [],
        factors,
        explainedBy: null,
        suggested: { action: 'thank', dueInDays: 7 },
      }
    },
  }
}

/** So much of a rise must be one's own; the rest may be that others fell. */
const OWN = 0.5

/** What the days since did to the others of the market, on average and in logarithms. */
const othersSince = ({ rate, days, today }: House, { at }: Person, since: number): number => {
  let sum = 0
  for (let d = since; d <= today; d++) sum += rate.shared[at * days + d] ?? 0
  return sum / (today - since + 1)
}

/** The newest change of level of somebody's yield, by CUSUM over standardised LIVE days; `since` is a position of day. */
const shiftOf = ({ rate, days, today }: House, { at, learnsFrom }: Person): Shift | null => {
  const spread = rate.spread[at] ?? 1
  const start = Math.max(0, learnsFrom, today - SHIFT_DAYS)
  const values = rate.own
    .subarray(at * days + start, at * days + today + 1)
    .map((value) => Math.max(-MOST, Math.min(MOST, value / spread)))
  const newest = shiftsIn(values).at(-1)
  return newest ? { ...newest, since: newest.since + start, seen: newest.seen + start } : null
}
const SHIFT_DAYS = 42
/** A rain of gifts is one day and no level. */
const MOST = 2.5

const shorter = (house: House, person: Person): Trial | null => {
  const stretch = stretchOf(house.hours, person.at, house.today, 'down', [7, 14])
  if (stretch === null) return null
  return {
    family: `hours:${person.rank}`,
    looks: OFTEN,
    p: stretch.p,
    tell: () => {
      const drop = -Math.expm1(stretch.mean)
      const limit = limitOf(house, person.tier?.hoursDrop ?? 1, house.hours.spread[person.at] ?? 1, stretch.n)
      if (drop < limit) return null
      const usual = person.usual.hours * 60
      return {
        kind: 'decline',
        sign: 'hours',
        entity: person.subject,
        creator: person.at,
        metric: 'live_minutes',
        direction: 'down',
        since: beganAt(house.hours, person.at, house.today, 'down'),
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
        factors: { active: 0, days: 0, hours: usual * Math.expm1(stretch.mean), rate: 0, mix: 0 },
        explainedBy: null,
        suggested: { action: 'call', dueInDays: 3 },
      }
    },
  }
}
