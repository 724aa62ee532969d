import { Kysely, sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#src/domain/clock.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { dialectAt, placeOf } from '#src/store/dialect.ts'
import { openLedger } from '#src/store/ledger/connect.ts'
import { dueAt } from '#src/store/ledger/migrations/0023-due-at.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'

const TEAM = 'T0'
const MADE = Temporal.Instant.from('2026-09-16T07:30:00Z').epochMilliseconds
const SIX_UTC = Temporal.Instant.from('2026-09-18T18:00:00Z').epochMilliseconds

describe.each(DATABASES)('moments that an older version wrote, on %s', (kind) => {
  const filled = async () => {
    const url = await freshDatabase(kind)
    const ids = timeOrderedIds(systemClock)
    const defaults = { locale: 'en', timeZone: 'UTC' } as const
    const ledger = await openLedger(url, { ids, wall: systemClock, defaults })
    onTestFinished(() => ledger.close())
    const place = placeOf(url, 'ledger')
    const db = new Kysely<never>({ dialect: await dialectAt(place) })
    onTestFinished(() => db.destroy())
    const rows = [...Array(50).keys()].flatMap((n) =>
      ['Europe/Rome', 'America/New_York', 'Mars/Olympus'].map((zone, k) => {
        const number = n * 3 + k + 1
        return sql`(${`tsk_${number}`}, cast(${number} as integer), ${TEAM}, 'call', 'U0ANNA', 'U0ANNA',
          '2026-09-18', '18:00', ${zone}, ${sql.lit(SIX_UTC)}, 'normal', 'open', 1, ${sql.lit(MADE)})`
      }),
    )
    await sql`insert into followup (id, number, team, what, owner, reporter, due, due_time, time_zone, due_at,
      priority, state, version, created_at) values ${sql.join(rows)}`.execute(db)
    return { db, place, followups: ledger.of(TEAM as never).followups }
  }

  test('become those where each owner lives; a zone that nobody knows becomes UTC', async () => {
    const { db, place, followups } = await filled()
    await dueAt(db, place.dialect)
    const dueBefore = async (moment: string) =>
      (await followups.open({ dueBefore: Temporal.Instant.from(moment) }, 200)).length
    expect(await dueBefore('2026-09-18T16:00:00Z')).toBe(0)
    expect(await dueBefore('2026-09-18T16:00:01Z')).toBe(50)
    expect(await dueBefore('2026-09-18T18:00:01Z')).toBe(100)
    expect(await dueBefore('2026-09-18T22:00:01Z')).toBe(150)
    expect((await followups.byId('tsk_3'))?.due).toMatchObject({ timeZone: 'UTC' })
  })

  test('are where the next page begins, whatever the day would come to now', async () => {
    const { db, followups } = await filled()
    await sql`update followup set time_zone = 'UTC' where time_zone = 'Mars/Olympus'`.execute(db)
    const seen: string[] = []
    let after: { due: number | null; number: number } | undefined
    for (let page = 0; page < 10; page++) {
      const found = await followups.open({ ...(after && { after }) }, 20)
      seen.push(...found.map(({ ref }) => ref))
      const last = found.at(-1)
      if (last) after = { due: last.dueAt?.epochMilliseconds ?? null, number: Number(last.ref.slice(3)) }
    }
    expect(seen).toHaveLength(150)
    expect(new Set(seen).size).toBe(150)
  })
})
