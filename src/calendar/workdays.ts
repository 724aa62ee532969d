import Holidays from 'date-holidays'
import { isWeekend } from '../domain/calendar.ts'
import { type Day, dateOf } from '../domain/day.ts'
import { LOCALES, type Locale } from '../domain/person.ts'
import { publicHolidays } from './holidays.ts'

type Named = Readonly<Record<Locale, string>>

/** What that day celebrates in a country (ISO code), in each language; null for a day like others. */
export const holidayOn = (country: string, day: Day): Named | null =>
  yearOf(country, Number(day.slice(0, 4))).get(day) ?? null

/** A public holiday, or a day of the country's weekend. */
export const isDayOff = (country: string, day: Day): boolean => {
  const weekend = FRIDAY_AND_SATURDAY.has(country) ? [5, 6] : [6, 7]
  return weekend.includes(dateOf(day).dayOfWeek) || holidayOn(country, day) !== null
}
const FRIDAY_AND_SATURDAY = new Set('AF BD BH DZ EG IL IQ JO KW LY OM PS QA SA SD SY YE'.split(' '))

/**
 * Whose holidays count: the market's own; else those of the country whose hours the zone tells. Null where no holidays
 * are known of either.
 */
export const countryFor = (market: string | null, timeZone: string): string | null => {
  const known = Object.keys(calendar().getCountries())
  if (market !== null && known.includes(market)) return market
  // `Asia/Kolkata` is also `Asia/Calcutta`.
  const names = [timeZone, new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone]
  return known.find((country) => zonesOf(country).some((it) => names.includes(it))) ?? null
}

/** A public holiday of the country whose hours the zone tells, whatever day of the week it is. */
export const isHoliday = (timeZone: string, day: Day): boolean => {
  const country = countryOf(null, timeZone)
  return country !== null && holidayOn(country, day) !== null
}

/**
 * Works these countries' holidays out before anybody asks, a piece at a time: asked for the first time they would hold
 * everybody up.
 */
export const holidaysReady = async (
  countries: readonly string[],
  years: readonly number[],
): Promise<void> => {
  for (const country of countries)
    for (const year of years) {
      for (const locale of LOCALES)
        for (const each of [year - 1, year]) {
          await othersTurn()
          publicHolidays(country, [each], locale)
        }
      yearOf(country, year)
    }
}

const othersTurn = (): Promise<void> => new Promise((goOn) => setImmediate(goOn))

/** A day on which nobody works where that market is, else where that zone is; a weekend where no country is known. */
export const isOff = (market: string | null, timeZone: string, day: Day): boolean => {
  const country = countryOf(market, timeZone)
  return country === null ? isWeekend(day) : isDayOff(country, day)
}
const countryOf = (market: string | null, timeZone: string): string | null => {
  const key = `${market} ${timeZone}`
  const country = countries.get(key) ?? countryFor(market, timeZone)
  countries.set(key, country)
  return country
}
/** Which country's days they are does not change while a process runs. */
const countries = new Map<string, string | null>()

let holidays: Holidays | undefined
const calendar = (): Holidays => {
  holidays ??= new Holidays()
  return holidays
}

// The compiler's library does not know it yet.
const zones = new Map<string, readonly string[]>()
const zonesOf = (country: string): readonly string[] => {
  const known = zones.get(country)
  if (known) return known
  const locale: Intl.Locale & { getTimeZones?(): readonly string[] | undefined } = new Intl.Locale('und', {
    region: country,
  })
  const found = locale.getTimeZones?.() ?? []
  zones.set(country, found)
  return found
}

/** A year of a country is asked for every ten seconds, and takes some milliseconds to work out. */
const years = new Map<string, ReadonlyMap<Day, Named>>()
const yearOf = (country: string, year: number): ReadonlyMap<Day, Named> => {
  const key = `${country} ${year}`
  const known = years.get(key)
  if (known) return known
  const found = new Map<Day, Record<Locale, string>>()
  // What began in the old year may reach into this one.
  for (const locale of LOCALES)
    for (const { day, name } of publicHolidays(country, [year - 1, year], locale)) {
      const known = found.get(day)
      // What has no name in a language has its own there, in a script that few can read.
      const readable = known === undefined || /\p{Script=Latin}/u.test(name) ? name : known.en
      if (day.startsWith(`${year}-`))
        found.set(day, { ...(known ?? { en: name, it: name }), [locale]: readable })
    }
  years.set(key, found)
  return found
}
