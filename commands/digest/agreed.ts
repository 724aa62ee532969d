import { type Cadence, type HolidayRule, type Schedule, usualHolidays } from '#src/domain/schedule.ts'
import type { Timetable } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'

/**
 * A schedule as it is kept: with the holidays of its market, or of the country whose hours it keeps. Refused when
 * somebody asked for holidays of which none are known; what is only usual is left out then.
 */
export const agreed = (
  { cadence, timeZone, rule }: { cadence: Cadence; timeZone: string; rule: HolidayRule | undefined },
  market: string | null,
  timetable: Timetable,
): Schedule => {
  const chosen = rule ?? usualHolidays(cadence)
  if (chosen === 'post') return { cadence, timeZone }
  const country = timetable.countryFor(market, timeZone)
  if (country !== null) return { cadence, timeZone, holidays: { rule: chosen, country } }
  return rule === undefined ? { cadence, timeZone } : refuse('schedule.holidays')
}
