import { type Day, dateOf, dayOf, daysBetween, plusDays } from './day.ts'
import type { ClockTime } from './due.ts'

/** From Monday, 1, to Sunday, 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7
export type Nth = 1 | 2 | 3 | 4 | 'last'

/** Which day of a month: by its number, by its weekday, or the first or last that people work on. */
export type OnMonth =
  /** In a month that has no such day, its last one. */
  { day: number | 'last' } | { nth: Nth; weekday: Weekday } | { working: 'first' | 'last' }

/**
 * When something comes round. `n` counts days, weeks or months from the day that it began; `on` is empty, or null, where
 * nobody said which, and means the day that it began on: `settledOn` writes that down.
 */
export type Rule =
  | { every: 'day'; n: number }
  /** Neither weekends nor holidays of whoever it is for. */
  | { every: 'workday' }
  | { every: 'week'; n: number; on: readonly Weekday[] }
  | { every: 'month'; n: number; on: OnMonth | null }
  /** 29 February is the 28th in other years. */
  | { every: 'year'; on: { month: number; day: number } | null }

/** A promise that is made again and again. */
export interface Repeats {
  rule: Rule
  /** Where its owner lives; null for the end of their working day. */
  time: ClockTime | null
  /** The last day that it may fall on. */
  until: Day | null
  /** How often at all. */
  times: number | null
}

export type IsOff = (day: Day) => boolean

/** More than anybody means. */
export const MOST_TIMES = 1000
export const MOST_APART = 120

/** With nothing left open: what was not said is that of the day on which it begins. */
export const settledOn = (repeats: Repeats, first: Day): Repeats => {
  const { rule } = repeats
  const { dayOfWeek, day, month } = dateOf(first)
  if (rule.every === 'week' && rule.on.length === 0)
    return { ...repeats, rule: { ...rule, on: [dayOfWeek as Weekday] } }
  if (rule.every === 'month' && rule.on === null) return { ...repeats, rule: { ...rule, on: { day } } }
  if (rule.every === 'year' && rule.on === null) return { ...repeats, rule: { ...rule, on: { month, day } } }
  return repeats
}

/** The first day that it falls on, from that one on; null when there is none. */
export const firstDay = (repeats: Repeats, from: Day, isOff: IsOff): Day | null => {
  const settled = settledOn(repeats, from)
  return within(settled, dayAfter(settled.rule, plusDays(from, -1), null, isOff))
}

/** The day after `after` that it falls on, of what began on `began`; null when it is over. Times are the caller's to count. */
export const nextDay = (repeats: Repeats, after: Day, began: Day, isOff: IsOff): Day | null =>
  within(repeats, dayAfter(settledOn(repeats, began).rule, after, began, isOff))

const within = ({ until }: Repeats, day: Day | null): Day | null =>
  day !== null && until !== null && day > until ? null : day

/** No country rests longer. */
const LONGEST_REST = 31

/** Of what has not begun yet (`began` is null) any week or month will do. */
const dayAfter = (rule: Rule, after: Day, began: Day | null, isOff: IsOff): Day | null => {
  switch (rule.every) {
    case 'day': {
      if (began === null) return plusDays(after, 1)
      const gone = daysBetween(began, after)
      return plusDays(began, gone < 0 ? 0 : (Math.floor(gone / rule.n) + 1) * rule.n)
    }
    case 'workday': {
      let day = plusDays(after, 1)
      for (let n = 0; n < LONGEST_REST && isOff(day); n++) day = plusDays(day, 1)
      return day
    }
    case 'week':
      return inWeeks(rule, after, began)
    case 'month':
      return inMonths(rule, after, began, isOff)
    case 'year':
      return inYears(rule, after)
    default:
      return rule satisfies never
  }
}

const inWeeks = ({ n, on }: Extract<Rule, { every: 'week' }>, after: Day, began: Day | null): Day | null => {
  const first = began === null ? null : mondayOf(began)
  for (let day = plusDays(after, 1), looked = 0; looked < n * 7 + 7; day = plusDays(day, 1), looked++) {
    const weeks = first === null ? 0 : daysBetween(first, mondayOf(day)) / 7
    if (weeks % n === 0 && on.includes(dateOf(day).dayOfWeek as Weekday)) return day
  }
  return null
}
const mondayOf = (day: Day): Day => plusDays(day, 1 - dateOf(day).dayOfWeek)

const inMonths = (
  { n, on }: Extract<Rule, { every: 'month' }>,
  after: Day,
  began: Day | null,
  isOff: IsOff,
): Day | null => {
  if (on === null) return null
  const from = dateOf(after).with({ day: 1 })
  const first = began === null ? null : dateOf(began)
  for (let ahead = 0; ahead <= n; ahead++) {
    const month = from.add({ months: ahead })
    const months = first === null ? 0 : (month.year - first.year) * 12 + month.month - first.month
    const day = dayOf(dayIn(month, on, isOff))
    if (months % n === 0 && day > after) return day
  }
  return null
}

/** `month` is the first of it. */
const dayIn = (month: Temporal.PlainDate, on: OnMonth, isOff: IsOff): Temporal.PlainDate => {
  const last = month.with({ day: month.daysInMonth })
  if ('day' in on) return on.day === 'last' ? last : month.with({ day: Math.min(on.day, last.day) })
  if ('working' in on) return workingIn(on.working, month, last, isOff)
  if (on.nth === 'last') return last.subtract({ days: (last.dayOfWeek - on.weekday + 7) % 7 })
  return month.add({ days: ((on.weekday - month.dayOfWeek + 7) % 7) + (on.nth - 1) * 7 })
}

const workingIn = (
  which: 'first' | 'last',
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  isOff: IsOff,
): Temporal.PlainDate => {
  const [start, step] = which === 'first' ? [first, 1] : [last, -1]
  let date = start
  while (isOff(dayOf(date)) && date.month === first.month) date = date.add({ days: step })
  return date.month === first.month ? date : start
}

const inYears = ({ on }: Extract<Rule, { every: 'year' }>, after: Day): Day | null => {
  if (on === null) return null
  const { year } = dateOf(after)
  const days = [year, year + 1].map((it) => dayOf(Temporal.PlainDate.from({ ...on, year: it })))
  return days.find((it) => it > after) ?? null
}
