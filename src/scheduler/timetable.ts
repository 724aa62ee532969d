import { countryFor } from '../calendar/workdays.ts'
import type { Clock } from '../domain/clock.ts'
import type { Timetable } from '../kit/context.ts'
import { isUsableCron, nextSlots } from './slots.ts'

/** What commands ask about schedules, as the ticker will see them. */
export const timetable = (clock: Clock): Timetable => ({
  // A moment itself counts: slots are those after one.
  next: (schedule, count, from) => nextSlots(schedule, from?.subtract({ seconds: 1 }) ?? clock.now(), count),
  countryFor,
  isCron: isUsableCron,
})
