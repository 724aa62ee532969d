import { describe, expect, test } from 'vitest'
import { AGENCIES, days, feed, LUNA } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const LOOK = { minutes: 10 }
/** Ten weeks of plain days up to 14 September, a Monday. */
const plain = (last: number) => [...days(69, 1000), last]

const posts = (it: Scene, channel = '#live-eu'): string[] =>
  it.slack
    .channel(channel)
    .fromApp()
    .map((message) => said(message))
const said = ({ blocks }: { blocks?: unknown }): string =>
  JSON.stringify(blocks).replaceAll(/[*`]/g, '').replaceAll('\\n', '\n')

const told = async (it: Scene, line: string, channel = '#live-eu', who: 'anna' | 'giulia' = 'anna') => {
  const person = it.slack.as(who)
  await person.types(channel, line)
  await it.settled()
  return (person.notices().at(-1)?.shows ?? '').replaceAll(/[*`]/g, '')
}

describe.each(STAGES)('alerts on $database over $mode', (stage) => {
  test('a limit: what holds already is learned, what comes is told once, restated or not', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    await it.given('daily', feed('2026-07-07', [{ who: LUNA, diamonds: plain(1000) }]))
    expect(await told(it, '/digest alert IT diamonds < 900')).toMatch(
      /ALR-1 watches IT: diamonds of a day below 900\. I tell it in <#C0LIVEEU>\. Nothing is like that/,
    )
    await it.later(LOOK)
    expect(posts(it)).toEqual([])

    await it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [400] }]))
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toMatch(/1 alert/)
    expect(posts(it)[0]).toMatch(/ALR-1 · IT: diamonds of a day below 900 · a rule of anna/)
    expect(posts(it)[0]).toMatch(
      /Diamonds on Tue, 15 Sept 2026: 400 \(usually 1,000 on that weekday, −60\.0%\)/,
    )

    // Told again by no look, no restatement, and no day that goes on.
    await it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [410] }]))
    await it.later(LOOK)
    await it.later({ hours: 24 })
    await it.given('daily', feed('2026-09-16', [{ who: LUNA, diamonds: [300] }]))
    await it.later(LOOK)
    await it.later({ hours: 96 })
    expect(posts(it)).toHaveLength(1)
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })
})
