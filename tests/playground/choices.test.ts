import { expect, test } from 'vitest'
import { record, records } from '#playground/server/json.ts'
import { scene } from './bolt.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const button = (text: string) => ({ type: 'button' as const, text: plain(text), value: text })

test('several options can be chosen, each after another search', async () => {
  await using at = await scene('socket', (app) => {
    app.options('agency', async ({ ack, options }) => {
      const found = ['Costa Azul', 'Sol y Sombra'].filter((name) => name.startsWith(options.value))
      await ack({ options: found.map((name) => ({ text: plain(name), value: name.slice(0, 3) })) })
    })
    app.action('agency', ({ ack }) => ack())
  })
  const element = { type: 'multi_external_select', action_id: 'agency', min_query_length: 1 }
  const { ts = '' } = await at.app.client.chat.postMessage({
    channel: 'C0LIVEEU',
    text: 'agencies',
    blocks: [{ type: 'actions', block_id: 'b', elements: [element] }] as never,
  })
  const anna = at.slack.as('anna')
  await anna.suggests('agency', 'Cos', ts)
  await anna.suggests('agency', 'Sol', ts)
  await anna.presses(ts, 'agency', ['Cos', 'Sol'])
  await anna.suggests('agency', 'nothing', ts)
  await anna.presses(ts, 'agency', ['Sol'])
  expect(anna.sees('live-eu').at(-1)?.values.b?.agency).toMatchObject({
    selected_options: [{ value: 'Sol' }],
  })
})

test('the cards of a carousel have ids of their own, so that each button is told apart', async () => {
  const told: unknown[] = []
  await using at = await scene('socket', (app) => {
    app.action(/.*/, async ({ ack, action }) => {
      await ack()
      told.push(record(action).value)
    })
  })
  const cards = ['One', 'Two'].map((name) => ({
    type: 'card',
    title: { type: 'mrkdwn', text: name },
    actions: [button(name)],
  }))
  const { ts = '' } = await at.app.client.chat.postMessage({
    channel: 'C0LIVEEU',
    text: 'cards',
    blocks: [{ type: 'carousel', elements: cards }] as never,
  })
  const anna = at.slack.as('anna')
  const carousel = record(anna.sees('live-eu').at(-1)?.blocks[0])
  const [, second] = records(carousel.elements)
  await anna.presses(ts, `${second?.block_id}:${records(second?.actions)[0]?.action_id}`)
  expect(told).toEqual(['Two'])
})
