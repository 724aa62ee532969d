import { z } from 'zod'
import { type Day, isDay } from '../domain/day.ts'

/** A day as values of buttons and fields of forms hold it; the store, which knows no kit, has its own. */
export const DayText = z.custom<Day>(isDay)
