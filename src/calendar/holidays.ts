import Holidays from 'date-holidays'
import { type Day, isDay } from '#src/domain/day.ts'

export interface PublicHoliday {
  day: Day
  name: string
}

/**
 * The public holidays of a country (ISO code) in these years, by its own calendar and in the language asked for; none
 * for a country that nobody knows. Bank holidays, school holidays and observances are working days.
 */
export const publicHolidays = (
  country: string,
  years: readonly number[],
  language: string,
): readonly PublicHoliday[] => {
  const calendar = new Holidays()
  if (!Object.hasOwn(calendar.getCountries(), country)) return []
  calendar.init(country)
  return years.flatMap((year) =>
    calendar.getHolidays(year, language).flatMap(({ type, date, name }) => {
      const day = date.slice(0, 10)
      return type === 'public' && isDay(day) ? [{ day, name }] : []
    }),
  )
}
