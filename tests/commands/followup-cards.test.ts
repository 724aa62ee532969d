import { describe, expect, test } from 'vitest'
import type { Person, Visible } from '#playground/server/person.ts'
import { entered } from '#tests/support/forms.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

const newest = (seen: readonly Visible[]): Visible => seen.at(-1) ?? expect.fail('nothing to be seen')
/** The app's messages as this person reads them in a channel. */
const cardsIn = (who: Person, channel: string): Visible[] =>
  who.sees(channel).filter((it) => it.kind === 'message' && it.shows.includes('FU-'))

describe.each(STAGES)('a follow-up’s card, on $database over $mode', (stage) => {
  test('changes in place, in the channel and with its owner, each in its own language', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia, tom] = [slack.as('anna'), slack.as('giulia'), slack.as('tom')]
    await anna.types('#live-eu', '/followup @giulia call Aurora by friday !high')
    await settled()
    const posted = newest(cardsIn(anna, '#live-eu'))
    expect(posted.shows).toMatch(
      /by Fri, 18 Sept 2026[\s\S]*high[\s\S]*open[\s\S]*Done[\s\S]*Snooze[\s\S]*Reassign/,
    )
    const own = newest(giulia.dm())
    expect(own.shows).toMatch(/entro ven 18 set 2026[\s\S]*alta[\s\S]*aperto[\s\S]*Fatto[\s\S]*Rimanda/)

    await anna.presses(posted, 'followup.snooze', 'Choose a day…')
    await settled()
    expect(entered(anna)).toEqual({ until: '2026-09-17' })
    await anna.fills({ until: '2026-09-01' })
    await anna.submits()
    expect(anna.modal()?.errors).toEqual({ until: 'This day is over: choose today or later.' })
    await anna.fills({ until: '2026-09-22' })
    await anna.submits()
    await settled()
    expect(newest(cardsIn(anna, '#live-eu')).shows).toContain('snoozed until Tue, 22 Sept 2026')
    expect(newest(giulia.dm()).shows).toContain('rimandato a mar 22 set 2026')

    await giulia.presses(own, 'Riassegna')
    await settled()
    await giulia.fills({ owner: 'U0TOM' })
    await giulia.submits()
    await settled()
    expect(newest(giulia.dm()).shows).toContain('FU-1 ora è per')
    expect(JSON.stringify(newest(giulia.dm()).blocks)).toContain('<@U0TOM>')
    expect(newest(tom.dm()).shows).toContain('asks you to look after FU-1')

    await tom.presses(newest(tom.dm()), 'Done')
    await settled()
    expect(newest(cardsIn(anna, '#live-eu')).shows).toMatch(/Done by[\s\S]*Reopen/)
    expect(giulia.dm()[0]?.shows).toMatch(/Completato da[\s\S]*Riapri/)
    await giulia.presses(giulia.dm()[0] ?? '', 'Riapri')
    await settled()
    expect(giulia.notice()).toContain('FU-1 è per <@U0TOM>, e l’ha chiesto <@U0ANNA>')
    await tom.presses(tom.dm()[0] ?? '', 'Reopen')
    await settled()
    expect(newest(cardsIn(anna, '#live-eu')).shows).toContain('Snooze')
    expect(cardsIn(anna, '#live-eu')).toHaveLength(1)
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('the echo’s Edit changes it everywhere and tells a new owner; its Undo takes it back', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia, lucia] = [slack.as('anna'), slack.as('giulia'), slack.as('lucia')]
    await giulia.types('#live-eu', '/followup @lucia chiama Aurora entro venerdì')
    await settled()
    const echo = newest(giulia.notices())
    await giulia.presses(echo, 'Modifica')
    await settled()
    expect(giulia.modal()).toMatchObject({ title: 'Modifica il follow-up', submit: 'Salva' })
    expect(entered(giulia)).toMatchObject({
      what: 'chiama Aurora',
      owner: 'U0LUCIA',
      due: '2026-09-18',
      priority: 'normal',
    })
    await giulia.fills({ what: 'senti Aurora', owner: 'U0ANNA', due: '2026-09-25', priority: 'alta' })
    await giulia.submits()
    await settled()
    expect(newest(cardsIn(anna, '#live-eu')).shows).toMatch(/senti Aurora[\s\S]*25 Sept 2026[\s\S]*high/)
    expect(newest(lucia.dm()).shows).toContain('senti Aurora')
    expect(newest(anna.dm()).shows).toContain('asks you to look after FU-1')

    await giulia.presses(echo, 'Annulla')
    await settled()
    expect(giulia.dm()).toEqual([])
    expect(giulia.notice()).toContain('FU-1 è annullato')
    expect(newest(cardsIn(anna, '#live-eu')).shows).toMatch(/Cancelled by[\s\S]*Reopen/)
    await giulia.presses(echo, 'Modifica')
    await settled()
    expect(giulia.modal()).toBeNull()
    expect(giulia.notice()).toContain('FU-1 è già chiuso')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('pressed twice, or by two at once, it happens once and the other reads why', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    await anna.types('#live-eu', '/followup @tom one thing')
    await settled()
    const card = newest(cardsIn(anna, '#live-eu'))
    await Promise.all([anna.presses(card, 'Done'), tom.presses(card, 'Done'), anna.presses(card, 'Done')])
    await settled()
    const answers = [...anna.notices(), ...tom.notices()].map((it) => it.shows)
    expect(answers.filter((it) => it.includes('is done'))).toHaveLength(1)
    expect(answers.filter((it) => /closed already|changed meanwhile/.test(it))).toHaveLength(2)
    expect(cardsIn(anna, '#live-eu')).toHaveLength(1)
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('by word, in either language: done, cancel, reopen, snooze, assign', async () => {
    const { slack, settled } = await scene(stage)
    const marco = slack.as('marco')
    const says = async (line: string) => {
      await marco.types('#live-it', `/followup ${line}`)
      await settled()
      return marco.notices().at(-1)?.shows.replaceAll(/[`*]/g, '') ?? ''
    }
    expect(await says('chiedi i numeri')).toContain('FU-1 è per')
    expect(await says('rimanda 1 a lunedì prossimo')).toContain('FU-1 è rimandato a lun 21 set 2026.')
    expect(await says('snooze fu-1 31/02')).toContain('31/02 non esiste')
    expect(await says('rimanda FU-1 ieri')).toContain('mar 15 set 2026 è passato')
    expect(await says('assegna FU-1 @giulia')).toContain('FU-1 ora è per')
    expect(newest(slack.as('giulia').dm()).shows).toContain('ti chiede di occuparti di FU-1')
    expect(await says('assegna FU-1 @paolo')).toContain('paolo non è più in questo workspace')
    expect(await says('annulla FU-1')).toContain('FU-1 è annullato.')
    expect(await says('rimanda FU-1 domani')).toContain('FU-1 è già chiuso. /followup riapri FU-1 lo riapre.')
    expect(await says('riapri FU-1')).toContain('FU-1 è di nuovo aperto.')
    expect(await says('riapri FU-1')).toContain('FU-1 è già aperto.')
    await marco.types('#live-it', '/followup rimanda FU-1')
    await settled()
    expect(marco.modal()?.title).toBe('Rimanda')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })
})
