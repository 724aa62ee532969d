import { describe, expect, test } from 'vitest'
import { entered } from '#tests/support/forms.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const words = (it: { shows: string } | undefined): string => (it?.shows ?? '').replaceAll(/[`*]/g, '')
const answer = async (
  { slack, settled }: Scene,
  who: string,
  channel: string,
  line: string,
): Promise<string> => {
  await slack.as(who).types(channel, line)
  await settled()
  return words(slack.as(who).notices().at(-1))
}
const channelId = ({ slack }: Scene, name: string): string => slack.channel(name).id

/** Product reads its requests in #live-product. */
const desks = async (it: Scene): Promise<void> => {
  const anna = it.slack.as('anna')
  await anna.types('#live-eu', '/regia settings')
  await it.settled()
  await anna.fills({ product: channelId(it, '#live-product') })
  await anna.submits()
  await it.settled()
}

describe.each(STAGES)('requests on $database over $mode', (stage) => {
  test('sent in a line, taken, answered: the card changes, the requester is told in their language', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    await desks(it)
    const [giulia, tom] = [slack.as('giulia'), slack.as('tom')]

    expect(
      await answer(it, 'giulia', '#live-it', '/request prodotto il pannello regali è lento !alta'),
    ).toContain('REQ-1 è arrivata al team Prodotto. Ti faccio sapere come va a finire.')
    const card = () => slack.channel('#live-product').fromApp().at(-1)
    expect(slack.channel('#live-product').shows()).toContain('il pannello regali è lento')
    const first = card()
    if (!first) throw new Error('no card')
    await tom.presses(first, 'Take')
    await settled()
    expect(JSON.stringify(card()?.blocks)).toContain('<@U0TOM> looks after it')
    expect(giulia.dm().at(-1)?.shows).toContain('si occupa della tua richiesta REQ-1')
    expect(await answer(it, 'tom', '#live-product', '/request take REQ-1')).toContain('REQ-1 is yours')
    expect(giulia.dm().filter((each) => each.shows.includes('si occupa della'))).toHaveLength(1)
    expect(await answer(it, 'anna', '#live-product', '/request take REQ-1')).toContain(
      'is with <@U0TOM> already',
    )

    await tom.presses(first, 'Done')
    await settled()
    await tom.fills({ answer: 'Fixed in 31.2 <!channel>' })
    await tom.submits()
    await settled()
    expect(giulia.dm().at(-1)?.shows).toMatch(/ha chiuso la tua richiesta REQ-1[\s\S]*Fixed in 31\.2/)
    expect(JSON.stringify(card()?.blocks)).toContain('Fixed in 31.2 &lt;!channel&gt;')
    expect(await answer(it, 'tom', '#live-product', '/request done REQ-1')).toContain(
      'REQ-1 is closed already',
    )
    expect(slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('by form, by shortcut and declined with a reason; kept also while a team has no channel', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    await desks(it)
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]

    await anna.types('#live-eu', '/request product')
    await settled()
    expect(entered(anna)).toMatchObject({ desk: 'product', priority: 'normal' })
    await anna.submits()
    expect(anna.modal()?.errors).toHaveProperty('what')
    await anna.fills({ what: 'A darker dark mode' })
    await anna.submits()
    await settled()
    expect(words(anna.notices().at(-1))).toContain('REQ-1 is with Product')

    const said = await tom.says('#live-eu', 'Could safety look at this?')
    await anna.shortcut('request_from_message', said)
    await settled()
    expect(entered(anna)).toMatchObject({ what: 'Could safety look at this?' })
    await anna.fills({ desk: 'safety' })
    await anna.submits()
    await settled()
    expect(words(anna.notices().at(-1))).toContain(
      'REQ-2 is kept for Safety, but that team has no channel yet',
    )

    await anna.shortcut('request_new')
    await settled()
    expect(anna.modal()?.title).toBe('New request')
    await anna.closesModal()

    expect(await answer(it, 'tom', '#live-eu', '/request list')).toMatch(/REQ-1[\s\S]*REQ-2/)
    expect(await answer(it, 'tom', '#live-eu', '/request list team:sicurezza')).toMatch(/REQ-2/)
    expect(await answer(it, 'tom', '#live-eu', '/request list mine')).toContain('No request is waiting')
    expect(await answer(it, 'tom', '#live-eu', '/request list team:sales')).toContain(
      'I cannot use team:sales',
    )
    expect(await answer(it, 'tom', '#live-eu', '/request decline REQ-1')).toContain('Say why')
    expect(await answer(it, 'tom', '#live-eu', '/request decline REQ-1 not this quarter')).toContain(
      'REQ-1 is declined',
    )
    expect(anna.dm().at(-1)?.shows).toMatch(/declined your request REQ-1[\s\S]*not this quarter/)
    expect(await answer(it, 'tom', '#live-eu', '/request take REQ-2')).toContain('REQ-2 is yours')
    expect(await answer(it, 'tom', '#live-eu', '/request take REQ-77')).toContain(
      'There is no request REQ-77',
    )
    expect(slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('settings want channels where Regia is, and keep the rest of what was chosen', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const anna = slack.as('anna')
    await anna.types('#live-eu', '/regia impostazioni')
    await settled()
    await anna.fills({ product: channelId(it, '#live-product'), content: channelId(it, '#spring-cup-2025') })
    await anna.submits()
    expect(anna.modal()?.errors).toEqual({ content: '#spring-cup-2025 is archived. Choose another channel.' })
    await anna.fills({ content: channelId(it, '#live-content') })
    await anna.submits()
    await settled()
    expect(anna.modal()).toBeNull()
    await anna.types('#live-eu', '/regia settings')
    await settled()
    expect(entered(anna)).toMatchObject({
      product: channelId(it, '#live-product'),
      content: channelId(it, '#live-content'),
    })
  })

  test('every command explains itself, in both languages', async () => {
    const it = await scene(stage)
    for (const command of ['/digest', '/followup', '/request']) {
      expect(await answer(it, 'anna', '#live-eu', `${command} help`)).toContain(`${command} list`)
      expect(await answer(it, 'giulia', '#live-it', `${command} aiuto`)).toContain(`${command} elenco`)
    }
    expect(await answer(it, 'anna', '#live-eu', '/regia help')).toContain('What Regia can do')
    expect(await answer(it, 'giulia', '#live-it', '/regia aiuto')).toContain('Che cosa sa fare Regia')
    expect(await answer(it, 'anna', '#live-eu', '/regia dance')).toContain('I do not know dance')
  })
})
