import { describe, expect, onTestFinished, test } from 'vitest'
import { type Day, plusDays } from '#src/domain/day.ts'
import type { Mute } from '#src/domain/insight.ts'
import { within } from '#src/domain/insight.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'
import { factsDialect, openFactsForImport } from '#src/store/facts/connect.ts'
import { keepDays } from '#src/store/facts/insights.ts'
import { oneAtATime } from '#src/store/facts/turn.ts'
import { versionOf } from '#src/store/facts/version.ts'
import { engineMark } from '#src/workers/engineMark.ts'
import { type FactsReader, openFactsReader } from '#src/workers/facts.ts'
import { importFile, undoImport } from '#src/workers/import.ts'
import { insightsAsOf, keepInsights } from '#src/workers/insights.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { steady } from '#tests/support/numbers.ts'
import { csv, fileNamed } from './files.ts'

const NOW = Temporal.Instant.from('2026-09-16T06:00:00Z')
const LAST: Day = '2026-09-15'
const LUNA = '7300000000000000110'
const WEEK = { from: plusDays(LAST, -6), to: LAST }

describe.each(DATABASES)('insights on %s', (database) => {
  const opened = async (files: readonly string[]): Promise<{ url: string; facts: FactsReader }> => {
    const url = await freshDatabase(database)
    for (const content of files)
      await importFile({ url, path: await fileNamed('feed.csv', content), now: NOW })
    const facts = await openFactsReader(url)
    onTestFinished(() => facts.close())
    return { url, facts }
  }

  test.each([true, false])(
    'who stopped is found and kept once; a feed of LIVE days only: %s',
    async (liveOnly) => {
      const { url, facts } = await opened([steady({ liveOnly })])
      expect(await facts.insights({ kind: 'all' })).toBeNull()
      expect(await keepInsights({ url, mutes: [], now: NOW })).toBe('kept')
      expect(await keepInsights({ url, mutes: [], now: NOW })).toBe('unchanged')

      expect(await facts.insights({ kind: 'all' })).toMatchObject({
        asOf: LAST,
        insights: [],
        suppressed: [{ insight: { kind: 'went_dark' }, reason: 'cool_down' }],
      })
      const found = await facts.insights({ kind: 'all' }, WEEK)
      expect(found).toMatchObject({ asOf: LAST, period: { to: LAST }, health: { problems: [] } })
      expect(
        found?.insights.map(({ insight: { kind, entity, since } }) => ({ kind, id: entity.id, since })),
      ).toEqual([{ kind: 'went_dark', id: LUNA, since: '2026-09-11' }])
      // What goes on is told with the numbers of now, not with those of the day it was first seen.
      const now = (await facts.insights({ kind: 'all' }))?.suppressed.at(0)?.insight
      expect(found?.insights.at(0)?.insight).toEqual(now)
      const id = found?.insights.at(0)?.insight.id ?? ''
      expect(await facts.insightNamed(id.toLowerCase())).toMatchObject({
        on: LAST,
        insight: { id },
        placed: { agency: 'Aurora Talent', market: 'IT' },
      })
      expect((await facts.insights({ kind: 'market', market: 'IT' }, WEEK))?.insights).toHaveLength(1)
      expect((await facts.insights({ kind: 'market', market: 'ES' }, WEEK))?.insights).toEqual([])
      expect((await facts.insights({ kind: 'agency', agency: 'Faro Azul' }, WEEK))?.insights).toEqual([])
      expect(
        (await facts.insights({ kind: 'region', name: 'EU', markets: ['ES', 'IT'] }, WEEK))?.insights,
      ).toHaveLength(1)
    },
  )

  test('the same day recomputed says the same; an earlier one what it would have said', async () => {
    const { url, facts } = await opened([steady({ liveOnly: false })])
    await keepInsights({ url, mutes: [], now: NOW })
    const again = await insightsAsOf({ url, mutes: [], now: NOW, asOf: LAST })
    expect(again && within(again, { kind: 'all' })).toEqual(await facts.insights({ kind: 'all' }))

    const before = await insightsAsOf({ url, mutes: [], now: NOW, asOf: '2026-09-10' })
    expect(before).toMatchObject({ asOf: '2026-09-10', insights: [] })
    expect(await insightsAsOf({ url, mutes: [], now: NOW, asOf: '2026-06-01' })).toBeNull()
    // Nothing of it was kept.
    expect((await facts.insights({ kind: 'all' }))?.asOf).toBe(LAST)
  })

  test('of a day without numbers nothing is said, and no fault is found in it', async () => {
    const GAP: Day = '2026-09-12'
    const { url, facts } = await opened([
      steady()
        .split('\n')
        .filter((line) => !line.startsWith(GAP))
        .join('\n'),
    ])
    const foundOn = (asOf: Day) => insightsAsOf({ url, mutes: [], now: NOW, asOf })
    expect(await foundOn(plusDays(LAST, 1))).toBeNull()
    expect(await foundOn(plusDays(LAST, 30))).toBeNull()
    expect(await foundOn(GAP)).toBeNull()
    expect(await foundOn(plusDays(GAP, 1))).toMatchObject({ asOf: plusDays(GAP, 1) })
    // Nor is anything kept of it, between days that are.
    await keepInsights({ url, mutes: [], now: NOW })
    const keptOn = (day: Day) => facts.insights({ kind: 'all' }, { from: day, to: day })
    expect(await keptOn(plusDays(GAP, -1))).toMatchObject({ asOf: plusDays(GAP, -1) })
    expect(await keptOn(GAP)).toBeNull()
    expect(await keptOn(plusDays(GAP, 1))).toMatchObject({ asOf: plusDays(GAP, 1), insights: [] })
  })

  test('whom people wish to hear nothing of is held back, with their reason', async () => {
    const { url, facts } = await opened([steady({ liveOnly: false })])
    const away: Mute = {
      entity: { type: 'creator', id: LUNA },
      kind: 'went_dark',
      from: LAST,
      until: '2026-09-30',
      reason: 'on holiday until October',
    }
    await keepInsights({ url, mutes: [], now: NOW })
    expect(await keepInsights({ url, mutes: [away], now: NOW })).toBe('kept')
    const found = await facts.insights({ kind: 'all' })
    expect(found?.insights).toEqual([])
    expect(found?.suppressed).toMatchObject([
      { insight: { kind: 'went_dark' }, reason: 'muted', by: 'on holiday until October' },
    ])
  })

  test('numbers that are taken back take their insights with them', async () => {
    const upTo = (text: string, day: Day) =>
      text
        .split('\n')
        .filter((line, i) => i === 0 || line.slice(0, 10) <= day)
        .join('\n')
    const all = steady({ liveOnly: false })
    const { url, facts } = await opened([upTo(all, '2026-09-10'), all])
    await keepInsights({ url, mutes: [], now: NOW })
    expect((await facts.insights({ kind: 'all' }, WEEK))?.insights).toHaveLength(1)
    await undoImport({ url, id: 2, now: NOW })
    expect(await keepInsights({ url, mutes: [], now: NOW })).toBe('kept')
    expect(await facts.insights({ kind: 'all' })).toMatchObject({ asOf: '2026-09-10', insights: [] })
    expect(await facts.insights({ kind: 'all' }, { from: '2026-09-11', to: LAST })).toBeNull()
  })

  test('a wrong file that was taken back leaves nothing behind, though newer days came', async () => {
    const wrong = steady()
      .split('\n')
      .filter((line, i) => i === 0 || line.slice(0, 10) <= '2026-09-14')
    const { url, facts } = await opened([wrong.join('\n')])
    await keepInsights({ url, mutes: [], now: NOW })
    expect((await facts.insights({ kind: 'all' }, WEEK))?.insights).toHaveLength(1)
    await undoImport({ url, id: 1, now: NOW })
    await importFile({ url, path: await fileNamed('right.csv', steady({ stops: 0 })), now: NOW })
    await keepInsights({ url, mutes: [], now: NOW })
    expect(await facts.insights({ kind: 'all' }, WEEK)).toMatchObject({ asOf: LAST, insights: [] })
  })

  test('a file that comes days late is told of, by the numbers as they are now', async () => {
    const all = steady().split('\n')
    const late = (line: string) => line.includes('Aurora Talent') && line.slice(0, 10) > '2026-09-09'
    const { url, facts } = await opened([all.filter((line) => !late(line)).join('\n')])
    await keepInsights({ url, mutes: [], now: NOW })
    expect((await facts.insights({ kind: 'all' }, WEEK))?.insights).toMatchObject([
      { insight: { kind: 'data_fault', value: 6, expected: 12 } },
    ])
    await importFile({
      url,
      path: await fileNamed('late.csv', [all[0], ...all.filter(late)].join('\n')),
      now: NOW,
    })
    await keepInsights({ url, mutes: [], now: NOW })
    expect((await facts.insights({ kind: 'all' }, WEEK))?.insights).toMatchObject([
      { insight: { kind: 'went_dark', since: '2026-09-11' } },
    ])
  })

  test('what was found in numbers that have changed meanwhile is not kept', async () => {
    const { url, facts } = await opened([steady()])
    const version = await facts.version()
    const found = await insightsAsOf({ url, mutes: [], now: NOW, asOf: LAST })
    await importFile({ url, path: await fileNamed('more.csv', steady({ stops: 3 })), now: NOW })
    const db = await openFactsForImport(url)
    onTestFinished(() => db.destroy())
    const keep = (version: number) =>
      keepDays(db, factsDialect(url), found ? [found] : [], { version, basis: 'any', at: NOW })
    expect(await keep(version)).toBe('outdated')
    expect(await facts.insights({ kind: 'all' })).toBeNull()
    expect(await keep(await facts.version())).toBe('kept')
    expect(await facts.insights({ kind: 'all' })).toMatchObject({ asOf: LAST })
  })

  test('what turned out to be part of something larger is no longer told beside it', async () => {
    const { url, facts } = await opened([steady()])
    const found = await insightsAsOf({ url, mutes: [], now: NOW, asOf: LAST })
    const insight = found?.suppressed.at(0)?.insight
    if (!found || !insight) throw new Error('nothing was found')
    const placed = { agency: 'Aurora Talent', market: 'IT' }
    const part = { ...insight, id: 'INS-PART0000', kind: 'market_shift' as const }
    const whole = { ...insight, id: 'INS-WHOLE000', kind: 'agency_decline' as const }
    const days = [
      { ...found, asOf: plusDays(LAST, -1), insights: [{ insight: part, placed }], suppressed: [] },
      {
        ...found,
        asOf: LAST,
        insights: [{ insight: whole, placed }],
        suppressed: [{ insight: part, placed, reason: 'part_of' as const, by: whole.id }],
      },
    ]
    const db = await openFactsForImport(url)
    onTestFinished(() => db.destroy())
    const kept = { version: await facts.version(), basis: 'any', at: NOW }
    expect(await keepDays(db, factsDialect(url), days.slice(0, 1), kept)).toBe('kept')
    const told = async () =>
      (await facts.insights({ kind: 'all' }, WEEK))?.insights.map((it) => it.insight.id)
    expect(await told()).toEqual([part.id])
    expect(await keepDays(db, factsDialect(url), days, kept)).toBe('kept')
    expect(await told()).toEqual([whole.id])
  })

  test('what was held back since it was told is told with its newest numbers', async () => {
    const { url, facts } = await opened([steady()])
    const found = await insightsAsOf({ url, mutes: [], now: NOW, asOf: LAST })
    const like = found?.suppressed.at(0)?.insight
    if (!found || !like) throw new Error('nothing was found')
    const placed = { agency: 'Aurora Talent', market: 'IT' }
    const back = { ...like, id: 'INS-BACK0000', kind: 'recovery' as const, value: 180 }
    const known = { insight: { ...back, value: 540 }, placed, reason: 'known' as const, by: null }
    const days = [
      { ...found, asOf: plusDays(LAST, -2), insights: [{ insight: back, placed }], suppressed: [] },
      { ...found, asOf: plusDays(LAST, -1), insights: [], suppressed: [known] },
      { ...found, asOf: LAST, insights: [], suppressed: [] },
    ]
    const db = await openFactsForImport(url)
    onTestFinished(() => db.destroy())
    const kept = { version: await facts.version(), basis: 'any', at: NOW }
    expect(await keepDays(db, factsDialect(url), days, kept)).toBe('kept')
    const told = await facts.insights({ kind: 'all' }, WEEK)
    expect(told?.insights.map(({ insight: { id, value } }) => [id, value])).toEqual([[back.id, 540]])
    expect(told?.suppressed).toEqual([])
  })

  test('while an import is writing nobody waits for it; what was found is kept at the next look', async () => {
    const { url, facts } = await opened([steady()])
    const db = await openFactsForImport(url)
    onTestFinished(() => db.destroy())
    await db.transaction().execute(async (trx) => {
      await oneAtATime(trx, factsDialect(url))
      expect(await keepInsights({ url, mutes: [], now: NOW })).toBe('busy')
      const found = { version: await versionOf(trx), basis: 'any', at: NOW }
      const other = await openFactsForImport(url)
      expect(await keepDays(other, factsDialect(url), [], found)).toBe('busy')
      await other.destroy()
    })
    expect(await facts.insights({ kind: 'all' })).toBeNull()
    expect(await keepInsights({ url, mutes: [], now: NOW })).toBe('kept')
    expect(await facts.insights({ kind: 'all' })).toMatchObject({ asOf: LAST })
  })

  test('what another engine found is found anew', async () => {
    const { url, facts } = await opened([steady()])
    await keepInsights({ url, mutes: [], now: NOW })
    const db = await openFactsForImport(url)
    onTestFinished(() => db.destroy())
    const { basis } = await db.selectFrom('insight_day').select('basis').limit(1).executeTakeFirstOrThrow()
    expect(basis.endsWith((await engineMark()).slice(0, 16))).toBe(true)
    await db
      .updateTable('insight_day')
      .set({ basis: basis.slice(0, -16) })
      .execute()
    await db.deleteFrom('insight').execute()
    expect(await keepInsights({ url, mutes: [], now: NOW })).toBe('kept')
    expect((await facts.insights({ kind: 'all' }, WEEK))?.insights).toHaveLength(1)
  })

  test('a workspace’s own thresholds are what days are judged by, and other ones make them looked through anew', async () => {
    const { url, facts } = await opened([steady({ liveOnly: false })])
    await keepInsights({ url, mutes: [], now: NOW })
    expect((await facts.insights({ kind: 'all' }, WEEK))?.insights).toHaveLength(1)
    const patient = {
      ...THRESHOLDS,
      stale: { warn: 1, urgent: 1 },
      tiers: THRESHOLDS.tiers.map((tier) => ({ ...tier, darkDays: 20 })),
    }
    expect(await keepInsights({ url, mutes: [], now: NOW, thresholds: patient })).toBe('kept')
    // Not dark yet, but LIVE on fewer days than is usual.
    expect((await facts.insights({ kind: 'all' }, WEEK))?.insights).toMatchObject([
      { insight: { kind: 'decline', metric: 'valid_days' } },
    ])
    const reader = await openFactsReader(url, patient)
    onTestFinished(() => reader.close())
    const [usual, own] = await Promise.all([facts, reader].map((it) => it.health('2026-09-17')))
    expect([usual?.problems, own?.problems]).toMatchObject([[], [{ problem: 'stale', severity: 'urgent' }]])
  })

  test('days that come in together are each told of', async () => {
    const { url, facts } = await opened([
      steady({ liveOnly: false, stops: 0 })
        .split('\n')
        .slice(0, 1 + 12 * (70 - 3))
        .join('\n'),
    ])
    await keepInsights({ url, mutes: [], now: NOW })
    expect((await facts.insights({ kind: 'all' }))?.asOf).toBe('2026-09-12')
    await importFile({
      url,
      path: await fileNamed('more.csv', steady({ liveOnly: false, stops: 6 })),
      now: NOW,
    })
    await Promise.all([1, 2].map(() => keepInsights({ url, mutes: [], now: NOW })))
    const told = await Promise.all(
      (['2026-09-12', '2026-09-13', '2026-09-14', '2026-09-15'] as const).map((day) =>
        facts.insights({ kind: 'all' }, { from: day, to: day }),
      ),
    )
    expect(told.map((it) => it?.asOf)).toEqual(['2026-09-12', '2026-09-13', '2026-09-14', '2026-09-15'])
    expect(told.slice(1).flatMap((it) => it?.insights.map(({ insight }) => insight.kind) ?? [])).toContain(
      'went_dark',
    )
  })

  test('a roster that lost rows silences whom it touches, for three days', async () => {
    const { url, facts } = await opened([steady({ stops: 3 })])
    const roster = (names: number) =>
      csv([
        ['Creator ID', "Creator's username", 'Group', 'Relationship status', 'Diamonds last 30 days'],
        ...Array.from({ length: names }, (_, c) => [
          `73000000000000001${10 + c}`,
          c === 0 ? 'luna.prova' : `creator_${c}`,
          c < 6 ? 'Aurora Talent' : 'Faro Azul',
          'Effective',
          1000,
        ]),
      ])
    const take = async (day: Day, names: number) =>
      importFile({
        url,
        path: await fileNamed(`Manage_creators_${day.replaceAll('-', '_')}.csv`, roster(names)),
        kind: 'roster',
        now: NOW,
      })
    await take('2026-09-12', 12)
    await take('2026-09-14', 10)
    await keepInsights({ url, mutes: [], now: NOW })
    const found = await facts.insights({ kind: 'all' }, WEEK)
    expect(found?.insights.map(({ insight }) => insight)).toMatchObject([
      { kind: 'data_fault', entity: { type: 'network' }, value: 10, expected: 12 },
    ])
    expect(found?.suppressed.map(({ insight, reason }) => [insight.kind, reason])).toContainEqual([
      'went_dark',
      'incomplete_data',
    ])
  })
})
