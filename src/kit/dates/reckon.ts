import { dayOf } from '#src/domain/day.ts'
import type { Here } from './meant.ts'

/** A day, one with its hour, several that it may be; null for a day that there is not, such as 31/02. */
export type Days = Temporal.PlainDate | Temporal.PlainDateTime | readonly Temporal.PlainDate[] | null

/** The reader's moment, and the day that it is where they are. */
export interface Moment extends Here {
  today: Temporal.PlainDate
}

export const isBefore = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(a, b) < 0

export const dayAt = (year: number, month: number, day: number): Temporal.PlainDate | null => {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  const date = Temporal.PlainDate.from({ year, month, day })
  return date.day === day ? date : null
}

export const lastOf = (date: Temporal.PlainDate): Temporal.PlainDate => date.with({ day: date.daysInMonth })

export const inWeek = (date: Temporal.PlainDate, weekday: number): Temporal.PlainDate =>
  date.add({ days: weekday - date.dayOfWeek })

/** Today included. */
export const coming = (weekday: number, today: Temporal.PlainDate): Temporal.PlainDate =>
  today.add({ days: (weekday - today.dayOfWeek + 7) % 7 })

/** While this week's is still ahead, people mean either of the two. */
export const nextOne = (weekday: number, today: Temporal.PlainDate): Days => {
  const later = inWeek(today.add({ weeks: 1 }), weekday)
  return weekday > today.dayOfWeek ? [inWeek(today, weekday), later] : later
}

export const weekend = (date: Temporal.PlainDate): Temporal.PlainDate =>
  date.dayOfWeek > 5 ? date : inWeek(date, 6)

/** Work ends its week on Friday, or before it where that is a holiday; who asks at the weekend means Sunday. */
export const endOfWeek = (moment: Moment): Temporal.PlainDate =>
  moment.today.dayOfWeek > 5 ? inWeek(moment.today, 7) : partOfWeek('end', moment.today, moment)

export const partOfWeek = (part: string, week: Temporal.PlainDate, moment: Moment): Temporal.PlainDate => {
  if (/^(?:meta|mid)/.test(part)) return inWeek(week, 3)
  const starts = /^(?:inizio|beginning|start|early)/.test(part)
  const day = starts ? inWeek(week, 1) : inWeek(week, 5)
  const working = workingFrom(day, moment, starts ? 1 : -1)
  const kept = !isBefore(working, moment.today) && !isBefore(working, inWeek(week, 1))
  return kept && !isBefore(inWeek(week, 7), working) ? working : day
}

/** That day, or the working day nearest to it in that direction. */
export const workingFrom = (
  day: Temporal.PlainDate,
  { isOff }: Pick<Here, 'isOff'>,
  step: 1 | -1,
): Temporal.PlainDate => {
  let date = day
  for (let days = 0; days < LONG_HOLIDAY && isOff(dayOf(date)); days++) date = date.add({ days: step })
  return date
}

/** No country stops for longer; a calendar that says otherwise must not hold anybody up. */
const LONG_HOLIDAY = 30

/** At most about a year of them. */
export const workingDaysAfter = (days: number, { today, isOff }: Moment): Temporal.PlainDate | null => {
  if (days > 260) return null
  let date = today
  let left = days
  for (let walked = 0; left > 0 && walked < 3 * days + LONG_HOLIDAY; walked++) {
    date = date.add({ days: 1 })
    if (!isOff(dayOf(date))) left--
  }
  return left === 0 ? date : null
}

/** 29 February may be eight years away. */
export const upcoming = (
  month: number,
  day: number,
  today: Temporal.PlainDate,
): Temporal.PlainDate | null => {
  for (let year = today.year; year <= today.year + 8; year++) {
    const date = dayAt(year, month, day)
    if (date && !isBefore(date, today)) return date
  }
  return null
}

export const nextOfMonth = (day: number, today: Temporal.PlainDate): Temporal.PlainDate | null =>
  inMonths(3, today).flatMap(({ year, month }) => soonest(dayAt(year, month, day), today))[0] ?? null

const soonest = (date: Temporal.PlainDate | null, today: Temporal.PlainDate): Temporal.PlainDate[] =>
  date && !isBefore(date, today) ? [date] : []

const inMonths = (count: number, today: Temporal.PlainDate): Temporal.PlainDate[] =>
  Array.from({ length: count }, (_, months) => today.with({ day: 1 }).add({ months }))

/** The coming day of that number where it has that weekday; else a slip of the pen or a later month. */
export const weekdayOn = (weekday: number, day: number, today: Temporal.PlainDate): Days => {
  const soon = nextOfMonth(day, today)
  const [date] = weekdaysOn(weekday, day, today)
  if (soon === null || date === undefined) return date ?? null
  return soon.equals(date) ? date : [soon, date]
}

/** Days of that number and weekday within three months. */
export const weekdaysOn = (weekday: number, day: number, today: Temporal.PlainDate): Temporal.PlainDate[] =>
  inMonths(3, today)
    .flatMap(({ year, month }) => soonest(dayAt(year, month, day), today))
    .filter((it) => it.dayOfWeek === weekday)

export const partOfMonth = (part: string, month: Temporal.PlainDate): Temporal.PlainDate => {
  if (/^(?:meta|mid|middle)/.test(part)) return month.with({ day: 15 })
  return /^(?:inizio|beginning|start|early)/.test(part) ? month.with({ day: 1 }) : lastOf(month)
}

export const weekdayInMonth = (
  nth: string,
  weekday: number,
  month: Temporal.PlainDate,
): Temporal.PlainDate => {
  if (/^(?:ultim|last)/.test(nth)) {
    const last = lastOf(month)
    return last.subtract({ days: (last.dayOfWeek - weekday + 7) % 7 })
  }
  const weeks = ['prim|first|1st', 'second|2nd', 'terz|third|3rd', 'quart|fourth|4th'].findIndex((it) =>
    new RegExp(`^(?:${it})`).test(nth),
  )
  return coming(weekday, month.with({ day: 1 })).add({ weeks })
}

/** Hours count on the reader's clock, so three hours hence may be tomorrow; days count on their calendar. */
export const after = (by: Temporal.DurationLike, { now, timeZone }: Here): Days => {
  const { years, months, weeks, hours, minutes } = Temporal.Duration.from(by)
  if (Math.abs(years) > 20 || Math.abs(months) > 240 || Math.abs(weeks) > 1000) return null
  const then = now.toZonedDateTimeISO(timeZone).add(by)
  return hours !== 0 || minutes !== 0 ? then.toPlainDateTime() : then.toPlainDate()
}
