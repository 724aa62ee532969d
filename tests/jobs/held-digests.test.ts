import { describe, expect, test } from 'vitest'
import { expectClean } from '#tests/support/clean.ts'
import { AGENCIES, ofTwo, steady } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'
import { posts, said, told } from '#tests/support/talk.ts'

/** Numbers up to 14 September, one day less than the digest of the 16th at ten in Rome tells of. */
const waiting = async (stage: (typeof STAGES)[number], options = ''): Promise<Scene> => {
  const it = await scene(stage)
  await it.given('agencies', AGENCIES)
  await it.given('daily', ofTwo('2026-09-02', 13))
  await it.slack
    .as('anna')
    .types('#live-eu', `/digest subscribe all daily at 10:00 tz:Europe/Rome lang:it ${options}`)
  await it.settled()
  return it
}

describe.each(STAGES)('digests that wait for numbers, on $database over $mode', (stage) => {
  test('it waits, its owner hears so once, and it comes with the numbers and says how late they were', async () => {
    const it = await waiting(stage)
    expect(await said(it, 'anna', '/digest preview DIG-1')).toContain(
      'As things stand, there are no numbers for 15 Sept yet: if that is still so then, it waits until Wed, 16 Sept 2026, 15:00 at the latest.',
    )
    await it.later({ minutes: 30 })
    await it.regia.tick()
    await it.settled()
    expect(posts(it)).toEqual([])
    expect(told(it)).toHaveLength(1)
    expect(told(it)[0]).toMatch(
      /I am holding DIG-1 \(All creators, <#\w+>\): there are no numbers for 15 Sept yet\.[\s\S]*on Wed, 16 Sept 2026, 15:00 at the latest/,
    )
    expect(await said(it, 'giulia', '/digest storico DIG-1')).toContain(
      'in attesa: mancano ancora i numeri del 15 set; esce al più tardi mer 16 set 2026, 15:00',
    )
    // Another file changes nothing for it.
    it.clock.pass({ hours: 1 })
    await it.given('agencies', `${AGENCIES}\nNuova,IT,EU,T3,talent,Europe/Rome,,,it`)
    await it.later({ minutes: 1 })
    expect(posts(it)).toEqual([])

    it.clock.pass({ minutes: 41 })
    await it.given('daily', ofTwo('2026-09-15', 1))
    await Promise.all([it.regia.tick(), it.regia.tick()])
    await it.later({ seconds: 1 })
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toContain('In ritardo: era previsto per mer 16 set 2026, 10:00.')
    expect(posts(it)[0]).toContain('I numeri del 15 set sono arrivati mer 16 set 2026, 11:42.')
    expect(posts(it)[0]).not.toContain('Incompleto')
    expect(told(it)).toHaveLength(1)
    expect(told(it)[0]).toContain('the numbers for 15 Sept arrived on Wed, 16 Sept 2026, 11:42')
    expect(await said(it, 'anna', '/digest history DIG-1')).toMatch(
      /posted.*held before: there are no numbers for 15 Sept yet/,
    )
    await it.later({ hours: 5 })
    expect(posts(it)).toHaveLength(1)
    expectClean(it.slack)
  })

  test('when the time is up it comes as it is, with a warning; the next one waits anew', async () => {
    const it = await waiting(stage)
    await it.later({ minutes: 30 })
    await it.later({ hours: 4, minutes: 59 })
    expect(posts(it)).toEqual([])
    await it.later({ minutes: 1 })
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toContain('Incompleto: mancano ancora i numeri del 15 set.')
    expect(told(it)[0]).toContain('with a warning: the time is up, and there are no numbers for 15 Sept yet')
    // Data that come now are no reason for a second post.
    await it.given('daily', ofTwo('2026-09-15', 1))
    await it.later({ minutes: 5 })
    expect(posts(it)).toHaveLength(1)
    await it.later({ hours: 19 })
    expect(posts(it)).toHaveLength(1)
    expect(told(it)).toHaveLength(2)
    expectClean(it.slack)
  })

  test('half of the creators are too few; whoever asked for it may have it at once', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    const all = steady().split('\n')
    const last = all.filter((line) => line.startsWith('2026-09-15'))
    await it.given(
      'daily',
      all.filter((line) => !line.startsWith('2026-09-15') || last.indexOf(line) < 5).join('\n'),
    )
    await said(it, 'anna', '/digest subscribe all daily at 10:00 tz:Europe/Rome')
    await said(it, 'anna', '/digest subscribe IT daily at 10:00 tz:Europe/Rome')
    await said(it, 'anna', '/digest subscribe ES daily at 10:00 tz:Europe/Rome incomplete:post')
    await it.later({ minutes: 30 })
    expect(told(it)).toHaveLength(1)
    expect(told(it)[0]).toContain('42% of the creators have reported for 15 Sept (5 of 12)')
    // Of Italy nearly all have reported; of Spain nobody has, and it was to be posted all the same.
    expect(
      posts(it)
        .map((it) => /All creators|IT ·|ES ·/.exec(it)?.[0])
        .sort(),
    ).toEqual(['ES ·', 'IT ·'])
    const [card] = it.slack.as('anna').dm()
    if (!card) throw new Error('nothing told')
    await it.slack.as('anna').presses(card, 'Post now')
    await it.settled()
    await it.later({ seconds: 1 })
    expect(posts(it)).toHaveLength(3)
    expect(posts(it).at(-1)).toContain('Incomplete: 42% of the creators have reported for 15 Sept (5 of 12).')
    expect(told(it)[0]).toMatch(/with a warning: <@U0ANNA> did not want to wait/)
    await it.given('daily', steady())
    await it.later({ hours: 5 })
    expect(posts(it)).toHaveLength(3)
    expectClean(it.slack)
  })

  test('its card says so when the next one came instead; told not to wait any more, it is posted', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    await it.given('daily', ofTwo('2026-09-02', 13))
    await said(it, 'anna', '/digest subscribe all "0 * * * *" tz:UTC')
    await it.later({ minutes: 30 })
    expect(told(it)[0]).toContain('I am holding DIG-1')
    await said(it, 'anna', '/digest edit DIG-1')
    await it.slack.as('anna').fills({ incomplete: 'post' })
    await it.slack.as('anna').submits()
    await it.settled()
    await it.later({ seconds: 10 })
    expect(posts(it)).toHaveLength(1)
    expect(told(it)[0]).toContain('<@U0ANNA> did not want to wait')

    await said(it, 'anna', '/digest subscribe IT "0 * * * *" tz:UTC')
    await it.later({ hours: 1 })
    expect(told(it).at(-1)).toContain('I am holding DIG-2')
    await it.given('daily', ofTwo('2026-09-15', 1))
    await it.later({ hours: 1 })
    expect(told(it).at(-1)).toMatch(
      /^DIG-2 .* waits no longer: before the numbers arrived the next one was due/,
    )
    expectClean(it.slack)
  })

  test('a newer slot passes over what waits; and nothing waits for a digest that was paused', async () => {
    const it = await waiting(stage, 'incomplete:post')
    await said(it, 'anna', '/digest subscribe all "0 * * * *" tz:UTC')
    await it.later({ minutes: 30 })
    await it.later({ hours: 1 })
    // Of one missing day it is told once, and the card keeps up.
    expect(told(it)).toHaveLength(1)
    expect(told(it)[0]).toMatch(
      /on Wed, 16 Sept 2026, 16:00 at the latest[\s\S]*due on Wed, 16 Sept 2026, 11:00/,
    )
    expect(await said(it, 'anna', '/digest history DIG-2')).toMatch(
      /09:00: :hourglass: held[\s\S]*08:00: skipped: a newer one was due by the time I could post/,
    )
    await said(it, 'anna', '/digest pause DIG-2')
    await it.given('daily', ofTwo('2026-09-15', 1))
    await it.later({ minutes: 5 })
    expect(posts(it)).toHaveLength(1)
    expect(await said(it, 'anna', '/digest history DIG-2')).toMatch(/09:00: skipped: it was paused/)
    expect(told(it)).toHaveLength(1)
    expect(told(it)[0]).toMatch(/^DIG-2 \(<#\w+>\) waits no longer: it was paused or ended\.$/)
    expectClean(it.slack)
  })
})
