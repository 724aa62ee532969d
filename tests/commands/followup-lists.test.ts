import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import type { Person } from '#playground/server/person.ts'
import { AGENCIES, days, feed, LUNA } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'
import { sent } from '#tests/support/sent.ts'

const typing =
  ({ settled }: Pick<Scene, 'settled'>) =>
  async (who: Person, channel: string, line: string): Promise<string> => {
    const before = who.notices().length
    await who.types(channel, `/followup ${line}`)
    await settled()
    expect(who.notices().length, line).toBeGreaterThan(before)
    return who.notices().at(-1)?.shows.replaceAll(/[`*]/g, '') ?? ''
  }

describe.each(STAGES)('follow-ups found again, on $database over $mode', (stage) => {
  test('mine, the team’s, somebody’s, an agency’s and what is late, under a title that says which', async () => {
    const { slack, settled, given, later } = await scene(stage)
    await given('agencies', AGENCIES)
    await given('daily', feed('2026-09-10', [{ who: LUNA, diamonds: days(6, 100) }]))
    const types = typing({ settled })
    const [anna, giulia, tom] = [slack.as('anna'), slack.as('giulia'), slack.as('tom')]
    await types(anna, '#live-eu', '@giulia primo by tomorrow agency:"Aurora Talent"')
    await types(giulia, '#live-eu', 'secondo entro il 30/9')
    await types(giulia, '#live-eu', '@lucia third !high')
    await later({ days: 2 })

    const mine = await types(giulia, '#live-eu', 'elenco')
    expect(mine).toMatch(/I tuoi follow-up[\s\S]*primo[\s\S]*in ritardo[\s\S]*secondo/)
    expect(mine).not.toContain('third')
    expect(await types(giulia, '#live-eu', 'elenco mie')).toBe(mine)
    expect(await types(anna, '#live-eu', 'list')).toContain('No open follow-ups here.')
    const team = await types(anna, '#live-eu', 'list team')
    expect(team).toMatch(/The team’s follow-ups[\s\S]*FU-1[\s\S]*FU-2/)
    expect(team).toContain('FU-3 third')
    expect(await types(giulia, '#live-it', 'elenco @lucia')).toMatch(/I follow-up di <@U0LUCIA>[\s\S]*FU-3/)
    const late = await types(anna, '#live-eu', 'list overdue')
    expect(late).toMatch(/Overdue follow-ups[\s\S]*FU-1/)
    expect(late).not.toMatch(/FU-2|FU-3/)
    expect(await types(tom, '#live-eu', 'list overdue @tom')).toContain('Nothing is overdue.')
    const about = await types(tom, '#live-eu', 'list agency:"aurora talent"')
    expect(about).toMatch(/Follow-ups about Aurora Talent[\s\S]*FU-1/)
    expect(about).not.toMatch(/FU-2|FU-3/)
    expect(await types(tom, '#live-eu', 'list mine agency:"aurora talent"')).toContain('No open follow-ups')
    expect(await types(tom, '#live-eu', 'list agency:Arora')).toContain('I know no agency called Arora.')

    await types(giulia, '#live-it', 'elenco')
    await giulia.presses(giulia.notices().at(-1) ?? '', 'Fatto')
    await settled()
    expect(giulia.notice()).toContain('FU-1 è completato')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('what was said in a private channel is known there and to whom it names, and to nobody else', async () => {
    const { slack, settled } = await scene(stage)
    const types = typing({ settled })
    const [anna, giulia, tom, lucia] = [
      slack.as('anna'),
      slack.as('giulia'),
      slack.as('tom'),
      slack.as('lucia'),
    ]
    await types(anna, '#eu-leads', '@lucia a delicate matter by friday')
    expect(slack.channel('#eu-leads').shows()).toContain('delicate')
    expect(lucia.dm().at(-1)?.shows).toContain('delicate')

    const team = await types(tom, '#live-eu', 'list team')
    expect(team).not.toContain('delicate')
    expect(team).toContain('1 other comes from private channels you are not in now.')
    for (const line of ['done FU-1', 'snooze FU-1 monday', 'cancel FU-1', 'reopen FU-1', 'assign FU-1 @tom'])
      expect(await types(tom, '#live-eu', line)).toContain('There is no follow-up FU-1.')
    expect(await types(giulia, '#live-it', 'elenco squadra')).toContain('Un altro viene da un canale privato')
    expect(await types(giulia, '#eu-leads', 'elenco squadra')).toContain('delicate')
    expect(await types(lucia, '#live-eu', 'list')).toContain('delicate')
    expect(await types(giulia, '#eu-leads', 'fatto FU-1')).toContain('FU-1 è per <@U0LUCIA>')
    expect(await types(lucia, '#live-eu', 'done FU-1')).toContain('FU-1 is done')
    expect(slack.channel('#live-eu').fromApp()).toEqual([])
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('where Regia is not, and in its own messages, only the owner is told', async () => {
    const { slack, settled } = await scene(stage)
    const types = typing({ settled })
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    expect(await types(anna, '#live-safety', '@tom look at the clip by monday')).toContain('FU-1 is for')
    expect(slack.channel('#live-safety').messages()).toEqual([])
    expect(tom.dm().at(-1)?.shows).toContain('look at the clip')
    await tom.presses(tom.dm().at(-1) ?? '', 'Done')
    await settled()
    expect(tom.dm()[0]?.shows).toContain('Done by')

    await tom.types('@regia', '/followup call Aurora')
    await settled()
    expect(slack.channel('@tom').shows()).toContain('call Aurora')
    expect(await types(anna, '#live-eu', 'list team')).not.toContain('call Aurora')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('more than a message holds: the first twenty, and how many more there are', async () => {
    const { slack, settled } = await scene(stage)
    const anna = slack.as('anna')
    for (let n = 1; n <= 23; n++) await anna.types('#live-safety', `/followup thing ${n}`)
    await settled()
    const list = await typing({ settled })(anna, '#live-safety', 'list')
    expect(list.match(/FU-\d+ thing \d+ —/g)).toHaveLength(20)
    expect(list).toContain('And 3 more.')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('what is done with its outcome, what waits, a creator’s; each narrowed by the others, in either language', async () => {
    const { slack, settled, given, later } = await scene(stage)
    await given('agencies', AGENCIES)
    await given('daily', feed('2026-09-10', [{ who: LUNA, diamonds: days(6, 100) }]))
    const types = typing({ settled })
    const [anna, giulia, tom] = [slack.as('anna'), slack.as('giulia'), slack.as('tom')]
    await types(anna, '#live-eu', '@giulia primo by tomorrow agency:"Aurora Talent"')
    await types(anna, '#live-eu', '@tom second by tomorrow')
    await types(anna, '#live-eu', '@tom third creator:luna.prova')
    await types(anna, '#live-eu', 'fourth')
    await types(tom, '#live-eu', 'block FU-2 by @anna on "the contract"')
    await types(giulia, '#live-eu', 'fatto FU-1 firmano lunedì')
    await later({ days: 2 })

    const done = await types(anna, '#live-eu', 'list done')
    expect(done).toMatch(/Done in the last 30 days[\s\S]*FU-1 primo[\s\S]*closed[\s\S]*firmano lunedì/)
    expect(done).not.toMatch(/FU-[234]/)
    expect(await types(anna, '#live-eu', 'list done @giulia')).toMatch(
      /Of these only: Follow-ups for[\s\S]*FU-1/,
    )
    expect(await types(anna, '#live-eu', 'list done mine')).toContain('Nothing was done in the last 30 days.')
    expect(await types(anna, '#live-eu', 'list done overdue')).toContain('Nothing was done')
    const waiting = await types(giulia, '#live-it', 'elenco in-attesa')
    expect(waiting).toMatch(/In attesa di qualcuno[\s\S]*FU-2[\s\S]*the contract/)
    expect(waiting).not.toMatch(/FU-[134]/)
    expect(await types(tom, '#live-eu', 'list waiting mine overdue')).toMatch(/Overdue follow-ups[\s\S]*FU-2/)
    expect(await types(anna, '#live-eu', 'list mine overdue')).toContain('Nothing is overdue.')
    const about = await types(anna, '#live-eu', 'list creator:luna.prova')
    expect(about).toMatch(/Follow-ups about @luna\.prova[\s\S]*FU-3/)
    expect(about).not.toMatch(/FU-[124]/)

    await later({ days: 31 })
    expect(await types(anna, '#live-eu', 'list done')).toContain('Nothing was done in the last 30 days.')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('one of a list opened as a card; all of it, not the page alone, as a file in which nothing is a formula', async () => {
    const { slack, settled } = await scene(stage)
    const types = typing({ settled })
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    await types(anna, '#eu-leads', '@giulia a delicate matter')
    for (let n = 1; n <= 22; n++) await anna.types('#live-safety', `/followup @tom thing ${n}`)
    await settled()
    await types(anna, '#live-safety', '@tom =HYPERLINK("https://x.example") \u202egnp')
    const list = await types(tom, '#live-eu', 'list team')
    expect(list.match(/FU-\d+ thing \d+ —/g)).toHaveLength(20)

    await tom.presses(tom.notices().at(-1) ?? '', 'Download CSV')
    await settled()
    const lines = (await sent(slack, 'tom', '.csv')).toString().split('\r\n')
    expect(lines).toHaveLength(1 + 23 + 1)
    expect(lines[0]).toMatch(/^\uFEFFFollow-up,What,Owner,Due,Time zone,/)
    expect(lines).toContainEqual(expect.stringMatching(/^FU-\d+,thing 22,tom,/))
    expect(lines.join()).not.toContain('\u202e')
    expect(lines.at(-2)).toContain(`FU-24,"'=HYPERLINK(""https://x.example"")`)
    expect(lines.join()).not.toContain('delicate')
    expect(tom.dm().at(-1)?.shows).toMatch(/Follow-ups 2026-09-\d\d, as you asked\./)

    await anna.types('#eu-leads', '/followup elenco team')
    await settled()
    await anna.presses(anna.notices().at(-1) ?? '', 'Open one of them', 'FU-1 a delicate matter')
    await settled()
    expect(anna.notices().at(-1)?.shows).toMatch(/FU-1[\s\S]*a delicate matter[\s\S]*Reassign/)
    await anna.presses(anna.notices().at(-2) ?? '', 'Download XLSX')
    await settled()
    const book = await readXlsx(await sent(slack, 'anna', '.xlsx'))
    expect(book.sheets[0]?.rows).toHaveLength(1 + 24)
    expect(book.sheets[0]?.rows.at(-1)?.[1]).toMatch(/^'=HYPERLINK/)
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })
})
