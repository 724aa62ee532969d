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
  about: null,
  ...more,
})
const enqueue = (ledger: LedgerStore, ...letters: NewOutbound[]): Promise<boolean> =>
  ledger.settle(TEAM, null, async (_, outbox) => {
    for (const it of letters) await outbox.enqueue(it)
  })
const LEASE = { leaseMs: 60_000 }
const SENDING = { leaseMs: 60_000, settleMs: 0 }
/** What is claimed next, as soon as it may be. */
const claimed = async (ledger: LedgerStore, lease = LEASE, key?: string): Promise<Outbound> => {
  let it: Outbound | undefined
  await expect.poll(async () => (it ??= await ledger.outbox.claim(lease))).toBeDefined()
  if (!it) throw new Error('nothing was claimed')
  if (key !== undefined) expect(it.dedupeKey).toBe(key)
  return it
}
const sent = async (ledger: LedgerStore, it: Outbound | undefined): Promise<void> => {
  if (!it) throw new Error('nothing was claimed')
  expect(await ledger.outbox.markSending(it, SENDING)).toBe(true)
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

  test('gives a sender of one workspace nothing of another', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('theirs', { team: 'T0OTHER' }), letter('ours', { channel: 'C2' }))
    expect((await ledger.outbox.claim({ leaseMs: 1000, team: TEAM }))?.dedupeKey).toBe('ours')
    expect(await ledger.outbox.claim({ leaseMs: 1000, team: TEAM })).toBeUndefined()
    expect((await ledger.outbox.claim({ leaseMs: 1000 }))?.dedupeKey).toBe('theirs')
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
    expect(await ledger.outbox.markSending(zombie, SENDING)).toBe(false)
    expect(await ledger.outbox.delivered(zombie, { ts: '1', conversation: 'C1' })).toBe(false)
    await ledger.outbox.park(zombie, 'late', letter('apology'))
    expect(await ledger.outbox.depth()).toMatchObject({ waiting: 1, parked: 0 })
  })

  test('tells what was surely not sent from what may have been', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('k'))
    const first = await ledger.outbox.claim(LEASE)
    if (!first) throw new Error('nothing')
    await ledger.outbox.markSending(first, SENDING)
    await ledger.outbox.retry(first, 'ratelimited', { afterMs: 0, holdsChannel: true })
    let again: Outbound | undefined
    await expect.poll(async () => (again = await ledger.outbox.claim(LEASE))).toBeDefined()
    expect(again?.firstSentAt).toBeNull()
    if (!again) throw new Error('nothing')
    await ledger.outbox.markSending(again, SENDING)
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
    await ledger.outbox.forgetBefore(tomorrow, { digests: tomorrow })
    await ledger.settle(TEAM, null, async (_, outbox) => {
      expect(await outbox.placesOf('card:tsk_1')).toHaveLength(1)
    })
  })

  test('forgets a digest once it is corrected no more', async () => {
    const ledger = await fresh(kind)
    const card = 'card:digest:dig_1:2026-09-16'
    await enqueue(ledger, letter('post', { card }))
    await sent(ledger, await ledger.outbox.claim(LEASE))
    const places = async () => {
      const found: unknown[] = []
      await ledger.settle(TEAM, null, async (_, outbox) => {
        found.push(...(await outbox.placesOf(card)))
      })
      return found.length
    }
    const [now, tomorrow] = [systemClock.now(), systemClock.now().add({ hours: 24 })]
    expect(await ledger.outbox.forgetBefore(tomorrow, { digests: now.subtract({ hours: 1 }) })).toBe(0)
    expect(await places()).toBe(1)
    expect(await ledger.outbox.forgetBefore(tomorrow, { digests: tomorrow })).toBe(1)
    expect(await places()).toBe(0)
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

describe.each(DATABASES)('who has a channel, on %s', (kind) => {
  test('holds it from the request on for as long as the message', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('first'), letter('second'))
    const first = await claimed(ledger, { leaseMs: 200 })
    expect(await ledger.outbox.markSending(first, SENDING)).toBe(true)
    // One that was claimed later and for as long is free again: so the first lease is over, too.
    await enqueue(ledger, letter('left behind', { channel: 'C2' }))
    await claimed(ledger, { leaseMs: 200 }, 'left behind')
    await claimed(ledger, LEASE, 'left behind')
    expect(await ledger.outbox.claim(LEASE)).toBeUndefined()
    await ledger.outbox.delivered(first, { ts: '1', conversation: 'C1' })
    await expect.poll(() => ledger.outbox.claim(LEASE)).toMatchObject({ dedupeKey: 'second' })
  })

  test('sends nothing once its time is over, though nobody took the message yet', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('first'))
    const slow = await claimed(ledger, { leaseMs: 0 })
    expect(await ledger.outbox.markSending(slow, SENDING)).toBe(false)
    expect(await claimed(ledger)).toMatchObject({ dedupeKey: 'first', leaseEpoch: 2, firstSentAt: null })
  })

  test('does not free it for a third when it was late itself', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('first'), letter('second'), letter('third'))
    const slow = await claimed(ledger)
    await ledger.outbox.markSending(slow, { leaseMs: 0, settleMs: 60_000 })
    expect(await claimed(ledger)).toMatchObject({ dedupeKey: 'second' })
    expect(await ledger.outbox.delivered(slow, { ts: '1', conversation: 'C1' })).toBe(true)
    expect(await ledger.outbox.claim(LEASE)).toBeUndefined()
  })

  test('a sender that died while sending leaves time to settle before anybody looks', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('first'))
    await ledger.outbox.markSending(await claimed(ledger), { leaseMs: 0, settleMs: 300 })
    expect(await ledger.outbox.claim(LEASE)).toBeUndefined()
    await expect.poll(() => ledger.outbox.claim(LEASE)).toMatchObject({ dedupeKey: 'first' })
  })

  test('keeps the order when Slack asks to wait, and starves no other channel', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('first'), letter('second'), letter('elsewhere', { channel: 'C2' }))
    const first = await claimed(ledger)
    await ledger.outbox.markSending(first, SENDING)
    await ledger.outbox.retry(first, 'ratelimited', { afterMs: 300, holdsChannel: true })
    await sent(ledger, await claimed(ledger, LEASE, 'elsewhere'))
    expect(await ledger.outbox.claim(LEASE)).toBeUndefined()
    const again = await claimed(ledger, LEASE, 'first')
    await sent(ledger, again)
    await sent(ledger, await claimed(ledger, LEASE, 'second'))
  })

  test('a thousand messages within a millisecond leave in the order in which they were written', async () => {
    const ledger = await fresh(kind)
    const keys = Array.from({ length: 1010 }, (_, n) => `k${n}`)
    await enqueue(ledger, ...keys.map((it) => letter(it, { channel: 'C1' })))
    const left: string[] = []
    for (let n = 0; n < 12; n++) {
      const it = await claimed(ledger)
      await sent(ledger, it)
      left.push(it.dedupeKey)
    }
    expect(left).toEqual(keys.slice(0, 12))
  })
})

describe.each(DATABASES)('a card’s looks on %s', (kind) => {
  const card = { card: 'card:tsk_1' }
  const look = (key: string) => letter(key, { ...card, kind: 'update' })

  test('wait while nobody knows what became of its post', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('post', card))
    const post = await claimed(ledger)
    await ledger.outbox.markSending(post, SENDING)
    await enqueue(ledger, look('u1'))
    await ledger.outbox.unknown(post, 60_000, 'timeout')
    expect(await ledger.outbox.claim(LEASE)).toBeUndefined()
  })

  test('are given up with a post that Slack refuses', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('post', card), look('u1'))
    await ledger.outbox.park(await claimed(ledger), 'is_archived', null)
    expect(await ledger.outbox.depth()).toMatchObject({ waiting: 0, parked: 1 })
  })

  test('one that failed does not come back over a newer one', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('post', card))
    await sent(ledger, await claimed(ledger))
    await enqueue(ledger, look('u1'))
    const older = await claimed(ledger, LEASE, 'u1')
    await ledger.outbox.markSending(older, SENDING)
    await enqueue(ledger, look('u2'))
    await ledger.outbox.retry(older, '503', { afterMs: 0, holdsChannel: true })
    await sent(ledger, await claimed(ledger, LEASE, 'u2'))
    expect(await ledger.outbox.depth()).toMatchObject({ waiting: 0, parked: 0 })
  })

  test('nothing is to be redrawn where the card was deleted', async () => {
    const ledger = await fresh(kind)
    await enqueue(ledger, letter('post', card))
    const post = await claimed(ledger)
    await ledger.outbox.markSending(post, SENDING)
    await ledger.outbox.delivered(post, { ts: '', conversation: 'C1' })
    await enqueue(ledger, look('u1'))
    expect(await claimed(ledger, LEASE, 'u1')).toMatchObject({ ts: null })
  })
})

describe.each(DATABASES)('the inbox on %s', (kind) => {
  const delivery = { dedupeKey: 'd1', team: TEAM, kind: 'command', body: '{}' } as const

  test('takes a delivery once, and lets it be settled once', async () => {
    const { inbox, settle } = await fresh(kind)
    expect(await inbox.add(delivery, 60_000)).toBe(true)
    expect(await inbox.add(delivery, 60_000)).toBe(false)
    expect(await inbox.claimStale(60_000)).toBeNull()
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
    await expect.poll(() => ledger.inbox.claimStale(60_000)).toMatchObject({ dedupeKey: 'd1', attempts: 2 })
    expect(await ledger.inbox.claimStale(60_000)).toBeNull()
  })

  test('what its holder left is taken over by one of many', async () => {
    const url = await freshDatabase(kind)
    const [one, two] = [await opened(url), await opened(url)]
    for (let n = 0; n < 30; n++) await one.inbox.add({ ...delivery, dedupeKey: `d${n}` }, 0)
    // In one thread two SQLite connections would wait for each other; on PostgreSQL they truly compete.
    const takers = kind === 'postgres' ? [one, two, one, two] : [one, one, one, one]
    const taken: string[] = []
    const takes = async ({ inbox }: typeof one): Promise<void> => {
      for (let next = await inbox.claimStale(60_000); next; next = await inbox.claimStale(60_000))
        taken.push(next.dedupeKey)
    }
    await Promise.all(takers.map(takes))
    expect(taken.toSorted()).toEqual(Array.from({ length: 30 }, (_, n) => `d${n}`).toSorted())
  })

  test('counts a try only against the one that was in hand', async () => {
    const { inbox } = await fresh(kind)
    for (const dedupeKey of ['d1', 'd2']) await inbox.add({ ...delivery, dedupeKey }, 0)
    for (const attempts of [2, 3, 4])
      expect(await inbox.claimStale(0)).toMatchObject({ dedupeKey: 'd1', attempts })
    await inbox.fail('d1', 'ab12cd')
    expect(await inbox.claimStale(0)).toMatchObject({ dedupeKey: 'd2', attempts: 2 })
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
