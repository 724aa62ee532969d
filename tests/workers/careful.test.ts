import { execFile } from 'node:child_process'
import { rename } from 'node:fs/promises'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { FileRefused } from '#src/ingest/faults.ts'
import { openFacts } from '#src/store/facts/connect.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { importFile, undoImport } from '#src/workers/import.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { csv, fileNamed, idOf, NOW } from './files.ts'

const HEAD = ['date', 'creator_id', 'username', 'agency', 'market', 'diamonds', 'live_minutes']
const feed = (creators: number, days = 1) =>
  csv([
    HEAD,
    ...Array.from({ length: creators * days }, (_, i) => [
      `2026-09-${String(1 + (i % days)).padStart(2, '0')}`,
      idOf(Math.floor(i / days)),
      `u${Math.floor(i / days)}`,
      `Agency ${i % 7}`,
      'IT',
      i % 100,
      60,
    ]),
  ])

describe.each(DATABASES)('an import on %s', (kind) => {
  /** How many rows there are of everything. */
  const contents = async (url: string) => {
    const db = await openFacts(url, { poolSize: 1 })
    const counted = async (table: 'import' | 'creator' | 'agency' | 'daily' | 'rollup') =>
      (
        await db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n
    const counts = [
      await counted('import'),
      await counted('creator'),
      await counted('agency'),
      await counted('daily'),
      await counted('rollup'),
    ]
    await db.destroy()
    return counts
  }
  const NOTHING = [0, 0, 0, 0, 0]

  test('that is only tried says everything and leaves nothing', async () => {
    const url = await freshDatabase(kind)
    const path = await fileNamed('feed.csv', feed(10, 3))
    const tried = await importFile({ url, path, dryRun: true, now: NOW })
    expect(tried).toMatchObject({
      importId: null,
      dryRun: true,
      read: 30,
      added: 30,
      days: 3,
      newCreators: 10,
      newAgencies: 7,
    })
    expect(await contents(url)).toEqual(NOTHING)
    const { seconds: _, ...done } = await importFile({ url, path, now: NOW })
    expect({ ...done, seconds: tried.seconds }).toEqual({ ...tried, dryRun: false, importId: 1 })
  })

  test('that is refused says why as the same error, and leaves nothing', async () => {
    const url = await freshDatabase(kind)
    const path = await fileNamed('feed.csv', `${feed(5000)}"${'x'.repeat(3_000_000)}`)
    const error = await importFile({ url, path, now: NOW }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(FileRefused)
    expect(error).toMatchObject({ fault: { fault: 'file.large', file: 'feed.csv' } })
    expect(await contents(url)).toEqual(NOTHING)
  })

  test('that is called off in its middle leaves nothing, and the next one works', async () => {
    const url = await freshDatabase(kind)
    const path = await fileNamed('feed.csv', feed(8000, 4))
    const calledOff = new AbortController()
    const reads: number[] = []
    const running = importFile({
      url,
      path,
      now: NOW,
      signal: calledOff.signal,
      onProgress: ({ read, share }) => {
        reads.push(read)
        expect(share).toBeGreaterThan(0)
        calledOff.abort(new Error('changed my mind'))
      },
    })
    await expect(running).rejects.toThrow('changed my mind')
    expect(reads[0]).toBeLessThan(32_000)
    expect(await contents(url)).toEqual(NOTHING)
    expect(await importFile({ url, path, now: NOW })).toMatchObject({ added: 32_000, newCreators: 8000 })
  })

  test('that takes too long is ended', async () => {
    const url = await freshDatabase(kind)
    const path = await fileNamed('feed.csv', feed(20_000, 4))
    await expect(importFile({ url, path, now: NOW, timeLimitSeconds: 0.3 })).rejects.toMatchObject({
      fault: { fault: 'file.large', limit: '0.3 s' },
    })
    expect(await contents(url)).toEqual(NOTHING)
  })

  test('waits for another, and both are kept', async () => {
    const url = await freshDatabase(kind)
    const paths = [await fileNamed('a.csv', feed(2000, 2)), await fileNamed('b.csv', feed(3000, 1))]
    const reports = await Promise.all(paths.map((path) => importFile({ url, path, now: NOW })))
    expect(reports.map(({ importId }) => importId).toSorted()).toEqual([1, 2])
    expect((await contents(url)).slice(0, 4)).toEqual([2, 3000, 7, 5000])
  })

  test('counts add up, with rows twice in one file and rows that are wrong', async () => {
    const url = await freshDatabase(kind)
    const line = (id: string, diamonds: number) => ['2026-09-01', id, 'a', null, 'IT', diamonds, 60]
    const path = await fileNamed(
      'feed.csv',
      csv([HEAD, line(idOf(1), 5), line(idOf(1), 6), line(idOf(1), 6), line('?', 1), line(idOf(2), 7)]),
    )
    const report = await importFile({ url, path, now: NOW })
    expect(report).toMatchObject({ read: 5, added: 2, changed: 1, unchanged: 1, rejected: 1, newCreators: 2 })
    expect(report.notices).toEqual([
      {
        notice: 'row.twice',
        count: 2,
        first: [3, 4].map((line) => ({ line, column: null, value: `2026-09-01 ${idOf(1)}` })),
      },
    ])
    expect(report.rejections).toEqual([
      { line: 5, column: 'creator_id', reason: 'id.unreadable', value: '?' },
    ])
  })

  test('of which not one row counts is none', async () => {
    const url = await freshDatabase(kind)
    const path = await fileNamed('feed.csv', csv([HEAD, ['2026-09-01', 'hello', 'a', 'A', 'IT', 1, 60]]))
    const report = await importFile({ url, path, now: NOW })
    expect(report).toMatchObject({ importId: null, dryRun: false, read: 1, rejected: 1 })
    expect(await contents(url)).toEqual(NOTHING)
  })

  test('keeps what is known where a row ends early, and blanks it where a cell is empty', async () => {
    const url = await freshDatabase(kind)
    const wide = [...HEAD, 'streams']
    const day = (n: number, ...cells: readonly (string | number)[]) => [
      '2026-09-01',
      idOf(n),
      `u${n}`,
      ...cells,
    ]
    const first = await fileNamed(
      'a.csv',
      csv([wide, day(1, 'A', 'IT', 5, 60, 2), day(2, 'B', 'ES', 5, 60, 2)]),
    )
    await importFile({ url, path: first, now: NOW })
    const again = await fileNamed(
      'b.csv',
      csv([wide, day(1, 'A', 'IT', 6), day(2, 'B', 'ES', 6, '', ''), day(3)]),
    )
    const report = await importFile({ url, path: again, now: NOW })
    expect(report).toMatchObject({
      read: 3,
      added: 0,
      changed: 2,
      rejections: [{ line: 4, column: 'diamonds', reason: 'row.short' }],
      notices: [{ notice: 'row.short', count: 1 }],
    })
    const facts = await openFactsReader(url)
    const period = { from: '2026-09-01', to: '2026-09-01' } as const
    const values = await facts.dailyValues({ scope: { kind: 'all' }, period, after: null, limit: 9 })
    const digest = await facts.digest({ kind: 'all' }, period, { groups: 9, movers: 0, dark: 0 })
    await facts.close()
    expect(
      values.map(({ agency, market, values: it }) => [
        agency,
        market,
        it.diamonds,
        it.live_minutes,
        it.streams,
      ]),
    ).toEqual([
      ['A', 'IT', 6, 60, 2],
      ['B', 'ES', 6, null, null],
    ])
    expect(digest.totals.diamonds.now).toBe(12)
    expect(digest.totals.live_minutes.now).toBe(60)
  })

  test('of totals keeps what is known where a row ends early', async () => {
    const url = await freshDatabase(kind)
    const head = ['Data period', 'Creator ID', 'Diamonds', 'LIVE streams', 'Matches']
    const row = (...cells: readonly (string | number)[]) => ['2026-09-01 ~ 2026-09-01', idOf(1), ...cells]
    await importFile({ url, path: await fileNamed('a.csv', csv([head, row(5, 2, 3)])), now: NOW })
    await importFile({ url, path: await fileNamed('b.csv', csv([head, row(6)])), now: NOW })
    const facts = await openFactsReader(url)
    const period = { from: '2026-09-01', to: '2026-09-01' } as const
    const [value] = await facts.dailyValues({ scope: { kind: 'all' }, period, after: null, limit: 9 })
    await facts.close()
    expect(value?.values).toMatchObject({ diamonds: 6, streams: 2, matches: 3 })
  })

  test('remembers in which order such files write their dates, until it is taken back', async () => {
    const url = await freshDatabase(kind)
    const file = async (name: string, ...days: readonly string[]) =>
      fileNamed(name, csv([HEAD, ...days.map((it, i) => [it, idOf(i), 'a', 'A', 'IT', 1, 60])]))
    const unclear = { url, path: await file('b.csv', '05/09/2026'), now: NOW }
    await expect(importFile(unclear)).rejects.toMatchObject({ fault: { fault: 'file.days' } })
    await importFile({ url, path: await file('a.csv', '03/09/2026', '13/09/2026'), now: NOW })
    expect(await importFile({ ...unclear, dryRun: true })).toMatchObject({
      period: { from: '2026-09-05', to: '2026-09-05' },
      understood: { dates: 'dmy' },
    })
    await undoImport({ url, id: 1, now: NOW })
    await expect(importFile(unclear)).rejects.toMatchObject({ fault: { fault: 'file.days' } })
  })
})

describe('the reader', () => {
  test('answers before there is a file, and sees what comes later', async () => {
    const url = await freshDatabase('sqlite')
    const facts = await openFactsReader(url)
    expect(await facts.asOf()).toBeNull()
    expect(await facts.version()).toBe(0)
    const nothing = await facts.digest(
      { kind: 'all' },
      { from: '2026-09-01', to: '2026-09-07' },
      { groups: 1, movers: 1, dark: 1 },
    )
    expect(nothing).toMatchObject({
      version: 0,
      coverage: { asOf: null, daysKnown: 0, daysExpected: 7 },
      up: [],
      dark: [],
    })
    await importFile({ url, path: await fileNamed('feed.csv', feed(3)), now: NOW })
    expect(await facts.asOf()).toBe('2026-09-01')
    await facts.close()
  })

  test('keeps the event loop free while it works', async () => {
    const url = await freshDatabase('sqlite')
    await importFile({ url, path: await fileNamed('feed.csv', feed(4000, 14)), now: NOW })
    const facts = await openFactsReader(url)
    await facts.version()
    let answered = false
    const digest = facts
      .digest({ kind: 'all' }, { from: '2026-09-08', to: '2026-09-14' }, { groups: 5, movers: 5, dark: 5 })
      .then(() => {
        answered = true
      })
    await new Promise((resolve) => setImmediate(resolve))
    expect(answered).toBe(false)
    await digest
    await facts.close()
  })

  test('that finds no database refuses, and starts anew when there is one', async () => {
    const url = await freshDatabase('sqlite')
    const facts = await openFactsReader(url)
    const path = url.slice('sqlite:'.length).replace('.db', '-facts.db')
    const hidden = `${path}.hidden`
    await rename(path, hidden)
    await expect(facts.version()).rejects.toThrow('unable to open')
    await rename(hidden, path)
    expect(await facts.version()).toBe(0)
    await facts.close()
    await expect(facts.version()).rejects.toThrow('closed')
  })

  test('opens and answers while an import holds the write lock', async () => {
    const url = await freshDatabase('sqlite')
    const path = await fileNamed('feed.csv', feed(3000, 4))
    let asked: Promise<unknown> | undefined
    const running = importFile({
      url,
      path,
      now: NOW,
      onProgress: () => {
        asked ??= openFactsReader(url).then(async (facts) => {
          const version = await facts.version()
          await facts.close()
          return version
        })
      },
    })
    await running
    expect([0, 1]).toContain(await asked)
  })

  test('refuses a question that fails, and answers the next', async () => {
    const url = await freshDatabase('sqlite')
    const facts = await openFactsReader(url)
    const db = await openFacts(url)
    await db.schema.alterTable('agency').renameTo('elsewhere').execute()
    await expect(facts.agencies()).rejects.toThrow('agency')
    await db.schema.alterTable('elsewhere').renameTo('agency').execute()
    expect(await facts.agencies()).toEqual([])
    await db.destroy()
    await facts.close()
  })

  test('keeps no program from ending', async () => {
    const url = await freshDatabase('sqlite')
    const program = await fileNamed(
      'ends.ts',
      `import { openFactsReader } from ${JSON.stringify(new URL('../../src/workers/facts.ts', import.meta.url).href)}
       const facts = await openFactsReader(${JSON.stringify(url)})
       await facts.version()`,
    )
    expect(await promisify(execFile)(process.execPath, [program], { timeout: 10_000 })).toMatchObject({
      stdout: '',
    })
  })
})
