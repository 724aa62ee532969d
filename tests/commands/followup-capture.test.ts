import { describe, expect, test } from 'vitest'
import type { Person, Visible } from '#playground/server/person.ts'
import { expectClean } from '#tests/support/clean.ts'
import { AGENCIES, days, feed, LUNA } from '#tests/support/numbers.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

const newest = (seen: readonly Visible[]): Visible => seen.at(-1) ?? expect.fail('nothing to be seen')
const cardOf = (who: Person, place: string, ref: string): Visible =>
  newest(who.sees(place).filter((it) => it.kind === 'message' && it.shows.startsWith(`*${ref}*`)))
const TEAM = 'T0LIVEEU'

describe.each(STAGES)('what a follow-up is made of, on $database over $mode', (stage) => {
  test('an emoji makes one of a message, once, for whoever put it there; it is told to nobody else', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia, tom] = [slack.as('anna'), slack.as('giulia'), slack.as('tom')]
    const said = await tom.says('#live-eu', 'Could somebody ask <@U0LUCIA> about R&D?')
    await giulia.reacts(said, 'eyes')
    await settled()
    expect(giulia.dm()).toEqual([])

    await giulia.reacts(said, 'pushpin')
    await settled()
    await slack.redeliver()
    await slack.redeliver({ asNew: true })
    await settled()
    expect(giulia.notice()).toContain('FU-1 è per <@U0GIULIA>, senza data: Could somebody ask')
    expect(giulia.dm()).toHaveLength(1)
    expect(newest(giulia.dm()).shows).toMatch(/FU-1[\s\S]*da un <https:\/\/[^|>]+\|messaggio> di <@U0TOM>/)
    expect(slack.channel('#live-eu').fromApp()).toEqual([])

    await anna.reacts(said, 'pushpin')
    await settled()
    expect(anna.notice()).toContain('FU-1 was made of this message before')
    expect(anna.dm()).toEqual([])

    const found = await it.regia.ledger.of(TEAM).followups.named('FU-1')
    expect(found).toMatchObject({ owner: 'U0GIULIA', reporter: 'U0GIULIA', origin: { ts: said.ts } })
    expect(found && (await it.regia.ledger.of(TEAM).followups.history(found.id, 1))).toMatchObject([
      { through: 'reaction', by: 'U0GIULIA' },
    ])
    const echo = newest(giulia.notices())
    await giulia.presses(echo, 'Annulla')
    await settled()
    expect(giulia.notice()).toContain('FU-1 è annullato')
    expectClean(slack)
  })

  test('in a thread too; by two at once it is one; another emoji, or none, when the workspace says so', async () => {
    const it = await scene(stage)
    const { slack, settled, regia } = it
    const [anna, tom, lucia] = [slack.as('anna'), slack.as('tom'), slack.as('lucia')]
    const root = await tom.says('#live-eu', 'Root')
    const answer = await tom.says('#live-eu', 'Faro wants a call', { thread: root.ts })
    await Promise.all([anna.reacts(answer, 'pushpin'), lucia.reacts(answer, 'pushpin')])
    await settled()
    expect(await regia.ledger.of(TEAM).followups.open({}, 10)).toHaveLength(1)
    expect(newest([...anna.dm(), ...lucia.dm()]).shows).toContain('Faro wants a call')

    const settings = async (emoji: string) => {
      await anna.types('#live-eu', '/regia settings')
      await settled()
      await anna.fills({ emoji })
      await anna.submits()
      await settled()
      return anna.modal()?.errors
    }
    expect(await settings('no emoji')).toEqual({ emoji: expect.stringContaining('one emoji') })
    await anna.closesModal({ all: true })
    expect(await settings(':memo:')).toBeUndefined()
    const other = await tom.says('#live-eu', 'Another thing')
    await lucia.reacts(other, 'pushpin')
    await settled()
    expect(await regia.ledger.of(TEAM).followups.open({}, 10)).toHaveLength(1)
    await lucia.reacts(other, 'memo')
    await settled()
    expect(await regia.ledger.of(TEAM).followups.open({}, 10)).toHaveLength(2)
    expect(await settings('')).toBeUndefined()
    await lucia.reacts(root, 'memo')
    await settled()
    expect(await regia.ledger.of(TEAM).followups.open({}, 10)).toHaveLength(2)
    expectClean(slack)
  })

  test('a mention in a thread is about what the thread began with; files are named; what is deleted is known', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia, tom] = [slack.as('anna'), slack.as('giulia'), slack.as('tom')]
    const root = await giulia.drops(
      '#live-eu',
      { name: 'offer.pdf', bytes: 'x' },
      { words: 'Aurora lost three creators, @tom & co' },
    )
    await anna.says('#live-eu', '@regia assign @tom call Aurora by friday', { thread: root.ts })
    await settled()
    const card = () => newest(tom.dm().filter(({ shows }) => shows.includes('FU-1')))
    expect(card().shows).toMatch(
      /call Aurora[\s\S]*of <@U0GIULIA> · “Aurora lost three creators, @?.*tom.* &amp; co” · :paperclip: offer\.pdf/,
    )
    await tom.types('#live-eu', '/followup show FU-1')
    await settled()
    expect(newest(tom.notices()).shows).toMatch(/> Aurora lost three creators[\s\S]*offer\.pdf>/)

    await giulia.deletes(root)
    await settled()
    expect(card().shows).toMatch(
      /Aurora lost three creators[\s\S]*the message was deleted \(Wed, 16 Sept 2026/,
    )
    await tom.types('#live-eu', '/followup show FU-1')
    await settled()
    expect(newest(tom.notices()).shows).toMatch(/the message was deleted[\s\S]*> Aurora lost three creators/)
    expectClean(slack)
  })

  test('a message’s menu keeps its words, whatever the form makes of them', async () => {
    const it = await scene(stage)
    const { slack, settled, regia } = it
    const [anna, lucia] = [slack.as('anna'), slack.as('lucia')]
    const said = await lucia.says('#live-eu', 'The panel is slow on iPads since Tuesday')
    await anna.shortcut('followup_from_message', said)
    await settled()
    await anna.fills({ what: 'Look into it' })
    await anna.submits()
    await settled()
    expect(cardOf(anna, '#live-eu', 'FU-1').shows).toMatch(
      /from a <https[^>]*> of <@U0LUCIA> · “The panel is slow on iPads since Tuesday”/,
    )
    await lucia.deletes(said)
    await settled()
    expect(cardOf(anna, '#live-eu', 'FU-1').shows).toContain('the message was deleted')

    // Of a message for which a form was only opened nothing stays.
    const other = await lucia.says('#live-eu', 'Never mind')
    await anna.shortcut('followup_from_message', other)
    await settled()
    const { originals } = regia.ledger.of(TEAM)
    expect(await originals.at({ channel: 'C0LIVEEU', ts: other.ts })).toMatchObject({ text: 'Never mind' })
    await regia.ledger.forgetOriginals(it.clock.now().add({ hours: 1 }))
    expect(await originals.at({ channel: 'C0LIVEEU', ts: other.ts })).toBeUndefined()
    expect(await originals.at({ channel: 'C0LIVEEU', ts: said.ts })).toMatchObject({ author: 'U0LUCIA' })
    expectClean(slack)
  })

  test('a digest’s button keeps which line of which post it was', async () => {
    const it = await scene(stage)
    const { slack, settled, given } = it
    const anna = slack.as('anna')
    await given('agencies', AGENCIES)
    await given('daily', feed('2026-09-08', [{ who: LUNA, diamonds: [...days(7, 9000), 100] }]))
    await anna.types('#live-eu', '/digest all 7d')
    await settled()
    await anna.presses(newest(anna.notices()), 'Post here')
    await settled()
    const post = newest(anna.sees('#live-eu').filter(({ shows }) => shows.includes('Assign follow-up')))
    await anna.presses(post, 'Assign follow-up')
    await settled()
    await anna.fills({ what: 'Ask Luna' })
    await anna.submits()
    await settled()
    expect(cardOf(anna, '#live-eu', 'FU-1').shows).toMatch(
      /from a <https[^>]*\|message>[\s\S]*“IT 54,100 diamonds/,
    )
    expectClean(slack)
  })

  test('plain messages, which are many, leave no trace', async () => {
    const { slack, settled, regia } = await scene(stage)
    const tom = slack.as('tom')
    const said = await tom.says('#live-eu', 'just talking')
    await tom.deletes(said)
    await settled()
    expect(await regia.ledger.inbox.claimStale(0)).toBeNull()
    expect(await regia.ledger.of(TEAM).originals.at({ channel: 'C0LIVEEU', ts: said.ts })).toBeUndefined()
  })
})
