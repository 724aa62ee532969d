import { describe, expect, test } from 'vitest'
import { isHoliday, isOff } from '#src/calendar/workdays.ts'
import { type Followup, newFollowup } from '#src/domain/followup.ts'
import { type AskStep, nextAsked } from '#src/domain/reminding.ts'
import { type Routine, worktimeOf } from '#src/domain/routine.ts'

const at = (iso: string) => Temporal.Instant.from(iso)
const ROME = 'Europe/Rome'
const work = (routine: Partial<Routine> = {}, timeZone = ROME) =>
  worktimeOf({ timeZone }, { hours: null, away: null, ...routine }, { isOff, isHoliday })
const promise = (given: Partial<Followup> = {}): Followup => ({
  ...newFollowup({
    ...(given.createdAt && { promisedAt: given.createdAt }),
    what: 'call Aurora',
    owner: 'U0ANNA',
    reporter: 'U0TOM',
    due: { day: '2026-09-24', time: '18:00', timeZone: ROME },
    createdAt: at('2026-09-16T07:30:00Z'),
  }),
  id: 'tsk_1',
  ref: 'FU-1',
  dueAt: null,
  team: 'T0TEST',
  version: 1,
  ...given,
})

/** What its owner has heard is neither snoozed any more, nor promised to be asked again. */
const HEARD = { snoozedUntil: null, againAt: null }

/** All that is asked until a moment, as local wall time. */
const asked = (it: Followup, until: string, { hours = work(), from = it.createdAt } = {}) => {
  const said: string[] = []
  let next = nextAsked({ ...it, askedAt: from }, hours)
  for (; next; next = nextAsked({ ...it, ...HEARD, askedAt: next.at }, hours)) {
    if (Temporal.Instant.compare(next.at, at(until)) > 0) break
    const local = next.at.toZonedDateTimeISO(hours.timeZone).toPlainDateTime()
    said.push(`${next.step} ${local.toString({ smallestUnit: 'minute' })}`)
  }
  return said
}

describe('when somebody is asked after a promise', () => {
  test.each<{ what: string; it: Partial<Followup>; until: string; hears: string[] }>([
    {
      what: 'the working morning before, the morning of the day, and the first, third, eighth one after',
      it: {},
      until: '2026-10-14T00:00:00Z',
      hears: [
        'before 2026-09-23T09:00',
        'day 2026-09-24T09:00',
        'late 2026-09-25T09:00',
        'late 2026-09-29T09:00',
        'late 2026-10-06T09:00',
        'late 2026-10-13T09:00',
      ],
    },
    {
      what: 'not before the day, of a promise of two days',
      it: { due: { day: '2026-09-18', time: '18:00', timeZone: ROME } },
      until: '2026-09-19T00:00:00Z',
      hears: ['day 2026-09-18T09:00'],
    },
    {
      what: 'half an hour before an hour of its own',
      it: { due: { day: '2026-09-18', time: '15:00', timeZone: ROME } },
      until: '2026-09-19T00:00:00Z',
      hears: ['day 2026-09-18T09:00', 'moment 2026-09-18T14:30'],
    },
    {
      what: 'not twice within an hour, nor out of hours: an hour near the morning, or in the evening',
      it: { due: { day: '2026-09-18', time: '10:15', timeZone: ROME } },
      until: '2026-09-19T00:00:00Z',
      hears: ['day 2026-09-18T09:00'],
    },
    {
      what: 'of a Saturday’s, on Friday and on Monday, once',
      it: { due: { day: '2026-09-26', time: '18:00', timeZone: ROME } },
      until: '2026-09-29T00:00:00Z',
      hears: ['before 2026-09-25T09:00', 'late 2026-09-28T09:00'],
    },
    {
      what: 'the working day before a day off, however near that is',
      it: {
        due: { day: '2026-09-19', time: '18:00', timeZone: ROME },
        createdAt: at('2026-09-17T07:30:00Z'),
      },
      until: '2026-09-21T12:00:00Z',
      hears: ['before 2026-09-18T09:00', 'late 2026-09-21T09:00'],
    },
    {
      what: 'around a public holiday: Tuesday 8 December, and the Monday between is a working day',
      it: {
        due: { day: '2026-12-08', time: '18:00', timeZone: ROME },
        createdAt: at('2026-12-01T08:00:00Z'),
      },
      until: '2026-12-10T00:00:00Z',
      hears: ['before 2026-12-07T09:00', 'late 2026-12-09T09:00'],
    },
    {
      what: 'for today, in a while',
      it: { due: { day: '2026-09-16', time: '18:00', timeZone: ROME } },
      until: '2026-09-17T00:00:00Z',
      hears: ['day 2026-09-16T11:30'],
    },
    {
      what: 'for an hour of today, half an hour before it and not in a while too',
      it: { due: { day: '2026-09-16', time: '11:00', timeZone: ROME } },
      until: '2026-09-17T00:00:00Z',
      hears: ['moment 2026-09-16T10:30'],
    },
    {
      what: 'for an hour that is over before anybody could be asked, once',
      it: { due: { day: '2026-09-16', time: '09:45', timeZone: ROME } },
      until: '2026-09-17T00:00:00Z',
      hears: ['late 2026-09-16T11:30'],
    },
    { what: 'never without a date', it: { due: null }, until: '2036-01-01T00:00:00Z', hears: [] },
    { what: 'never once it is done', it: { state: 'done' }, until: '2036-01-01T00:00:00Z', hears: [] },
    {
      what: 'whether it still waits for something, on the morning of the day and each week',
      it: { blocked: { by: null, on: 'the lawyers' } },
      until: '2026-10-09T00:00:00Z',
      hears: ['waits 2026-09-24T09:00', 'waits 2026-10-01T09:00', 'waits 2026-10-08T09:00'],
    },
    {
      what: 'whoever it waits for, on the morning of the day and each week',
      it: { blocked: { by: 'U0TOM', on: null } },
      until: '2026-10-09T00:00:00Z',
      hears: ['blocker 2026-09-24T09:00', 'blocker 2026-10-01T09:00', 'blocker 2026-10-08T09:00'],
    },
    {
      what: 'whoever it waits for, when it was late already: a week on',
      it: { blocked: { by: 'U0TOM', on: null }, promisedAt: at('2026-10-14T10:00:00Z') },
      until: '2026-10-23T00:00:00Z',
      hears: ['blocker 2026-10-15T09:00', 'blocker 2026-10-22T09:00'],
    },
    {
      what: 'when whoever is on it was promised to be, and not sooner; then as ever',
      it: { againAt: at('2026-10-08T07:00:00Z'), promisedAt: at('2026-10-06T10:00:00Z') },
      until: '2026-10-14T00:00:00Z',
      hears: ['again 2026-10-08T09:00', 'late 2026-10-13T09:00'],
    },
    {
      what: 'never later than on the morning of the day, of one that somebody is on',
      it: { againAt: at('2026-09-25T07:00:00Z') },
      until: '2026-09-26T00:00:00Z',
      hears: ['day 2026-09-24T09:00', 'late 2026-09-25T09:00'],
    },
    {
      what: 'once again without a date, when that was promised',
      it: { due: null, againAt: at('2026-09-25T07:00:00Z') },
      until: '2036-01-01T00:00:00Z',
      hears: ['again 2026-09-25T09:00'],
    },
    {
      what: 'the last working morning before an hour before work begins',
      it: { due: { day: '2026-09-18', time: '08:00', timeZone: ROME } },
      until: '2026-09-19T00:00:00Z',
      hears: ['day 2026-09-17T09:00'],
    },
    {
      what: 'when it was snoozed to, and from then on as ever',
      it: { snoozedUntil: at('2026-09-27T07:00:00Z') },
      until: '2026-10-01T00:00:00Z',
      hears: ['snoozed 2026-09-28T09:00', 'late 2026-09-29T09:00'],
    },
  ])('$what', ({ it, until, hears }) => {
    expect(asked(promise(it), until)).toEqual(hears)
  })

  test('in their own hours, on their own days, where they live', () => {
    const sundays = work({ hours: { opens: 14, closes: 22, days: [7, 1, 2, 3] } }, 'America/New_York')
    const it = promise({ due: { day: '2026-09-25', time: '18:00', timeZone: ROME } })
    expect(asked(it, '2026-10-01T00:00:00Z', { hours: sundays })).toEqual([
      'before 2026-09-23T14:00',
      'late 2026-09-27T14:00',
      'late 2026-09-29T14:00',
    ])
  })

  test('at nine by the wall, on both sides of the clocks’ change', () => {
    const it = promise({ due: { day: '2026-10-26', time: '18:00', timeZone: ROME } })
    const before = nextAsked({ ...it, askedAt: at('2026-10-20T00:00:00Z') }, work())
    const day = nextAsked({ ...it, askedAt: at('2026-10-24T00:00:00Z') }, work())
    expect([before?.at.toString(), day?.at.toString()]).toEqual([
      '2026-10-23T07:00:00Z',
      '2026-10-26T08:00:00Z',
    ])
  })

  test('after two years of silence, once, and in good time', () => {
    const next = nextAsked(promise({ askedAt: at('2028-09-24T12:00:00Z') }), work())
    expect(next).toEqual({ at: expect.anything(), step: 'late' satisfies AskStep })
    expect(next?.at.until('2028-10-03T00:00:00Z').sign).toBe(1)
  })

  test('what is moved to a time that has begun comes in a while, and not at once', () => {
    const moved = promise({
      due: { day: '2026-09-18', time: '18:00', timeZone: ROME },
      askedAt: at('2026-09-18T07:00:00Z'),
      promisedAt: at('2026-09-18T10:00:00Z'),
    })
    expect(nextAsked(moved, work())?.at.toString()).toBe('2026-09-18T12:00:00Z')
  })
})
