import { z } from 'zod'
import { isPeriodName, type PeriodName } from '#src/domain/period.ts'

/** A digest that somebody looked at, as its buttons carry it. */
export const Looked = z.object({
  scope: z.string(),
  period: z.custom<PeriodName>((it) => typeof it === 'string' && isPeriodName(it)),
})
