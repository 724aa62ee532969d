import { describe, expect, test } from 'vitest'
import { STAGES, scene } from '#tests/support/scene.ts'
import { hoursTyped } from '../../commands/regia/hours.ts'

describe('hours as people type them', () => {
  test.each([
    ['9-18 mon-fri', 9, 18, [1, 2, 3, 4, 5]],
    ['9:00–18:00', 9, 18, [1, 2, 3, 4, 5]],
    ['dalle 8 alle 16 lun, mer, ven', 8, 16, [1, 3, 5]],
    ['14-24 sun-thu', 14, 24, [1, 2, 3, 4, 7]],
    ['7 - 15 sabato domenica', 7, 15, [6, 7]],
  ])('%s', (typed, opens, closes, days) => {
    expect(hoursTyped(typed)).toEqual({ opens, closes, days })
  })

  test.each(['', 'mon-fri', '18-9', '9-25', '9-18 someday', '9:30-18', 'late'])('not “%s”', (typed) => {
    expect(hoursTyped(typed)).toBeNull()
  })
})

describe.each(STAGES)('people’s own time, on $database over $mode', (stage) => {
  test('own hours: said back, kept in settings, and reminders come only then', async () => {
    const { slack, settled, at } = await scene(stage)
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    await giulia.types('#live-it', '/regia orari 14-22 dom-gio')
    await settled()
    expect(giulia.notices().at(-1)?.shows).toMatch(/14:00–22:00, lun, mar, mer, gio e dom/)
    await giulia.types('#live-it', '/regia orari tardi')
    await settled()
    expect(giulia.notices().at(-1)?.shows).toContain('Non riesco a leggere orari')
    await giulia.types('#live-it', '/regia impostazioni')
    await settled()
    expect(JSON.stringify(giulia.modal())).toContain('14:00–22:00')
    await anna.types('#live-eu', '/followup @giulia la scaletta by friday')
    await settled()
    const asked = () => giulia.dm().filter((it) => /da guardare/.test(it.shows)).length
    await at('2026-09-17T11:45:00Z')
    expect(asked()).toBe(0)
    await at('2026-09-17T12:00:00Z')
    expect(asked()).toBe(1)
    await at('2026-09-18T13:00:00Z')
    expect(asked()).toBe(1)
    await at('2026-09-20T12:00:00Z')
    expect(asked()).toBe(2)
    await giulia.types('#live-it', '/regia orari soliti')
    await settled()
    expect(giulia.notices().at(-1)?.shows).toContain('orari consueti')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('away: whoever stands in hears for them, whoever asks reads it, and what is private waits', async () => {
    const { slack, settled, at } = await scene(stage)
    const [anna, giulia, tom] = [slack.as('anna'), slack.as('giulia'), slack.as('tom')]
    await tom.types('#live-eu', '/regia away until 28 september delegate @giulia')
    await settled()
    expect(tom.notices().at(-1)?.shows).toMatch(/back on Mon, 28 Sept 2026: until then <@U0GIULIA>/)
    expect(giulia.dm().at(-1)?.shows).toMatch(/Sostituisci <@U0TOM>.*28 set 2026/)
    await anna.types('#live-eu', '/followup @tom call Aurora by friday')
    await settled()
    expect(anna.notices().at(-1)?.shows).toMatch(
      /<@U0TOM> is away until Mon, 28 Sept 2026; <@U0GIULIA> stands in/,
    )
    await anna.types('#eu-leads', '/followup @tom a delicate matter by friday')
    await settled()
    await giulia.types('#live-it', '/followup la mia cosa entro venerdì')
    await settled()
    await at('2026-09-18T09:00:00Z')
    const asked = giulia.dm().filter((it) => /da guardare/.test(it.shows))
    expect(asked).toHaveLength(1)
    expect(asked[0]?.shows).toMatch(
      /2 follow-up[\s\S]*la mia cosa[\s\S]*Per conto di <@U0TOM>[\s\S]*call Aurora/,
    )
    expect(asked[0]?.shows).not.toContain('delicate')
    await giulia.presses(asked[0]?.ts ?? '', 'Ci penso io: FU-1')
    await settled()
    expect(giulia.notices().at(-1)?.shows).toContain('è in corso')
    await at('2026-09-28T08:00:00Z')
    const back = tom.dm().filter((it) => /to look at/.test(it.shows))
    expect(back).toEqual([expect.objectContaining({ shows: expect.stringContaining('delicate') })])
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('away and back sooner: what waited comes; nobody stands in for themselves, nor for yesterday', async () => {
    const { slack, settled, at } = await scene(stage)
    const [anna, marco] = [slack.as('anna'), slack.as('marco')]
    await marco.types('#live-it', '/regia assente fino al 20/9 sostituto @marco')
    await settled()
    expect(marco.notices().at(-1)?.shows).toContain('un’altra persona')
    await marco.types('#live-it', '/regia assente fino al 1/9/2026')
    await settled()
    expect(marco.notices().at(-1)?.shows).toContain('1 set 2026')
    await marco.types('#live-it', '/regia assente')
    await settled()
    await marco.fills({ until: '2026-10-05' })
    await marco.submits()
    await settled()
    await anna.types('#live-eu', '/followup @marco la scaletta by thursday')
    await settled()
    expect(anna.notices().at(-1)?.shows).toMatch(
      /<@U0MARCO> is away until Mon, 5 Oct 2026 and is reminded only then/,
    )
    const asked = () => marco.dm().filter((it) => /da guardare/.test(it.shows)).length
    await at('2026-09-17T08:00:00Z')
    await at('2026-09-21T08:00:00Z')
    expect(asked()).toBe(0)
    await marco.types('#live-it', '/regia assente off')
    await settled()
    await at('2026-09-21T08:15:00Z')
    expect(asked()).toBe(1)
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('the morning’s message: late, today, soon; put off one by one, or all to tomorrow', async () => {
    const { slack, settled, at } = await scene(stage)
    const anna = slack.as('anna')
    for (const line of ['late by today', 'now by friday', 'near by monday 21 september']) {
      await anna.types('#live-eu', `/followup ${line}`)
      await settled()
    }
    await at('2026-09-16T10:00:00Z')
    await at('2026-09-18T07:00:00Z')
    const [first, morning] = anna.dm().filter((it) => /to look at/.test(it.shows))
    expect(first?.shows).toMatch(/1 follow-up[\s\S]*Today[\s\S]*late/)
    expect(morning?.shows).toMatch(
      /3 follow-ups[\s\S]*Overdue[\s\S]*late[\s\S]*Today[\s\S]*now[\s\S]*Soon[\s\S]*near/,
    )
    await anna.presses(morning?.ts ?? '', 'followup.snooze', 'Next Monday')
    await settled()
    expect(anna.notices().at(-1)?.shows).toMatch(/FU-1 is snoozed until Mon, 21 Sept 2026/)
    await anna.presses(morning?.ts ?? '', 'All to tomorrow')
    await settled()
    expect(anna.notices().at(-1)?.shows).toMatch(/3 follow-ups come up again on Mon, 21 Sept 2026, 09:00/)
    await at('2026-09-18T12:00:00Z')
    await at('2026-09-21T07:00:00Z')
    expect(anna.dm().filter((it) => /3 follow-ups to look at/.test(it.shows))).toHaveLength(2)
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })
})
