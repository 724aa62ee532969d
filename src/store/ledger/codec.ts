import { z } from 'zod'
import type { Check } from '../../domain/checklist.ts'
import { type Day, isDay } from '../../domain/day.ts'

export const toRow = (at: Temporal.Instant): number => at.epochMilliseconds
export const fromRow = (at: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(at)
export const orNull = <A, B>(value: A | null, then: (value: A) => B): B | null =>
  value === null ? null : then(value)
export const flag = (yes: boolean): number => (yes ? 1 : 0)

export const StoredDay = z.custom<Day>(isDay)

export const checksRow = (checks: readonly Check[]): string | null =>
  checks.length > 0 ? JSON.stringify(checks) : null
export const checksIn = (stored: string | null): readonly Check[] =>
  stored === null ? [] : (JSON.parse(stored) as Check[])
