import { expect, test } from 'vitest'
import { publicHolidays } from '#src/calendar/holidays.ts'
import { holidayOn, holidaysReady } from '#src/calendar/workdays.ts'

const daysOf = (country: string, ...years: number[]) =>
  publicHolidays(country, years, 'en').map(({ day }) => day)

test('a country’s public holidays, those that move included', () => {
  expect(daysOf('IT', 2026)).toEqual(
    expect.arrayContaining([
      '2026-01-06',
      '2026-04-06',
      '2026-04-25',
      '2026-06-02',
      '2026-08-15',
      '2026-12-26',
    ]),
  )
  // Mother's day is an observance: people work.
  expect(daysOf('IT', 2026)).not.toContain('2026-05-10')
  expect(daysOf('ES', 2026)).toContain('2026-10-12')
  expect(daysOf('DE', 2026, 2027)).toEqual(expect.arrayContaining(['2026-10-03', '2027-10-03']))
})

test('each day of a feast of several days, and one of a holiday of one', () => {
  const daysNamed = (country: string, year: number, name: RegExp) =>
    publicHolidays(country, [year], 'en')
      .filter((holiday) => name.test(holiday.name))
      .map(({ day }) => day)
  expect(daysNamed('TR', 2026, /Adha/)).toEqual([
    '2026-05-27',
    '2026-05-28',
    '2026-05-29',
    '2026-05-30',
    '2026-05-31',
  ])
  expect(daysNamed('TR', 2026, /Republic/)).toEqual(['2026-10-29'])
  // The clocks go back on this one, and it has 25 hours; they go forward on the other.
  expect(daysNamed('AT', 2025, /National/)).toEqual(['2025-10-26'])
  expect(daysNamed('CH', 2027, /Easter Sunday/)).toEqual(['2027-03-28'])
})

test('in the language asked for; none of a country that nobody knows', () => {
  const name = (language: string) =>
    publicHolidays('IT', [2026], language).find(({ day }) => day === '2026-12-25')?.name
  expect(name('it')).toMatch(/^Natale/)
  expect(name('en')).toBe('Christmas Day')
  expect(publicHolidays('XX', [2026], 'en')).toEqual([])
  expect(publicHolidays('', [2026], 'en')).toEqual([])
})

test('worked out beforehand a piece at a time, so that others have their turn', async () => {
  let turns = 0
  const ready = new AbortController()
  const beat = () => {
    turns++
    if (!ready.signal.aborted) setImmediate(beat)
  }
  setImmediate(beat)
  await holidaysReady(['NO', 'SE'], [2026, 2027])
  ready.abort()
  // Two countries, of each two years, of each two languages, with what reaches over from the year before.
  expect(turns).toBeGreaterThanOrEqual(16)
  expect(holidayOn('NO', '2026-05-17')?.en).toMatch(/Constitution/)
  expect(holidayOn('SE', '2027-01-06')?.it).toMatch(/Epifania/)
})
