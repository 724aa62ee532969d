import { describe, expect, test } from 'vitest'
import { type Day, daysFrom } from '#src/domain/day.ts'
import { METRIC_NAMES } from '#src/domain/metric.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'
import { csvOf } from '#src/sample/csv.ts'
import { exportsOf, type Fault } from '#src/sample/exports.ts'
import { isMember, sampleRegion, truthOf } from '#src/sample/region.ts'
import { xlsxOf } from '#src/sample/xlsx.ts'
import { factsDialect, openFacts } from '#src/store/facts/connect.ts'
import { factsOn } from '#src/store/facts/queries.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { fileNamed } from '#tests/workers/files.ts'
import { load } from './load.ts'

const REGION = sampleRegion({ seed: 11, asOf: '2026-09-12', weeks: 6, creators: 60 })
const SEPTEMBER = daysFrom('2026-09-01', '2026-09-12')

const storedIn = async (url: string) => {
  const db = await openFacts(url, { poolSize: 1 })
  const rows = await db
    .selectFrom('daily')
    .innerJoin('creator', 'creator.k', 'daily.creator_k')
    .selectAll('daily')
    .select('creator.id')
    .orderBy('day')
    .orderBy('id')
    .execute()
  await db.destroy()
  return rows
}

describe.each(DATABASES)('the sample region on %s', (kind) => {
  test('comes out of its feed as it went in', async () => {
    const url = await freshDatabase(kind)
    for (const file of [
      ...exportsOf(REGION, { kind: 'daily' }),
      ...exportsOf(REGION, { kind: 'agencies' }),
    ]) {
      const report = await load(url, await fileNamed(`${file.name}.csv`, csvOf(file)))
      expect(report).toMatchObject({ rejected: 0, read: file.rows.length - 1, added: expect.any(Number) })
    }
    let diamonds = 0
    for (const row of await storedIn(url)) {
      const truth = truthOf(REGION, row.id, row.day)
      for (const metric of METRIC_NAMES) {
        const value = truth?.[metric]
        if (row[metric] !== null && typeof value === 'number') expect(row[metric]).toBeCloseTo(value, -0.3)
      }
      if (row.day >= '2026-09-06') diamonds += truth?.diamonds ?? 0
    }
    const db = await openFacts(url, { poolSize: 1 })
    const facts = factsOn(db, factsDialect(url), THRESHOLDS)
    const week = { from: '2026-09-06' as Day, to: '2026-09-12' as Day }
    const limits = { groups: 100, movers: 5, dark: 100 }
    const digest = await facts.digest({ kind: 'all' }, week, limits)
    expect(digest.totals.diamonds.now).toBe(diamonds)
    const sums = (lines: typeof digest.agencies) => lines.reduce((sum, line) => sum + line.diamonds.now, 0)
    expect([sums(digest.agencies), sums(digest.markets)]).toEqual([diamonds, diamonds])
    expect(await facts.digest({ kind: 'all' }, week, limits)).toEqual(digest)
    const regions = new Set((await facts.agencies()).flatMap(({ region }) => region ?? []))
    for (const name of regions) expect(await facts.scopeNamed(name.toLowerCase())).toMatchObject({ name })
    for (const dark of digest.dark) {
      expect(truthOf(REGION, dark.id, dark.lastLive)?.live_minutes).toBeGreaterThan(0)
      expect(dark.diamonds28).toBeGreaterThanOrEqual(2000)
    }
    await db.destroy()
  })

  test('comes out of its month-to-date exports as it went in, in three layouts and any order', async () => {
    const url = await freshDatabase(kind)
    const ends = [...SEPTEMBER.filter((_, i) => i % 2 === 1), ...SEPTEMBER.filter((_, i) => i % 2 === 0)]
    for (const [i, end] of ends.entries()) {
      const variant = (['A', 'B', 'F'] as const)[i % 3] ?? 'B'
      for (const file of exportsOf(REGION, { kind: 'backstage', variant, ends: [end] })) {
        const workbook = i % 2 === 0
        const path = workbook
          ? await fileNamed(`${file.name}.xlsx`, await xlsxOf(file))
          : await fileNamed(`${file.name}.csv`, csvOf(file, { delimiter: ';', bom: true }))
        expect(await load(url, path)).toMatchObject({ rejected: 0, read: file.rows.length - 1 })
      }
    }
    const rows = await storedIn(url)
    const known = new Set(rows.map(({ id, day }) => `${id} ${day}`))
    for (const { id, day, estimated, diamonds, new_followers, streams, valid_days, live_minutes } of rows) {
      const truth = truthOf(REGION, id, day)
      if (truth === null) continue
      expect({ id, day, estimated, diamonds, new_followers, streams, valid_days }).toEqual({
        id,
        day,
        estimated: 0,
        diamonds: truth.diamonds,
        new_followers: truth.new_followers,
        streams: truth.streams,
        valid_days: truth.valid_days,
      })
      expect(Math.abs((live_minutes ?? 0) - (truth.live_minutes ?? 0))).toBeLessThanOrEqual(1)
    }
    for (const creator of REGION.creators) {
      for (const day of SEPTEMBER) if (isMember(creator, day)) expect(known).toContain(`${creator.id} ${day}`)
    }
  })

  test('keeps out of the numbers what is wrong in its files, row by row', async () => {
    const url = await freshDatabase(kind)
    const wrong: Fault[] = ['quit-ids', 'rounded-ids', 'number-ids', 'total-row']
    const faults: Fault[] = [...wrong, 'odd-numbers', 'listed-twice', 'exported-at', 'shuffled-columns']
    for (const end of SEPTEMBER.slice(9)) {
      for (const file of exportsOf(REGION, { kind: 'backstage', ends: [end], faults: { all: faults } })) {
        const report = await load(url, await fileNamed(`${file.name}.csv`, csvOf(file)))
        const made = (fault: Fault) => file.faults.filter((it) => it.fault === fault).length
        expect(report.rejected).toBe(wrong.reduce((sum, fault) => sum + made(fault), 0))
        const reasons = Map.groupBy(report.rejections, ({ reason }) => reason)
        expect(reasons.get('id.rounded')).toHaveLength(made('rounded-ids') + made('number-ids'))
        expect(reasons.get('id.quit') ?? []).toHaveLength(made('quit-ids'))
        expect(reasons.get('total.row')).toHaveLength(1)
        expect(report.unchanged).toBe(made('listed-twice'))
        expect(report.read).toBe(report.added + report.changed + report.unchanged + report.rejected)
      }
    }
    expect(
      (await storedIn(url)).every(({ id }) => REGION.creators.some((creator) => creator.id === id)),
    ).toBe(true)
  })
})
