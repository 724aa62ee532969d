import { type Day, dateOf, firstOfMonth } from '#src/domain/day.ts'
import type { Finding } from '../finding.ts'
import { type House, type Person, sumOf, usualWeek } from '../house.ts'
import { isDark } from './attendance.ts'

/** Who stands just short of a month's goal: of diamonds at any time of the month, of the activity gate in its last days. */
export const goals = (house: House): Finding[] => {
  const today = house.window.days[house.today] ?? '1970-01-01'
  const date = dateOf(today)
  const start = house.today - date.day + 1
  if (start < 0) return []
  const daysLeft = date.daysInMonth - date.day
  const newcomer = classSince(house, today)
  return house.people.flatMap((person) => {
    if (!person.present || person.joined > house.today - 14) return []
    const near = [
      nextGoal(house, person, start, daysLeft, newcomer),
      gate(house, person, start, daysLeft),
    ].filter((finding) => finding !== null)
    // Whoever has gone dark is not pushed to a goal: first they are asked back.
    return near.length > 0 && isDark(house, person) ? [] : near
  })
}

/** The next goal above the month so far, where a push decides: it neither comes by itself nor is out of reach. */
const nextGoal = (
  house: House,
  person: Person,
  start: number,
  daysLeft: number,
  newcomer: number,
): Finding | null => {
  const { goals: settings, graduation } = house.context.thresholds
  const rungs = person.joined >= newcomer ? [...settings.diamonds, graduation.diamonds] : settings.diamonds
  const total = sumOf(house, 'diamonds', person.at, start, house.today)
  const goal = Math.min(...rungs.filter((each) => each > total))
  if (goal === Number.POSITIVE_INFINITY || daysLeft === 0) return null
  const short = goal - total
  if (short > settings.near * goal) return null
  const need = short / Math.max(1, daysLeft) / (usualWeek(person) / 7)
  if (person.tier === null || need < settings.need.from || need > settings.need.to) return null
  return near(person, start, {
    metric: 'diamonds',
    value: total,
    expected: goal,
    stake: usualWeek(person) / 4,
  })
}

/** The first day of the calendar months over which graduation of a class is counted (live-domain §5.1), by position. */
const classSince = ({ today, context }: House, day: Day): number => {
  const months = context.thresholds.graduation.months - 1
  const first = dateOf(firstOfMonth(day)).subtract({ months })
  return today - dateOf(day).since(first).total('days')
}

const gate = (house: House, person: Person, start: number, daysLeft: number): Finding | null => {
  const { gate: settings } = house.context.thresholds
  if (person.tier === null || person.rank > 1 || daysLeft >= settings.lastDays || daysLeft === 0) return null
  const days = sumOf(house, 'valid_days', person.at, start, house.today)
  const hours = sumOf(house, 'live_minutes', person.at, start, house.today) / 60
  const shortDays = Math.max(0, settings.days - days)
  const shortHours = Math.max(0, settings.hours - hours)
  if (
    (shortDays === 0 && shortHours === 0) ||
    shortDays > settings.nearDays ||
    shortHours > settings.nearHours
  )
    return null
  return near(person, start, {
    metric: shortDays > 0 ? 'valid_days' : 'live_minutes',
    value: shortDays > 0 ? days : hours * 60,
    expected: shortDays > 0 ? settings.days : settings.hours * 60,
    stake: usualWeek(person),
  })
}

const near = (
  person: Person,
  start: number,
  { metric, value, expected, stake }: Pick<Finding, 'metric' | 'stake'> & { value: number; expected: number },
): Finding => ({
  kind: 'near_threshold',
  sign: 'fact',
  entity: person.subject,
  creator: person.at,
  metric,
  direction: 'up',
  since: start,
  value,
  expected,
  delta: value - expected,
  deltaPct: (value - expected) / expected,
  p: null,
  z: null,
  size: 0,
  stake,
  severity: 'early',
  causes: [],
  factors: null,
  explainedBy: null,
  suggested: { action: 'push_to_goal', dueInDays: 1 },
})
