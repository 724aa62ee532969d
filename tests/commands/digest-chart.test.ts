import { describe, expect, test } from 'vitest'
import { text } from '#playground/server/json.ts'
import { AGENCIES, days, feed, LUNA } from '#tests/support/numbers.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

describe.each(STAGES)('the picture in a digest, on $database over $mode', (stage) => {
  test('is there in a private look and in the post, in each one’s language, and in words where it cannot be', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    await it.given('agencies', AGENCIES)
    await it.given(
      'daily',
      feed('2026-07-22', [{ who: LUNA, diamonds: [...days(28, 1000), ...days(28, 1500)] }]),
    )
    const looked = async (who: typeof anna, channel: string, line: string) => {
      await who.types(channel, line)
      await settled()
      return who.notices().at(-1)
    }
    const pictureIn = (seen: { blocks?: readonly unknown[] } | undefined) =>
      seen?.blocks?.find((block) => (block as { type: string }).type === 'image')

    const english = await looked(anna, '#live-eu', '/digest all 7d')
    expect(pictureIn(english)).toMatchObject({
      alt_text: expect.stringMatching(
        /^Line chart: Diamonds by day · All creators\. Last 28 days, 19 Aug – 15 Sept: 42,000\. The 28 days before: 28,000\. Change: \+50\.0%\./,
      ),
    })
    expect(pictureIn(await looked(giulia, '#live-it', '/digest IT 7g'))).toMatchObject({
      alt_text: expect.stringMatching(/^Grafico a linee: Diamanti al giorno · IT\. Ultimi 28 giorni/),
    })

    if (!english) throw new Error('no digest')
    await anna.presses(english, 'Post here')
    await settled()
    const posted = slack.channel('#live-eu').fromApp().at(-1)
    expect(pictureIn(posted)).toMatchObject({ alt_text: expect.stringContaining('42,000') })

    slack.faults.next('files.getUploadURLExternal', { kind: 'error', error: 'missing_scope' })
    const plain = await looked(anna, '#live-eu', '/digest Aurora Talent 7d')
    expect(pictureIn(plain)).toBeUndefined()
    expect(text(plain?.shows)).toMatch(/Diamonds by day · Aurora Talent.*[▁▂▃▄▅▆▇█·]{28}.*42,000/)
  })

  test('that somebody deleted from Slack: words at once, and a new one the next time', async () => {
    const it = await scene(stage)
    const anna = it.slack.as('anna')
    await it.given('agencies', AGENCIES)
    await it.given('daily', feed('2026-08-19', [{ who: LUNA, diamonds: days(28, 1000) }]))
    const looked = async () => {
      await anna.types('#live-eu', '/digest all 7d')
      await it.settled()
      return anna.notices().at(-1)
    }
    await looked()
    for (const { id } of it.slack.files()) it.slack.deleteFile(id)
    const plain = await looked()
    expect(JSON.stringify(plain?.blocks)).not.toContain('"image"')
    expect(plain?.shows).toContain('█'.repeat(28))
    expect(JSON.stringify((await looked())?.blocks)).toContain('"image"')
    expect(anna.notices()).toHaveLength(3)
    expect(anna.dm()).toEqual([])
  })

  test('is not there where there is no course to show', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    await it.given('daily', feed('2026-09-10', [{ who: LUNA, diamonds: days(6, 1000) }]))
    const anna = it.slack.as('anna')
    await anna.types('#live-eu', '/digest all 7d')
    await it.settled()
    expect(anna.notices().at(-1)?.shows).toContain('6,000')
    expect(it.slack.files()).toEqual([])
  })
})
