import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#src/domain/clock.ts'
import type { ClaimedOffer, Offer } from '#src/domain/offer.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { openLedger } from '#src/store/ledger/connect.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'

const TEAM = 'T0TEST' as const
const FILE: Omit<Offer, 'id' | 'team' | 'version'> = {
  channel: 'C0LIVEEU',
  thread: null,
  slackFile: 'F1',
  name: '',
  by: 'U0ANNA',
  state: 'looking',
  said: {},
  report: null,
  fault: null,
  importId: null,
  actor: null,
  rejects: null,
  createdAt: Temporal.Instant.from('2026-09-16T07:30:00Z'),
}
const LONG = { leaseMs: 60_000, team: TEAM }

describe.each(DATABASES)('work on offered files, on %s', (kind) => {
  const opened = async () => {
    const ledger = await openLedger(await freshDatabase(kind), {
      ids: timeOrderedIds(systemClock),
      wall: systemClock,
      defaults: { locale: 'en', timeZone: 'UTC' },
    })
    onTestFinished(() => ledger.close())
    const { offers } = ledger
    const add = async (more: Partial<typeof FILE> = {}): Promise<boolean> => {
      let added = false
      await ledger.settle(TEAM, null, async (bound) => {
        added = (await bound.offers.add({ ...FILE, ...more })) !== undefined
      })
      return added
    }
    const settled = (it: ClaimedOffer, changes: Partial<Offer>) =>
      ledger.settle(TEAM, { offer: it }, async (bound) => void (await bound.offers.change(it, changes)))
    const claimed = async (lease = LONG): Promise<ClaimedOffer> => {
      const found = await offers.claim(lease)
      if (!found) throw new Error('nothing was claimed')
      return found
    }
    return { offers, add, settled, claimed }
  }

  test('a file is offered once in a place, and its work is one’s alone', async () => {
    const { offers, add, settled, claimed } = await opened()
    expect(await add()).toBe(true)
    expect(await add()).toBe(false)
    expect(await add({ channel: 'C0LIVEIT' })).toBe(true)
    const both = await Promise.all([offers.claim(LONG), offers.claim(LONG), offers.claim(LONG)])
    expect(both.filter(Boolean).map((it) => it?.channel)).toHaveLength(2)
    expect(await offers.claim(LONG)).toBeUndefined()
    const [mine] = both.filter((it) => it !== undefined)
    if (!mine) throw new Error('nothing was claimed')
    expect(await settled(mine, { name: 'a.csv' })).toBe(true)
    // Settled, and still to be looked at: there is a next step, and what was tried before does not count.
    expect(await claimed()).toMatchObject({ id: mine.id, name: 'a.csv', attempts: 1, epoch: 3 })
    expect(await offers.hold(mine, 60_000)).toBe(false)
    expect(await settled(mine, { state: 'asked' })).toBe(false)
  })

  test('what a dead process held comes back once its lease is over, and never to the dead', async () => {
    const { offers, add, settled, claimed } = await opened()
    await add({ name: 'a.csv' })
    const dead = await claimed({ ...LONG, leaseMs: 0 })
    const mine = await claimed()
    expect(mine).toMatchObject({ id: dead.id, attempts: 2 })
    expect(await offers.hold(dead, 60_000)).toBe(false)
    expect(await offers.hold(mine, 60_000)).toBe(true)
    await offers.keepRejects(dead, 'F9')
    await offers.later(dead, 0)
    expect(await offers.claim(LONG)).toBeUndefined()
    expect(await settled(dead, { state: 'refused' })).toBe(false)
    await offers.keepRejects(mine, 'F2')
    await offers.later(mine, 0)
    const again = await claimed()
    expect(again).toMatchObject({ rejects: 'F2', attempts: 3 })
    expect(await settled(again, { state: 'asked' })).toBe(true)
    expect(await offers.claim(LONG)).toBeUndefined()
  })

  test('what is over is forgotten, what is to be done is not', async () => {
    const { offers, add } = await opened()
    await add()
    await add({ slackFile: 'F2', state: 'imported', importId: 1 })
    expect(await offers.forgetBefore(FILE.createdAt)).toBe(0)
    expect(await offers.forgetBefore(FILE.createdAt.add({ hours: 1 }))).toBe(1)
    expect(await offers.claim(LONG)).toMatchObject({ slackFile: 'F1' })
  })
})
