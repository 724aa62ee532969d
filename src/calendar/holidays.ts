import Holidays from 'date-holidays'
import { type Day, isDay, plusDays } from '#src/domain/day.ts'

export interface PublicHoliday {
  day: Day
  name: string
}

/**
 * The public holidays of a country (ISO code) in these years, by its own calendar and in the language asked for, each
 * day of those that last several; none for a country that nobody knows. Bank holidays, school holidays and observances are working days.
 */
export const publicHolidays = (
  country: string,
  years: readonly number[],
  language: string,
): readonly PublicHoliday[] => {
  const calendar = calendarOf(country)
  return calendar === null
    ? []
    : years.flatMap((year) => {
        const key = `${country} ${year} ${language}`
        const found = known.get(key) ?? inYear(calendar, year, language)
        known.set(key, found)
        return found
      })
}

/** To read a country's rules takes longer than to work out one of its years, and that longer than to remember it. */
const calendars = new Map<string, Holidays>()
const known = new Map<string, readonly PublicHoliday[]>()

const calendarOf = (country: string): Holidays | null => {
  const read = calendars.get(country)
  if (read) return read
  const calendar = new Holidays()
  if (!Object.hasOwn(calendar.getCountries(), country)) return null
  calendar.init(country)
  calendars.set(country, calendar)
  return calendar
}

const inYear = (calendar: Holidays, year: number, language: string): readonly PublicHoliday[] =>
  calendar.getHolidays(year, language).flatMap(({ type, date, start, end, name }) => {
    const first = date.slice(0, 10)
    if (type !== 'public' || !isDay(first)) return []
    const hours = (end.getTime() - start.getTime()) / HOUR
    return Array.from({ length: lengthOf(hours) }, (_, i) => ({ day: plusDays(first, i), name }))
  })

const HOUR = 3_600_000

/** Days that so many hours touch; a day on which the clocks go back has 25 of them. */
const lengthOf = (hours: number): number => Math.max(1, Math.ceil((hours - 1) / 24))
