/** A calendar day as ISO text, `2026-11-22`: sorts as it reads, crosses threads, is what both databases hold. */
export type Day = `${number}-${number}-${number}`

/** An IANA name such as `Europe/Rome`; no bare offset, which knows no summer. */
export const isTimeZone = (name: string): boolean => {
  if (!/^[A-Za-z_]+(\/[A-Za-z_+\-0-9]+)*$/.test(name)) return false
  try {
    Temporal.ZonedDateTime.from(`2026-01-01T00:00[${name}]`)
    return true
  } catch {
    return false
  }
}

export const isDay = (it: unknown): it is Day =>
  typeof it === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(it) && parses(it)

const parses = (text: string): boolean => {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

export const dayOf = (date: Temporal.PlainDate): Day => date.toString() as Day
export const dateOf = (day: Day): Temporal.PlainDate => Temporal.PlainDate.from(day)

export const plusDays = (day: Day, days: number): Day => dayOf(dateOf(day).add({ days }))

/** Whole days from `from` to `to`; 0 when they are the same. */
export const daysBetween = (from: Day, to: Day): number => dateOf(from).until(dateOf(to)).days

/** Both ends included; empty when `to` is earlier. */
export const daysFrom = (from: Day, to: Day): Day[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => plusDays(from, i))

export const monthOf = (day: Day): string => day.slice(0, 7)
export const firstOfMonth = (day: Day): Day => `${monthOf(day)}-01` as Day

/** The platform's reporting day is a UTC day, wherever the reader is. */
export const platformDay = (at: Temporal.Instant): Day => dayOf(at.toZonedDateTimeISO('UTC').toPlainDate())
export const dayIn = (at: Temporal.Instant, timeZone: string): Day =>
  dayOf(at.toZonedDateTimeISO(timeZone).toPlainDate())
