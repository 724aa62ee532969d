import { describe, expect, test } from 'vitest'
import { expectClean } from '#tests/support/clean.ts'
import { AGENCIES, days, feed, LUNA, SOL } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'
import { said } from '#tests/support/talk.ts'

const withNumbers = async (it: Scene): Promise<void> => {
  await it.given('agencies', AGENCIES)
  await it.given(
    'daily',
    feed('2026-09-02', [
      { who: LUNA, diamonds: days(14, 10_000) },
      { who: SOL, diamonds: [...days(9, 5000), ...days(5, null)] },
    ]),
  )
}

describe.each(STAGES)('a digest that cannot be, on $database over $mode', (stage) => {
  test('the word that went wrong is named, and what is possible', async () => {
    const it = await scene(stage)
    await withNumbers(it)
    expect(await said(it, 'anna', '/digest IT 2026-09-15..2026-09-01')).toContain(
      '2026-09-15..2026-09-01 ends before it begins. Did you mean 2026-09-01..2026-09-15?',
    )
    expect(await said(it, 'giulia', '/digest IT 2026-02-31..2026-03-01')).toContain('2026-02-31 non esiste')
    expect(await said(it, 'anna', '/digest IT 9999d')).toContain('9999d is not a period. The periods are')
    expect(await said(it, 'giulia', '/digest IT 14g')).toContain(
      '14g non è un periodo. I periodi sono ieri, 7g',
    )
    expect(await said(it, 'anna', '/digest IT 7d 28d')).toContain(
      'A digest has one period, and you named two: 7d and 28d.',
    )
    expect(await said(it, 'anna', '/digest IT yesterdy')).toContain('Did you mean yesterday?')
    expect(await said(it, 'anna', '/digest IT 2026-09-14')).toContain('Did you mean 2026-09-14..2026-09-14?')
    expect(await said(it, 'anna', '/digest IT please')).toContain('I understand IT but not please.')
    expect(await said(it, 'giulia', '/digest Narnia')).toMatch(
      /Non conosco un’area, un mercato o un’agenzia di nome Narnia\. .*Ci sono EU, ES, IT, e ogni agenzia/,
    )
    expect(await said(it, 'anna', '/digest subscribe IT period:zz')).toContain(
      'I cannot use period:zz. What I know there: yesterday|7d|28d|mtd|last-week|last-month',
    )
    expect(await said(it, 'giulia', '/digest iscrivi IT periodo:zz')).toContain('ieri|7g|28g|mese')
    expect(await said(it, 'anna', '/request list team:legal')).toContain('product|content|operations|safety')
    expectClean(it.slack)
  })

  test('a period without numbers has no lines; years are said, and who is silent only as of the newest day', async () => {
    const it = await scene(stage)
    await withNumbers(it)
    const future = await said(it, 'anna', '/digest all 2027-01-01..2027-01-15')
    expect(future).toContain('There are no numbers for 1 Jan 2027 – 15 Jan 2027.')
    expect(future).toContain('The newest day with numbers is Tue, 15 Sept 2026.')
    expect(future).not.toMatch(/100|Post here|Gone dark/)
    expect(await said(it, 'giulia', '/digest tutti 2019-01-01..2019-01-15')).toContain(
      'Non ci sono numeri per 1 gen 2019 – 15 gen 2019.',
    )
    const now = await said(it, 'anna', '/digest all 7d')
    expect(now).toContain('Gone dark (1)')
    expect(now).toMatch(/luna|By agency/)
    const then = await said(it, 'anna', '/digest all 2026-09-09..2026-09-10')
    expect(then).not.toContain('Gone dark')
    expect(then).toMatch(/= 0\.0%/)
    expect(then).not.toMatch(/[▲▼] 0\.0%/)
    expect(await said(it, 'anna', '/digest Aurora Talent yesterday')).toMatch(
      /1 of 1 day known · 1 creator\n[\s\S]*before, 8 Sept/,
    )
    expectClean(it.slack)
  })

  test('of a market, a region or an agency the follow-ups are those about its own', async () => {
    const it = await scene(stage)
    await withNumbers(it)
    await said(it, 'anna', '/followup call Aurora agency:"Aurora Talent" by 2026-09-17')
    await said(it, 'anna', '/followup call Faro agency:"Faro Azul" by 2026-09-17')
    await said(it, 'anna', '/followup write to Luna creator:luna.prova by 2026-09-17')
    await said(it, 'anna', '/followup tidy the channel by 2026-09-17')
    const seenIn = async (scope: string) => {
      const digest = await said(it, 'anna', `/digest ${scope} 7d`)
      return [...new Set(digest.match(/FU-\d/g) ?? [])].sort()
    }
    expect(await said(it, 'anna', '/digest all 7d')).toContain('Follow-ups: 4 open')
    expect(await seenIn('IT')).toEqual(['FU-1', 'FU-3'])
    expect(await seenIn('ES')).toEqual(['FU-2'])
    expect(await seenIn('EU')).toEqual(['FU-1', 'FU-2', 'FU-3'])
    expect(await seenIn('Aurora Talent')).toEqual(['FU-1', 'FU-3'])
    expectClean(it.slack)
  })

  test('the same digest is not subscribed twice', async () => {
    const it = await scene(stage)
    await withNumbers(it)
    expect(await said(it, 'anna', '/digest subscribe all')).toContain('DIG-1')
    expect(await said(it, 'anna', '/digest subscribe all')).toContain('This comes here already: it is DIG-1.')
    expect(await said(it, 'tom', '/digest subscribe all weekdays at 9 tz:Europe/Rome lang:en')).toContain(
      'it is DIG-1',
    )
    expect(await said(it, 'giulia', '/digest iscrivi tutti feriali alle 9 lang:en')).toContain(
      'Qui arriva già: è DIG-1.',
    )
    expect(await said(it, 'anna', '/digest subscribe all weekdays at 10')).toContain('DIG-2')
    const list = await said(it, 'anna', '/digest list')
    expect(list).toContain('the day before · waits for missing numbers · in English · active')
    const post = '/digest iscrivi ES feriali alle 9 festivi:pubblica incompleti:pubblica'
    await said(it, 'giulia', post)
    const suoi = await said(it, 'giulia', '/digest elenco')
    expect(suoi).toContain('il giorno prima · aspetta i numeri che mancano · in inglese · attivo')
    expect(suoi).toMatch(
      /tranne nei giorni festivi[\s\S]*anche nei giorni festivi · il giorno prima · esce in orario, con un avviso/,
    )
  })

  test('its owner, or somebody where it is posted, may end it; its owner is told, and an end is an end', async () => {
    const it = await scene(stage)
    await withNumbers(it)
    const giulia = it.slack.as('giulia')
    await said(it, 'giulia', '/digest iscrivi IT feriali', '#live-it')
    expect(await said(it, 'anna', '/digest pause DIG-1', '#live-eu')).toMatch(
      /DIG-1 is posted in <#\w+>: type this there, or ask <@U0GIULIA>/,
    )
    expect(giulia.dm()).toEqual([])
    expect(await said(it, 'anna', '/digest pause DIG-1', '#live-it')).toContain('DIG-1 is paused')
    expect(giulia.dm().at(-1)?.shows).toMatch(
      /<@U0ANNA> ha messo in pausa il tuo riepilogo DIG-1[\s\S]*\/digest riprendi DIG-1/,
    )
    expect(await said(it, 'giulia', '/digest riprendi DIG-1', '#live-eu')).toContain('DIG-1 riparte')
    expect(giulia.dm()).toHaveLength(1)
    expect(await said(it, 'giulia', '/digest disiscrivi DIG-1', '#live-eu')).toContain('DIG-1 è terminato')
    expect(await said(it, 'giulia', '/digest riprendi DIG-1', '#live-eu')).toContain(
      'DIG-1 è terminato e non riparte. /digest iscrivi ne fa partire uno nuovo.',
    )
    expect(await said(it, 'anna', '/digest resume DIG-1', '#live-it')).toContain(
      'DIG-1 has ended and does not come back.',
    )
    expectClean(it.slack)
  })
})
