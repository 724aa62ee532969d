import { describe, expect, test } from 'vitest'
import type { Fault } from '#playground/server/faults.ts'
import { STAGES } from '#tests/support/scene.ts'
import { house, importNumbers, rowsIn, settled } from './house.ts'

/** A look comes every second, and the working day of the clock lasts longer than the test. */
const PACE = 600

/** What becomes of the post when the bot is killed; null: it is killed before it can have sent anything. */
const POINTS: readonly { point: string; strike: Fault | null }[] = [
  { point: 'sent, and Slack has it', strike: { kind: 'accept-and-never-answer' } },
  { point: 'sent, and Slack never gets it', strike: { kind: 'drop' } },
  { point: 'sent, and Slack takes it only after the death', strike: { kind: 'drop-then-accept', ms: 200 } },
  { point: 'met, and not sent', strike: null },
]

describe.each(STAGES)('killed while an alert is told, on $database over $mode', (stage) => {
  test('at each point: none is lost, none is told twice', async () => {
    const it = await house({ ...stage, pace: PACE })
    const { slack, databaseUrl } = it
    const anna = slack.as('anna')
    await anna.types('#live-eu', '/digest alert all new creators')
    await slack.until(() => anna.notice()?.includes('ALR-1'), { seconds: 20 })
    const posts = () => slack.channel('#live-eu').fromApp()
    const told = (name: string) =>
      posts().filter(({ blocks }) => JSON.stringify(blocks).includes(name)).length
    const counts: Record<string, number> = {}
    for (const [n, { point, strike }] of POINTS.entries()) {
      const name = `nova_${n}`
      if (strike) slack.faults.next('chat.postMessage', strike)
      const before = slack.calls.at(-1)?.number ?? 0
      await importNumbers(databaseUrl, `2026-09-15,730000000000000090${n},${name},500,60`)
      const sends = () =>
        slack.calls.some((it) => it.number > before && it.kind === 'call' && it.method === 'chat.postMessage')
      const met = async () => (await rowsIn(databaseUrl, 'alert_episode')).length > n
      if (strike) await slack.until(sends, { seconds: 20 })
      else await expect.poll(met, { timeout: 20_000, interval: 5 }).toBe(true)
      await it.killed()
      await expect.poll(() => told(name), { timeout: 20_000, interval: 50 }).toBeGreaterThan(0)
      await settled(databaseUrl)
      counts[point] = told(name)
    }
    expect(counts).toEqual(Object.fromEntries(POINTS.map(({ point }) => [point, 1])))
    expect(posts()).toHaveLength(POINTS.length)
    const episodes = await rowsIn(databaseUrl, 'alert_episode')
    expect(episodes.map(({ state }) => state)).toEqual(POINTS.map(() => 'told'))
    expect(await it.stopped()).toBe(0)
  }, 120_000)
})
