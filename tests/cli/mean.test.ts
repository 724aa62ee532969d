import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { steady } from '#tests/support/numbers.ts'
import { csv, idOf } from '#tests/workers/files.ts'
import { folder, regia } from './regia.ts'

const NOW = ['--now', '2026-09-16T08:00:00Z']
const HEAD = ['date', 'creator_id', 'username', 'agency', 'market', 'diamonds', 'live_minutes']
const good = csv([HEAD, ['2026-09-15', idOf(1), '=luna', '@Aurora', 'IT', 800, 60]])
const bad = csv([HEAD, ['2026-09-15', 'hello', 'luna', 'Aurora', 'IT', 800, 2000]])
const mixed = csv([HEAD, ['2026-09-15', idOf(2), 'sol', 'Faro', 'ES', 8, 60], ['soon', idOf(1)]])

/** What people type by mistake, and what scripts do when a disk or a path is not what they thought. */
const MEAN: readonly (readonly [code: 1 | 2, says: RegExp, ...args: string[]])[] = [
  [1, /^dir\.csv is not a table/, 'import', 'dir.csv'],
  [1, /^There is no file nope\.csv/, 'import', 'nope.csv'],
  [1, /^There is no file x, or/, 'import', 'ok.csv/x'],
  [1, /^There is no file nope\.json/, 'import', 'ok.csv', '--map', 'nope.json'],
  [1, /^There is no file dir\.csv/, 'import', 'ok.csv', '--map', 'dir.csv'],
  [1, /^ok\.csv is no mapping/, 'import', 'ok.csv', '--map', 'ok.csv'],
  [1, /^There is no creator/, 'import', 'ok.csv', '--creator', 'nobody'],
  [1, /^\/nonexist\/x cannot be used: there is no such/, 'import', 'mixed.csv', '--rejects', '/nonexist/x'],
  [1, /^dir\.csv cannot be used: it is a folder/, 'import', 'mixed.csv', '--rejects', 'dir.csv'],
  [2, /not.*choice|invalid/i, 'import', 'ok.csv', '--kind', 'banana'],
  [2, /^“banana” is no moment/, 'digest', '--at', 'banana'],
  [2, /^“2026-09-15T09:00” is no moment/, 'digest', '--at', '2026-09-15T09:00'],
  [2, /^“2026-02-30” is no moment/, 'digest', '--at', '2026-02-30'],
  [2, /^“zz” is not a period/, 'digest', '--period', 'zz'],
  [1, /^I know no region/, 'digest', '--scope', 'Nowhere'],
  [2, /^“soon” is not a day/, 'insights', '--as-of', 'soon'],
  [1, /^There are no numbers for/, 'insights', '--as-of', '1999-01-01'],
  [1, /^There is no import 99/, 'imports', 'undo', '99'],
  [2, /whole number/, 'imports', 'undo', '-1'],
  [2, /whole number/, 'imports', 'list', '--count', '0'],
  [1, /^\/no\/x cannot be used: there is no such/, ...exporting('--output', '/no/x')],
  [1, /^dir\.csv cannot be used: it is a folder/, ...exporting('--output', 'dir.csv')],
  [1, /^ok\.csv\/x cannot be used: a part of its path/, ...exporting('--output', 'ok.csv/x')],
  [1, /something else than a database/, '--database', 'sqlite:./not.db', 'migrate'],
  [1, /something else than a database/, '--database', 'sqlite:./not.db', 'insights'],
  [1, /something else than a database/, '--database', 'sqlite:./not.db', 'import', 'ok.csv'],
  [1, /cannot be opened for writing|cannot be used/, '--database', 'sqlite:/proc/a.db', 'migrate'],
  [1, /cannot be opened for writing|cannot be used/, '--database', 'sqlite:./ok.csv/a.db', 'digest'],
  [1, /^DATABASE_URL is no address/, '--database', 'postgres://x:y@localhost:abc/z', 'digest'],
  [1, /DATABASE_URL must be/, '--database', 'mysql://x', 'digest'],
  [2, /a moment with its zone/, '--now', 'soon', 'digest'],
]

function exporting(...rest: readonly string[]): readonly string[] {
  return ['metrics', 'export', '--from', '2026-09-15', '--to', '2026-09-15', ...rest]
}

const prepared = async (): Promise<string> => {
  const here = await folder()
  await mkdir(join(here, 'dir.csv'))
  await writeFile(join(here, 'ok.csv'), good)
  await writeFile(join(here, 'bad.csv'), bad)
  await writeFile(join(here, 'mixed.csv'), mixed)
  await writeFile(
    join(here, 'not.db'),
    'not a database, but some words that are longer than its header would be, by far',
  )
  await writeFile(
    join(here, 'not-facts.db'),
    'not a database, but some words that are longer than its header, by far',
  )
  return here
}

test('whatever is typed wrongly is one sentence and no trace of a program', async () => {
  const here = await prepared()
  const run = (...args: readonly string[]) =>
    regia([...NOW, '--database', 'sqlite:./a.db', ...args], {}, here)
  await run('import', 'ok.csv')
  const wrong: string[] = []
  for (const [code, says, ...args] of MEAN) {
    const ran = await run(...args)
    const told = ran.err.trim()
    const known = ran.code === code && says.test(told) && !/\n? {4}at /.test(told) && !/^\w*Error/.test(told)
    if (!known) wrong.push(`${args.join(' ')}: ${ran.code} ${told.slice(0, 200)}`)
  }
  expect(wrong).toEqual([])
}, 240_000)

describe.each(DATABASES)('on %s', (kind) => {
  test('a file of which not one row counts says so, is none, and ends with 1', async () => {
    const here = await prepared()
    const database = await freshDatabase(kind)
    const run = (...args: readonly string[]) => regia([...NOW, '--database', database, ...args], {}, here)
    const tried = await run('import', '--dry-run', 'bad.csv')
    expect(tried).toMatchObject({ code: 1, out: expect.stringContaining('there is nothing to import') })
    const ran = await run('import', 'bad.csv', '--locale', 'it')
    expect(ran).toMatchObject({ code: 1, out: expect.stringContaining('non c’è nulla da importare') })
    expect((await run('imports', 'list')).out).toBe('Nothing has been imported yet.\n')
    const json = await run('import', '--json', 'gone.csv')
    expect(json).toMatchObject({ code: 1, err: '' })
    expect(JSON.parse(json.out)).toEqual({ fault: 'file.missing', file: 'gone.csv' })
  })

  test('days that may be two are asked about with a mapping to be corrected', async () => {
    const here = await prepared()
    const database = await freshDatabase(kind)
    const run = (...args: readonly string[]) => regia([...NOW, '--database', database, ...args], {}, here)
    await writeFile(join(here, 'days.csv'), good.replace('2026-09-15', '05/09/2026'))
    const refused = await run('import', 'days.csv')
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain('may be Sat, 5 Sept 2026 or Sat, 9 May 2026')
    expect(refused.err).toContain('Set "dates" to "dmy" where the day goes first')
    const map = JSON.parse(refused.err.slice(refused.err.indexOf('{')))
    await writeFile(join(here, 'map.json'), JSON.stringify({ ...map, dates: 'mdy' }))
    expect((await run('import', 'days.csv', '--map', 'map.json')).out).toContain('Period Sat, 9 May 2026')
    await writeFile(join(here, 'days2.csv'), good.replace('2026-09-15', '06/09/2026'))
    expect((await run('import', '--dry-run', 'days2.csv')).out).toContain(
      'Period Tue, 9 Jun 2026 – Tue, 9 Jun 2026; 1 day of daily figures would be written',
    )
  })

  test('names in an export start no formula', async () => {
    const here = await prepared()
    const database = await freshDatabase(kind)
    const run = (...args: readonly string[]) => regia([...NOW, '--database', database, ...args], {}, here)
    await run('import', 'ok.csv')
    await run(...exporting('--output', 'out.csv'))
    expect(await readFile(join(here, 'out.csv'), 'utf8')).toContain(
      `2026-09-15,${idOf(1)},'=luna,'@Aurora,IT,800,60,`,
    )
  })

  test('a digest’s JSON has the findings as `insights --json` lists them, and a day is a moment', async () => {
    const here = await prepared()
    const database = await freshDatabase(kind)
    const run = (...args: readonly string[]) => regia([...NOW, '--database', database, ...args], {}, here)
    await writeFile(join(here, 'feed.csv'), steady())
    await run('import', 'feed.csv')
    const day = ['--as-of', '2026-09-13']
    const listed = JSON.parse((await run('insights', '--json', ...day)).out).insights
    const digest = await run('digest', '--period', '2026-09-13..2026-09-13', '--format', 'json')
    expect(listed.length).toBeGreaterThan(0)
    expect(JSON.parse(digest.out).insights).toEqual(listed)
    const past = JSON.parse(
      (await run('digest', '--at', '2026-09-10', '--format', 'json', '--period', 'yesterday')).out,
    )
    expect(past.period).toEqual({ from: '2026-09-09', to: '2026-09-09' })
  })
})
