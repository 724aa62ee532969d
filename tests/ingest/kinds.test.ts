import { describe, expect, test } from 'vitest'
import type { FactRow, FileKind, Mapping, Rejection } from '#src/domain/facts.ts'
import { FileRefused } from '#src/ingest/faults.ts'
import { type ReadOptions, readFacts } from '#src/ingest/read.ts'
import { csv, fileNamed, idOf } from '#tests/workers/files.ts'

const read = async (path: string, options: Partial<ReadOptions> = {}) => {
  const file = await readFacts(path, { today: '2026-09-16', ...options })
  const rows: FactRow[] = []
  const rejections: Rejection[] = []
  for await (const batch of file.batches) {
    rows.push(...batch.rows)
    rejections.push(...batch.rejections)
  }
  return { kind: file.kind, metrics: file.metrics, fingerprint: file.fingerprint, rows, rejections }
}
const reads = async (name: string, rows: readonly (readonly (string | number | null)[])[], kind?: FileKind) =>
  read(await fileNamed(name, csv(rows)), { kind })

/** A row of cells by the headers they stand under. */
const under = (headers: readonly string[], cells: Readonly<Record<string, string>>) =>
  headers.map((name) => cells[name] ?? '')

const C =
  "Creator ID:,Creator's username,Group,Creator Network manager,Graduation status,Tier status,Tier last month,Relationship status,Subscription status,Join time,Days since joining,Invitation type,Invited by,Promote permission,Last LIVE,Notes,Followers,Videos,Likes,Diamonds in L30D,Valid go LIVE days in L30D,LIVE duration in L30D,Diamonds from Fan Club in L30D,Active fans from Fan Club in L30D,Management relationship dates,Renewed management relationship dates".split(
    ',',
  )
const D =
  'Creator,Creator ID,Diamonds in L30D,LIVE duration in L30D,Valid go LIVE days in L30D,Followers,Relationship status'.split(
    ',',
  )
const E =
  'Data Month|Creator ID|Creator nickname|Handle|Creator Network manager|Group|Group manager|Is violative creators|The creator was Rookie at the time of first joining|Diamonds|Valid days(d)|LIVE duration(h)|Estimated bonus|Estimated bonus - Rookie half-milestone bonus task|Estimated bonus - Rookie milestone 1 bonus task|Estimated bonus - Rookie milestone 1 retention bonus task|Estimated bonus - Rookie milestone 2 bonus task|Estimated bonus - Activeness task task'.split(
    '|',
  )

describe('a roster', () => {
  test('of all 26 hybrid columns is who is there, as of the day before the export', async () => {
    const row = under(C, {
      'Creator ID:': idOf(1),
      "Creator's username": 'luna.live',
      Group: 'Aurora Talent',
      'Creator Network manager': 'someone@example.com',
      'Tier status': 'Tier maintained',
      'Relationship status': 'Effective',
      'Join time': '2024-02-03 23:40:00 (UTC+0)',
      Followers: '12.5K',
      'Diamonds in L30D': '88.46K',
      'Valid go LIVE days in L30D': '21d',
      'LIVE duration in L30D': '63h 20m 10s',
    })
    const found = await reads('Creators_2026_09_14_07_00_UTC0.csv', [C, row])
    expect(found).toMatchObject({ kind: 'roster', rejections: [] })
    expect(found.rows).toEqual([
      {
        kind: 'roster',
        line: 2,
        creatorId: idOf(1),
        username: 'luna.live',
        agency: 'Aurora Talent',
        asOf: '2026-09-13',
        joined: '2024-02-03',
        relationship: 'Effective',
        graduation: null,
        tier: 'Tier maintained',
        followers: 12_500,
        diamonds30: 88_460,
        liveMinutes30: expect.closeTo(3800.17, 2),
        validDays30: 21,
      },
    ])
    expect(JSON.stringify(found.rows)).not.toContain('@')
  })

  test('with its headers in row 2 takes the day from the line above them', async () => {
    const row = [`luna.live`, idOf(1), '900', '20h', '3', '40', 'Effective']
    const found = await reads('anchors.csv', [['Exported at 2026-09-10 08:37 UTC'], D, row])
    expect(found).toMatchObject({
      kind: 'roster',
      rows: [{ line: 3, asOf: '2026-09-09', username: 'luna.live' }],
    })
  })

  test('from tomorrow is not believed', async () => {
    const found = await reads('Creators_2026_12_01_07_00_UTC0.csv', [D, ['luna', idOf(1), 1, '1h', 1, 1, '']])
    expect(found.rejections.map(({ reason }) => reason)).toEqual(['period.future'])
  })
})

describe('a bonus file', () => {
  const cells = {
    'Data Month': '202506',
    'Creator ID': idOf(1),
    'Creator nickname': 'Luna ☾',
    Handle: 'luna.live',
    'Creator Network manager': 'Erika Beispiel',
    Group: 'Aurora Talent',
    'Is violative creators': 'FALSE',
    'The creator was Rookie at the time of first joining': 'TRUE',
    Diamonds: '120345',
    'Valid days(d)': '18',
    'LIVE duration(h)': '44.5',
    'Estimated bonus': '310.25',
    'Estimated bonus - Rookie milestone 1 bonus task': '300',
    'Estimated bonus - Activeness task task': '10.25',
  }
  const expected = {
    kind: 'bonus',
    line: 2,
    creatorId: idOf(1),
    username: 'luna.live',
    agency: 'Aurora Talent',
    month: '2025-06-01',
    violative: false,
    rookie: true,
    diamonds: 120_345,
    validDays: 18,
    liveMinutes: 2670,
    bonus: 310.25,
    tasks: { 'rookie milestone 1 bonus task': 300, 'activeness task task': 10.25 },
  }

  test.each([
    ['as exported', E],
    ['with the columns in another order', E.toReversed()],
  ])('of a German agency reads the same %s', async (_, headers) => {
    const { kind, rows, rejections } = await reads('Neu_Task_202506.csv', [headers, under(headers, cells)])
    expect({ kind, rejections }).toEqual({ kind: 'bonus', rejections: [] })
    expect(rows).toEqual([{ ...expected, tasks: expect.objectContaining(expected.tasks) }])
    expect(JSON.stringify(rows)).not.toContain('Erika')
  })

  test('keeps a task apart from another whose name begins the same', async () => {
    const headers = [
      ...E.slice(0, 13),
      'Estimated bonus - Off-platform creator task',
      'Estimated bonus - Off-platform creator task (2026.3)',
    ]
    const row = under(headers, {
      ...cells,
      'Estimated bonus - Off-platform creator task': '1',
      'Estimated bonus - Off-platform creator task (2026.3)': '2',
    })
    for (const turn of [
      [headers, row],
      [headers.toReversed(), row.toReversed()],
    ]) {
      const { rows } = await reads('task.csv', turn)
      expect(rows).toMatchObject([
        { tasks: { 'off-platform creator task': 1, 'off-platform creator task (2026.3)': 2 } },
      ])
    }
  })

  test('of a month to come is not believed, nor one that is none', async () => {
    const rows = ['202610', '202613', 'June'].map((month) => under(E, { ...cells, 'Data Month': month }))
    const { rejections } = await reads('task.csv', [E, ...rows])
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'month.unreadable'],
      [3, 'month.unreadable'],
      [4, 'month.unreadable'],
    ])
  })
})

describe('campaigns', () => {
  const HEAD = ['campaign', 'market', 'category', 'start', 'end', 'goal', 'creator_ids']

  test('are for those they name, or for all', async () => {
    const { kind, rows, rejections } = await reads('campaigns.csv', [
      HEAD,
      ['Spring Cup', 'it', 'music', '2026-09-01', '2026-09-10', '"1,000,000"', `${idOf(1)} ${idOf(2)}`],
      ['Open Days', '', '', '2026-09-05', '2026-09-06', '', ''],
    ])
    expect({ kind, rejections }).toEqual({ kind: 'campaigns', rejections: [] })
    expect(rows).toMatchObject([
      { name: 'Spring Cup', market: 'IT', category: 'music', start: '2026-09-01', end: '2026-09-10' },
      { name: 'Open Days', market: null, category: null, goal: null, creatorIds: [] },
    ])
    expect(rows[0]).toMatchObject({ goal: 1_000_000, creatorIds: [idOf(1), idOf(2)] })
  })

  test('that make no sense say why', async () => {
    const { rejections } = await reads('campaigns.csv', [
      HEAD,
      ['', 'IT', '', '2026-09-01', '2026-09-10', '', ''],
      ['A', 'Italy', '', '2026-09-01', '2026-09-10', '', ''],
      ['B', 'IT', '', '2026-09-11', '2026-09-10', '', ''],
      ['C', 'IT', '', 'soon', '2026-09-10', '', ''],
      ['D', 'IT', '', '2026-09-01', '2026-09-10', 'many', ''],
      ['E', 'IT', '', '2026-09-01', '2026-09-10', '', '7.3E+18'],
    ])
    expect(rejections.map(({ column, reason }) => [column, reason])).toEqual([
      ['campaign', 'name.missing'],
      ['market', 'market.unknown'],
      ['end', 'period.unreadable'],
      ['start', 'day.unreadable'],
      ['goal', 'number.unreadable'],
      ['creator_ids', 'id.unreadable'],
    ])
  })
})

describe('a creator’s LIVE Center', () => {
  const files = {
    engagement: [
      ['日付', 'ギフト贈呈者', '新規フォロワー', 'コメントした視聴者', 'いいね', 'シェア'],
      ['2026/09/14', 12, 30, 80, 900, 4],
    ],
    revenue: [
      ['日付', 'ダイヤモンド'],
      ['2026/09/14', 4210],
    ],
    activity: [
      ['日付', 'LIVE時間', 'LIVEの合計数'],
      ['2026/09/14', 5430, 2],
    ],
    viewers: [
      ['日付', '視聴数', 'ユニーク視聴者数', '平均視聴時間', '最高同時視聴者数', '平均同時視聴者数'],
      ['2026/09/14', 900, 620, 44, 81, 35.5],
    ],
  }
  test.each([
    ['engagement', { gifters: 12, new_followers: 30 }],
    ['revenue', { diamonds: 4210 }],
    ['activity', { live_minutes: 90.5, streams: 2 }],
    ['viewers', { unique_viewers: 620, peak_viewers: 81, avg_viewers: 35.5, watch_minutes: 454.67 }],
  ] as const)('%s is the days of whom the person names', async (name, values) => {
    const path = await fileNamed(`${name}.csv`, csv(files[name]))
    const { kind, rows } = await read(path, { creatorId: idOf(1) })
    expect(kind).toBe('live-center')
    expect(rows).toEqual([
      expect.objectContaining({ kind: 'daily', day: '2026-09-14', creatorId: idOf(1), values }),
    ])
  })

  test('is refused while nobody has said whose it is', async () => {
    const path = await fileNamed('revenue.csv', csv(files.revenue))
    await expect(read(path)).rejects.toMatchObject({ fault: { fault: 'file.whose' } })
  })

  test.each([
    ['2026-09-14', '2026-09-13'],
    ['2026/09/14', '2026/09/13'],
    ['09/14/2026', '09/13/2026'],
    ['14/09/2026', '13/09/2026'],
  ])('writes its days as %s', async (a, b) => {
    const path = await fileNamed(
      'r.csv',
      csv([
        ['date', 'diamonds'],
        [a, 1],
        [b, 2],
      ]),
    )
    const { rows } = await read(path, { creatorId: idOf(1) })
    expect(rows.map((row) => row.kind === 'daily' && row.day)).toEqual(['2026-09-14', '2026-09-13'])
  })
})

describe('other layouts of the export', () => {
  test.each([
    [
      'Creator,Creator ID,Data period,Total Diamonds,LIVE duration,Valid go LIVE days,Graduation status,Tier status',
    ],
    [
      'Creator,Creator ID,Selected period,Diamonds in selected period,LIVE duration in selected period,Valid go LIVE days in selected period',
    ],
    [
      "Nom d'utilisateur du/de la créateur(trice),Creator ID,Data period,Diamonds,LIVE duration,Valid LIVE days",
    ],
  ])('%s', async (headers) => {
    const { kind, rows } = await reads('a.csv', [
      headers.split(','),
      ...[
        headers
          .split(',')
          .map((name) =>
            /id$/i.test(name)
              ? idOf(1)
              : /period$/.test(name) && !/in selected/.test(name)
                ? '2026-09-01~2026-09-15'
                : /diamonds/i.test(name)
                  ? '500'
                  : /duration/.test(name)
                    ? '2h 30m'
                    : /days/.test(name)
                      ? '2'
                      : 'luna',
          ),
      ],
    ])
    expect(kind).toBe('backstage')
    expect(rows).toEqual([
      expect.objectContaining({
        username: 'luna',
        from: '2026-09-01',
        to: '2026-09-15',
        totals: { diamonds: 500, live_minutes: 150, valid_days: 2 },
      }),
    ])
  })
})

describe('an unknown header row', () => {
  const HEAD = ['Giorno di LIVE', 'Codice creator', 'Nick', 'Diamants totali', 'Note']
  const path = () => fileNamed('strano.csv', csv([HEAD, ['2026-09-14', idOf(1), 'luna', 77, 'x']]))
  const map: Mapping = {
    kind: 'daily',
    columns: {
      'Giorno di LIVE': 'date',
      'Codice creator': 'creator_id',
      Nick: 'username',
      'Diamants totali': 'diamonds',
      Note: '',
    },
  }
  const expected = {
    kind: 'daily',
    rows: [{ day: '2026-09-14', creatorId: idOf(1), username: 'luna', values: { diamonds: 77 } }],
  }
  const fault = async (options: Partial<ReadOptions>) => {
    const error = await read(await path(), options).catch((it: unknown) => it)
    return error instanceof FileRefused ? error.fault : error
  }

  test('is refused with best guesses for every column', async () => {
    const feed = csv([
      ['date', 'creator id', 'Creator usernam', 'Diamods', 'Minuti liv', 'Colour'],
      ['', '', '', '', '', ''],
    ])
    const error = await read(await fileNamed('a.csv', feed.replace('date', 'datum'))).catch(
      (it: unknown) => it,
    )
    expect(error).toMatchObject({
      fault: {
        fault: 'file.headers',
        guess: {
          columns: {
            'creator id': 'creator_id',
            'Creator usernam': 'username',
            Diamods: 'diamonds',
            Colour: '',
          },
        },
      },
    })
  })

  test('is read as the person says', async () => {
    expect(await read(await path(), { map })).toMatchObject(expected)
  })

  test('is read as the person once said', async () => {
    const { fingerprint } = await read(await path(), { map })
    expect(await read(await path(), { remembered: new Map([[fingerprint, map]]) })).toMatchObject(expected)
  })

  test('mapped to what does not exist, or to too little, is refused', async () => {
    const wrong = { ...map, columns: { ...map.columns, Note: 'diamods' } }
    expect(await fault({ map: wrong })).toMatchObject({ fault: 'file.map', column: 'Note', field: 'diamods' })
    const little = { kind: 'daily', columns: { Nick: 'username' } } as const
    expect(await fault({ map: little })).toMatchObject({ fault: 'file.kind', missing: 'day, creator_id' })
  })
})
