import type { App } from '@slack/bolt'
import { describe, expect, test } from 'vitest'
import type { Delivery } from '#playground/server/journal.ts'
import type { Json } from '#playground/server/json.ts'
import type { Playground } from '#playground/server/playground.ts'
import { scene } from './bolt.ts'
import { caller } from './calls.ts'

const commands = [{ command: '/open', description: 'Opens' }]
const plain = (text: string) => ({ type: 'plain_text' as const, text })
const modal = (title: string, more: Json = {}) => ({
  type: 'modal' as const,
  title: plain(title),
  blocks: [],
  submit: plain('Go'),
  ...more,
})
const deliveries = (slack: Playground) =>
  slack.calls.filter((each): each is Delivery => each.kind === 'delivery')

/** Keeps the triggers and response URLs that it is handed, and acknowledges. */
const collecting = (seen: { trigger: string; url: string }[]) => (app: App) => {
  app.command('/open', async ({ ack, command }) => {
    seen.push({ trigger: command.trigger_id, url: command.response_url })
    await ack()
  })
}

describe('a trigger', () => {
  test('opens one modal, once, within three seconds', async () => {
    const seen: { trigger: string; url: string }[] = []
    await using at = await scene('socket', collecting(seen), { commands })
    const giulia = at.slack.as('giulia')
    const open = (trigger_id: string) =>
      at.app.client.views.open({ trigger_id, view: modal('One') }).then(() => 'opened', String)

    await giulia.types('#live-it', '/open')
    expect(await open(seen[0]?.trigger ?? '')).toBe('opened')
    expect(giulia.modal()?.title).toBe('One')
    expect(await open(seen[0]?.trigger ?? '')).toContain('exchanged_trigger_id')
    await giulia.types('#live-it', '/open')
    at.slack.expireTriggers()
    expect(await open(seen[1]?.trigger ?? '')).toContain('expired_trigger_id')
  })

  test('stacks three modals and no fourth; a closed one is gone for updates', async () => {
    const pushed: string[] = []
    await using at = await scene(
      'socket',
      (app) => {
        app.command('/open', async ({ ack, command, client }) => {
          await ack()
          await client.views.open({
            trigger_id: command.trigger_id,
            view: modal('1', { callback_id: 'v', notify_on_close: true, external_id: 'x-1' }),
          })
        })
        app.view('v', async ({ ack, view }) => {
          await ack({
            response_action: 'push',
            view: modal(`${Number(view.title.text) + 1}`, { callback_id: 'v' }),
          })
        })
        app.view({ callback_id: 'v', type: 'view_closed' }, async ({ ack }) => {
          await ack()
          pushed.push('closed')
        })
      },
      { commands },
    )
    const tom = at.slack.as('tom')
    await tom.types('#live-eu', '/open')
    await at.slack.until(() => tom.modal())
    await tom.submits()
    await tom.submits()
    expect(tom.modals().map(({ title }) => title)).toEqual(['1', '2', '3'])
    await tom.submits()
    expect(tom.modal()).toMatchObject({ title: '3', problem: 'We had some trouble connecting. Try again?' })

    const update = (more: { hash?: string }) =>
      at.app.client.views
        .update({ external_id: 'x-1', view: modal('1b'), ...more })
        .then(() => 'updated', String)
    expect(await update({ hash: 'old' })).toContain('hash_conflict')
    expect(await update({})).toBe('updated')
    await tom.closesModal({ all: true })
    expect(tom.modal()).toBeNull()
    expect(await update({})).toContain('not_found')
  })
})

test('a response URL serves five times, for half an hour, and replaces what was there', async () => {
  const seen: { trigger: string; url: string }[] = []
  await using at = await scene('socket', collecting(seen), { commands })
  const giulia = at.slack.as('giulia')
  const respond = async (url: string | undefined, body: Json) => {
    const response = await fetch(url ?? '', { method: 'POST', body: JSON.stringify(body) })
    return [response.status, await response.json()]
  }
  await giulia.types('#live-it', '/open')
  const { url } = seen[0] ?? {}
  expect(await respond(url, { text: 'to all', response_type: 'in_channel' })).toEqual([200, { ok: true }])
  expect(at.slack.channel('#live-it').shows()).toBe('to all')
  for (let i = 2; i <= 5; i++) await respond(url, { text: `only you ${i}` })
  expect(giulia.notice()).toBe('only you 5')
  expect(at.slack.as('marco').notice()).toBeNull()
  expect(await respond(url, { text: 'sixth' })).toEqual([404, { ok: false, error: 'used_url' }])

  await giulia.types('#live-it', '/open')
  at.clock.advance({ minutes: 31 })
  expect(await respond(seen[1]?.url, { text: 'late' })).toEqual([404, { ok: false, error: 'expired_url' }])
})

test('an inline answer, an invalid view and an unknown command are what Slack makes of them', async () => {
  await using at = await scene(
    'socket',
    (app) => app.command('/open', async ({ ack }) => ack({ text: 'inline', response_type: 'ephemeral' })),
    { commands },
  )
  const anna = at.slack.as('anna')
  await anna.types('#live-eu', '/open')
  expect(anna.notice()).toBe('inline')
  await anna.types('#live-eu', '/nonsense')
  expect(anna.notice()).toContain('/nonsense is not a valid command')
  expect(deliveries(at.slack)).toHaveLength(1)
})

test('names become ids in a command, and in a message what is typed stays text', async () => {
  const texts: string[] = []
  await using at = await scene(
    'http',
    (app) =>
      app.command('/open', async ({ ack, command }) => {
        texts.push(command.text)
        await ack()
      }),
    { commands },
  )
  await at.slack.as('anna').types('#live-eu', '/open @marco & @italy in #live-it for mario@example.com')
  expect(texts).toEqual([
    '<@U0MARCO|marco> &amp; <!subteam^S0ITALY|@italy> in <#C0LIVEIT|live-it> for mario@example.com',
  ])
  const said = await at.slack.as('anna').says('#live-eu', '<b> @everyone see https://example.com/?a=1&b=2.')
  expect(said.text).toBe('&lt;b&gt; <!everyone> see <https://example.com/?a=1&amp;b=2>.')
})

describe.each(['socket', 'http'] as const)('events over %s', (transport) => {
  test('come again when they are redelivered, marked as such', async () => {
    const heard: unknown[] = []
    await using at = await scene(transport, (app) => {
      app.message('ciao', async ({ context }) => {
        heard.push([context.retryNum, context.retryReason])
      })
    })
    await at.slack.as('giulia').says('#live-it', 'ciao')
    await at.slack.redeliver({ reason: 'http_timeout' })
    await at.slack.until(() => heard.length === 2 || null)
    expect(heard).toEqual([transport === 'socket' ? [0, ''] : [undefined, undefined], [1, 'http_timeout']])
  })

  test('reach only an app that is there and has subscribed', async () => {
    await using at = await scene(transport, () => {}, { events: ['reaction_added', 'message.im'] })
    const anna = at.slack.as('anna')
    await anna.says('#live-safety', 'not for you')
    const said = await anna.says('#live-eu', 'not subscribed')
    await anna.says('dm', 'for you')
    await anna.reacts(said, ':pushpin:')
    expect(deliveries(at.slack).map(({ about }) => about)).toEqual(['message', 'reaction_added'])
  })
})

test('an event that is refused is tried at once, after a minute and after five', async () => {
  await using at = await caller({ http: { url: 'http://127.0.0.1:9/slack/events' } })
  await at.slack.as('giulia').says('#live-it', 'anybody?')
  const attempts = () => deliveries(at.slack).map(({ attempt }) => attempt)
  const settled = (count: number) =>
    at.slack.until(() => deliveries(at.slack).filter(({ flag }) => flag).length === count)
  at.slack.moveClock({ seconds: 0 })
  await settled(2)
  at.slack.moveClock({ seconds: 59 })
  expect(attempts()).toEqual([0, 1])
  at.slack.moveClock({ seconds: 2 })
  await settled(3)
  at.slack.moveClock({ minutes: 5 })
  await settled(4)
  at.slack.moveClock({ hours: 1 })
  expect(attempts()).toEqual([0, 1, 2, 3])
})

test('a dropped socket comes back', async () => {
  await using at = await scene('socket', () => {})
  at.slack.dropSockets({ abruptly: true })
  await at.slack.until(() => at.slack.socketsConnected() === 0)
  await at.slack.until(() => at.slack.socketsConnected() === 1)
  await at.slack.as('giulia').says('#live-it', 'still there?')
  expect(deliveries(at.slack).at(-1)).toMatchObject({ about: 'message', flag: null })
}, 20_000)

test('each envelope goes to one socket, in turn', async () => {
  await using at = await caller()
  const heard = [0, 0]
  for (const which of [0, 1]) {
    const { url } = await at.call('apps.connections.open', {}, at.slack.tokens.app)
    const socket = new WebSocket(String(url))
    socket.addEventListener('message', ({ data }) => {
      const { envelope_id } = JSON.parse(String(data))
      if (!envelope_id) return
      heard[which] = (heard[which] ?? 0) + 1
      socket.send(JSON.stringify({ envelope_id }))
    })
    await at.slack.until(() => at.slack.socketsConnected() === which + 1)
  }
  for (const words of ['one', 'two', 'three', 'four']) await at.slack.as('giulia').says('#live-it', words)
  expect(heard).toEqual([2, 2])
})

test('the same action in several rows is told apart by its value or its block', async () => {
  const pressed: unknown[] = []
  await using at = await scene('socket', (app) => {
    app.action('settle', async ({ ack, action }) => {
      await ack()
      pressed.push('value' in action ? action.value : null)
    })
  })
  const row = (value: string) => ({
    type: 'actions' as const,
    block_id: `row-${value}`,
    elements: [{ type: 'button' as const, action_id: 'settle', text: plain('Settle'), value }],
  })
  const { ts } = await at.app.client.chat.postMessage({
    channel: 'C0LIVEIT',
    text: 'Two rows',
    blocks: [row('1'), row('2')],
  })
  const giulia = at.slack.as('giulia')
  await giulia.presses(ts ?? '', 'Settle', '2')
  await giulia.presses(ts ?? '', 'row-1:settle')
  await at.slack.until(() => pressed.length === 2)
  expect(pressed).toEqual(['2', '1'])
})
