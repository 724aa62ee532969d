import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FileRefused } from '#src/ingest/faults.ts'
import { openSheet } from '#src/ingest/open.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regia-csv-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const cellsOf = async (content: string | Uint8Array) => {
  const path = join(folder, 'a.csv')
  await writeFile(path, content)
  const rows: (readonly unknown[])[] = []
  for await (const batch of (await openSheet(path)).batches) rows.push(...batch.map(({ cells }) => cells))
  return rows
}

const text = fc.string({
  unit: fc.constantFrom('a', 'è', '😀', '"', ',', ';', '\t', '\n', ' ', '0', "'"),
  maxLength: 12,
})
const table = fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 })
const layout = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  newline: fc.constantFrom('\n', '\r\n'),
  encoding: fc.constantFrom('utf-8', 'utf-8 with mark', 'utf-16', 'gzip'),
})

test('whatever stands in quotes comes out as it was, in every layout', async () => {
  await fc.assert(
    fc.asyncProperty(table, layout, async (rows, { delimiter, newline, encoding }) => {
      const header = ['one', 'two', 'three']
      const quoted = [header, ...rows].map((row) =>
        row
          .map((cell, i) => (row === header || i === 3 ? cell : `"${cell.replaceAll('"', '""')}"`))
          .join(delimiter),
      )
      const content = quoted.join(newline) + newline
      const bytes = {
        'utf-8': () => Buffer.from(content),
        'utf-8 with mark': () => Buffer.from(`\ufeff${content}`),
        'utf-16': () => Buffer.from(`\ufeff${content}`, 'utf16le'),
        gzip: () => gzipSync(content),
      }
      expect(await cellsOf(bytes[encoding as keyof typeof bytes]())).toEqual([header, ...rows])
    }),
    { numRuns: 60 },
  )
})

test.each(['', '\ufeff'])(
  'lines in two encodings are each read in their own, after the mark %j',
  async (mark) => {
    const utf8 = (line: string) => Buffer.from(`${line}\n`)
    const western = (line: string) => Buffer.from(`${line}\n`, 'latin1')
    const plain = Array.from({ length: 60_000 }, (_, i) => utf8(`Agència ${i},IT`))
    const lines = [
      utf8(`${mark}agency,market`),
      western('Café,IT'),
      ...plain,
      western('Però,IT'),
      utf8('Così,IT'),
    ]
    const rows = await cellsOf(Buffer.concat(lines))
    expect(rows[1]).toEqual(['Café', 'IT'])
    expect(rows.slice(2, -2).every(([name], i) => name === `Agència ${i}`)).toBe(true)
    expect(rows.slice(-2)).toEqual([
      ['Però', 'IT'],
      ['Così', 'IT'],
    ])
  },
)

test('a quoted cell may be longer than the pieces a file is read in', async () => {
  const long = `${'line\n'.repeat(100_000)}"end"`
  expect(await cellsOf(`a,b\n"${long.replaceAll('"', '""')}",2\n3,4\n`)).toEqual([
    ['a', 'b'],
    [long, '2'],
    ['3', '4'],
  ])
})

test('bytes of no meaning are refused or read, and nothing else happens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), async (bytes) => {
      const outcome = await cellsOf(bytes).catch((error: unknown) => error)
      expect(Array.isArray(outcome) || outcome instanceof FileRefused).toBe(true)
    }),
    { numRuns: 150 },
  )
})

test('bytes that begin like a workbook or an archive are refused or read, and nothing else happens', async () => {
  const beginnings = fc.constantFrom(
    [0x50, 0x4b, 3, 4],
    [0x50, 0x4b, 5, 6],
    [0x1f, 0x8b, 8, 0],
    [0xff, 0xfe],
    [0xef, 0xbb, 0xbf],
  )
  const bytes = fc
    .tuple(beginnings, fc.uint8Array({ maxLength: 400 }))
    .map(([a, b]) => Uint8Array.from([...a, ...b]))
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      const outcome = await cellsOf(content).catch((error: unknown) => error)
      expect(Array.isArray(outcome) || outcome instanceof FileRefused).toBe(true)
    }),
    { numRuns: 150 },
  )
})

test('quotes and line ends are the same wherever the pieces of a file end', async () => {
  const cells = ['plain', '"', 'a,b', 'two\nlines', '', '""', 'è"é', ' x ']
  const rows = Array.from({ length: 20_000 }, (_, i) =>
    Array.from({ length: 4 }, (_, column) => cells[(i * 7 + column * 3 + (i >> 3)) % cells.length] ?? ''),
  )
  const written = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  const content = rows.map((row) => row.map(written).join(',')).join('\r\n')
  expect(await cellsOf(content)).toEqual(rows)
})

test('a quote that ends nowhere on the last line is read to its end, and one in the middle is a letter', async () => {
  expect(await cellsOf('a,b\n1,5" wide\n2,"odd"one",x\n3,"open end')).toEqual([
    ['a', 'b'],
    ['1', '5" wide'],
    ['2', 'odd"one', 'x'],
    ['3', 'open end'],
  ])
})
