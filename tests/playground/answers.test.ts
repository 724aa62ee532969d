import { expect, test } from 'vitest'
import { record } from '#playground/server/json.ts'
import { scene } from './bolt.ts'

test('an answer in the acknowledgement that Slack would refuse is said, and shown to nobody', async () => {
  await using at = await scene(
    'socket',
    (app) => {
      app.command('/remind', async ({ ack }) => {
        await ack({ text: 'much', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' as const })) })
      })
    },
    { commands: [{ command: '/remind', description: 'Reminds somebody' }] },
  )
  const { slack } = at
  const anna = slack.as('anna')
  await anna.types('#live-eu', '/remind all')
  expect(anna.toasts()).toEqual(['invalid_blocks'])
  expect(anna.notices()).toEqual([])
})

test('who deletes what others answered leaves a tombstone, and the thread with it', async () => {
  await using at = await scene('socket', () => undefined)
  const { slack } = at
  const [anna, tom] = [slack.as('anna'), slack.as('tom')]
  const asked = await anna.says('#live-eu', 'Who calls Aurora?')
  await tom.says('#live-eu', 'I do', { thread: asked.ts })
  await anna.deletes(asked)
  expect(tom.sees('#live-eu').map(({ text }) => text)).toEqual(['This message was deleted.', 'I do'])
  await anna.deletes(await anna.says('#live-eu', 'never mind'))
  expect(tom.sees('#live-eu')).toHaveLength(2)
  // Of a thread's beginning the bot hears that it changed, of a message alone that it is gone.
  const told = slack.calls.flatMap((it) => (it.kind === 'delivery' ? [record(record(it.payload).event)] : []))
  expect(told.flatMap(({ subtype }) => subtype ?? [])).toEqual(['message_changed', 'message_deleted'])
  expect(record(told.find(({ subtype }) => subtype === 'message_changed')?.message).subtype).toBe('tombstone')
})
