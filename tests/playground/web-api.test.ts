import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { record, records, text } from '#playground/server/json.ts'
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
