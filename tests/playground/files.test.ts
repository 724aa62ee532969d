import { expect, test } from 'vitest'
import type { Delivery } from '#playground/server/journal.ts'
import { record, text } from '#playground/server/json.ts'
import type { Playground } from '#playground/server/playground.ts'
import { scene } from './bolt.ts'
import { type Caller, caller } from './calls.ts'

const told = (slack: Playground) =>
  slack.calls
    .filter((each): each is Delivery => each.kind === 'delivery')
    .map(({ payload }) => record(record(payload).event))

test.each(['socket', 'http'] as const)(
  'a file that is dropped is told over %s as Slack tells it',
  async (mode) => {
    await using at = await scene(mode, () => undefined, { events: ['file_shared', 'message.channels'] })
    const giulia = at.slack.as('giulia')
    const dropped = await giulia.drops('#live-it', { name: 'a.csv', bytes: 'a,b' })
    const [id] = dropped.files
    const events = told(at.slack)
    expect(events.find((it) => it.type === 'file_shared')).toEqual({
      type: 'file_shared',
      file_id: id,
      user_id: 'U0GIULIA',
      file: { id },
      channel_id: 'C0LIVEIT',
      event_ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
    })
    expect(events.find((it) => it.type === 'message')).toMatchObject({
      subtype: 'file_share',
      channel: 'C0LIVEIT',
      user: 'U0GIULIA',
      ts: dropped.ts,
      files: [{ id, name: 'a.csv', size: 3 }],
    })
  },
)

const link = async (at: Caller): Promise<string> => {
  const dropped = await at.slack.as('giulia').drops('#live-it', { name: 'a.csv', bytes: 'a,b' })
  const { file } = await at.call('files.info', { file: dropped.files[0] })
  expect(record(file)).toMatchObject({ size: 3, shares: { public: { C0LIVEIT: [{ ts: dropped.ts }] } } })
  return text(record(file).url_private_download)
}
const fetched = (url: string, token: string) =>
  fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' })

test('its bytes are for whoever has the bot’s token; anybody else is shown where to sign in', async () => {
  await using at = await caller()
  const url = await link(at)
  expect(await (await fetched(url, at.slack.tokens.bot)).text()).toBe('a,b')
  const refused = await fetched(url, 'xoxb-another')
  expect(refused.status).toBe(302)
  expect(refused.headers.get('location')).toMatch(/^https:\/\/[\w-]+\.slack\.com\/\?redir=/)
  expect((await fetch(url)).status).toBe(403)
})

test('a token without files:read gets neither the file’s name nor its bytes', async () => {
  await using at = await caller({ scopes: ['files:write', 'chat:write'] })
  const dropped = await at.slack.as('giulia').drops('#live-it', { name: 'a.csv', bytes: 'a,b' })
  expect(await at.call('files.info', { file: dropped.files[0] })).toMatchObject({ error: 'missing_scope' })
  const url = new URL(`/files/${dropped.files[0]}/download/a.csv`, at.url).href
  expect((await fetched(url, at.slack.tokens.bot)).status).toBe(302)
})
