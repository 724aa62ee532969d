import { describe, expect, test } from 'vitest'
import { expectClean } from '#tests/support/clean.ts'
import { AGENCIES, feed, LUNA, ofTwo } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'
import { posts, said, told } from '#tests/support/talk.ts'

const withDigests = async (stage: (typeof STAGES)[number]): Promise<Scene> => {
  const it = await scene(stage)
  await it.given('agencies', AGENCIES)
  await it.given('daily', ofTwo('2026-09-02', 14))
  await said(it, 'anna', '/digest subscribe all daily at 10:00 tz:Europe/Rome incomplete:post')
  await said(it, 'giulia', '/digest iscrivi IT giornaliero alle 10:00 incompleti:pubblica', '#live-eu')
  await said(it, 'giulia', '/digest iscrivi IT giornaliero alle 10:00 incompleti:pubblica', '#live-it')
  return it
}
const states = async (it: Scene): Promise<string[]> =>
  (await it.regia.ledger.of('T0LIVEEU').digests.list()).map(({ ref, state }) => `${ref} ${state}`)

describe.each(STAGES)('where a digest cannot come any more, on $database over $mode', (stage) => {
  test('archived: its owners hear why and how it is mended, once; opened again they are asked whether it should go on', async () => {
    const it = await withDigests(stage)
    await it.slack.archive('#live-eu')
    await it.settled()
    expect(await states(it)).toEqual(['DIG-1 paused', 'DIG-2 paused', 'DIG-3 active'])
    expect(told(it, 'anna')).toHaveLength(1)
    expect(told(it, 'anna')[0]).toMatch(
      /I paused DIG-1 \(All creators\): <#\w+> was archived\. If somebody unarchives it, I ask you/,
    )
    expect(told(it, 'giulia')[0]).toMatch(/Ho messo in pausa DIG-2 \(IT\): <#\w+> è stato archiviato/)
    await it.later({ minutes: 30 })
    expect(posts(it, '#live-eu')).toEqual([])
    expect(posts(it, '#live-it')).toHaveLength(1)
    expect(told(it, 'anna')).toHaveLength(1)

    await it.slack.as('anna').types('#live-it', '/digest list')
    await it.settled()
    expect(it.slack.as('anna').notices().at(-1)?.shows).toContain('paused: its channel was archived')
    await it.slack.archive('#live-eu', false)
    await it.settled()
    expect(told(it, 'anna').at(-1)).toMatch(/I can post in <#\w+> again\. DIG-1 \(All creators\) is paused/)
    expect(told(it, 'giulia').at(-1)).toMatch(/deve ripartire\?/)
    const offer = it.slack.as('anna').dm().at(-1)
    if (!offer) throw new Error('no offer')
    await it.slack.as('anna').presses(offer, 'Resume')
    await it.settled()
    expect(await states(it)).toEqual(['DIG-1 active', 'DIG-2 paused', 'DIG-3 active'])
    await it.later({ hours: 24 })
    expect(posts(it, '#live-eu')).toHaveLength(1)
    expectClean(it.slack)
  })

  test('in an archived channel nothing starts again, no rule stays; all of it is offered when it is opened', async () => {
    const it = await withDigests(stage)
    await said(it, 'anna', '/digest alert IT diamonds < 900')
    await it.slack.archive('#live-eu')
    await it.settled()
    expect(told(it, 'anna').at(-1)).toMatch(/I paused ALR-1: <#\w+> was archived\. If somebody unarchives it/)
    expect(await said(it, 'anna', '/digest resume DIG-1', '#live-it')).toMatch(
      /<#\w+> is archived, so nothing can be posted there\./,
    )
    expect(await said(it, 'giulia', '/digest riprendi DIG-2', '#live-it')).toMatch(/<#\w+> è archiviato/)
    expect(await said(it, 'anna', '/digest alert resume ALR-1', '#live-it')).toContain('is archived')
    expect(await states(it)).toEqual(['DIG-1 paused', 'DIG-2 paused', 'DIG-3 active'])
    await it.slack.archive('#live-eu', false)
    await it.settled()
    await it.later({ seconds: 2 })
    expect(told(it, 'anna').slice(-2).join()).toMatch(
      /DIG-1 .*shall it come again\?.*ALR-1 is paused: shall I go on\?/s,
    )
    expect(told(it, 'giulia').at(-1)).toMatch(/DIG-2 .*deve ripartire\?/)
    expect(await said(it, 'anna', '/digest resume DIG-1')).toContain('DIG-1 comes again.')
    expectClean(it.slack)
  })

  test('removed and invited again; deleted; what somebody paused stays paused', async () => {
    const it = await withDigests(stage)
    await said(it, 'giulia', '/digest pausa DIG-2')
    await it.slack.expel('#live-eu')
    await it.settled()
    expect(await states(it)).toEqual(['DIG-1 paused', 'DIG-2 paused', 'DIG-3 active'])
    expect(told(it, 'anna').at(-1)).toMatch(
      /I was removed from <#\w+>\. Invite me there with \/invite @Regia/,
    )
    expect(told(it, 'giulia')).toEqual([])
    await it.slack.as('anna').types('#live-eu', '/invite @regia')
    await it.settled()
    expect(told(it, 'anna')).toHaveLength(2)
    expect(told(it, 'anna').at(-1)).toContain('DIG-1 (All creators) is paused: shall it come again?')
    expect(told(it, 'giulia')).toEqual([])

    await it.slack.deleteChannel('#live-it')
    await it.settled()
    expect(await states(it)).toEqual(['DIG-1 paused', 'DIG-2 paused', 'DIG-3 paused'])
    expect(told(it, 'giulia')[0]).toMatch(/dove usciva, non c’è più\. Fallo partire in un altro canale/)
    await it.later({ hours: 24 })
    expect(told(it, 'giulia')).toHaveLength(1)
    expectClean(it.slack)
  })

  test('rules that tell in a channel that is shared are paused; told by no event, they tell nothing there', async () => {
    const it = await withDigests(stage)
    await said(it, 'anna', '/digest alert IT diamonds < 900')
    await said(it, 'anna', '/digest alert ES diamonds < 400')
    await said(it, 'giulia', '/digest avviso IT diamanti < 850')
    await said(it, 'giulia', '/digest avviso IT diamanti < 900', '#live-it')
    const rules = async () =>
      (await it.regia.ledger.of('T0LIVEEU').alerts.list()).map(({ ref, state }) => `${ref} ${state}`)
    await it.slack.share('#live-eu')
    await it.settled()
    expect(await rules()).toEqual(['ALR-1 paused', 'ALR-2 paused', 'ALR-3 paused', 'ALR-4 active'])
    expect(told(it, 'anna').filter((it) => it.includes('ALR'))).toEqual([
      expect.stringMatching(
        /I paused ALR-1 and ALR-2: <#\w+> is now shared with another organisation.*Once it is no longer shared, I ask you/,
      ),
    ])
    expect(told(it, 'giulia').filter((it) => it.includes('ALR'))).toEqual([
      expect.stringMatching(/Ho messo in pausa ALR-3: .*Quando non lo è più, ti chiedo se devo riprendere/),
    ])

    const listed = await said(it, 'anna', '/digest alerts')
    expect(listed).toContain('paused: its channel is shared with another organisation')
    expect(await said(it, 'giulia', '/digest avvisi')).toContain('condiviso con un’altra organizzazione')
    expect(await said(it, 'anna', '/digest alert resume ALR-1', '#live-it')).toMatch(
      /<#\w+> is shared with another organisation, and I keep the numbers out of it/,
    )
    expect(await rules()).toContain('ALR-1 paused')
    // One that no event has paused.
    await it.regia.ledger.settle('T0LIVEEU', null, async ({ alerts }) => {
      const rule = await alerts.named('ALR-1')
      if (rule) await alerts.change(rule, { state: 'active', pausedFor: null })
    })
    it.clock.at('2026-09-17T07:30:00Z')
    await it.given('daily', feed('2026-09-16', [{ who: LUNA, diamonds: [300] }]))
    await it.later({ minutes: 10 })
    expect(await rules()).toEqual(['ALR-1 paused', 'ALR-2 paused', 'ALR-3 paused', 'ALR-4 active'])
    expect(told(it, 'anna').filter((it) => it.includes('ALR'))).toHaveLength(2)
    expect(posts(it, '#live-eu').filter((it) => it.includes('ALR'))).toEqual([])
    expect(posts(it, '#live-it').join()).toContain('ALR-4')

    await it.slack.share('#live-eu', false)
    await it.settled()
    await it.later({ seconds: 2 })
    const offer = it.slack.as('anna').dm().at(-1)
    expect(offer?.shows).toMatch(/I can tell in .* again\. ALR-1 and ALR-2 are paused: shall I go on\?/)
    expect(told(it, 'giulia').at(-1)).toMatch(/ALR-3 è in pausa: devo riprendere\?/)
    if (!offer) throw new Error('no offer')
    await it.slack.as('anna').presses(offer, 'Resume ALR-2')
    await it.settled()
    expect(await rules()).toEqual(['ALR-1 paused', 'ALR-2 active', 'ALR-3 paused', 'ALR-4 active'])
    expectClean(it.slack)
  })

  test('shared with another organisation, no number goes there any more, though no event told of it', async () => {
    const it = await withDigests(stage)
    await it.slack.share('#live-eu')
    await it.settled()
    expect(await states(it)).toEqual(['DIG-1 paused', 'DIG-2 paused', 'DIG-3 active'])
    expect(told(it, 'anna')[0]).toMatch(
      /<#\w+> is now shared with another organisation, and I keep the numbers/,
    )
    await it.slack.share('#live-eu', false)
    await it.settled()
    expect(told(it, 'anna').at(-1)).toContain('shall it come again?')

    const before = { slackLocale: null, private: false, joined: true, archived: false }
    await it.regia.ledger.directory.rememberChannel(
      { team: 'T0LIVEEU', id: 'C0LIVEIT', name: 'live-it', external: true, ...before },
      it.clock.now(),
    )
    await it.later({ minutes: 30 })
    expect(posts(it, '#live-it')).toEqual([])
    expect(told(it, 'giulia').at(-1)).toMatch(/ora è condiviso con un’altra organizzazione/)
    expect((await states(it)).at(-1)).toBe('DIG-3 paused')
    expectClean(it.slack)
  })

  test('what no event tells, the refused post does; a missing permission says how it is given back', async () => {
    const it = await withDigests(stage)
    it.slack.faults.next('chat.postMessage', { kind: 'error', error: 'missing_scope' })
    await it.later({ minutes: 30 })
    const all = [...told(it, 'anna'), ...told(it, 'giulia')]
    expect(all).toHaveLength(1)
    expect(all[0]).toMatch(/a permission that I need there is missing|mi manca un’autorizzazione/)
    expect((await states(it)).filter((state) => state.endsWith('paused'))).toHaveLength(1)
  })

  test('rules of somebody who has left: those of a channel go on and are offered, their own end', async () => {
    const it = await withDigests(stage)
    await said(it, 'giulia', '/digest avviso IT diamanti < 900')
    await said(it, 'giulia', '/digest avviso IT diamanti < 800 dm')
    await it.slack.as('giulia').changes({ deactivated: true })
    await it.settled()
    await it.later({ seconds: 4 })
    const { alerts } = it.regia.ledger.of('T0LIVEEU')
    expect((await alerts.list()).map(({ ref, state }) => `${ref} ${state}`)).toEqual(['ALR-1 active'])
    expect(posts(it).join()).toMatch(/<@U0GIULIA>, who made ALR-1, is not active here any more\. It goes on/)
    expectClean(it.slack)
  })

  test('whose owner has left goes on, and whoever changed it last is offered it, else the channel', async () => {
    const it = await withDigests(stage)
    await it.slack.as('anna').types('#live-it', '/digest pause DIG-3')
    await it.slack.as('anna').types('#live-it', '/digest resume DIG-3')
    await it.settled()
    const giulia = told(it, 'giulia').length
    await it.slack.as('giulia').changes({ deactivated: true })
    await it.settled()
    expect(told(it, 'anna')).toHaveLength(1)
    expect(told(it, 'anna')[0]).toMatch(
      /<@U0GIULIA>, who set up DIG-3 \(IT, <#\w+>\), is not active here any more/,
    )
    const inChannel = it.slack.channel('#live-eu').fromApp().at(-1)
    expect(JSON.stringify(inChannel?.blocks)).toContain('who set up DIG-2')
    if (!inChannel) throw new Error('nothing told')
    await it.slack.as('tom').presses(inChannel, 'Take it over')
    await it.settled()
    expect(it.slack.as('tom').notices().at(-1)?.shows).toContain('DIG-2 is yours now')
    await it.later({ seconds: 2 })
    const taken = JSON.stringify(
      it.slack
        .channel('#live-eu')
        .fromApp()
        .find(({ ts }) => ts === inChannel.ts),
    )
    expect(taken).toContain('<@U0TOM> has taken over DIG-2')
    expect(taken).not.toContain('Take it over')
    // Troubles of the other one are told to Anna, who changed it last.
    await it.slack.archive('#live-it')
    await it.settled()
    expect(told(it, 'anna').at(-1)).toContain('I paused DIG-3')
    expect(told(it, 'giulia')).toHaveLength(giulia)
    await it.slack.as('tom').changes({ timeZone: 'Europe/Rome' })
    await it.settled()
    expect(told(it, 'anna')).toHaveLength(2)
    expectClean(it.slack)
  })
})
