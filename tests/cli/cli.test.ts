import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { folder, regia } from './regia.ts'

const FEED = [
  'date,creator_id,username,agency,market,diamonds,live_minutes,valid_day',
  '2026-09-14,7300000000000000123,luna.prova,Aurora Talent,IT,1200,90,1',
  '2026-09-15,7300000000000000123,luna.prova,Aurora Talent,IT,800,60,1',
  '2026-09-15,7.3E+18,rotta,Aurora Talent,IT,5,5,0',
].join('\n')
const NOW = ['--now', '2026-09-16T08:00:00Z']

describe.each(DATABASES)('the command line on %s', (kind) => {
  test('imports, says what it left out and why, and finds the same file again', async () => {
    const database = await freshDatabase(kind)
    const path = join(await folder(), 'feed.csv')
    await writeFile(path, FEED)
    const run = (...args: string[]) => regia([...NOW, '--database', database, ...args])

    const trial = await run('import', '--dry-run', path)
    expect(trial).toMatchObject({ code: 0 })
    expect(trial.out).toContain('2 new, 0 changed, 0 unchanged, 1 rejected')
    expect(trial.out).toContain('A trial run: nothing was kept.')
    expect(await run('digest')).toMatchObject({ code: 1, out: '' })

    const real = await run('import', path, '--locale', 'it')
    expect(real.out).toContain('2 nuove, 0 cambiate, 0 uguali, 1 rifiutata')
    expect(real.out).toContain('Nuovi: 1 creator e 1 agenzia')
    expect(real.out).toMatch(/riga 4, .*id.*7\.3E\+18.*: l’id del creator/)

    const again = JSON.parse((await run('import', path, '--json')).out)
    expect(again).toMatchObject({ duplicateOf: 1, importId: null })

    const digest = await run('digest', '--scope', 'IT', '--period', 'yesterday', '--locale', 'it')
    expect(digest.out).toContain('Diamanti: 800')
    const json = JSON.parse(
      (await run('digest', '--period', '2026-09-14..2026-09-15', '--format', 'json')).out,
    )
    expect(json.totals.diamonds.now).toBe(2000)
  })
})

test('a file that is refused does not stop the others, and the exit code tells', async () => {
  const database = await freshDatabase('sqlite')
  const home = await folder()
  await writeFile(join(home, 'good.csv'), FEED)
  await writeFile(join(home, 'odd.csv'), 'name;colour\nRex;brown\n')
  const { code, out, err } = await regia([
    ...NOW,
    '--database',
    database,
    'import',
    join(home, 'gone.csv'),
    join(home, 'odd.csv'),
    join(home, 'good.csv'),
  ])
  expect(code).toBe(1)
  expect(err).toMatch(/There is no file .*gone\.csv/)
  expect(err).toMatch(/I do not know the columns of .*odd\.csv/)
  expect(out).toContain('Imported as 1')
})

test('misuse is 2, and says what there is', async () => {
  expect(await regia(['improt'])).toMatchObject({ code: 2 })
  expect(await regia(['import'])).toMatchObject({ code: 2 })
  const odd = await regia(['digest', '--period', 'zz'])
  expect(odd).toMatchObject({ code: 2, err: expect.stringMatching(/^“zz” is not a period\..*\n$/) })
  expect(await regia(['--now', 'yesterday', 'digest'])).toMatchObject({ code: 2 })
  expect(await regia(['import', '--help'])).toMatchObject({ code: 0, err: '' })
})

test.each([['migrate'], ['digest'], ['import', 'feed.csv']])(
  '%s and a database that cannot be reached: one sentence, exit 1',
  async (...args) => {
    const home = await folder()
    await writeFile(join(home, 'feed.csv'), FEED)
    const { code, err } = await regia(
      ['--database', 'postgres://nobody:pw@127.0.0.1:1/none', ...args],
      {},
      home,
    )
    expect(code).toBe(1)
    expect(err).toMatch(/cannot be reached \(connect ECONNREFUSED 127\.0\.0\.1:1\)\. Check DATABASE_URL/)
    expect(err.trim().split('\n')).toHaveLength(1)
  },
)

test('a scope nobody knows is met with the near ones', async () => {
  const database = await freshDatabase('sqlite')
  const path = join(await folder(), 'feed.csv')
  await writeFile(path, FEED)
  await regia([...NOW, '--database', database, 'import', path])
  const { code, err } = await regia([...NOW, '--database', database, 'digest', '--scope', 'Aurora Talnet'])
  expect(code).toBe(1)
  expect(err).toContain('Did you mean Aurora Talent?')
})

test('contradictory settings are named together, in one message', async () => {
  const { code, err } = await regia(['digest'], {
    DATABASE_URL: 'mysql://x',
    REGIA_TIMEZONE: 'Rome',
    PORT: 'three',
  })
  expect(code).toBe(1)
  expect(err).toContain('DATABASE_URL must be sqlite:')
  expect(err).toContain('REGIA_TIMEZONE is not a time zone')
  expect(err).toContain('PORT must be a whole number from 0 to 65535')
})

test('a workspace’s database and the playground’s lie apart, and a flag says which is meant', async () => {
  const here = await folder()
  expect((await regia(['migrate'], {}, here)).code).toBe(0)
  expect(await readdir(join(here, 'var'))).toEqual(['regia-facts.db', 'regia.db'])
  expect((await regia(['--playground', 'migrate'], { DATABASE_URL: 'sqlite:./theirs.db' }, here)).code).toBe(
    0,
  )
  expect(await readdir(join(here, 'var', 'playground'))).toEqual(['regia-facts.db', 'regia.db'])
  expect(await readdir(here)).toEqual(['var'])
  const { code, err } = await regia(['digest', '--locale', 'it'], {}, here)
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('non ci sono ancora numeri') })
})

test('the sample region never goes where the environment points', async () => {
  const home = await folder()
  const { code, out } = await regia([...NOW, '--database', `sqlite:${join(home, 'demo.db')}`, 'demo'], {
    DATABASE_URL: `sqlite:${join(home, 'real.db')}`,
  })
  expect(code).toBe(0)
  expect(out).toContain('Imported as 5')
  await expect(
    import('node:fs/promises').then((fs) => fs.stat(join(home, 'real-facts.db'))),
  ).rejects.toThrow()
}, 60_000)
