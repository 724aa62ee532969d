import { Cron } from 'croner'
import { describe, expect, test, vi } from 'vitest'
import type { Cadence } from '#src/domain/schedule.ts'
import { chance } from '#src/sample/random.ts'
import { isUsableCron, nextSlots, slotsBetween } from '#src/scheduler/slots.ts'

const at = (iso: string) => Temporal.Instant.from(iso)
const between = (cadence: Cadence, timeZone: string, from: string, until: string) =>
  slotsBetween({ cadence, timeZone }, at(from), at(until))
const daily = (time: string): Cadence => ({ every: 'day', at: time })

describe('where clocks change', () => {
  test.each([
    [
      'Rome skips 02:30 on 29 March',
      'Europe/Rome',
      '02:30',
      '2026-03-28T12:00:00Z',
      '2026-03-29T12:00:00Z',
      ['2026-03-29T01:00:00Z'],
    ],
    [
      'Rome has 02:30 twice on 25 October: the first',
      'Europe/Rome',
      '02:30',
      '2026-10-24T12:00:00Z',
      '2026-10-25T12:00:00Z',
      ['2026-10-25T00:30:00Z'],
    ],
    [
      'New York skips 02:30 on 8 March',
      'America/New_York',
      '02:30',
      '2026-03-07T18:00:00Z',
      '2026-03-08T18:00:00Z',
      ['2026-03-08T07:00:00Z'],
    ],
    [
      'New York has 01:30 twice on 1 November: the first',
      'America/New_York',
      '01:30',
      '2026-10-31T18:00:00Z',
      '2026-11-01T18:00:00Z',
      ['2026-11-01T05:30:00Z'],
    ],
    [
      'Nine in the morning stays nine',
      'Europe/Rome',
      '09:00',
      '2026-03-28T00:00:00Z',
      '2026-03-30T00:00:00Z',
      ['2026-03-28T08:00:00Z', '2026-03-29T07:00:00Z'],
    ],
    [
      'Riyadh knows no summer time',
      'Asia/Riyadh',
      '09:00',
      '2026-03-28T00:00:00Z',
      '2026-03-30T00:00:00Z',
      ['2026-03-28T06:00:00Z', '2026-03-29T06:00:00Z'],
    ],
  ])('%s', (_, zone, time, from, until, expected) => {
    expect(between(daily(time), zone, from, until).map((it) => it.due.toString())).toEqual(expected)
  })

  test('Cairo skips midnight itself, and its digest is not lost', () => {
    const [slot] = between(daily('00:15'), 'Africa/Cairo', '2026-04-23T12:00:00Z', '2026-04-24T12:00:00Z')
    expect(slot?.key).toBe('2026-04-24')
    expect(slot?.due.toZonedDateTimeISO('Africa/Cairo').toPlainDate().toString()).toBe('2026-04-24')
  })
})

test('Lord Howe skips and repeats half an hour only', () => {
  const zone = 'Australia/Lord_Howe'
  const [skipped] = between(daily('02:15'), zone, '2026-10-03T00:00:00Z', '2026-10-04T00:00:00Z')
  expect(skipped?.due.toZonedDateTimeISO(zone).toPlainTime().toString()).toBe('02:30:00')
  const repeated = between(daily('01:45'), zone, '2026-04-04T00:00:00Z', '2026-04-05T00:00:00Z')
  expect(repeated.map((it) => it.due.toString())).toEqual(['2026-04-04T14:45:00Z'])
})

const EVERYWHERE = [
  'Europe/Rome',
  'Europe/London',
  'America/New_York',
  'America/Santiago',
  'America/Havana',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Riyadh',
  'Asia/Kolkata',
]

/** The rule as the guide states it, by another road: no cron, only the calendar and the zone's own transitions. */
const moments = (every: 'day' | 'weekday' | 'week' | 'month', time: string, zone: string): string[] => {
  const first = Temporal.PlainDate.from('2026-01-01')
  return Array.from({ length: 730 }, (_, n) => first.add({ days: n }))
    .filter(
      ({ day, dayOfWeek }) =>
        ({ day: true, weekday: dayOfWeek <= 5, week: dayOfWeek === 1, month: day === 1 })[every],
    )
    .map((date) => {
      const wanted = date.toPlainDateTime(time)
      const moment = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' })
      const skipped = !moment.toPlainDateTime().equals(wanted)
      return String((skipped ? moment.getTimeZoneTransition('next') : moment)?.toInstant())
    })
}

describe.each(EVERYWHERE)('every moment of two years in %s', (zone) => {
  test.each(['day', 'weekday', 'week', 'month'] as const)('each %s once, and at its time', (every) => {
    for (const time of ['00:00', '02:30', '09:00']) {
      const expected = moments(every, time, zone)
      const slots = slotsBetween(
        { cadence: { every, at: time }, timeZone: zone },
        at(expected[0] ?? '').subtract({ seconds: 1 }),
        at(expected.at(-1) ?? ''),
      )
      expect(slots.map((it) => it.due.toString())).toEqual(expected)
      expect(new Set(slots.map((it) => it.key)).size).toBe(expected.length)
    }
  })
})

test('waking at any moment, any number of times, finds each slot once', () => {
  const schedule = { cadence: daily('02:30'), timeZone: 'Europe/Rome' }
  const [from, until] = [at('2026-03-20T00:00:00Z'), at('2026-11-05T00:00:00Z')]
  const whole = slotsBetween(schedule, from, until)
  const luck = chance(20_260_329)
  const found = []
  for (let seen = from; Temporal.Instant.compare(seen, until) < 0; ) {
    const next = seen.add({ minutes: Math.round(luck.between(1, 5 * 24 * 60)) })
    const now = Temporal.Instant.compare(next, until) < 0 ? next : until
    found.push(...slotsBetween(schedule, seen, now))
    seen = now
  }
  expect(found).toEqual(whole)
})

test('a moved hour keeps the day’s key, a raw cron line has the instant', () => {
  const [nine] = between(daily('09:00'), 'Europe/Rome', '2026-09-16T00:00:00Z', '2026-09-16T23:00:00Z')
  const [ten] = between(daily('10:00'), 'Europe/Rome', '2026-09-16T00:00:00Z', '2026-09-16T23:00:00Z')
  expect(nine?.key).toBe(ten?.key)
  const [raw] = between(
    { every: 'cron', cron: '0 9 * * *' },
    'Europe/Rome',
    '2026-09-16T00:00:00Z',
    '2026-09-16T23:00:00Z',
  )
  expect(raw?.key).toBe('2026-09-16T07:00:00Z')
})

test('the next ones are told in order', () => {
  expect(
    nextSlots(
      { cadence: { every: 'month', at: '09:00' }, timeZone: 'Europe/Rome' },
      at('2026-09-16T00:00:00Z'),
      3,
    ).map(({ due }) => String(due)),
  ).toEqual(['2026-10-01T07:00:00Z', '2026-11-01T08:00:00Z', '2026-12-01T08:00:00Z'])
})

test.each([
  ['0 9 * * 1-5', true],
  ['30 8 1 * *', true],
  ['0 * * * *', true],
  ['* * * * *', false],
  ['*/30 * * * *', false],
  ['4,7 3 * * *', false],
  ['4,7 23 * * 6', false],
  ['0 9 29 2 *', true],
  ['0 9 * *', false],
  ['0 0 9 * * *', false],
  ['99 9 * * *', false],
  ['nonsense', false],
])('%s may be used: %s', (line, usable) => {
  expect(isUsableCron(line)).toBe(usable)
})

test('to say when it comes next, the calendar is not searched for years', () => {
  const searched = vi.spyOn(Cron.prototype, 'nextRun')
  expect(nextSlots({ cadence: daily('09:00'), timeZone: 'UTC' }, at('2026-09-16T07:30:00Z'), 3)).toHaveLength(
    3,
  )
  expect(searched.mock.calls.length).toBeLessThan(10)
  searched.mockRestore()
})
