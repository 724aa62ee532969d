import pino from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Fault } from '#playground/server/faults.ts'
import { playground } from '#playground/server/playground.ts'
import { systemClock } from '#src/domain/clock.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { apologyFor } from '#src/outbox/apology.ts'
import { sender } from '#src/outbox/sender.ts'
import { slackClients } from '#src/slack/clients.ts'
import { courier } from '#src/slack/courier.ts'
import { illustrator } from '#src/slack/illustrate.ts'
import { openLedger } from '#src/store/ledger/connect.ts'
import { DATABASES, type DatabaseName, freshDatabase } from '#tests/support/databases.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

describe.each(STAGES)('what Slack does to a message, on $database over $mode', (stage) => {
  test.each<[string, Fault]>([
    ['is too busy and says when to come back', { kind: 'rate-limited', retryAfter: 1 }],
    ['fails before it takes it', { kind: 'status', status: 503 }],
    ['takes it and fails', { kind: 'accept-then-status', status: 500 }],
    ['takes it and hangs up', { kind: 'accept-then-drop' }],
    ['hangs up', { kind: 'drop' }],
    ['takes it and never answers', { kind: 'accept-and-never-answer' }],
    ['has trouble of its own', { kind: 'error', error: 'internal_error' }],
  ])('%s: it is there in the end, once', async (_, fault) => {
    const { slack, settled } = await scene(stage)
    await slack.as('anna').types('#live-eu', '/followup warm up')
    await settled()
    slack.faults.next('chat.postMessage', fault)
    await slack.as('anna').types('#live-eu', '/followup the thing itself')
    await settled()
    const shown = slack
      .channel('#live-eu')
      .fromApp()
      .filter((it) => it.text.includes('the thing itself'))
    expect(shown).toHaveLength(1)
  })

  test('an error nobody has heard of is a refusal: told once, and no hindrance to what comes after', async () => {
    const { slack, settled } = await scene(stage)
    const anna = slack.as('anna')
    await anna.types('#live-eu', '/followup the first')
    await settled()
    const struck = (methods: readonly string[]) =>
      slack.faults.random({
        seed: 1,
        methods,
        faults: [{ fault: { kind: 'error', error: 'tuesday' }, probability: 1 }],
      })
    struck(['chat.update'])
    await anna.types('#live-eu', '/followup done FU-1')
    await anna.types('#live-eu', '/followup the second')
    await slack.until(() => slack.channel('#live-eu').shows().includes('the second'), { seconds: 3 })
    slack.faults.next('chat.postMessage', { kind: 'error', error: 'tuesday' })
    struck([])
    await anna.types('#live-eu', '/followup the third')
    await settled()
    expect(slack.channel('#live-eu').shows()).not.toContain('the third')
    expect(anna.dm().filter((it) => it.shows.includes('the third'))).toHaveLength(1)
  })

  test('a reminder that was on its way is not given when the thing is done meanwhile', async () => {
    const { slack, settled, clock, regia } = await scene(stage)
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    await anna.types('#live-eu', '/followup @tom call Aurora by friday')
    await anna.types('#live-eu', '/followup @tom call Borea by friday')
    await settled()
    const reminded = () => tom.dm().filter((it) => it.shows.includes('to look at'))
    for (const [due, closing, expected] of [
      ['2026-09-18T08:00:00Z', ['FU-1', 'FU-2'], 0],
      ['2026-09-25T08:00:00Z', ['FU-1'], 1],
    ] as const) {
      slack.faults.next('conversations.open', { kind: 'rate-limited', retryAfter: 1 })
      clock.at(due)
      await regia.tick()
      await slack.until(() => slack.calls.some((it) => it.kind === 'call' && it.status === 429))
      for (const ref of closing) await tom.types('#live-eu', `/followup done ${ref}`)
      await settled()
      expect(reminded()).toHaveLength(expected)
      for (const ref of ['FU-1', 'FU-2']) await tom.types('#live-eu', `/followup reopen ${ref}`)
      for (const ref of ['FU-1', 'FU-2']) await tom.types('#live-eu', `/followup snooze ${ref} 2026-09-25`)
      await settled()
    }
  })

  test('one channel that has to wait holds up no other', async () => {
    const { slack, settled } = await scene(stage)
    slack.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfter: 3 })
    await slack.as('anna').types('#live-eu', '/followup waits')
    await slack.until(() => slack.calls.some((it) => it.kind === 'call' && it.status === 429))
    await slack.as('anna').types('#live-it', '/followup goes')
    await slack.until(() => slack.channel('#live-it').shows().includes('goes'), { seconds: 2 })
    expect(slack.channel('#live-eu').fromApp()).toHaveLength(0)
    await settled()
    expect(slack.channel('#live-eu').fromApp()).toHaveLength(1)
  })

  test('a channel that is gone: who asked is told once, with the words', async () => {
    const { slack, settled } = await scene(stage)
    slack.faults.next('chat.postMessage', { kind: 'error', error: 'channel_not_found' })
    await slack.as('anna').types('#live-eu', '/followup @tom the thing itself')
    await settled()
    const told = slack.as('anna').dm()
    expect(told).toHaveLength(1)
    expect(told[0]?.shows).toMatch(/I could not post in [\s\S]*the thing itself/)
    expect(slack.as('tom').dm()).toHaveLength(1)
  })
})

const TEAM = 'T0LIVEEU'
/** The sender by itself, between a real ledger and a played Slack that grants what `scopes` says. */
const post = async (
  kind: DatabaseName,
  { scopes, patienceMs = 60_000 }: { scopes?: string[]; patienceMs?: number },
) => {
  const slack = playground({ clock: systemClock, rateLimit: false, ...(scopes && { scopes }) })
  const { apiUrl } = await slack.listen()
  onTestFinished(() => slack.close())
  const ledger = await openLedger(await freshDatabase(kind), {
    ids: timeOrderedIds(systemClock),
    wall: systemClock,
    defaults: { locale: 'en', timeZone: 'UTC' },
    paceMs: 0,
  })
  onTestFinished(() => ledger.close())
  const { delivery } = slackClients({ token: slack.tokens.bot, apiUrl }, pino({ level: 'silent' }))
  const works = sender({
    outbox: ledger.outbox,
    courier: courier(
      delivery,
      illustrator(delivery, {
        draw: () => expect.unreachable('there are no charts here'),
        natives: ledger.natives,
        onError: (error) => expect.unreachable(String(error)),
      }),
    ),
    wall: systemClock,
    apology: (outbound, error) => apologyFor(outbound, error, ledger.of(TEAM).people, []),
    onError: (error) => expect.unreachable(String(error)),
    settleMs: 20,
    patienceMs,
    pollMs: 10,
  })
  onTestFinished(() => works.stop())
  const sent = () =>
    slack.calls.flatMap((it) => (it.kind === 'call' && it.method === 'chat.postMessage' ? [it.args] : []))
  const says = async (words: string): Promise<void> => {
    await ledger.settle(TEAM, null, async (_, outbox) => {
      await outbox.enqueue({
        dedupeKey: words,
        team: TEAM,
        kind: 'post',
        channel: slack.channel('#live-eu').id,
        thread: null,
        card: null,
        about: null,
        message: JSON.stringify({ text: words, blocks: [] }),
        locale: 'en',
        timeZone: 'UTC',
        owner: 'U0ANNA',
      })
    })
    works.start()
    await expect.poll(async () => (await ledger.outbox.depth()).waiting, { timeout: 10_000 }).toBe(0)
  }
  return { slack, ledger, sent, says }
}

describe.each(DATABASES)('a message of unknown fate, on %s', (kind) => {
  test('that is there is found by its key, and not sent again', async () => {
    const { slack, sent, says } = await post(kind, {})
    slack.faults.next('chat.postMessage', { kind: 'accept-then-status', status: 500 })
    await says('there')
    expect(sent()).toHaveLength(1)
    expect(slack.channel('#live-eu').fromApp()).toHaveLength(1)
  })

  test('that is not there is sent again under the same key', async () => {
    const { slack, sent, says } = await post(kind, {})
    slack.faults.next('chat.postMessage', { kind: 'status', status: 503 })
    await says('not there')
    const keys = sent().map((it) => it.client_msg_id)
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
    expect(slack.channel('#live-eu').fromApp()).toHaveLength(1)
  })

  test('is looked for again when Slack cannot look at the moment', async () => {
    const { slack, sent, says } = await post(kind, {})
    slack.faults.next('chat.postMessage', { kind: 'accept-then-drop' })
    slack.faults.next('conversations.history', { kind: 'status', status: 503 })
    slack.faults.next('conversations.history', { kind: 'drop' })
    await says('there')
    expect(sent()).toHaveLength(1)
  })

  test('stays a matter for people where Regia may not look: parked, and its owner told once', async () => {
    const { slack, ledger, says } = await post(kind, { scopes: ['chat:write', 'im:write'], patienceMs: 300 })
    slack.faults.random({
      seed: 1,
      methods: ['chat.postMessage'],
      faults: [{ fault: { kind: 'status', status: 503 }, probability: 1 }],
    })
    const given = slack.until(() =>
      slack.calls.some((it) => it.kind === 'call' && it.method === 'conversations.open'),
    )
    await Promise.all([says('nobody knows'), given.then(() => slack.faults.random(null))])
    expect(await ledger.outbox.depth()).toMatchObject({ waiting: 0, parked: 1 })
    expect(slack.channel('#live-eu').fromApp()).toHaveLength(0)
    const told = slack.as('anna').dm()
    expect(told).toHaveLength(1)
    expect(told[0]?.shows).toContain('nobody knows')
  })

  test('that somebody deleted since is not said again', async () => {
    const { slack, ledger, says } = await post(kind, {})
    slack.faults.next('chat.postMessage', { kind: 'error', error: 'duplicate_message_not_found' })
    await says('said, and taken back')
    expect(await ledger.outbox.depth()).toMatchObject({ waiting: 0, parked: 0 })
    expect(slack.channel('#live-eu').fromApp()).toHaveLength(0)
    expect(slack.as('anna').dm()).toHaveLength(0)
  })
})
