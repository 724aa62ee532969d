import { factorSplit } from '#src/domain/factors.ts'
import type { Factors } from '#src/domain/insight.ts'
import { type House, type Person, sumOf, usualWeek } from './house.ts'

/** Some newest days beside as many usual ones, in diamonds, and what each factor did; the parts sum to delta. */
export interface Week {
  /** The newest days that both cover. */
  days: number
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
    days: span,
    value,
    expected,
    delta,
    deltaPct: shareOf(house, delta, expected),
    // One person who stopped is a matter of days; "active" is for groups.
    factors: { active: 0, days: days + active, hours, rate, mix: 0 },
  }
}

/** LIVE minutes of the last seven days beside a usual week, and what days and their length did to them. */
export const minutesOf = (
  house: House,
  person: Person,
): { value: number; expected: number; delta: number; deltaPct: number; factors: Factors } => {
  const minutes = house.column('live_minutes')
  let value = 0
  let live = 0
  for (let d = house.today - 6; d <= house.today; d++) {
    value += minutes?.[person.at * house.days + d] || 0
    live += house.live[person.at * house.days + d] ?? 0
  }
  const { usual } = person
  const expected = usual.days * usual.hours * 60
  const [days = 0, hours = 0] = factorSplit([usual.days, usual.hours * 60], [live, ratio(value, live)])
  const factors = { active: 0, days, hours, rate: 0, mix: 0 }
  return { value, expected, delta: value - expected, deltaPct: (value - expected) / expected, factors }
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
