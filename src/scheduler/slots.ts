import { Cron } from 'croner'
import { holidayOn, isDayOff } from '../calendar/workdays.ts'
import { asDate } from '../domain/clock.ts'
import { dayIn, dayOf } from '../domain/day.ts'
import { type Cadence, type DueSlot, isPosted, type Schedule } from '../domain/schedule.ts'

/**
 * Which slots come due after `from` and up to `until`, oldest first; also those that a holiday keeps from being posted.
 *
 * Wall-clock times follow one stated rule: in the hour that a zone skips, the first instant after the gap; in the hour
 * that it repeats, the first pass. Presets are keyed by the local date, ISO week or month, so that moving 09:00 to 10:00
 * posts nothing twice; a raw cron line by its UTC instant, since every half hour does come in both passes. What a
 * holiday moves keeps its key, and is due where it was moved to.
 */
export const slotsBetween = (
  schedule: Schedule,
  from: Temporal.Instant,
  until: Temporal.Instant,
  limit = 1000,
): DueSlot[] => {
  const found: DueSlot[] = []
  for (const slot of slotsAfter(schedule, from)) {
    if (Temporal.Instant.compare(slot.due, until) > 0) break
    found.push(slot)
    if (found.length === limit) break
  }
  return found
}

/** What comes after a moment, until `count` of them are posted. */
export const nextSlots = (schedule: Schedule, from: Temporal.Instant, count: number): readonly DueSlot[] => {
  const found: DueSlot[] = []
  let posted = 0
  for (const slot of slotsAfter(schedule, from)) {
    found.push(slot)
    if (isPosted(slot)) posted++
    if (posted === count || found.length === LOOKED_THROUGH) break
  }
  return found
}
/** Of hourly ones that skip a feast of several days, more than the feast has hours. */
const LOOKED_THROUGH = 400

/** One by one: each costs a search in the calendar. What is moved comes before the next one, or not at all: so all are in order. */
const slotsAfter = function* (schedule: Schedule, from: Temporal.Instant): Generator<DueSlot> {
  const cron = cronOf(schedule.cadence, schedule.timeZone)
  let planned = runAfter(cron, beforeFeast(schedule, from))
  while (planned) {
    const next = runAfter(cron, planned)
    const slot = slotAt(schedule, planned, next)
    if (Temporal.Instant.compare(slot.due, from) > 0) yield slot
    planned = next
  }
}

const runAfter = (cron: Cron, after: Temporal.Instant): Temporal.Instant | null => {
  const next = cron.nextRun(asDate(after))
  return next && Temporal.Instant.fromEpochMilliseconds(next.getTime())
}

/** What is moved to a moment after `from` was planned on one of the days off right before its day. */
const beforeFeast = ({ timeZone, holidays }: Schedule, from: Temporal.Instant): Temporal.Instant => {
  if (holidays?.rule !== 'move') return from
  const today = from.toZonedDateTimeISO(timeZone).toPlainDate()
  const first = awayFrom(today, (day) => isDayOff(holidays.country, dayOf(day.subtract({ days: 1 }))), -1)
  return first.toZonedDateTime(timeZone).toInstant().subtract({ seconds: 1 })
}

const slotAt = (schedule: Schedule, planned: Temporal.Instant, next: Temporal.Instant | null): DueSlot => {
  const { cadence, timeZone, holidays } = schedule
  const key = keyOf(cadence, planned, timeZone)
  const name = holidays ? holidayOn(holidays.country, dayIn(planned, timeZone)) : null
  if (!holidays || name === null) return { key, due: planned, holiday: null }
  const moved = holidays.rule === 'move' ? movedFrom(planned, timeZone, holidays.country) : null
  return moved && (next === null || Temporal.Instant.compare(moved, next) < 0)
    ? { key, due: moved, holiday: { does: 'moved', from: planned, name } }
    : { key, due: planned, holiday: { does: 'skipped', from: planned, name } }
}

/** The same hour of the next working day. */
const movedFrom = (planned: Temporal.Instant, timeZone: string, country: string): Temporal.Instant | null => {
  const local = planned.toZonedDateTimeISO(timeZone)
  const day = awayFrom(local.toPlainDate(), (it) => isDayOff(country, dayOf(it)), 1)
  const at = local.toPlainTime().toString({ smallestUnit: 'minute' })
  const midnight = day.toZonedDateTime(timeZone).toInstant()
  return runAfter(cronOf({ every: 'day', at }, timeZone), midnight.subtract({ seconds: 1 }))
}

/** No country celebrates longer. */
const LONGEST_FEAST = 31
const awayFrom = (
  from: Temporal.PlainDate,
  goesOn: (day: Temporal.PlainDate) => boolean,
  step: 1 | -1,
): Temporal.PlainDate => {
  let day = from
  for (let n = 0; n < LONGEST_FEAST && goesOn(day); n++) day = day.add({ days: step })
  return day
}

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
