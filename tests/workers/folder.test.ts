import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#src/domain/clock.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { watchedFolder } from '#src/workers/folder.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'

const FEED =
  'date,creator_id,username,agency,market,diamonds\n2026-09-15,7300000000000000123,luna,Aurora,IT,800\n'
const clock = { now: () => Temporal.Instant.from('2026-09-16T08:00:00Z') }
const log = pino({ level: 'silent' })

describe.each(DATABASES)('a watched folder on %s', (kind) => {
  test('takes in what has come to rest, puts it away with a report, and refuses what it cannot read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'regia-inbox-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const url = await freshDatabase(kind)
    const lay = async (name: string, words: string, seconds: number): Promise<void> => {
      await writeFile(join(folder, name), words)
      const then = (performance.timeOrigin + performance.now()) / 1000 - seconds
      await utimes(join(folder, name), then, then)
    }
    await lay('feed.csv', FEED, 60)
    await lay('odd.csv', 'name;colour\nRex;brown\n', 60)
    await lay('arriving.csv', FEED, 0)
    await lay('notes.txt', 'not for Regia', 60)

    await watchedFolder({ folder, url, clock, wall: systemClock, log }).look()

    expect((await readdir(folder)).toSorted()).toEqual(['arriving.csv', 'done', 'notes.txt', 'refused'])
    const report = JSON.parse(await readFile(join(folder, 'done', 'feed.csv.report.json'), 'utf8'))
    expect(report).toMatchObject({ added: 1, rejected: 0 })
    expect(JSON.parse(await readFile(join(folder, 'refused', 'odd.csv.report.json'), 'utf8'))).toMatchObject({
      fault: 'file.headers',
    })
    const facts = await openFactsReader(url)
    expect(await facts.asOf()).toBe('2026-09-15')
    await facts.close()
  })

  test('keeps every file of a name that comes again, and lets a fault hold up no other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'regia-inbox-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const url = await freshDatabase(kind)
    const { look } = watchedFolder({ folder, url, clock, wall: systemClock, log })
    const lay = async (name: string, words: string): Promise<void> => {
      await writeFile(join(folder, name), words)
      await utimes(join(folder, name), 1_700_000_000, 1_700_000_000)
    }
    await lay('feed.csv', FEED)
    await look()
    await lay('feed.csv', FEED.replace('800', '900'))
    // A folder where a file should be is no file's fault, and no reason to stop.
    await mkdir(join(folder, 'aaa.csv'))
    await utimes(join(folder, 'aaa.csv'), 1_700_000_000, 1_700_000_000)
    await look()
    expect((await readdir(join(folder, 'done'))).toSorted()).toEqual([
      'feed (2).csv',
      'feed (2).csv.report.json',
      'feed.csv',
      'feed.csv.report.json',
    ])
  })
})
