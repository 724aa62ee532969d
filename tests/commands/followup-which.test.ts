import { describe, expect, test } from 'vitest'
import type { Person } from '#playground/server/person.ts'
import { expectClean } from '#tests/support/clean.ts'
import { entered } from '#tests/support/forms.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

/** Presses in the newest notice. */
const pressing =
  ({ settled }: Pick<Scene, 'settled'>) =>
  async (who: Person, label: string): Promise<string> => {
    await who.presses(who.notices().at(-1)?.ts ?? '', label)
    await settled()
    return who.notice() ?? ''
  }

describe.each(STAGES)('a date that may be two, on $database over $mode', (stage) => {
  test('is asked back, and a button does what was typed with the one that was meant; once', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [giulia, marco] = [slack.as('giulia'), slack.as('marco')]
    const presses = pressing(it)
    await giulia.types('#live-it', '/followup @marco chiama l’agenzia entro venerdì prossimo !alta')
    await settled()
    const question = giulia.notices().at(-1)
    expect(giulia.notice()).toContain(
      'venerdì prossimo si può intendere in più modi: ven 18 set 2026 oppure ven 25 set 2026. Quale intendi?',
    )
    expect(question?.shows).toContain('/followup @marco chiama l’agenzia entro venerdì prossimo !alta')
    expect(marco.dm()).toEqual([])

    expect(await presses(giulia, 'ven 25 set 2026')).toContain(
      'FU-1 è per <@U0MARCO>, entro ven 25 set 2026, 18:00 Europe/Rome: chiama l’agenzia',
    )
    expect(marco.dm().at(-1)?.shows).toContain('ti chiede di occuparti di FU-1')
    await giulia.presses(question?.ts ?? '', 'ven 18 set 2026')
    await settled()
    expect(giulia.notice()).toContain('È già stato fatto')
    expect(await it.regia.ledger.of('T0LIVEEU').followups.open({}, 10)).toMatchObject([
      { priority: 'high', due: { day: '2026-09-25' } },
    ])
    expectClean(slack)
  })

  test('also an hour, and a form can be opened instead', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const anna = slack.as('anna')
    const presses = pressing(it)
    await anna.types('#live-eu', '/followup call Aurora tomorrow at 7 agency:"Faro"')
    await settled()
    expect(anna.notice()).toContain('tomorrow at 7 can be read in more than one way')
    await anna.presses(anna.notices().at(-1)?.ts ?? '', 'Open the form')
    await settled()
    expect(entered(anna)).toMatchObject({ what: 'call Aurora tomorrow at 7' })
    await anna.closesModal()
    await anna.types('#live-eu', '/followup call Aurora tomorrow at 7')
    await settled()
    expect(await presses(anna, 'Thu, 17 Sept 2026, 19:00')).toContain(
      'FU-1 is for <@U0ANNA>, by Thu, 17 Sept 2026, 19:00 Europe/Rome: call Aurora',
    )
    expectClean(slack)
  })

  test('two presses at once are one follow-up', async () => {
    const { slack, settled, regia } = await scene(stage)
    const anna = slack.as('anna')
    await anna.types('#live-eu', '/followup call Aurora by next friday')
    await settled()
    const question = anna.notices().at(-1)?.ts ?? ''
    await Promise.all([
      anna.presses(question, 'Fri, 18 Sept 2026'),
      anna.presses(question, 'Fri, 25 Sept 2026'),
    ])
    await settled()
    expect(await regia.ledger.of('T0LIVEEU').followups.open({}, 10)).toHaveLength(1)
    expectClean(slack)
  })

  test('in a thread too: the card goes where it was said', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, lucia] = [slack.as('anna'), slack.as('lucia')]
    const root = await lucia.says('#live-eu', 'Numbers are down')
    await anna.says('#live-eu', '@regia assign @lucia call Aurora by next friday', { thread: root.ts })
    await settled()
    expect(anna.notices().at(-1)?.thread_ts).toBe(root.ts)
    await pressing(it)(anna, 'Fri, 18 Sept 2026')
    const cards = slack
      .channel('#live-eu')
      .thread(root.ts)
      .filter(({ bot_id }) => bot_id)
    expect(cards).toHaveLength(1)
    expect(cards[0]?.text).toContain('call Aurora')
    expect(lucia.dm()).toHaveLength(1)
    expectClean(slack)
  })

  test('and for later', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    const presses = pressing(it)
    await anna.types('#live-eu', '/followup @giulia call Aurora')
    await settled()
    await anna.types('#live-eu', '/followup snooze FU-1 next friday')
    await settled()
    expect(await presses(anna, 'Fri, 25 Sept 2026')).toContain('FU-1 is snoozed until Fri, 25 Sept 2026')
    await giulia.types('#live-eu', '/followup senti Luna')
    await settled()
    await giulia.types('#live-eu', '/followup rimanda FU-2 a domani alle 7')
    await settled()
    const said = await presses(giulia, 'gio 17 set 2026, 19:00')
    expect(said).toContain('FU-2 è rimandato a gio 17 set 2026, 19:00')
    await anna.types('#live-eu', '/followup @tom call Faro')
    await settled()
    await anna.types('#live-eu', '/followup snooze FU-3 until tomorrow at 15:00')
    await settled()
    expect(anna.notice()).toContain('Thu, 17 Sept 2026, 15:00 (Europe/London)')
    expectClean(slack)
  })
})
