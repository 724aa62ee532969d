import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Day, plusDays } from '#src/domain/day.ts'
import { openFacts } from '#src/store/facts/connect.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { csv, fileNamed, idOf } from '#tests/workers/files.ts'
import { load as loadInto } from './load.ts'

const HEAD = [
  'Data period',
  'Creator ID',
  "Creator's username",
  'Group',
  'Diamonds',
  'LIVE duration',
  'Valid go LIVE days',
]
const FEED = ['date', 'creator_id', 'username', 'agency', 'market', 'diamonds', 'live_minutes']

/** The export as of the 5th, say: what each creator reached since the 1st. */
const upTo = (day: number, totals: Readonly<Record<number, number>>, group = 'Aurora') =>
  csv([
    HEAD,
    ...Object.entries(totals).map(([creator, diamonds]) => [
      `2026-09-01 ~ 2026-09-${String(day).padStart(2, '0')}`,
      idOf(Number(creator)),
      `creator.${creator}`,
      group,
      diamonds,
      `${day}h 0m 0s`,
      day,
    ]),
  ])

describe.each(DATABASES)('the platform’s exports on %s', (kind) => {
  const opened = async () => {
    const url = await freshDatabase(kind)
    return {
      url,
      load: async (name: string, text: string) => loadInto(url, await fileNamed(name, text)),
      days: async (creator = 1) => {
        const db = await openFacts(url, { poolSize: 1 })
        const rows = await db
          .selectFrom('daily')
          .innerJoin('creator', 'creator.k', 'daily.creator_k')
          .select(['day', 'diamonds', 'estimated', 'restated', 'fed'])
          .where('id', '=', idOf(creator))
          .orderBy('day')
          .execute()
        await db.destroy()
        return rows.map((row) => [
          Number(row.day.slice(8)),
          row.diamonds,
          ...(row.estimated ? ['estimated'] : []),
          ...(row.restated ? ['restated'] : []),
          ...(row.fed !== 0 ? ['feed'] : []),
        ])
      },
    }
  }

  test('become days', async () => {
    const { url, load, days } = await opened()
    expect(await load('1.csv', upTo(1, { 1: 10, 2: 5 }))).toMatchObject({
      added: 2,
      days: 1,
      estimatedDays: 0,
      newCreators: 2,
    })
    expect(await load('2.csv', upTo(2, { 1: 30, 2: 5 }))).toMatchObject({ added: 2, days: 1 })
    expect(await load('5.csv', upTo(5, { 1: 60, 2: 5 }))).toMatchObject({
      added: 2,
      days: 3,
      estimatedDays: 3,
    })
    expect(await days()).toEqual([
      [1, 10],
      [2, 20],
      [3, 10, 'estimated'],
      [4, 10, 'estimated'],
      [5, 10, 'estimated'],
    ])
    const facts = await openFactsReader(url)
    const { coverage, totals } = await facts.digest(
      { kind: 'all' },
      { from: '2026-09-01', to: '2026-09-05' },
      { groups: 5, movers: 5, dark: 5 },
    )
    expect(coverage).toMatchObject({
      asOf: '2026-09-05',
      daysKnown: 5,
      estimated: ['2026-09-03', '2026-09-04', '2026-09-05'],
    })
    expect(totals.diamonds).toEqual({ now: 65, before: 0 })
    expect(totals.live_minutes.now).toBe(600)
    await facts.close()
  })

  test('that come late fill the gap as if they had come in time', async () => {
    const { load, days } = await opened()
    await load('4.csv', upTo(4, { 1: 40 }))
    await load('2.csv', upTo(2, { 1: 30 }))
    await load('1.csv', upTo(1, { 1: 10 }))
    await load('3.csv', upTo(3, { 1: 40 }))
    expect(await days()).toEqual([
      [1, 10],
      [2, 20],
      [3, 10],
      [4, 0],
    ])
  })

  test('of the same day again revise it, and the days after', async () => {
    const { load, days } = await opened()
    await load('1.csv', upTo(1, { 1: 10 }))
    await load('2.csv', upTo(2, { 1: 30 }))
    await load('3.csv', upTo(3, { 1: 50 }))
    expect(await load('2b.csv', upTo(2, { 1: 35 }))).toMatchObject({ added: 0, changed: 1, days: 2 })
    expect(await days()).toEqual([
      [1, 10],
      [2, 25],
      [3, 15],
    ])
    expect(await load('2c.csv', `${upTo(2, { 1: 35 })}\n`)).toMatchObject({
      changed: 0,
      unchanged: 1,
      days: 0,
    })
  })

  test('with a lowered total say so', async () => {
    const { url, load, days } = await opened()
    await load('1.csv', upTo(1, { 1: 10 }))
    expect(await load('2.csv', upTo(2, { 1: 4 }))).toMatchObject({ restated: 1 })
    expect(await days()).toEqual([
      [1, 10],
      [2, 0, 'restated'],
    ])
    const facts = await openFactsReader(url)
    const { coverage } = await facts.digest(
      { kind: 'all' },
      { from: '2026-09-01', to: '2026-09-02' },
      { groups: 1, movers: 1, dark: 1 },
    )
    expect(coverage.restated).toEqual(['2026-09-02'])
    await facts.close()
  })

  test('begin anew with the month', async () => {
    const { load, days } = await opened()
    await load('a.csv', upTo(2, { 1: 30 }).replaceAll('2026-09', '2026-08'))
    await load('b.csv', upTo(1, { 1: 7 }))
    expect(await days()).toEqual([
      [1, 15, 'estimated'],
      [2, 15, 'estimated'],
      [1, 7],
    ])
  })

  test('leave a feed’s days alone, whichever came first', async () => {
    const feed = csv([FEED, ['2026-09-02', idOf(1), 'creator.1', 'Aurora', 'IT', 12, 60]])
    const expected = [
      [1, 9, 'estimated'],
      [2, 12, 'feed'],
      [3, 9, 'estimated'],
    ]
    const first = await opened()
    await first.load('feed.csv', feed)
    await first.load('3.csv', upTo(3, { 1: 30 }))
    expect(await first.days()).toEqual(expected)
    const second = await opened()
    await second.load('3.csv', upTo(3, { 1: 30 }))
    await second.load('feed.csv', feed)
    expect(await second.days()).toEqual(expected)
  })

  test('in any order give the same days', async () => {
    const files = [
      upTo(2, { 1: 20, 2: 7 }),
      upTo(3, { 1: 20 }),
      upTo(6, { 1: 90, 2: 9 }),
      upTo(9, { 1: 80, 2: 30 }),
    ]
    const inOrder = await opened()
    for (const [i, file] of files.entries()) await inOrder.load(`${i}.csv`, file)
    const expected = [await inOrder.days(1), await inOrder.days(2)]
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(files, { minLength: files.length }), async (shuffled) => {
        const { load, days } = await opened()
        for (const [i, file] of shuffled.entries()) await load(`${i}.csv`, file)
        expect([await days(1), await days(2)]).toEqual(expected)
      }),
      { numRuns: 2 },
    )
  })

  test('remember a creator by every name, and the newest agency', async () => {
    const { url, load } = await opened()
    await load('3.csv', upTo(3, { 1: 30 }, 'Marea').replace('creator.1', 'new.name'))
    await load('1.csv', upTo(1, { 1: 30 }, 'Aurora').replace('creator.1', 'old.name'))
    const facts = await openFactsReader(url)
    const expected = { id: idOf(1), username: 'new.name', agency: 'Marea', market: null }
    for (const name of ['new.name', '@OLD.name', idOf(1)])
      expect(await facts.creatorNamed(name)).toEqual(expected)
    await facts.close()
  })

  test('hold a creator to the day the feed says was the last one LIVE', async () => {
    const { url, load } = await opened()
    const day = (back: number): Day => plusDays('2026-09-15', -back)
    const rows = (lastLive: number) =>
      csv([
        FEED,
        ...Array.from({ length: 30 }, (_, back) => [
          day(back),
          idOf(1),
          'luna',
          'Aurora',
          'IT',
          back >= lastLive ? 1000 : 0,
          back >= lastLive ? 60 : 0,
        ]),
      ])
    const dark = async () => {
      const facts = await openFactsReader(url)
      const digest = await facts.digest(
        { kind: 'all' },
        { from: day(6), to: day(0) },
        { groups: 1, movers: 1, dark: 5 },
      )
      await facts.close()
      return digest.dark.map(({ lastLive, daysDark, diamonds28 }) => [lastLive, daysDark, diamonds28])
    }
    await load('a.csv', rows(2))
    expect(await dark()).toEqual([])
    await load('b.csv', rows(4))
    expect(await dark()).toEqual([[day(4), 4, 26_000]])
    await load('c.csv', rows(0))
    expect(await dark()).toEqual([])
  })
})
