import { describe, expect, test } from 'vitest'
import { STAGES, scene } from '#tests/support/scene.ts'

type House = Awaited<ReturnType<typeof scene>>

const LOOK = /Hai \d+ follow-up da guardare|Hai un follow-up|You have \d+ follow-ups? to look at/
const looked = ({ slack }: House, who: string) =>
  slack
    .as(who)
    .dm()
    .filter((it) => LOOK.test(it.shows))
const says = async ({ slack, settled }: House, who: string, words: string) => {
  await slack.as(who).types('#live-eu', words)
  await settled()
}

describe.each(STAGES)('what is said of the next question is kept, on $database over $mode', (stage) => {
  test('“I am on it”: asked again when that was said, once, also without a date', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, settled, at } = house
    await says(house, 'anna', '/followup @marco call Aurora')
    await says(house, 'anna', '/followup snooze FU-1 thursday')
    await at('2026-09-17T07:00:00Z')
    const [first] = looked(house, 'marco')
    if (!first) throw new Error('nobody was asked')
    await slack.as('marco').presses(first.ts, 'Ci penso io: FU-1')
    await settled()
    expect(slack.as('marco').notices().at(-1)?.shows).toMatch(/lun(edì)?,? 21 set/)
    await at('2026-09-18T15:00:00Z')
    expect(looked(house, 'marco')).toHaveLength(1)
    await at('2026-09-21T07:00:00Z')
    expect(looked(house, 'marco')).toHaveLength(2)
    await at('2026-10-05T15:00:00Z')
    expect(looked(house, 'marco')).toHaveLength(2)
  })

  test('“I am on it” on the day before leaves the day itself', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, settled, at } = house
    await says(house, 'anna', '/followup @marco call Aurora by wednesday 23 september')
    await at('2026-09-22T07:00:00Z')
    const [first] = looked(house, 'marco')
    if (!first) throw new Error('nobody was asked')
    await slack.as('marco').presses(first.ts, 'Ci penso io: FU-1')
    await settled()
    expect(slack.as('marco').notices().at(-1)?.shows).toMatch(/mer(coledì)?,? 23 set/)
    await at('2026-09-23T07:00:00Z')
    expect(looked(house, 'marco')).toHaveLength(2)
  })

  test('moved to today after the morning’s question, it comes when its card says', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, settled, at, regia } = house
    await says(house, 'anna', '/followup call Aurora by thursday')
    await at('2026-09-17T07:00:00Z')
    await at('2026-09-18T07:00:00Z')
    expect(looked(house, 'anna')).toHaveLength(2)
    await at('2026-09-18T10:00:00Z')
    await says(house, 'anna', '/followup edit FU-1')
    await slack.as('anna').fills({ due: '2026-09-18' })
    await slack.as('anna').submits()
    await settled()
    const { remindAt } = (await regia.ledger.of('T0LIVEEU').followups.named('FU-1')) ?? {}
    expect(remindAt?.toString()).toMatch(/^2026-09-18T12:00/)
    await at('2026-09-18T12:15:00Z')
    expect(looked(house, 'anna')).toHaveLength(3)
  })

  test('a snooze without a date outlasts that it waited for somebody', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { at } = house
    await says(house, 'anna', '/followup call Aurora')
    await says(house, 'anna', '/followup snooze FU-1 friday')
    await says(house, 'anna', '/followup block FU-1 on "the contract"')
    await at('2026-09-21T10:00:00Z')
    expect(looked(house, 'anna')).toEqual([])
    await says(house, 'anna', '/followup block FU-1 off')
    await at('2026-09-21T10:15:00Z')
    expect(looked(house, 'anna')).toEqual([])
    await at('2026-09-21T12:15:00Z')
    expect(looked(house, 'anna')).toHaveLength(1)
  })

  test('of what waits, whoever it waits for is asked each week, and its owner where that is nobody', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { at } = house
    await says(house, 'anna', '/followup call Aurora by thursday')
    await says(house, 'anna', '/followup call Borea by thursday')
    await at('2026-09-18T09:00:00Z')
    const before = looked(house, 'anna').length
    await says(house, 'anna', '/followup block FU-1 by @marco')
    await says(house, 'anna', '/followup block FU-2 on "the contract"')
    await at('2026-09-24T07:00:00Z')
    expect(looked(house, 'marco')).toHaveLength(1)
    expect(looked(house, 'anna').slice(before)).toEqual([
      expect.objectContaining({
        shows: expect.stringMatching(/Does this still wait\?.*Borea.*the contract/s),
      }),
    ])
    await at('2026-10-01T07:00:00Z')
    expect([looked(house, 'marco').length, looked(house, 'anna').length]).toEqual([2, before + 2])
  })

  test('a card tells what is next also where nobody has heard, and is not snoozed once it has come up', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, at, settled } = house
    const card = () => JSON.stringify(slack.channel('#live-eu').fromApp()[0]?.blocks)
    await says(house, 'anna', '/followup @marco call Aurora by friday')
    await says(house, 'anna', '/followup snooze FU-1 thursday')
    expect(card()).toMatch(/open · snoozed until/)
    await slack.as('marco').types('#live-eu', '/regia away until 28 september')
    await settled()
    await at('2026-09-17T07:00:00Z')
    expect(looked(house, 'marco')).toEqual([])
    // He is back on the 28th; the thread hears before.
    expect(card()).toMatch(/next step: Mon, 21 Sept? 2026/)
    expect(card()).not.toContain('open · snoozed until')
    await at('2026-09-28T07:00:00Z')
    expect(looked(house, 'marco')).toHaveLength(1)
  })

  test('when whoever it waits for has left, its owner hears so, and nobody that its owner has', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, at } = house
    await says(house, 'giulia', '/followup @anna call Aurora by thursday')
    await says(house, 'anna', '/followup block FU-1 by @marco')
    await leaves(house, 'marco')
    await at('2026-09-17T07:00:00Z')
    expect(looked(house, 'anna')).toEqual([
      expect.objectContaining({ shows: expect.stringMatching(/waits for .*not active.*Aurora/s) }),
    ])
    expect(
      slack
        .as('giulia')
        .dm()
        .filter((it) => it.shows.includes('non è più')),
    ).toEqual([])
  })

  test('what only who has left knew of is told to who leads, else where it was said', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, at, regia } = house
    await says(house, 'marco', '/followup call Aurora by thursday')
    await says(house, 'tom', '/followup call Borea by monday')
    await leaves(house, 'marco')
    await regia.ledger.settle('T0LIVEEU', null, ({ settings }) => settings.setLeads(['U0ANNA']))
    await at('2026-09-17T07:00:00Z')
    expect(slack.as('anna').dm().at(-1)?.shows).toMatch(/nobody else asked for this follow-up.*Aurora/s)
    await regia.ledger.settle('T0LIVEEU', null, ({ settings }) => settings.setLeads([]))
    await leaves(house, 'tom')
    const before = slack.channel('#live-eu').fromApp().length
    await at('2026-09-21T10:00:00Z')
    const posted = slack.channel('#live-eu').fromApp().slice(before)
    expect(posted.map((it) => JSON.stringify(it.blocks))).toEqual([expect.stringContaining('Borea')])
    expect(
      slack
        .as('anna')
        .dm()
        .filter((it) => it.shows.includes('Borea')),
    ).toEqual([])
  })

  test('what an emoji made stays its owner’s, however late', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, at, settled, regia, clock } = house
    const anna = slack.as('anna')
    const said = await slack.as('tom').says('#live-eu', 'Aurora wants another contract')
    await anna.reacts(said, 'pushpin')
    await settled()
    const due = { day: '2026-09-17', time: '18:00', timeZone: 'Europe/Rome' } as const
    await regia.ledger.settle('T0LIVEEU', null, async ({ followups, settings }) => {
      await settings.setLeads(['U0GIULIA'])
      const was = await followups.named('FU-1')
      if (!was) throw new Error('there is none')
      await followups.change(was, { due, promisedAt: clock.now(), remindAt: clock.now() })
    })
    for (const day of ['17', '18', '21', '22', '23', '24', '25', '28'])
      for (const hour of ['07:15', '12:15', '15:15']) await at(`2026-09-${day}T${hour}:00Z`)
    expect(looked(house, 'anna').length).toBeGreaterThan(2)
    expect(slack.channel('#live-eu').fromApp()).toEqual([])
    expect(JSON.stringify(slack.as('giulia').dm())).not.toContain('Aurora')
  })

  test('“Ask again” reaches its owner where who stands in is away too', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, at, settled } = house
    await says(house, 'anna', '/followup @marco call Aurora by today 11:00')
    for (const time of ['08:30', '09:30', '13:30']) await at(`2026-09-16T${time}:00Z`)
    for (const day of ['17', '18', '21'])
      for (const hour of ['07:15', '11:15', '14:15']) await at(`2026-09-${day}T${hour}:00Z`)
    const lead = slack
      .as('anna')
      .dm()
      .find((it) => it.shows.includes('has not answered'))
    if (!lead) throw new Error('nobody was told')
    await says(house, 'tom', '/regia away until 2 october')
    await says(house, 'marco', '/regia away until 1 october delegate @tom')
    await slack.as('anna').presses(lead.ts, 'Ask again: FU-1')
    await settled()
    const again = (who: string) =>
      slack
        .as(who)
        .dm()
        .filter((it) => it.shows.includes('Aurora')).length
    expect(slack.as('anna').notices().at(-1)?.shows).toContain('U0MARCO')
    expect(again('tom')).toBe(0)
  })
})

const leaves = async ({ slack, regia, clock }: House, name: 'marco' | 'tom'): Promise<void> => {
  await slack.as(name).changes({ deactivated: true })
  const person = {
    ...({
      team: 'T0LIVEEU',
      id: name === 'marco' ? 'U0MARCO' : 'U0TOM',
      name,
      slackLocale: 'it-IT',
    } as const),
    ...{ timeZone: 'Europe/Rome', deactivated: true, bot: false },
  }
  await regia.ledger.directory.rememberPerson(person, clock.now())
}
