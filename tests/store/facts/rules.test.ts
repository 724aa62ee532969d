import { describe, expect, test } from 'vitest'
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
  'Diamonds last month',
  'LIVE duration (hours) last month',
  'Fan contribution %',
]
interface Line {
  period?: string
  id?: string
  name?: string
  group?: string
  diamonds?: number | string
  duration?: string
  last?: number | string
  lastHours?: number | string
  share?: string
}
/** The export up to that day of September, a line for each creator. */
const upTo = (day: number, ...lines: readonly Line[]) =>
  csv([
    HEAD,
    ...lines.map((it, i) => [
      it.period ?? `2026-09-01 ~ 2026-09-${String(day).padStart(2, '0')}`,
      it.id ?? idOf(i + 1),
      it.name ?? `creator.${i + 1}`,
      it.group ?? 'Aurora',
      it.diamonds ?? '-',
      it.duration ?? '-',
      it.last ?? '-',
      it.lastHours ?? '-',
      it.share ?? '-',
    ]),
  ])

/** The rules of the field, as `reference/live-domain.md` §3 and §4 number them. */
describe.each(DATABASES)('rule of the field, on %s:', (kind) => {
  const opened = async () => {
    const url = await freshDatabase(kind)
    const rows = async () => {
      const db = await openFacts(url, { poolSize: 1 })
      const found = await db
        .selectFrom('daily')
        .innerJoin('creator', 'creator.k', 'daily.creator_k')
        .selectAll('daily')
        .select(['creator.id', 'creator.left_on'])
        .orderBy('day')
        .orderBy('id')
        .execute()
      await db.destroy()
      return found
    }
    return {
      url,
      rows,
      load: async (text: string, name = 'Creator data.csv') => loadInto(url, await fileNamed(name, text)),
      /** Day of the month, diamonds, and how they are marked. */
      days: async (id = idOf(1)) =>
        (await rows())
          .filter((row) => row.id === id)
          .map((row) => [
            row.day.slice(5),
            row.diamonds,
            ...(row.estimated ? ['estimated'] : []),
            ...(row.restated ? ['restated'] : []),
          ]),
      sum: async (from: `${number}-${number}-${number}`, to: `${number}-${number}-${number}`) => {
        const facts = await openFactsReader(url)
        const { totals } = await facts.digest(
          { kind: 'all' },
          { from, to },
          { groups: 1, movers: 1, dark: 1 },
        )
        await facts.close()
        return totals.diamonds.now
      },
    }
  }

  test('cumulative to daily: a day is its total less that of the file before', async () => {
    const { load, days } = await opened()
    await load(upTo(1, { diamonds: 100 }))
    await load(upTo(2, { diamonds: 250 }))
    await load(upTo(3, { diamonds: 250 }))
    expect(await days()).toEqual([
      ['09-01', 100],
      ['09-02', 150],
      ['09-03', 0],
    ])
  })

  test('first of month: the total is the day', async () => {
    const { load, days } = await opened()
    await load(upTo(0, { period: '2026-08-01 ~ 2026-08-31', diamonds: 9000 }))
    await load(upTo(1, { diamonds: 70 }))
    expect((await days()).at(-1)).toEqual(['09-01', 70])
  })

  test('gaps are spread evenly and marked estimated', async () => {
    const { load, days } = await opened()
    await load(upTo(1, { diamonds: 10 }))
    await load(upTo(4, { diamonds: 41 }))
    expect(await days()).toEqual([
      ['09-01', 10],
      ['09-02', 10, 'estimated'],
      ['09-03', 10, 'estimated'],
      ['09-04', 11, 'estimated'],
    ])
  })

  test('the same period again revises, and is never skipped', async () => {
    const { load, days } = await opened()
    await load(upTo(1, { diamonds: 0, duration: '0s' }))
    expect(await load(upTo(1, { diamonds: 80, duration: '2h' }))).toMatchObject({
      added: 0,
      changed: 1,
      restated: 0,
    })
    expect(await days()).toEqual([['09-01', 80]])
  })

  test('a negative delta is clamped to nothing and marked restated', async () => {
    const { load, days } = await opened()
    await load(upTo(1, { diamonds: 50 }))
    expect(await load(upTo(2, { diamonds: 40 }))).toMatchObject({ restated: 1 })
    await load(upTo(3, { diamonds: 60 }))
    expect(await days()).toEqual([
      ['09-01', 50],
      ['09-02', 0, 'restated'],
      ['09-03', 20],
    ])
  })

  test('last month columns settle the month before, whichever file came first', async () => {
    const august = upTo(0, { period: '2026-08-01 ~ 2026-08-30', diamonds: 900, duration: '30h' })
    const september = upTo(1, { diamonds: 5, last: 960, lastHours: 31.5 })
    const expected = [
      ['08-31', 60],
      ['09-01', 5],
    ]
    const first = await opened()
    await first.load(august)
    await first.load(september)
    expect((await first.days()).slice(-2)).toEqual(expected)
    expect((await first.rows()).find(({ day }) => day === '2026-08-31')?.live_minutes).toBe(90)
    const second = await opened()
    await second.load(september)
    await second.load(august)
    expect((await second.days()).slice(-2)).toEqual(expected)
  })

  test('last month columns repair a last day that was restated, and mistake no rounding for news', async () => {
    const { load, rows, days } = await opened()
    await load(upTo(0, { period: '2026-08-01 ~ 2026-08-30', diamonds: 900, duration: '30h 0m 0s' }))
    await load(upTo(0, { period: '2026-08-01 ~ 2026-08-31', diamonds: 950, duration: '31h 29m 0s' }))
    await load(upTo(1, { diamonds: 5, last: 970, lastHours: '31.4' }))
    expect((await days()).find(([day]) => day === '08-31')).toEqual(['08-31', 70])
    expect((await rows()).find(({ day }) => day === '2026-08-31')?.live_minutes).toBe(89)
  })

  test('last month columns make no days of a month that nothing else is known of', async () => {
    const { load, days } = await opened()
    await load(upTo(1, { diamonds: 5, last: 960, lastHours: 31.5 }))
    expect(await days()).toEqual([['09-01', 5]])
  })

  test('the quit sentence in the id cell is no id: the name tells who it was', async () => {
    const { load, days, rows } = await opened()
    await load(upTo(1, { diamonds: 10 }, { diamonds: 20 }))
    const quit = { id: 'The creator has quit the network', group: 'Not in a group' }
    const report = await load(
      upTo(2, { ...quit, name: 'creator.1', diamonds: 15 }, { ...quit, name: 'nobody.known', diamonds: 7 }),
    )
    expect(report).toMatchObject({ added: 1, rejected: 1, newCreators: 0 })
    expect(report.rejections).toEqual([{ line: 3, column: null, reason: 'id.quit', value: 'nobody.known' }])
    expect(await days()).toEqual([
      ['09-01', 10],
      ['09-02', 5],
    ])
    const [row] = await rows()
    expect(row?.left_on).toBe('2026-09-02')
    await load(upTo(3, { diamonds: 16 }))
    expect((await rows())[0]?.left_on).toBeNull()
  })

  test('a transfer is listed twice: the row with more diamonds counts', async () => {
    const { url, load, days } = await opened()
    const both = [
      { id: idOf(1), group: 'Aurora', diamonds: 40 },
      { id: idOf(1), group: 'Marea', diamonds: 900 },
    ]
    expect(await load(upTo(1, ...both))).toMatchObject({ read: 2, added: 1, unchanged: 1 })
    expect(await days()).toEqual([['09-01', 900]])
    const facts = await openFactsReader(url)
    expect(await facts.creatorNamed(idOf(1))).toMatchObject({ agency: 'Marea' })
    await facts.close()
  })

  test('a rename keeps the history: every name finds the same creator', async () => {
    const { url, load, days } = await opened()
    await load(upTo(1, { diamonds: 10, name: 'first.name' }))
    await load(upTo(2, { diamonds: 30, name: 'second.name' }))
    expect(await days()).toEqual([
      ['09-01', 10],
      ['09-02', 20],
    ])
    const facts = await openFactsReader(url)
    for (const name of ['first.name', 'second.name'])
      expect(await facts.creatorNamed(name)).toMatchObject({ id: idOf(1), username: 'second.name' })
    await facts.close()
  })

  test('ids are never read as numbers', async () => {
    const { load, rows } = await opened()
    const near = ['7359000000000000123', '7359000000000000124']
    await load(upTo(1, ...near.map((id, i) => ({ id, diamonds: 10 + i }))))
    expect((await rows()).map(({ id, diamonds }) => [id, diamonds])).toEqual([
      [near[0], 10],
      [near[1], 11],
    ])
    const report = await load(upTo(2, { id: '7.35900000000000E+18', diamonds: 99 }))
    expect(report).toMatchObject({ added: 0, rejected: 1, rejections: [{ reason: 'id.rounded' }] })
  })

  test('“-” is not known, and not nothing', async () => {
    const { load, rows } = await opened()
    await load(upTo(1, { diamonds: '-', duration: '1h' }, { diamonds: 0, duration: '1h' }))
    expect((await rows()).map(({ diamonds }) => diamonds)).toEqual([null, 0])
  })

  test('a percentage comes in two forms, and ∞ is none', async () => {
    const { load, rows } = await opened()
    const shares = ['90.13%', '0.9013', '∞', '-', '100%']
    await load(upTo(1, ...shares.map((share) => ({ diamonds: 10_000, share }))))
    expect((await rows()).map(({ fan_club_diamonds }) => fan_club_diamonds)).toEqual([
      9013,
      9013,
      null,
      null,
      10_000,
    ])
  })

  test('windows across months sum each month’s own figures', async () => {
    const { load, sum } = await opened()
    await load(upTo(0, { period: '2026-08-01 ~ 2026-08-29', diamonds: 2900 }))
    await load(upTo(0, { period: '2026-08-01 ~ 2026-08-31', diamonds: 3000 }))
    await load(upTo(1, { diamonds: 7 }))
    await load(upTo(2, { diamonds: 20 }))
    expect(await sum('2026-08-30', '2026-09-02')).toBe(120)
  })

  test('a file on the 1st describes last month', async () => {
    const { load, days } = await opened()
    const name = 'Creator data 2026_09_01 08_37 UTC+0.csv'
    await load(upTo(0, { period: '2026-08-01 ~ 2026-08-30', diamonds: 90 }), name)
    await load(upTo(0, { period: '2026-08-01 ~ 2026-08-31', diamonds: 100 }), name)
    expect((await days()).at(-1)).toEqual(['08-31', 10])
    const bare = csv([
      ['Creator ID', "Creator's username", 'Diamonds', 'LIVE duration'],
      [idOf(1), 'creator.1', 104, '1h'],
    ])
    expect(
      await loadInto((await opened()).url, await fileNamed(name, bare), { kind: 'backstage' }),
    ).toMatchObject({
      period: { from: '2026-08-01', to: '2026-08-31' },
    })
  })
})
