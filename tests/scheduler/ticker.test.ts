import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#src/domain/clock.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { type Job, job } from '#src/kit/job.ts'
import { ticker } from '#src/scheduler/ticker.ts'
import { type LedgerStore, openLedger } from '#src/store/ledger/connect.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { type TestClock, testClock } from '#tests/support/scene.ts'

const TEAM = 'T0TEST' as const
const opened = async (url: string): Promise<LedgerStore> => {
  const ledger = await openLedger(url, {
    ids: timeOrderedIds(systemClock),
    wall: systemClock,
    defaults: { locale: 'en', timeZone: 'UTC' },
  })
  onTestFinished(() => ledger.close())
  return ledger
}
const hourly = (name: string, missed: Job['missed'] = 'latest') =>
  job(name, { when: { cron: '0 * * * *' }, missed, run: () => [] })

const SINCE = '2026-09-16T06:30:00Z'
/** A schedule that somebody made, paused while there is none. */
const theirs = (subscription: () => { hour: string; since: string } | null): Job =>
  job('theirs', {
    missed: 'latest',
    when: {
      each: async () => {
        const it = subscription()
        if (it === null) return []
        const schedule = { cadence: { every: 'day', at: it.hour }, timeZone: 'Europe/Rome' } as const
        return [{ id: 'dig_1', schedule, since: Temporal.Instant.from(it.since), subject: undefined }]
      },
    },
    run: () => [],
  })

const house = (
  ledger: LedgerStore,
  clock: TestClock,
  jobs: readonly Job[],
  fails: (job: Job) => boolean = () => false,
  retryMs?: number,
  version: () => number = () => 0,
) => {
  const ran: string[] = []
  const errors: string[] = []
  const works = ticker({
    jobs,
    slots: ledger.slots,
    clock,
    teams: async () => [TEAM],
    ledgerOf: ledger.of,
    version: async () => version(),
    runSlot: async (it, team, slot, stored) => {
      if (fails(it)) throw new Error(`${it.name} failed`)
      const hold = it.holds?.(slot, undefined)
      if (hold) {
        const held = { ...hold, since: clock.now(), version: version() }
        const mine = await ledger.settle(team, { waiting: stored, hold: held }, async () => undefined)
        if (mine) ran.push(`${it.name} ${slot.due} waits`)
        return mine
      }
      const mine = await ledger.settle(team, { slot: stored }, async () => undefined)
      if (mine) ran.push(`${it.name} ${slot.due} passed over ${slot.passedOver}`)
      return mine
    },
    sayOver: async (it, team, id, over) => {
      const mine = await ledger.settle(team, { over }, async () => undefined)
      if (mine) ran.push(`${it.name} ${id} ${over.key} waits no more: ${over.reason}`)
    },
    giveUp: async (it, team, { key }, stored, error) => {
      await ledger.settle(team, { givenUp: stored, error }, async () => undefined)
      ran.push(`${it.name} gave up ${key}: ${error}`)
    },
    onError: (error) => errors.push(String(error)),
    leaseMs: 0,
    ...(retryMs !== undefined && { retryMs }),
  })
  return { ran, errors, tick: works.tick }
}

describe.each(DATABASES)('the ticker on %s', (kind) => {
  test('of several missed hours runs the newest, once, and says how many it passed over', async () => {
    const clock = testClock('2026-09-16T07:30:00Z')
    const { ran, tick } = house(await opened(await freshDatabase(kind)), clock, [hourly('remind')])
    await tick()
    expect(ran).toEqual([])
    clock.at('2026-09-16T11:10:00Z')
    await tick()
    await tick()
    expect(ran).toEqual(['remind 2026-09-16T11:00:00Z passed over 3'])
    clock.at('2026-09-16T09:00:00Z')
    await tick()
    clock.at('2026-09-16T12:00:00Z')
    await tick()
    expect(ran).toEqual([
      'remind 2026-09-16T11:00:00Z passed over 3',
      'remind 2026-09-16T12:00:00Z passed over 0',
    ])
  })

  test('what comes by the clock goes before what new numbers set off', async () => {
    const clock = testClock('2026-09-16T07:30:00Z')
    const numbers = job('amend', { when: { on: 'numbers' }, missed: 'latest', run: () => [] })
    let version = 1
    const ledger = await opened(await freshDatabase(kind))
    const { ran, tick } = house(ledger, clock, [numbers, hourly('post')], undefined, undefined, () => version)
    await tick()
    ran.length = 0
    version = 2
    clock.at('2026-09-16T08:00:00Z')
    await tick()
    expect(ran.map((it) => it.split(' ')[0])).toEqual(['post', 'amend'])
  })

  test('two processes on one database run each slot once', async () => {
    const url = await freshDatabase(kind)
    const clock = testClock('2026-09-16T07:30:00Z')
    const [one, two] = [
      house(await opened(url), clock, [hourly('remind')]),
      house(await opened(url), clock, [hourly('remind')]),
    ]
    await one.tick()
    for (let hour = 0; hour < 6; hour++) {
      clock.pass({ hours: 1 })
      // Two SQLite connections in one thread would wait for each other for ever.
      if (kind === 'postgres') await Promise.all([one.tick(), two.tick()])
      else {
        await one.tick()
        await two.tick()
      }
    }
    const ran = [...one.ran, ...two.ran]
    expect(new Set(ran).size).toBe(ran.length)
    expect(ran).toHaveLength(6)
  })

  test('a job that fails is tried again, given up in the end, and holds up no other', async () => {
    const clock = testClock('2026-09-16T07:30:00Z')
    const ledger = await opened(await freshDatabase(kind))
    const { ran, errors, tick } = house(
      ledger,
      clock,
      [hourly('broken'), hourly('sound')],
      (it) => it.name === 'broken',
    )
    await tick()
    clock.pass({ hours: 1 })
    await tick()
    expect(ran).toEqual(['sound 2026-09-16T08:00:00Z passed over 0'])
    expect(errors).toEqual(['Error: broken failed'])
  })

  test('a job that never works is given up in the end', async () => {
    const clock = testClock('2026-09-16T07:30:00Z')
    const ledger = await opened(await freshDatabase(kind))
    const { ran, errors, tick } = house(ledger, clock, [hourly('broken')], () => true, 0)
    await tick()
    clock.pass({ hours: 1 })
    for (let n = 0; n < 12; n++) await tick()
    expect(errors).toEqual(Array(10).fill('Error: broken failed'))
    expect(ran).toEqual(['broken gave up 2026-09-16T08:00:00Z: Error: broken failed'])
  })

  test('after more missed slots than a round takes, runs the newest alone', async () => {
    const clock = testClock('2026-01-01T00:30:00Z')
    const { ran, tick } = house(await opened(await freshDatabase(kind)), clock, [hourly('remind')])
    await tick()
    clock.pass({ hours: 1500 })
    await tick()
    expect(ran).toEqual([])
    await tick()
    await tick()
    expect(ran).toEqual(['remind 2026-03-04T12:00:00Z passed over 499'])
  })

  test('two days with a moved hour: each day once', async () => {
    const clock = testClock('2026-09-16T06:30:00Z')
    const ledger = await opened(await freshDatabase(kind))
    let hour = '09:00'
    const { ran, tick } = house(ledger, clock, [theirs(() => ({ hour, since: SINCE }))])
    await tick()
    clock.at('2026-09-16T07:30:00Z')
    await tick()
    hour = '10:00'
    clock.at('2026-09-16T08:30:00Z')
    await tick()
    clock.at('2026-09-17T08:30:00Z')
    await tick()
    expect(ran).toEqual([
      'theirs 2026-09-16T07:00:00Z passed over 0',
      'theirs 2026-09-17T08:00:00Z passed over 0',
    ])
  })

  test('what waits goes on waiting when its hour is moved, or when another process is late to write it', async () => {
    const clock = testClock('2026-09-16T06:30:00Z')
    const ledger = await opened(await freshDatabase(kind))
    let hour = '09:00'
    const numbers: { enough: boolean } = { enough: false }
    const until = Temporal.Instant.from('2026-09-16T12:00:00Z')
    const patient: Job = {
      ...theirs(() => ({ hour, since: SINCE })),
      holds: () =>
        numbers.enough ? null : { why: { lacks: 'day', day: '2026-09-15' }, until, says: () => [] },
    }
    const version = () => (numbers.enough ? 2 : 1)
    const { ran, tick } = house(ledger, clock, [patient], undefined, undefined, version)
    await tick()
    clock.at('2026-09-16T07:00:10Z')
    await tick()
    hour = '10:00'
    clock.at('2026-09-16T08:00:10Z')
    await tick()
    const same = { key: '2026-09-16', due: Temporal.Instant.from('2026-09-16T07:00:00Z'), holiday: null }
    await ledger.slots.materialise(
      `${TEAM}:theirs:dig_1`,
      [{ ...same, skipped: null, passedOver: 0 }],
      same.due,
    )
    numbers.enough = true
    await tick()
    expect(ran).toEqual(['theirs 2026-09-16T07:00:00Z waits', 'theirs 2026-09-16T07:00:00Z passed over 0'])
  })

  test('a look longer than the lease stays with the process that is at it', async () => {
    const clock = testClock('2026-09-16T07:30:00Z')
    const ledger = await opened(await freshDatabase(kind))
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    let renewals = 0
    const slots = {
      ...ledger.slots,
      renew: async (...of: Parameters<typeof ledger.slots.renew>) => {
        await ledger.slots.renew(...of)
        // Two leases by now.
        if (++renewals === 6) letGo()
      },
    }
    const took: string[] = []
    const process = (name: string, look: Promise<void>) =>
      ticker({
        jobs: [hourly('long')],
        slots,
        clock,
        teams: async () => [TEAM],
        ledgerOf: ledger.of,
        version: async () => 0,
        runSlot: async (_job, team, _slot, stored) => {
          took.push(`${name} began`)
          await look
          const mine = await ledger.settle(team, { slot: stored }, async () => undefined)
          took.push(`${name} settled it: ${mine}`)
          return mine
        },
        sayOver: async () => undefined,
        giveUp: async () => undefined,
        onError: (error) => took.push(String(error)),
        leaseMs: 600,
      })
    const [one, other] = [process('one', held), process('other', Promise.resolve())]
    await one.tick()
    clock.pass({ hours: 1 })
    const working = one.tick()
    await held
    await other.tick()
    await working
    await other.tick()
    expect(took).toEqual(['one began', 'one settled it: true'])
  })

  test.each([
    ['each bite in a round of its own, where a round is over at once', 0, 1],
    ['bite after bite, while the round lasts', 60_000, 12],
  ])('what is done in bites: %s', async (_how, roundMs, atOnce) => {
    const clock = testClock('2026-09-16T07:30:00Z')
    const ledger = await opened(await freshDatabase(kind))
    const bites: number[] = []
    const { tick } = ticker({
      jobs: [hourly('long')],
      slots: ledger.slots,
      clock,
      teams: async () => [TEAM],
      ledgerOf: ledger.of,
      version: async () => 0,
      runSlot: async (_job, team, _slot, stored) => {
        const more = bites.push(stored.attempts) < 12
        const mine = await ledger.settle(team, { slot: stored, more }, async () => undefined)
        expect(await ledger.settle(team, { slot: stored }, async () => undefined)).toBe(false)
        return mine && !more
      },
      sayOver: async () => undefined,
      giveUp: async () => undefined,
      onError: (error) => expect(error).toBeUndefined(),
      leaseMs: 0,
      roundMs,
    })
    await tick()
    clock.pass({ hours: 1 })
    await tick()
    expect(bites).toEqual(Array(atOnce).fill(1))
    for (let round = 0; round < 20; round++) await tick()
    // However many bites: none is a try that failed.
    expect(bites).toEqual(Array(12).fill(1))
  })

  test('resumed, it looks ahead: nothing of the pause comes, not even what was due when it began', async () => {
    const clock = testClock('2026-09-16T06:30:00Z')
    const ledger = await opened(await freshDatabase(kind))
    let since: string | null = SINCE
    let broken = true
    const { ran, tick } = house(
      ledger,
      clock,
      [theirs(() => (since === null ? null : { hour: '09:00', since }))],
      () => broken,
      0,
    )
    await tick()
    clock.at('2026-09-16T07:00:10Z')
    await tick()
    since = null
    broken = false
    clock.at('2026-09-18T12:00:00Z')
    await tick()
    since = clock.now().toString()
    await tick()
    await tick()
    expect(ran).toEqual([])
    clock.at('2026-09-19T07:00:10Z')
    await tick()
    expect(ran).toEqual(['theirs 2026-09-19T07:00:00Z passed over 0'])
    expect(await ledger.slots.claimDue([`${TEAM}:theirs:dig_1`], 0)).toBeNull()
  })

  test('a job that does not care for the past skips it', async () => {
    const clock = testClock('2026-09-16T07:30:00Z')
    const { ran, tick } = house(await opened(await freshDatabase(kind)), clock, [hourly('fleeting', 'skip')])
    await tick()
    clock.at('2026-09-16T09:20:00Z')
    await tick()
    expect(ran).toEqual([])
    clock.at('2026-09-16T10:01:00Z')
    await tick()
    expect(ran).toEqual(['fleeting 2026-09-16T10:00:00Z passed over 0'])
  })

  test('what waits is looked at again by one of several when the numbers change or the time is up, and after a restart', async () => {
    const url = await freshDatabase(kind)
    const clock = testClock('2026-09-16T06:30:00Z')
    let version = 1
    const numbers: { enough: boolean } = { enough: false }
    const until = Temporal.Instant.from('2026-09-16T12:00:00Z')
    const patient: Job = {
      ...theirs(() => ({ hour: '09:00', since: SINCE })),
      holds: ({ due, late }) =>
        numbers.enough || Temporal.Instant.compare(due.add(late), until) >= 0
          ? null
          : { why: { lacks: 'day', day: '2026-09-15' }, until, says: () => [] },
    }
    const opens = async () => house(await opened(url), clock, [patient], undefined, undefined, () => version)
    const houses = [await opens(), await opens()]
    const everybody = async (): Promise<string[]> => {
      for (const { tick } of houses) await tick()
      return houses.flatMap(({ ran }) => ran.splice(0))
    }
    await everybody()
    clock.at('2026-09-16T07:00:10Z')
    expect(await everybody()).toEqual(['theirs 2026-09-16T07:00:00Z waits'])
    expect(await everybody()).toEqual([])
    version = 2
    houses.push(await opens())
    expect(await everybody()).toEqual(['theirs 2026-09-16T07:00:00Z waits'])
    numbers.enough = true
    expect(await everybody()).toEqual([])
    version = 3
    expect(await everybody()).toEqual(['theirs 2026-09-16T07:00:00Z passed over 0'])
    numbers.enough = false
    clock.at('2026-09-17T07:00:10Z')
    expect(await everybody()).toEqual(['theirs 2026-09-17T07:00:00Z passed over 0'])
  })
})
