import { expect, test } from 'vitest'
import { type Json, record, records } from '#playground/server/json.ts'
import { type Caller, caller } from './calls.ts'

const act = (at: Caller, as: string, given: Json, headers: Record<string, string> = {}) =>
  fetch(`${at.url}playground/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ as, act: given }),
  })
const state = async (at: Caller, as: string, channel: string): Promise<Json> =>
  record(await (await fetch(`${at.url}playground/state?as=${as}&channel=${channel}`)).json())

test('the page comes with its scripts as plain JavaScript, and may load from nowhere else', async () => {
  await using at = await caller()
  const page = await fetch(at.url)
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  for (const name of (await page.text()).match(/\/ui\/[a-z.-]+/g) ?? [])
    expect((await fetch(new URL(name, at.url))).status).toBe(200)
  const script = await fetch(new URL('/ui/dom.ts', at.url))
  expect(script.headers.get('content-type')).toContain('text/javascript')
  expect(await script.text()).not.toContain('export type')
  expect((await fetch(new URL('/ui/..%2f..%2fpackage.json', at.url))).status).toBe(404)
})

test('it shows each person their own side, and acts as they would', async () => {
  await using at = await caller()
  await act(at, 'U0GIULIA', { act: 'says', channel: 'C0LIVEIT', words: 'ciao' })
  await at.call('chat.postEphemeral', { channel: 'C0LIVEIT', user: 'U0MARCO', text: 'for Marco' })
  const marco = await state(at, 'U0MARCO', 'C0LIVEIT')
  const giulia = await state(at, 'U0GIULIA', 'C0LIVEIT')
  expect(records(marco.messages).map(({ text }) => text)).toEqual(['ciao', 'for Marco'])
  expect(records(giulia.messages).map(({ text }) => text)).toEqual(['ciao'])
  expect(records(marco.channels).find(({ name }) => name === 'live-it')).toMatchObject({ unread: 1 })
  expect(
    records(await state(at, 'U0TOM', 'C0LIVEIT').then(({ channels }) => channels)).some(
      ({ name }) => name === 'eu-leads',
    ),
  ).toBe(false)
})

test('it takes no orders from another page', async () => {
  await using at = await caller()
  const order = { act: 'says', channel: 'C0LIVEIT', words: 'boo' }
  expect((await act(at, 'U0GIULIA', order, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await act(at, 'U0GIULIA', order, { 'content-type': 'text/plain' })).status).toBe(403)
  expect((await act(at, 'U0TOM', order)).status).toBe(409)
  expect(at.slack.channel('#live-it').messages()).toEqual([])
})

test('its clock goes to the next nine o’clock where the person lives', async () => {
  await using at = await caller()
  at.clock.set(Temporal.Instant.from('2026-11-20T08:30:00Z'))
  await act(at, 'U0GIULIA', { act: 'movesTo', to: 'monday' })
  expect(at.clock.now().toZonedDateTimeISO('Europe/Rome').toString().slice(0, 16)).toBe('2026-11-23T09:00')
  await act(at, 'U0TOM', { act: 'movesTo', to: 'nine' })
  expect(at.clock.now().toZonedDateTimeISO('Europe/London').toString().slice(0, 16)).toBe('2026-11-23T09:00')
})
