import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DayColumns } from '#src/domain/columns.ts'
import type { Day } from '#src/domain/day.ts'
import type { DailyRow, Notice, Rejection } from '#src/domain/facts.ts'
import type { Metric } from '#src/domain/metric.ts'
import { FileRefused } from '#src/ingest/faults.ts'
import { readFacts } from '#src/ingest/read.ts'
import { SHEET_LIMITS } from '#src/ingest/sheet.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regia-columns-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Outcome {
  read: number
  rows: readonly DailyRow[]
  rejections: readonly Rejection[]
  notices: readonly Notice[]
  refused: unknown
}

/** The rows that columns stand for; the lists grow from batch to batch. */
const rowsFrom = (metrics: readonly Metric[]) => {
  const days: Day[] = []
  const who: { id: string; username: string }[] = []
  const agencies: (string | null)[] = []
  const markets: (string | null)[] = []
  return (columns: DayColumns): DailyRow[] => {
    days.push(...columns.newDays)
    who.push(...columns.newWho)
    agencies.push(...columns.newAgencies)
    markets.push(...columns.newMarkets)
    return Array.from({ length: columns.rows }, (_, i): DailyRow => {
      const short = columns.short.get(i)
      const { id = '', username = '' } = who[columns.who[i] ?? -1] ?? {}
      return {
        kind: 'daily',
        line: columns.line[i] ?? 0,
        day: days[columns.day[i] ?? -1] ?? '0-0-0',
        creatorId: id,
        username,
        agency: agencies[columns.agency[i] ?? -1] ?? null,
        market: markets[columns.market[i] ?? -1] ?? null,
        values: Object.fromEntries(
          metrics.map((metric, m) => {
            const value = columns.values[m]?.[i] ?? Number.NaN
            return [metric, Number.isNaN(value) ? null : value]
          }),
        ),
        ...(short && { short }),
      }
    })
  }
}

/** Columns have a place for what a row ends before, too. */
const withAll = (row: DailyRow, metrics: readonly Metric[]): DailyRow => ({
  ...row,
  values: Object.fromEntries(metrics.map((metric) => [metric, row.values[metric] ?? null])),
})

const outcomeOf = async (path: string, inColumns: boolean): Promise<Outcome> => {
  const rows: DailyRow[] = []
  const rejections: Rejection[] = []
  let read = 0
  try {
    const limits = { ...SHEET_LIMITS, columns: 40 }
    const facts = await readFacts(path, { today: '2026-09-20', inColumns, limits })
    const rowsOf = rowsFrom(facts.metrics)
    for await (const batch of facts.batches) {
      read += batch.read
      rejections.push(...batch.rejections)
      expect(batch.columns !== undefined).toBe(inColumns)
      for (const row of batch.rows) if (row.kind === 'daily') rows.push(withAll(row, facts.metrics))
      if (batch.columns) rows.push(...rowsOf(batch.columns))
    }
    return { read, rows, rejections, notices: facts.notices(), refused: null }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    return { read: 0, rows: [], rejections: [], notices: [], refused: error.fault }
  }
}

const HEAD =
  'date,creator_id,username,agency,market,diamonds,live_minutes,valid_day,new_followers,avg_viewers,watch_minutes'
/** Past the rows that are looked at first, and past the end of a piece. */
const PLAIN_ROWS = 2600

const day = fc.constantFrom(
  ...[
    '2026-09-01',
    '2026-09-02',
    '2026/09/03',
    '20260904',
    '2026-9-5',
    '05/09/2026',
    '13/09/2026',
    ' 2026-09-01 ',
  ],
  ...['1999-01-01', '2026-09-02T10:00:00', '2026-10-01', '2026-02-30', 'yesterday', ''],
)
const id = fc.constantFrom(
  ...['7359100000000001234', '7359100000000001235', '007', '"7359100000000001234"', '="7359100000000001236"'],
  ...[
    "'7359100000000001237",
    '7.3E+18',
    '7359100000000000000',
    '123456,0',
    '',
    ' 42 ',
    '٤٢',
    'The creator has quit',
    'Total',
  ],
)
const name = fc.constantFrom(
  ...[
    'anna',
    '@anna',
    'Bruno B.',
    '"Anna, ""the first"""',
    'Anna ""x""',
    '"Anna ""x"""',
    '"anna"',
    'čeněk',
    '  two  blanks ',
    '-',
    '',
    'a\u200bb',
  ],
  ...['"two\nlines"', '"two\r\nlines"', '5" wide', '"odd"one"'],
)
const market = fc.constantFrom('IT', 'es', ' DE ', '', '-', 'Italy', '"FR"', 'I1')
const number = fc.oneof(
  fc.integer({ min: 0, max: 100_000 }).map(String),
  fc.constantFrom(
    ...[
      '',
      '-',
      '∞',
      '0',
      '00012',
      '1.5',
      '0.005',
      '"1,5"',
      '1.234',
      '"1,234"',
      '"1,234,567"',
      '1234.567',
      '.5',
      '5.',
      '1e3',
      '1k',
    ],
    ...[
      '90.13%',
      '-4',
      '-0',
      ' 7 ',
      '1 000',
      '999999999999999',
      '9999999999999999',
      '1000000000001',
      'true',
      'abc',
      '1:30',
      '2h 5m',
    ],
    ...['2h', '"12"', '"1""2"', '１２', '12\u00a0345'],
  ),
)
const NUMBERS = 6
const oddCells = fc.tuple(day, id, name, name, market, ...Array.from({ length: NUMBERS }, () => number))
/** Mostly plain rows, with a few odd cells; some too short, empty or too long. */
const row = fc
  .tuple(fc.nat(1000), oddCells, fc.array(fc.nat(4 + NUMBERS), { maxLength: 3 }), fc.nat(30))
  .map(([i, odd, which, length]) => {
    const cells = plainRow(i).map((cell, at) => (which.includes(at) ? (odd[at] ?? '') : cell))
    if (length === 0) return cells.slice(0, 4)
    if (length === 1) return []
    if (length === 2) return [...cells, 'more', '']
    if (length === 3) return HEAD.split(',')
    if (length === 4) return cells.slice(0, 7)
    return cells
  })
const plainRow = (i: number): string[] => {
  const who = [`73591000000000${1000 + (i % 50)}1`, `creator_${i % 50}`]
  const where = [i % 7 ? `Agency ${i % 5}` : '"Agency, ""x"""', 'IT']
  const numbers = [i, i % 300, i % 2, 3, `${i % 90}.5`, i * 2].map(String)
  return [`2026-09-0${1 + (i % 9)}`, ...who, ...where, ...numbers]
}
const layout = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  newline: fc.constantFrom('\n', '\r\n'),
  encoding: fc.constantFrom('utf-8', 'utf-8 with mark', 'utf-16', 'windows-1252'),
  packed: fc.boolean(),
  spoiled: fc.constantFrom('no', 'no', 'no', 'lone carriage', 'foreign byte', 'too wide'),
  ends: fc.boolean(),
})

/** In quotes a doubled quote is one. */
const SAME_LETTERS = ['Anna ""x""', '"Anna ""x"""'].map((name) => plainRow(0).toSpliced(2, 1, name))
const AS_PLAIN_AS_CAN_BE = {
  delimiter: ',',
  newline: '\n',
  encoding: 'utf-8',
  packed: false,
  spoiled: 'no',
  ends: true,
}

test('a feed read into columns says what it says row by row, whatever stands in it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 120 }), layout, async (odd, it) => {
      const plain = Array.from({ length: PLAIN_ROWS }, (_, i) => plainRow(i))
      const rows = [...plain, ...odd, ...plain.slice(0, 400), ...odd]
      if (it.spoiled === 'too wide') rows.push(Array.from({ length: 41 }, () => 'x'))
      const head = HEAD.replaceAll(',', it.delimiter)
      const lines = [head, ...rows.map((cells) => cells.join(it.delimiter))]
      if (it.spoiled === 'lone carriage') lines.splice(PLAIN_ROWS + 20, 0, `a\rb${it.newline}"c\r\nd"`)
      const content = lines.join(it.newline) + (it.ends ? it.newline : '')
      const written = {
        'utf-8': () => Buffer.from(content),
        'utf-8 with mark': () => Buffer.from(`\ufeff${content}`),
        'utf-16': () => Buffer.from(`\ufeff${content}`, 'utf16le'),
        'windows-1252': () => Buffer.from(content, 'latin1'),
      }
      const bytes = written[it.encoding as keyof typeof written]()
      const foreign = Buffer.from(it.spoiled === 'foreign byte' ? [0x41, 0xe8, 0x0a] : [])
      const spoiled = Buffer.concat([bytes, foreign])
      const path = join(folder, 'feed.csv')
      await writeFile(path, it.packed ? gzipSync(spoiled) : spoiled)
      expect(await outcomeOf(path, true)).toEqual(await outcomeOf(path, false))
    }),
    { numRuns: 100, examples: [[SAME_LETTERS, AS_PLAIN_AS_CAN_BE]] },
  )
})
