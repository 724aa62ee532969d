import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Fault } from '#playground/server/faults.ts'
import { type Caller, caller } from './calls.ts'

const outcome = async (at: Caller): Promise<string> => {
  try {
    const response = await at.raw('chat.postMessage', { channel: 'C0LIVEIT', text: 'x' })
    const wait = response.headers.get('retry-after')
    return `${response.status}${wait ? ` after ${wait}` : ''}`
  } catch {
    return 'cut off'
  }
}
const posted = (at: Caller) => at.slack.channel('#live-it').messages().length

test.each<[Fault, string, number]>([
  [{ kind: 'rate-limited', retryAfter: 7 }, '429 after 7', 0],
  [{ kind: 'status', status: 503 }, '503', 0],
  [{ kind: 'error', error: 'fatal_error' }, '200', 0],
  [{ kind: 'drop' }, 'cut off', 0],
  [{ kind: 'accept-then-status', status: 500 }, '500', 1],
  [{ kind: 'accept-then-drop' }, 'cut off', 1],
  [{ kind: 'late', ms: 30 }, '200', 1],
])('%o: the caller sees %s, and the channel has %i', async (fault, seen, count) => {
  await using at = await caller()
  at.slack.faults.next('chat.postMessage', fault)
  expect(await outcome(at)).toBe(seen)
  expect(posted(at)).toBe(count)
  expect(await outcome(at)).toBe('200')
})

test('what is never answered, or accepted after the line was cut, is posted all the same', async () => {
  await using at = await caller()
  at.slack.faults.next('chat.postMessage', { kind: 'drop-then-accept', ms: 20 })
  expect(await outcome(at)).toBe('cut off')
  await at.slack.until(() => posted(at) === 1)
  at.slack.faults.next('chat.postMessage', { kind: 'accept-and-never-answer' })
  void outcome(at)
  await at.slack.until(() => posted(at) === 2)
})

test('chance strikes the same way for the same seed', async () => {
  const run = async () => {
    await using at = await caller()
    at.slack.faults.random({
      seed: 4,
      faults: [{ fault: { kind: 'status', status: 500 }, probability: 0.5 }],
    })
    const seen: string[] = []
    for (let i = 0; i < 20; i++) seen.push(await outcome(at))
    return seen
  }
  const first = await run()
  expect(await run()).toEqual(first)
  expect(new Set(first)).toEqual(new Set(['200', '500']))
})

test('a workspace in a file is found again, with posts, homes and keys', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'playground-'))
  const file = join(folder, 'workspace.json')
  const args = { channel: 'C0LIVEIT', text: 'kept', client_msg_id: 'k-1' }
  let ts: unknown
  {
    await using at = await caller({ file })
    ts = (await at.call('chat.postMessage', args)).ts
    await at.call('views.publish', {
      user_id: 'U0ANNA',
      view: { type: 'home', blocks: [{ type: 'divider' }] },
    })
  }
  {
    await using at = await caller({ file })
    expect(at.slack.channel('#live-it').messages()).toMatchObject([{ ts, text: 'kept' }])
    expect(at.slack.as('anna').home()?.blocks).toHaveLength(1)
    expect((await at.call('chat.postMessage', args)).ts).toBe(ts)
    expect((await at.call('chat.postMessage', { channel: 'C0LIVEIT', text: 'next' })).ts).not.toBe(ts)
  }
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40))
  await expect(caller({ file })).rejects.toThrow('not a playground')
  rmSync(folder, { recursive: true })
})
