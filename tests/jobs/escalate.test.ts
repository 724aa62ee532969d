import { describe, expect, test } from 'vitest'
import { STAGES, scene } from '#tests/support/scene.ts'

type House = Awaited<ReturnType<typeof scene>>

/** A clock that runs, looked at every four hours and at its end. */
const runs = async ({ clock, later, at }: House, until: string): Promise<void> => {
  const step = { hours: 4 }
  while (Temporal.Instant.compare(clock.now().add(step), Temporal.Instant.from(until)) < 0) await later(step)
  await at(until)
}
const inChannel = ({ slack }: House, pattern: RegExp, channel = '#live-eu') =>
  slack
    .channel(channel)
    .fromApp()
    .filter((it) => pattern.test(JSON.stringify(it.blocks)))
const THREAD = /how does this stand|a che punto siamo/
const CHANNEL = /Can somebody take it|Qualcuno può occuparsene/
const LEAD = /has not answered|non ha risposto/
const OF_LATE = /to look at|da guardare/

const heard = (house: House, who: string, pattern: RegExp): readonly string[] =>
  house.slack
    .as(who)
    .dm()
    .flatMap((it) => (pattern.test(it.shows) ? [it.shows] : []))

describe.each(STAGES)('what is late goes up, on $database over $mode', (stage) => {
  test('owner, thread, whoever asked, channel: each once, each after its wait', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, settled } = house
    await slack.as('anna').types('#live-eu', '/followup @tom call Aurora by thursday')
    await settled()
    const [card] = slack.channel('#live-eu').fromApp()
    await runs(house, '2026-09-18T11:06:00Z')
    // Due on Thursday at 18:00 in London: four hours of work later it is Friday, 13:00 there.
    expect(heard(house, 'tom', OF_LATE)).toHaveLength(2)
    expect(inChannel(house, THREAD)).toHaveLength(0)
    expect(JSON.stringify(slack.channel('#live-eu').fromApp()[0]?.blocks)).toMatch(
      /next step: Fri[^"]*14:00 → <@U0TOM>, in the thread/,
    )
    await runs(house, '2026-09-18T13:06:00Z')
    const [asked] = inChannel(house, THREAD)
    expect(asked).toMatchObject({ thread_ts: card?.ts })
    expect(JSON.stringify(asked?.blocks)).toContain('<@U0TOM>')
    expect(heard(house, 'anna', LEAD)).toEqual([])
    await runs(house, '2026-09-21T13:06:00Z')
    expect(heard(house, 'anna', LEAD)).toEqual([expect.stringContaining('<@U0TOM> was asked last')])
    expect(inChannel(house, CHANNEL)).toHaveLength(0)
    await runs(house, '2026-09-23T13:06:00Z')
    expect(inChannel(house, CHANNEL)).toHaveLength(1)
    await runs(house, '2026-09-30T13:06:00Z')
    expect([
      inChannel(house, THREAD).length,
      heard(house, 'anna', LEAD).length,
      inChannel(house, CHANNEL).length,
    ]).toEqual([1, 1, 1])
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('“I am on it” stops it for two working days; then it begins with the owner', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, settled } = house
    await slack.as('giulia').types('#live-eu', '/followup @marco chiama Aurora entro giovedì')
    await settled()
    await runs(house, '2026-09-18T12:06:00Z')
    const marco = slack.as('marco')
    const [thread] = inChannel(house, THREAD)
    if (!thread) throw new Error('nobody was asked')
    await slack.as('tom').presses(thread, 'I am on it')
    await settled()
    expect(slack.as('tom').notices().at(-1)?.shows).toMatch(/FU-1.*is for.*Reassign/)
    await marco.presses(thread, 'I am on it')
    await settled()
    expect(marco.notices().at(-1)?.shows).toContain('è in corso')
    expect(JSON.stringify(slack.channel('#live-eu').fromApp()[0]?.blocks)).toMatch(
      /prossimo passo: mar 22 set|next step: Tue/,
    )
    const before = heard(house, 'marco', OF_LATE).length
    await runs(house, '2026-09-22T06:06:00Z')
    expect([heard(house, 'giulia', LEAD), heard(house, 'marco', OF_LATE).length]).toEqual([[], before])
    await runs(house, '2026-09-22T07:06:00Z')
    expect(heard(house, 'marco', OF_LATE)).toHaveLength(before + 1)
    await runs(house, '2026-09-22T12:06:00Z')
    expect(inChannel(house, THREAD)).toHaveLength(2)
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('whoever asked takes it, asks again, or stops the asking', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, settled } = house
    const anna = slack.as('anna')
    for (const what of ['one', 'two', 'three']) {
      await anna.types('#live-eu', `/followup @marco ${what} by thursday`)
      await settled()
    }
    await runs(house, '2026-09-21T12:06:00Z')
    const lead = anna.dm().findLast((it) => /have not answered/.test(it.shows))
    if (!lead) throw new Error('nobody told her')
    await anna.presses(lead.ts, 'I take it: FU-1')
    await anna.presses(lead.ts, 'Ask again: FU-2')
    await anna.presses(lead.ts, 'Stop asking: FU-3')
    await settled()
    const followups = house.regia.ledger.of('T0LIVEEU').followups
    expect(await followups.named('FU-1')).toMatchObject({ owner: 'U0ANNA', rung: 0, escalateAt: null })
    expect(heard(house, 'marco', /chiede a che punto siamo.*two/s)).toHaveLength(1)
    expect(await followups.named('FU-3')).toMatchObject({ state: 'open', remindAt: null, escalateAt: null })
    for (const [ref, what] of [
      ['FU-2', 'reminded of it'],
      ['FU-3', 'nobody is asked any more'],
    ]) {
      await anna.types('#live-eu', `/followup show ${ref}`)
      await settled()
      expect(anna.notices().at(-1)?.shows).toContain(what)
    }
    await runs(house, '2026-09-24T13:06:00Z')
    expect(inChannel(house, CHANNEL).map((it) => JSON.stringify(it.blocks))).toEqual([
      expect.stringContaining('FU-2'),
    ])
    await anna.types('#live-eu', '/followup edit FU-3')
    await settled()
    await anna.fills({ due: '2026-09-25' })
    await anna.submits()
    await settled()
    expect((await followups.named('FU-3'))?.remindAt?.toString()).toBe('2026-09-25T07:00:00Z')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('a private channel’s matters stay there; who is away or has left is passed over', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, settled } = house
    const [anna, giulia, marco] = [slack.as('anna'), slack.as('giulia'), slack.as('marco')]
    await anna.types('#live-eu', '/regia escalation')
    await settled()
    await anna.fills({ where: 'everywhere', lead: 'U0LUCIA', backup: 'U0TOM' })
    await anna.submits()
    await settled()
    expect(anna.modal()?.errors ?? {}).toEqual({})
    await anna.types('#eu-leads', '/followup a delicate matter by thursday')
    await settled()
    await anna.types('#live-eu', '/followup nothing secret by thursday')
    await settled()
    await slack.as('lucia').types('#live-eu', '/regia away until 2 october')
    await settled()
    await runs(house, '2026-09-24T14:06:00Z')
    expect(heard(house, 'lucia', LEAD)).toEqual([])
    expect(heard(house, 'tom', LEAD)).toEqual([expect.stringContaining('nothing secret')])
    expect(heard(house, 'tom', LEAD)[0]).not.toContain('delicate')
    expect(JSON.stringify(slack.channel('#live-eu').fromApp())).not.toContain('delicate')
    expect(inChannel(house, CHANNEL, '#eu-leads')).toHaveLength(1)
    expect([...giulia.dm(), ...marco.dm()].filter((it) => it.shows.includes('delicate'))).toEqual([])
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('each channel has its own waits, and where somebody leads they alone say which', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, regia, settled } = house
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    await regia.ledger.settle('T0LIVEEU', null, ({ settings }) => settings.setLeads(['U0GIULIA']))
    await giulia.types('#live-it', '/regia orari')
    await settled()
    await anna.types('#live-eu', '/regia escalation')
    await settled()
    // Who is new sees a form that is still empty, and in it why it will not come.
    expect(JSON.stringify([anna.modal(), anna.notices().at(-1)])).toContain('giulia')
    expect(JSON.stringify(anna.modal())).not.toContain('backup')
    await giulia.types('#live-eu', '/regia solleciti')
    await settled()
    await giulia.fills({ where: 'here', thread: '1', leadAfter: 'never', channelAfter: 'never' })
    await giulia.submits()
    await settled()
    expect(giulia.notices().at(-1)?.shows).toContain('Salvato')
    await anna.types('#live-eu', '/followup @marco one by today 11:00')
    await settled()
    await anna.types('#live-it', '/followup @marco two by today 11:00')
    await settled()
    await house.at('2026-09-16T08:30:00Z')
    await house.at('2026-09-16T10:00:00Z')
    expect([inChannel(house, THREAD).length, inChannel(house, THREAD, '#live-it').length]).toEqual([1, 0])
    await runs(house, '2026-09-21T13:06:00Z')
    const late = heard(house, 'anna', LEAD)
    expect(late).toEqual([expect.stringContaining('two')])
    expect(inChannel(house, CHANNEL)).toEqual([])
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('a clock that jumps over weeks asks its owner first, and each rung once after its wait', async () => {
    const house = await scene({ ...stage, at: '2026-09-16T07:05:00Z' })
    const { slack, settled, at } = house
    await slack.as('anna').types('#live-eu', '/followup @marco call Aurora by thursday')
    await settled()
    await at('2026-10-14T08:00:00Z')
    expect([heard(house, 'marco', OF_LATE).length, inChannel(house, THREAD).length]).toEqual([1, 0])
    await at('2026-10-14T21:00:00Z')
    expect(inChannel(house, THREAD)).toHaveLength(0)
    await at('2026-10-15T07:00:00Z')
    expect(inChannel(house, THREAD)).toHaveLength(1)
    await at('2026-11-20T10:00:00Z')
    // A thousand slots a round: the newest of them comes with the last.
    await at('2026-11-20T10:00:00Z')
    expect([heard(house, 'marco', OF_LATE).length, heard(house, 'anna', LEAD).length]).toEqual([2, 0])
    await at('2026-11-20T11:00:00Z')
    expect([heard(house, 'anna', LEAD).length, inChannel(house, CHANNEL).length]).toEqual([1, 0])
    await at('2026-11-20T11:15:00Z')
    expect([heard(house, 'anna', LEAD).length, inChannel(house, CHANNEL).length]).toEqual([1, 0])
    // Its owner hears each week, and has an hour to answer before anybody else does.
    await at('2026-11-24T16:00:00Z')
    await at('2026-11-25T08:15:00Z')
    expect(inChannel(house, CHANNEL)).toHaveLength(1)
  })
})
