import { expect, onTestFinished, test } from 'vitest'
import { type Json, record, records } from '#playground/server/json.ts'
import { playground } from '#playground/server/playground.ts'
import { movableClock } from '#src/domain/clock.ts'
import { type Caller, caller } from './calls.ts'
import { doing, look } from './page-calls.ts'

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
  const script = await fetch(new URL('/ui/app.js', at.url))
  expect(script.headers.get('content-type')).toContain('text/javascript')
  expect(await script.text()).not.toContain('import ')
  expect((await fetch(new URL('/ui/app.tsx', at.url))).status).toBe(404)
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

test('files of the page: a picture is shown in its place, everything else is a download', async () => {
  await using at = await caller()
  const given = async (name: string, path = name) => {
    const { result } = await doing(at, 'U0GIULIA', {
      act: 'uploads',
      name,
      base64: Buffer.from('<svg onload="alert(1)">').toString('base64'),
    })
    const response = await fetch(new URL(`/files/${result}/${path}`, at.url), {
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    return `${response.headers.get('content-type')} ${response.headers.get('content-disposition')?.split(';')[0]}`
  }
  expect(await given('a.png')).toBe('image/png inline')
  expect(await given('a.JPG')).toBe('image/jpeg inline')
  expect(await given('a.gif')).toBe('image/gif inline')
  expect(await given('a.webp')).toBe('image/webp inline')
  expect(await given('a.png', 'download/a.png')).toBe('image/png attachment')
  expect(await given('a.svg')).toBe('image/svg+xml attachment')
  expect(await given('a.html')).toBe('application/octet-stream attachment')
  expect((await fetch(new URL('/files/F0000001/a.png', at.url))).status).toBe(403)
})

test.each([
  [
    'commas and quotes',
    'a.csv',
    'name,note\n"Rossi, Anna","said ""ciao""\nand left"\n\n',
    [
      ['name', 'note'],
      ['Rossi, Anna', 'said "ciao"\nand left'],
    ],
    2,
  ],
  [
    'semicolons',
    'a.csv',
    '\ufeffcreator;diamonds\r\nanna;1,5\r\n',
    [
      ['creator', 'diamonds'],
      ['anna', '1,5'],
    ],
    2,
  ],
  [
    'tabs',
    'a.tsv',
    'a\tb\n1\t2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    2,
  ],
  [
    'more rows than are shown',
    'a.csv',
    Array.from({ length: 230 }, (_, i) => `${i},x`).join('\n'),
    Array.from({ length: 8 }, (_, i) => [`${i}`, 'x']),
    230,
  ],
])('a CSV with %s is shown by its first rows', async (_, name, content, rows, total) => {
  await using at = await caller()
  await at.slack.as('giulia').drops('#live-it', { name, bytes: content })
  expect((await look(at)).files).toMatchObject([{ name, preview: { rows, total } }])
})

test('an old CSV in windows-1252 is read, and what is no CSV has no preview', async () => {
  await using at = await caller()
  const giulia = at.slack.as('giulia')
  await giulia.drops('#live-it', { name: 'old.csv', bytes: Buffer.from('citt\xe0,1', 'latin1') })
  await giulia.drops('#live-it', { name: 'a.txt', bytes: 'a,b' })
  await giulia.drops('#live-it', { name: 'empty.csv', bytes: '' })
  expect((await look(at)).files.map(({ preview }) => preview)).toEqual([
    { rows: [['città', '1']], total: 1 },
    null,
    null,
  ])
})

test('older messages are shown when they are asked for', async () => {
  await using at = await caller()
  for (let n = 1; n <= 5; n++) await at.slack.as('giulia').says('#live-it', `${n}`)
  const two = await look(at, 'U0GIULIA', 'C0LIVEIT', 2)
  expect([two.messages.map(({ text }) => text), two.earlier]).toEqual([['4', '5'], true])
  const all = await look(at, 'U0GIULIA', 'C0LIVEIT', 5)
  expect([all.messages.map(({ text }) => text), all.earlier]).toEqual([['1', '2', '3', '4', '5'], false])
  expect((await look(at, 'U0GIULIA', 'C0LIVEIT')).messages).toHaveLength(5)
})

test('a file dropped into a thread lies in it', async () => {
  await using at = await caller()
  const { ts } = await at.slack.as('giulia').says('#live-it', 'here')
  await doing(at, 'U0GIULIA', {
    act: 'drops',
    channel: 'C0LIVEIT',
    name: 'a.csv',
    base64: 'YSxi',
    thread: ts,
  })
  expect(at.slack.channel('#live-it').thread(ts)).toHaveLength(1)
})

test('it cannot start over, or stop the clock, where nobody gave it the means', async () => {
  const slack = playground({ clock: movableClock() })
  onTestFinished(() => slack.close())
  const at = await slack.listen()
  expect(await look(at)).toMatchObject({ startOver: 'cannot', clock: { canMove: false } })
  for (const act of [
    { act: 'startsOver' },
    { act: 'holdsClock', held: true },
    { act: 'movesTo', to: 'nine' },
  ] as const)
    expect(await doing(at, 'U0GIULIA', act)).toMatchObject({
      status: 409,
      error: expect.stringContaining('cannot'),
    })
})
