import { type Day, dateOf } from './day.ts'

/** `18:00` */
export type ClockTime = `${number}:${number}`

/** By when, as somebody said it: a day, and perhaps an hour of it. */
export interface Due {
  day: Day
  time: ClockTime | null
}

/** By when, where its owner lives. */
export interface Deadline {
  day: Day
  time: ClockTime
  /** IANA. It stays what it was when the owner moves or changes: what was promised was a moment. */
  timeZone: string
}

/** Who names only a day means its working hours. */
export const END_OF_WORK: ClockTime = '18:00'
export const END_OF_DAY: ClockTime = '23:59'

/** An hour that a zone skips is the one after it; of one that it repeats, the first. */
export const momentOf = ({ day, time, timeZone }: Deadline): Temporal.Instant =>
  dateOf(day)
    .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) })
    .toInstant()
