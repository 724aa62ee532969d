import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { type Json, parsed, record, records, text } from '#playground/server/json.ts'
import { type Playground, playground } from '#playground/server/playground.ts'
import { movableClock } from '#src/domain/clock.ts'

const IT = 'C0LIVEIT'
const plain = (words: string) => ({ type: 'plain_text', text: words })
const modal = (title: string, more: Json = {}) => ({
  type: 'modal',
  callback_id: title,
  title: plain(title),
  submit: plain('Go'),
  blocks: [
    {
      type: 'input',
      block_id: 'what',
      label: plain('What'),
      element: { type: 'plain_text_input', action_id: 'text' },
    },
  ],
  ...more,
})

interface Received {
  headers: IncomingHttpHeaders
  raw: string
  /** Its form or its JSON, whichever came. */
  body: Json
}
interface Bot extends AsyncDisposable {
  slack: Playground
  received: readonly Received[]
  last(): Json
  /** What it acknowledges with, from now on. */
  answers(body: Json | null): void
  call(method: string, args: Json): Promise<Json>
}

/** A bot that keeps what it is sent, byte by byte, and acknowledges as it is told. */
const bot = async (): Promise<Bot> => {
  const received: Received[] = []
  let answer: Json | null = null
  const server = createServer(async (request, response) => {
    let raw = ''
    for await (const chunk of request) raw += chunk
    const form = record(Object.fromEntries(new URLSearchParams(raw)))
    const payload = form.payload ? record(parsed(text(form.payload))) : form
    const json = request.headers['content-type'] === 'application/json'
    received.push({ headers: request.headers, raw, body: json ? record(parsed(raw)) : payload })
    response.setHeader('content-type', 'application/json')
    response.end(answer ? JSON.stringify(answer) : '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const slack = playground({
    clock: movableClock(),
    rateLimit: false,
    http: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` },
    commands: [{ command: '/open', description: 'Opens' }],
    shortcuts: [
      { name: 'Everywhere', type: 'global', callback_id: 'everywhere' },
      { name: 'On a message', type: 'message', callback_id: 'on_message' },
    ],
  })
  const { apiUrl } = await slack.listen()
  return {
    slack,
    received,
    last: () => received.at(-1)?.body ?? {},
    answers(body) {
      answer = body
    },
    call: async (method, args) =>
      record(
        await (
          await fetch(apiUrl + method, {
            method: 'POST',
            headers: { authorization: `Bearer ${slack.tokens.bot}`, 'content-type': 'application/json' },
            body: JSON.stringify(args),
          })
        ).json(),
      ),
    async [Symbol.asyncDispose]() {
      await slack.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

const opens = async (at: Bot, view: Json): Promise<Json> =>
  record((await at.call('views.open', { trigger_id: at.slack.trigger('giulia'), view })).view)

test('each request is signed over its very bytes, and says what it is', async () => {
  await using at = await bot()
  await at.slack.as('giulia').types('#live-it', '/open è ü & more')
  await at.slack.as('giulia').shortcut('everywhere')
  await at.slack.as('giulia').says('#live-it', 'ciao')
  expect(at.received.map(({ headers }) => headers['content-type'])).toEqual([
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded',
    'application/json',
  ])
  for (const { headers, raw } of at.received) {
    const signed = `v0:${headers['x-slack-request-timestamp']}:${raw}`
    const mac = createHmac('sha256', at.slack.tokens.signingSecret).update(signed).digest('hex')
    expect(headers['x-slack-signature']).toBe(`v0=${mac}`)
  }
})

describe('what a person does arrives as Slack sends it', () => {
  test('a command', async () => {
    await using at = await bot()
    await at.slack.as('anna').types('#live-eu', '/open a b')
    expect(at.last()).toEqual({
      token: expect.any(String),
      team_id: 'T0LIVEEU',
      team_domain: 'live-eu',
      channel_id: 'C0LIVEEU',
      channel_name: 'live-eu',
      user_id: 'U0ANNA',
      user_name: 'anna',
      command: '/open',
      text: 'a b',
      api_app_id: 'A0REGIA',
      is_enterprise_install: 'false',
      response_url: expect.stringMatching(/^http:/),
      trigger_id: expect.any(String),
    })
  })

  test('a global shortcut: no channel, no message, no response URL', async () => {
    await using at = await bot()
    await at.slack.as('anna').shortcut('everywhere')
    expect(at.last()).toEqual({
      type: 'shortcut',
      token: expect.any(String),
      action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      api_app_id: 'A0REGIA',
      team: { id: 'T0LIVEEU', domain: 'live-eu' },
      enterprise: null,
      is_enterprise_install: false,
      user: { id: 'U0ANNA', username: 'anna', name: 'anna', team_id: 'T0LIVEEU' },
      callback_id: 'everywhere',
      trigger_id: expect.any(String),
    })
  })

  test('a message shortcut: with the message and where it is', async () => {
    await using at = await bot()
    const said = await at.slack.as('giulia').says('#live-it', 'look at this')
    await at.slack.as('marco').shortcut('on_message', said)
    expect(at.last()).toMatchObject({
      type: 'message_action',
      callback_id: 'on_message',
      channel: { id: IT, name: 'live-it' },
      message_ts: said.ts,
      message: { type: 'message', user: 'U0GIULIA', ts: said.ts, text: 'look at this', team: 'T0LIVEEU' },
      response_url: expect.stringMatching(/^http:/),
      user: { id: 'U0MARCO' },
    })
    expect(Object.keys(at.last())).not.toContain('actions')
  })

  test('a shortcut is what the manifest says it is', async () => {
    await using at = await bot()
    const said = await at.slack.as('giulia').says('#live-it', 'here')
    await expect(at.slack.as('giulia').shortcut('everywhere', said)).rejects.toThrow('global shortcut')
    await expect(at.slack.as('giulia').shortcut('on_message')).rejects.toThrow('message shortcut')
    await expect(at.slack.as('giulia').shortcut('nonsense')).rejects.toThrow('no shortcut')
  })

  test('a press in a message, in a modal and on the Home, each with its place', async () => {
    await using at = await bot()
    const blocks = [
      {
        type: 'actions',
        block_id: 'b',
        elements: [{ type: 'button', action_id: 'a', text: plain('Press'), value: 'v' }],
      },
    ]
    const { ts } = await at.call('chat.postMessage', { channel: IT, text: 'x', blocks })
    await at.slack.as('giulia').presses(text(ts), 'a')
    const action = { type: 'button', action_id: 'a', block_id: 'b', value: 'v', text: plain('Press') }
    expect(at.last()).toMatchObject({
      type: 'block_actions',
      container: { type: 'message', message_ts: ts, channel_id: IT, is_ephemeral: false },
      channel: { id: IT, name: 'live-it' },
      message: { ts },
      state: { values: {} },
      actions: [action],
      response_url: expect.any(String),
      trigger_id: expect.any(String),
    })
    expect(Object.keys(at.last())).not.toContain('view')

    const view = await opens(at, modal('M', { blocks }))
    await at.slack.as('giulia').presses(text(view.id), 'a')
    expect(at.last()).toMatchObject({
      container: { type: 'view', view_id: view.id },
      view: { type: 'modal' },
      actions: [action],
    })
    for (const absent of ['message', 'channel', 'response_url'])
      expect(Object.keys(at.last())).not.toContain(absent)

    await at.call('views.publish', { user_id: 'U0ANNA', view: { type: 'home', blocks } })
    await at.slack.as('anna').presses(at.slack.as('anna').home()?.id ?? '', 'a')
    expect(at.last()).toMatchObject({
      container: { type: 'view' },
      view: { type: 'home' },
      actions: [action],
    })
  })

  test('a question for options, and nothing before there is enough to ask by', async () => {
    await using at = await bot()
    const element = { type: 'external_select', action_id: 'agency', min_query_length: 2 }
    const input = { type: 'input', block_id: 'b', label: plain('Agency'), element }
    await opens(at, modal('M', { blocks: [input] }))
    at.answers({ options: [{ text: plain('Aurora'), value: 'a-1' }] })
    const giulia = at.slack.as('giulia')
    expect(await giulia.suggests('agency', 'a')).toEqual([])
    expect(at.received).toHaveLength(0)
    expect(await giulia.suggests('agency', 'au')).toEqual([{ label: 'Aurora', value: 'a-1' }])
    expect(at.last()).toMatchObject({
      type: 'block_suggestion',
      action_id: 'agency',
      block_id: 'b',
      value: 'au',
      container: { type: 'view' },
      view: { callback_id: 'M' },
    })
    at.answers({ options: [{ text: plain(''), value: 'a-1' }] })
    expect(await giulia.suggests('agency', 'aur')).toEqual([])
    expect(giulia.toasts().at(-1)).toContain('Options could not be loaded')
  })
})

describe('the answer to a submission', () => {
  const submitted = async (at: Bot, answer: Json | null, view: Json = modal('M')) => {
    await opens(at, view)
    await at.slack.as('giulia').fills({ what: 'it' })
    at.answers(answer)
    await at.slack.as('giulia').submits()
    return at.slack.as('giulia')
  }

  test('is asked for with what was filled in', async () => {
    await using at = await bot()
    await submitted(at, null, modal('M', { private_metadata: 'kept', external_id: 'e' }))
    expect(at.last()).toMatchObject({
      type: 'view_submission',
      view: {
        type: 'modal',
        callback_id: 'M',
        private_metadata: 'kept',
        external_id: 'e',
        hash: expect.any(String),
        previous_view_id: null,
        state: { values: { what: { text: { type: 'plain_text_input', value: 'it' } } } },
      },
      response_urls: [],
    })
  })

  test('nothing closes it; errors stand beside their fields; anything else leaves it with a word of trouble', async () => {
    await using at = await bot()
    expect((await submitted(at, null)).modal()).toBeNull()
    const errors = { response_action: 'errors', errors: { what: 'No.' } }
    expect((await submitted(at, errors)).modal()).toMatchObject({ errors: { what: 'No.' }, problem: null })
    for (const nonsense of [
      { response_action: 'errors', errors: { other: 'No.' } },
      { response_action: 'dance' },
      { response_action: 'update', view: {} },
    ])
      expect((await submitted(at, nonsense)).modal()).toMatchObject({
        title: 'M',
        problem: expect.stringContaining('trouble'),
      })
  })

  test('update puts another in its place, push on top, clear takes all away', async () => {
    await using at = await bot()
    const next = modal('Next')
    expect((await submitted(at, { response_action: 'update', view: next })).modals()).toMatchObject([
      { title: 'Next' },
    ])
    expect((await submitted(at, { response_action: 'push', view: next })).modals()).toMatchObject([
      { title: 'M' },
      { title: 'Next' },
    ])
    at.answers({ response_action: 'clear' })
    await at.slack.as('giulia').fills({ what: 'it' })
    await at.slack.as('giulia').submits()
    expect(at.slack.as('giulia').modals()).toEqual([])
  })

  test('closing is told where it was asked for, each view of the stack when all are cleared', async () => {
    await using at = await bot()
    await opens(at, modal('quiet'))
    await at.slack.as('giulia').closesModal()
    expect(at.received).toHaveLength(0)
    await submitted(
      at,
      { response_action: 'push', view: modal('Top', { notify_on_close: true }) },
      modal('M', { notify_on_close: true }),
    )
    await at.slack.as('giulia').closesModal({ all: true })
    const closed = at.received.map(({ body }) => body).filter(({ type }) => type === 'view_closed')
    expect(closed).toMatchObject([
      { is_cleared: true, view: { callback_id: 'Top' } },
      { is_cleared: true, view: { callback_id: 'M' } },
    ])
  })
})

test('events come whole: who, what, where, and for whom', async () => {
  await using at = await bot()
  const said = await at.slack.as('giulia').says('#live-it', 'ciao')
  expect(at.last()).toMatchObject({
    type: 'event_callback',
    team_id: 'T0LIVEEU',
    api_app_id: 'A0REGIA',
    event_id: expect.stringMatching(/^Ev/),
    event_time: expect.any(Number),
    authorizations: [{ team_id: 'T0LIVEEU', user_id: 'U0REGIA', is_bot: true }],
    event: {
      type: 'message',
      channel: IT,
      channel_type: 'channel',
      user: 'U0GIULIA',
      text: 'ciao',
      ts: said.ts,
      event_ts: said.ts,
      client_msg_id: expect.any(String),
    },
  })
  await at.slack.redeliver({ reason: 'http_timeout' })
  expect(at.received.at(-1)?.headers).toMatchObject({
    'x-slack-retry-num': '1',
    'x-slack-retry-reason': 'http_timeout',
  })
  expect(records([at.last()]).map(({ event_id }) => event_id)).toEqual([at.received[0]?.body.event_id])
})
