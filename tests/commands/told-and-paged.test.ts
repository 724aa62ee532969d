import { describe, expect, test } from 'vitest'
import type { Person } from '#playground/server/person.ts'
import { expectClean } from '#tests/support/clean.ts'
import { AGENCIES, days, feed, LUNA } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const answering =
  ({ settled }: Pick<Scene, 'settled'>) =>
  async (who: Person, line: string, channel = '#live-eu'): Promise<string> => {
    const before = who.notices().length
    await who.types(channel, line)
    await settled()
    expect(who.notices().length, line).toBeGreaterThan(before)
    return words(who)
  }
const words = (who: Person): string => who.notices().at(-1)?.shows.replaceAll(/[`*]/g, '') ?? ''
const next = async (who: Person, label: string, { settled }: Pick<Scene, 'settled'>): Promise<string> => {
  await who.presses(who.notices().at(-1) ?? '', label)
  await settled()
  return words(who)
}

describe.each(STAGES)('those concerned are told, on $database over $mode', (stage) => {
  test('whose it was, by word, by button and by form; in their language', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia, marco, tom] = [
      slack.as('anna'),
      slack.as('giulia'),
      slack.as('marco'),
      slack.as('tom'),
    ]
    const answer = answering(it)
    await answer(anna, '/followup @giulia call Aurora')
    await answer(anna, '/followup assign FU-1 @tom')
    expect(giulia.dm().at(-1)?.shows).toContain(
      'FU-1 non è più tuo: <@U0ANNA> l’ha passato a <@U0TOM>: call Aurora',
    )
    expect(giulia.dm().at(0)?.shows).toContain('<@U0TOM>')
    const card = slack.channel('#live-eu').fromApp().at(0)
    if (!card) throw new Error('no card')
    await anna.presses(card, 'Reassign')
    await settled()
    await anna.fills({ owner: 'U0MARCO' })
    await anna.submits()
    await settled()
    expect(tom.dm().at(-1)?.shows).toContain('FU-1 is no longer yours: <@U0ANNA> gave it to <@U0MARCO>')
    const editable = await answer(anna, '/followup @giulia second')
    expect(editable).toContain('FU-2')
    await next(anna, 'Edit', it)
    await anna.fills({ owner: 'U0MARCO' })
    await anna.submits()
    await settled()
    expect(giulia.dm().at(-1)?.shows).toContain('FU-2 non è più tuo')
    const before = marco.dm().length
    await marco.types('#live-it', '/followup assegna FU-2 @anna')
    await settled()
    // Who gives it away knows.
    expect(marco.dm()).toHaveLength(before)
    expectClean(slack)
  })

  test('who asked, when somebody else has done or cancelled it', async () => {
    const it = await scene(stage)
    const [anna, giulia, tom] = [it.slack.as('anna'), it.slack.as('giulia'), it.slack.as('tom')]
    const answer = answering(it)
    await answer(anna, '/followup @giulia first')
    await answer(giulia, '/followup @tom secondo')
    await answer(anna, '/followup @tom third')
    await answer(giulia, '/followup fatto FU-1')
    expect(anna.dm().at(-1)?.shows).toContain('<@U0GIULIA> has done FU-1, which you asked for: first')
    await answer(tom, '/followup cancel FU-2')
    expect(giulia.dm().at(-1)?.shows).toContain('<@U0TOM> ha annullato FU-2, che avevi chiesto: secondo')
    const before = anna.dm().length
    await answer(anna, '/followup cancel FU-3')
    expect(anna.dm()).toHaveLength(before)
    expectClean(it.slack)
  })

  test('a snooze says when the reminder comes, and that the date lies before it', async () => {
    const it = await scene(stage)
    const answer = answering(it)
    const [anna, giulia] = [it.slack.as('anna'), it.slack.as('giulia')]
    await answer(anna, '/followup call Aurora by friday')
    const said = await answer(anna, '/followup snooze FU-1 saturday')
    expect(said).toContain('FU-1 is snoozed until Sat, 19 Sept 2026.')
    expect(said).toContain('The reminder comes to <@U0ANNA> on Mon, 21 Sept 2026, 09:00 (Europe/Rome).')
    expect(said).toContain('It is due before that, by Fri, 18 Sept 2026, and counts as overdue')
    await answer(giulia, '/followup senti Faro entro il 30/9')
    const detto = await answer(giulia, '/followup rimanda FU-2 lunedì')
    expect(detto).toContain('Il promemoria arriva a <@U0GIULIA>: lun 21 set 2026, 09:00 (Europe/Rome).')
    expect(detto).not.toContain('Scade prima')
  })
})

describe.each(STAGES)('page by page, on $database over $mode', (stage) => {
  test('follow-ups, requests and digests have a way to the rest', async () => {
    const it = await scene(stage)
    const { slack, settled, given } = it
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    const answer = answering(it)
    for (let n = 1; n <= 43; n++) await anna.types('#live-safety', `/followup thing ${n}`)
    await settled()
    expect(await answer(anna, '/followup list', '#live-safety')).toContain('And 23 more.')
    await answer(anna, '/followup done FU-1', '#live-safety')
    await answer(anna, '/followup list', '#live-safety')
    const second = await next(anna, 'More', it)
    expect(named(second)).toHaveLength(20)
    expect(second).toMatch(/FU-22\b[\s\S]*FU-41\b/)
    const third = await next(anna, 'More', it)
    expect(named(third)).toEqual(['FU-42', 'FU-43'])
    expect(third).not.toContain('more')

    for (let n = 1; n <= 21; n++) await giulia.types('#live-it', `/request prodotto cosa ${n}`)
    await settled()
    expect(await answer(giulia, '/request elenco', '#live-it')).toContain('E un altro.')
    expect(await next(giulia, 'Altre', it)).toContain('REQ-21')

    await given('agencies', AGENCIES)
    await given('daily', feed('2026-09-10', [{ who: LUNA, diamonds: days(6, 100) }]))
    for (let n = 1; n <= 21; n++)
      await anna.types('#live-eu', `/digest subscribe all daily at 8:${String(n).padStart(2, '0')}`)
    await settled()
    expect(await answer(anna, '/digest list')).toContain('And 1 more.')
    expect(await next(anna, 'More', it)).toMatch(/DIG-21/)
    expectClean(slack)
  }, 60_000)
})

/** Each once: a line's menu names it too. */
const named = (list: string): string[] => [...new Set(list.match(/FU-\d+/g) ?? [])]
