import { describe, expect, test } from 'vitest'
import { entered } from '#tests/support/forms.ts'
import { AGENCIES, days, feed, LUNA, SOL } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

/** Luna: 100 a day, then 200 a day in the last week; Sol: 1,000 a day until five days ago, then nothing. As of 15 September. */
const withNumbers = async (it: Scene): Promise<void> => {
  await it.given('agencies', AGENCIES)
  await it.given(
    'daily',
    feed('2026-09-02', [
      { who: LUNA, diamonds: [...days(7, 1000), ...days(7, 2000)] },
      { who: SOL, diamonds: [...days(9, 5000), ...days(5, null)] },
    ]),
  )
}

describe.each(STAGES)('digests on $database over $mode', (stage) => {
  test('a private look has the right figures, in the reader’s language, and can be posted', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    const shown = async (who: typeof anna, channel: string, line: string): Promise<string> => {
      await who.types(channel, line)
      await settled()
      return (who.notices().at(-1)?.shows ?? '').replaceAll(/[`*]/g, '')
    }
    expect(await shown(anna, '#live-eu', '/digest')).toContain('There are no numbers yet')
    await withNumbers(it)

    const all = await shown(anna, '#live-eu', '/digest all 7d')
    // Luna 7 × 2,000; Sol two of nine days at 5,000 fall into the last week.
    expect(all).toContain('Diamonds: 24,000')
    expect(all).toContain('7 of 7 days known')
    expect(all).toMatch(/Numbers up to Tue, 15 Sept 2026/)
    expect(all).toMatch(/@luna\.prova \(Aurora Talent, IT\)\s+7,000 → 14,000 diamonds\s+▲ \+100\.0%/)
    expect(all).toMatch(/@sol\.prueba \(Faro Azul, ES\)\s+35,000 → 10,000 diamonds\s+▼ −71\.4%/)
    expect(all).toMatch(/Gone dark \(1\)[\s\S]*@sol\.prueba[\s\S]*not LIVE for 5 days, last on 10 Sept/)
    expect(await shown(anna, '#live-eu', '/digest IT yesterday')).toContain('Diamonds: 2,000')
    expect(await shown(anna, '#live-eu', '/digest faro azul')).toContain('Faro Azul')
    expect(await shown(giulia, '#live-it', '/digest aurora talent 28g')).toContain('Diamanti: 21.000')
    expect(await shown(giulia, '#live-it', '/digest Aurora Talnet ieri')).toContain(
      'Forse intendevi Aurora Talent?',
    )

    await anna.types('#live-eu', '/digest EU 7d')
    await settled()
    const preview = anna.notices().at(-1)
    if (!preview) throw new Error('no preview')
    await anna.presses(preview, 'Post here')
    await settled()
    expect(slack.channel('#live-eu').shows()).toContain('24,000')

    const line = slack.channel('#live-eu').fromApp().at(-1)
    if (!line) throw new Error('no digest')
    await anna.presses(
      line,
      'followup.assign',
      JSON.stringify({ why: 'dark', name: 'sol.prueba', agency: 'Faro Azul', creator: SOL.id }),
    )
    await settled()
    expect(entered(anna)).toMatchObject({
      what: 'Find out why @sol.prueba stopped going LIVE',
      agency: 'Faro Azul',
      creator: SOL.id,
      due: '2026-09-19',
    })
    await anna.submits()
    await settled()
    expect(slack.channel('#live-eu').thread(line.ts).at(-1)?.text).toContain('FU-1')
    expect(slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('subscribed by word or by form; what is wrong is said; listed, paused, resumed and ended in both languages', async () => {
    const it = await scene({ ...stage, at: '2026-10-22T10:00:00Z' })
    const { slack, settled } = it
    await withNumbers(it)
    const [anna, giulia, tom] = [slack.as('anna'), slack.as('giulia'), slack.as('tom')]
    const answer = async (who: typeof anna, channel: string, line: string): Promise<string> => {
      await who.types(channel, line)
      await settled()
      return (who.notices().at(-1)?.shows ?? '').replaceAll(/[`*]/g, '')
    }
    const made = await answer(anna, '#live-eu', '/digest subscribe all daily at 9:30 tz:Europe/Rome lang:it')
    expect(made).toContain('DIG-1: All creators will be posted')
    // Summer time ends on the 25th; half past nine stays half past nine.
    expect(made).toMatch(
      /Fri, 23 Oct 2026, 09:30[\s\S]*Sat, 24 Oct 2026, 09:30[\s\S]*Sun, 25 Oct 2026, 09:30/,
    )
    expect(await answer(giulia, '#live-it', '/digest iscrivi IT feriali alle 8')).toContain(
      'DIG-2: IT sarà pubblicato',
    )
    expect(await answer(anna, '#live-eu', '/digest subscribe all "0 9 * * 1"')).toContain('DIG-3')
    expect(await answer(anna, '#live-eu', '/digest subscribe all "* * * * *"')).toContain(
      'is not a cron line I can use',
    )
    expect(await answer(anna, '#live-eu', '/digest subscribe all daily tz:Rome')).toContain(
      'I do not know the time zone Rome',
    )
    expect(await answer(anna, '#live-eu', '/digest subscribe all daily lang:fr')).toContain(
      'I speak en and it, not fr',
    )
    expect(await answer(anna, '#live-eu', '/digest subscribe all daily at 25:00')).toContain(
      'I cannot use at 25:00. Write it like this: at 09:00',
    )
    expect(await answer(anna, '#eu-leads', '/digest subscribe all weekly')).toContain('DIG-4')

    const listed = await answer(tom, '#live-eu', '/digest list')
    expect(listed).toMatch(/DIG-1[\s\S]*DIG-2[\s\S]*DIG-3[\s\S]*1 more is in private conversations/)
    expect(listed).not.toContain('DIG-4')
    expect(await answer(tom, '#live-eu', '/digest pause DIG-4')).toContain('There is no digest DIG-4')
    expect(await answer(giulia, '#live-it', '/digest pausa DIG-2')).toContain('DIG-2 è in pausa')
    expect(await answer(giulia, '#live-it', '/digest riprendi DIG-2')).toContain('DIG-2 riparte')
    expect(await answer(giulia, '#live-it', '/digest disiscrivi DIG-2')).toContain('DIG-2 è terminato')
    expect(await answer(giulia, '#live-it', '/digest pausa DIG-2')).toContain(
      'DIG-2 è terminato e non riparte',
    )

    await giulia.types('#live-it', '/digest iscrivi')
    await settled()
    expect(entered(giulia)).toMatchObject({ scope: 'tutti', period: 'yesterday', every: 'weekday' })

    await anna.types('#live-eu', '/digest IT')
    await settled()
    const preview = anna.notices().at(-1)
    if (!preview) throw new Error('no preview')
    await anna.presses(preview, 'Subscribe')
    await settled()
    expect(entered(anna)).toMatchObject({ scope: 'IT', period: '7d', every: 'weekday', at: '09:00' })
    await anna.submits()
    await settled()
    expect(anna.notices().at(-1)?.shows).toContain('DIG-5')
    expect(slack.calls.filter((call) => call.flag)).toEqual([])
  })
})
