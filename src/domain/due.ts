import type { Day } from './day.ts'

/** `09:00`, wall time. */
export type ClockTime = `${number}:${number}`

/** When something is due where its owner lives: a day, and the hour when one was said. */
export interface Due {
  day: Day
  time: ClockTime | null
}
