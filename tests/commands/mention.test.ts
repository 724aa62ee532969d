import { describe, expect, test } from 'vitest'
import { entered } from '#tests/support/forms.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

describe.each(STAGES)('follow-ups from a conversation, on $database over $mode', (stage) => {
  test('a mention in a thread puts the card there, once however often it is delivered', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia, marco] = [slack.as('anna'), slack.as('giulia'), slack.as('marco')]
    const root = await anna.says('#live-it', 'Aurora lost three creators')
    await giulia.says('#live-it', '@regia assegna @marco chiama Aurora con @giulia R&D entro venerdì !alta', {
      thread: root.ts,
    })
    await settled()
    await slack.redeliver()
    await slack.redeliver({ asNew: true })
    await settled()
    const thread = slack.channel('#live-it').thread(root.ts)
    const cards = thread.filter((it) => it.bot_id)
    expect(cards).toHaveLength(1)
    expect(cards[0]?.text).toContain('chiama Aurora con @giulia R&amp;D')
    expect(slack.channel('#live-it').fromApp()).toHaveLength(1)
    expect(giulia.notice()).toContain('FU-1 è per <@U0MARCO>, entro ven 18 set 2026')
    expect(giulia.notices().at(-1)?.thread_ts).toBe(root.ts)
    expect(marco.dm()).toHaveLength(1)
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('a mention that asks for nothing, or for what cannot be, is answered where it was made', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    const root = await anna.says('#live-eu', 'Numbers are down')
    await anna.says('#live-eu', '@regia hello', { thread: root.ts })
    await settled()
    expect(anna.notice()).toContain('Write `@Regia assign @person what by friday`')
    await anna.says('#live-eu', '@regia assign @paolo call', { thread: root.ts })
    await settled()
    expect(anna.notice()).toContain('paolo')
    expect(anna.notice()).toContain('is not active')
    await giulia.says('#live-eu', '@regia assegna chiama entro 31/02', { thread: root.ts })
    await settled()
    expect(giulia.notice()).toContain('31/02 non esiste')
    expect(giulia.notices().at(-1)?.thread_ts).toBe(root.ts)
    expect(slack.channel('#live-eu').fromApp()).toEqual([])
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('a message’s menu: the form knows the words, and the card goes into the thread', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia, lucia] = [slack.as('anna'), slack.as('giulia'), slack.as('lucia')]
    await lucia.types('#live-eu', '/followup list')
    await settled()
    const root = await lucia.says('#live-eu', 'Root')
    const reply = await lucia.says('#live-eu', 'Could @lucia ask Faro & co?', { thread: root.ts })
    await giulia.shortcut('followup_from_message', reply)
    await settled()
    expect(giulia.modal()).toMatchObject({ title: 'Assegna un follow-up', submit: 'Assegna' })
    expect(entered(giulia)).toMatchObject({ what: 'Could @lucia ask Faro & co?', owner: 'U0GIULIA' })
    await giulia.fills({ what: 'Senti Faro', owner: 'U0ANNA', due: '2026-09-01', priority: 'alta' })
    await giulia.submits()
    expect(giulia.modal()?.errors).toEqual({ due: 'Questo giorno è passato: scegli oggi o più avanti.' })
    expect(entered(giulia)).toMatchObject({ what: 'Senti Faro', owner: 'U0ANNA', priority: 'high' })
    await giulia.fills({ due: '2026-09-21' })
    await giulia.submits()
    await settled()
    expect(giulia.modal()).toBeNull()
    expect(slack.channel('#live-eu').thread(root.ts).at(-1)?.text).toContain('Senti Faro')
    expect(anna.dm().at(-1)?.shows).toContain('asks you to look after FU-1')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('the lightning bolt: no channel, so only the owner hears of it', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, marco] = [slack.as('anna'), slack.as('marco')]
    await anna.shortcut('followup_new')
    await settled()
    expect(anna.modal()?.title).toBe('Assign a follow-up')
    await anna.fills({ what: 'Prepare the cup', owner: 'U0MARCO' })
    await anna.submits()
    await settled()
    expect(marco.dm().at(-1)?.shows).toContain('ti chiede di occuparti di FU-1')
    expect(anna.dm().at(-1)?.shows).toContain('FU-1 is for')
    expect(slack.channel('#live-eu').fromApp()).toEqual([])
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })
})
