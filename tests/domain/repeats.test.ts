import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDayOff } from '#src/calendar/workdays.ts'
import { isWeekend } from '#src/domain/calendar.ts'
import { type Day, dateOf, daysBetween } from '#src/domain/day.ts'
import { firstDay, type Nth, nextDay, type Repeats, type Rule, settledOn } from '#src/domain/repeats.ts'

const ITALY = (day: Day) => isDayOff('IT', day)
const of = (rule: Rule, rest: Partial<Repeats> = {}): Repeats => ({
  rule,
  time: null,
  until: null,
  times: null,
  ...rest,
})
/** The first days of it, from that day on. */
const daysOf = (repeats: Repeats, from: Day, count: number): Day[] => {
  const days: Day[] = []
  const first = firstDay(repeats, from, ITALY)
  for (let day = first; day !== null && days.length < count; day = nextDay(repeats, day, first ?? day, ITALY))
    days.push(day)
  return days
}

describe('what comes round falls on', () => {
  test('the days of a week, and of every other week from the one that it began in', () => {
    expect(daysOf(of({ every: 'week', n: 1, on: [1, 4] }), '2026-12-09', 4)).toEqual([
      '2026-12-10',
      '2026-12-14',
      '2026-12-17',
      '2026-12-21',
    ])
    expect(daysOf(of({ every: 'week', n: 2, on: [2] }), '2026-12-09', 3)).toEqual([
      '2026-12-15',
      '2026-12-29',
      '2027-01-12',
    ])
    expect(daysOf(of({ every: 'week', n: 2, on: [] }), '2026-12-09', 2)).toEqual(['2026-12-09', '2026-12-23'])
  })

  test('the last day of a month that has no 31st, and on 29 February where there is one', () => {
    expect(daysOf(of({ every: 'month', n: 1, on: { day: 31 } }), '2027-01-01', 4)).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
    ])
    expect(daysOf(of({ every: 'month', n: 1, on: { day: 'last' } }), '2028-02-01', 2)).toEqual([
      '2028-02-29',
      '2028-03-31',
    ])
    expect(daysOf(of({ every: 'year', on: { month: 2, day: 29 } }), '2027-01-01', 3)).toEqual([
      '2027-02-28',
      '2028-02-29',
      '2029-02-28',
    ])
  })

  test('the first Monday, the last Friday, a quarter after a quarter', () => {
    expect(daysOf(of({ every: 'month', n: 1, on: { nth: 1, weekday: 1 } }), '2026-12-09', 3)).toEqual([
      '2027-01-04',
      '2027-02-01',
      '2027-03-01',
    ])
    expect(daysOf(of({ every: 'month', n: 1, on: { nth: 'last', weekday: 5 } }), '2026-12-09', 2)).toEqual([
      '2026-12-25',
      '2027-01-29',
    ])
    expect(daysOf(of({ every: 'month', n: 3, on: null }), '2026-11-30', 3)).toEqual([
      '2026-11-30',
      '2027-02-28',
      '2027-05-30',
    ])
  })

  test('days of work: not on weekends and holidays, the first of a year too', () => {
    expect(daysOf(of({ every: 'workday' }), '2026-12-24', 3)).toEqual([
      '2026-12-24',
      '2026-12-28',
      '2026-12-29',
    ])
    expect(daysOf(of({ every: 'month', n: 1, on: { working: 'first' } }), '2026-12-09', 2)).toEqual([
      '2027-01-04',
      '2027-02-01',
    ])
    expect(daysOf(of({ every: 'month', n: 1, on: { working: 'last' } }), '2026-12-09', 2)).toEqual([
      '2026-12-31',
      '2027-01-29',
    ])
  })

  test('no day behind its last one', () => {
    const weekly = of({ every: 'week', n: 1, on: [3] }, { until: '2026-12-23' })
    expect(daysOf(weekly, '2026-12-09', 9)).toEqual(['2026-12-09', '2026-12-16', '2026-12-23'])
    expect(firstDay(weekly, '2026-12-24', ITALY)).toBeNull()
  })
})

const rules: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ every: fc.constant('day' as const), n: fc.integer({ min: 1, max: 120 }) }),
  fc.constant({ every: 'workday' as const }),
  fc.record({
    every: fc.constant('week' as const),
    n: fc.integer({ min: 1, max: 20 }),
    on: fc.subarray([1, 2, 3, 4, 5, 6, 7] as const),
  }),
  fc.record({
    every: fc.constant('month' as const),
    n: fc.integer({ min: 1, max: 24 }),
    on: fc.oneof(
      fc.constant(null),
      fc.record({ day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last' as const)) }),
      fc.record({ nth: fc.constantFrom<Nth>(1, 2, 3, 4, 'last'), weekday: fc.constantFrom(1, 4, 7) }),
      fc.record({ working: fc.constantFrom('first', 'last') }),
    ),
  }),
  fc.constant({ every: 'year' as const, on: { month: 2, day: 29 } }),
)
const someDay = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => Temporal.PlainDate.from('2000-01-01').add({ days }).toString() as Day)

test('the next day is always there, later, and the soonest that fits: none is lost between', () => {
  fc.assert(
    fc.property(rules, someDay, fc.integer({ min: 0, max: 800 }), (rule, began, later) => {
      const repeats = of(rule)
      const first = firstDay(repeats, began, isWeekend) ?? expect.fail('never')
      const after = dateOf(first).add({ days: later }).toString() as Day
      const next = nextDay(repeats, after, first, isWeekend) ?? expect.fail('no more')
      expect(next > after).toBe(true)
      // Asked from any day between, the answer is the same.
      const between = dateOf(after).add({ days: Math.floor((daysBetween(after, next) - 1) / 2) })
      expect(nextDay(repeats, between.toString() as Day, first, isWeekend)).toBe(next)
      expect(settledOn(settledOn(repeats, first), next)).toEqual(settledOn(repeats, first))
    }),
    { numRuns: 3000 },
  )
})
