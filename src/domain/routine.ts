import { type Hours, nextWithin, openingOf, WORK } from './calendar.ts'
import { type Day, dateOf, dayIn, dayOf, plusDays } from './day.ts'
import type { UserId } from './ids.ts'
import type { Person } from './person.ts'

/** When somebody works, and whether they are away: what they have told Regia of themselves. */
export interface Routine {
  /** Null for the usual ones, of the country whose hours their zone tells. */
  hours: OwnHours | null
  away: Absence | null
}
export interface OwnHours extends Hours {
  /** From Monday, 1 to 7. */
  days: readonly number[]
}
export interface Absence {
  /** The day on which they are back. */
  until: Day
  /** Who hears of what they would hear of. */
  delegate: UserId | null
}

/** Somebody's hours and days, by the wall clock of where they live. */
export interface Worktime {
  timeZone: string
  hours: Hours
  isOff(day: Day): boolean
}

interface DaysOff {
  isOff(market: string | null, timeZone: string, day: Day): boolean
  isHoliday(timeZone: string, day: Day): boolean
}

/** Who works on Saturdays does so by their own word; a public holiday is one for them too. */
export const worktimeOf = (
  { timeZone }: Pick<Person, 'timeZone'>,
  { hours }: Routine,
  { isOff, isHoliday }: DaysOff,
): Worktime => ({
  timeZone,
  hours: hours ?? WORK,
  isOff: (day) =>
    hours === null
      ? isOff(null, timeZone, day)
      : !hours.days.includes(dateOf(day).dayOfWeek) || isHoliday(timeZone, day),
})

/** The absence that lasts at that moment; null for somebody who is there. */
export const absenceAt = (
  { away }: Routine,
  at: Temporal.Instant,
  { timeZone }: Pick<Person, 'timeZone'>,
): Absence | null => (away !== null && dayIn(at, timeZone) < away.until ? away : null)

/** The same moment when they work then, else when they next begin. */
export const nextAtWork = (at: Temporal.Instant, { hours, timeZone, isOff }: Worktime): Temporal.Instant =>
  nextWithin(hours, at, timeZone, isOff)

/** When work begins on that day, or on the first working day after it. */
export const morningFrom = (day: Day, work: Worktime): Temporal.Instant =>
  nextAtWork(openingOf(work.hours, day, work.timeZone), work)

/** When work began on the last working day before that day. */
export const morningBefore = (day: Day, work: Worktime): Temporal.Instant => {
  let before = plusDays(day, -1)
  for (let n = 0; n < LONGEST_REST && work.isOff(before); n++) before = plusDays(before, -1)
  return openingOf(work.hours, before, work.timeZone)
}
/** No country rests longer. */
const LONGEST_REST = 31

/** So many hours of work later: nights and days off do not count. */
export const hoursLater = (at: Temporal.Instant, hours: number, work: Worktime): Temporal.Instant => {
  let now = nextAtWork(at, work)
  let left = Math.round(hours * HOUR)
  for (;;) {
    const closing = closingOf(now, work)
    const room = closing.epochMilliseconds - now.epochMilliseconds
    if (left <= room) return now.add({ milliseconds: left })
    left -= room
    now = nextAtWork(closing, work)
  }
}
const HOUR = 3_600_000

/** The same hour so many working days later, or when work begins where that hour is none of work. */
export const daysLater = (at: Temporal.Instant, days: number, work: Worktime): Temporal.Instant => {
  const local = at.toZonedDateTimeISO(work.timeZone)
  let day = dayOf(local.toPlainDate())
  for (let n = 0; n < days; n++) day = nextWorkingDay(day, work)
  return nextAtWork(
    dateOf(day).toZonedDateTime({ timeZone: work.timeZone, plainTime: local.toPlainTime() }).toInstant(),
    work,
  )
}

export const nextWorkingDay = (day: Day, { isOff }: Worktime): Day => {
  let next = plusDays(day, 1)
  for (let n = 0; n < LONGEST_REST && isOff(next); n++) next = plusDays(next, 1)
  return next
}

const closingOf = (at: Temporal.Instant, { hours, timeZone }: Worktime): Temporal.Instant => {
  const day = dayIn(at, timeZone)
  return hours.closes === 24
    ? dateOf(plusDays(day, 1)).toZonedDateTime(timeZone).toInstant()
    : openingOf({ ...hours, opens: hours.closes }, day, timeZone)
}
