import { describe, expect, test } from 'vitest'
import type { Person } from '#playground/server/person.ts'
import { newFollowup } from '#src/domain/followup.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

const REMINDED = /Hai \d+ follow-up da guardare|You have \d+ follow-ups? to look at/
const remindersOf = (who: Person): string[] =>
  who.dm().flatMap((it) => (REMINDED.test(it.shows) ? [it.shows] : []))

describe.each(STAGES)('reminders, on $database over $mode', (stage) => {
  test('come at nine where the owner lives, one message for all that is due, never twice', async () => {
    const { slack, settled, later, clock } = await scene(stage)
    const [anna, giulia, lucia] = [slack.as('anna'), slack.as('giulia'), slack.as('lucia')]
    await giulia.changes({ timeZone: 'America/New_York' })
    await anna.types('#live-eu', '/followup @giulia prima cosa by friday')
    await settled()
    await anna.types('#live-eu', '/followup @giulia seconda cosa by friday')
    await settled()
    await anna.types('#live-eu', '/followup @lucia third thing by friday')
    await settled()
    await anna.types('#live-eu', '/followup @lucia no date at all')
    await settled()
    clock.at('2026-09-18T06:45:00Z')
    await later({ minutes: 1 })
    expect([giulia, lucia].flatMap(remindersOf)).toEqual([])
    clock.at('2026-09-18T07:00:00Z')
    await later({ minutes: 1 })
    expect(remindersOf(lucia)).toEqual([
      expect.stringMatching(/You have 1 follow-up to look at\.[\s\S]*due today/),
    ])
    expect(remindersOf(lucia)[0]).not.toContain('no date at all')
    expect(remindersOf(giulia)).toEqual([])
    clock.at('2026-09-18T13:00:00Z')
    await later({ minutes: 1 })
    expect(remindersOf(giulia)).toEqual([expect.stringMatching(/Hai 2 follow-up[\s\S]*prima[\s\S]*seconda/)])
    for (let hour = 0; hour < 4; hour++) await later({ hours: 1 })
    expect([remindersOf(giulia).length, remindersOf(lucia).length]).toEqual([1, 1])
    clock.at('2026-09-21T13:00:00Z')
    await later({ minutes: 1 })
    expect([remindersOf(giulia).length, remindersOf(lucia).length]).toEqual([2, 2])
    for (let hour = 0; hour < 9; hour++) await later({ hours: 1 })
    expect([remindersOf(giulia).length, remindersOf(lucia).length]).toEqual([2, 2])
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('wait for Monday, for the day it was snoozed to, and for the morning after an outage', async () => {
    const { slack, settled, later, clock } = await scene(stage)
    const [anna, giulia, marco] = [slack.as('anna'), slack.as('giulia'), slack.as('marco')]
    await anna.types('#live-eu', '/followup @giulia weekend by saturday')
    await settled()
    await anna.types('#live-eu', '/followup @marco later by thursday')
    await settled()
    await anna.types('#live-eu', '/followup tonight by wednesday 23 september')
    await settled()
    await anna.types('#live-eu', '/followup snooze FU-2 tuesday')
    await settled()
    for (const at of ['2026-09-17T07:00:00Z', '2026-09-19T09:00:00Z', '2026-09-20T09:00:00Z']) {
      clock.at(at)
      await later({ minutes: 1 })
    }
    expect([giulia, marco].flatMap(remindersOf)).toEqual([])
    clock.at('2026-09-21T07:00:00Z')
    await later({ minutes: 1 })
    expect(remindersOf(giulia)).toEqual([expect.stringContaining('in ritardo')])
    expect(remindersOf(marco)).toEqual([])
    clock.at('2026-09-22T07:00:00Z')
    await later({ minutes: 1 })
    expect(remindersOf(marco)).toHaveLength(1)
    expect(remindersOf(anna)).toEqual([expect.stringContaining('Soon')])
    clock.at('2026-09-23T20:00:00Z')
    await later({ minutes: 1 })
    expect(remindersOf(anna)).toHaveLength(1)
    clock.at('2026-09-24T07:00:00Z')
    await later({ minutes: 1 })
    expect(remindersOf(anna).slice(1)).toEqual([expect.stringContaining('Overdue')])
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('do not come for what is closed, and not again when only its words are changed', async () => {
    const { slack, settled, later, clock } = await scene(stage)
    const anna = slack.as('anna')
    await anna.types('#live-eu', '/followup first by friday')
    await settled()
    const echo = anna.notices().at(-1) ?? ''
    await anna.types('#live-eu', '/followup second by friday')
    await settled()
    await anna.types('#live-eu', '/followup done FU-2')
    await settled()
    await later({ minutes: 15 })
    clock.at('2026-09-18T07:00:00Z')
    await later({ minutes: 1 })
    expect(remindersOf(anna)).toEqual([expect.stringContaining('You have 1 follow-up')])
    clock.at('2026-09-21T07:00:00Z')
    await anna.presses(echo, 'Edit')
    await settled()
    await anna.fills({ what: 'first, said better' })
    await anna.submits()
    expect(anna.modal()?.errors ?? {}).toEqual({})
    await settled()
    for (let hour = 0; hour < 6; hour++) await later({ hours: 1 })
    expect(remindersOf(anna)).toHaveLength(2)
    expect(slack.channel('#live-eu').fromApp()[0]?.text).toContain('said better')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('when the owner has left, each who asked hears of their own, and of nobody else’s', async () => {
    const { slack, regia, settled, later, clock } = await scene(stage)
    const [anna, giulia, marco] = [slack.as('anna'), slack.as('giulia'), slack.as('marco')]
    await anna.types('#eu-leads', '/followup @marco a delicate matter by friday')
    await settled()
    await giulia.types('#live-it', '/followup @marco la scaletta entro venerdì')
    await settled()
    await later({ minutes: 15 })
    await marco.changes({ deactivated: true })
    // Slack is asked about people now and then; this is what it says then.
    await regia.ledger.directory.rememberPerson(
      {
        team: 'T0LIVEEU',
        id: 'U0MARCO',
        name: 'marco',
        slackLocale: 'it-IT',
        timeZone: 'Europe/Rome',
        deactivated: true,
        bot: false,
      },
      clock.now(),
    )
    clock.at('2026-09-18T07:00:00Z')
    await later({ minutes: 1 })
    const told = (who: Person) => who.dm().at(-1)?.shows ?? ''
    expect(told(anna)).toMatch(/is not active in this workspace any more\. 1 follow-up you asked for needs/)
    expect(told(anna)).toContain('delicate')
    expect(told(giulia)).toMatch(
      /non è più in questo workspace\. Un follow-up che avevi chiesto deve passare/,
    )
    expect(told(giulia)).not.toContain('delicate')
    expect(remindersOf(marco)).toEqual([])
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('one message each also of hundreds, a year late, of three people', async () => {
    const { regia, slack, settled, later, clock } = await scene(stage)
    await slack.as('anna').types('#live-eu', '/followup first by 2 october')
    await settled()
    clock.at('2026-09-18T05:00:00Z')
    await later({ minutes: 1 })
    const created = Temporal.Instant.from('2025-09-01T07:00:00Z')
    await regia.ledger.settle('T0LIVEEU', null, async ({ followups }) => {
      for (let n = 0; n < 540; n++)
        await followups.add(
          newFollowup({
            what: `promise ${n}`,
            owner: (['U0ANNA', 'U0MARCO', 'U0LUCIA'] as const)[n % 3] ?? 'U0ANNA',
            reporter: 'U0ANNA',
            due: { day: '2025-09-05', time: '18:00', timeZone: 'Europe/Rome' },
            createdAt: created,
            remindAt: Temporal.Instant.from('2026-09-18T07:00:00Z').add({ seconds: n % 2 }),
          }),
        )
    })
    clock.at('2026-09-18T07:15:00Z')
    for (let round = 0; round < 8; round++) await later({ minutes: 1 })
    for (let quarter = 0; quarter < 4; quarter++) await later({ minutes: 15 })
    expect(['anna', 'marco', 'lucia'].map((who) => remindersOf(slack.as(who)))).toEqual([
      [expect.stringContaining('180')],
      [expect.stringContaining('180')],
      [expect.stringContaining('180')],
    ])
  })
})
