import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDayOff } from '#src/calendar/workdays.ts'
import type { Day } from '#src/domain/day.ts'
import type { ClockTime } from '#src/domain/due.ts'
import type { Nth, OnMonth, Repeats, Rule, Weekday } from '#src/domain/repeats.ts'
import { repeatsAmid, repeatsMeant } from '#src/kit/dates/repeats.ts'
import { voice } from '#src/kit/voice.ts'
import { repeatsSaid } from '#src/views/repeats.ts'

/** A Wednesday, ten in the morning. */
const here = {
  now: Temporal.Instant.from('2026-12-09T09:00:00Z'),
  timeZone: 'Europe/Rome',
  isOff: (day: Day) => isDayOff('IT', day),
}

/** `week 2 on 2 at 10:00 until 2027-06-30 ×5`, as short as a table wants it. */
const shortly = ({ rule, time, until, times }: Repeats): string =>
  [
    shortRule(rule),
    ...(time ? [`at ${time}`] : []),
    ...(until ? [`until ${until}`] : []),
    ...(times ? [`×${times}`] : []),
  ].join(' ')
const shortRule = (rule: Rule): string => {
  if (rule.every === 'workday') return 'workday'
  if (rule.every === 'day') return `day ${rule.n}`
  if (rule.every === 'week') return `week ${rule.n}${rule.on.length > 0 ? ` on ${rule.on.join('+')}` : ''}`
  if (rule.every === 'year') return `year${rule.on ? ` on ${rule.on.day}.${rule.on.month}` : ''}`
  return `month ${rule.n}${rule.on ? ` on ${shortOn(rule.on)}` : ''}`
}
const shortOn = (on: OnMonth): string =>
  'working' in on ? `${on.working} working` : 'nth' in on ? `${on.nth} ${on.weekday}` : String(on.day)

const ENGLISH: readonly (readonly [string, string])[] = [
  ['every day', 'day 1'],
  ['Daily', 'day 1'],
  ['every day at 9', 'day 1 at 09:00'],
  ['every morning', 'day 1 at 09:00'],
  ['every evening', 'day 1 at 20:00'],
  ['every other day', 'day 2'],
  ['every 3 days', 'day 3'],
  ['every three days', 'day 3'],
  ['every weekday', 'workday'],
  ['every weekday at 9:30', 'workday at 09:30'],
  ['every working day', 'workday'],
  ['every business day at 5pm', 'workday at 17:00'],
  ['on weekdays', 'workday'],
  ['Monday to Friday', 'free'],
  ['every Monday to Friday', 'workday'],
  ['every week', 'week 1'],
  ['weekly', 'week 1'],
  ['weekly on Fridays', 'week 1 on 5'],
  ['every Monday', 'week 1 on 1'],
  ['every mon', 'week 1 on 1'],
  ['on Mondays', 'week 1 on 1'],
  ['every Monday at 10', 'week 1 on 1 at 10:00'],
  ['every Monday, at 10:30', 'week 1 on 1 at 10:30'],
  ['every Friday afternoon', 'week 1 on 5 at 15:00'],
  ['every Monday and Thursday', 'week 1 on 1+4'],
  ['every Thursday and Monday at noon', 'week 1 on 1+4 at 12:00'],
  ['every Mon, Wed and Fri', 'week 1 on 1+3+5'],
  ['on Tuesdays and Thursdays', 'week 1 on 2+4'],
  ['every other week', 'week 2'],
  ['fortnightly', 'week 2'],
  ['every fortnight on Friday', 'week 2 on 5'],
  ['every 2 weeks on Tuesday', 'week 2 on 2'],
  ['every two weeks on Tuesday and Friday at 18:00', 'week 2 on 2+5 at 18:00'],
  ['every other Monday', 'week 2 on 1'],
  ['every second Friday', 'week 2 on 5'],
  ['every month', 'month 1'],
  ['monthly', 'month 1'],
  ['monthly on the 1st', 'month 1 on 1'],
  ['every month on the 15th', 'month 1 on 15'],
  ['on the 15th of every month', 'month 1 on 15'],
  ['every 15th', 'month 1 on 15'],
  ['every month on the 31st at 9am', 'month 1 on 31 at 09:00'],
  ['every month on the last day', 'month 1 on last'],
  ['every last day of the month', 'month 1 on last'],
  ['at the end of every month', 'month 1 on last'],
  ['every month end', 'month 1 on last'],
  ['every first Monday of the month', 'month 1 on 1 1'],
  ['the first Monday of every month', 'month 1 on 1 1'],
  ['every month on the second Tuesday', 'month 1 on 2 2'],
  ['every last Friday of the month at 16:00', 'month 1 on last 5 at 16:00'],
  ['every first working day', 'month 1 on first working'],
  ['every first working day of the month', 'month 1 on first working'],
  ['the last working day of every month', 'month 1 on last working'],
  ['every other month', 'month 2'],
  ['every 2 months on the 10th', 'month 2 on 10'],
  ['every quarter', 'month 3'],
  ['quarterly on the first Monday', 'month 3 on 1 1'],
  ['every six months', 'month 6'],
  ['every year', 'year'],
  ['every year on 4 December', 'year on 4.12'],
  ['every 29 February', 'year on 29.2'],
  ['every 31 February', 'free'],
  ['every Monday until June', 'week 1 on 1 until 2027-06-30'],
  ['every Monday until the end of December', 'week 1 on 1 until 2026-12-31'],
  ['every Monday at 10 until 15 March', 'week 1 on 1 at 10:00 until 2027-03-15'],
  ['every day 5 times', 'day 1 ×5'],
  ['every week for 10 times', 'week 1 ×10'],
  ['every Friday for 6 weeks', 'week 1 on 5 until 2027-01-20'],
  ['every Monday until June, 5 times', 'week 1 on 1 until 2027-06-30 ×5'],
  ['every creator', 'free'],
  ['every monday meeting', 'free'],
  ['every 0 days', 'free'],
  ['every 500 months', 'free'],
  ['Monday', 'free'],
  ['end of month', 'free'],
]

const ITALIAN: readonly (readonly [string, string])[] = [
  ['ogni giorno', 'day 1'],
  ['tutti i giorni', 'day 1'],
  ['ogni giorno alle 9', 'day 1 at 09:00'],
  ['ogni mattina', 'day 1 at 09:00'],
  ['tutte le sere', 'day 1 at 20:00'],
  ['a giorni alterni', 'day 2'],
  ['un giorno sì e uno no', 'day 2'],
  ['ogni 3 giorni', 'day 3'],
  ['ogni tre giorni', 'day 3'],
  ['ogni quindici giorni', 'week 2'],
  ['ogni giorno lavorativo', 'workday'],
  ['ogni giorno feriale alle 9:30', 'workday at 09:30'],
  ['tutti i giorni feriali', 'workday'],
  ['nei giorni lavorativi', 'workday'],
  ['dal lunedì al venerdì', 'workday'],
  ['ogni settimana', 'week 1'],
  ['settimanalmente', 'week 1'],
  ['ogni settimana di venerdì', 'week 1 on 5'],
  ['ogni lunedì', 'week 1 on 1'],
  ['ogni lunedi', 'week 1 on 1'],
  ['Ogni lun', 'week 1 on 1'],
  ['tutti i lunedì', 'week 1 on 1'],
  ['tutte le domeniche', 'week 1 on 7'],
  ['ogni lunedì alle 10', 'week 1 on 1 at 10:00'],
  ['ogni venerdì pomeriggio', 'week 1 on 5 at 15:00'],
  ['ogni lunedì e giovedì', 'week 1 on 1+4'],
  ['tutti i martedì e i giovedì alle 15:30', 'week 1 on 2+4 at 15:30'],
  ['ogni lunedì, mercoledì e venerdì', 'week 1 on 1+3+5'],
  ['ogni due settimane', 'week 2'],
  ['ogni 2 settimane di martedì', 'week 2 on 2'],
  ['ogni due settimane il martedì e il venerdì alle 18', 'week 2 on 2+5 at 18:00'],
  ['un lunedì sì e uno no', 'week 2 on 1'],
  ['a settimane alterne', 'week 2'],
  ['ogni mese', 'month 1'],
  ['mensilmente', 'month 1'],
  ['ogni mese il 15', 'month 1 on 15'],
  ['il 15 di ogni mese', 'month 1 on 15'],
  ['l’8 di ogni mese', 'month 1 on 8'],
  ['il primo di ogni mese', 'month 1 on 1'],
  ['il 31 di ogni mese alle 9', 'month 1 on 31 at 09:00'],
  ['ogni 15 del mese', 'month 1 on 15'],
  ['ogni fine mese', 'month 1 on last'],
  ['alla fine di ogni mese', 'month 1 on last'],
  ['l’ultimo giorno di ogni mese', 'month 1 on last'],
  ['ogni ultimo giorno del mese', 'month 1 on last'],
  ['ogni primo lunedì del mese', 'month 1 on 1 1'],
  ['il primo lunedì di ogni mese', 'month 1 on 1 1'],
  ['ogni prima domenica del mese', 'month 1 on 1 7'],
  ['l’ultimo venerdì di ogni mese alle 16', 'month 1 on last 5 at 16:00'],
  ['il primo giorno lavorativo di ogni mese', 'month 1 on first working'],
  ['ogni primo giorno lavorativo', 'month 1 on first working'],
  ['ogni ultimo giorno lavorativo del mese', 'month 1 on last working'],
  ['ogni due mesi', 'month 2'],
  ['ogni 2 mesi il 10', 'month 2 on 10'],
  ['ogni trimestre', 'month 3'],
  ['ogni tre mesi', 'month 3'],
  ['ogni semestre', 'month 6'],
  ['ogni anno', 'year'],
  ['ogni anno il 4 dicembre', 'year on 4.12'],
  ['ogni 29 febbraio', 'year on 29.2'],
  ['ogni lunedì fino a giugno', 'week 1 on 1 until 2027-06-30'],
  ['ogni lunedì alle 10 fino al 15 marzo', 'week 1 on 1 at 10:00 until 2027-03-15'],
  ['ogni giorno 5 volte', 'day 1 ×5'],
  ['ogni settimana per 10 volte', 'week 1 ×10'],
  ['ogni venerdì per 6 settimane', 'week 1 on 5 until 2027-01-20'],
  ['ogni creator', 'free'],
  ['ogni lunedì libero', 'free'],
  ['fine mese', 'free'],
  ['il primo lunedì del mese', 'free'],
  ['un lunedì', 'free'],
]

describe('how often', () => {
  test.each([...ENGLISH, ...ITALIAN])('%s: %s', (phrase, means) => {
    const found = repeatsMeant(phrase, here)
    expect(found === null ? 'free' : shortly(found)).toBe(means)
  })
  test('at least forty phrases in each language', () => {
    expect(Math.min(ENGLISH.length, ITALIAN.length)).toBeGreaterThanOrEqual(40)
  })
})

const weekday = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7)
const onMonth: fc.Arbitrary<OnMonth> = fc.oneof(
  fc.record({ day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last' as const)) }),
  fc.record({ nth: fc.constantFrom<Nth>(1, 2, 3, 4, 'last'), weekday }),
  fc.record({ working: fc.constantFrom('first', 'last') }),
)
const n = fc.integer({ min: 1, max: 120 })
const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ every: fc.constant('day' as const), n }),
  fc.record({ every: fc.constant('workday' as const) }),
  fc.record({
    every: fc.constant('week' as const),
    n,
    on: fc.uniqueArray(weekday, { minLength: 1 }).map((days) => days.toSorted()),
  }),
  fc.record({ every: fc.constant('month' as const), n, on: onMonth }),
  fc.record({
    every: fc.constant('year' as const),
    on: fc
      .integer({ min: 0, max: 365 })
      .map((days) => Temporal.PlainDate.from('2024-01-01').add({ days }))
      .map(({ month, day }) => ({ month, day })),
  }),
)
const repeats: fc.Arbitrary<Repeats> = fc.record({
  rule,
  time: fc.option(
    fc
      .integer({ min: 0, max: 24 * 60 - 1 })
      .map((it) => Temporal.PlainTime.from('00:00').add({ minutes: it }).toString().slice(0, 5) as ClockTime),
    { nil: null },
  ),
  until: fc.option(
    fc
      .integer({ min: 0, max: 4000 })
      .map((days) => Temporal.PlainDate.from('2026-12-09').add({ days }).toString() as Day),
    { nil: null },
  ),
  times: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: null }),
})

test.each(['en', 'it'] as const)('what is printed is read as the same, in %s', (locale) => {
  const v = voice(locale, 'Europe/Rome')
  fc.assert(
    // “Every 15 days” is two weeks to Italians.
    fc.property(repeats, (it) => {
      fc.pre(!(locale === 'it' && it.rule.every === 'day' && it.rule.n === 15))
      expect(repeatsMeant(repeatsSaid(v, it), here)).toEqual(it)
    }),
    { numRuns: 3000 },
  )
})

test('never throws, and takes nothing out of a text that does not say it', () => {
  const words = [...ENGLISH, ...ITALIAN].flatMap(([phrase]) => phrase.split(' '))
  const line = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 })), { maxLength: 14 })
  fc.assert(
    fc.property(line, (said) => {
      const found = repeatsAmid(said, here, () => false)
      // Nothing ends but the text itself.
      if (found) expect(found.at + found.used).toBe(said.length)
    }),
    { numRuns: 20_000 },
  )
})
