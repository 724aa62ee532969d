import { describe, expect, test } from 'vitest'
import type { Fault } from '#playground/server/faults.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

describe.each(STAGES)('what Slack does to a message, on $database over $mode', (stage) => {
  test.each<[string, Fault]>([
    ['is too busy and says when to come back', { kind: 'rate-limited', retryAfter: 1 }],
    ['fails before it takes it', { kind: 'status', status: 503 }],
    ['takes it and fails', { kind: 'accept-then-status', status: 500 }],
    ['takes it and hangs up', { kind: 'accept-then-drop' }],
    ['hangs up', { kind: 'drop' }],
    ['takes it and never answers', { kind: 'accept-and-never-answer' }],
    ['says something nobody has heard of', { kind: 'error', error: 'tuesday' }],
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
