import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { csv, idOf } from '#tests/workers/files.ts'
import { folder, regia } from './regia.ts'

const NOW = ['--now', '2026-09-16T08:00:00Z']
const HEAD = ['date', 'creator_id', 'username', 'agency', 'market', 'diamonds', 'live_minutes']
const feed = (diamonds: number) =>
  csv([
    HEAD,
    ['2026-09-14', idOf(1), 'luna', '"Aurora, Srl"', 'IT', diamonds, 90.5],
    ['2026-09-15', idOf(1), 'luna', '"Aurora, Srl"', 'IT', '', 60],
    ['2026-09-15', idOf(2), 'sol', 'Faro', 'ES', 5, 0],
  ])

describe.each(DATABASES)('the command line on %s', (kind) => {
  const opened = async () => {
    const database = await freshDatabase(kind)
    const home = await folder()
    return {
      home,
      run: (...args: string[]) => regia([...NOW, '--database', database, ...args]),
      file: async (name: string, text: string) => {
        await writeFile(join(home, name), text)
        return join(home, name)
      },
    }
  }

  test('lists imports, and takes one back', async () => {
    const { run, file } = await opened()
    expect(await run('imports', 'list')).toMatchObject({ code: 0, out: 'Nothing has been imported yet.\n' })
    const first = await run('import', await file('a.csv', feed(10)))
    expect(first.out).toContain('Tue, 15 Sept 2026: 2 creators (1 expected), 2 agencies (1 expected)')
    await run('import', await file('b.csv', feed(12)))
    const list = await run('imports', 'list')
    expect(list.out.split('\n').map((line) => line.replace(/ .*: /, ' '))).toEqual([
      '2 0 new, 1 changed, 2 unchanged, 0 rejected',
      '1 3 new, 0 changed, 0 unchanged, 0 rejected',
      '',
    ])
    const undone = await run('imports', 'undo', '2', '--locale', 'it')
    expect(undone).toMatchObject({ code: 0 })
    expect(undone.out).toContain('L’import 2 (b.csv) è annullato')
    const entries = (await run('imports', 'list', '--json')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(entries).toMatchObject([
      { id: 2, file: 'b.csv', kind: 'daily', undoneAt: '2026-09-16T08:00:00Z', undoable: false },
      {
        id: 1,
        file: 'a.csv',
        undoneAt: null,
        undoable: true,
        period: { from: '2026-09-14', to: '2026-09-15' },
      },
    ])
    expect(await run('imports', 'undo', '2')).toMatchObject({
      code: 1,
      err: 'Import 2 was taken back already.\n',
    })
    expect(await run('imports', 'undo', 'two')).toMatchObject({ code: 2 })
  })

  test('exports the values as known, with where they came from', async () => {
    const { run, file, home } = await opened()
    await run('import', await file('a.csv', feed(10)))
    const period = ['--from', '2026-09-14', '--to', '2026-09-15']
    const out = await run('metrics', 'export', ...period)
    expect(out.out).toBe(
      [
        'day,creator_id,username,agency,market,diamonds,live_minutes,valid_days,new_followers,streams,matches,fan_club_diamonds,active_fans,avg_viewers,peak_viewers,unique_viewers,watch_minutes,returning_viewers,gifters,violations,estimated,restated,import_id',
        `2026-09-14,${idOf(1)},luna,"Aurora, Srl",IT,10,90.5,,,,,,,,,,,,,,0,0,1`,
        `2026-09-15,${idOf(1)},luna,"Aurora, Srl",IT,,60,,,,,,,,,,,,,,0,0,1`,
        `2026-09-15,${idOf(2)},sol,Faro,ES,5,0,,,,,,,,,,,,,,0,0,1`,
        '',
      ].join('\n'),
    )
    const path = join(home, 'out.json')
    await run('metrics', 'export', ...period, '--scope', 'es', '--format', 'json', '--output', path)
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual([
      expect.objectContaining({
        day: '2026-09-15',
        creator_id: idOf(2),
        agency: 'Faro',
        diamonds: 5,
        valid_days: null,
        estimated: false,
        import_id: 1,
      }),
    ])
    expect(await run('metrics', 'export', ...period, '--scope', 'Fara')).toMatchObject({ code: 1, out: '' })
    expect(await run('metrics', 'export', '--from', '2026-09-15', '--to', '2026-09-14')).toMatchObject({
      code: 1,
    })
    expect(await run('metrics', 'export', '--from', 'soon', '--to', '2026-09-14')).toMatchObject({ code: 2 })
  })

  test('asks what unknown columns are, and asks once', async () => {
    const { run, file } = await opened()
    const odd = (diamonds: number) =>
      csv([
        ['Giorno', 'ID creator', 'Diamnti'],
        ['2026-09-14', idOf(1), diamonds],
      ])
    const refused = await run('import', await file('odd.csv', odd(5)))
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain('I do not know the columns of odd.csv: Giorno, ID creator, Diamnti.')
    const guess = refused.err.slice(refused.err.indexOf('{'))
    expect(JSON.parse(guess)).toEqual({
      kind: 'daily',
      columns: { Giorno: 'day', 'ID creator': 'creator_id', Diamnti: 'diamonds' },
    })
    const map = await file('map.json', guess)
    expect((await run('import', await file('odd.csv', odd(5)), '--map', map)).out).toContain('1 new')
    expect((await run('import', await file('odd.csv', odd(6)))).out).toContain('1 changed')
    expect(await run('imports', 'undo', '1')).toMatchObject({ code: 0 })
    expect((await run('metrics', 'export', '--from', '2026-09-14', '--to', '2026-09-14')).out).toContain(
      ',6,',
    )
    expect(await run('import', await file('odd.csv', odd(7)))).toMatchObject({ code: 1 })
    const wrong = await file('wrong.json', '{"columns": 5}')
    expect(await run('import', await file('odd.csv', odd(8)), '--map', wrong)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is no mapping'),
    })
  })

  test('writes every row that is left out to a table, in the reader’s language, and no formula', async () => {
    const { run, file, home } = await opened()
    const bad = Array.from({ length: 120 }, (_, i) => ['2026-09-14', idOf(i + 10), 'x', '', 'IT', '12x', i])
    const rows = [
      ['2026-09-14', idOf(1), 'luna', '', 'IT', '=1+1', 60],
      ...bad,
      ['date', '', '', '', '', '', ''],
    ]
    const path = await file('a.csv', csv([HEAD, ['2026-09-14', idOf(2), 'sol', '', 'ES', 5, '∞'], ...rows]))
    const rejects = join(home, 'left out.csv')
    const out = await run('import', path, '--dry-run', '--rejects', rejects, '--locale', 'it')
    expect(out.out).toContain('122 rifiutate')
    expect(out.out).toContain('1 cella contiene ∞, che non è un numero')
    const lines = (await readFile(rejects, 'utf8')).split('\r\n')
    expect(lines.slice(0, 2)).toEqual([
      '\uFEFFriga,colonna,valore,motivo',
      "3,diamonds,'=1+1,non è un numero",
    ])
    expect(lines).toHaveLength(124)
    const clean = join(home, 'clean.csv')
    await run('import', await file('b.csv', feed(3)), '--rejects', clean)
    await expect(readFile(clean)).rejects.toThrow('ENOENT')
    expect(await run('import', path, path, '--rejects', rejects)).toMatchObject({ code: 1, out: '' })
  })

  test('takes in a creator’s own figures by name', async () => {
    const { run, file } = await opened()
    await run('import', await file('a.csv', feed(10)))
    const viewers = await file(
      'v.csv',
      csv([
        ['date', 'peak concurrent viewers'],
        ['2026-09-14', 81],
      ]),
    )
    expect(await run('import', viewers)).toMatchObject({ code: 1, err: expect.stringContaining('--creator') })
    expect(await run('import', viewers, '--creator', 'nobody')).toMatchObject({ code: 1 })
    expect((await run('import', viewers, '--creator', '@Luna')).out).toContain('1 changed')
    const out = await run('metrics', 'export', '--from', '2026-09-14', '--to', '2026-09-14')
    expect(out.out).toContain(`luna,"Aurora, Srl",IT,10,90.5,,,,,,,,81,`)
  })
})
