import { describe, expect, test } from 'vitest'
import { entered } from '#tests/support/forms.ts'
import { AGENCIES, days, feed, LUNA } from '#tests/support/numbers.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

describe.each(STAGES)('follow-ups on $database over $mode', (stage) => {
  test('a typed promise becomes a card, a private echo and a message to its owner, each in its language', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia, marco] = [slack.as('anna'), slack.as('giulia'), slack.as('marco')]

    await anna.types('#live-eu', '/followup @lucia call Aurora by friday !high')
    await settled()
    expect(anna.notice()).toContain(
      'FU-1 is for <@U0LUCIA>, by Fri, 18 Sept 2026, 18:00 Europe/Madrid: call Aurora',
    )
    expect(slack.channel('#live-eu').shows()).toContain('call Aurora')
    expect(slack.as('lucia').dm().at(-1)?.shows).toContain('asks you to look after FU-1')

    await giulia.types(
      '#live-it',
      '/followup @marco chiama l’agenzia entro venerdì della settimana prossima !alta',
    )
    await settled()
    expect(giulia.notice()).toContain(
      'FU-2 è per <@U0MARCO>, entro ven 25 set 2026, 18:00 Europe/Rome: chiama l’agenzia',
    )
    expect(marco.dm().at(-1)?.shows).toContain('ti chiede di occuparti di FU-2')

    await giulia.types('#live-it', '/followup ricordati la scaletta')
    await settled()
    expect(giulia.notice()).toContain('FU-3 è per <@U0GIULIA>, senza data')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('done, snoozed, reassigned, undone and reopened, by button and by word, the card changes wherever it is', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia, marco] = [slack.as('anna'), slack.as('giulia'), slack.as('marco')]
    await anna.types('#live-it', '/followup @marco call Aurora by friday')
    await settled()
    const inChannel = () => slack.channel('#live-it').fromApp().at(0)
    const inMessages = () => marco.dm().at(0)
    const card = inMessages()
    if (!card) throw new Error('no card')

    await marco.presses(card, 'followup.snooze', 'Scegli un giorno…')
    await settled()
    expect(marco.modal()?.title).toBe('Rimanda')
    await marco.fills({ until: '2026-09-21' })
    await marco.submits()
    await settled()
    expect(inMessages()?.shows).toContain('rimandato a lun 21 set 2026')
    expect(JSON.stringify(inChannel()?.blocks)).toContain('rimandato a lun 21 set 2026')

    await marco.presses(card, 'Riassegna')
    await settled()
    await marco.fills({ owner: 'U0GIULIA' })
    await marco.submits()
    await settled()
    expect(giulia.dm().at(-1)?.shows).toContain('FU-1')
    expect(JSON.stringify(inChannel()?.blocks)).toContain('<@U0GIULIA>')

    await giulia.types('#live-it', '/followup fatto FU-1')
    await settled()
    expect(giulia.notice()).toContain('FU-1 è completato')
    expect(JSON.stringify(inChannel()?.blocks)).toContain('Completato da <@U0GIULIA>')

    await giulia.types('#live-it', '/followup fatto FU-1')
    await settled()
    expect(giulia.notice()).toContain('FU-1 è già chiuso')

    await anna.types('#live-it', '/followup reopen FU-1')
    await settled()
    await anna.types('#live-it', '/followup assign FU-1 @anna')
    await settled()
    await anna.types('#live-it', '/followup snooze FU-1 until monday')
    await settled()
    expect(anna.notice()).toContain('FU-1 is snoozed until Mon, 21 Sept 2026')
    await anna.types('#live-it', '/followup cancel FU-1')
    await settled()
    expect(anna.notice()).toContain('FU-1 is cancelled')

    await anna.types('#live-it', '/followup a slip')
    await settled()
    const echo = anna.notices().at(-1)
    if (!echo) throw new Error('no echo')
    await anna.presses(echo, 'Undo')
    await settled()
    expect(anna.notice()).toContain('FU-2 is cancelled')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('what cannot be understood is one sentence, and keeps what was typed', async () => {
    const { slack, settled, given } = await scene(stage)
    await given('agencies', AGENCIES)
    await given('daily', feed('2026-09-10', [{ who: LUNA, diamonds: days(6, 100) }]))
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    const answer = async (line: string): Promise<string> => {
      await anna.types('#live-eu', line)
      await settled()
      return (anna.notices().at(-1)?.shows ?? '').replaceAll(/[`*]/g, '')
    }
    expect(await answer('/followup')).toContain(
      'The text is missing: say what it is about. Write it like this: /followup',
    )
    expect(await answer('/followup call by 31/02')).toContain('31/02 does not exist')
    expect(await answer('/followup call by 2026-09-01')).toContain('Tue, 1 Sept 2026 is over')
    expect(await answer('/followup lst')).toContain('Did you mean /followup list?')
    expect(await answer('/followup done FU-99')).toContain('There is no follow-up FU-99')
    expect(await answer('/followup @paolo call')).toContain('paolo is not active')
    const long = `${'x'.repeat(3400)} the end`
    const tooLong = await answer(`/followup ${long}`)
    expect(tooLong).toContain('That is too long: 3,408 characters')
    expect(tooLong).toContain('the end')
    expect(await answer('/followup list everyone')).toContain('I do not understand everyone here')

    await giulia.types(
      '#live-it',
      '/followup @marco chiama “subito” entro venerdì !alta agenzia:"L’Oficina dei Creator"',
    )
    await settled()
    const refused = giulia.notices().at(-1)
    expect(refused?.shows.replaceAll('*', '')).toContain("Forse intendevi L'Officina dei Creator?")
    expect(refused?.shows).toContain('@marco chiama “subito” entro venerdì')
    if (!refused) throw new Error('no answer')
    await giulia.presses(refused, 'Apri il modulo')
    await settled()
    expect(entered(giulia)).toMatchObject({
      what: 'chiama “subito”',
      owner: 'U0MARCO',
      due: '2026-09-18',
      priority: 'high',
      agency: 'L’Oficina dei Creator',
    })
    await giulia.submits()
    expect(giulia.modal()?.errors).toEqual({ agency: expect.stringContaining("L'Officina dei Creator") })
    await giulia.fills({ agency: "l'officina DEI creator", creator: '@luna.prova' })
    await giulia.submits()
    await settled()
    expect(giulia.modal()).toBeNull()
    expect(slack.channel('#live-it').shows()).toMatch(/L'Officina dei Creator[\s\S]*@luna\.prova/)
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('what comes from a private channel stays there, and where Regia is not nothing is posted', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia, tom] = [slack.as('anna'), slack.as('giulia'), slack.as('tom')]
    await anna.types('#eu-leads', '/followup @giulia a delicate matter by friday')
    await settled()
    await tom.types('#live-eu', '/followup list team')
    await settled()
    expect(tom.notices().at(-1)?.shows).not.toContain('delicate')
    expect(tom.notices().at(-1)?.shows).toContain('1 other comes from private channels')
    await tom.types('#live-eu', '/followup done FU-1')
    await settled()
    expect(tom.notice()).toContain('There is no follow-up FU-1')
    await giulia.types('#live-it', '/followup elenco')
    await settled()
    expect(giulia.notices().at(-1)?.shows).toContain('delicate')
  })

  test('in a thread: the message’s menu, and a mention', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    const root = await tom.says('#live-eu', 'Aurora lost three creators <!channel> & more')
    await anna.shortcut('followup_from_message', root)
    await settled()
    expect(entered(anna)).toMatchObject({
      what: 'Aurora lost three creators <!channel> & more',
      owner: 'U0ANNA',
    })
    await anna.fills({ owner: 'U0TOM', due: '2026-09-01' })
    await anna.submits()
    expect(anna.modal()?.errors).toEqual({ due: 'This day is over: choose today or later.' })
    await anna.fills({ due: '2026-09-18' })
    await anna.submits()
    await settled()
    expect(slack.channel('#live-eu').thread(root.ts).at(-1)?.text).toContain('FU-1')

    await tom.says('#live-eu', '<@U0REGIA> assign <@U0ANNA> call Aurora by friday', { thread: root.ts })
    await slack.until(() => slack.channel('#live-eu').thread(root.ts).at(-1)?.text.includes('FU-2'))
    await settled()
    expect(anna.dm().at(-1)?.shows).toContain('FU-2')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('pressed twice or delivered twice, it happens once', async () => {
    const { slack, settled } = await scene(stage)
    const anna = slack.as('anna')
    await anna.types('#live-eu', '/followup one thing')
    await settled()
    const card = slack.channel('#live-eu').fromApp().at(-1)
    if (!card) throw new Error('no card')
    await Promise.all([anna.presses(card, 'Done'), anna.presses(card, 'Done')])
    await settled()
    const answers = anna.notices().map((it) => it.shows)
    expect(answers.filter((it) => it.includes('is done'))).toHaveLength(1)
    expect(slack.channel('#live-eu').fromApp()).toHaveLength(1)
  })

  test('the reminder comes at nine, the working day before and on the day, where its owner lives, never at a weekend', async () => {
    const { slack, settled, later, clock } = await scene(stage)
    const [anna, giulia, tom] = [slack.as('anna'), slack.as('giulia'), slack.as('tom')]
    await anna.types('#live-eu', '/followup @giulia prima cosa by friday')
    await anna.types('#live-eu', '/followup @giulia seconda cosa by friday')
    await anna.types('#live-eu', '/followup @tom saturday thing by saturday')
    await settled()
    const reminders = (who: typeof giulia) =>
      who.dm().filter((it) => /da guardare|to look at/.test(it.shows)).length
    await later({ minutes: 15 })
    expect(reminders(giulia)).toBe(0)
    clock.at('2026-09-18T06:46:00Z')
    await later({ minutes: 1 })
    expect(reminders(giulia)).toBe(0)
    clock.at('2026-09-18T07:00:00Z')
    await later({ minutes: 1 })
    expect(reminders(giulia)).toBe(1)
    expect(giulia.dm().at(-1)?.shows).toMatch(/Hai 2 follow-up da guardare[\s\S]*scade oggi/)
    await later({ hours: 2 })
    expect(reminders(giulia)).toBe(1)
    expect(reminders(tom)).toBe(1)
    expect(tom.dm().at(-1)?.shows).toContain('Soon')
    clock.at('2026-09-19T09:00:00Z')
    await later({ minutes: 1 })
    expect(reminders(tom)).toBe(1)
    clock.at('2026-09-21T08:15:00Z')
    await later({ minutes: 1 })
    expect(reminders(tom)).toBe(2)
    expect(tom.dm().at(-1)?.shows).toContain('overdue')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })
})
