import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { type Day, daysFrom, firstOfMonth, plusDays } from '#src/domain/day.ts'
import { csvOf } from '#src/sample/csv.ts'
import {
  duration,
  exportsOf,
  FAULTS,
  type Fault,
  QUIT_SENTENCE,
  type SampleFile,
} from '#src/sample/exports.ts'
import { isMember, sampleRegion, truthOf } from '#src/sample/region.ts'
import { xlsxOf } from '#src/sample/xlsx.ts'

const region = sampleRegion({ seed: 11, asOf: '2026-09-15', weeks: 12, creators: 150 })
const backstage = (end: Day, variant: 'A' | 'B' | 'F' = 'B'): SampleFile =>
  one(exportsOf(region, { kind: 'backstage', variant, ends: [end] }))
const one = (files: readonly SampleFile[]): SampleFile => {
  expect(files).toHaveLength(1)
  return files[0] ?? { name: '', rows: [], faults: [] }
}
/** A file's rows by the column's name. */
const records = ({ rows: [header = [], ...rows] }: Pick<SampleFile, 'rows'>): Map<string, string>[] =>
  rows.map((row) => new Map(row.map((cell, i) => [header[i] ?? '', cell])))
const by = (file: SampleFile): Map<string, Map<string, string>> =>
  new Map(records(file).map((row) => [row.get('Creator ID') ?? row.get('ID del creador') ?? '', row]))
const secondsIn = (text = ''): number => {
  const [, h = 0, m = 0, s = 0] = /^(?:(\d+)h )?(?:(\d+)m )?(\d+)s$/.exec(text) ?? []
  return Number(h) * 3600 + Number(m) * 60 + Number(s)
}

test.each([
  ['A', 41, 'Status'],
  ['B', 29, 'Status'],
  ['F', 35, 'Estado de graduación'],
] as const)('variant %s has %i columns and ends with %s', (variant, width, last) => {
  const { rows } = backstage('2026-09-15', variant)
  expect(rows[0]).toHaveLength(width)
  expect(rows[0]?.at(-1)).toBe(last)
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([width]))
  expect(new Set(rows[0]).size).toBe(width)
})

test('cells are written as the platform writes them', () => {
  const forms: readonly (readonly [string, RegExp])[] = [
    ['Data period', /^2026-09-01 ~ 2026-09-15$/],
    ['Creator ID', /^\d{19}$/],
    ['Join time', /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} \(UTC\+0\)$/],
    ['Diamonds', /^\d+$/],
    ['LIVE duration', /^(?:(?:\d+h )?[0-5]?\dm )?[0-5]?\ds$/],
    ['LIVE duration (hours) last month', /^(?:\d+(?:\.\d{1,2})?|-)$/],
    ['Fan contribution %', /^(?:\d+(?:\.\d{1,2})?%|-)$/],
    ['Diamonds - Vs. last month', /^(?:-?\d+(?:\.\d{1,2})?%|-)$/],
    ['Creator Network manager', /^(?:[a-z.]+@[a-z-]+\.example)?$/],
  ]
  const rows = records(backstage('2026-09-15', 'A'))
  for (const [name, form] of forms) for (const row of rows) expect(row.get(name)).toMatch(form)
  expect(rows.some((row) => row.get('Group') === 'Not in a group')).toBe(true)
  expect(duration(431_251)).toBe('119h 47m 31s')
  expect(duration(2_720)).toBe('45m 20s')
  expect(duration(0)).toBe('0s')
})

test('files of days in a row differ by what happened, over the end of a month too', () => {
  const days = daysFrom('2026-07-28', '2026-08-04')
  const files = exportsOf(region, { kind: 'backstage', ends: [plusDays('2026-07-28', -1), ...days] }).map(by)
  let compared = 0
  for (const [i, day] of days.entries()) {
    for (const [id, row] of files[i + 1] ?? []) {
      const before = day === firstOfMonth(day) ? undefined : files[i]?.get(id)
      const truth = truthOf(region, id, day)
      const since = (name: string): number => Number(row.get(name)) - Number(before?.get(name) ?? 0)
      const seconds = secondsIn(row.get('LIVE duration')) - secondsIn(before?.get('LIVE duration') ?? '0s')
      expect({
        diamonds: since('Diamonds'),
        live_minutes: seconds / 60,
        valid_days: since('Valid go LIVE days'),
        new_followers: since('New followers'),
        streams: since('LIVE streams'),
        matches: since('Matches'),
        fan_club_diamonds: since('Fan Club total Diamonds'),
        active_fans: Number(row.get('Active fans from Fan Club')),
      }).toEqual({
        diamonds: truth?.diamonds,
        live_minutes: truth?.live_minutes,
        valid_days: truth?.valid_days,
        new_followers: truth?.new_followers,
        streams: truth?.streams,
        matches: truth?.matches,
        fan_club_diamonds: truth?.fan_club_diamonds,
        active_fans: truth?.active_fans,
      })
      compared++
    }
  }
  expect(compared).toBeGreaterThan(800)
})

test("last month's column is last month's final total", () => {
  const july = by(backstage('2026-07-31'))
  const august = by(backstage('2026-08-10'))
  const both = [...august].filter(([id]) => july.has(id))
  expect(both.length).toBeGreaterThan(100)
  for (const [id, row] of both) expect(row.get('Diamonds last month')).toBe(july.get(id)?.get('Diamonds'))
})

test('the Spanish file says the same numbers', () => {
  const english = by(backstage('2026-09-15', 'A'))
  for (const [id, row] of by(backstage('2026-09-15', 'F'))) {
    expect(row.get('Diamantes')).toBe(english.get(id)?.get('Diamonds'))
    expect(row.get('Partidas')).toBe(english.get(id)?.get('Matches'))
  }
})

test('a day that the region does not know has no file', () =>
  expect(() => backstage('2026-09-16')).toThrow(RangeError))

test('the daily feed has a row for every member and day, and no id loses a digit', () => {
  const { rows } = one(exportsOf(region, { kind: 'daily', from: '2026-09-01' }))
  const known = new Set(region.creators.map(({ id }) => id))
  expect(rows.slice(1).every(([, id = '']) => known.has(id))).toBe(true)
  const expected = daysFrom('2026-09-01', '2026-09-15').flatMap((day) =>
    region.creators.filter((each) => isMember(each, day)),
  )
  expect(rows).toHaveLength(1 + expected.length)
  for (const row of records({ rows: rows.slice(0, 400) })) {
    const truth = truthOf(region, row.get('creator_id') ?? '', '2026-09-01')
    if (row.get('date') !== '2026-09-01') continue
    expect(Number(row.get('diamonds'))).toBe(truth?.diamonds)
    expect(Number(row.get('live_minutes'))).toBe(Math.round(truth?.live_minutes ?? -1))
    expect(Number(row.get('watch_minutes'))).toBe(truth?.watch_minutes)
  }
  const busy = one(exportsOf(region, { kind: 'daily', from: '2026-09-01', idle: false }))
  expect(busy.rows.length).toBeLessThan(rows.length)
  expect(records(busy).every((row) => Number(row.get('streams')) > 0)).toBe(true)
})

test('the agencies file names each agency once, with a known market and zone', () => {
  const { rows } = one(exportsOf(region, { kind: 'agencies' }))
  expect(rows[0]?.join(',')).toBe(
    'agency,market,region,tier,category,timezone,manager_email,contact,language',
  )
  expect(new Set(rows.slice(1).map(([name]) => name)).size).toBe(region.agencies.length)
  for (const row of records({ rows }))
    expect(() => region.to && Intl.DateTimeFormat('en', { timeZone: row.get('timezone') })).not.toThrow()
})

describe('faults are where they are said to be', () => {
  const ends: Day[] = ['2026-09-14', '2026-09-15']
  const spoiled = (fault: Fault): SampleFile[] =>
    exportsOf(region, { kind: 'backstage', variant: 'A', ends, faults: { '2026-09-15': [fault] } })
  const clean = exportsOf(region, { kind: 'backstage', variant: 'A', ends })
  const made = (fault: Fault): { file: SampleFile; rows: Map<string, string>[] } => {
    const file = spoiled(fault)[1] ?? { name: '', rows: [], faults: [] }
    expect(file.faults.length).toBeGreaterThan(0)
    expect(file.faults.every((each) => each.fault === fault)).toBe(true)
    const all = records(file)
    return { file, rows: file.faults.flatMap(({ row }) => all[row - 1] ?? []) }
  }

  test('the other file is untouched, whatever the fault', () => {
    for (const fault of FAULTS) expect(spoiled(fault)[0]).toEqual(clean[0])
  })
  test('quit-ids', () => {
    const { rows } = made('quit-ids')
    for (const row of rows) expect([row.get('Creator ID'), row.get('Join time')]).toEqual([QUIT_SENTENCE, ''])
  })
  test('rounded-ids', () => {
    for (const row of made('rounded-ids').rows) expect(row.get('Creator ID')).toMatch(/^\d{15}0000$/)
  })
  test('number-ids', () => {
    for (const row of made('number-ids').rows) expect(row.get('Creator ID')).toMatch(/^\d\.\d+E\+18$/)
  })
  test('odd-numbers', () => {
    for (const row of made('odd-numbers').rows) {
      expect(row.get('Diamonds')).toMatch(/^\d+\.\d\d[KM]$/)
      expect(row.get('New followers')).toBe('-')
      expect(row.get('Diamonds - Percentage achieved')).toBe('∞')
    }
  })
  test('listed-twice', () => {
    const { file, rows } = made('listed-twice')
    for (const row of rows) {
      const twins = records(file).filter((each) => each.get('Creator ID') === row.get('Creator ID'))
      expect(twins).toHaveLength(2)
      expect(new Set(twins.map((each) => each.get('Group'))).size).toBe(2)
      expect(Number(row.get('Diamonds'))).toBeLessThan(
        Math.max(...twins.map((each) => Number(each.get('Diamonds')))),
      )
    }
  })
  test('restated', () => {
    const [, first, again] = spoiled('restated')
    expect(first).toEqual(clean[1])
    expect(again?.name).toMatch(/ \(1\)$/)
    const differ = again?.rows.flatMap((row, i) => (row.join() === first?.rows[i]?.join() ? [] : [i])) ?? []
    const said = again?.faults.map(({ row }) => row) ?? []
    expect(differ.length).toBeGreaterThan(0)
    expect(differ.every((row) => said.includes(row))).toBe(true)
  })
  test('negative-delta', () => {
    const before = by(clean[0] ?? { name: '', rows: [], faults: [] })
    for (const row of made('negative-delta').rows)
      expect(Number(row.get('Diamonds'))).toBeLessThan(
        Number(before.get(row.get('Creator ID') ?? '')?.get('Diamonds')),
      )
  })
  test('total-row', () => {
    const { file, rows } = made('total-row')
    expect(file.faults[0]?.row).toBe(file.rows.length - 1)
    expect(rows[0]?.get('Data period')).toBe('Total')
    const sum = records(file)
      .slice(0, -1)
      .reduce((all, row) => all + Number(row.get('Diamonds')), 0)
    expect(Number(rows[0]?.get('Diamonds'))).toBe(sum)
  })
  test('exported-at', () => {
    const [, file] = spoiled('exported-at')
    expect(file?.rows[0]?.[0]).toMatch(/^Exported at 2026-09-16 \d\d:\d\d \(UTC\+0\)$/)
    expect(file?.rows.slice(1)).toEqual(clean[1]?.rows)
  })
  test('shuffled-columns', () => {
    const [, file = clean[0]] = spoiled('shuffled-columns')
    expect(file?.rows[0]).not.toEqual(clean[1]?.rows[0])
    const plain = records(clean[1] ?? { rows: [] })
    for (const [i, row] of records(file ?? { rows: [] }).entries())
      for (const [name, cell] of plain[i] ?? []) expect(row.get(name)).toBe(cell)
  })
  test('missing-file', () => expect(spoiled('missing-file')).toEqual([clean[0]]))
  test('partial', () => {
    const [, file] = spoiled('partial')
    const share = (file?.rows.length ?? 0) / (clean[1]?.rows.length ?? 1)
    expect(share).toBeGreaterThan(0.55)
    expect(share).toBeLessThan(0.85)
    expect(file?.faults).toEqual([{ fault: 'partial', row: -1 }])
  })
  test('for all files at once', () => {
    const files = exportsOf(region, { kind: 'backstage', ends, faults: { all: ['total-row'] } })
    expect(files.map(({ rows }) => rows.at(-1)?.[0])).toEqual(['Total', 'Total'])
  })
})

describe('written', () => {
  const file: SampleFile = {
    name: 'x',
    rows: [
      ['a', 'b'],
      ['L\'Officina, "prima"', 'due; tre'],
      ['', ' 4 '],
    ],
    faults: [],
  }

  test('as CSV, with a comma, a semicolon and a mark in front', () => {
    expect(csvOf(file)).toBe('a,b\r\n"L\'Officina, ""prima""",due; tre\r\n," 4 "\r\n')
    expect(csvOf(file, { delimiter: ';', bom: true })).toBe(
      '\uFEFFa;b\r\n"L\'Officina, ""prima""";"due; tre"\r\n;" 4 "\r\n',
    )
  })

  test('as a workbook, ids whole unless they are to be spoiled', async () => {
    const export15 = backstage('2026-09-15')
    const id = export15.rows[1]?.[1] ?? ''
    const whole = await readXlsx(await xlsxOf(export15))
    expect(whole.sheets[0]?.rows[1]?.[1]).toBe(id)
    expect(whole.sheets[0]?.rows).toHaveLength(export15.rows.length)
    expect(whole.sheets[0]?.rows[1]?.[7]).toBe(Number(export15.rows[1]?.[7]))
    const spoiled = await readXlsx(await xlsxOf(export15, { numberIds: true }))
    expect(String(spoiled.sheets[0]?.rows[1]?.[1])).not.toBe(id)
  })
})
