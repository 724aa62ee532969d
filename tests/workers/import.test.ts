import { describe, expect, test } from 'vitest'
import type { Day } from '#src/domain/day.ts'
import { plusDays } from '#src/domain/day.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { importFile } from '#src/workers/import.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { csv, fileNamed, idOf, NOW } from './files.ts'

const HEAD = [
  'date',
  'creator_id',
  'username',
  'agency',
  'market',
  'diamonds',
  'live_minutes',
  'valid_day',
  'new_followers',
  'streams',
]
const LIMITS = { groups: 10, movers: 5, dark: 5 }
const TODAY: Day = '2026-09-15'
const WEEK = { from: plusDays(TODAY, -6), to: TODAY }

/** Four creators in two agencies, 40 days: one rises, one falls, one goes dark on 10 September, one stays. */
const feed = () => {
  const rows: (string | number | null)[][] = [HEAD]
  for (let back = 39; back >= 0; back--) {
    const day = plusDays(TODAY, -back)
    const recent = back < 7
    rows.push([day, idOf(1), 'riser', 'Aurora Talent', 'IT', recent ? 900 : 100, 60, 1, 3, 1])
    rows.push([day, idOf(2), 'faller', 'Aurora Talent', 'IT', recent ? 100 : 700, 90, 1, 2, 1])
    rows.push([
      day,
      idOf(3),
      'gone',
      'Marea Alta',
      'ES',
      back > 5 ? 200 : 0,
      back > 5 ? 120 : 0,
      back > 5 ? 1 : 0,
      0,
      1,
    ])
    rows.push([day, idOf(4), 'steady', null, 'ES', 50, 30.5, 0, 1, 1])
  }
  return csv(rows)
}
const AGENCIES = csv([
  ['agency', 'market', 'region', 'tier', 'category', 'timezone', 'manager_email', 'contact', 'language'],
  ['Aurora Talent', 'IT', 'South', 'A', 'music', 'Europe/Rome', 'm@example.com', 'Rosa', 'it'],
  ['Marea Alta', 'ES', 'South', 'B', 'chat', 'Europe/Madrid', '', 'Luz <luz@example.com>', 'es'],
])

describe.each(DATABASES)('a feed and agencies on %s', (kind) => {
  const opened = async () => {
    const url = await freshDatabase(kind)
    const load = async (name: string, text: string) =>
      importFile({ url, path: await fileNamed(name, text), now: NOW })
    return { url, load }
  }

  test('become a digest', async () => {
    const { url, load } = await opened()
    expect(await load('feed.csv', feed())).toMatchObject({
      importId: 1,
      kind: 'daily',
      read: 160,
      added: 160,
      changed: 0,
      unchanged: 0,
      rejected: 0,
      period: { from: '2026-08-07', to: '2026-09-15' },
      days: 40,
      newCreators: 4,
      newAgencies: 2,
    })
    expect(await load('agencies.csv', AGENCIES)).toMatchObject({
      importId: 2,
      kind: 'agencies',
      read: 2,
      changed: 2,
    })

    const facts = await openFactsReader(url)
    expect(await facts.asOf()).toBe(TODAY)
    expect(await facts.version()).toBe(2)
    const digest = await facts.digest({ kind: 'all' }, WEEK, LIMITS)
    expect(digest.coverage).toEqual({
      asOf: TODAY,
      creators: 4,
      daysKnown: 7,
      daysExpected: 7,
      missing: [],
      estimated: [],
      restated: [],
    })
    expect(digest.before).toEqual({ from: '2026-09-02', to: '2026-09-08' })
    expect(digest.totals.diamonds).toEqual({
      now: 900 * 7 + 700 + 200 + 350,
      before: 700 + 4900 + 1400 + 350,
    })
    expect(digest.totals.live_minutes).toEqual({
      now: 420 + 630 + 120 + 213.5,
      before: 420 + 630 + 840 + 213.5,
    })
    expect(digest.active).toEqual({ now: 4, before: 4 })
    expect(digest.agencies.map(({ name, market, diamonds }) => [name, market, diamonds])).toEqual([
      ['Aurora Talent', 'IT', { now: 7000, before: 5600 }],
      [null, null, { now: 350, before: 350 }],
      ['Marea Alta', 'ES', { now: 200, before: 1400 }],
    ])
    expect(digest.markets.map(({ name, diamonds }) => [name, diamonds])).toEqual([
      ['IT', { now: 7000, before: 5600 }],
      ['ES', { now: 550, before: 1750 }],
    ])
    expect(digest.up).toEqual([
      {
        id: idOf(1),
        username: 'riser',
        agency: 'Aurora Talent',
        market: 'IT',
        diamonds: { now: 6300, before: 700 },
        liveMinutes: { now: 420, before: 420 },
      },
    ])
    expect(digest.down.map(({ username }) => username)).toEqual(['faller', 'gone'])
    expect(digest.dark).toEqual([
      {
        id: idOf(3),
        username: 'gone',
        agency: 'Marea Alta',
        market: 'ES',
        lastLive: '2026-09-09',
        daysDark: 6,
        diamonds28: 5600,
      },
    ])
    const spain = await facts.digest({ kind: 'market', market: 'ES' }, WEEK, LIMITS)
    expect(spain.totals.diamonds).toEqual({ now: 550, before: 1750 })
    expect(await facts.scopeNamed('SOUTH')).toEqual({ kind: 'region', name: 'South', markets: ['ES', 'IT'] })
    expect(await facts.scopeNamed('marea  alta')).toEqual({ kind: 'agency', agency: 'Marea Alta' })
    expect(await facts.scopeNamed('nowhere')).toBeNull()
    expect(await facts.creatorNamed('@Riser')).toEqual({
      id: idOf(1),
      username: 'riser',
      agency: 'Aurora Talent',
      market: 'IT',
    })
    expect(await facts.near('agency', 'aurora tallent', 3)).toEqual(['Aurora Talent'])
    expect((await facts.agencyNamed('Marea Alta'))?.contact).toBe('Luz')
    await facts.close()
  })

  test('the very same file again changes nothing and says so', async () => {
    const { load } = await opened()
    await load('feed.csv', feed())
    expect(await load('copy.csv', feed())).toMatchObject({
      importId: null,
      duplicateOf: 1,
      read: 160,
      added: 0,
      changed: 0,
      unchanged: 160,
      days: 0,
    })
    expect(await load('again.csv', `${feed()}\n`)).toMatchObject({
      importId: 2,
      duplicateOf: null,
      read: 160,
      added: 0,
      changed: 0,
      unchanged: 160,
      days: 0,
    })
  })
})
