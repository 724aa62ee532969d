import { describe, expect, test } from 'vitest'
import { countryFor, holidayOn, isDayOff } from '#src/calendar/workdays.ts'
import { type Day, dayIn, isDay } from '#src/domain/day.ts'
import { type Cadence, type DueSlot, isPosted, type Schedule } from '#src/domain/schedule.ts'
import { chance } from '#src/sample/random.ts'
import { nextSlots, slotsBetween } from '#src/scheduler/slots.ts'

const at = (iso: string) => Temporal.Instant.from(iso)
const NINE = (every: 'day' | 'weekday' | 'week' | 'month'): Cadence => ({ every, at: '09:00' })
const held = (
  cadence: Cadence,
  rule: 'skip' | 'move',
  country = 'IT',
  timeZone = 'Europe/Rome',
): Schedule => ({
  cadence,
  timeZone,
  holidays: { rule, country },
})
const told = (slots: readonly DueSlot[], timeZone = 'Europe/Rome'): string[] =>
  slots.map(({ key, due, holiday }) =>
    [key, holiday?.does ?? 'posted', due.toZonedDateTimeISO(timeZone).toPlainDateTime().toString()].join(' '),
  )

test('a week’s digest on Easter Monday comes on Tuesday under its own key', () => {
  const slots = slotsBetween(
    held(NINE('week'), 'move'),
    at('2026-03-31T00:00:00Z'),
    at('2026-04-14T00:00:00Z'),
  )
  expect(told(slots)).toEqual(['2026-W15 moved 2026-04-07T09:00:00', '2026-W16 posted 2026-04-13T09:00:00'])
  expect(slots[0]?.holiday).toMatchObject({
    from: at('2026-04-06T07:00:00Z'),
    name: { it: 'Lunedì dell’Angelo' },
  })
})

test('a month’s digest on New Year’s Day passes the weekend too', () => {
  const slots = slotsBetween(
    held(NINE('month'), 'move'),
    at('2026-12-20T00:00:00Z'),
    at('2027-01-31T00:00:00Z'),
  )
  expect(told(slots)).toEqual(['2027-01 moved 2027-01-04T09:00:00'])
})

test('Friday and Saturday are the weekend in Riyadh', () => {
  const eid = held(NINE('week'), 'move', 'SA', 'Asia/Riyadh')
  expect(isDayOff('SA', '2026-09-25')).toBe(true)
  expect(isDayOff('SA', '2026-09-27')).toBe(false)
  expect(
    told(slotsBetween(eid, at('2026-03-15T00:00:00Z'), at('2026-03-24T00:00:00Z')), 'Asia/Riyadh'),
  ).toEqual(['2026-W12 posted 2026-03-16T09:00:00', '2026-W13 posted 2026-03-23T09:00:00'])
})

test('days of work: a feast is left out, and one that would be moved onto the next is left to that one', () => {
  for (const rule of ['skip', 'move'] as const)
    expect(
      told(slotsBetween(held(NINE('weekday'), rule), at('2026-12-07T00:00:00Z'), at('2026-12-10T00:00:00Z'))),
    ).toEqual([
      '2026-12-07 posted 2026-12-07T09:00:00',
      '2026-12-08 skipped 2026-12-08T09:00:00',
      '2026-12-09 posted 2026-12-09T09:00:00',
    ])
})

test('moved into the hour that a zone skips, it comes at the first instant after it', () => {
  const schedule = held({ every: 'cron', cron: '30 2 27 3 *' }, 'move', 'GB', 'Europe/Rome')
  // Easter Monday 2027 is the 29th; Good Friday the 26th is a holiday in Britain: the 27th is not.
  expect(told(slotsBetween(schedule, at('2027-03-20T00:00:00Z'), at('2027-03-30T00:00:00Z')))).toEqual([
    '2027-03-27T01:30:00Z posted 2027-03-27T02:30:00',
  ])
})

test('the next ones are told with what feasts do to them', () => {
  const next = nextSlots(held(NINE('weekday'), 'skip'), at('2026-12-24T12:00:00Z'), 3)
  expect(told(next)).toEqual([
    '2026-12-25 skipped 2026-12-25T09:00:00',
    '2026-12-28 posted 2026-12-28T09:00:00',
    '2026-12-29 posted 2026-12-29T09:00:00',
    '2026-12-30 posted 2026-12-30T09:00:00',
  ])
})

/** More than come in two years. */
const ALL = 10_000

const MANY: readonly Schedule[] = (['skip', 'move'] as const).flatMap((rule) => [
  ...(['day', 'weekday', 'week', 'month'] as const).flatMap((every) => [
    held(NINE(every), rule),
    held({ every, at: '02:30' }, rule, 'TR', 'America/New_York'),
    held({ every, at: '00:15' }, rule, 'SA', 'Asia/Riyadh'),
  ]),
  held({ every: 'cron', cron: '0 */6 * * *' }, rule, 'TR', 'Europe/Istanbul'),
  held({ every: 'cron', cron: '30 23 25 12 *' }, rule),
])

describe.each(MANY)('two years of $cadence in $timeZone, holidays $holidays', (schedule) => {
  const [from, until] = [at('2026-01-01T00:00:00Z'), at('2028-01-15T00:00:00Z')]
  const planned = slotsBetween({ cadence: schedule.cadence, timeZone: schedule.timeZone }, from, until, ALL)
  const whole = slotsBetween(schedule, from, until, ALL)
  const country = schedule.holidays?.country ?? ''
  const dayAt = (instant: Temporal.Instant): Day => dayIn(instant, schedule.timeZone)

  test('each period ends once: posted on no holiday, moved to a working day, or skipped for a feast', () => {
    // What the last feast moves beyond the two years is not there yet.
    expect(planned.map(({ key }) => key).slice(0, whole.length)).toEqual(whole.map(({ key }) => key))
    expect(planned.length - whole.length).toBeLessThanOrEqual(1)
    for (const slot of whole) {
      const day = dayAt(slot.due)
      if (!isPosted(slot)) expect(holidayOn(country, day)).not.toBeNull()
      else if (slot.holiday) {
        expect(isDayOff(country, day)).toBe(false)
        expect(holidayOn(country, dayAt(slot.holiday.from))).toEqual(slot.holiday.name)
        expect(Temporal.Instant.compare(slot.holiday.from, slot.due)).toBe(-1)
      } else expect(holidayOn(country, day)).toBeNull()
    }
    const dues = whole.map(({ due }) => due.epochMilliseconds)
    expect(dues).toEqual([...new Set(dues)].sort((a, b) => a - b))
  })

  test('waking at any moment finds each once', () => {
    const luck = chance(20_261_225)
    const found: DueSlot[] = []
    for (let seen = from; Temporal.Instant.compare(seen, until) < 0; ) {
      const later = seen.add({ minutes: Math.round(luck.between(1, 9 * 24 * 60)) })
      const now = Temporal.Instant.compare(later, until) < 0 ? later : until
      found.push(...slotsBetween(schedule, seen, now))
      seen = now
    }
    expect(found).toEqual(whole)
  })
})

test('whose holidays: the market’s, else those of the zone’s country, by any of its names', () => {
  expect(countryFor('ES', 'Europe/Rome')).toBe('ES')
  expect(countryFor(null, 'Europe/Rome')).toBe('IT')
  expect(countryFor('XX', 'Asia/Kolkata')).toBe('IN')
  expect(countryFor(null, 'Asia/Calcutta')).toBe('IN')
  expect(countryFor(null, 'UTC')).toBeNull()
  expect(isDay('2026-12-08') && holidayOn('IT', '2026-12-08')).toEqual({
    en: 'Immaculate Conception',
    it: 'Immacolata Concezione',
  })
})
