import { describe, expect, test } from 'vitest'
import { isHoliday, isOff } from '#src/calendar/workdays.ts'
import { nextRung, type Policy, USUAL_POLICY } from '#src/domain/ladder.ts'
import { daysLater, hoursLater, worktimeOf } from '#src/domain/routine.ts'

const at = (iso: string) => Temporal.Instant.from(iso)
const work = worktimeOf({ timeZone: 'Europe/Rome' }, { hours: null, away: null }, { isOff, isHoliday })
const rungs = (policy: Partial<Policy>, from: string): string[] => {
  const said: string[] = []
  let next = nextRung({ ...USUAL_POLICY, ...policy }, 0, at(from), work)
  while (next) {
    said.push(`${next.rung} ${next.at}`)
    next = nextRung({ ...USUAL_POLICY, ...policy }, next.rung + 1, next.at, work)
  }
  return said
}

describe('the ladder', () => {
  test('goes up by working hours and days, over a weekend', () => {
    expect(rungs({}, '2026-09-18T16:00:00Z')).toEqual([
      '0 2026-09-21T11:00:00Z',
      '1 2026-09-22T11:00:00Z',
      '2 2026-09-24T11:00:00Z',
    ])
  })

  test('leaves out the rungs that a team does not want', () => {
    expect(rungs({ threadHours: null, channelDays: null }, '2026-09-18T10:00:00Z')).toEqual([
      '1 2026-09-21T10:00:00Z',
    ])
    expect(rungs({ threadHours: null, leadDays: null, channelDays: null }, '2026-09-18T10:00:00Z')).toEqual(
      [],
    )
  })
})

describe('working time', () => {
  test.each([
    ['2026-09-18T13:00:00Z', 4, '2026-09-21T08:00:00Z'],
    ['2026-09-18T05:00:00Z', 1, '2026-09-18T08:00:00Z'],
    ['2026-09-19T05:00:00Z', 0.5, '2026-09-21T07:30:00Z'],
    ['2026-10-23T14:00:00Z', 9, '2026-10-26T15:00:00Z'],
  ])('from %s, %d hours later it is %s', (from, hours, then) => {
    expect(hoursLater(at(from), hours, work).toString()).toBe(then)
  })

  test('has no public holidays: of 7 December, one working day later is the ninth', () => {
    expect(daysLater(at('2026-12-07T10:00:00Z'), 1, work).toString()).toBe('2026-12-09T10:00:00Z')
  })

  test('may last until midnight', () => {
    const late = { ...work, hours: { opens: 14, closes: 24 } }
    expect(hoursLater(at('2026-09-18T20:00:00Z'), 3, late).toString()).toBe('2026-09-21T13:00:00Z')
  })
})
