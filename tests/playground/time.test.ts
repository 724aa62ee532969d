import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { movableClock } from '#src/domain/clock.ts'
import { type Caller, caller } from './calls.ts'
import { doing, look } from './page-calls.ts'

const IT = 'C0LIVEIT'
const instant = (iso: string) => Temporal.Instant.from(iso)

describe('a clock that can be moved', () => {
  /** The machine's own hour, moved by the test. */
  const played = () => {
    let machine = instant('2026-03-02T08:00:00Z')
    const clock = movableClock({ now: () => machine })
    const pass = (by: Temporal.DurationLike) => {
      machine = machine.add(by)
    }
    return { clock, pass, shows: () => clock.now().toString() }
  }

  test('stands still while it is held, moves all the same, and runs on from there', () => {
    const { clock, pass, shows } = played()
    clock.hold()
    pass({ minutes: 5 })
    expect(shows()).toBe('2026-03-02T08:00:00Z')
    clock.advance({ hours: 1 })
    pass({ minutes: 5 })
    expect(shows()).toBe('2026-03-02T09:00:00Z')
    clock.release()
    pass({ minutes: 5 })
    expect(shows()).toBe('2026-03-02T09:05:00Z')
  })

  test('held twice is held once, and can be set while it is', () => {
    const { clock, pass, shows } = played()
    clock.hold()
    pass({ minutes: 5 })
    clock.hold()
    clock.set(instant('2026-01-01T00:00:00Z'))
    expect(shows()).toBe('2026-01-01T00:00:00Z')
    clock.release()
    clock.release()
    pass({ seconds: 1 })
    expect(shows()).toBe('2026-01-01T00:00:01Z')
  })
})

test.each([
  ['Europe/Rome', '2026-03-02T08:00:00Z', '2026-03-29T01:45+01:00[Europe/Rome]'],
  ['Europe/Rome', '2026-09-02T08:00:00Z', '2026-10-25T02:45+02:00[Europe/Rome]'],
  ['America/New_York', '2026-03-02T08:00:00Z', '2026-03-08T01:45-05:00[America/New_York]'],
  ['Asia/Tokyo', '2026-03-02T08:00:00Z', '2026-03-29T01:45+01:00[Europe/Rome]'],
  // Within the last quarter of an hour: the one after it.
  ['Europe/Rome', '2026-03-29T00:50:00Z', '2026-10-25T02:45+02:00[Europe/Rome]'],
])('in %s at %s the next change of clocks is shown from %s', async (timeZone, now, then) => {
  await using at = await caller()
  at.clock.set(instant(now))
  at.clock.hold()
  await doing(at, 'U0TOM', { act: 'changes', timeZone })
  expect(await doing(at, 'U0TOM', { act: 'movesTo', to: 'dst' })).toMatchObject({ status: 200 })
  expect(at.clock.now().toString()).toBe(Temporal.ZonedDateTime.from(then).toInstant().toString())
})

test('the page holds the clock and lets it go', async () => {
  await using at = await caller()
  expect((await look(at)).clock).toMatchObject({ canMove: true, paused: false })
  await doing(at, 'U0TOM', { act: 'holdsClock', held: true })
  const held = (await look(at)).now
  expect((await look(at)).clock.paused).toBe(true)
  await doing(at, 'U0TOM', { act: 'moves', by: { hours: 1 } })
  expect((await look(at)).now).toBe(held + 3_600_000)
  await doing(at, 'U0TOM', { act: 'holdsClock', held: false })
  expect((await look(at)).clock.paused).toBe(false)
})

const everything = async (at: Caller): Promise<void> => {
  const { ts } = await at.call('chat.postMessage', { channel: IT, text: 'posted', client_msg_id: 'k-1' })
  await at.call('chat.postMessage', { channel: IT, text: 'posted', client_msg_id: 'k-1' })
  await at.call('chat.update', { channel: IT, ts, text: 'edited' })
  await at.call('chat.postMessage', { channel: 'U0MARCO', text: 'to one' })
  await at.call('chat.postEphemeral', { channel: IT, user: 'U0GIULIA', text: 'only you' })
  await at.call('views.publish', {
    user_id: 'U0ANNA',
    view: { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Home' } }] },
  })
  const { file_id, upload_url } = await at.call('files.getUploadURLExternal', {
    filename: 'a.csv',
    length: 3,
  })
  await fetch(String(upload_url), { method: 'POST', body: 'a,b' })
  await at.call('files.completeUploadExternal', { files: [{ id: file_id }], channel_id: IT })
  await at.call('chat.postMessage', { channel: IT })
}

test('each move of the clock lists what the app did after it, until the next', async () => {
  await using at = await caller()
  await at.call('chat.postMessage', { channel: IT, text: 'before any move' })
  await doing(at, 'U0TOM', { act: 'moves', by: { hours: 1 } })
  await everything(at)
  await doing(at, 'U0TOM', { act: 'moves', by: { days: 1 } })
  const { moves } = (await look(at)).clock
  expect(moves.map(({ from, to }) => Math.round((to - from) / 3_600_000))).toEqual([1, 24])
  expect(moves[0]?.came.map(({ what, where, text }) => `${what} ${where}: ${text}`)).toEqual([
    'message #live-it: posted',
    'edit #live-it: edited',
    'message Marco Bellini: to one',
    'notice #live-it: only you',
    'home Anna Keller: Home',
    'file #live-it: a.csv',
  ])
  expect(moves[0]?.came[0]).toMatchObject({ channel: IT, at: expect.any(Number) })
  expect(moves[1]?.came).toEqual([])
})

test('moves and the hour outlive a restart, the newest fifty of them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'playground-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'workspace.json')
  let shown = 0
  {
    await using at = await caller({ file })
    for (let n = 0; n < 52; n++) at.slack.moveClock({ minutes: 1 })
    await at.call('chat.postMessage', { channel: IT, text: 'after the last' })
    await doing(at, 'U0TOM', { act: 'holdsClock', held: true })
    shown = (await look(at)).now
  }
  await using at = await caller({ file })
  const { clock } = await look(at)
  expect(clock.moves).toHaveLength(50)
  expect(clock.moves.at(-1)?.came.map(({ text }) => text)).toEqual(['after the last'])
  expect(clock.paused).toBe(true)
  expect(at.slack.keptTime()).toMatchObject({ at: shown, held: true })
})

test('a scheduled message comes when the clock passes its moment, and not before', async () => {
  await using at = await caller()
  at.clock.set(instant('2026-09-16T08:00:00Z'))
  const post_at = instant('2026-09-16T09:00:00Z').epochMilliseconds / 1000
  await at.call('chat.scheduleMessage', { channel: IT, text: 'at nine', post_at })
  await at.call('chat.scheduleMessage', { channel: IT, text: 'at ten', post_at: post_at + 3600 })
  const texts = () =>
    at.slack
      .channel('#live-it')
      .messages()
      .map(({ text }) => text)
  at.slack.moveClock({ minutes: 59 })
  expect(texts()).toEqual([])
  at.slack.moveClock({ minutes: 2 })
  expect(texts()).toEqual(['at nine'])
  expect((await look(at)).clock.moves.at(-1)?.came).toMatchObject([{ what: 'message', text: 'at nine' }])
  expect((await at.call('chat.scheduledMessages.list')).scheduled_messages).toMatchObject([
    { text: 'at ten' },
  ])
})
