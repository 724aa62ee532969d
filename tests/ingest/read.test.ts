import { gzipSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import type { FactRow, FileKind, Rejection } from '#src/domain/facts.ts'
import { FileRefused } from '#src/ingest/faults.ts'
import { readFacts } from '#src/ingest/read.ts'
import { fileNamed, idOf } from '#tests/workers/files.ts'

const TODAY = '2026-09-16'

const read = async (path: string, kind?: FileKind) => {
  const file = await readFacts(path, { kind, today: TODAY })
  const rows: FactRow[] = []
  const rejections: Rejection[] = []
  let merged = 0
  for await (const batch of file.batches) {
    rows.push(...batch.rows)
    rejections.push(...batch.rejections)
    merged += batch.merged
  }
  return { kind: file.kind, metrics: file.metrics, rows, rejections, merged }
}

const A =
  "Data period|Creator ID|Creator's username|Group|Creator Network manager|Join time|Days since joining|Diamonds|LIVE duration|Valid go LIVE days|New followers|LIVE streams|Diamonds last month|LIVE duration (hours) last month|Valid go LIVE days last month|New followers last month|LIVE streams last month|Diamonds - Percentage achieved|LIVE duration - Percentage achieved|Valid go LIVE days - Percentage achieved|New followers - Percentage achieved|LIVE streams - Percentage achieved|Diamonds - Vs. last month|LIVE duration - Vs. last month|Valid go LIVE days - Vs. last month|New followers - Vs. last month|LIVE streams - Vs. last month|Matches|Diamonds from matches|New LIVE creators|Diamonds from multi-guest|Diamonds from multi-guest (as host)|Diamonds from multi-guest (as guest)|Graduation status|Tier status|New fans|Fan Club total Diamonds|Fan contribution %|Total fans|Active fans from Fan Club|Status".split(
    '|',
  )
const B =
  "Data period,Creator ID,Creator's username,Group,Creator Network manager,Join time,Days since joining,Diamonds,LIVE duration,Valid go LIVE days,New followers,LIVE streams,Diamonds last month,LIVE duration (hours) last month,Valid go LIVE days last month,Matches,Diamonds from matches,New LIVE creators,Diamonds from multi-guest,Diamonds from multi-guest (as host),Diamonds from multi-guest (as guest),Graduation status,Tier status,New fans,Fan Club total Diamonds,Fan contribution %,Total fans,Active fans from Fan Club,Status".split(
    ',',
  )
const C =
  "Creator ID:,Creator's username,Group,Creator Network manager,Graduation status,Tier status,Tier last month,Join time,Days since joining,Followers,Diamonds in L30D,Valid go LIVE days in L30D,LIVE duration in L30D"
const F =
  'Periodo de datos,ID del creador,Nombre de usuario del creador,Grupo,Agente,Hora de incorporación,Días desde la incorporación,Diamantes,Duración de LIVE,Días válidos de emisiones LIVE,Nuevos seguidores,Emisiones LIVE,Diamantes en el último mes,Duración de emisiones LIVE (en horas) durante el último mes,Partidas,Diamantes de partidas,Base de Diamantes antes de unirse,Estado de graduación'.split(
    ',',
  )

/** What the export writes for one creator, by the English or Spanish name of the column. */
const CELLS: Readonly<Record<string, string>> = {
  'Data period': '2026-09-01 ~ 2026-09-15',
  'Creator ID': idOf(1),
  "Creator's username": 'luna.live',
  Group: 'Aurora Talent',
  'Creator Network manager': 'someone@example.com',
  'Join time': '2023-08-05 00:11:00 (UTC+0)',
  Diamonds: '553978',
  'LIVE duration': '23h 7m 8s',
  'Valid go LIVE days': '6',
  'New followers': '1,234',
  'LIVE streams': '9',
  'Diamonds last month': '1',
  'LIVE duration (hours) last month': '180.5',
  Matches: '-',
  'Fan Club total Diamonds': '88.46K',
  'Fan contribution %': '90.13%',
  'Active fans from Fan Club': '40',
  'Diamonds - Vs. last month': '∞',
  'Periodo de datos': '2026-09-01 ~ 2026-09-15',
  'ID del creador': idOf(1),
  'Nombre de usuario del creador': 'luna.live',
  Grupo: 'Aurora Talent',
  'Hora de incorporación': '2023-08-05 00:11:00 (UTC+0)',
  Diamantes: '553978',
  'Duración de LIVE': '23h 7m 8s',
  'Días válidos de emisiones LIVE': '6',
  'Nuevos seguidores': '1,234',
  'Emisiones LIVE': '9',
  Partidas: '-',
}
const rowFor = (headers: readonly string[]) => headers.map((name) => CELLS[name] ?? '')
const quoted = (rows: readonly (readonly string[])[], delimiter = ',') =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n')
const book = (rows: readonly (readonly (string | number | null)[])[]) =>
  writeXlsx({ sheets: [{ name: 'Sheet1', rows: rows.map((row) => [...row]) }] })

const LUNA = {
  kind: 'backstage',
  creatorId: idOf(1),
  username: 'luna.live',
  agency: 'Aurora Talent',
  from: '2026-09-01',
  to: '2026-09-15',
  joined: '2023-08-05',
  totals: {
    diamonds: 553_978,
    live_minutes: 1387,
    valid_days: 6,
    new_followers: 1234,
    streams: 9,
    matches: null,
  },
}

describe('the platform’s export', () => {
  test.each([
    ['41 columns', A],
    ['29 columns', B],
    ['Spanish', F],
    ['shuffled', B.toReversed()],
    ['lower case', B],
  ])('with %s, as CSV and as a workbook', async (_, headers) => {
    const rows = [headers, rowFor(headers)]
    for (const path of [
      await fileNamed('Creator data.csv', quoted(rows)),
      await fileNamed('Creator data.xlsx', await book(rows)),
      await fileNamed('Creator data.csv.gz', gzipSync(quoted(rows))),
    ]) {
      const { kind, rows: found, rejections } = await read(path)
      expect({ kind, rejections }).toEqual({ kind: 'backstage', rejections: [] })
      expect(found).toEqual([
        expect.objectContaining({ ...LUNA, totals: expect.objectContaining(LUNA.totals) }),
      ])
    }
  })

  test('keeps no address of a manager', async () => {
    const { rows } = await read(await fileNamed('a.csv', quoted([A, rowFor(A)])))
    expect(JSON.stringify(rows)).not.toContain('@')
  })

  test('with curly apostrophes, other case, stray blanks and a line above the header', async () => {
    const headers = B.map((name) => ` ${name.toUpperCase().replace("'", '’')} `)
    const rows = [['Exported at 2026-09-16 08:37 UTC'], headers, rowFor(B)]
    const { rows: found } = await read(await fileNamed('a.csv', quoted(rows)))
    expect(found).toEqual([expect.objectContaining({ line: 3, creatorId: idOf(1) })])
  })

  test('over the last 30 days is a roster, and month to date only when a person says so', async () => {
    const text = `${C}\n${idOf(1)},luna,Aurora,,Graduated,,,,,1.5K,900,3,20h 15m`
    const { kind, rows } = await read(await fileNamed('hybrid.csv', text))
    expect(kind).toBe('roster')
    expect(rows).toEqual([
      expect.objectContaining({
        kind: 'roster',
        agency: 'Aurora',
        asOf: '2026-09-15',
        graduation: 'Graduated',
        followers: 1500,
        diamonds30: 900,
        validDays30: 3,
        liveMinutes30: 1215,
      }),
    ])
    const named = await fileNamed('Creator data 2026_09_12 08_37 UTC+0.csv', text)
    expect(await read(named, 'backstage')).toMatchObject({
      kind: 'backstage',
      rows: [{ from: '2026-09-01', to: '2026-09-11', totals: { diamonds: 900, live_minutes: 1215 } }],
    })
    await expect(read(await fileNamed('hybrid.csv', text), 'backstage')).rejects.toMatchObject({
      fault: { fault: 'file.undated', file: 'hybrid.csv' },
    })
  })

  test('lists a creator in two groups: the row with more diamonds counts', async () => {
    const row = (group: string, diamonds: string) =>
      B.map((name) => (name === 'Group' ? group : name === 'Diamonds' ? diamonds : (CELLS[name] ?? '')))
    const text = quoted([B, row('Old Group', '10'), row('New Group', '500'), row('Third', '20')])
    const { rows, merged } = await read(await fileNamed('a.csv', text))
    expect(rows).toEqual([expect.objectContaining({ agency: 'New Group' })])
    expect(merged).toBe(2)
  })

  test('has rows that say nothing of a creator: each is named with its reason', async () => {
    const row = (changes: Readonly<Record<string, string>>) =>
      B.map((name) => changes[name] ?? CELLS[name] ?? '')
    const text = quoted([
      B,
      row({ 'Creator ID': 'The creator has quit the network', "Creator's username": '' }),
      row({ 'Creator ID': '7.35912E+18' }),
      row({ 'Data period': '2026-09-05 ~ 2026-09-15' }),
      row({ 'Data period': '2026-09-01 ~ 2026-09-30' }),
      row({ Diamonds: 'many' }),
      row({ 'LIVE duration': 'long' }),
      row({ 'LIVE streams': '-3' }),
      row({ Group: 'Not in a group' }),
      row({ 'Data period': 'Total', 'Creator ID': '' }),
    ])
    const { rows, rejections } = await read(await fileNamed('a.csv', text))
    expect(rejections.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [2, 'Creator ID', 'id.quit'],
      [3, 'Creator ID', 'id.rounded'],
      [4, 'Data period', 'period.partial'],
      [5, 'Data period', 'period.future'],
      [6, 'Diamonds', 'number.unreadable'],
      [7, 'LIVE duration', 'duration.unreadable'],
      [8, 'LIVE streams', 'number.negative'],
      [10, 'Creator ID', 'total.row'],
    ])
    expect(rows).toEqual([expect.objectContaining({ line: 9, agency: null })])
  })

  test('in a workbook whose ids became numbers has nothing to be trusted', async () => {
    const cells = rowFor(B).map((cell, i) => (B[i] === 'Creator ID' ? Number(cell) : cell))
    const { rows, rejections } = await read(await fileNamed('a.xlsx', await book([B, cells])))
    expect(rows).toEqual([])
    expect(rejections.map(({ reason }) => reason)).toEqual(['id.rounded'])
  })
})

describe('a feed', () => {
  const HEAD = 'date,creator_id,username,agency,market,diamonds,live_minutes,avg_viewers'
  const LINE = `2026-09-15,${idOf(1)},luna,"L'Officina, Città",IT,1234,90.5,12.25`
  const expected = {
    day: '2026-09-15',
    creatorId: idOf(1),
    agency: "L'Officina, Città",
    market: 'IT',
    values: { diamonds: 1234, live_minutes: 90.5, avg_viewers: 12.25 },
  }
  const italian = `date;creator_id;username;agency;market;diamonds;live_minutes;avg_viewers\r\n15/09/2026;${idOf(1)};luna;L'Officina, Città;IT;1.234;90,5;12,25\r\n`
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

  test.each([
    ['UTF-8', `${HEAD}\n${LINE}\n`],
    ['a byte order mark', `\ufeff${HEAD}\n${LINE}`],
    ['CRLF', `${HEAD}\r\n${LINE}\r\n`],
    ['a lone CR', `${HEAD}\r${LINE}\r`],
    ['UTF-16 LE', utf16(`${HEAD}\n${LINE}\n`)],
    ['UTF-16 BE', utf16(`${HEAD}\n${LINE}\n`).swap16()],
    ['windows-1252', Buffer.from(`${HEAD}\n${LINE}\n`, 'latin1')],
    [
      'tabs',
      `${HEAD}\n${LINE}`
        .replaceAll('"', '')
        .replace(', C', '\u0001 C')
        .replaceAll(',', '\t')
        .replace('\u0001', ','),
    ],
    ['an Italian re-save', italian],
    ['an Italian re-save in windows-1252', Buffer.from(italian, 'latin1')],
    ['blank lines', `\n\n${HEAD}\n\n${LINE}\n\n\n`],
    ['gzip', gzipSync(`${HEAD}\n${LINE}\n`)],
  ])('written with %s reads the same', async (_, content) => {
    const { kind, rows, rejections } = await read(await fileNamed('feed.csv', content))
    expect({ kind, rejections }).toEqual({ kind: 'daily', rejections: [] })
    expect(rows).toEqual([expect.objectContaining(expected)])
  })

  test('that turns out not to be UTF-8 far from its beginning loses no letter', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `2026-09-15,${idOf(i)},u${i},Aurora,IT,1,1,1\n`)
    const content = Buffer.from(`${HEAD}\n${lines.join('')}${LINE}\n`, 'latin1')
    const { rows } = await read(await fileNamed('feed.csv', content))
    expect(rows).toHaveLength(20_001)
    expect(rows.at(-1)).toMatchObject(expected)
  })

  test('with letters across the pieces it is read in loses none', async () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, i) => `2026-09-15,${idOf(i)},u${i},${'è'.repeat(10)},IT,1,1,1\n`,
    )
    const { rows } = await read(await fileNamed('feed.csv', `${HEAD}\n${lines.join('')}`))
    expect(rows).toHaveLength(20_000)
    expect(rows.every((row) => row.kind === 'daily' && row.agency === 'è'.repeat(10))).toBe(true)
  })

  test('with a column missing says nothing of it, and with an empty cell says null', async () => {
    const { rows, metrics } = await read(
      await fileNamed('feed.csv', `date,creator_id,diamonds,valid_day\n2026-09-15,${idOf(1)},,1\n`),
    )
    expect(metrics).toEqual(['diamonds', 'valid_days'])
    expect(rows).toMatchObject([{ values: { diamonds: null, valid_days: 1 }, username: '', agency: null }])
  })

  test('names what is wrong with a row', async () => {
    const text = [
      'date,creator_id,username,agency,market,diamonds,valid_day',
      `2026-09-17,${idOf(1)},a,,IT,1,1`,
      `soon,${idOf(1)},a,,IT,1,1`,
      `2026-09-15,,a,,IT,1,1`,
      `2026-09-15,${idOf(1)},a,,Italia,1,1`,
      `2026-09-15,${idOf(1)},a,,IT,-1,1`,
      `2026-09-15,${idOf(1)},a,,IT,1,2`,
      'Total,,,,,6,7',
    ].join('\n')
    const { rejections } = await read(await fileNamed('feed.csv', text))
    expect(rejections.map(({ line, reason, value }) => [line, reason, value])).toEqual([
      [2, 'day.future', '2026-09-17'],
      [3, 'day.unreadable', 'soon'],
      [4, 'id.missing', ''],
      [5, 'market.unknown', 'Italia'],
      [6, 'number.negative', '-1'],
      [7, 'valid.flag', '2'],
      [8, 'total.row', ''],
    ])
  })
})

describe('a file nobody can use', () => {
  const refused = async (path: string, kind?: FileKind) => {
    const error = await read(path, kind).catch((error: unknown) => error)
    return error instanceof FileRefused ? error.fault : error
  }

  test.each([
    ['empty.csv', '', { fault: 'file.empty' }],
    ['blank.csv', '\n\n \n', { fault: 'file.headers' }],
    ['page.xlsx', '<!DOCTYPE html><html><body><table></table></body></html>', { fault: 'file.type' }],
    ['page.xls', '\ufeff  <html xmlns="x">', { fault: 'file.type' }],
    ['picture.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), { fault: 'file.type' }],
    ['old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), { fault: 'file.type' }],
    [
      'noise.csv',
      Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 89) % 256)),
      { fault: 'file.type' },
    ],
    ['nul.csv', 'date,creator_id,diamonds\n2026-09-15,\u0000,1\n', { fault: 'file.type' }],
    ['other.csv', 'colour,shape\nred,round\n', { fault: 'file.headers', headers: 'colour, shape' }],
    [
      'quote.csv',
      'date,creator_id,username,diamonds\n2026-09-15,7300000000000000123,"uncl,8\n2026-09-15,7300000000000000124,sol,9\n',
      { fault: 'file.broken', detail: 'line 2: " …' },
    ],
    ['wide.csv', `${'a,'.repeat(1_000_000)}\n`, { fault: 'file.large' }],
    ['cell.csv', `date,creator_id,diamonds\n"${'x'.repeat(3_000_000)}`, { fault: 'file.large' }],
    [
      'cut.csv.gz',
      gzipSync(`date,creator_id,diamonds\n${'2026-09-15,1234567,1\n'.repeat(500)}`).subarray(0, 60),
      { fault: 'file.broken' },
    ],
    [
      'bomb.csv.gz',
      gzipSync(`date,creator_id,diamonds\n${'2026-09-15,7359,1\n'.repeat(2_000_000)}`),
      { fault: 'file.bomb' },
    ],
  ])('%s is refused', async (name, content, fault) => {
    expect(await refused(await fileNamed(name, content))).toMatchObject({ ...fault, file: name })
  })

  test('is refused when it is of another kind than asked for, saying what is missing', async () => {
    const path = await fileNamed('a.csv', 'agency,market\nAurora,IT\n')
    expect(await refused(path, 'daily')).toMatchObject({
      fault: 'file.kind',
      kind: 'daily',
      missing: 'day, creator_id',
    })
  })

  test('is refused when it is not there, or is a folder', async () => {
    expect(await refused('/nowhere/at/all.csv')).toMatchObject({ fault: 'file.missing', file: 'all.csv' })
    expect(await refused(import.meta.dirname)).toMatchObject({ fault: 'file.type' })
  })

  test('a workbook cut short is refused', async () => {
    const whole = await book([B, rowFor(B)])
    expect(await refused(await fileNamed('cut.xlsx', whole.subarray(0, whole.length / 2)))).toMatchObject({
      fault: 'file.broken',
    })
  })

  test('a workbook that would fill the memory is refused before it is opened', async () => {
    const honest = await book([B, rowFor(B)])
    const bomb = Buffer.from(honest)
    const entry = bomb.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    bomb.writeUInt32LE(2_000_000_000, entry + 24)
    const started = performance.now()
    expect(await refused(await fileNamed('bomb.xlsx', bomb))).toMatchObject({ fault: 'file.bomb' })
    expect(performance.now() - started).toBeLessThan(500)
  })

  test('a zip that is no workbook is refused', async () => {
    const entry = Buffer.from('504b0304', 'hex')
    expect(await refused(await fileNamed('a.xlsx', Buffer.concat([entry, Buffer.alloc(100)])))).toMatchObject(
      {
        fault: 'file.broken',
      },
    )
  })
})
