import { describe, expect, test } from 'vitest'
import { type Day, plusDays } from '#src/domain/day.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { csv, fileNamed, idOf } from '#tests/workers/files.ts'
import { load } from './load.ts'

const LAST: Day = '2026-09-14'
const HEAD = ['date', 'creator_id', 'username', 'agency', 'market', 'diamonds', 'live_minutes']

/** Ten days of two agencies of twenty; `there` says who is still in it on which day (0 is the last). */
const feed = (there: (creator: number, back: number) => boolean) =>
  csv([
    HEAD,
    ...Array.from({ length: 10 }, (_, back) => back).flatMap((back) =>
      Array.from({ length: 40 }, (_, i) => i)
        .filter((i) => there(i, back))
        .map((i) => [
          plusDays(LAST, -back),
          idOf(i),
          `u${i}`,
          i < 20 ? 'Aurora' : 'Marea',
          i < 20 ? 'IT' : 'ES',
          5,
          60,
        ]),
    ),
  ])
const AGENCIES = csv([
  ['agency', 'market'],
  ['Aurora', 'IT'],
  ['Marea', 'ES'],
])

describe.each(DATABASES)('coverage on %s', (kind) => {
  const healthAfter = async (files: readonly (readonly [string, string])[], today: Day) => {
    const url = await freshDatabase(kind)
    const reports = []
    for (const [name, text] of files) reports.push(await load(url, await fileNamed(name, text)))
    const facts = await openFactsReader(url)
    const health = await facts.health(today)
    await facts.close()
    return { health, reports }
  }

  test('of a whole network has nothing to complain of', async () => {
    const { health, reports } = await healthAfter(
      [
        ['a.csv', AGENCIES],
        ['f.csv', feed(() => true)],
      ],
      plusDays(LAST, 1),
    )
    expect(health).toEqual({
      asOf: LAST,
      staleDays: 0,
      creators: { reported: 40, expected: 40 },
      agencies: { reported: 2, expected: 2 },
      problems: [],
    })
    expect(reports[1]?.coverage).toMatchObject({ asOf: LAST, creators: { reported: 40, expected: 40 } })
    expect(reports[0]?.coverage).toBeNull()
  })

  test.each([
    [1, 0, []],
    [2, 1, []],
    [3, 2, [{ problem: 'stale', days: 2, severity: 'warn' }]],
    [4, 3, [{ problem: 'stale', days: 3, severity: 'warn' }]],
    [5, 4, [{ problem: 'stale', days: 4, severity: 'urgent' }]],
  ] as const)('%i days after the newest is %i days behind', async (days, staleDays, problems) => {
    const { health } = await healthAfter([['f.csv', feed(() => true)]], plusDays(LAST, days))
    expect(health).toMatchObject({ staleDays, problems })
  })

  test('that loses more than a tenth overnight is a fault of the data', async () => {
    const { health } = await healthAfter(
      [
        ['a.csv', AGENCIES],
        ['f.csv', feed((i, back) => back > 0 || i % 10 > 2)],
      ],
      plusDays(LAST, 1),
    )
    expect(health.creators).toEqual({ reported: 28, expected: 40 })
    expect(health.problems).toEqual([
      { problem: 'roster.drop', agency: null, market: null, reported: 28, expected: 40 },
      { problem: 'roster.drop', agency: 'Aurora', market: 'IT', reported: 14, expected: 20 },
      { problem: 'roster.drop', agency: 'Marea', market: 'ES', reported: 14, expected: 20 },
    ])
  })

  test('that loses a tenth, or less, is how things go', async () => {
    const { health } = await healthAfter(
      [['f.csv', feed((i, back) => back > 0 || i % 10 > 0)]],
      plusDays(LAST, 1),
    )
    expect(health.creators).toEqual({ reported: 36, expected: 40 })
    expect(health.problems).toEqual([])
  })

  test('by weekday is measured against the thinnest of the days before', async () => {
    const { health } = await healthAfter(
      [['f.csv', feed((i, back) => back % 3 !== 0 || i % 2 === 0)]],
      plusDays(LAST, 1),
    )
    expect(health).toMatchObject({ creators: { reported: 20, expected: 40 }, problems: [] })
  })

  test('without an agency names it', async () => {
    const { health } = await healthAfter(
      [
        ['a.csv', AGENCIES],
        ['f.csv', feed((i, back) => back > 0 || i < 20)],
      ],
      plusDays(LAST, 1),
    )
    expect(health.agencies).toEqual({ reported: 1, expected: 2 })
    expect(health.problems).toContainEqual({
      problem: 'agency.silent',
      agency: 'Marea',
      market: 'ES',
      expected: 20,
    })
  })

  describe('of rosters', () => {
    type Roster = readonly [day: Day, houses: Readonly<Record<string, number>>]
    const GROUPS = ['Aurora', 'Marea', '']
    /** A file bears the day after the one it tells of. */
    const rosterFile = ([day, houses]: Roster): readonly [string, string] => [
      `roster_${plusDays(day, 1).replaceAll('-', '_')}.csv`,
      csv([
        ['Creator', 'Creator ID', 'Group', 'Relationship status'],
        ...Object.entries(houses).flatMap(([house, n]) =>
          Array.from({ length: n }, (_, i) => 100 * GROUPS.indexOf(house) + i).map((i) => [
            `r${i}`,
            idOf(1000 + i),
            house,
            'Effective',
          ]),
        ),
      ]),
    ]
    const problemsOf = async (...rosters: readonly Roster[]) =>
      (await healthAfter([['f.csv', feed(() => true)], ...rosters.map(rosterFile)], plusDays(LAST, 1))).health
        .problems
    const drop = (agency: string | null, reported: number, expected: number) => ({
      problem: 'roster.drop',
      agency,
      market: null,
      reported,
      expected,
    })

    test('one that shrank overnight is told of, though the days are whole', async () => {
      expect(
        await problemsOf(
          ['2026-09-13', { Aurora: 20, Marea: 20 }],
          ['2026-09-14', { Aurora: 14, Marea: 20 }],
        ),
      ).toEqual([drop(null, 34, 40), drop('Aurora', 14, 20)])
    })

    test('of a single agency is no word about the network', async () => {
      expect(await problemsOf(['2026-09-13', { Aurora: 20 }], ['2026-09-14', { Aurora: 17 }])).toEqual([
        drop('Aurora', 17, 20),
      ])
    })

    test('of one agency each day in turn are compared with the last one of the same', async () => {
      const turns: readonly Roster[] = [
        ['2026-09-11', { Aurora: 20 }],
        ['2026-09-12', { Marea: 30 }],
        ['2026-09-13', { Aurora: 15 }],
      ]
      expect(await problemsOf(...turns)).toEqual([drop('Aurora', 15, 20)])
      // Another agency's roster is no word about it; a new one of its own is.
      expect(await problemsOf(...turns, ['2026-09-14', { Marea: 30 }])).toEqual([drop('Aurora', 15, 20)])
      expect(await problemsOf(...turns, ['2026-09-14', { Aurora: 16 }])).toEqual([])
    })

    test('one of an agency says nothing of another', async () => {
      expect(await problemsOf(['2026-09-13', { Aurora: 30 }], ['2026-09-14', { Marea: 12 }])).toEqual([])
    })

    test('only the agencies that both name are compared', async () => {
      expect(
        await problemsOf(['2026-09-13', { Aurora: 30, Marea: 20 }], ['2026-09-14', { Marea: 15, '': 40 }]),
      ).toEqual([drop('Marea', 15, 20)])
    })

    test('without agencies everybody is one', async () => {
      expect(await problemsOf(['2026-09-13', { '': 30 }], ['2026-09-14', { '': 20 }])).toEqual([
        drop(null, 20, 30),
      ])
    })

    test.each([
      ['2026-09-07', '2026-09-14', true],
      ['2026-09-06', '2026-09-14', false],
      ['2026-07-27', '2026-09-14', false],
      ['2026-09-04', '2026-09-11', true],
      ['2026-09-09', '2026-09-10', false],
    ] as const)('that of %s against that of %s is a fault: %s', async (then, now, isFault) => {
      const problems = await problemsOf([then, { Aurora: 50 }], [now, { Aurora: 44 }])
      expect(problems).toEqual(isFault ? [drop('Aurora', 44, 50)] : [])
    })
  })

  test('of nothing is nothing', async () => {
    const { health } = await healthAfter([], LAST)
    expect(health).toMatchObject({ asOf: null, problems: [] })
  })

  test('knows the campaigns of a period', async () => {
    const url = await freshDatabase(kind)
    const rows = [
      ['campaign', 'market', 'category', 'start', 'end', 'goal', 'creator_ids'],
      ['Cup', 'IT', '', '2026-09-01', '2026-09-05', '100', `${idOf(1)} ${idOf(2)}`],
      ['Gala', '', 'music', '2026-09-05', '2026-09-06', '', ''],
    ]
    await load(url, await fileNamed('campaigns.csv', csv(rows)))
    const facts = await openFactsReader(url)
    expect(await facts.campaigns({ from: '2026-09-05', to: '2026-09-05' })).toEqual([
      {
        name: 'Cup',
        market: 'IT',
        category: null,
        start: '2026-09-01',
        end: '2026-09-05',
        goal: 100,
        creatorIds: [idOf(1), idOf(2)],
      },
      {
        name: 'Gala',
        market: null,
        category: 'music',
        start: '2026-09-05',
        end: '2026-09-06',
        goal: null,
        creatorIds: [],
      },
    ])
    expect(await facts.campaigns({ from: '2026-09-07', to: '2026-09-30' })).toEqual([])
    await facts.close()
  })
})
