import { describe, expect, test } from 'vitest'
import { AGENCIES, days, feed, LUNA } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'
import { posts } from '#tests/support/talk.ts'

const subscribed = async (stage: (typeof STAGES)[number]): Promise<Scene> => {
  const it = await scene(stage)
  await it.given('agencies', AGENCIES)
  await it.given('daily', feed('2026-09-02', [{ who: LUNA, diamonds: days(14, 1000) }]))
  await it.slack
    .as('anna')
    .types('#live-eu', '/digest subscribe all daily at 10:00 tz:Europe/Rome lang:it incomplete:post')
  await it.settled()
  return it
}

const historyOf = async (it: Scene): Promise<string> => {
  await it.slack.as('anna').types('#live-eu', '/digest history DIG-1')
  await it.settled()
  return it.slack.as('anna').notices().at(-1)?.shows ?? ''
}

describe.each(STAGES)('scheduled digests on $database over $mode', (stage) => {
  test('come in their language when they are due, once, however often the scheduler looks', async () => {
    const it = await subscribed(stage)
    await it.later({ minutes: 29 })
    expect(posts(it)).toHaveLength(0)
    await it.later({ minutes: 1 })
    await Promise.all([it.regia.tick(), it.regia.tick()])
    await it.settled()
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toContain('Diamanti: 1.000')
    expect(posts(it)[0]).not.toContain('In ritardo')
    await it.later({ hours: 1 })
    expect(posts(it)).toHaveLength(1)
    await it.later({ hours: 23 })
    expect(posts(it)).toHaveLength(2)
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('numbers that were posted before are called so, until there are others', async () => {
    const it = await subscribed(stage)
    await it.later({ minutes: 30 })
    await it.later({ hours: 24 })
    expect(posts(it)[0]).not.toContain('Nessun numero nuovo')
    expect(posts(it)[1]).toContain('Nessun numero nuovo: sono gli stessi pubblicati mer 16 set 2026, 10:00.')
    await it.given('daily', feed('2026-09-16', [{ who: LUNA, diamonds: days(2, 900) }]))
    await it.later({ hours: 24 })
    expect(posts(it)[2]).toContain('Diamanti: 900')
    expect(posts(it)[2]).not.toContain('Nessun numero nuovo')
  })

  test('after an absence only the newest comes, and says how late it is and what was skipped', async () => {
    const it = await subscribed(stage)
    it.clock.at('2026-09-19T08:20:00Z')
    await it.regia.tick()
    await it.settled()
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toContain('In ritardo: era previsto per sab 19 set 2026, 10:00')
    expect(posts(it)[0]).toContain('3 riepiloghi precedenti saltati')
    expect(posts(it)[0]).toContain('I numeri più recenti arrivano fino a mar 15 set 2026')
  })

  test('too late is not posted, and its owner is told once', async () => {
    const it = await subscribed(stage)
    it.clock.at('2026-09-16T15:30:00Z')
    await it.regia.tick()
    await it.regia.tick()
    await it.settled()
    expect(posts(it)).toHaveLength(0)
    expect(
      it.slack
        .as('anna')
        .dm()
        .map((message) => message.shows)
        .join(),
    ).toContain('I did not post DIG-1')
    expect(it.slack.as('anna').dm()).toHaveLength(1)
    const past = await historyOf(it)
    expect(past).toContain('not posted: too late, its owner was told')
    expect(past).not.toMatch(/archives|\bposted late/)
  })

  test('a channel that will not take it: its owner hears why, once, and it is paused', async () => {
    const it = await subscribed(stage)
    const { slack } = it
    slack.faults.next('chat.postMessage', { kind: 'error', error: 'is_archived' })
    await it.later({ minutes: 30 })
    const told = slack
      .as('anna')
      .dm()
      .map((message) => message.shows)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/I could not post in [\s\S]*the channel is archived[\s\S]*I paused DIG-1/)
    await it.later({ hours: 24 })
    expect(posts(it)).toHaveLength(0)
    await slack.as('anna').types('#live-eu', '/digest resume DIG-1')
    await it.settled()
    await it.later({ hours: 24 })
    expect(posts(it)).toHaveLength(1)
  })

  test('moved from ten to eleven after it came, it does not come twice that day', async () => {
    const it = await subscribed(stage)
    await it.later({ minutes: 30 })
    const { digests } = it.regia.ledger.of('T0LIVEEU')
    const [subscription] = await digests.list()
    if (!subscription) throw new Error('no subscription')
    await it.regia.ledger.settle('T0LIVEEU', null, async (ledger) => {
      await ledger.digests.change(subscription, {
        schedule: { cadence: { every: 'day', at: '11:00' }, timeZone: 'Europe/Rome' },
      })
    })
    await it.later({ hours: 2 })
    expect(posts(it)).toHaveLength(1)
    await it.later({ hours: 24 })
    expect(posts(it)).toHaveLength(2)
  })
})
