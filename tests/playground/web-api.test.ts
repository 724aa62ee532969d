import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Json, record, records, text } from '#playground/server/json.ts'
import { sampleWorkspace } from '#playground/server/sample-workspace.ts'
import { type Caller, caller } from './calls.ts'

const IT = 'C0LIVEIT'

let at: Caller
beforeAll(async () => {
  at = await caller()
})
afterAll(() => at.slack.close())

describe('posting', () => {
  test('the same client_msg_id is the same message, until it was deleted', async () => {
    const args = { channel: IT, text: 'once', client_msg_id: '6f1b3d6e-0000-4000-8000-000000000001' }
    const first = await at.call('chat.postMessage', args)
    const count = at.slack.channel('#live-it').messages().length
    expect((await at.call('chat.postMessage', args)).ts).toBe(first.ts)
    expect(at.slack.channel('#live-it').messages()).toHaveLength(count)
    expect(await at.call('chat.postMessage', { ...args, channel: 'C0LIVEEU' })).toMatchObject({
      error: 'duplicate_channel_not_found',
    })
    await at.call('chat.delete', { channel: IT, ts: first.ts })
    expect(await at.call('chat.postMessage', args)).toMatchObject({ error: 'duplicate_message_not_found' })
  })

  test('metadata comes back only when it is asked for', async () => {
    const metadata = { event_type: 'post', event_payload: { key: 'k-1' } }
    const { ts } = await at.call('chat.postMessage', { channel: IT, text: 'with a key', metadata })
    const [bare] = records((await at.call('conversations.history', { channel: IT, limit: 1 })).messages)
    const [full] = records(
      (await at.call('conversations.history', { channel: IT, limit: 1, include_all_metadata: true }))
        .messages,
    )
    expect(bare).toMatchObject({ ts })
    expect(bare?.metadata).toBeUndefined()
    expect(full?.metadata).toEqual(metadata)
  })

  test('a person as channel opens their direct messages, deactivated or not', async () => {
    expect(await at.call('chat.postMessage', { channel: 'U0MARCO', text: 'psst' })).toMatchObject({
      ok: true,
      channel: 'D00MARCO',
    })
    expect(at.slack.as('marco').dm().at(-1)?.text).toBe('psst')
    expect(await at.call('chat.postMessage', { channel: 'U0PAOLO', text: 'psst' })).toMatchObject({
      ok: true,
    })
  })

  test('an update without blocks drops them, and JSON bodies are read as well', async () => {
    const { ts } = await at.call('chat.postMessage', {
      channel: IT,
      text: 'a',
      blocks: [{ type: 'divider' }],
    })
    const response = await fetch(`${at.url}api/chat.update`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${at.slack.tokens.bot}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({ channel: IT, ts, text: 'b' }),
    })
    expect(record(await response.json()).ok).toBe(true)
    const message = at.slack
      .channel('#live-it')
      .messages()
      .find((each) => each.ts === ts)
    expect(message).toMatchObject({ text: 'b' })
    expect(message?.blocks).toBeUndefined()
  })

  test('a reply to a message that is gone lands in the channel', async () => {
    const { ts } = await at.call('chat.postMessage', { channel: IT, text: 'where?', thread_ts: '1.000001' })
    expect(
      at.slack
        .channel('#live-it')
        .messages()
        .find((each) => each.ts === ts)?.thread_ts,
    ).toBeUndefined()
  })

  test('more than a post a second is too much, channel by channel', async () => {
    await using strict = await caller({ rateLimit: true })
    const statuses: number[] = []
    for (let i = 0; i < 12; i++)
      statuses.push((await strict.raw('chat.postMessage', { channel: IT, text: `${i}` })).status)
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(statuses.at(-1)).toBe(429)
    const other = await strict.raw('chat.postMessage', { channel: 'C0LIVEEU', text: 'x' })
    expect(other.status).toBe(200)
  })
})

test('lists come in pages that meet without gap or overlap', async () => {
  const names: string[] = []
  let cursor = ''
  do {
    const page = await at.call('conversations.list', {
      limit: 2,
      cursor,
      types: 'public_channel,private_channel',
    })
    names.push(...records(page.channels).map(({ name }) => text(name)))
    cursor = text(record(page.response_metadata).next_cursor)
  } while (cursor)
  const whole = await at.call('conversations.list', { limit: 1000, types: 'public_channel,private_channel' })
  expect(names).toEqual(records(whole.channels).map(({ name }) => name))
  expect(new Set(names).size).toBe(8)
})

test('people have a zone, an offset that follows the season, and a locale when asked', async () => {
  at.clock.set(Temporal.Instant.from('2026-07-01T10:00:00Z'))
  const { user } = await at.call('users.info', { user: 'U0GIULIA', include_locale: true })
  expect(user).toMatchObject({ tz: 'Europe/Rome', tz_offset: 7200, locale: 'it-IT' })
  at.clock.set(Temporal.Instant.from('2026-12-01T10:00:00Z'))
  const winter = await at.call('users.info', { user: 'U0GIULIA' })
  expect(winter.user).toMatchObject({ tz_offset: 3600 })
  expect(record(winter.user).locale).toBeUndefined()
})

test('a page elsewhere cannot speak to it under its own name', async () => {
  const { request } = await import('node:http')
  const status = await new Promise<number | undefined>((seen) => {
    request(at.url, { headers: { host: 'evil.example' } }, (response) => seen(response.statusCode)).end()
  })
  expect(status).toBe(403)
})

test('an upload shows up where it was shared, a moment later', async () => {
  const { upload_url, file_id } = await at.call('files.getUploadURLExternal', {
    filename: 'movers.csv',
    length: 5,
  })
  await fetch(text(upload_url), { method: 'POST', body: 'a,b\n1' })
  await at.call('files.completeUploadExternal', {
    files: [{ id: file_id, title: 'Movers' }],
    channel_id: IT,
    initial_comment: 'Here',
  })
  const shared = await at.slack.until(() =>
    at.slack
      .channel('#live-it')
      .messages()
      .find(({ files }) => files?.includes(text(file_id))),
  )
  expect(shared.text).toBe('Here')
  expect((await at.call('files.info', { file: file_id })).file).toMatchObject({
    mimetype: 'text/csv',
    title: 'Movers',
  })
})

describe('each list comes in pages that meet without gap or overlap', () => {
  const LISTS: readonly (readonly [method: string, field: string, args: Json, key: string])[] = [
    ['conversations.list', 'channels', { types: 'public_channel,private_channel,im' }, 'id'],
    ['users.conversations', 'channels', { types: 'public_channel,private_channel' }, 'id'],
    ['conversations.members', 'members', { channel: 'C0LIVEEU' }, ''],
    ['conversations.history', 'messages', { channel: 'C0CONTENT' }, 'ts'],
    ['conversations.replies', 'messages', { channel: 'C0CONTENT', ts: 'THREAD' }, 'ts'],
    ['users.list', 'members', {}, 'id'],
    ['usergroups.list', 'usergroups', {}, 'id'],
    ['usergroups.users.list', 'users', { usergroup: 'S0ITALY' }, ''],
    ['chat.scheduledMessages.list', 'scheduled_messages', {}, 'id'],
  ]
  let thread = ''
  beforeAll(async () => {
    const lucia = at.slack.as('lucia')
    thread = (await lucia.says('#live-content', '1')).ts
    for (const words of ['2', '3']) {
      await lucia.says('#live-content', words)
      await lucia.says('#live-content', words, { thread })
    }
    const post_at = Math.floor(at.clock.now().epochMilliseconds / 1000) + 86_400
    for (const n of [1, 2, 3])
      await at.call('chat.scheduleMessage', { channel: IT, text: `${n}`, post_at: post_at + n })
  })

  test.each(LISTS)('%s', async (method, field, given, key) => {
    const args = given.ts === 'THREAD' ? { ...given, ts: thread } : given
    const keys = ({ [field]: items }: Json) =>
      key ? records(items).map((item) => text(item[key])) : (items as string[])
    const found: string[] = []
    let cursor = ''
    let pages = 0
    do {
      const page = await at.call(method, { ...args, limit: 1, cursor })
      expect(keys(page)).toHaveLength(1)
      found.push(...keys(page))
      cursor = text(record(page.response_metadata).next_cursor)
      pages++
    } while (cursor)
    expect(pages).toBeGreaterThan(1)
    expect(found).toEqual(keys(await at.call(method, { ...args, limit: 200 })))
    expect(new Set(found).size).toBe(found.length)
  })
})

describe('who sees what', () => {
  test('a notice is seen by one person, stands in no history and cannot be edited', async () => {
    await using own = await caller()
    const { message_ts } = await own.call('chat.postEphemeral', {
      channel: IT,
      user: 'U0GIULIA',
      text: 'only you',
    })
    expect(own.slack.as('giulia').sees('#live-it')).toMatchObject([{ kind: 'ephemeral', text: 'only you' }])
    expect(own.slack.as('marco').sees('#live-it')).toEqual([])
    expect((await own.call('conversations.history', { channel: IT })).messages).toEqual([])
    expect(await own.call('chat.update', { channel: IT, ts: message_ts, text: 'x' })).toMatchObject({
      error: 'message_not_found',
    })
  })

  test('a private channel that the app is not in is nowhere', async () => {
    const workspace = {
      ...sampleWorkspace,
      channels: [
        ...sampleWorkspace.channels,
        { id: 'C0HIDDEN', name: 'hidden', members: ['anna'], private: true, app: false } as const,
      ],
    }
    await using own = await caller({ workspace })
    for (const method of ['conversations.list', 'users.conversations']) {
      const { channels } = await own.call(method, { types: 'public_channel,private_channel', user: 'U0ANNA' })
      expect(records(channels).map(({ name }) => name)).toContain('eu-leads')
      expect(records(channels).map(({ name }) => name)).not.toContain('hidden')
    }
    for (const method of [
      'conversations.info',
      'conversations.members',
      'conversations.history',
      'conversations.join',
    ])
      expect(await own.call(method, { channel: 'C0HIDDEN' })).toMatchObject({ error: 'channel_not_found' })
  })

  test('somebody who left is still known, without zone, and can be written to', async () => {
    await using own = await caller()
    const { user } = await own.call('users.info', { user: 'U0PAOLO' })
    expect(user).toMatchObject({ id: 'U0PAOLO', deleted: true, is_bot: false })
    expect(record(user).tz).toBeUndefined()
    expect(await own.call('chat.postMessage', { channel: 'U0PAOLO', text: 'psst' })).toMatchObject({
      ok: true,
    })
    expect(await own.call('users.lookupByEmail', { email: 'paolo@live-eu.example' })).toMatchObject({
      ok: false,
    })
  })
})

test('a file is not ready the moment it was uploaded: a block that shows it too early is refused', async () => {
  await using own = await caller()
  const { upload_url, file_id } = await own.call('files.getUploadURLExternal', {
    filename: 'chart.png',
    length: 4,
  })
  const info = async () => record((await own.call('files.info', { file: file_id })).file)
  const show = () =>
    own.call('chat.postMessage', {
      channel: IT,
      text: 'A chart',
      blocks: [{ type: 'image', alt_text: 'A chart', slack_file: { id: file_id } }],
    })
  const form = new FormData()
  form.append('file', new Blob(['\x89PNG']), 'chart.png')
  await fetch(text(upload_url), { method: 'POST', body: form })
  expect(await info()).toMatchObject({ mimetype: '', shares: {} })
  expect(await show()).toMatchObject({
    error: 'invalid_blocks',
    response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'] },
  })
  await own.call('files.completeUploadExternal', { files: [{ id: file_id }], channel_id: IT })
  await own.slack.until(() => own.slack.channel('#live-it').fromApp().at(0))
  expect(await info()).toMatchObject({ mimetype: 'image/png', shares: { public: { [IT]: [{}] } } })
  expect(await show()).toMatchObject({ ok: true })
})

test('where Slack’s own charts have not come to yet, a message with one is refused', async () => {
  const chart = {
    type: 'data_visualization',
    title: 'Diamonds',
    chart: {
      type: 'bar',
      series: [{ name: 'Diamonds', data: [{ label: 'Mon', value: 1 }] }],
      axis_config: { categories: ['Mon'] },
    },
  }
  await using without = await caller({ nativeCharts: false })
  await using own = await caller()
  const post = { channel: IT, text: 'A chart', blocks: [chart] }
  expect(await own.call('chat.postMessage', post)).toMatchObject({ ok: true })
  expect(await without.call('chat.postMessage', post)).toMatchObject({
    error: 'invalid_blocks',
    response_metadata: {
      messages: ['[ERROR] unsupported type: data_visualization [json-pointer:/blocks/0/type]'],
    },
  })
})

test('an app that is installed once gets its token once', async () => {
  const args = {
    client_id: 'A0REGIA',
    client_secret: at.slack.tokens.signingSecret,
    code: at.slack.installCode(),
  }
  expect(await at.call('oauth.v2.access', args, null)).toMatchObject({
    ok: true,
    access_token: at.slack.tokens.bot,
    team: { id: 'T0LIVEEU' },
  })
  expect(await at.call('oauth.v2.access', args, null)).toMatchObject({ error: 'invalid_code' })
})

test('people are invited, items pinned and bookmarked, files deleted, replies broadcast', async () => {
  await using own = await caller()
  expect(await own.call('conversations.invite', { channel: IT, users: 'U0TOM,U0LUCIA' })).toMatchObject({
    ok: true,
  })
  expect(own.slack.as('tom').sees('#live-it')).toEqual([])
  const { ts } = await own.call('chat.postMessage', { channel: IT, text: 'pinned' })
  await own.call('pins.add', { channel: IT, timestamp: ts })
  expect(await own.call('conversations.history', { channel: IT })).toMatchObject({ pin_count: 1 })
  const link = { channel_id: IT, title: 'Docs', type: 'link', link: 'https://example.com', emoji: ':books:' }
  expect((await own.call('bookmarks.add', link)).bookmark).toMatchObject({ channel_id: IT, title: 'Docs' })
  const { ts: reply } = await own.call('chat.postMessage', { channel: IT, text: 'a reply', thread_ts: ts })
  const top = async () => records((await own.call('conversations.history', { channel: IT })).messages)
  expect(await top()).toHaveLength(1)
  await own.call('chat.update', { channel: IT, ts: reply, reply_broadcast: true })
  expect(await top()).toHaveLength(2)
  expect(await own.call('users.profile.get', { user: 'U0ANNA' })).toMatchObject({
    profile: { real_name: 'Anna Keller', email: 'anna@live-eu.example' },
  })
  expect(await own.call('emoji.list')).toMatchObject({ ok: true, emoji: {} })
})
