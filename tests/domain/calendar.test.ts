import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDayOff } from '#src/calendar/workdays.ts'
import { AUDIENCE, isWeekend, isWithin, LOOKING_BACK, nextWithin, WORK } from '#src/domain/calendar.ts'
import type { Day } from '#src/domain/day.ts'

describe('what may be said at which hour', () => {
  const ZONES = ['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo'] as const
  /** Days around each change of clocks of that year, and around feasts. */
  const FROM = ['2026-03-06', '2026-03-27', '2026-04-03', '2026-10-02', '2026-10-23', '2026-12-23']

  test('never at night, on a weekend or a feast; and never later than the next hour that would do', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...FROM),
        fc.integer({ min: 0, max: 6 * 24 * 60 }),
        (zone, from, minutes) => {
          const at = Temporal.Instant.from(`${from}T00:00:00Z`).add({ minutes })
          const isOff = (day: Day) => isDayOff('IT', day)
          const may = (moment: Temporal.Instant): boolean => {
            const { hour, year, month, day } = moment.toZonedDateTimeISO(zone)
            const date = new Temporal.PlainDate(year, month, day).toString() as Day
            return hour >= 8 && hour < 20 && !isOff(date)
          }
          const next = nextWithin(AUDIENCE, at, zone, isOff)
          expect(may(next)).toBe(true)
          expect(next.equals(at)).toBe(may(at))
          // The model: minute by minute, there was none before it.
          const between = Math.floor(next.since(at).total('minutes'))
          expect(between).toBeGreaterThanOrEqual(0)
          for (let n = 0; n < between; n += 1) expect(may(at.add({ minutes: n }))).toBe(false)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('the hour counts by the wall clock, also on the days when it is put forward or back', () => {
    const none = () => false
    const next = (at: string) =>
      nextWithin(AUDIENCE, Temporal.Instant.from(at), 'Europe/Rome', none).toString()
    expect(next('2026-03-28T19:00:00Z')).toBe('2026-03-29T06:00:00Z')
    expect(next('2026-10-24T18:00:00Z')).toBe('2026-10-25T07:00:00Z')
    expect(next('2026-10-25T18:59:00Z')).toBe('2026-10-25T18:59:00Z')
    expect(next('2026-10-25T19:00:00Z')).toBe('2026-10-26T07:00:00Z')
  })
})

describe('the hours of each kind', () => {
  test('from the first of them until before the last', () => {
    const at = (hour: number) => ({ hour })
    for (const [hours, opens, closes] of [
      [WORK, 9, 18],
      [AUDIENCE, 8, 20],
      [LOOKING_BACK, 10, 18],
    ] as const) {
      expect([opens - 1, opens, closes - 1, closes].map((it) => isWithin(hours, at(it)))).toEqual([
        false,
        true,
        true,
        false,
      ])
    }
  })

  test('work is from Monday to Friday', () => {
    const next = (at: string) =>
      nextWithin(WORK, Temporal.Instant.from(at), 'Europe/Rome', isWeekend).toString()
    expect(next('2026-11-27T16:59:30Z')).toBe('2026-11-27T16:59:30Z')
    expect(next('2026-11-27T17:00:00Z')).toBe('2026-11-30T08:00:00Z')
    expect(next('2026-11-28T12:00:00Z')).toBe('2026-11-30T08:00:00Z')
    expect(next('2026-11-30T03:00:00Z')).toBe('2026-11-30T08:00:00Z')
  })
})
