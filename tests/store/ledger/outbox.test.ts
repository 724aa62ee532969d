import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#src/domain/clock.ts'
import type { NewOutbound, Outbound } from '#src/domain/delivery.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { type LedgerStore, openLedger } from '#src/store/ledger/connect.ts'
import { DATABASES, type DatabaseName, freshDatabase } from '#tests/support/databases.ts'

const TEAM = 'T0TEST' as const
const opened = async (url: string, paceMs = 0): Promise<LedgerStore> => {
  const ledger = await openLedger(url, {
    ids: timeOrderedIds(systemClock),
    wall: systemClock,
    defaults: { locale: 'en', timeZone: 'UTC' },
    paceMs,
  })
  onTestFinished(() => ledger.close())
  return ledger
}
const fresh = async (kind: DatabaseName, paceMs = 0): Promise<LedgerStore> =>
  opened(await freshDatabase(kind), paceMs)

const letter = (key: string, more: Partial<NewOutbound> = {}): NewOutbound => ({
  dedupeKey: key,
  team: TEAM,
  kind: 'post',
  channel: 'C1',
  thread: null,
  card: null,
  message: '{"text":"hello","blocks":[]}',
  locale: 'en',
  timeZone: 'UTC',
  owner: null,
  ...more,
})
const enqueue = (ledger: LedgerStore, ...letters: NewOutbound[]): Promise<boolean> =>
  ledger.settle(TEAM, null, async (_, outbox) => {
    for (const it of letters) await outbox.enqueue(it)
  })
const LEASE = { leaseMs: 60_000 }
const sent = async (ledger: LedgerStore, it: Outbound | undefined): Promise<void> => {
  if (!it) throw new Error('nothing was claimed')
  expect(await ledger.outbox.markSending(it, 60_000)).toBe(true)
  expect(await ledger.outbox.delivered(it, { ts: `1.${it.dedupeKey}`, conversation: it.channel })).toBe(true)
}

describe.each(DATABASES)('the outbox on %s', (kind) => {
  test('holds the same thing once, and gives each to one claimer', async () => {
    const url = await freshDatabase(kind)
    const [one, two] = [await opened(url), await opened(url)]
    await enqueue(
      one,
      ...Array.from({ length: 12 }, (_, n) => letter(`k${n}`, { channel: `C${n}` })),
      letter('k0', { channel: 'C0' }),
    )
    expect((await one.outbox.depth()).waiting).toBe(12)
    const claims: (Outbound | undefined)[] = []
    // In one thread two SQLite connections would wait for each other; on PostgreSQL they truly compete.
    const rounds = kind === 'postgres' ? [one, two, one, two] : [one, one, one, one]
    for (let n = 0; n < 4; n++)
      claims.push(...(await Promise.all(rounds.map((it) => it.outbox.claim(LEASE)))))
    const keys = claims.flatMap((it) => (it ? [it.dedupeKey] : []))
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toHaveLength(12)
  })

  test('lets one message a channel fly, the others wait their turn and its pace', async () => {
    const ledger = await fresh(kind, 60_000)
    await enqueue(ledger, letter('first'), letter('second'), letter('elsewhere', { channel: 'C2' }))
    const first = await ledger.outbox.claim(LEASE)
    expect(first?.dedupeKey).toBe('first')
    expect((await ledger.outbox.claim(LEASE))?.dedupeKey).toBe('elsewhere')
    expect(await ledger.outbox.claim(LEASE)).toBeUndefined()
    await sent(ledger, first)
    expect(await ledger.outbox.claim(LEASE)).toBeUndefined()
  })

  test('finds what may go behind any number of lanes that may not', async () => {
    const ledger = await fresh(kind, 60_000)
    const crowd = Array.from({ length: 40 }, (_, n) => [
      letter(`a${n}`, { channel: `B${n}` }),
      letter(`b${n}`, { channel: `B${n}` }),
    ]).flat()
    await enqueue(ledger, ...crowd)
    for (let n = 0; n < 40; n++) expect(await ledger.outbox.claim(LEASE)).toBeDefined()
    await enqueue(ledger, letter('free', { channel: 'C-free' }))
    expect((await ledger.outbox.claim(LEASE))?.dedupeKey).toBe('free')
  })

  test('takes back what a dead holder had, and hears nothing more from it', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('k'))
    const zombie = await ledger.outbox.claim({ leaseMs: 0 })
    await expect.poll(() => ledger.outbox.claim(LEASE)).toMatchObject({ dedupeKey: 'k', leaseEpoch: 2 })
    if (!zombie) throw new Error('no zombie')
    expect(await ledger.outbox.markSending(zombie, 60_000)).toBe(false)
    expect(await ledger.outbox.delivered(zombie, { ts: '1', conversation: 'C1' })).toBe(false)
    await ledger.outbox.park(zombie, 'late', letter('apology'))
    expect(await ledger.outbox.depth()).toMatchObject({ waiting: 1, parked: 0 })
  })

  test('tells what was surely not sent from what may have been', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('k'))
    const first = await ledger.outbox.claim(LEASE)
    if (!first) throw new Error('nothing')
    await ledger.outbox.markSending(first, 60_000)
    await ledger.outbox.retry(first, 0, 'ratelimited')
    let again: Outbound | undefined
    await expect.poll(async () => (again = await ledger.outbox.claim(LEASE))).toBeDefined()
    expect(again?.firstSentAt).toBeNull()
    if (!again) throw new Error('nothing')
    await ledger.outbox.markSending(again, 60_000)
    await ledger.outbox.unknown(again, 0, 'timeout')
    let third: Outbound | undefined
    await expect.poll(async () => (third = await ledger.outbox.claim(LEASE))).toBeDefined()
    expect(third?.firstSentAt).not.toBeNull()
    if (!third) throw new Error('nothing')
    await ledger.outbox.unknown(third, 60_000, 'timeout')
    expect(await ledger.outbox.claim(LEASE)).toBeUndefined()
  })

  test('keeps an update waiting for its card, and only the newest of them', async () => {
    const ledger = await fresh(kind)
    const card = { card: 'card:tsk_1' }
    await enqueue(ledger, letter('post', card))
    await enqueue(ledger, letter('u1', { ...card, kind: 'update' }))
    await enqueue(ledger, letter('u2', { ...card, kind: 'update' }))
    const post = await ledger.outbox.claim(LEASE)
    expect(post?.dedupeKey).toBe('post')
    expect(await ledger.outbox.claim(LEASE)).toBeUndefined()
    await sent(ledger, post)
    let update: Outbound | undefined
    await expect
      .poll(async () => (update = await ledger.outbox.claim(LEASE)))
      .toMatchObject({ dedupeKey: 'u2', ts: '1.post' })
    await sent(ledger, update)
    expect(await ledger.outbox.depth()).toMatchObject({ waiting: 0 })
    await ledger.settle(TEAM, null, async (_, outbox) => {
      expect(await outbox.placesOf('card:tsk_1')).toEqual([{ channel: 'C1', locale: 'en', timeZone: 'UTC' }])
    })
    const tomorrow = systemClock.now().add({ hours: 24 })
    await ledger.outbox.forgetBefore(tomorrow)
    await ledger.settle(TEAM, null, async (_, outbox) => {
      expect(await outbox.placesOf('card:tsk_1')).toHaveLength(1)
    })
  })

  test('parks what Slack refuses, with its apology in the same breath', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('k'))
    const it = await ledger.outbox.claim(LEASE)
    if (!it) throw new Error('nothing')
    await ledger.outbox.park(it, 'is_archived', letter('k!parked', { channel: 'U1' }))
    expect(await ledger.outbox.depth()).toMatchObject({ waiting: 1, parked: 1 })
  })
})

describe.each(DATABASES)('the inbox on %s', (kind) => {
  const delivery = { dedupeKey: 'd1', team: TEAM, kind: 'command', body: '{}' } as const

  test('takes a delivery once, and lets it be settled once', async () => {
    const { inbox, settle } = await fresh(kind)
    expect(await inbox.add(delivery, 60_000)).toBe(true)
    expect(await inbox.add(delivery, 60_000)).toBe(false)
    expect(await inbox.claimStale(10, 60_000)).toEqual([])
    expect(await settle(TEAM, { inbound: 'd1' }, async () => undefined)).toBe(true)
    expect(await settle(TEAM, { inbound: 'd1' }, async () => Promise.reject(new Error('must not run')))).toBe(
      false,
    )
  })

  test('what a transaction decided is kept with its mark, or not at all', async () => {
    const ledger = await fresh(kind)
    await ledger.inbox.add(delivery, 0)
    const struck = ledger.settle(TEAM, { inbound: 'd1' }, async ({ settings }, outbox) => {
      await settings.setDeskChannel('product', 'C1')
      await outbox.enqueue(letter('k'))
      throw new Error('struck by lightning')
    })
    await expect(struck).rejects.toThrow('lightning')
    expect(await ledger.of(TEAM).settings.deskChannel('product')).toBeNull()
    expect((await ledger.outbox.depth()).waiting).toBe(0)
    await expect
      .poll(() => ledger.inbox.claimStale(10, 60_000))
      .toMatchObject([{ dedupeKey: 'd1', attempts: 2 }])
    expect(await ledger.inbox.claimStale(10, 60_000)).toEqual([])
  })

  test('keeps what was refused for a day', async () => {
    const { inbox } = await fresh(kind)
    await inbox.add({ ...delivery, body: '{"text":"what was typed"}' }, 60_000)
    await inbox.refused('d1')
    expect(await inbox.refusedBody('d1')).toBe('{"text":"what was typed"}')
    await inbox.forgetBefore(systemClock.now().add({ hours: 1 }))
    expect(await inbox.refusedBody('d1')).toBeNull()
  })
})
