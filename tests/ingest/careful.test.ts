import { describe, expect, test } from 'vitest'
import type { FactRow, Mapping, Notice, Rejection } from '#src/domain/facts.ts'
import { type ReadOptions, readFacts } from '#src/ingest/read.ts'
import { csv, fileNamed, idOf } from '#tests/workers/files.ts'

type Cells = readonly (string | number | null)[]

const read = async (name: string, rows: readonly Cells[], options: Partial<ReadOptions> = {}) => {
  const file = await readFacts(await fileNamed(name, csv(rows)), { today: '2026-09-16', ...options })
  const found: FactRow[] = []
  const rejections: Rejection[] = []
  let total = 0
  for await (const batch of file.batches) {
    total += batch.read
    found.push(...batch.rows)
    rejections.push(...batch.rejections)
  }
  return {
    read: total,
    rows: found,
    rejections,
    notices: file.notices(),
    map: file.map,
    fingerprint: file.fingerprint,
  }
}
const faults = (rejections: readonly Rejection[]) =>
  rejections.map(({ line, column, reason }) => [line, column, reason])
const noticed = (notices: readonly Notice[]) =>
  notices.map(({ notice, count, first }) => [notice, count, first.map(({ line }) => line)])

const FEED = ['date', 'creator_id', 'username', 'diamonds', 'live_minutes', 'valid_day']

describe('absurd values', () => {
  test('that cannot be are left out, each for its own reason', async () => {
    const { rows, rejections } = await read('feed.csv', [
      FEED,
      ['2026-09-15', idOf(1), 'a', 1, 2000, 1],
      ['1999-09-15', idOf(2), 'b', 1, 1, 1],
      ['2026-09-18', idOf(3), 'c', 1, 1, 1],
      ['2026-09-15', idOf(4), 'd', 1, 1, 7],
      ['2026-09-15', idOf(5), 'e', -1, 1, 1],
      ['2026-09-15', 'hello', 'f', 1, 1, 1],
      ['2026-09-15', '', 'g', 1, 1, 1],
      ['2026-09-15', idOf(8), 'h', 1, 1440, 1],
    ])
    expect(faults(rejections)).toEqual([
      [2, 'live_minutes', 'duration.many'],
      [3, 'date', 'day.early'],
      [4, 'date', 'day.future'],
      [5, 'valid_day', 'valid.flag'],
      [6, 'diamonds', 'number.negative'],
      [7, 'creator_id', 'id.unreadable'],
      [8, 'creator_id', 'id.missing'],
    ])
    expect(rows).toMatchObject([{ line: 9, values: { live_minutes: 1440 } }])
  })

  test('that hardly can be are taken, and noticed', async () => {
    const { rows, notices } = await read('feed.csv', [
      FEED,
      ['2026-09-15', idOf(1), 'a', 1_000_000_000, 60, 1],
      ['2026-09-15', idOf(2), 'b', 50_000_000, 60, 1],
    ])
    expect(rows).toMatchObject([
      { values: { diamonds: 1_000_000_000 } },
      { values: { diamonds: 50_000_000 } },
    ])
    expect(notices).toEqual([
      {
        notice: 'number.implausible',
        count: 1,
        first: [{ line: 2, column: 'diamonds', value: '1000000000' }],
      },
    ])
  })

  test('of a month to date are judged by its days', async () => {
    const head = ['Data period', 'Creator ID', 'Diamonds', 'LIVE duration', 'Valid go LIVE days']
    const row = (period: string, ...cells: Cells) => [period, idOf(1), ...cells]
    const fifteen = '2026-09-01 ~ 2026-09-15'
    const { rows, rejections, notices } = await read('a.csv', [
      head,
      row(fifteen, 700_000_000, '360h', 15),
      row(fifteen, 1, '361h', 15),
      row(fifteen, 1, '1h', 16),
      row('1999-09-01 ~ 1999-09-15', 1, '1h', 1),
      row('2026-09-10 ~ 2026-09-10', 60_000_000, '24h', 1),
    ])
    expect(faults(rejections)).toEqual([
      [3, 'LIVE duration', 'duration.many'],
      [4, 'Valid go LIVE days', 'valid.many'],
      [5, 'Data period', 'day.early'],
    ])
    expect(rows.map(({ line }) => line)).toEqual([2, 6])
    expect(noticed(notices)).toEqual([['number.implausible', 1, [6]]])
  })
})

describe('a row', () => {
  test('of the same creator and day twice is said', async () => {
    const { rows, notices } = await read('feed.csv', [
      FEED,
      ['2026-09-15', idOf(1), 'a', 1, 1, 1],
      ['2026-09-15', idOf(2), 'b', 1, 1, 1],
      ['2026-09-15', idOf(1), 'a', 2, 1, 1],
      ['2026-09-14', idOf(1), 'a', 2, 1, 1],
    ])
    expect(rows).toHaveLength(4)
    expect(noticed(notices)).toEqual([['row.twice', 1, [4]]])
  })

  test('that repeats the headers is none', async () => {
    const {
      read: total,
      rejections,
      notices,
    } = await read('feed.csv', [
      FEED,
      ['2026-09-15', idOf(1), 'a', 1, 1, 1],
      FEED,
      ['2026-09-15', idOf(2), 'b', 1, 1, 1],
    ])
    expect([total, rejections]).toEqual([2, []])
    expect(noticed(notices)).toEqual([['header.repeated', 1, [3]]])
  })

  test('that ends early says nothing of what is missing', async () => {
    const { rows, rejections, notices } = await read('feed.csv', [
      FEED,
      ['2026-09-15', idOf(1), 'a', 7],
      ['2026-09-15'],
      ['2026-09-15', idOf(2), 'b', '', '', ''],
      ['Total'],
    ])
    expect(rows).toMatchObject([
      { values: { diamonds: 7 }, short: { metrics: 1 } },
      { values: { diamonds: null, live_minutes: null, valid_days: null } },
    ])
    expect(rows[0]).not.toHaveProperty('values.live_minutes')
    expect(faults(rejections)).toEqual([
      [3, 'creator_id', 'row.short'],
      [5, 'creator_id', 'total.row'],
    ])
    expect(noticed(notices)).toEqual([['row.short', 1, [2]]])
  })
})

test.each([
  ['roster', ['Creator ID', 'Group', 'Followers', 'Relationship status'], [idOf(1), 'Aurora']],
  ['campaigns', ['campaign', 'start', 'end', 'market', 'creator_ids'], ['Cup', '2026-09-01', '2026-09-09']],
  ['backstage', ['Data period', 'Creator ID', 'Diamonds', 'Group'], ['2026-09-01 ~ 2026-09-15', idOf(1), 5]],
] as const)('of a file of kind %s a row that is cut off is left out', async (kind, head, row) => {
  const { rows, rejections } = await read('file.csv', [head, row], { kind })
  expect(rows).toEqual([])
  expect(faults(rejections)).toEqual([[2, head[row.length], 'row.short']])
})

test('an agency list keeps the rest of a row with a wrong cell, and names the cell', async () => {
  const { rows, rejections, notices } = await read('agencies.csv', [
    ['agency', 'market', 'region', 'timezone', 'language', 'manager_email'],
    ['Aurora', 'Italy', 'South', 'Rome', 'Italian', 'anna'],
    ['Faro', 'es', 'West', 'Europe/Madrid', 'es-ES', 'Tom@Example.com'],
    ['Lumen', '-', '', '', '', ''],
  ])
  expect(rejections).toEqual([])
  expect(rows).toMatchObject([
    { name: 'Aurora', market: null, region: 'South', timeZone: null, language: null, managerEmail: null },
    {
      name: 'Faro',
      market: 'ES',
      timeZone: 'Europe/Madrid',
      language: 'es-es',
      managerEmail: 'tom@example.com',
    },
    { name: 'Lumen' },
  ])
  expect(notices.map(({ notice, count, first }) => [notice, count, first])).toEqual([
    ['market.unknown', 1, [{ line: 2, column: 'market', value: 'Italy' }]],
    ['zone.unknown', 1, [{ line: 2, column: 'timezone', value: 'Rome' }]],
    ['language.unknown', 1, [{ line: 2, column: 'language', value: 'Italian' }]],
    ['email.unreadable', 1, [{ line: 2, column: 'manager_email', value: 'anna' }]],
  ])
})

describe('days that may be two', () => {
  const feed = (...days: readonly string[]) => [FEED, ...days.map((day, i) => [day, idOf(i), 'a', 1, 1, 1])]
  const guess: Mapping = {
    kind: 'daily',
    columns: {
      date: 'day',
      creator_id: 'creator_id',
      username: 'username',
      diamonds: 'diamonds',
      live_minutes: 'live_minutes',
      valid_day: 'valid_days',
    },
  }

  test('refuse the file with what they may be and what decides', async () => {
    await expect(read('feed.csv', feed('05/09/2026'))).rejects.toMatchObject({
      fault: {
        fault: 'file.days',
        text: '05/09/2026',
        dmy: '2026-09-05',
        mdy: '2026-05-09',
        guess: { ...guess, dates: 'dmy' },
      },
    })
  })

  test('are read as a mapping says, and as it was said before', async () => {
    const map = { ...guess, dates: 'mdy' as const }
    const said = await read('feed.csv', feed('05/09/2026'), { map })
    expect(said.rows).toMatchObject([{ day: '2026-05-09' }])
    expect(said.map).toEqual(map)
  })

  test('beside others are left out alone', async () => {
    const { rows, rejections } = await read('feed.csv', feed('2026-09-01', '05/09/2026'))
    expect(rows).toMatchObject([{ day: '2026-09-01' }])
    expect(faults(rejections)).toEqual([[3, 'date', 'day.ambiguous']])
  })

  test('are known by another file with the same headers', async () => {
    const certain = await read('feed.csv', feed('05/09/2026', '13/09/2026'))
    expect(certain.map).toEqual({ ...guess, dates: 'dmy' })
    const remembered = new Map(certain.map ? [[certain.fingerprint, certain.map]] : [])
    const { rows, map } = await read('feed.csv', feed('05/09/2026'), { remembered })
    expect(rows).toMatchObject([{ day: '2026-09-05' }])
    expect(map).toBeNull()
  })
})
