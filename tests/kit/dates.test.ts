import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { isWeekend } from '#src/domain/calendar.ts'
import type { Due } from '#src/domain/due.ts'
import { dayMeant, leadingDate, trailingDate } from '#src/kit/dates/amid.ts'
import { isOver, meant } from '#src/kit/dates/meant.ts'

/** Wednesday 10 December 2025, ten in the morning in Rome. */
const at = (instant: string, timeZone = 'Europe/Rome') => ({
  now: Temporal.Instant.from(instant),
  timeZone,
  isOff: isWeekend,
})
const rome = at('2025-12-10T09:00:00Z')
const shown = ({ day, time }: Due): string => (time === null ? day : `${day} ${time}`)
const said = (dues: readonly Due[] | undefined): string | null => dues?.map(shown).join(' | ') || null
const meaning = (text: string, here = rome): string | null => said(meant(text, here) ?? undefined)

describe('on Wednesday 10 December 2025', () => {
  test.each([
    ['oggi', '2025-12-10'],
    ['Today', '2025-12-10'],
    ['stasera', '2025-12-10 20:00'],
    ['stamattina', '2025-12-10 13:00'],
    ['EOD', '2025-12-10 18:00'],
    ['cob', '2025-12-10 18:00'],
    ['fine giornata', '2025-12-10 18:00'],
    ['domani', '2025-12-11'],
    ['tomorrow', '2025-12-11'],
    ['domani mattina', '2025-12-11 09:00'],
    ['domani alle 15:30', '2025-12-11 15:30'],
    ['tomorrow at 3pm', '2025-12-11 15:00'],
    ['dopodomani', '2025-12-12'],
    ['the day after tomorrow', '2025-12-12'],
    ['ieri', '2025-12-09'],
    ['due giorni fa', '2025-12-08'],

    ['venerdì', '2025-12-12'],
    ['venerdi', '2025-12-12'],
    ["venerdi'", '2025-12-12'],
    ['Ven.', '2025-12-12'],
    ['questo venerdì', '2025-12-12'],
    ['friday', '2025-12-12'],
    ['Fri', '2025-12-12'],
    ['mercoledì', '2025-12-10'],
    ['mar', '2025-12-16'],
    ['martedì', '2025-12-16'],
    ['lunedì prossimo', '2025-12-15'],
    ['prossimo lunedì', '2025-12-15'],
    ['venerdì prossimo', '2025-12-12 | 2025-12-19'],
    ['next friday', '2025-12-12 | 2025-12-19'],
    ['friday next week', '2025-12-19'],
    ['lunedì della settimana prossima', '2025-12-15'],
    ['domenica prossima', '2025-12-14 | 2025-12-21'],
    ['lunedì scorso', '2025-12-08'],
    ['mercoledì scorso', '2025-12-03'],
    ['last monday', '2025-12-08'],
    ['venerdì alle 18', '2025-12-12 18:00'],
    ['venerdì 12', '2025-12-12'],
    ['domenica 14', '2025-12-14'],
    ['lunedì 12', '2025-12-12 | 2026-01-12'],
    ['mar 16', '2025-12-16'],
    ['mar 17', '2026-02-17 | 2026-03-17'],
    ['mar 5', '2026-03-05'],
    ['16 mar', '2026-03-16'],
    ['lunedì 15 dicembre', '2025-12-15'],
    ['Monday, December 15', '2025-12-15'],
    ['martedì 15 dicembre', null],
    ['venerdì 11', null],

    ['tra 3 giorni', '2025-12-13'],
    ['fra 3 giorni', '2025-12-13'],
    ['in 3 giorni', '2025-12-13'],
    ['tra tre giorni', '2025-12-13'],
    ['tra 10 gg', '2025-12-20'],
    ['in 3 days', '2025-12-13'],
    ['3 days from now', '2025-12-13'],
    ['entro 3 giorni', '2025-12-13'],
    ['tra una settimana', '2025-12-17'],
    ['fra due settimane', '2025-12-24'],
    ['in a week', '2025-12-17'],
    ['tra un mese', '2026-01-10'],
    ['tra un paio di giorni', '2025-12-12'],
    ['in a couple of weeks', '2025-12-24'],
    ["tra mezz'ora", '2025-12-10 10:30'],
    ['tra mezz’ora', '2025-12-10 10:30'],
    ['tra 15 ore', '2025-12-11 01:00'],
    ['+3d', '2025-12-13'],
    ['3d', '2025-12-13'],
    ['2w', '2025-12-24'],
    ['3 giorni lavorativi', '2025-12-15'],
    ['tra 5 gg lav', '2025-12-17'],
    ['in 3 business days', '2025-12-15'],

    ['15/12', '2025-12-15'],
    ['15/12/2025', '2025-12-15'],
    ['15-12-2025', '2025-12-15'],
    ['15.12.2025', '2025-12-15'],
    ['15.12.', '2025-12-15'],
    ['31/12/25', '2025-12-31'],
    ['2026-12-04', '2026-12-04'],
    ['03/04', '2026-04-03'],
    ['3/4/2026', '2026-04-03'],
    ['09/12', '2026-12-09'],
    ['09/12/2025', '2025-12-09'],
    ['29/2', '2028-02-29'],
    ['31/02', null],
    ['12/25', null],
    ['12/25/2025', null],
    ['15 dicembre', '2025-12-15'],
    ['15 dic', '2025-12-15'],
    ['15 dec', '2025-12-15'],
    ['dec 15', '2025-12-15'],
    ['Dec 15, 2026', '2026-12-15'],
    ['the 3rd of March', '2026-03-03'],
    ['15 dicembre alle 18', '2025-12-15 18:00'],
    ['1° gennaio', '2026-01-01'],
    ['primo gennaio', '2026-01-01'],
    ['9 dicembre', '2026-12-09'],
    ['9 dicembre 2025', '2025-12-09'],
    ['il 15', '2025-12-15'],
    ["l'8", '2026-01-08'],
    ['il 10', '2025-12-10'],
    ['il 9', '2026-01-09'],
    ['the 15th', '2025-12-15'],
    ['il 15 del mese prossimo', '2026-01-15'],

    ['entro venerdì', '2025-12-12'],
    ['entro il 20/12', '2025-12-20'],
    ['by friday', '2025-12-12'],
    ['^domani', '2025-12-11'],
    ['fine mese', '2025-12-31'],
    ['entro fine mese', '2025-12-31'],
    ['EOM', '2025-12-31'],
    ['end of month', '2025-12-31'],
    ['fine del mese prossimo', '2026-01-31'],
    ['fine settimana', '2025-12-12'],
    ['fine settimana lavorativa', '2025-12-12'],
    ['eow', '2025-12-12'],
    ['end of week', '2025-12-12'],
    ['inizio settimana', '2025-12-15'],
    ['a fine mese', '2025-12-31'],
    ['entro il mese', '2025-12-31'],
    ['entro la settimana', '2025-12-12'],
    ['this week', '2025-12-12'],
    ['fine settimana prossima', '2025-12-19'],
    ['2 sett', '2025-12-24'],
    ['12 sett', '2026-09-12'],
    ['(venerdì)', '2025-12-12'],
    ['“domani”', '2025-12-11'],
    ['fine anno', '2025-12-31'],
    ['fine dicembre', '2025-12-31'],
    ['metà gennaio', '2026-01-15'],
    ['metà mese', '2025-12-15'],
    ['end of january', '2026-01-31'],
    ['la prossima settimana', '2025-12-17'],
    ['la settimana prossima', '2025-12-17'],
    ['settimana prossima', '2025-12-17'],
    ['next week', '2025-12-17'],
    ['settimana scorsa', '2025-12-03'],
    ['il mese prossimo', '2026-01-10'],
    ['ore 15', '2025-12-10 15:00'],
    ['h 15', '2025-12-10 15:00'],
    ['15.30', '2025-12-10 15:30'],

    ['Natale', '2025-12-25'],
    ['christmas', '2025-12-25'],
    ['capodanno', '2026-01-01'],
    ['Ferragosto', '2026-08-15'],
    ['Pasqua', '2026-04-05'],
    ['Easter Monday', '2026-04-06'],
    ['pasqua 2027', '2027-03-28'],

    ['two days before friday', '2025-12-10'],
    ['in un mese e due giorni', '2026-01-12'],

    ['', null],
    ['presto', null],
    ['appena possibile', null],
    ['dicembre', null],
    ['may', null],
    ['15', null],
    ['ha fatto 3 giorni validi', null],
    ['live da 3 ore', null],
    ['un mese di calo', null],
    ['1/2 del target', null],
    ['tier 3/4', null],
    ['aspetto risposta di Dom', null],
    ['call Aurora by friday', null],
    ['tra 99999 giorni', null],
    ['9999 months from now', null],
    ['2026-13-40', null],
  ])('%j is %s', (text, day) => expect(meaning(text)).toBe(day))
})

describe('at the edges', () => {
  test.each([
    ['fine mese', '2026-01-31T11:00:00Z', '2026-01-31'],
    ['tra un mese', '2026-01-31T11:00:00Z', '2026-02-28'],
    ['il 31', '2026-02-01T11:00:00Z', '2026-03-31'],
    ['il 30', '2026-01-31T11:00:00Z', '2026-03-30'],
    ['domani', '2025-12-31T11:00:00Z', '2026-01-01'],
    ['1 gennaio', '2025-12-31T11:00:00Z', '2026-01-01'],
    ['31/12', '2025-12-31T11:00:00Z', '2025-12-31'],
    ['metà mese', '2025-12-20T11:00:00Z', '2026-01-15'],
    ['fine dicembre', '2025-12-31T22:30:00Z', '2025-12-31'],
    ['fine dicembre', '2025-12-31T23:30:00Z', '2026-12-31'],
    ['eow', '2025-12-13T11:00:00Z', '2025-12-14'],
    ['inizio settimana', '2025-12-15T11:00:00Z', '2025-12-22'],
    ['lunedì prossimo', '2025-12-14T11:00:00Z', '2025-12-15'],
    ['3 business days', '2025-12-13T11:00:00Z', '2025-12-17'],
    // The night of 28 to 29 March 2026 lacks an hour in Rome; that of 25 October 2026 has one twice.
    ['domani', '2026-03-28T22:30:00Z', '2026-03-29'],
    ['domani', '2026-03-28T23:30:00Z', '2026-03-30'],
    ['tra 3 ore', '2026-03-28T20:30:00Z', '2026-03-29 00:30'],
    ['tra 2 ore', '2026-03-28T20:30:00Z', '2026-03-28 23:30'],
    ['lunedì alle 9', '2026-03-27T11:00:00Z', '2026-03-30 09:00'],
    ['two days after tomorrow', '2026-03-27T22:30:00Z', '2026-03-30'],
    ['tra 24 ore', '2026-10-24T22:30:00Z', '2026-10-25 23:30'],
    ['tra 1 giorno', '2026-10-24T22:30:00Z', '2026-10-26'],
  ])('%s at %s is %s', (text, now, day) => expect(meaning(text, at(now))).toBe(day))

  test.each([
    ['Europe/Rome', '2025-12-11'],
    ['America/Los_Angeles', '2025-12-10'],
    ['Pacific/Kiritimati', '2025-12-11'],
  ])('today in %s is %s', (zone, day) => expect(meaning('oggi', at('2025-12-10T23:30:00Z', zone))).toBe(day))

  test('the machine may be anywhere', () => {
    const program = `import { meant } from '#src/kit/dates/meant.ts'
      const now = Temporal.Instant.from('2025-12-10T23:30:00Z')
      const here = { now, timeZone: 'Europe/Rome', isOff: () => false }
      const said = ['domani', 'two days before friday', 'in un mese e due giorni', 'tra 3 ore', '15 dec']
      console.log(said.map((text) => meant(text, here)[0].day).join(' '))`
    const days = ['Pacific/Kiritimati', 'America/Los_Angeles'].map((TZ) =>
      execFileSync(process.execPath, ['--input-type=module-typescript', '-e', program], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      }).trim(),
    )
    expect(days).toEqual(Array(2).fill('2025-12-12 2025-12-10 2026-01-13 2025-12-11 2025-12-15'))
  })
})

describe('amid other words', () => {
  test.each([
    ['venerdì prossimo !alta', '2025-12-12 | 2025-12-19', 2],
    ['venerdì', '2025-12-12', 1],
    ['venerdì chiamare Aurora', '2025-12-12', 1],
    ['venerdì, chiamare Aurora', '2025-12-12', 1],
    ['friday @anna', '2025-12-12', 1],
    ['Fri call Aurora', '2025-12-12', 1],
    ['fine mese agency:"Città Eterna"', '2025-12-31', 2],
    ['the end of next month please', '2026-01-31', 5],
    ['il 15 #bonus', '2025-12-15', 2],
    ['15/12', '2025-12-15', 1],
    ['lunedì 15 dicembre alle 18 con Marta', '2025-12-15 18:00', 5],
    ['Fri, 12 Dec 2025, 18:00 call', '2025-12-12 18:00', 5],
    ['friday, 3 creators to call', '2025-12-12', 1],
    ['3pm on friday call Aurora', '2025-12-12 15:00', 3],
    ['venerdì alle 18 creator', '2025-12-12', 1],
    ['EOD friday !high', '2025-12-12 18:00', 2],
    ["un'ora", '2025-12-10 11:00', 1],
    ['tre ore !alta', '2025-12-10 13:00', 2],
    ['un paio di giorni', '2025-12-12', 4],
    ["un paio d'ore", '2025-12-10 12:00', 3],
    ['month end', '2025-12-31', 2],
    ['il 15 p.v.', '2025-12-15', 3],
    ['il 5 c.m.', '2025-12-05', 3],
    ['il 15 dicembre p.v.', '2025-12-15', 4],
    ['le 18 di venerdì sentire Giulia', '2025-12-12 18:00', 4],
    ['tomorrow at 15:30', '2025-12-11 15:30', 3],
    ['venerdì alle 18', '2025-12-12 18:00', 3],
    ['friday 9am', '2025-12-12 09:00', 2],
    ['4 dec help faro', '2026-12-04', 2],
    ['4/12 deliver', '2026-12-04', 1],
    ['4 dic oralmente', '2026-12-04', 2],
    ['Dec 15, 2026 !high', '2026-12-15', 3],
    ['3 giorni', '2025-12-13', 2],
    ['3 giorni !alta', '2025-12-13', 2],
    ['3 giorni lavorativi chiamare', '2025-12-15', 3],
    ['la settimana prossima sentire Giulia', '2025-12-17', 3],
    ['domani mattina chiamare', '2025-12-11 09:00', 2],
    ['ven', '2025-12-12', 1],
    ['ven !bassa', '2025-12-12', 1],
    ['+3d call', '2025-12-13', 1],
    ['le 18', '2025-12-10 18:00', 2],
  ])('%j begins with %s', (text, date, used) => {
    const found = leadingDate(text.split(' '), rome)
    expect([said(found?.dues), found?.used]).toEqual([date, used])
  })

  test.each([
    'Aurora',
    '3 giorni validi',
    '3 giorni di fila',
    '1/2 del target',
    '1.5 milioni',
    '10 creator',
    'il 15 percento',
    'Dom',
    'Gio',
    'mar rosso',
    'mon amour',
    'Sun agency',
    'settimana prova',
    '2w report',
    '12.5 milioni',
    'la prossima riunione',
    'dom perignon',
    'may talent agency',
    'settembre',
    'le 18 creator nuove',
    '3 live',
    'month report',
    '',
  ])('%j begins with no date', (text) => expect(leadingDate(text.split(' '), rome)).toBeNull())

  test('no words are no date', () => expect(leadingDate([], rome)).toBeNull())

  test('a duration after per or for is not a deadline', () => {
    expect(leadingDate(['3', 'settimane'], rome, 'per')).toBeNull()
    expect(leadingDate(['3', 'weeks'], rome, 'for')).toBeNull()
    expect(said(leadingDate(['3', 'settimane'], rome, 'entro')?.dues)).toBe('2025-12-31')
    expect(said(leadingDate(['venerdì'], rome, 'per')?.dues)).toBe('2025-12-12')
  })
})

test.each([
  ['ottobre', 'entro', '2026-10-31'],
  ['dicembre !alta', 'entro', '2025-12-31'],
  ['october', 'by', '2026-10-01 | 2026-10-31'],
  ['december', 'by', '2025-12-31'],
  ['october numbers', 'by', null],
  ['ottobre', 'per', null],
] as const)('%j after %s is %s', (text, after, date) =>
  expect(said(leadingDate(text.split(' '), rome, after)?.dues)).toBe(date),
)

describe('a day that there is not', () => {
  test.each([
    ['il 31 febbraio', 3],
    ['the 31 February', 3],
    ['il 30 febbraio', 3],
    ['the 31 nov', 3],
    ['31 Feb', 2],
    ['31/02', 1],
    ['Feb 30', 2],
    ['martedì 15 dicembre', 3],
    ['31 feb chiamare Aurora', 2],
  ])('%j is refused whole, and never read as a shorter one', (text, used) => {
    expect(leadingDate(text.split(' '), rome)).toMatchObject({ dues: [], used })
    expect(meant(text.split(' ').slice(0, used).join(' '), rome)).toEqual([])
  })
  test('what is no date at all is not one of them', () => {
    expect(meant('presto', rome)).toBeNull()
    expect(meant('venerdì', rome)).toHaveLength(1)
  })
})

test.each([
  ['2025-12-09', null, true],
  ['2025-12-10', null, false],
  ['2025-12-10', '09:59', true],
  ['2025-12-10', '10:00', false],
  ['2025-12-11', '00:00', false],
] as const)('at ten on the tenth, %s %s is over: %s', (day, time, over) =>
  expect(isOver({ day, time }, rome)).toBe(over),
)

describe('at the end of a sentence', () => {
  test.each([
    ['call Aurora in 3 days', '2025-12-13', 3],
    ['call Aurora in two weeks', '2025-12-24', 3],
    ['chiama Aurora tra 3 giorni', '2025-12-13', 3],
    ['chiama Aurora fra una settimana', '2025-12-17', 3],
    ['call Aurora today', '2025-12-10', 1],
    ['chiama Aurora oggi', '2025-12-10', 1],
    ['chiama Aurora domani', '2025-12-11', 1],
    ['call Aurora friday', '2025-12-12', 1],
    ['call Aurora Friday.', '2025-12-12', 1],
    ['call 3 creators tomorrow', '2025-12-11', 1],
    ['call Aurora on friday', '2025-12-12', 2],
    ['call Aurora before friday', '2025-12-12', 2],
    ['send the list for monday', '2025-12-15', 2],
    ['send the list on 4 Dec', '2026-12-04', 3],
    ['send the list before the 15th', '2025-12-15', 3],
    ['call Aurora next friday', '2025-12-12 | 2025-12-19', 2],
    ['chiama Aurora venerdì prossimo', '2025-12-12 | 2025-12-19', 2],
    ['call Aurora tomorrow at 15:30', '2025-12-11 15:30', 3],
    ['call Aurora on friday at 3pm', '2025-12-12 15:00', 4],
    ['chiama Aurora domani mattina', '2025-12-11 09:00', 2],
    ['chiama Aurora stasera', '2025-12-10 20:00', 1],
    ['call Aurora tonight', '2025-12-10 20:00', 1],
    ['call Aurora in 2 hours', '2025-12-10 12:00', 3],
    ["chiama Aurora tra mezz'ora", '2025-12-10 10:30', 2],
    ['send the list EOD', '2025-12-10 18:00', 1],
    ['chiama Aurora settimana prossima', '2025-12-17', 2],
    ['chiama Aurora la settimana prossima', '2025-12-17', 3],
    ['call Aurora next week', '2025-12-17', 2],
    ['chiama Aurora il 15', '2025-12-15', 2],
    ['chiama Aurora il 15 p.v.', '2025-12-15', 3],
    ['chiama Aurora in giornata', '2025-12-10 18:00', 2],
    ['call Aurora in 2h', '2025-12-10 12:00', 2],
    ['chiama Aurora fra 2h', '2025-12-10 12:00', 2],
    ['call Aurora in a fortnight', '2025-12-24', 3],
  ])('%j ends with %s', (text, date, used) => {
    const found = trailingDate(text.split(' '), rome)
    expect([said(found?.dues), found?.used]).toEqual([date, used])
  })

  test.each([
    'ha fatto 3 giorni validi',
    'live da 3 ore',
    'ha fatto il target in 3 giorni',
    'lost 40% in 3 days',
    'from 10 to 20 in 3 days',
    'the numbers fell on friday',
    'che cosa è successo oggi',
    'guarda i numeri di venerdì',
    'prepare the offer of the week for Black Friday',
    'call them every monday',
    'chiama Domenica',
    'watch the live from friday',
    'report for december',
    'plan the campaign for Ferragosto',
    'friday',
    'domani',
    'un mese di calo',
    'scrivi a Mar',
    'in 3 days',
    'work in progress',
    'prepara i numeri della settimana prossima',
    'plan the shows of next week',
    'i numeri dal 1 al 15',
    'pensa a ottobre',
    'ask whether they can stream in 2 weeks',
    'la campagna parte tra un mese',
    'prepare the meeting on friday',
    'chiama chi non va live in 3 giorni',
    '1/2 del target',
  ])('%j has none', (text) => expect(trailingDate(text.split(' '), rome)).toBeNull())
})

test.each([
  ['firday', 'friday'],
  ['blursday', 'thursday'],
  ['wenesday call', 'wednesday'],
  ['venerdi', null],
  ['lunrdì', 'lunedì'],
  ['4 febuary', '4 february'],
  ['Febuary 4', 'february 4'],
  ['Marco', null],
  ['Sundar', null],
  ['the door', null],
  ['midday', null],
  ['holiday staff', null],
])('by %s: %s was meant', (text, meant) => expect(dayMeant(text.split(' '))).toBe(meant))

test('nothing that can be typed throws', () => {
  const words =
    'il 15 31 02 99 / . - + d w fine mese prossimo venerdì mar tra 3 0 9999 giorni fa ore 25:99 ° ’ pasqua'
  const bag = words.split(' ')
  let seed = 7
  const pick = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return bag[seed % bag.length] ?? ''
  }
  for (let i = 0; i < 3000; i++) {
    const said = Array.from({ length: 1 + (i % 6) }, pick)
    const found = leadingDate(said, rome)
    if (found) expect(found.used).toBeLessThanOrEqual(said.length)
    meant(said.join(i % 2 ? ' ' : ''), rome)
    trailingDate(said, rome)
  }
})
