import { expect } from 'vitest'
import type { ApiCall } from '#playground/server/journal.ts'
import type { Playground } from '#playground/server/playground.ts'

/** What Slack says of places and people, and not of how a message is made. */
const ABOUT_THE_WORLD = ['channel_not_found', 'not_in_channel', 'user_not_found', 'already_in_channel']

/** Slack took every message and form of the scene, and what notifications read is words and not marks. */
export const expectClean = (slack: Playground): void => {
  const calls = slack.calls.filter((it) => it.kind === 'call')
  const refused = calls.filter((it) => it.flag ?? complaint(it))
  expect(refused.map(({ method, flag, answer }) => ({ method, flag, answer }))).toEqual([])
  const posted = calls.filter(({ method }) => /^chat\.(postMessage|update)$/.test(method))
  for (const { args } of posted) {
    expect(args.text).toMatch(/\S+ \S+/)
    expect(args.text).not.toMatch(/\*\S|\d{4}-\d\d-\d\d|undefined|\[object/)
  }
}

const complaint = ({ answer }: ApiCall): boolean => {
  if (typeof answer !== 'object' || answer === null || Reflect.get(answer, 'ok') !== false) return false
  return !ABOUT_THE_WORLD.includes(String(Reflect.get(answer, 'error')))
}
