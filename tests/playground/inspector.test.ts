import type { App } from '@slack/bolt'
import { describe, expect, test } from 'vitest'
import type { Call, Delivery } from '#playground/server/journal.ts'
import { type Json, record } from '#playground/server/json.ts'
import type { Playground } from '#playground/server/playground.ts'
import { type Scene, scene } from './bolt.ts'
import { type Caller, caller } from './calls.ts'
import { detail, doing, look } from './page-calls.ts'

const IT = 'C0LIVEIT'
const plain = (text: string) => ({ type: 'plain_text' as const, text })

/** An app with one of each thing that a person can do to it. */
const everything = (app: App) => {
  const view = {
    type: 'modal' as const,
    callback_id: 'form',
    notify_on_close: true,
    title: plain('A form'),
    submit: plain('Go'),
    blocks: [
      {
        type: 'input' as const,
        block_id: 'what',
        label: plain('What'),
        element: { type: 'plain_text_input' as const, action_id: 'text' },
      },
      {
        type: 'input' as const,
        block_id: 'who',
        optional: true,
        label: plain('Who'),
        element: { type: 'multi_users_select' as const, action_id: 'people' },
      },
      {
        type: 'input' as const,
        label: plain('Agency'),
        optional: true,
        element: { type: 'external_select' as const, action_id: 'agency', min_query_length: 1 },
      },
    ],
  }
  app.command('/open', async ({ ack, client, command }) => {
    await ack()
    await client.views.open({ trigger_id: command.trigger_id, view })
  })
  app.options('agency', async ({ ack }) => ack({ options: [{ text: plain('Aurora'), value: 'a-1' }] }))
  app.view('form', async ({ ack }) => ack())
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => ack())
  app.shortcut('everywhere', async ({ ack }) => ack())
  app.shortcut('on_message', async ({ ack }) => ack())
  app.action(/.*/, async ({ ack }) => ack())
}
const commands = [{ command: '/open', description: 'Opens a form' }]

const deliveries = (slack: Playground) =>
  slack.calls.filter((each): each is Delivery => each.kind === 'delivery')

type Run = (slack: Playground, expected: typeof expect) => Promise<void>
const runnable = (code: string): Run =>
  Reflect.construct((async () => {}).constructor, ['slack', 'expect', code]) as Run

/** What is the same in every run of the same act. */
const gist = ({ envelope, about, payload }: Delivery): Json => {
  const [action] = (payload.actions as Json[] | undefined) ?? []
  const event = record(payload.event)
  return {
    envelope,
    about,
    user: record(payload.user).id ?? payload.user_id ?? event.user,
    words: payload.text ?? event.text ?? payload.value,
    channel: payload.channel_id ?? event.channel ?? record(payload.channel).id,
    callback: payload.callback_id ?? record(payload.view).callback_id,
    action: action && { ...action, action_ts: '' },
    values: Object.assign({}, ...Object.values(record(record(record(payload.view).state).values))),
    on: payload.message_ts ?? record(payload.container).message_ts,
    reaction: event.reaction,
  }
}

const post = async (at: Scene): Promise<string> => {
  const { ts } = await at.app.client.chat.postMessage({
    channel: IT,
    text: 'Choose, and mind the ‘quotes’ and \\ backslashes',
    blocks: [
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'press', text: plain('Press'), value: "it's" },
          { type: 'button', action_id: 'press2', text: plain('Press too'), value: '2' },
          {
            type: 'static_select',
            action_id: 'pick',
            options: ['x', 'y'].map((value) => ({ text: plain(value), value })),
          },
          { type: 'datepicker', action_id: 'day' },
          { type: 'overflow', action_id: 'more', options: [{ text: plain('Tell'), value: 'tell' }] },
        ],
      },
    ],
  })
  return ts ?? ''
}

const open = async (slack: Playground): Promise<void> => {
  await slack.as('giulia').types('#live-it', '/open')
  await slack.until(() => slack.as('giulia').modal())
}

/** How each comes about, and what has to be there before. */
const ACTS: Readonly<
  Record<
    string,
    {
      given?: (slack: Playground) => Promise<void>
      act: (slack: Playground, ts: string) => Promise<unknown>
    }
  >
> = {
  'a command': {
    act: (slack) =>
      slack
        .as('giulia')
        .types('#live-it', '/open @marco & <you> in #live-eu, see https://example.com/?a=1&b=2'),
  },
  'a command in direct messages': { act: (slack) => slack.as('tom').types('dm', "/open it’s @italy's") },
  'a message': {
    act: (slack) => slack.as('anna').says('#live-it', "it's\n<b>@Marco Bellini</b> \\o/ @here"),
  },
  'a reply': { act: (slack, thread) => slack.as('anna').says('#live-it', 'in the thread', { thread }) },
  'a mention': { act: (slack) => slack.as('anna').says('#live-it', '@Regia what about R&D?') },
  'a direct message': { act: (slack) => slack.as('anna').says('dm', 'psst') },
  'a button': { act: (slack, ts) => slack.as('giulia').presses(ts, 'Press') },
  'another button': { act: (slack, ts) => slack.as('giulia').presses(ts, 'press2') },
  'a select': { act: (slack, ts) => slack.as('giulia').presses(ts, 'pick', 'y') },
  'a date': { act: (slack, ts) => slack.as('giulia').presses(ts, 'day', '2026-09-16') },
  'an overflow': { act: (slack, ts) => slack.as('giulia').presses(ts, 'more', 'tell') },
  'a reaction': { act: (slack, ts) => slack.as('giulia').reacts({ ts, channel: IT }, ':eyes:') },
  'a global shortcut': { act: (slack) => slack.as('giulia').shortcut('everywhere') },
  'a message shortcut': {
    act: (slack, ts) => slack.as('giulia').shortcut('on_message', { ts, channel: IT }),
  },
  'somebody joining': { act: (slack) => slack.as('tom').joins('#live-it') },
  'the Home': { act: (slack) => slack.as('tom').opensHome() },
  'the Messages tab': { act: (slack) => slack.as('tom').opensMessages() },
  'a changed profile': { act: (slack) => slack.as('tom').changes({ locale: 'it-IT' }) },
  'a file': { act: (slack) => slack.as('giulia').drops('#live-it', { name: 'a.csv', bytes: 'a,b\n1,2' }) },
  suggestions: { given: open, act: (slack) => slack.as('giulia').suggests('agency', 'aur') },
  'a form': {
    given: open,
    act: async (slack) => {
      await slack.as('giulia').fills({ what: "it's", who: ['marco', 'anna'], agency: 'Aurora' })
      await slack.as('giulia').submits()
    },
  },
  'a closed form': { given: open, act: (slack) => slack.as('giulia').closesModal() },
}
/** What is told only when it is news, so that it must be undone before it can happen again. */
const UNDO: Readonly<Record<string, (slack: Playground, ts: string) => Promise<unknown>>> = {
  'a reaction': (slack, ts) => slack.as('giulia').unreacts({ ts, channel: IT }, ':eyes:'),
}
const ONCE = new Set(['somebody joining'])

describe('each delivery, copied as a test, does it again', () => {
  test.each(Object.keys(ACTS))('%s', async (name) => {
    const { given, act } = ACTS[name] ?? { act: async () => {} }
    await using at = await scene('socket', everything, { commands, homeTab: true })
    const ts = await post(at)
    await given?.(at.slack)
    const from = deliveries(at.slack).length
    await act(at.slack, ts)
    // A form asks for suggestions on its way; the copied line is of the last.
    const original = deliveries(at.slack).slice(from).at(-1)
    if (!original) throw new Error('Nothing was delivered.')
    const { test: code } = await detail({ url: at.url }, original.number)
    if (ONCE.has(name)) return expect(code).toBe("await slack.as('tom').joins('#live-it')")

    await given?.(at.slack)
    await UNDO[name]?.(at.slack, ts)
    const since = deliveries(at.slack).length
    await runnable(code)(at.slack, expect)
    const again = deliveries(at.slack).slice(since)
    expect(again.map(gist)).toContainEqual(gist(original))
  })
})

test('it reads as a scene of this project does', async () => {
  await using at = await scene('socket', everything, { commands })
  await at.slack.as('anna').types('#live-eu', '/open @marco call Aurora')
  const typed = deliveries(at.slack).at(-1)
  expect((await detail({ url: at.url }, typed?.number ?? 0)).test).toBe(
    "await slack.as('anna').types('#live-eu', '/open @marco call Aurora')",
  )
  await at.slack.until(() => at.slack.as('anna').modal())
  await at.slack.as('anna').fills({ What: 'now' })
  await at.slack.as('anna').submits()
  const submitted = deliveries(at.slack).at(-1)
  expect((await detail({ url: at.url }, submitted?.number ?? 0)).test).toBe(
    "await slack.as('anna').fills({ what: 'now' })\nawait slack.as('anna').submits()",
  )
})

describe('each call of the app, copied as a test, expects what was seen', () => {
  const calls: Readonly<Record<string, (at: Caller) => Promise<Json>>> = {
    'chat.postMessage': (at) => at.call('chat.postMessage', { channel: IT, text: "it's\nhere" }),
    'chat.postMessage to one': (at) => at.call('chat.postMessage', { channel: 'U0ANNA', text: 'psst' }),
    'chat.postEphemeral': (at) =>
      at.call('chat.postEphemeral', { channel: IT, user: 'U0ANNA', text: 'only you' }),
    'views.publish': (at) =>
      at.call('views.publish', { user_id: 'U0ANNA', view: { type: 'home', blocks: [{ type: 'divider' }] } }),
    'users.info': (at) => at.call('users.info', { user: 'U0ANNA' }),
    'a refusal': (at) => at.call('chat.postMessage', { channel: 'C0NOWHERE', text: 'x' }),
  }
  test.each(Object.keys(calls))('%s', async (name) => {
    await using at = await caller()
    await calls[name]?.(at)
    const { call, test: code } = await detail(at, at.slack.calls.at(-1)?.number ?? 0)
    expect(call.kind).toBe('call')
    await runnable(code)(at.slack, expect)
    await using elsewhere = await caller()
    await expect(runnable(code)(elsewhere.slack, expect)).rejects.toThrow()
  })
})

const lines = async (at: { url: string }) =>
  (await look(at)).calls.map(({ title, flag, limit }) => ({ title, flag, limit }))

test('calls that only a mistake of the app can explain are red; what happens in a day’s work is not', async () => {
  await using at = await caller()
  await at.call('chat.postMessage', { channel: IT, text: 'x', blocks: [{ type: 'nonsense' }] })
  await at.call('views.open', { view: {} })
  await at.call('nonsense.method')
  await at.call('chat.postMessage', { channel: 'C0SPRING', text: 'x' })
  await at.call('reactions.remove', { channel: IT, timestamp: '1.000001', name: 'eyes' })
  expect(await lines(at)).toEqual([
    { title: 'chat.postMessage · invalid_blocks', flag: 'invalid blocks', limit: null },
    { title: 'views.open · invalid_arguments', flag: 'invalid arguments', limit: null },
    { title: 'nonsense.method · unknown_method', flag: 'unknown method', limit: null },
    { title: 'chat.postMessage · is_archived', flag: null, limit: null },
    { title: 'reactions.remove · message_not_found', flag: null, limit: null },
  ])
})

test.each(['socket', 'http'] as const)(
  'an acknowledgement over %s that comes too late is red, with its time',
  async (transport) => {
    const held = Promise.withResolvers<void>()
    await using at = await scene(
      transport,
      (app) =>
        app.command('/open', async ({ ack }) => {
          await held.promise
          await ack().catch(() => undefined)
        }),
      { commands },
    )
    await at.slack.as('tom').types('#live-eu', '/open')
    const line = async () => (await look({ url: at.url })).calls.find(({ title }) => title === '/open')
    expect(await line()).toMatchObject({ flag: 'not acknowledged within 3 s', limit: 3000, ms: null })
    held.resolve()
    if (transport === 'http') return
    await at.slack.until(() => deliveries(at.slack).at(-1)?.ms)
    expect(await line()).toMatchObject({
      flag: expect.stringMatching(/acknowledged after 3\.\d s/),
      limit: 3000,
    })
  },
)

test.each([
  ['rate-limited', '429 after 1', 0],
  ['status', '503', 0],
  ['drop', 'cut off', 0],
  ['accept-then-drop', 'cut off', 1],
  ['late', '200', 1],
] as const)('the page lets the next call meet “%s”', async (fault, seen, posted) => {
  await using at = await caller()
  await doing(at, 'U0TOM', { act: 'strikes', method: 'chat.postMessage', fault })
  const outcome = await at.raw('chat.postMessage', { channel: IT, text: 'x' }).then(
    ({ status, headers }) =>
      `${status}${headers.has('retry-after') ? ` after ${headers.get('retry-after')}` : ''}`,
    () => 'cut off',
  )
  expect(outcome).toBe(seen)
  expect(at.slack.channel('#live-it').messages()).toHaveLength(posted)
  const struck = (call: Call) => call.kind === 'call' && call.method === 'chat.postMessage'
  expect(at.slack.calls.filter(struck)).toHaveLength(1)
})

test('a line that is gone is nothing', async () => {
  await using at = await caller()
  expect((await fetch(`${at.url}playground/call?number=99`)).status).toBe(404)
})
