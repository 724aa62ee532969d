import { describe, expect, onTestFinished, test } from 'vitest'
import { isHoliday, isOff } from '#src/calendar/workdays.ts'
import { systemClock } from '#src/domain/clock.ts'
import { type Followup, newFollowup } from '#src/domain/followup.ts'
import type { JobLooking } from '#src/kit/context.ts'
import type { Effect } from '#src/kit/effects.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import type { Slot } from '#src/kit/job.ts'
import { openLedger } from '#src/store/ledger/connect.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { testClock } from '#tests/support/scene.ts'
import remind from '../../jobs/remind.ts'

const TEAM = 'T0TEST' as const
const workdays = { timeZone: 'Europe/Rome', isOff, isHoliday }

/** Several processes at one database, each of which looks who is to be asked, under a slot of its own. */
const replicas = async (database: (typeof DATABASES)[number], at: string) => {
  const url = await freshDatabase(database)
  const open = () =>
    openLedger(url, {
      ids: timeOrderedIds(systemClock),
      wall: systemClock,
      defaults: { locale: 'en', timeZone: 'Europe/Rome' },
    })
  // On SQLite there is one process, which may look again while it still looks.
  const opened = database === 'sqlite' ? [await open()] : [await open(), await open(), await open()]
  onTestFinished(async () => {
    for (const it of opened) await it.close()
  })
  const ledgers = [0, 1, 2].flatMap((n) => opened[n] ?? opened[0] ?? [])
  const clock = testClock(at)
  const [first] = ledgers
  if (!first) throw new Error('no ledger')
  const look = async (ledger: (typeof ledgers)[number], n: number, dies = false): Promise<Effect[]> => {
    let said: readonly Effect[] = []
    const slot = { key: `${clock.now()}/${n}`, due: clock.now() } as Slot<undefined>
    const context = { team: TEAM, clock, workdays }
    // All that it reads of what else a job may look at.
    const seen = await remind.look?.(slot, { ...ledger.of(TEAM), ...context } as unknown as JobLooking)
    if (!seen) throw new Error('nothing was looked at')
    await ledger.settle(TEAM, null, async (bound) => {
      said = [await remind.run(slot, { ...bound, ...context }, seen)].flat()
      if (dies) throw new Error('killed')
    })
    return said.filter((it) => it.do !== 'update')
  }
  return {
    clock,
    first,
    look,
    promise: async (given: Partial<Followup> = {}) => {
      const made: Followup[] = []
      await first.settle(TEAM, null, async ({ followups }) => {
        made.push(
          await followups.add(
            newFollowup({
              what: 'call Aurora',
              owner: 'U0TOM',
              reporter: 'U0ANNA',
              due: { day: '2026-09-17', time: '18:00', timeZone: 'Europe/Rome' },
              createdAt: Temporal.Instant.from('2026-09-16T07:00:00Z'),
              remindAt: Temporal.Instant.from('2026-09-17T07:00:00Z'),
              ...given,
            }),
          ),
        )
      })
      return made[0]
    },
    all: async (): Promise<Effect[]> => (await Promise.all(ledgers.map((it, n) => look(it, n)))).flat(),
  }
}

describe.each(DATABASES)('several replicas on %s', (database) => {
  test('ask each once, however many look at once, and each rung of the ladder hears once', async () => {
    const { clock, promise, all } = await replicas(database, '2026-09-17T07:00:00Z')
    for (let n = 0; n < 20; n++) await promise()
    const asked = await all()
    expect(asked.flatMap((it) => ('about' in it ? (it.about ?? []) : []))).toHaveLength(20)
    expect(new Set(asked.map((it) => it.do === 'dm' && it.user))).toEqual(new Set(['U0TOM']))
    expect(await all()).toEqual([])
    const heard: string[] = []
    for (let day = 18; day < 30; day++)
      for (const hour of ['07', '11', '14']) {
        clock.at(`2026-09-${day}T${hour}:00:00Z`)
        for (const it of await all())
          if (it.do === 'dm' && it.user === 'U0ANNA') heard.push(...(it.about ?? []))
      }
    // Without a channel of origin there is neither a thread nor a channel to go to: only whoever asked hears.
    expect([heard.length, new Set(heard).size]).toEqual([20, 20])
  })

  test('what one that died had decided is decided by another, once', async () => {
    const { first, promise, look, all } = await replicas(database, '2026-09-17T07:00:00Z')
    const made = await promise()
    await expect(look(first, 0, true)).rejects.toThrow('killed')
    expect(await first.of(TEAM).followups.named('FU-1')).toEqual(made)
    expect(await all()).toHaveLength(1)
  })

  test('who closes or moves it while it is asked after is not asked', async () => {
    const { first, promise, all } = await replicas(database, '2026-09-17T07:00:00Z')
    await promise()
    const seen = await first.of(TEAM).followups.named('FU-1')
    if (!seen) throw new Error('it is gone')
    await first.settle(TEAM, null, async ({ followups }) => {
      await followups.change(seen, { state: 'done', closedAt: seen.createdAt, remindAt: null })
      expect(await followups.ask(seen, { askedAt: seen.createdAt })).toBeUndefined()
    })
    expect(await all()).toEqual([])
  })
})
