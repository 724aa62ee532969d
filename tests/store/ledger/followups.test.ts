import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#src/domain/clock.ts'
import { type Followup, newFollowup } from '#src/domain/followup.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { openLedger } from '#src/store/ledger/connect.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'

const TEAM = 'T0TEST' as const
const PROMISE = newFollowup({
  what: 'call Aurora',
  owner: 'U0ANNA',
  reporter: 'U0ANNA',
  due: { day: '2026-09-18', time: '18:00', timeZone: 'Europe/Rome' },
  createdAt: Temporal.Instant.from('2026-09-16T07:30:00Z'),
  remindAt: Temporal.Instant.from('2026-09-18T07:00:00Z'),
})

test.each(DATABASES)('who closes it while its reminder is written has closed it, on %s', async (kind) => {
  const ledger = await openLedger(await freshDatabase(kind), {
    ids: timeOrderedIds(systemClock),
    wall: systemClock,
    defaults: { locale: 'en', timeZone: 'UTC' },
  })
  onTestFinished(() => ledger.close())
  await ledger.settle(TEAM, null, async ({ followups }) => void (await followups.add(PROMISE)))
  const written = Promise.withResolvers<void>()
  const reminding = ledger.settle(TEAM, null, async ({ followups }) => {
    const [due] = await followups.open({ remindBy: Temporal.Instant.from('2026-09-18T08:00:00Z') }, 10)
    if (!due) throw new Error('nothing to remind of')
    await followups.change(due, { remindAt: null })
    written.resolve()
    // Longer than the other one needs to look.
    for (let n = 0; n < 50; n++) await followups.open({}, 1)
  })
  await written.promise
  const closed: (Followup | undefined)[] = []
  const closing = ledger.settle(TEAM, null, async ({ followups }) => {
    const found = await followups.named('FU-1')
    if (found) closed.push(await followups.change(found, { state: 'done' }))
  })
  await Promise.all([reminding, closing])
  expect(closed).toEqual([expect.objectContaining({ state: 'done', remindAt: null, version: 3 })])
})

describe.each(DATABASES)('a promise on %s', (kind) => {
  test('is not changed by who read it before somebody else changed it', async () => {
    const ledger = await openLedger(await freshDatabase(kind), {
      ids: timeOrderedIds(systemClock),
      wall: systemClock,
      defaults: { locale: 'en', timeZone: 'UTC' },
    })
    onTestFinished(() => ledger.close())
    await ledger.settle(TEAM, null, async ({ followups }) => void (await followups.add(PROMISE)))
    const seen = await ledger.of(TEAM).followups.named('FU-1')
    if (!seen) throw new Error('it is gone')
    const change = (changes: Partial<Followup>) => {
      const changed: (Followup | undefined)[] = []
      return ledger
        .settle(TEAM, null, async ({ followups }) => void changed.push(await followups.change(seen, changes)))
        .then(() => changed[0])
    }
    expect(await change({ owner: 'U0TOM' })).toMatchObject({ owner: 'U0TOM', version: 2 })
    expect(await change({ what: 'something else' })).toBeUndefined()
    expect(await ledger.of(TEAM).followups.named('FU-1')).toMatchObject({
      what: 'call Aurora',
      owner: 'U0TOM',
    })
  })
})
