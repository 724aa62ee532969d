import { type Day, dateOf, dayOf, plusDays } from './day.ts'

/** From an hour until before another, by the wall clock of whoever they are for. */
export interface Hours {
  opens: number
  closes: number
}

/** When people work who have said no other hours. */
export const WORK: Hours = { opens: 9, closes: 18 }
/** When somebody may be spoken to unasked: shows are in the evening. */
export const AUDIENCE: Hours = { opens: 8, closes: 20 }
/** When there is leisure for looking back: the day has begun. */
export const LOOKING_BACK: Hours = { opens: 10, closes: 18 }

/** No country rests longer. */
const LONGEST_REST = 31

export const isWithin = ({ opens, closes }: Hours, { hour }: Pick<Temporal.ZonedDateTime, 'hour'>): boolean =>
  hour >= opens && hour < closes

/** The same moment when it falls in these hours of a day that is not off, else the next one that does. */
export const nextWithin = (
  hours: Hours,
  at: Temporal.Instant,
  timeZone: string,
  isOff: (day: Day) => boolean,
): Temporal.Instant => {
  const local = at.toZonedDateTimeISO(timeZone)
  const today = dayOf(local.toPlainDate())
  if (isWithin(hours, local) && !isOff(today)) return at
  let day = local.hour >= hours.closes ? plusDays(today, 1) : today
  for (let n = 0; n < LONGEST_REST && isOff(day); n++) day = plusDays(day, 1)
  return openingOf(hours, day, timeZone)
}

export const openingOf = ({ opens }: Hours, day: Day, timeZone: string): Temporal.Instant =>
  dateOf(day)
    .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour: opens }) })
    .toInstant()

/** Where no country's holidays are known. */
export const isWeekend = (day: Day): boolean => dateOf(day).dayOfWeek > 5
