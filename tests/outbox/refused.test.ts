import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#src/domain/clock.ts'
import type { NewOutbound, Outbound } from '#src/domain/delivery.ts'
import type { UserId } from '#src/domain/ids.ts'
import type { SourceId } from '#src/domain/source.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { refusals } from '#src/outbox/refused.ts'
import { type LedgerStore, openLedger } from '#src/store/ledger/connect.ts'
import { DATABASES, type DatabaseName, freshDatabase } from '#tests/support/databases.ts'

const TEAM = 'T0LIVEEU'
const AT = Temporal.Instant.from('2026-09-16T07:30:00Z')

const refusing = async (kind: DatabaseName) => {
  const ledger = await openLedger(await freshDatabase(kind), {
    ids: timeOrderedIds(systemClock),
    wall: systemClock,
    defaults: { locale: 'en', timeZone: 'UTC' },
    paceMs: 0,
  })
  onTestFinished(() => ledger.close())
  const { of: ledgerOf, settle } = ledger
  return { ledger, refused: refusals({ ledgerOf, settle, onNobody: () => expect.unreachable() }) }
}

/** A message to a channel, taken up to be sent. */
const sending = async (ledger: LedgerStore, about: readonly SourceId[], owner: UserId): Promise<Outbound> => {
  const letter: NewOutbound = {
    dedupeKey: `${TEAM}|one`,
    ...{ team: TEAM, kind: 'post', channel: 'C0LIVEEU', thread: null, card: null },
    message: JSON.stringify({ text: 'the numbers' }),
    ...{ locale: 'en', timeZone: 'UTC', owner, about: about.join(' ') },
  }
  await ledger.settle(TEAM, null, async (_, outbox) => {
    await outbox.enqueue(letter)
  })
  const claimed = await ledger.outbox.claim({ leaseMs: 60_000 })
  return claimed ?? expect.unreachable('nothing to send')
}

/** All that was said instead, by whom it is for. */
const apologies = async (ledger: LedgerStore): Promise<[string, string][]> => {
  const said: [string, string][] = []
  for (;;) {
    const next = await ledger.outbox.claim({ leaseMs: 60_000 })
    if (!next) return said.toSorted()
    said.push([next.channel, JSON.parse(next.message).text])
    await ledger.outbox.delivered(next, { ts: '1', conversation: 'D1' })
  }
}

const digest = async ({ settle }: LedgerStore, owner: UserId): Promise<SourceId> => {
  const made: SourceId[] = []
  await settle(TEAM, null, async ({ digests }) => {
    const { id } = await digests.add({
      ...{ channel: 'C0LIVEEU', scope: 'all', period: 'yesterday', locale: 'en', owner, editedBy: owner },
      schedule: { cadence: { every: 'day', at: '09:00' }, timeZone: 'UTC' },
      ...{ state: 'active', incomplete: 'post', pausedFor: null, since: AT },
    })
    made.push(id)
  })
  return made[0] ?? expect.unreachable()
}

const rule = async ({ settle }: LedgerStore, owner: UserId): Promise<SourceId> => {
  const made: SourceId[] = []
  await settle(TEAM, null, async ({ alerts }) => {
    const { id } = await alerts.add({
      ...{ channel: 'C0LIVEEU', scope: 'all', locale: 'en', owner, editedBy: owner },
      condition: { on: 'new_creators' },
      ...{ timeZone: 'UTC', market: null, coolDownDays: 3, state: 'active', since: AT, frontier: 0 },
      ...{ looked: null, troubledAt: null, pausedFor: null },
    })
    made.push(id)
  })
  return made[0] ?? expect.unreachable()
}

const states = async ({ of }: LedgerStore): Promise<string[]> => {
  const { digests, alerts } = of(TEAM)
  return [...(await digests.list()), ...(await alerts.list())].map(({ ref, state }) => `${ref} ${state}`)
}

describe.each(DATABASES)('what Slack would not take, on %s', (kind) => {
  test('a digest is paused with what Slack said, and its owner hears of both once, also when the process died in between', async () => {
    const { ledger, refused } = await refusing(kind)
    const outbound = await sending(ledger, [await digest(ledger, 'U0ANNA')], 'U0ANNA')
    expect(await refused(outbound, 'is_archived')).toBeNull()
    // Dead before the message was parked: whoever takes it over is refused too.
    await ledger.outbox.park(outbound, 'is_archived', await refused(outbound, 'is_archived'))
    expect(await states(ledger)).toEqual(['DIG-1 paused'])
    expect(await ledger.of(TEAM).digests.list()).toMatchObject([
      { pausedFor: 'is_archived', editedBy: 'U0ANNA' },
    ])
    const said = await apologies(ledger)
    expect(said.map(([who]) => who)).toEqual(['U0ANNA'])
    expect(said[0]?.[1]).toMatch(/the numbers[\s\S]*DIG-1/)
  })

  test('rules that told together are paused together; each of their owners hears of their own', async () => {
    const { ledger, refused } = await refusing(kind)
    const rules = [await rule(ledger, 'U0ANNA'), await rule(ledger, 'U0TOM'), await rule(ledger, 'U0ANNA')]
    const outbound = await sending(ledger, rules, 'U0ANNA')
    await ledger.outbox.park(outbound, 'x', await refused(outbound, 'restricted_action_read_only_channel'))
    expect(await states(ledger)).toEqual(['ALR-1 paused', 'ALR-2 paused', 'ALR-3 paused'])
    const [anna, tom, ...more] = await apologies(ledger)
    expect(more).toEqual([])
    expect(anna?.[1]).toMatch(/ALR-1[\s\S]*ALR-3/)
    expect(anna?.[1]).not.toContain('ALR-2')
    expect(tom?.[1]).toContain('ALR-2')
  })

  test('a refusal of that message alone pauses nothing', async () => {
    const { ledger, refused } = await refusing(kind)
    const outbound = await sending(ledger, [await digest(ledger, 'U0ANNA')], 'U0ANNA')
    expect(await refused(outbound, 'msg_too_long')).toMatchObject({ channel: 'U0ANNA' })
    expect(await states(ledger)).toEqual(['DIG-1 active'])
  })
})
