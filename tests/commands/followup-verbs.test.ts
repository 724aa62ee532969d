import { describe, expect, test } from 'vitest'
import type { Person, Visible } from '#playground/server/person.ts'
import { expectClean } from '#tests/support/clean.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const newest = (seen: readonly Visible[]): Visible => seen.at(-1) ?? expect.fail('nothing to be seen')
const cardIn = (who: Person, channel = '#live-eu'): Visible =>
  newest(who.sees(channel).filter((it) => it.kind === 'message' && it.shows.includes('FU-')))
const plain = (it: Visible): string => it.shows.replaceAll(/[`*]/g, '')
const answerTo = async (
  who: Person,
  line: string,
  { settled }: Pick<Scene, 'settled'>,
  channel = '#live-eu',
): Promise<string> => {
  await who.types(channel, `/followup ${line}`)
  await settled()
  return plain(newest(who.notices()))
}

/** A message of the app's with one button, whatever that carries. */
const withButton = async (
  { regia, slack, settled }: Scene,
  action: string,
  value: unknown,
): Promise<Visible> => {
  const text = { type: 'plain_text', text: 'x' }
  const button = { type: 'button', action_id: action, text, value: JSON.stringify(value) }
  await regia.ledger.settle('T0LIVEEU', null, async (_, outbox) => {
    await outbox.enqueue({
      dedupeKey: `a button ${action} ${JSON.stringify(value)}`,
      team: 'T0LIVEEU',
      kind: 'post',
      channel: 'C0LIVEEU',
      thread: null,
      card: null,
      message: JSON.stringify({ text: 'one button', blocks: [{ type: 'actions', elements: [button] }] }),
      locale: 'en',
      timeZone: 'UTC',
      owner: null,
      about: null,
    })
  })
  await settled()
  return newest(
    slack
      .as('tom')
      .sees('#live-eu')
      .filter(({ text: said }) => said === 'one button'),
  )
}

describe.each(STAGES)('what one does with a follow-up, on $database over $mode', (stage) => {
  test('done by one press; what came of it is said with it, or after it', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia, tom] = [slack.as('anna'), slack.as('giulia'), slack.as('tom')]
    await answerTo(anna, '@tom call Aurora by friday', it)
    await tom.presses(cardIn(tom), 'Done')
    await settled()
    const echo = newest(tom.notices())
    expect(echo.shows).toContain('FU-1 is done')
    await tom.presses(echo, 'Add what came of it')
    await settled()
    await tom.fills({ outcome: 'They sign on Monday' })
    await tom.submits()
    await settled()
    expect(tom.notice()).toContain('FU-1 now says what came of it')
    expect(cardIn(anna).shows).toMatch(/What came of it: They sign on Monday[\s\S]*Reopen/)

    await answerTo(giulia, '@giulia manda il contratto', it, '#live-it')
    expect(await answerTo(giulia, 'fatto FU-2 FU-3', it, '#live-it')).toContain('Qui non capisco FU-3')
    const told = await answerTo(giulia, 'fatto FU-2 firmato ieri da tutti e due', it, '#live-it')
    expect(told).toMatch(/FU-2 è completato[\s\S]*Com’è andata: firmato ieri da tutti e due/)
    expectClean(slack)
  })

  test('snoozed to what the menu offers, where its owner lives and works', async () => {
    // Friday the 30th of October 2026, in the evening; Monday the 2nd is a working day in Rome.
    const it = await scene({ ...stage, at: '2026-10-30T17:30:00Z' })
    const { slack, settled, clock } = it
    const giulia = slack.as('giulia')
    await answerTo(giulia, 'senti Aurora', it, '#live-it')
    const chosen = async (label: string) => {
      await giulia.presses(cardIn(giulia, '#live-it'), 'followup.snooze', label)
      await settled()
      return plain(newest(giulia.notices()))
    }
    expect(await chosen('Tra 3 ore')).toContain('lun 2 nov 2026, 09:00 (Europe/Rome)')
    expect(await chosen('Domani mattina')).toMatch(/rimandato a sab 31 ott 2026[\s\S]*lun 2 nov 2026, 09:00/)
    expect(await chosen('Lunedì prossimo')).toContain('rimandato a lun 2 nov 2026')
    // The eighth of December is a holiday in Italy, and the seventh is none.
    clock.at('2026-12-07T09:00:00Z')
    expect(await chosen('La prossima mattina lavorativa di chi se ne occupa')).toContain(
      'mer 9 dic 2026, 09:00',
    )
    expect(cardIn(giulia, '#live-it').shows).toMatch(/rimandato a: .* → mer 9 dic 2026, 09:00/)
    await giulia.presses(cardIn(giulia, '#live-it'), 'followup.snooze', 'Scegli un giorno…')
    await settled()
    expect(giulia.modal()?.title).toBe('Rimanda')
    expectClean(slack)
  })

  test('blocked by somebody, who is told once, and on something; noted; watched to its end', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia, tom, lucia] = [
      slack.as('anna'),
      slack.as('giulia'),
      slack.as('tom'),
      slack.as('lucia'),
    ]
    await answerTo(anna, 'sign Aurora by friday', it)
    expect(await answerTo(anna, 'block FU-1 by @tom on "the new contract"', it)).toContain(
      'FU-1 waits for <@U0TOM>: the new contract',
    )
    expect(newest(tom.dm()).shows).toMatch(/says that FU-1 waits for you: sign Aurora[\s\S]*the new contract/)
    expect(cardIn(anna).shows).toContain('waits for <@U0TOM>: the new contract')
    await answerTo(anna, 'block FU-1 by @tom on the second draft', it)
    expect(tom.dm()).toHaveLength(1)
    expect(await answerTo(anna, 'block FU-1 by @anna', it)).toContain('it cannot wait for who is to do it')

    expect(await answerTo(lucia, 'watch FU-1', it)).toContain('<@U0LUCIA> will hear how FU-1 ends')
    expect(await answerTo(lucia, 'watch FU-1', it)).toContain('watches FU-1 already')
    expect(await answerTo(anna, 'watch FU-1 @giulia', it)).toContain('<@U0GIULIA> will hear')
    expect(newest(giulia.dm()).shows).toContain('ti fa seguire FU-1, che è per <@U0ANNA>')
    expect(await answerTo(giulia, 'smetti FU-1', it)).toContain('<@U0GIULIA> non segue più FU-1')

    expect(await answerTo(lucia, 'note FU-1 they call back <!channel>', it)).toContain(
      'in the history of FU-1',
    )
    expect(cardIn(anna).shows).toContain('note: “they call back &lt;!channel&gt;”')
    expect(await answerTo(tom, 'note FU-1 draft is out', it)).toContain('in the history')
    expect(await answerTo(giulia, 'nota FU-1 e io?', it)).toContain('le aggiunge solo chi ha a che fare')
    await lucia.presses(cardIn(lucia), 'Note')
    await settled()
    await lucia.fills({ note: 'from the card' })
    await lucia.submits()
    await settled()
    expect(cardIn(anna).shows).toContain('note: “from the card”')

    expect(await answerTo(tom, 'blocca FU-1 off', it)).toContain('FU-1 waits for nothing any more')
    expect(cardIn(anna).shows).not.toContain('waits for <@U0TOM>: the second draft\n')
    await anna.presses(cardIn(anna), 'Block')
    await settled()
    await anna.submits()
    expect(anna.modal()?.errors).toEqual({ by: 'Choose a person, or write what it waits for.' })
    await anna.fills({ on: 'the lawyer' })
    await anna.submits()
    await settled()
    expect(cardIn(anna).shows).toContain('waits for: the lawyer')

    await answerTo(anna, 'done FU-1 signed', it)
    expect(newest(lucia.dm()).shows).toMatch(/has done FU-1, which you watch[\s\S]*signed/)
    expect(giulia.dm()).toHaveLength(1)
    expectClean(slack)
  })

  test('a button that was drawn before somebody else changed it does nothing, says what, and shows how it is', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    await answerTo(anna, '@tom call Aurora by friday', it)
    await answerTo(tom, 'list', it)
    const list = newest(tom.notices())
    await answerTo(anna, 'note FU-1 a word', it)
    await answerTo(anna, 'assign FU-1 @lucia', it)
    await tom.presses(list, 'Done')
    await settled()
    const stale = newest(tom.notices())
    expect(plain(stale)).toMatch(/FU-1 was changed meanwhile[\s\S]*owner: <@U0TOM> → <@U0LUCIA>/)
    expect(cardIn(anna).shows).toContain('<@U0LUCIA>')

    await answerTo(anna, 'assign FU-1 @tom', it)
    await answerTo(tom, 'list', it)
    const again = newest(tom.notices())
    await anna.presses(newest(anna.notices().filter((n) => n.shows.includes('Undo'))), 'Edit')
    await settled()
    await anna.fills({ what: 'call Aurora twice' })
    await anna.submits()
    await settled()
    await tom.presses(again, 'Done')
    await settled()
    const meanwhile = newest(tom.notices())
    expect(meanwhile.shows).toMatch(
      /FU-1 was changed meanwhile, so I did nothing\. <@U0ANNA>, Wed, 16 Sept 2026, 08:30: text: “call Aurora” → “call Aurora twice”/,
    )
    expect(cardIn(anna).shows).toContain('open')
    // The answer holds the card as it is now: from there it is done.
    await tom.presses(meanwhile, 'Done')
    await settled()
    expect(tom.notice()).toContain('FU-1 is done')
    expectClean(slack)
  })

  test('what does not make it another promise lets an old button act; so does one from before looks were counted', async () => {
    const it = await scene(stage)
    const { slack, settled, regia } = it
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    await answerTo(anna, '@tom call Aurora by friday', it)
    await answerTo(tom, 'list', it)
    const list = newest(tom.notices())
    await answerTo(anna, 'note FU-1 a word', it)
    await answerTo(anna, 'snooze FU-1 monday', it)
    await tom.presses(list, 'Done')
    await settled()
    expect(tom.notice()).toContain('FU-1 is done')

    await answerTo(anna, '@tom second thing', it)
    const found = await regia.ledger.of('T0LIVEEU').followups.named('FU-2')
    const old = await withButton(it, 'followup.done', found?.id)
    await tom.presses(old, 'x')
    await settled()
    expect(tom.notice()).toContain('FU-2 is done')
  })

  test('all of it: what it was made of, and each change by whom, when and by what, page by page', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    await answerTo(anna, '@giulia call Aurora by friday', it)
    for (let n = 1; n <= 11; n++) await answerTo(anna, `note FU-1 line ${n}`, it)
    await giulia.presses(cardIn(giulia), 'Reassign')
    await settled()
    await giulia.fills({ owner: 'U0TOM' })
    await giulia.submits()
    await settled()
    const story = await answerTo(anna, 'show FU-1', it)
    expect(story).toMatch(/All of FU-1[\s\S]*by form[\s\S]*owner: <@U0GIULIA> → <@U0TOM>[\s\S]*line 11/)
    expect(story).not.toContain('made it')
    await anna.presses(newest(anna.notices()), 'Older changes')
    await settled()
    expect(plain(newest(anna.notices()))).toMatch(/line 2[\s\S]*line 1[\s\S]*by command\n• made it/)
    await anna.presses(cardIn(anna), 'followup.further', 'History')
    await settled()
    expect(newest(anna.notices()).shows).toMatch(/All of FU-1[\s\S]*owner: <@U0GIULIA> → <@U0TOM>/)
    expect(await answerTo(giulia, 'mostra FU-1', it)).toMatch(
      /Tutto su FU-1[\s\S]*chi: <@U0GIULIA> → <@U0TOM>/,
    )
    expectClean(slack)
  })

  test('only its owner, who asked and who leads may change it; others read who may; who leads is for leads to say', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia, tom, lucia] = [
      slack.as('anna'),
      slack.as('giulia'),
      slack.as('tom'),
      slack.as('lucia'),
    ]
    await answerTo(anna, '@tom call Aurora by friday', it)
    for (const line of [
      'done',
      'cancel',
      'snooze FU-1 monday',
      'assign FU-1 @lucia',
      'edit',
      'block FU-1 on x',
    ]) {
      const refused = await answerTo(lucia, line.includes('FU-1') ? line : `${line} FU-1`, it)
      expect(refused).toContain('FU-1 is for <@U0TOM>, and <@U0ANNA> asked for it: only they can change it')
    }
    await lucia.presses(cardIn(lucia), 'Done')
    await settled()
    expect(lucia.notice()).toContain('only they can change it')
    expect(lucia.modal()).toBeNull()

    await lucia.types('#live-eu', '/regia settings')
    await settled()
    await lucia.fills({ leads: ['U0GIULIA'] })
    await lucia.submits()
    await settled()
    await tom.types('#live-eu', '/regia settings')
    await settled()
    await tom.fills({ leads: ['U0TOM'] })
    await tom.submits()
    expect(tom.modal()?.errors).toEqual({ leads: expect.stringContaining('Only those who lead') })
    expect(await answerTo(lucia, 'done FU-1', it)).toContain('<@U0GIULIA>, who lead, can change it')
    expect(await answerTo(giulia, 'fatto FU-1', it)).toContain('FU-1 è completato')
    expectClean(slack)
  })

  test('nothing that a button carries opens what is somebody else’s', async () => {
    const it = await scene(stage)
    const { slack, settled, regia } = it
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    await answerTo(anna, '@giulia a delicate matter', it, '#eu-leads')
    const secret = await regia.ledger.of('T0LIVEEU').followups.named('FU-1')
    const elsewhere = regia.ledger.of('T0OTHER').followups
    expect(secret && (await elsewhere.byId(secret.id))).toBeUndefined()
    expect(secret && (await elsewhere.history(secret.id, 10))).toEqual([])
    const press = async (action: string, value: unknown) => {
      const forged = await withButton(it, action, value)
      const before = tom.notices().length
      await tom.presses(forged, 'x')
      await settled()
      return tom.notices().slice(before).map(plain).join()
    }
    const id = secret?.id
    for (const action of ['followup.done', 'followup.reopen', 'followup.undo', 'followup.edit'])
      for (const value of [id, { id, version: 1 }, { id, version: 99 }])
        expect(await press(action, value)).toContain('There is no follow-up FU-1')
    for (const verb of ['note', 'history', 'block', 'cancel'])
      expect(await press('followup.further', { id, version: 1, verb })).toContain('There is no follow-up')
    expect(await press('followup.history', { id, before: null })).toContain('There is no follow-up')
    expect(await press('followup.done', { id: 'req_1', version: 1 })).toContain('Something went wrong')
    expect(await regia.ledger.of('T0LIVEEU').followups.named('FU-1')).toMatchObject({
      state: 'open',
      version: 1,
    })
  })
})
