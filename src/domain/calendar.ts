import { type Day, dateOf } from './day.ts'

/** Monday to Friday, nine to six, where the person is. Holidays and own hours are settings still to come. */
const OPENS = 9
const CLOSES = 18
/** Whoever has just promised something need not hear of it at once. */
const TOO_SOON_HOURS = 2

/** The same moment when it falls in working hours, else the next one that does. */
export const nextWorkingMoment = (at: Temporal.Instant, timeZone: string): Temporal.Instant => {
  let local = at.toZonedDateTimeISO(timeZone)
  if (local.hour >= CLOSES) local = morningOf(local.toPlainDate().add({ days: 1 }), timeZone)
  else if (local.hour < OPENS) local = morningOf(local.toPlainDate(), timeZone)
  while (local.dayOfWeek > 5) local = morningOf(local.toPlainDate().add({ days: 1 }), timeZone)
  return local.toInstant()
}

/** Nine in the morning of that day, or the first working moment after it; for today not at once, but in a while. */
export const morningReminder = (day: Day, timeZone: string, now: Temporal.Instant): Temporal.Instant => {
  const morning = morningOf(dateOf(day), timeZone).toInstant()
  const later = Temporal.Instant.compare(morning, now) > 0 ? morning : now.add({ hours: TOO_SOON_HOURS })
  return nextWorkingMoment(later, timeZone)
}

const morningOf = (date: Temporal.PlainDate, timeZone: string): Temporal.ZonedDateTime =>
  date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour: OPENS }) })

/** Where no country's holidays are known. */
export const isWeekend = (day: Day): boolean => dateOf(day).dayOfWeek > 5
