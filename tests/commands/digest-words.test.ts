import { describe, expect, test } from 'vitest'
import { expectClean } from '#tests/support/clean.ts'
import { entered } from '#tests/support/forms.ts'
import { AGENCIES, days, feed, LUNA } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const withNumbers = async (it: Scene): Promise<void> => {
  await it.given('agencies', AGENCIES)
  await it.given('daily', feed('2026-10-08', [{ who: LUNA, diamonds: days(14, 1000) }]))
}
const answering =
  ({ slack, settled }: Scene) =>
  async (who: string, line: string, channel = '#live-eu'): Promise<string> => {
    await slack.as(who).types(channel, line)
    await settled()
    return (slack.as(who).notices().at(-1)?.shows ?? '').replaceAll(/[`*]/g, '')
  }

describe.each(STAGES)('a digest in words, on $database over $mode', (stage) => {
  test('what went wrong is named, and the near word offered, in the reader’s language', async () => {
    const it = await scene({ ...stage, at: '2026-10-22T10:00:00Z' })
    await withNumbers(it)
    const answer = answering(it)
    expect(await answer('anna', '/digest Aurora Talnt')).toContain('Did you mean Aurora Talent?')
    expect(await answer('giulia', '/digest tutti ieri')).toContain('Tutti i creator')
    expect(await answer('giulia', '/digest EU mese-scorso')).toContain('EU · 1 set – 30 set')
    expect(await answer('anna', '/digest all 2026-10-12..2026-10-18')).toContain(
      'All creators · 12 Oct – 18 Oct',
    )
    expect(await answer('anna', '/digest subscribe all on tuesday')).toMatch(
      /Every Monday is weekly; any weekday is a cron line in quotes, here "0 9[ ]+2"\.[\s\S]*Open the form/,
    )
    expect(await answer('anna', '/digest subscribe all wekly at 9')).toContain(
      'I do not understand wekly. Did you mean weekly?',
    )
    expect(await answer('giulia', '/digest iscrivi tutti feriaali alle 9')).toContain(
      'Non capisco feriaali. Forse intendevi feriali?',
    )
    expect(await answer('anna', '/digest subscribe all weekly', '#live-safety')).toContain(
      'I am not in <#C0SAFETY>',
    )
    expect(await answer('anna', '/digest subscribe all weekly', 'dm')).toContain('Use this in a channel')
    expect(await answer('anna', '/digest list')).toContain('No digest comes by itself yet')
    expectClean(it.slack)
  })

  test('what was typed before a slip stands in the form: a cron line, a cool-down, a place, a zone', async () => {
    const it = await scene({ ...stage, at: '2026-10-22T10:00:00Z' })
    await withNumbers(it)
    const answer = answering(it)
    const anna = it.slack.as('anna')
    const opened = async () => {
      await anna.presses(anna.notices().at(-1)?.ts ?? '', 'Open the form')
      await it.settled()
      return entered(anna)
    }
    expect(await answer('anna', '/digest subscribe Narnia "30 8 * * 2"')).toContain('Open the form')
    expect(await opened()).toMatchObject({ scope: 'Narnia', every: 'cron', cron: '30 8 * * 2', period: '7d' })
    await anna.fills({ scope: 'IT', cron: '* * * * *' })
    await anna.submits()
    await it.settled()
    expect(Object.keys(anna.modal()?.errors ?? {})).toEqual(['cron'])
    await anna.fills({ cron: '30 8 * * 3' })
    await anna.submits()
    await it.settled()
    const [made] = await it.regia.ledger.of('T0LIVEEU').digests.list()
    expect(made?.schedule).toMatchObject({ cadence: { every: 'cron', cron: '30 8 * * 3' } })

    expect(
      await answer('anna', '/digest alert Narnia diamonds < 900 cooldown:2w dm tz:Europe/Madrid'),
    ).toContain('Open the form')
    expect(await opened()).toMatchObject({ scope: 'Narnia', number: '900', coolDown: '14' })
    await answer('anna', '/digest alert IT diamonds < lots cooldown:5d dm')
    expect(await opened()).toMatchObject({ coolDown: '5', where: 'dm' })
    await answer('anna', '/digest subscribe IT alle 25:00 lingua:it')
    expect(await opened()).toMatchObject({ scope: 'IT', at: '09:00', locale: 'it' })
    await answer('anna', '/digest alert Narnia diamonds < 900 cooldown:2w dm tz:Europe/Madrid')
    await opened()
    await anna.fills({ scope: 'IT' })
    await anna.submits()
    await it.settled()
    const [rule] = await it.regia.ledger.of('T0LIVEEU').alerts.list()
    expect(rule).toMatchObject({ scope: 'IT', coolDownDays: 14, timeZone: 'Europe/Madrid' })
    await it.slack.as('giulia').types('#live-it', '/digest avviso')
    await it.settled()
    expect(entered(it.slack.as('giulia'))).toMatchObject({ scope: 'tutti' })
    expectClean(it.slack)
  })

  test('ten o’clock stays ten o’clock when summer time ends, and each day’s post comes once', async () => {
    const it = await scene({ ...stage, at: '2026-10-23T10:00:00Z' })
    await withNumbers(it)
    const answer = answering(it)
    const said = await answer(
      'giulia',
      '/digest iscrivi IT giornaliero alle 10 incompleti:pubblica',
      '#live-it',
    )
    expect(said).toMatch(/sab 24 ott 2026, 10:00[\s\S]*dom 25 ott 2026, 10:00[\s\S]*lun 26 ott 2026, 10:00/)
    const posts = () => it.slack.channel('#live-it').fromApp()
    const lookAt = async (iso: string): Promise<number> => {
      it.clock.at(iso)
      await it.regia.tick()
      await it.settled()
      return posts().length
    }
    expect(await lookAt('2026-10-24T07:59:00Z')).toBe(0)
    expect(await lookAt('2026-10-24T08:00:30Z')).toBe(1)
    expect(await lookAt('2026-10-25T08:00:30Z')).toBe(1)
    expect(await lookAt('2026-10-25T09:00:30Z')).toBe(2)
    expect(await lookAt('2026-10-26T09:20:30Z')).toBe(3)
    const late = JSON.stringify(posts().at(-1)?.blocks)
    expect(late).toContain('In ritardo: era previsto per lun 26 ott 2026, 10:00')
    expect(late).not.toContain('saltat')
    expect(posts().at(-1)?.text).toMatch(/^Riepilogo per IT/)
    expectClean(it.slack)
  })

  test('a private look says what is lacking, and yesterday is what the platform counts as one', async () => {
    const it = await scene({ ...stage, at: '2026-09-16T07:30:00Z' })
    await it.given('agencies', AGENCIES)
    const numbers = (from: string, count: number) =>
      it.given('daily', feed(from, [{ who: LUNA, diamonds: days(count, 1000) }]))
    await numbers('2026-09-02', 13)
    const answer = answering(it)
    expect(await answer('anna', '/digest all yesterday')).toContain(
      'Incomplete: there are no numbers for 15 Sept yet.',
    )
    await numbers('2026-09-15', 2)
    const whole = await answer('giulia', '/digest tutti ieri')
    expect(whole).toContain('Tutti i creator · 15 set')
    expect(whole).not.toContain('Incompleto')
  })
})
