import { describe, expect, test } from 'vitest'
import { dateOrderOf, dayIn, type OrderEvidence } from '#src/ingest/days.ts'
import {
  decimalOf,
  idReader,
  joinedIn,
  marketIn,
  minutesIn,
  numberIn,
  periodIn,
  textIn,
} from '#src/ingest/values.ts'

const UNREADABLE = { reason: 'number.unreadable' }

describe('numbers', () => {
  test.each([
    ['553978', 553_978],
    ['0', 0],
    ['007', 7],
    ['1,234,567', 1_234_567],
    ['1,234', 1234],
    ['12.5', 12.5],
    ['1,234.5', 1234.5],
    ['1 234 567', 1_234_567],
    ['1\u202f234', 1234],
    ["1'234", 1234],
    ['2.98M', 2_980_000],
    ['88.46K', 88_460],
    ['88.46k', 88_460],
    ['1.2B', 1_200_000_000],
    ['21d', 21],
    ['1,055d', 1055],
    ['90.13%', 0.9013],
    ['110%', 1.1],
    ['1.2E+05', 120_000],
    ['+5', 5],
    [' 42 ', 42],
    [42, 42],
    [true, 1],
    ['Yes', 1],
    ['FALSE', 0],
    ['', null],
    [null, null],
    [undefined, null],
    ['-', null],
    ['–', null],
    ['∞', null],
    ['N/A', null],
    ['#DIV/0!', null],
    ['-0', 0],
    ['-90', { reason: 'number.negative' }],
    [-1, { reason: 'number.negative' }],
    ['1,23,4', UNREADABLE],
    ['1.2.3', UNREADABLE],
    ['12,5', UNREADABLE],
    ['a lot', UNREADABLE],
    ['0x10', UNREADABLE],
    [Number.POSITIVE_INFINITY, UNREADABLE],
  ])('%j with a decimal point is %j', (cell, value) => expect(numberIn(cell, '.')).toEqual(value))

  test.each([
    ['12,5', 12.5],
    ['1.234', 1234],
    ['1.234.567,8', 1_234_567.8],
    ['2,98M', 2_980_000],
    ['90,13%', 0.9013],
    ['553978', 553_978],
    ['1,234,567', UNREADABLE],
    ['1.23', UNREADABLE],
  ])('%j with a decimal comma is %j', (cell, value) => expect(numberIn(cell, ',')).toEqual(value))

  test('every plain number reads as itself', () => {
    for (let i = 0; i < 2000; i++) {
      const text = `${(i * 7919) % 100_000}.${String((i * 104_729) % 1000).padStart(3, '0')}`
      expect(numberIn(text, '.')).toBe(Number(text))
      expect(numberIn(text.replace('.', ','), ',')).toBe(Number(text))
    }
  })

  test.each([
    [['1', '22', ''], ',', '.'],
    [['1', '22', ''], ';', ','],
    [['12,5', '3'], ',', ','],
    [['12.5', '3'], ';', '.'],
    [['1.234', '5.678'], ';', ','],
    [['1.234', '5.67'], ';', '.'],
    [['1,234', '5,678'], ',', '.'],
    [['1,234,567'], ';', '.'],
    [['1.234.567'], ',', ','],
    [['1.234,5'], ',', ','],
    [['1,234.5'], ';', '.'],
    [['90,13%', '0,94618'], ',', ','],
    [[12.5, null, undefined], null, '.'],
  ] as const)('a column of %j, delimited by %j, has %j for decimals', (cells, delimiter, decimal) =>
    expect(decimalOf(cells, delimiter)).toBe(decimal),
  )
})

describe('durations', () => {
  test.each([
    ['119h 47m 31s', 7187.52],
    ['24h 15m', 1455],
    ['45m 20s', 45.33],
    ['0s', 0],
    ['1d 3h', 1620],
    ['23h7m8s', 1387.13],
    ['88.46h', 5307.6],
    ['88,5h', 5310],
    ['1,055h', 63_300],
    ['2 hours 5 min', 125],
    ['02:30:00', 150],
    ['126:27:30', 7587.5],
    ['1:05', 65],
    ['180.5', 10_830],
    [2, 120],
    ['-', null],
    ['', null],
    [new Date('1899-12-31T02:00:00Z'), 1560],
    ['soon', { reason: 'duration.unreadable' }],
    ['h m s', { reason: 'duration.unreadable' }],
    ['3m 2h', { reason: 'duration.unreadable' }],
    ['-5', { reason: 'number.negative' }],
  ])('%j is %j minutes', (cell, minutes) => expect(minutesIn(cell, 'hours', '.')).toEqual(minutes))

  test('a bare number of a feed is minutes', () => expect(minutesIn('180.5', 'minutes', '.')).toBe(180.5))
})

describe('ids', () => {
  const plain = ['7359123456789012345', '7359123456789012346']
  test.each([
    ['7359123456789012345', '7359123456789012345'],
    [" '7359123456789012345", '7359123456789012345'],
    ['="7359123456789012345"', '7359123456789012345'],
    ['1001', '1001'],
    [7.359e18, { reason: 'id.rounded' }],
    [7359123456, { reason: 'id.number' }],
    ['7.35912E+18', { reason: 'id.rounded' }],
    ['7,35912E+18', { reason: 'id.rounded' }],
    ['7359123456789010000', '7359123456789010000'],
    ['7359123456789012000', '7359123456789012000'],
    ['', { reason: 'id.missing' }],
    [null, { reason: 'id.missing' }],
    ['-', { reason: 'id.missing' }],
    ['hello', { reason: 'id.unreadable' }],
    ['The creator has quit the network', { reason: 'id.quit' }],
    ['Total', { reason: 'total.row' }],
  ])('%j is %j', (cell, id) => expect(idReader(plain)(cell)).toEqual(id))

  const ids = (ends: readonly string[]) => ends.map((end, i) => `${7_359_123_456_000 + i}${end}`)
  const ROUNDED = { reason: 'id.rounded' }
  test.each([
    ['one of a thousand ends in three zeros by itself', ids(['012000', '345678', '345679']), null],
    ['two may do so, too', ids(['012000', '013000']), null],
    ['three of three do not', ids(['012000', '013000', '014000']), ROUNDED],
    ['three of twenty may', [...ids(['012000', '013000', '014000']), ...ids(Array(17).fill('12345'))], null],
    [
      'three of a hundred with fifteen digits and zeros do not',
      [...ids(['010000', '020000', '030000']), ...ids(Array(97).fill('12345'))],
      ROUNDED,
    ],
    ['two with fifteen digits and zeros do not', ids(['010000', '020000']), ROUNDED],
  ])('%s', (_, column, fault) => expect(idReader(column)(column[0])).toEqual(fault ?? column[0]))
})

describe('days', () => {
  test.each([
    ['2026-09-15', '2026-09-15'],
    ['2026/9/5', '2026-09-05'],
    ['20260915', '2026-09-15'],
    ['2026-09-15 00:00:00', '2026-09-15'],
    [new Date('2026-09-15T00:00:00Z'), '2026-09-15'],
    ['2026-02-29', null],
    ['15/09/2026', null],
    ['yesterday', null],
    [46280, null],
    [null, null],
  ])('%j is %j', (cell, day) => expect(dayIn(cell, null)).toBe(day))

  test('slashes are read in the order that the column shows', () => {
    expect(dayIn('05/09/2026', orderOf(['05/09/2026', '15/09/2026']))).toBe('2026-09-05')
    expect(dayIn('09/05/2026', orderOf(['09/05/2026', '09/15/2026']))).toBe('2026-09-05')
    expect(dayIn('05/09/2026', orderOf(['05/09/2026']))).toBeNull()
    expect(dayIn('05/05/2026', orderOf(['05/05/2026']))).toBe('2026-05-05')
  })

  test.each<
    [why: string, cells: readonly string[], evidence: Partial<OrderEvidence>, order: 'dmy' | 'mdy' | null]
  >([
    ['nothing tells', ['05/09/2026', '07/09/2026'], {}, null],
    ['a semicolon goes with the day first', ['05/09/2026'], { delimiter: ';' }, 'dmy'],
    ['days that follow one another', ['05/09/2026', '06/09/2026', '07/09/2026'], {}, 'dmy'],
    ['days that follow one another', ['09/05/2026', '09/06/2026'], {}, 'mdy'],
    ['no day lies in the future', ['10/09/2026', '12/09/2026'], {}, 'dmy'],
    ['a campaign may lie there', ['10/09/2026', '12/09/2026'], { planned: true }, null],
    ['the newest is that of the export', ['05/09/2026', '03/09/2026'], { exported: '2026-09-06' }, 'dmy'],
    ['the newest is that of the export', ['05/09/2026', '03/09/2026'], { exported: '2026-05-10' }, 'mdy'],
    ['such files were known', ['05/09/2026'], { remembered: 'mdy', delimiter: ';' }, 'mdy'],
    ['a date of its own goes before', ['25/09/2026'], { remembered: 'mdy' }, 'dmy'],
    ['a person goes before all', ['05/09/2026', '06/09/2026'], { said: 'mdy' }, 'mdy'],
  ])('when %s, %j are read with %j', (_, cells, evidence, order) =>
    expect(orderOf(cells, evidence)).toBe(order),
  )

  test.each([
    ['2026-09-01 ~ 2026-09-15', { from: '2026-09-01', to: '2026-09-15' }],
    ['2026-09-01~2026-09-15', { from: '2026-09-01', to: '2026-09-15' }],
    ['2026/09/01 - 2026/09/15', { from: '2026-09-01', to: '2026-09-15' }],
    ['2026-09-10 ~ 2026-09-10', { from: '2026-09-10', to: '2026-09-10' }],
    ['2026-09-10', { from: '2026-09-10', to: '2026-09-10' }],
    ['202608', { from: '2026-08-01', to: '2026-08-31' }],
    ['2026-09-05 ~ 2026-09-15', { reason: 'period.partial' }],
    ['2026-08-01 ~ 2026-09-15', { reason: 'period.partial' }],
    ['2026-09-01 ~ 2026-09-17', { reason: 'period.future' }],
    ['2026-09-15 ~ 2026-09-01', { reason: 'period.unreadable' }],
    ['L30D', { reason: 'period.unreadable' }],
    [null, { reason: 'period.unreadable' }],
    ['Total', { reason: 'total.row' }],
  ])('%j covers %j', (cell, period) => expect(periodIn(cell, '2026-09-16')).toEqual(period))

  test.each([
    ['2023-08-05 00:11:00 (UTC+0)', '2023-08-05'],
    ['2023-08-05 00:11:00 (UTC+2)', '2023-08-04'],
    ['2023-08-05 23:30:00 (UTC-1)', '2023-08-06'],
    ['2023-08-05', '2023-08-05'],
    ['', null],
    ['-', null],
  ])('joined %j is the UTC day %j', (cell, day) => expect(joinedIn(cell)).toBe(day))
})

describe('words', () => {
  test.each([
    ['  Città   Eterna ', 'Città Eterna'],
    ['evil\u202egnp.exe', 'evilgnp.exe'],
    ['a\u0000b\u200bc', 'abc'],
    ['two\nlines', 'two lines'],
    ['-', null],
    ['   ', null],
    [12, '12'],
    ['x'.repeat(500), 'x'.repeat(200)],
  ])('%j is kept as %j', (cell, text) => expect(textIn(cell)).toBe(text))

  test.each([
    ['IT', 'IT'],
    ['it', 'IT'],
    ['', null],
    ['Italy', { reason: 'market.unknown' }],
  ])('market %j is %j', (cell, market) => expect(marketIn(cell)).toEqual(market))
})

test('what no room could hold is not believed', () => {
  expect(minutesIn('1e14', 'hours', '.')).toEqual({ reason: 'duration.unreadable' })
  expect(minutesIn(new Date(Date.UTC(1800, 0, 1)), 'hours', '.')).toEqual({ reason: 'duration.unreadable' })
})

const orderOf = (cells: readonly string[], evidence: Partial<OrderEvidence> = {}) =>
  dateOrderOf(cells, { delimiter: ',', today: '2026-09-16', exported: null, planned: false, ...evidence })
    .order
