import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import type { FileKind } from '#src/domain/facts.ts'
import { FileRefused } from '#src/ingest/faults.ts'
import { readFacts } from '#src/ingest/read.ts'

/**
 * Makes files that nobody should send (`node tests/ingest/malformed.ts FOLDER COUNT SEED`), or reads each to its end and
 * says what became of it, as JSON lines (`… FOLDER`). Two programs, so that what the reading needs of memory is its own.
 */
const [folder = '', ...numbers] = process.argv.slice(2)
const [count = 0, seed = 1] = numbers.map(Number)

let state = seed
const roll = (sides: number): number => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
  return (state >>> 8) % sides
}
const oneOf = <T>(list: readonly [T, ...T[]]): T => list[roll(list.length)] ?? list[0]

const id = (n: number) => `700000000000${100_001 + n}7`
const EXPORT = [
  'Data period',
  'Creator ID',
  "Creator's username",
  'Group',
  'Diamonds',
  'LIVE duration',
  'Valid go LIVE days',
]
const FEED = ['date', 'creator_id', 'username', 'agency', 'market', 'diamonds', 'live_minutes']
const exportRow = (n: number) => [
  '2026-09-01 ~ 2026-09-15',
  id(n),
  `creator.${n}`,
  'Aurora',
  `${n * 10}`,
  '5h 3m 1s',
  '4',
]
const feedRow = (n: number) => [
  `2026-09-${String(1 + (n % 15)).padStart(2, '0')}`,
  id(n),
  `creator.${n}`,
  'Città',
  'IT',
  `${n}`,
  '61.5',
]
const table = (rows = 5 + roll(60)): string[][] =>
  roll(2) === 0
    ? [EXPORT, ...Array.from({ length: rows }, (_, i) => exportRow(i))]
    : [FEED, ...Array.from({ length: rows }, (_, i) => feedRow(i))]
const csv = (rows: readonly (readonly string[])[], delimiter = ',') =>
  rows.map((row) => `${row.join(delimiter)}\n`).join('')
const text = () => Buffer.from(csv(table()))
const book = async () => Buffer.from(await writeXlsx({ sheets: [{ name: 'Sheet1', rows: table() }] }))
const cut = (bytes: Buffer) => bytes.subarray(0, roll(bytes.length))
const spoiled = (bytes: Buffer, times: number) => {
  const copy = Buffer.from(bytes)
  for (let i = 0; i < times; i++) copy[roll(copy.length)] = roll(256)
  return copy
}
const noise = (length: number) => Buffer.from(Array.from({ length }, () => roll(256)))

interface Entry {
  name: string
  bytes: Buffer
  /** What the entry says of its size, when that is a lie. */
  claims?: number
}
/** A zip made by hand, so that it can lie. */
const zip = (entries: readonly Entry[]): Buffer => {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes, claims } of entries) {
    const packed = deflateRawSync(bytes)
    const head = (signature: number, extra: number) => {
      const header = Buffer.alloc(extra)
      const shift = signature === 0x02014b50 ? 2 : 0
      header.writeUInt32LE(signature, 0)
      if (shift) header.writeUInt16LE(20, 4)
      header.writeUInt16LE(20, 4 + shift)
      header.writeUInt16LE(8, 8 + shift)
      header.writeUInt32LE(crc32(bytes), 14 + shift)
      header.writeUInt32LE(packed.length, 18 + shift)
      header.writeUInt32LE(claims ?? bytes.length, 22 + shift)
      header.writeUInt16LE(Buffer.byteLength(name), 26 + shift)
      if (shift) header.writeUInt32LE(at, 42)
      return Buffer.concat([header, Buffer.from(name)])
    }
    directory.push(head(0x02014b50, 46))
    const local = Buffer.concat([head(0x04034b50, 30), packed])
    parts.push(local)
    at += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, listed, end])
}
const workbook = (sheet: string | Buffer, more: readonly Entry[] = [], claims?: number): Buffer =>
  zip([
    {
      name: '[Content_Types].xml',
      bytes: Buffer.from(
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
      ),
    },
    {
      name: '_rels/.rels',
      bytes: Buffer.from(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
      ),
    },
    {
      name: 'xl/workbook.xml',
      bytes: Buffer.from(
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: Buffer.from(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
    },
    { name: 'xl/worksheets/sheet1.xml', bytes: Buffer.from(sheet), ...(claims !== undefined && { claims }) },
    ...more,
  ])
const sheetOf = (rows: string, prologue = '') =>
  `<?xml version="1.0"?>${prologue}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`
const inline = (
  cells: readonly string[],
  row: number | string,
  column = (i: number) => String.fromCharCode(65 + i),
) =>
  `<row r="${row}">${cells.map((cell, i) => `<c r="${column(i)}${row}" t="inlineStr"><is><t>${cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`).join('')}</row>`
const HEAD_XML = inline(FEED, 1)

const ABSURD = [
  '1e308',
  '1e400',
  'NaN',
  '-0',
  '9'.repeat(400),
  '٣٤',
  '1,2,3.4.5',
  '=cmd|calc!A0',
  '\u0000',
  '☃'.repeat(50),
  '\u202egnp.exe',
  '0x1F',
  '1_000',
  '--5',
  '5-',
  '1e-400',
  'Infinity',
  '∞',
  '1.7976931348623157e309',
  '{}',
  '[object Object]',
  "'; drop table daily; --",
  '<script>',
  '​',
  '2026-02-30',
  '0000-00-00',
  '9999-99-99',
  '-2026-01-01',
  '25:61:61',
  '-3h',
  '1d 99h 99m 99s',
  '1h 1h',
  'true',
  'TRUE',
  '#REF!',
  '#DIV/0!',
] as const

/** Each makes one kind of bad file, never twice the same. */
const MAKERS: Readonly<Record<string, () => Promise<[string, Buffer]> | [string, Buffer]>> = {
  'csv cut short': () => ['a.csv', cut(text())],
  'workbook cut short': async () => ['a.xlsx', cut(await book())],
  'gzip cut short': () => ['a.csv.gz', cut(gzipSync(text()))],
  'csv with flipped bytes': () => ['a.csv', spoiled(text(), 1 + roll(40))],
  'workbook with flipped bytes': async () => ['a.xlsx', spoiled(await book(), 1 + roll(20))],
  'gzip with flipped bytes': () => ['a.csv.gz', spoiled(gzipSync(text()), 1 + roll(10))],
  'gzip bomb': () => [
    'a.csv.gz',
    gzipSync(Buffer.concat([text(), Buffer.alloc((20 + roll(60)) * 1024 * 1024, 0x31)])),
  ],
  'gzip of a gzip': () => ['a.csv.gz', gzipSync(gzipSync(text()))],
  'gzip of many members': () => [
    'a.csv.gz',
    Buffer.concat(Array.from({ length: 2 + roll(5) }, () => gzipSync(text()))),
  ],
  'gzip and then noise': () => ['a.csv.gz', Buffer.concat([gzipSync(text()), noise(1 + roll(500))])],
  'workbook bomb': () => [
    'a.xlsx',
    workbook(
      Buffer.concat([
        Buffer.from(sheetOf('').replace(/<\/sheetData>.*/, '')),
        Buffer.alloc((20 + roll(40)) * 1024 * 1024, 0x20),
      ]),
    ),
  ],
  'workbook that lies of its size': () => [
    'a.xlsx',
    workbook(
      Buffer.concat([
        Buffer.from(sheetOf(HEAD_XML).replace(/<\/sheetData>.*/, '')),
        Buffer.alloc((20 + roll(40)) * 1024 * 1024, 0x20),
      ]),
      [],
      100,
    ),
  ],
  'workbook of one endless cell': () => [
    'a.xlsx',
    workbook(sheetOf(inline(['x'.repeat((1 + roll(4)) * 1024 * 1024)], 1))),
  ],
  'zip with names that climb': () => [
    'a.xlsx',
    zip([
      { name: `${'../'.repeat(1 + roll(9))}etc/passwd`, bytes: text() },
      { name: '[Content_Types].xml', bytes: text() },
    ]),
  ],
  'zip of many entries': () => [
    'a.xlsx',
    zip(
      Array.from({ length: 1500 + roll(1500) }, (_, i) => ({ name: `xl/${i}.xml`, bytes: Buffer.from('x') })),
    ),
  ],
  'zip in a zip': async () => ['a.xlsx', zip([{ name: 'xl/inner.xlsx', bytes: await book() }])],
  'zip without a directory': async () => ['a.xlsx', (await book()).subarray(0, -22)],
  'workbook without a sheet': () => [
    'a.xlsx',
    zip([{ name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') }]),
  ],
  'entities that multiply': () => [
    'a.xlsx',
    workbook(
      sheetOf(
        `${HEAD_XML}<row r="2"><c r="A2" t="inlineStr"><is><t>&j;</t></is></c></row>`,
        `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50)}">${'bcdefghij'
          .split('')
          .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghij'[i]};`.repeat(10)}">`)
          .join('')}]>`,
      ),
    ),
  ],
  'an entity that reads a file': () => [
    'a.xlsx',
    workbook(
      sheetOf(
        `${HEAD_XML}<row r="2"><c r="A2" t="inlineStr"><is><t>&e;</t></is></c></row>`,
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
      ),
    ),
  ],
  'cells far out': () => [
    'a.xlsx',
    workbook(
      sheetOf(HEAD_XML + inline(feedRow(1), 2, (i) => 'Z'.repeat(1 + roll(7)) + String.fromCharCode(65 + i))),
    ),
  ],
  'rows far down': () => [
    'a.xlsx',
    workbook(
      sheetOf(
        HEAD_XML + inline(feedRow(1), oneOf(['4294967296', '-1', '0', 'x', '1e9', '9999999999999999'])),
      ),
    ),
  ],
  'strings that are not there': () => [
    'a.xlsx',
    workbook(
      sheetOf(
        `${HEAD_XML}<row r="2">${FEED.map((_, i) => `<c r="${String.fromCharCode(65 + i)}2" t="s"><v>${oneOf(['99999999', '-1', 'x', ''])}</v></c>`).join('')}</row>`,
      ),
    ),
  ],
  'tags that never close': () => [
    'a.xlsx',
    workbook(sheetOf(HEAD_XML + '<row><c><v>'.repeat(1 + roll(3000)))),
  ],
  'cells of absurd types': () => [
    'a.xlsx',
    workbook(
      sheetOf(
        `${HEAD_XML}<row r="2">${FEED.map((_, i) => `<c r="${String.fromCharCode(65 + i)}2" t="${oneOf(['e', 'b', 'd', 'n', 'str', 'q'])}"><v>${oneOf(ABSURD).replaceAll('\u0000', '').replaceAll('<', '')}</v></c>`).join('')}</row>`,
      ),
    ),
  ],
  'UTF-16 without a mark': () => ['a.csv', Buffer.from(text().toString(), 'utf16le')],
  'UTF-16 cut in a character': () => [
    'a.csv',
    Buffer.from(`\ufeff${text()}`, 'utf16le').subarray(0, -1 - 2 * roll(9)),
  ],
  'UTF-32': () => [
    'a.csv',
    Buffer.concat([...text().toString()].map((c) => Buffer.from([c.codePointAt(0) ?? 0, 0, 0, 0]))),
  ],
  'two encodings in one': () => [
    'a.csv',
    Buffer.concat([
      text(),
      Buffer.from(csv([feedRow(1)]), 'latin1'),
      Buffer.from(csv([feedRow(2)]), 'utf16le'),
    ]),
  ],
  'Japanese of another age': () => [
    'a.csv',
    Buffer.concat([
      Buffer.from('93fa95742c', 'hex'),
      noise(20 + roll(200)).map((byte) => (byte < 32 ? 0x41 : byte)),
    ]),
  ],
  'half a surrogate': () => [
    'a.csv',
    Buffer.concat([
      text(),
      Buffer.from('2026-09-15,'),
      Buffer.from('eda080', 'hex'),
      Buffer.from(',a,b,IT,1,1\n'),
    ]),
  ],
  'a mark and nothing': () => [
    'a.csv',
    Buffer.from(oneOf(['efbbbf', 'fffe', 'feff', 'efbbbf0a', 'fffe0a00']), 'hex'),
  ],
  'absurd cells': () => [
    'a.csv',
    Buffer.from(
      csv([
        FEED,
        ...Array.from({ length: 20 }, () => FEED.map(() => `"${oneOf(ABSURD).replaceAll('"', '""')}"`)),
      ]),
    ),
  ],
  'absurd cells among good ones': () => [
    'a.csv',
    Buffer.from(
      csv([
        EXPORT,
        ...Array.from({ length: 20 }, (_, i) =>
          exportRow(i).map((cell) => (roll(4) === 0 ? oneOf(ABSURD) : cell)),
        ),
      ]),
    ),
  ],
  'quotes that never end': () => [
    'a.csv',
    Buffer.from(csv(table()).replace(/,/g, (comma) => (roll(20) === 0 ? ',"' : comma))),
  ],
  'a quote and megabytes': () => [
    'a.csv',
    Buffer.from(`${csv([FEED])}"${'x\n'.repeat(400_000 + roll(400_000))}`),
  ],
  'rows of every length': () => [
    'a.csv',
    Buffer.from(
      csv([FEED, ...Array.from({ length: 40 }, (_, i) => [...feedRow(i), ...feedRow(i)].slice(0, roll(14)))]),
    ),
  ],
  'columns without end': () => [
    'a.csv',
    Buffer.from(csv([[...FEED, ...Array.from({ length: 400 + roll(3000) }, (_, i) => `c${i}`)], feedRow(1)])),
  ],
  'the same header again and again': () => [
    'a.csv',
    Buffer.from(
      csv([
        [...FEED, ...FEED, ...FEED],
        [...feedRow(1), ...feedRow(2), ...feedRow(3)],
      ]),
    ),
  ],
  'the header in the middle': () => ['a.csv', Buffer.from(csv([...table(8), ...table(8)]))],
  'nothing but a header': () => ['a.csv', Buffer.from(csv([oneOf([FEED, EXPORT])]))],
  'blank lines': () => ['a.csv', Buffer.from('\n'.repeat(roll(5000)) + (roll(2) ? csv(table()) : ''))],
  'control characters': () => [
    'a.csv',
    Buffer.from(csv(table()).replace(/e/g, (e) => (roll(3) === 0 ? String.fromCharCode(1 + roll(31)) : e))),
  ],
  'another format': () => [
    'a.csv',
    Buffer.from(
      oneOf([
        '%PDF-1.7\n',
        '{"date": 1}',
        '<?xml version="1.0"?><a/>',
        '<!DOCTYPE html><table><tr><td>date',
        'PK\u0005\u0006',
        '\u00d0\u00cf\u0011\u00e0',
        'SQLite format 3\u0000',
        '\u007fELF',
        'Rar!\u001a',
      ]),
      'latin1',
    ),
  ],
  noise: () => [oneOf(['a.csv', 'a.xlsx', 'a.csv.gz']), noise(1 + roll(5000))],
  'noise after a magic number': () => [
    oneOf(['a.csv', 'a.xlsx', 'a.csv.gz']),
    Buffer.concat([
      Buffer.from(oneOf(['504b0304', '1f8b08', 'fffe', 'efbbbf']), 'hex'),
      noise(1 + roll(5000)),
    ]),
  ],
  'delimiters of all sorts': () => [
    'a.csv',
    Buffer.from(
      csv(table(), oneOf(['|', ';', '\t', ' ', '::', '\u0001'])).replace(
        /\n/g,
        oneOf(['\n', '\r', '\r\n', '\n\r', '\r\r\n']),
      ),
    ),
  ],
}

const make = async (): Promise<void> => {
  const makers = Object.entries(MAKERS)
  for (let i = 0; i < count; i++) {
    const [what, maker] = makers[i % makers.length] ?? []
    const [name, bytes] = (await maker?.()) ?? ['', Buffer.alloc(0)]
    await writeFile(join(folder, `${String(i).padStart(4, '0')} ${what} ${name}`), bytes)
  }
}

const readAll = async (): Promise<void> => {
  const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
  for (const name of (await readdir(folder)).toSorted()) {
    const kind = KINDS_ASKED[roll(KINDS_ASKED.length * 5)]
    const started = performance.now()
    const became = await outcome(join(folder, name), kind)
    say({ name, ...became, ms: Math.round(performance.now() - started) })
  }
  say({ maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024) })
}
const KINDS_ASKED: readonly FileKind[] = ['daily', 'backstage', 'roster', 'bonus', 'campaigns', 'live-center']

async function outcome(path: string, kind: FileKind | undefined) {
  let rows = 0
  let rejected = 0
  let insane = 0
  try {
    const file = await readFacts(path, { kind, today: '2026-09-16', creatorId: id(1) })
    for await (const batch of file.batches) {
      rows += batch.rows.length
      rejected += batch.rejections.length
      for (const row of batch.rows) {
        const values = row.kind === 'daily' ? row.values : row.kind === 'backstage' ? row.totals : {}
        if (Object.values(values).some((it) => it !== null && !(Number.isFinite(it) && it >= 0))) insane++
      }
    }
    return {
      became: insane > 0 ? 'nonsense' : rejected > 0 ? 'accepted with rejects' : 'accepted',
      rows,
      rejected,
    }
  } catch (error) {
    if (error instanceof FileRefused) return { became: 'refused', fault: error.fault }
    return { became: 'crashed', error: String(error instanceof Error ? error.stack : error) }
  }
}

await (count > 0 ? make() : readAll())
