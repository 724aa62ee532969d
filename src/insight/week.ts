import type { Factors } from '#src/domain/insight.ts'
import { factorSplit, mixAndRate, type Portion } from './factors.ts'
import { type House, type Person, sumOf, usualWeek } from './house.ts'

/** Some newest days beside as many usual ones, in diamonds, and what each factor did; the parts sum to delta. */
export interface Week {
  value: number
  expected: number
  delta: number
  deltaPct: number | null
  factors: Factors
}

/** The days looked at: a week, or since it began, but no more than four weeks. */
const spanOf = (house: House, since: number): number => Math.max(7, Math.min(28, house.today - since + 1))

export const weekOf = (house: House, person: Person, since = house.today): Week => {
  const span = spanOf(house, since)
  const now = lastDays(house, person, span)
  const { usual } = person
  const expected = (usualWeek(person) * span) / 7
  const value = now.diamonds
  const delta = value - expected
  const [active = 0, days = 0, hours = 0, rate = 0] = factorSplit(
    [1, (usual.days * span) / 7, usual.hours, usual.rate],
    [now.days > 0 ? 1 : 0, now.days, ratio(now.hours, now.days), ratio(value, now.hours)],
  )
  return {
    value,
    expected,
    delta,
    deltaPct: shareOf(house, delta, expected),
    // One person who stopped is a matter of days; "active" is for groups.
    factors: { active: 0, days: days + active, hours, rate, mix: 0 },
  }
}

/** LIVE minutes of the last seven days beside a usual week. */
export const minutesOf = (
  house: House,
  person: Person,
): { value: number; expected: number; delta: number; deltaPct: number } => {
  const minutes = house.column('live_minutes')
  let value = 0
  for (let d = house.today - 6; d <= house.today; d++) value += minutes?.[person.at * house.days + d] || 0
  const expected = person.usual.days * person.usual.hours * 60
  return { value, expected, delta: value - expected, deltaPct: (value - expected) / expected }
}

const lastDays = (
  house: House,
  person: Person,
  span: number,
): { days: number; hours: number; diamonds: number } => {
  const from = house.today - span + 1
  let days = 0
  for (let d = from; d <= house.today; d++) days += house.live[person.at * house.days + d] ?? 0
  return {
    days,
    hours: sumOf(house, 'live_minutes', person.at, from, house.today) / 60,
    diamonds: sumOf(house, 'diamonds', person.at, from, house.today),
  }
}

const ratio = (a: number, b: number): number => (b > 0 ? a / b : 0)

/** A percentage, or null where the base is too small to tell one. */
export const shareOf = (house: House, delta: number, expected: number): number | null =>
  expected >= house.context.thresholds.percentFrom ? delta / expected : null

/** The same for a group: creators active × LIVE days of each × hours of a day × yield of an hour, and the mix in it. */
export const groupWeek = (house: House, members: readonly Person[], since = house.today): Week => {
  const span = spanOf(house, since)
  const weeks = members.map((person) => {
    const { days, hours, rate } = person.usual
    return { usual: { days: (days * span) / 7, hours, rate }, now: lastDays(house, person, span) }
  })
  // How many of them so many ordinary days see at all.
  const activeBefore = members.reduce(
    (sum, { habit }) => sum + 1 - habit.reduce((none, chance) => none * (1 - chance), 1) ** (span / 7),
    0,
  )
  const before = total(
    weeks.map(({ usual: { days, hours, rate } }) => ({
      days,
      hours: days * hours,
      diamonds: days * hours * rate,
    })),
  )
  const now = total(weeks.map((week) => week.now))
  const activeNow = weeks.filter((week) => week.now.days > 0).length
  const [active = 0, days = 0, hours = 0, rate = 0] = factorSplit(
    [
      activeBefore,
      ratio(before.days, activeBefore),
      ratio(before.hours, before.days),
      ratio(before.diamonds, before.hours),
    ],
    [activeNow, ratio(now.days, activeNow), ratio(now.hours, now.days), ratio(now.diamonds, now.hours)],
  )
  const split = mixAndRate(
    weeks.map(
      (week): Portion => ({
        before: {
          weight: week.usual.days * week.usual.hours,
          amount: week.usual.days * week.usual.hours * week.usual.rate,
        },
        now: { weight: week.now.hours, amount: week.now.diamonds },
      }),
    ),
  )
  const whole = split.mix + split.rate
  const mix = Math.abs(whole) < 1e-12 ? 0 : (rate * split.mix) / whole
  const delta = now.diamonds - before.diamonds
  return {
    value: now.diamonds,
    expected: before.diamonds,
    delta,
    deltaPct: shareOf(house, delta, before.diamonds),
    factors: { active, days, hours, rate: rate - mix, mix },
  }
}

const total = (
  weeks: readonly { days: number; hours: number; diamonds: number }[],
): { days: number; hours: number; diamonds: number } =>
  weeks.reduce(
    (sum, week) => ({
      days: sum.days + week.days,
      hours: sum.hours + week.hours,
      diamonds: sum.diamonds + week.diamonds,
    }),
    { days: 0, hours: 0, diamonds: 0 },
  )
