import { describe, expect, test } from 'vitest'
import type { Person, Visible } from '#playground/server/person.ts'
import { expectClean } from '#tests/support/clean.ts'
import { entered } from '#tests/support/forms.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const newest = (all: readonly Visible[]): Visible => all.at(-1) ?? expect.fail('nothing there')
const answerTo = async (who: Person, line: string, { settled }: Scene, channel = '#live-eu') => {
  await who.types(channel, line)
  await settled()
  return newest(who.notices()).shows.replaceAll(/[`*]/g, '')
}
const cardsIn = (who: Person, channel: string): string[] =>
  who.sees(channel).flatMap((it) => (it.kind === 'message' && it.shows.includes('FU-') ? [it.shows] : []))
const seriesIn = async ({ regia }: Scene) => {
  const ledger = regia.ledger.of('T0LIVEEU')
  return ledger.followups.open({}, 100)
}

// It begins on Wednesday 16 September 2026, half past nine in Rome.
describe.each(STAGES)('what comes round, on $database over $mode', (stage) => {
  test('is read from a line in either language, echoed with what comes next, and shown on its card', async () => {
    const it = await scene(stage)
    const [anna, giulia] = [it.slack.as('anna'), it.slack.as('giulia')]
    const echo = await answerTo(anna, '/followup @tom check the numbers every monday at 10 !high', it)
    expect(echo).toContain('FU-1 is for <@U0TOM>, by Mon, 21 Sept 2026, 10:00')
    expect(echo).toContain('repeats: every Monday at 10:00 · next Mon, 28 Sept 2026')
    expect(cardsIn(anna, '#live-eu').at(-1)).toMatch(/check the numbers[\s\S]*repeats: every Monday at 10:00/)

    const italian = await answerTo(
      giulia,
      '/followup ogni primo lunedì del mese sentire Aurora',
      it,
      '#live-it',
    )
    expect(italian).toContain('entro lun 5 ott 2026')
    expect(italian).toContain('si ripete: ogni mese il primo lunedì · prossimo lun 2 nov 2026')
    expect(await answerTo(giulia, '/followup mostra FU-2', it)).toContain(
      'si ripete: ogni mese il primo lunedì',
    )
    expect(await answerTo(anna, '/followup review the every monday meeting', it)).not.toContain('repeats')
    expectClean(it.slack)
  })

  test('comes once for each of its days: when the one before is done, else in the morning of its day', async () => {
    const it = await scene(stage)
    const anna = it.slack.as('anna')
    await answerTo(anna, '/followup check the numbers every monday', it)
    expect(await answerTo(anna, '/followup done FU-1', it)).toContain(
      'FU-1 is done. Thank you. It comes round again as FU-2, by Mon, 28 Sept 2026.',
    )
    // Its day comes, and it is there already.
    await it.at('2026-09-28T06:30:00Z')
    expect((await seriesIn(it)).map(({ ref }) => ref)).toEqual(['FU-2'])
    // This one is left open: the next one comes on its own day, not before.
    await it.at('2026-10-05T05:45:00Z')
    expect((await seriesIn(it)).map(({ ref }) => ref)).toEqual(['FU-2'])
    await it.at('2026-10-05T06:01:00Z')
    expect((await seriesIn(it)).map(({ ref, due }) => `${ref} ${due?.day}`)).toEqual([
      'FU-2 2026-09-28',
      'FU-3 2026-10-05',
    ])
    expect(cardsIn(anna, '#live-eu').at(-1)).toContain('FU-3')
    // Who closes the old one only now makes nothing of it: its day has its own.
    expect(await answerTo(anna, '/followup done FU-2', it)).not.toContain('comes round')
    await it.later({ hours: 6 })
    expect((await seriesIn(it)).map(({ ref }) => ref)).toEqual(['FU-3'])
    expectClean(it.slack)
  })

  test('after an outage only the newest comes, and says which were missed', async () => {
    const it = await scene(stage)
    const giulia = it.slack.as('giulia')
    await answerTo(giulia, '/followup sentire Aurora ogni lunedì', it, '#live-it')
    await it.at('2026-10-14T09:00:00Z')
    expect((await seriesIn(it)).map(({ ref, due }) => `${ref} ${due?.day}`)).toEqual([
      'FU-1 2026-09-21',
      'FU-2 2026-10-12',
    ])
    expect(cardsIn(giulia, '#live-it').at(-1)).toContain(
      'FU-2 doveva tornare già 2 volte (lun 28 set 2026 e lun 5 ott 2026) mentre ero spenta',
    )
    await it.later({ hours: 1 })
    expect(await seriesIn(it)).toHaveLength(2)
    expectClean(it.slack)
  })

  test('ends by its number of times, and by its last day', async () => {
    const it = await scene(stage)
    const anna = it.slack.as('anna')
    await answerTo(anna, '/followup call Aurora every day 2 times', it)
    expect(await answerTo(anna, '/followup done FU-1', it)).toContain('FU-2, by Thu, 17 Sept 2026')
    expect(cardsIn(anna, '#live-eu').at(-1)).toContain('FU-1')
    expect(await answerTo(anna, '/followup show FU-2', it)).toContain('this is the last one')
    expect(await answerTo(anna, '/followup done FU-2', it)).not.toContain('comes round')
    expect(await answerTo(anna, '/followup call Aurora every monday until 1 october', it)).toContain(
      'every Monday until Thu, 1 Oct 2026 · next Mon, 28 Sept 2026',
    )
    expect(await answerTo(anna, '/followup call Aurora every monday until 17 september', it)).toContain(
      'It would be over before it begins',
    )
    expectClean(it.slack)
  })

  test('this one or all of them: cancelled, changed, and undone at once', async () => {
    const it = await scene(stage)
    const anna = it.slack.as('anna')
    await answerTo(anna, '/followup check the numbers every monday', it)
    expect(await answerTo(anna, '/followup cancel FU-1', it)).toContain(
      'FU-1 is cancelled, only this one. It comes round again as FU-2, by Mon, 28 Sept 2026.',
    )
    const cancelled = newest(anna.notices())
    await answerTo(anna, '/followup edit FU-2', it)
    expect(entered(anna)).toMatchObject({ what: 'check the numbers', repeats: 'every Monday' })
    await anna.fills({ what: 'check the numbers of Aurora', owner: 'U0TOM' })
    await anna.submits()
    await it.settled()
    const edited = newest(anna.notices())
    expect(edited.shows).toContain('FU-2 is changed, only this one.')
    expect(await answerTo(anna, '/followup done FU-2', it)).toContain('FU-3')
    expect((await seriesIn(it)).map(({ what, owner }) => [what, owner])).toEqual([
      ['check the numbers', 'U0ANNA'],
    ])
    await answerTo(anna, '/followup edit FU-3', it)
    await anna.fills({ what: 'check them all', repeats: 'every tuesday' })
    await anna.submits()
    await it.settled()
    await anna.presses(newest(anna.notices()), 'Change all that follow')
    await it.settled()
    expect(anna.notice()).toContain('What follows FU-3 will be like it.')
    expect(await answerTo(anna, '/followup done FU-3', it)).toContain('FU-4')
    expect((await seriesIn(it)).map(({ what, due }) => [what, due?.day])).toEqual([
      ['check them all', '2026-10-06'],
    ])

    await anna.presses(cancelled, 'End the whole series')
    await it.settled()
    expect(anna.notice()).toContain('FU-1 does not come round any more; 1 open one is cancelled.')
    expect(await seriesIn(it)).toEqual([])
    await it.at('2026-11-30T09:00:00Z')
    expect(await seriesIn(it)).toEqual([])

    await answerTo(anna, '/followup a slip every monday', it)
    await anna.presses(newest(anna.notices()), 'Undo')
    await it.settled()
    expect(anna.notice()).toContain('is cancelled')
    expect(await seriesIn(it)).toEqual([])
    expectClean(it.slack)
  })

  test('by word, what there is already: begun, changed and ended; what says nothing is refused', async () => {
    const it = await scene(stage)
    const giulia = it.slack.as('giulia')
    await answerTo(giulia, '/followup sentire Aurora', it, '#live-it')
    expect(await answerTo(giulia, '/followup ripeti FU-1 ogni lunedì', it)).toContain(
      'FU-1 · :repeat: si ripete: ogni lunedì · prossimo lun 28 set 2026',
    )
    expect((await seriesIn(it))[0]).toMatchObject({ due: { day: '2026-09-21' } })
    expect(await answerTo(giulia, '/followup ripeti FU-1 ogni venerdì alle 12', it)).toContain(
      'ogni venerdì alle 12:00 · prossimo ven 25 set 2026',
    )
    expect(await answerTo(giulia, '/followup ripeti FU-1 ogni tanto', it)).toContain('Non capisco ogni tanto')
    expect(await answerTo(giulia, '/followup ripeti FU-1 basta', it)).toContain('FU-1 non si ripete più.')
    expect(await answerTo(giulia, '/followup ripeti FU-1 basta', it)).toContain('FU-1 non si ripete.')
    expect(await answerTo(giulia, '/followup fatto FU-1', it)).not.toContain('Torna')
    expectClean(it.slack)
  })
})

describe.each(STAGES)('a checklist, on $database over $mode', (stage) => {
  test('is what a text lists; ticking is one change each, also of two at once; all ticked offers Done', async () => {
    const it = await scene(stage)
    const [anna, tom] = [it.slack.as('anna'), it.slack.as('tom')]
    const echo = await answerTo(
      anna,
      '/followup @tom prepare the cup by friday\n- book the room\n* invite Aurora\n[ ] order gifts',
      it,
    )
    expect(echo).toContain('by Fri, 18 Sept 2026')
    expect(cardsIn(anna, '#live-eu').at(-1)).toMatch(
      /prepare the cup[\s\S]*Checklist: 0 of 3[\s\S]*1\. book the room[\s\S]*3\. order gifts/,
    )
    const card = () => newest(anna.sees('#live-eu').filter((each) => each.shows.includes('FU-1')))
    // Both see none of them ticked when they press.
    const seen = card()
    await Promise.all([anna.presses(seen, '1. book the room'), tom.presses(seen, '2. invite Aurora')])
    await it.settled()
    expect(cardsIn(anna, '#live-eu').at(-1)).toMatch(/Checklist: 2 of 3[\s\S]*ticked “/)
    await anna.presses(card(), '1. book the room')
    await it.settled()
    expect(cardsIn(anna, '#live-eu').at(-1)).toMatch(/Checklist: 1 of 3[\s\S]*unticked “book the room”/)
    await anna.presses(card(), '1. book the room')
    await it.settled()
    await tom.presses(card(), '3. order gifts')
    await it.settled()
    expect(newest(tom.notices()).shows).toContain('FU-1: All of the checklist is ticked.')
    await tom.presses(newest(tom.notices()), 'Done')
    await it.settled()
    expect(cardsIn(anna, '#live-eu').at(-1)).toMatch(/Done by <@U0TOM>[\s\S]*☑ 1\. book the room/)
    const told = await answerTo(anna, '/followup show FU-1', it)
    expect(told).toMatch(/ticked “order gifts”[\s\S]*unticked “book the room”[\s\S]*ticked “invite Aurora”/)
    expectClean(it.slack)
  })

  test('by word, in either language; numbers stay; a line that is edited stays ticked', async () => {
    const it = await scene(stage)
    const giulia = it.slack.as('giulia')
    await answerTo(giulia, '/followup preparare la coppa', it, '#live-it')
    expect(await answerTo(giulia, '/followup lista FU-1', it)).toContain('FU-1 non ha una lista')
    await answerTo(giulia, '/followup lista FU-1 aggiungi prenotare\ninvitare\nordinare', it)
    expect(await answerTo(giulia, '/followup lista FU-1 fatto 2', it)).toMatch(
      /spuntata 1 voce su 3[\s\S]*☐ 1\. prenotare[\s\S]*☑ 2\. invitare/,
    )
    expect(await answerTo(giulia, '/followup lista FU-1 togli 1', it)).toContain('spuntata 1 voce su 2')
    expect(await answerTo(giulia, '/followup lista FU-1 fatto 1', it)).toContain('non c’è 1')
    expect(await answerTo(giulia, '/followup lista FU-1 boh', it)).toContain('Di’ che cosa fare')
    await answerTo(giulia, '/followup modifica FU-1', it)
    expect(entered(giulia)).toMatchObject({ what: 'preparare la coppa\n- [x] invitare\n- [ ] ordinare' })
    await giulia.fills({ what: 'preparare la coppa\n- [x] invitare\n- [ ] ordinare i premi' })
    await giulia.submits()
    await it.settled()
    expect((await seriesIn(it))[0]?.checks).toEqual([
      { n: 2, text: 'invitare', done: true },
      { n: 4, text: 'ordinare i premi', done: false },
    ])
    expect(await answerTo(giulia, '/followup lista FU-1 fatto tutto', it)).toContain('spuntate 2 voci su 2')
    expectClean(it.slack)
  })
})
