import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemClock } from '#src/domain/clock.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { openLedger } from '#src/store/ledger/connect.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { folder, regia } from './regia.ts'

const NOW = ['--now', '2026-09-16T08:00:00Z']
const TEAM = ['--team', 'T0LIVEEU']

describe.each(DATABASES)('follow-ups on the command line, on %s', (kind) => {
  const opened = async () => {
    const database = await freshDatabase(kind)
    const home = await folder()
    return {
      database,
      run: (...args: string[]) => regia([...NOW, '--database', database, 'tasks', ...args]),
      at: (name: string) => join(home, name),
      file: async (name: string, text: string) => {
        await writeFile(join(home, name), text)
        return join(home, name)
      },
    }
  }

  test('a list made by hand comes in once, and what cannot be one is told by its line', async () => {
    const { run, file } = await opened()
    const path = await file(
      'list.csv',
      [
        'Che cosa,Responsabile,Scadenza,Priorità,Agenzia,Riferimento',
        'chiama Aurora,U0TOM,2026-09-01,alta,Aurora Talent,A-1',
        'check the bonus file,<@U0ANNA>,domani alle 15,,,',
        'check the bonus file,<@U0ANNA>,domani alle 15,,,',
        ',U0TOM,,,,',
        'no owner,,,,,',
        'whose?,tom@nowhere.example,,,,',
        'when?,U0TOM,31/02,,,',
        'how much?,U0TOM,,very,,',
        'again,U0TOM,,,,A-1',
        '',
      ].join('\n'),
    )
    const trial = await run('import', path, ...TEAM, '--dry-run')
    expect(trial).toMatchObject({
      code: 1,
      out: 'Lines read: 9. New: 3, there already: 0, left out: 6.\nThis was a trial: nothing was kept.\n',
    })
    expect((await run('list', ...TEAM)).out).toBe('No follow-up is like that.\n')

    const first = await run('import', path, ...TEAM)
    expect(first).toMatchObject({ code: 1, out: expect.stringContaining('New: 3, there already: 0') })
    expect(first.err.replaceAll(`${path}:`, '')).toMatch(
      /^5: What is to be done is missing\.\n6: The owner is missing\.\n7: tom@nowhere\.example is neither.*\n8: .*31\/02.*\n9: .*very.*\n10: The key A-1 was in this file before\.\n$/,
    )
    const second = await run('import', path, ...TEAM, '--json')
    expect(JSON.parse(second.out)).toMatchObject({ read: 9, added: 0, known: 3, rejected: { length: 6 } })

    const list = await run('list', ...TEAM)
    expect(list.code).toBe(0)
    expect(list.out.split('\n')).toEqual([
      'FU-1  chiama Aurora · U0TOM · by Tue, 1 Sept 2026, 18:00 · overdue · high · Aurora Talent',
      expect.stringMatching(/^FU-2 {2}check the bonus file · U0ANNA · by Thu, 17 Sept 2026, 15:00 · open$/),
      expect.stringMatching(/^FU-3 {2}check the bonus file/),
      '',
    ])
    expect((await run('list', ...TEAM, '--overdue', '--locale', 'it')).out).toMatch(/^FU-1 .*in ritardo.*\n$/)
    expect((await run('list', ...TEAM, '--owner', 'U0ANNA', '--json')).out.trim().split('\n')).toHaveLength(2)
    expect((await run('list', ...TEAM, '--agency', 'Aurora Talent')).out).toMatch(/^FU-1 .*\n$/)
    expect((await run('list', ...TEAM, '--state', 'done')).out).toBe('No follow-up is like that.\n')
  })

  test('what is exported and taken into an empty database is exported as the same, in each format', async () => {
    const first = await opened()
    const source = await first.file('source.json', JSON.stringify(HOSTILE))
    expect(await first.run('import', source, ...TEAM)).toMatchObject({ code: 0, err: '' })
    const whole = first.at('whole.json')
    expect(await first.run('export', whole, ...TEAM, '--state', 'all')).toMatchObject({ code: 0, err: '' })
    const told = JSON.parse(await readFile(whole, 'utf8'))
    expect(told).toHaveLength(HOSTILE.length)
    expect(told).toMatchObject(HOSTILE)

    for (const ending of ['csv', 'xlsx', 'json']) {
      const taken = first.at(`taken.${ending}`)
      await first.run('export', taken, ...TEAM, '--state', 'all', '--with-history')
      const second = await opened()
      expect(await second.run('import', taken, ...TEAM), ending).toMatchObject({ code: 0, err: '' })
      const again = second.at('again.json')
      await second.run('export', again, ...TEAM, '--state', 'all')
      expect(JSON.parse(await readFile(again, 'utf8')), ending).toEqual(told)
      const more = await first.run('import', taken, ...TEAM)
      expect(more.out, ending).toContain(`New: 0, there already: ${HOSTILE.length}, left out: 0.`)
    }
    const text = await readFile(first.at('taken.csv'), 'utf8')
    expect(text).toContain(`"'=HYPERLINK(""https://x.example"",""click"")"`)
    expect(text).toMatch(/ \| - \| cli \| what: /)
    for (const cell of text.split(/[,\n]/)) expect(cell).not.toMatch(/^"?[=+@-]/)
  }, 120_000)

  test('of the one workspace that is known; an owner by address, if Slack told of it and they are still here', async () => {
    const { run, file, database } = await opened()
    const ledger = await openLedger(database, {
      ids: timeOrderedIds(systemClock),
      wall: systemClock,
      defaults: { locale: 'en', timeZone: 'UTC' },
    })
    const { directory } = ledger
    const at = systemClock.now()
    const tom = { team: 'T1', slackLocale: null, timeZone: 'Europe/Rome', bot: false } as const
    await directory.rememberPerson({ ...tom, id: 'U0TOM', name: 'Tom', deactivated: false }, at)
    await directory.rememberPerson({ ...tom, id: 'U0GONE', name: 'Gone', deactivated: true }, at)
    await directory.rememberEmail('T1', 'tom@live.example', 'U0TOM', at)
    await ledger.close()
    const rows = [
      { what: 'call', owner: 'Tom@live.example', due: '2026-09-18' },
      { what: 'call', owner: 'U0GONE' },
      { what: 'called', owner: 'U0GONE', state: 'done' },
    ]
    const report = await run('import', await file('list.json', JSON.stringify(rows)), '--json')
    expect(JSON.parse(report.out)).toMatchObject({
      added: 2,
      rejected: [{ line: 2, why: expect.stringContaining('Gone') }],
    })
    expect((await run('list', '--state', 'all', '--json')).out).toMatch(
      /"owner":"U0TOM","due":"2026-09-18 18:00","time_zone":"Europe\/Rome".*\n.*"owner":"U0GONE".*"state":"done"/,
    )
  })

  test('the exit code says whether it was called wrongly, and the help who sees what', async () => {
    const { run, file, at } = await opened()
    expect(await run('list')).toMatchObject({ code: 2, err: expect.stringContaining('--team') })
    expect(await run('list', '--team', 'live')).toMatchObject({ code: 2 })
    expect(await run('export', at('out.txt'), ...TEAM)).toMatchObject({
      code: 2,
      err: expect.stringContaining('.csv, .xlsx or .json'),
    })
    expect(await run('import', at('none.csv'), ...TEAM)).toMatchObject({ code: 1 })
    const other = await file('other.csv', 'date,creator_id\n2026-09-01,1\n')
    expect(await run('import', other, ...TEAM)).toMatchObject({
      code: 1,
      err: expect.stringContaining('no list of follow-ups'),
    })
    expect(await run('list', ...TEAM, '--owner', 'nobody')).toMatchObject({ code: 1 })
    expect((await run('--help')).out).toMatch(/sees all of them, those of\s+private channels too/)
  })
})

/** The worst that people write, in each state. */
const HOSTILE = [
  {
    key: 'one',
    what: '=HYPERLINK("https://x.example","click")',
    owner: 'U0TOM',
    due: '2026-09-01 09:30',
    time_zone: 'Europe/Lisbon',
    priority: 'high',
    state: 'open',
    agency: '@SUM(1+1)',
    creator: '-1+2',
    creator_id: '7301234567890123451',
    waits_by: 'U0ANNA',
    waits_on: '+39 the phone',
    watchers: 'U0GIULIA U0LUCIA',
    asked_by: 'U0ANNA',
    origin_channel: 'C0LEADS',
    origin_ts: '1789000000.000100',
    quoted: '• @sum(1) went dark',
    created: '2026-08-30T10:00:00Z',
  },
  {
    key: 'two',
    what: `'=1; "quoted", <!channel> <@U0TOM>\nanother line\u202egnp.exe`,
    owner: 'U0ANNA',
    due: null,
    state: 'done',
    created: '2026-08-30T10:00:00.123Z',
    closed: '2026-09-02T10:00:00Z',
    closed_by: 'U0ANNA',
    outcome: "''-they sign, perhaps",
  },
  {
    key: 'three',
    what: '0012',
    owner: 'W0FAR',
    state: 'cancelled',
    created: '2026-08-30T10:00:00Z',
    closed: '2026-09-02T10:00:00Z',
  },
  {
    key: "'=four",
    what: 'in corso',
    owner: 'U0TOM',
    state: 'in_progress',
    snoozed_until: '2026-10-01T07:00:00Z',
  },
]
