import { Cron } from 'croner'
import { asDate } from '../domain/clock.ts'
import type { Cadence, DueSlot, Schedule } from '../domain/schedule.ts'

/**
 * Which slots come due after `from` and up to `until`, oldest first.
 *
 * Wall-clock times follow one stated rule: in the hour that a zone skips, the first instant after the gap; in the hour
 * that it repeats, the first pass. Presets are keyed by the local date, ISO week or month, so that moving 09:00 to 10:00
 * posts nothing twice; a raw cron line by its UTC instant, since every half hour does come in both passes.
 */
export const slotsBetween = (
  { cadence, timeZone }: Schedule,
  from: Temporal.Instant,
  until: Temporal.Instant,
  limit = 1000,
): DueSlot[] => {
  const cron = cronOf(cadence, timeZone)
  const found: DueSlot[] = []
  let after = from
  while (found.length < limit) {
    const next = cron.nextRun(asDate(after))
    if (next === null) break
    const due = Temporal.Instant.fromEpochMilliseconds(next.getTime())
    if (Temporal.Instant.compare(due, until) > 0) break
    found.push({ due, key: keyOf(cadence, due, timeZone) })
    after = due
  }
  return found
}

export const nextSlots = (schedule: Schedule, from: Temporal.Instant, count: number): Temporal.Instant[] =>
  slotsBetween(schedule, from, from.add({ hours: 24 * 366 * 5 }), count).map(({ due }) => due)

/** The first slot at a moment or after it. */
export const slotFrom = (schedule: Schedule, from: Temporal.Instant): DueSlot | null =>
  slotsBetween(schedule, from.subtract({ seconds: 1 }), from.add({ hours: 24 * 366 * 5 }), 1)[0] ?? null

/**
 * Five fields, able to come due, at most hourly: more would be noise in a channel. The answer hangs on the line alone:
 * a week of its runs is looked at, from wherever they begin in a period long enough for any 29 February.
 */
export const isUsableCron = (text: string): boolean => {
  if (text.trim().split(/\s+/).length !== 5) return false
  try {
    const runs = new Cron(text, { timezone: 'UTC', mode: '5-part' }).nextRuns(
      RUNS_A_WEEK,
      asDate(SOME_MIDNIGHT),
    )
    return runs.length > 0 && runs.every((run, i) => i === 0 || +run - +(runs[i - 1] ?? run) >= 3_600_000)
  } catch {
    return false
  }
}
const RUNS_A_WEEK = 7 * 24
const SOME_MIDNIGHT = Temporal.Instant.from('2026-01-01T00:00:00Z')

const cronOf = (cadence: Cadence, timeZone: string): Cron =>
  new Cron(expression(cadence), { timezone: timeZone, mode: '5-part' })

const expression = (cadence: Cadence): string => {
  if (cadence.every === 'cron') return cadence.cron
  const [hour, minute] = cadence.at.split(':').map(Number)
  const days = { day: '* * *', weekday: '* * 1-5', week: '* * 1', month: '1 * *' }[cadence.every]
  return `${minute} ${hour} ${days}`
}

const keyOf = (cadence: Cadence, due: Temporal.Instant, timeZone: string): string => {
  const local = due.toZonedDateTimeISO(timeZone)
  const date = local.toPlainDate()
  switch (cadence.every) {
    case 'day':
    case 'weekday':
      return date.toString()
    case 'week':
      return `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`
    case 'month':
      return date.toPlainYearMonth().toString()
    case 'cron':
      return due.toString({ smallestUnit: 'second' })
    default:
      return cadence satisfies never
  }
}
