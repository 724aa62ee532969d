import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#src/domain/clock.ts'
import { newFollowup } from '#src/domain/followup.ts'
import type { Ledger } from '#src/domain/ports.ts'
import { comesRound, templateOf } from '#src/domain/series.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { openLedger } from '#src/store/ledger/connect.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'

const TEAM = 'T0TEST' as const
const now = Temporal.Instant.from('2026-09-28T08:00:00Z')
const promised = newFollowup({ what: 'call Aurora', owner: 'U0ANNA', reporter: 'U0ANNA', createdAt: now })
const weekly = {
  rule: { every: 'week' as const, n: 1, on: [1] as const },
  time: null,
  until: null,
  times: null,
}

test.each(DATABASES)('two replicas make one follow-up of one day, on %s', async (kind) => {
  const url = await freshDatabase(kind)
  const options = {
    ids: timeOrderedIds(systemClock),
    wall: systemClock,
    defaults: { locale: 'en', timeZone: 'Europe/Rome' } as const,
  }
  const first = await openLedger(url, options)
  // SQLite has one writer, and one process.
  const second = kind === 'postgres' ? await openLedger(url, options) : first
  onTestFinished(async () => void (await Promise.all([...new Set([first, second])].map((it) => it.close()))))
  const made = Promise.withResolvers<Awaited<ReturnType<Ledger['series']['add']>>>()
  await first.settle(TEAM, null, async ({ series }) => {
    made.resolve(
      await series.add({
        ...templateOf(promised),
        ...{ repeats: weekly, began: '2026-09-21', last: '2026-09-21', count: 1 },
        ...{ next: '2026-09-28', nextAt: now, endedBy: null },
      }),
    )
  })
  const series = await made.promise

  const bothLooked = Promise.withResolvers<void>()
  let looked = 0
  const round = (replica: typeof first) =>
    replica.settle(TEAM, null, async (ledger) => {
      const [due] = await ledger.series.due(now, 1)
      if (++looked === 2 || kind === 'sqlite') bothLooked.resolve()
      await bothLooked.promise
      if (due)
        await comesRound(due, {
          ...ledger,
          clock: { now: () => now },
          isOff: () => false,
          remindAt: async () => null,
        })
    })
  await Promise.all([round(first), round(second)])
  const open = await first.of(TEAM).followups.open({ series: series.id }, 100)
  expect(open.map((it) => it.series?.slot)).toEqual(['2026-09-28'])
  expect(await first.of(TEAM).series.byId(series.id)).toMatchObject({ count: 2, next: '2026-10-05' })
})

test.each(DATABASES)('one day of a series cannot be taken twice, on %s', async (kind) => {
  const ledger = await openLedger(await freshDatabase(kind), {
    ids: timeOrderedIds(systemClock),
    wall: systemClock,
    defaults: { locale: 'en', timeZone: 'UTC' },
  })
  onTestFinished(() => ledger.close())
  const add = () =>
    ledger.settle(TEAM, null, async ({ followups }) => {
      await followups.add({ ...promised, series: { id: 'ser_1', slot: '2026-09-28' } })
    })
  await add()
  await expect(add()).rejects.toThrow()
  expect(await ledger.of(TEAM).followups.open({ series: 'ser_1' }, 10)).toHaveLength(1)
})
