import { describe, expect, onTestFinished, test } from 'vitest'
import type { Day } from '#src/domain/day.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'
import { factsDialect, openFacts } from '#src/store/facts/connect.ts'
import { factsOn } from '#src/store/facts/queries.ts'
import { DATABASES, type DatabaseName, freshDatabase } from '#tests/support/databases.ts'
import { csv, fileNamed, idOf } from '#tests/workers/files.ts'
import { load } from './load.ts'

const HEADER = ['date', 'creator_id', 'username', 'agency', 'market', 'diamonds', 'live_minutes', 'valid_day']
const dayOf = (n: number): Day => `2026-08-${String(n).padStart(2, '0')}` as Day
/** Of August, from the first on: what a creator earned; null where no row names them. */
type Earned = readonly (number | null)[]
const rowsOf = (n: number, agency: string, earned: Earned) =>
  earned.flatMap((diamonds, i) =>
    diamonds === null
      ? []
      : [[dayOf(i + 1), idOf(n), `creator.${n}`, agency, 'IT', diamonds, diamonds && 60, diamonds && 1]],
  )
const each = (days: number, value: number | null) => Array.from({ length: days }, () => value)

const opened = async (kind: DatabaseName, ...rows: readonly ReturnType<typeof rowsOf>[]) => {
  const url = await freshDatabase(kind)
  await load(url, await fileNamed('days.csv', csv([HEADER, ...rows.flat()])))
  const db = await openFacts(url, { poolSize: 1 })
  onTestFinished(() => db.destroy())
  const facts = factsOn(db, factsDialect(url), THRESHOLDS)
  const of = (type: 'creator' | 'agency', id: string, from: number, to: number) =>
    facts.trail({ entity: { type, id }, period: { from: dayOf(from), to: dayOf(to) } })
  return { facts, of }
}
const diamonds = ({ days }: { days: readonly { day: Day; diamonds: number | null }[] }) =>
  days.map((it) => [Number(it.day.slice(-2)), it.diamonds])

describe.each(DATABASES)('a trail, on %s', (kind) => {
  test('where files name everybody: who is in none for a week, while their agency is, has left', async () => {
    const { of } = await opened(
      kind,
      rowsOf(1, 'Aurora', [...each(18, 900), ...each(7, null)]),
      rowsOf(2, 'Aurora', each(25, 700)),
      rowsOf(3, 'Aurora', each(25, 0)),
    )
    expect(await of('creator', idOf(1), 12, 18)).toMatchObject({ asOf: '2026-08-25', left: null })
    // Six days are a gap and no goodbye.
    const short = await of('creator', idOf(1), 16, 24)
    expect(diamonds(short)).toEqual([
      [16, 900],
      [17, 900],
      [18, 900],
    ])
    expect(short.left).toBeNull()
    expect((await of('creator', idOf(1), 16, 30)).left).toBe('2026-08-19')
    expect(await of('creator', idOf(9), 1, 7)).toEqual({ asOf: '2026-08-25', days: [], left: null })
  })

  test('where files name only who was LIVE: silence is nothing earned, unless the whole agency is missing', async () => {
    const { of } = await opened(
      kind,
      rowsOf(1, 'Aurora', [...each(18, 900), ...each(7, null)]),
      rowsOf(2, 'Aurora', [...each(23, 700), null, 700]),
      rowsOf(3, 'Faro', each(25, 700)),
    )
    const trail = await of('creator', idOf(1), 17, 31)
    expect(trail.left).toBeNull()
    expect(diamonds(trail)).toEqual([
      ...[17, 18].map((day) => [day, 900]),
      ...[19, 20, 21, 22, 23, 25].map((day) => [day, 0]),
    ])
    expect(diamonds(await of('agency', 'aurora', 22, 25))).toEqual([
      [22, 700],
      [23, 700],
      [25, 700],
    ])
  })
})
