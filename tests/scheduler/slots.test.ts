import { describe, expect, test } from 'vitest'
import type { Cadence } from '#src/domain/schedule.ts'
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

const ZONES = [
  'Europe/Rome',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Riyadh',
]
describe.each(ZONES)('two years in %s', (zone) => {
  const from = at('2026-01-01T12:00:00Z')
  const until = at('2027-12-31T12:00:00Z')
  const local = (it: Temporal.Instant) => it.toZonedDateTimeISO(zone)
  test.each(['00:30', '02:30', '09:00', '23:45'])(
    'every day at %s has one slot, and no key comes twice',
    (time) => {
      const slots = slotsBetween({ cadence: daily(time), timeZone: zone }, from, until)
      const keys = slots.map((it) => it.key)
      expect(new Set(keys).size).toBe(keys.length)
      const days = local(from).toPlainDate().until(local(until).toPlainDate()).days
      expect(Math.abs(keys.length - days)).toBeLessThanOrEqual(1)
      const missing = keys.slice(1).filter(
        (key, i) =>
          Temporal.PlainDate.from(keys[i] ?? key)
            .add({ days: 1 })
            .toString() !== key,
      )
      expect(missing).toEqual([])
    },
  )
  test('weeks begin on Monday, months on the first, weekdays leave Saturday and Sunday out', () => {
    const dates = (every: 'week' | 'month' | 'weekday') =>
      slotsBetween({ cadence: { every, at: '09:00' }, timeZone: zone }, from, until).map((it) =>
        local(it.due),
      )
    expect(dates('week').every((it) => it.dayOfWeek === 1)).toBe(true)
    expect(dates('month').every((it) => it.day === 1)).toBe(true)
    expect([23, 24]).toContain(dates('month').length)
    expect(dates('weekday').every((it) => it.dayOfWeek <= 5)).toBe(true)
  })
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
    ).map(String),
  ).toEqual(['2026-10-01T07:00:00Z', '2026-11-01T08:00:00Z', '2026-12-01T08:00:00Z'])
})

test.each([
  ['0 9 * * 1-5', true],
  ['30 8 1 * *', true],
  ['0 * * * *', true],
  ['* * * * *', false],
  ['*/30 * * * *', false],
  ['0 9 * *', false],
  ['0 0 9 * * *', false],
  ['99 9 * * *', false],
  ['nonsense', false],
])('%s may be used: %s', (line, usable) => {
  expect(isUsableCron(line)).toBe(usable)
})
