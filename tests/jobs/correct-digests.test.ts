import { describe, expect, test } from 'vitest'
import { expectClean } from '#tests/support/clean.ts'
import { AGENCIES, feed, LUNA, ofTwo } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'
import { said } from '#tests/support/talk.ts'

/** Luna's diamonds of 15 September, told anew. */
const restated = (it: Scene, diamonds: number) =>
  it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [diamonds] }]))
const posted = async (stage: (typeof STAGES)[number]): Promise<Scene> => {
  const it = await scene(stage)
  await it.given('agencies', AGENCIES)
  await it.given('daily', ofTwo('2026-09-02', 14, { luna: 100_000 }))
  await said(it, 'anna', '/digest subscribe IT daily at 10:00 tz:Europe/Rome lang:it')
  await it.later({ minutes: 30 })
  return it
}
const posts = (it: Scene, channel = '#live-eu') =>
  it.slack
    .channel(channel)
    .fromApp()
    .map(({ ts, blocks }) => ({ ts, shows: JSON.stringify(blocks) }))

describe.each(STAGES)('posted numbers that change, on $database over $mode', (stage) => {
  test('are edited where they stand, with what changed, once for each export that changes them by more than a hundredth', async () => {
    const it = await posted(stage)
    const [first] = posts(it)
    expect(first?.shows).toContain('Diamanti: 100.000')
    const edits = () => it.slack.calls.filter((call) => call.kind === 'call' && call.method === 'chat.update')

    await restated(it, 100_900)
    await it.later({ minutes: 1 })
    expect(posts(it)).toEqual([first])

    await restated(it, 101_100)
    await it.later({ hours: 24 })
    await Promise.all([it.regia.tick(), it.regia.tick()])
    await it.settled()
    const [corrected] = posts(it)
    expect(corrected?.ts).toBe(first?.ts)
    expect(corrected?.shows).toContain(
      'Corretto il 17 set, perché i numeri sono cambiati: Diamanti 100.000 → 101.100',
    )
    expect(corrected?.shows).toContain('Diamanti: 101.100')
    expect(corrected?.shows).toContain('DIG-1 ·')
    expect(edits()).toHaveLength(1)

    // Taken back, it shows again what it showed: against what stands there now.
    await restated(it, 100_000)
    await it.later({ minutes: 1 })
    expect(posts(it)[0]?.shows).toMatch(/100\.000 → 101\.100[\s\S]*101\.100 → 100\.000/)
    expect(posts(it)[0]?.shows).toContain('Diamanti: 100.000')
    expect(edits()).toHaveLength(2)
    expect(await said(it, 'giulia', '/digest storico DIG-1')).toMatch(
      /mer 16 set 2026, 10:00: pubblicato · corretto il 17 set · corretto il 17 set/,
    )
    const shown = it.slack.as('giulia').notices().at(-1)?.shows ?? ''
    expect(/<(https:[^|>]+)\|pubblicato>/.exec(shown)?.[1]).toBe(
      `https://live-eu.slack.com/archives/${it.slack.channel('#live-eu').id}/p${first?.ts.replace('.', '')}`,
    )
    expect(
      it.slack
        .as('anna')
        .dm()
        .map(({ shows }) => shows),
    ).toHaveLength(1)
    expectClean(it.slack)
  })

  test('numbers that were missing then are not missed any more once they are there', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    await it.given('daily', ofTwo('2026-09-02', 12))
    await said(it, 'anna', '/digest subscribe IT daily at 10:00 tz:Europe/Rome lang:it incomplete:post')
    await it.later({ minutes: 30 })
    expect(posts(it)[0]?.shows).toContain('I numeri più recenti arrivano fino a dom 13 set 2026')
    await it.given('daily', feed('2026-09-13', [{ who: LUNA, diamonds: [5000, 1000, 1000] }]))
    await it.later({ minutes: 1 })
    expect(posts(it)[0]?.shows).toMatch(/perché i numeri sono cambiati: Diamanti [\d.]+ → 5\.000/)
    expect(posts(it)[0]?.shows).not.toContain('I numeri più recenti')
  })

  test('many are corrected a few at a time, each once', async () => {
    const it = await posted(stage)
    // As if there had been one every morning.
    const { posts: kept } = it.regia.ledger.of('T0LIVEEU')
    const [one] = await kept.outdated(-1, it.clock.now())
    if (!one) throw new Error('nothing posted')
    await it.regia.ledger.settle('T0LIVEEU', null, async (bound) => {
      for (let n = 0; n < 25; n++) await bound.posts.add({ ...one, card: `card:digest:dig_x:${n}` })
    })
    await restated(it, 200_000)
    const wrong = async () =>
      (await kept.outdated(-1, it.clock.now())).filter(({ corrections }) => corrections.length === 0).length
    const left: number[] = []
    const round = it.regia.tick()
    for (let over = false; !over; ) {
      over = await Promise.race([round.then(() => true), new Promise<false>((go) => setImmediate(go, false))])
      left.push(await wrong())
    }
    await it.regia.tick()
    await it.settled()
    expect(left.every((n, i) => (left[i - 1] ?? 26) - n <= 5)).toBe(true)
    expect(left.at(-1)).toBe(0)
    const all = await kept.outdated(-1, it.clock.now())
    expect(all.map(({ corrections }) => corrections.length)).toEqual(Array(26).fill(1))
    expect(posts(it)[0]?.shows).toContain('100.000 → 200.000')
  })

  test('an old one does not show what is promised today', async () => {
    const it = await posted(stage)
    await said(it, 'anna', '/followup @lucia call Aurora by 2026-09-17 agency:"Aurora Talent"')
    await restated(it, 200_000)
    await it.later({ minutes: 1 })
    expect(posts(it)[0]?.shows).toMatch(/100\.000 → 200\.000[\s\S]*FU-1/)
    await it.given('daily', feed('2026-09-16', [{ who: LUNA, diamonds: [100_000] }]))
    await restated(it, 300_000)
    await it.later({ minutes: 1 })
    expect(posts(it)[0]?.shows).toContain('200.000 → 300.000')
    expect(posts(it)[0]?.shows).not.toContain('FU-1')
  })

  test('a preview stays as it was seen, what was posted by hand does not; a post that is gone is left alone', async () => {
    const it = await posted(stage)
    const anna = it.slack.as('anna')
    await anna.types('#live-eu', '/digest IT 7d')
    await it.settled()
    const preview = anna.notices().at(-1)
    if (!preview) throw new Error('no preview')
    await anna.presses(preview, 'Post here')
    await it.settled()
    await restated(it, 200_000)
    await it.later({ minutes: 1 })
    const [scheduled, byHand] = posts(it)
    expect(scheduled?.shows).toContain('Diamanti 100.000 → 200.000')
    expect(byHand?.shows).toContain(
      'Corrected on 16 Sept, because the numbers changed: Diamonds 700,000 → 800,000',
    )
    expect(anna.notices().find(({ ts }) => ts === preview.ts)?.shows).toContain('Diamonds: 700,000')

    // Somebody deletes one of them.
    it.slack.faults.next('chat.update', { kind: 'error', error: 'message_not_found' })
    await restated(it, 300_000)
    await it.later({ minutes: 1 })
    const after = posts(it)
    expect([scheduled, byHand].filter((was, n) => was?.shows === after[n]?.shows)).toHaveLength(1)
    expect(anna.dm()).toEqual([])

    // Five weeks later it is history.
    it.clock.pass({ hours: 24 * 36 })
    await restated(it, 900_000)
    await it.later({ seconds: 1 })
    expect(posts(it)).toEqual(after)
  })
})
