import { describe, expect, test } from 'vitest'
import type { Fault } from '#playground/server/faults.ts'
import { STAGES } from '#tests/support/scene.ts'
import { acknowledged, house, rowsIn, settled } from './house.ts'

const HANG: Fault = { kind: 'accept-and-never-answer' }
const WORDS = 'the thing itself'

/** Killed at one named point of a message's life, and started again: the task is kept once, its card is there once. */
const POINTS: readonly {
  point: string
  strikes: readonly [string, Fault][]
  sees: string
  promised?: boolean
}[] = [
  {
    point: 'acknowledged, while asking Slack who that is',
    strikes: [['users.info', { kind: 'late', ms: 2000 }]],
    sees: 'slash_commands',
  },
  {
    point: 'committed and answered, Slack too busy for the card',
    strikes: [['chat.postMessage', { kind: 'rate-limited', retryAfter: 1 }]],
    sees: 'chat.postMessage',
  },
  {
    point: 'the card is sent, and Slack has it',
    strikes: [['chat.postMessage', HANG]],
    sees: 'chat.postMessage',
  },
  {
    point: 'the card is sent, and Slack takes it only after the death',
    strikes: [['chat.postMessage', { kind: 'drop-then-accept', ms: 200 }]],
    sees: 'chat.postMessage',
  },
  {
    point: 'the card is sent, and Slack never gets it',
    strikes: [['chat.postMessage', { kind: 'drop' }]],
    sees: 'chat.postMessage',
  },
  {
    point: 'looking for a card of unknown fate',
    strikes: [
      ['chat.postMessage', { kind: 'accept-then-status', status: 500 }],
      ['conversations.history', HANG],
    ],
    sees: 'conversations.history',
  },
  {
    point: 'looking for a card that is not there',
    strikes: [
      ['chat.postMessage', { kind: 'status', status: 503 }],
      ['conversations.history', HANG],
    ],
    sees: 'conversations.history',
  },
]

describe.each(STAGES)('killed at a point of no return, on $database over $mode', (stage) => {
  test('at each of them: kept once, shown once', async () => {
    const it = await house(stage)
    const { slack, databaseUrl } = it
    const shown: Record<string, number> = {}
    for (const [n, { point, strikes, sees }] of POINTS.entries()) {
      const words = `${WORDS} ${n}`
      for (const [method, fault] of strikes) slack.faults.next(method, fault)
      const before = slack.calls.at(-1)?.number ?? 0
      const seen = slack.until(
        () =>
          slack.calls.some(
            (call) =>
              call.number > before &&
              (call.kind === 'call' ? call.method : call.ms !== null && call.envelope) === sees,
          ),
        { seconds: 20 },
      )
      const type = () => slack.as('anna').types('#live-eu', `/followup ${words}`)
      const [kept] = await Promise.all([acknowledged(slack, words, type), seen])
      expect(kept, point).toBe(true)
      await it.killed()
      await settled(databaseUrl)
      shown[point] = slack
        .channel('#live-eu')
        .fromApp()
        .filter((card) => card.text.includes(words)).length
    }
    expect(shown).toEqual(Object.fromEntries(POINTS.map(({ point }) => [point, 1])))
    const tasks = await rowsIn(databaseUrl, 'followup')
    expect(tasks.map((row) => row.what)).toEqual(POINTS.map((_, n) => `${WORDS} ${n}`))
  }, 120_000)

  test('while a card is redrawn: it shows the last word in the end', async () => {
    const it = await house(stage)
    const { slack, databaseUrl } = it
    const anna = slack.as('anna')
    await anna.types('#live-eu', `/followup ${WORDS}`)
    await slack.until(() => slack.channel('#live-eu').fromApp().length > 0)
    await settled(databaseUrl)
    const [card] = slack.channel('#live-eu').fromApp()
    if (!card) throw new Error('no card')
    slack.faults.next('chat.update', { kind: 'drop' })
    const struck = slack.until(() =>
      slack.calls.some((call) => call.kind === 'call' && call.method === 'chat.update'),
    )
    await Promise.all([anna.presses(card, 'Done'), struck])
    await it.killed()
    await settled(databaseUrl)
    expect(JSON.stringify(slack.channel('#live-eu').fromApp().at(0)?.blocks)).toContain(':white_check_mark:')
  }, 60_000)
})
