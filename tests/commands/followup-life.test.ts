import { describe, expect, test } from 'vitest'
import type { Person, Visible } from '#playground/server/person.ts'
import { expectClean } from '#tests/support/clean.ts'
import { entered } from '#tests/support/forms.ts'
import { AGENCIES, days, feed, LUNA } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const newest = (all: readonly Visible[]): Visible => {
  const last = all.at(-1)
  if (!last) throw new Error('nothing there')
  return last
}
const answerTo = async (
  who: Person,
  line: string,
  { settled }: Pick<Scene, 'settled'>,
  channel = '#live-eu',
): Promise<string> => {
  await who.types(channel, line)
  await settled()
  return newest(who.notices()).shows.replaceAll(/[`*]/g, '')
}
const blocksOf = (it: { blocks?: unknown } | undefined): string => JSON.stringify(it?.blocks ?? [])

describe.each(STAGES)('the life of a follow-up on $database over $mode', (stage) => {
  test('who edits an old look does not undo what somebody else did meanwhile, and keeps what they wrote', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    await anna.types('#live-eu', '/followup @tom call Aurora')
    await settled()
    await anna.presses(newest(anna.notices()), 'Edit')
    await settled()
    await tom.types('#live-eu', '/followup assign FU-1 @lucia')
    await settled()
    await anna.fills({ what: 'write to Aurora' })
    await anna.submits()
    await settled()
    const refused = newest(anna.notices())
    expect(refused.shows).toContain('Somebody changed this a moment ago')
    expect(blocksOf(slack.channel('#live-eu').fromApp().at(0))).toMatch(/call Aurora[\s\S]*<@U0LUCIA>/)
    await anna.presses(refused, 'Open the form')
    await settled()
    expect(entered(anna)).toMatchObject({ what: 'write to Aurora' })
  })

  test('its echo edits it: nothing is lost, an overdue date may stay, a new owner is told', async () => {
    const { slack, settled, clock } = await scene(stage)
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    await anna.types('#live-eu', '/followup call Aurora by friday !high agency:“Aurora Talent”')
    await settled()
    const card = () => slack.channel('#live-eu').fromApp().at(0)

    await anna.presses(newest(anna.notices()), 'Edit')
    await settled()
    expect(anna.modal()?.title).toBe('Edit the follow-up')
    expect(entered(anna)).toMatchObject({
      what: 'call Aurora',
      owner: 'U0ANNA',
      due: '2026-09-18',
      priority: 'high',
      agency: 'Aurora Talent',
    })
    await anna.fills({ what: 'write to Aurora', owner: 'U0GIULIA' })
    await anna.submits()
    await settled()
    expect(anna.notice()).toContain('FU-1')
    expect(blocksOf(card())).toMatch(/write to Aurora[\s\S]*<@U0GIULIA>/)
    expect(newest(giulia.dm()).shows).toContain('ti chiede di occuparti di FU-1')
    expect(newest(giulia.dm()).shows).toContain('write to Aurora')

    clock.at('2026-09-22T09:00:00Z')
    await giulia.types('#live-eu', '/followup modifica FU-1')
    await settled()
    expect(giulia.modal()?.title).toBe('Modifica il follow-up')
    await giulia.fills({ what: 'scrivi ad Aurora' })
    await giulia.submits()
    await settled()
    expect(giulia.modal()).toBeNull()
    expect(blocksOf(card())).toMatch(/scrivi ad Aurora[\s\S]*by Fri, 18 Sept 2026 · overdue/)
    expect(slack.channel('#live-eu').fromApp()).toHaveLength(1)
    expectClean(slack)
  })

  test('a card pressed late is answered, undone and opened again; both looks of it stay alike', async () => {
    const { slack, settled, later, clock } = await scene(stage)
    const [anna, marco] = [slack.as('anna'), slack.as('marco')]
    await anna.types('#live-it', '/followup @marco call Aurora by friday')
    await settled()
    const echo = newest(anna.notices())
    const inChannel = () => slack.channel('#live-it').fromApp().at(0)
    const before = newest(marco.dm())
    expect(blocksOf(inChannel())).toContain('chiesto da <@U0ANNA>')

    await marco.presses(before, 'Fatto')
    await settled()
    expect(blocksOf(marco.dm().at(0))).toContain('Completato da <@U0MARCO>')
    expect(blocksOf(inChannel())).toContain('Completato da <@U0MARCO>')
    await anna.presses(echo, 'Undo')
    await settled()
    expect(newest(anna.notices()).shows).toMatch(/FU-1 was changed meanwhile[\s\S]*state: open → done/)

    await anna.presses({ ts: inChannel()?.ts ?? '' }, 'Riapri')
    await settled()
    expect(anna.notice()).toContain('FU-1 is open again')
    expect(blocksOf(marco.dm().at(0))).not.toContain('Completato')
    await later({ minutes: 11 })
    await anna.presses(echo, 'Undo')
    await settled()
    expect(anna.notice()).toMatch(/ten minutes[\s\S]*followup cancel FU-1/)
    clock.pass({ minutes: -2 })
    await anna.presses(echo, 'Undo')
    await settled()
    expect(anna.notice()).toContain('FU-1 is cancelled')
    expect(blocksOf(inChannel())).toContain('Annullato da <@U0ANNA>')
    expect(blocksOf(marco.dm().at(0))).toContain('Annullato da <@U0ANNA>')
    expectClean(slack)
  })

  test('lists: mine, the team’s, somebody’s, overdue, of an agency; each says whose it is', async () => {
    const it = await scene(stage)
    const { slack, settled, given, clock } = it
    await given('agencies', AGENCIES)
    await given('daily', feed('2026-09-10', [{ who: LUNA, diamonds: days(6, 100) }]))
    const [anna, giulia, tom] = [slack.as('anna'), slack.as('giulia'), slack.as('tom')]
    await anna.types('#live-eu', '/followup @tom check the panel by thursday')
    await settled()
    await anna.types('#live-eu', '/followup @giulia rivedi il contratto agency:"aurora talent" !high')
    await settled()
    await anna.types('#live-eu', '/followup plan the cup by 30 sep creator:@luna.prova')
    await settled()
    clock.at('2026-09-18T10:00:00Z')

    const mine = await answerTo(anna, '/followup list', it)
    expect(mine).toContain('Your follow-ups')
    expect(mine).toContain('FU-3 plan the cup')
    expect(mine).not.toContain('FU-1')
    expect(await answerTo(anna, '/followup list team', it)).toMatch(/FU-1[\s\S]*FU-3[\s\S]*FU-2/)
    expect(await answerTo(giulia, '/followup elenco mie', it)).toMatch(/I tuoi follow-up[\s\S]*FU-2 rivedi/)
    const toms = await answerTo(giulia, '/followup elenco @tom', it)
    expect(toms).toMatch(/FU-1 check the panel[\s\S]*entro gio 17 set 2026 · in ritardo/)
    expect(toms).not.toContain('I tuoi')
    const late = await answerTo(giulia, '/followup elenco scadute', it)
    expect(late).toMatch(/Follow-up in ritardo[\s\S]*FU-1/)
    expect(late).not.toContain('FU-3')
    const agency = await answerTo(tom, '/followup list agency:"Aurora Talent"', it)
    expect(agency).toContain('FU-2 rivedi il contratto')
    expect(agency).toContain('FU-3 plan the cup')
    expect(agency).not.toContain('FU-1')
    expect(await answerTo(tom, '/followup list agency:Aurorra', it)).toContain('Did you mean Aurora Talent?')

    await anna.types('#live-eu', '/followup list')
    await settled()
    await anna.presses(newest(anna.notices()), 'Done')
    await settled()
    expect(anna.notice()).toContain('FU-3 is done')
    expectClean(slack)
  })

  test('where Regia is not, its maker is told so and only its owner gets the card', async () => {
    const it = await scene(stage)
    const { slack } = it
    const [anna, lucia] = [slack.as('anna'), slack.as('lucia')]
    const echo = await answerTo(anna, '/followup @lucia check the reports by monday', it, '#live-safety')
    expect(echo).toContain('FU-1 is for <@U0LUCIA>, by Mon, 21 Sept 2026, 18:00 Europe/Madrid')
    expect(echo).toContain('I am not in <#C0SAFETY>, so the card is only in direct messages')
    expect(slack.channel('#live-safety').fromApp()).toEqual([])
    expect(newest(lucia.dm()).shows).toContain('asks you to look after FU-1')

    await answerTo(anna, '/followup my own reminder', it, '#live-safety')
    expect(newest(anna.dm()).shows).toContain('my own reminder')
    expectClean(slack)
  })

  test('what is told to Regia alone is nobody else’s; from anywhere by the bolt, in a thread by mention', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia, marco] = [slack.as('anna'), slack.as('giulia'), slack.as('marco')]
    await anna.types('dm', '/followup @marco a word about pay by friday')
    await settled()
    expect(newest(marco.dm()).shows).toContain('a word about pay')
    expect(await answerTo(giulia, '/followup elenco team', it)).not.toContain('a word about pay')
    expect(await answerTo(giulia, '/followup fatto FU-1', it)).toContain('Non c’è un follow-up FU-1')

    await giulia.shortcut('followup_new')
    await settled()
    expect(entered(giulia)).toMatchObject({ owner: 'U0GIULIA', priority: 'normal' })
    await giulia.submits()
    expect(giulia.modal()?.errors).toHaveProperty('what')
    await giulia.fills({ what: 'Preparare la riunione', due: '2026-09-17' })
    await giulia.submits()
    await settled()
    expect(newest(giulia.dm()).text).toContain('FU-2')

    const root = await marco.says('#live-it', 'Aurora ha perso tre creator')
    await marco.says('#live-it', '<@U0REGIA> assegna <@U0GIULIA> senti Aurora entro venerdì !alta', {
      thread: root.ts,
    })
    await slack.until(() => slack.channel('#live-it').thread(root.ts).at(-1)?.text.includes('FU-3'))
    await settled()
    expect(blocksOf(slack.channel('#live-it').thread(root.ts).at(-1))).toMatch(/senti Aurora[\s\S]*alta/)
    expect(newest(giulia.dm()).shows).toContain('ti chiede di occuparti di FU-3')
    await marco.says('#live-it', '<@U0REGIA> ciao', { thread: root.ts })
    await slack.until(() => marco.notices().at(-1)?.shows.includes('@Regia assegna @persona'))
    await settled()
    expectClean(slack)
  })
})
