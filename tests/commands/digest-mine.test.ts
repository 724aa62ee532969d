import { describe, expect, test } from 'vitest'
import { regia } from '#tests/cli/regia.ts'
import { expectClean } from '#tests/support/clean.ts'
import { entered } from '#tests/support/forms.ts'
import { days, feed, LUNA, SOL } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'
import { said } from '#tests/support/talk.ts'

const AGENCIES = [
  'agency,market,region,manager_email',
  'Aurora Talent,IT,EU,Marco@live-eu.example',
  'Faro Azul,ES,EU,lucia@live-eu.example',
  'Nuova,IT,EU,marco@live-eu.example',
].join('\n')
const MARE = { id: '7300000000000000789', username: 'mare.prova', agency: 'Nuova', market: 'IT' }

const withRosters = async (stage: (typeof STAGES)[number]): Promise<Scene> => {
  const it = await scene({ ...stage, at: '2026-09-16T06:30:00Z' })
  await it.given('agencies', AGENCIES)
  await it.given(
    'daily',
    feed('2026-09-02', [
      { who: LUNA, diamonds: [...days(13, 1000), 4000] },
      { who: SOL, diamonds: days(14, 9000) },
      { who: MARE, diamonds: days(14, 500) },
    ]),
  )
  return it
}

describe.each(STAGES)('one’s own roster, on $database over $mode', (stage) => {
  test('is looked at by its manager alone, in either language; who has none is told so', async () => {
    const it = await withRosters(stage)
    const mine = await said(it, 'marco', '/digest mie ieri', '#live-it')
    expect(mine).toContain('Agenzie di marco@live-eu.example · 15 set')
    expect(mine).toContain('Diamanti: 4.500')
    expect(mine).not.toContain('sol.prueba')
    expect(await said(it, 'lucia', '/digest mine 7d')).toContain('Diamonds: 63,000')
    expect(await said(it, 'anna', '/digest mine')).toContain(
      'No agency is in your care: in the agency list none has the address of your Slack profile as its manager_email.',
    )
    expect(await said(it, 'giulia', '/digest iscrivi miei')).toContain('Non segui nessuna agenzia')
    expectClean(it.slack)
  })

  test('comes by direct message to nobody else, is corrected there, and ends with its owner', async () => {
    const it = await withRosters(stage)
    const marco = it.slack.as('marco')
    const echo = await said(it, 'marco', '/digest iscrivi mie giornaliero alle 9', '#live-it')
    expect(echo).toContain(
      'DIG-1: Agenzie di marco@live-eu.example arriverà solo a <@U0MARCO>, in un messaggio diretto.',
    )
    expect(await said(it, 'marco', '/digest iscrivi miei giornaliero alle 9')).toContain(
      'Qui arriva già: è DIG-1',
    )
    expect(await said(it, 'anna', '/digest list')).not.toContain('DIG-1')
    expect(await said(it, 'anna', '/digest pause DIG-1')).toContain('There is no digest DIG-1')
    expect(await said(it, 'marco', '/digest anteprima DIG-1 come:@anna')).toContain(
      'DIG-1 esce dove <@U0ANNA> non lo vede.',
    )
    expect(await said(it, 'marco', '/digest anteprima DIG-1 come:@marco')).toContain('Agenzie di marco@')
    await it.later({ minutes: 30 })
    expect(marco.dm()).toHaveLength(1)
    expect(marco.dm()[0]?.shows).toContain('Agenzie di marco@live-eu.example · 15 set')
    expect(marco.dm()[0]?.shows).toContain('luna.prova')
    expect(marco.dm()[0]?.shows).not.toMatch(/sol\.prueba|<@U0MARCO>/)
    for (const channel of ['#live-it', '#live-eu']) expect(it.slack.channel(channel).fromApp()).toEqual([])

    await it.given('daily', feed('2026-09-15', [{ who: MARE, diamonds: [1500] }]))
    await it.later({ minutes: 1 })
    expect(marco.dm()).toHaveLength(1)
    expect(marco.dm()[0]?.shows).toMatch(
      /Corretto il 16 set, perché i numeri sono cambiati: Diamanti 4\.500 → 5\.500/,
    )

    await marco.types('#live-it', '/digest modifica DIG-1')
    await it.settled()
    expect(entered(marco)).toMatchObject({ scope: 'mie', every: 'day', at: '09:00' })
    await marco.fills({ at: '10:00' })
    await marco.submits()
    await it.settled()
    expect((await it.regia.ledger.of('T0LIVEEU').digests.list())[0]).toMatchObject({
      scope: 'manager:marco@live-eu.example',
      channel: 'U0MARCO',
      schedule: { cadence: { at: '10:00' } },
    })
    await marco.changes({ deactivated: true })
    await it.settled()
    expect(await it.regia.ledger.of('T0LIVEEU').digests.list()).toEqual([])
    expectClean(it.slack)
  })

  test('from the preview by its button, and at the command line by address', async () => {
    const it = await withRosters(stage)
    const lucia = it.slack.as('lucia')
    await lucia.types('#live-eu', '/digest mine')
    await it.settled()
    const preview = lucia.notices().at(-1)
    if (!preview) throw new Error('no preview')
    await lucia.presses(preview, 'Subscribe')
    await it.settled()
    await lucia.submits()
    await it.settled()
    expect(lucia.notices().at(-1)?.shows).toContain('will come to <@U0LUCIA> alone')
    await it.later({ minutes: 31 })
    expect(lucia.dm().at(-1)?.shows).toContain('Agencies of lucia@live-eu.example')
    expect(it.slack.channel('#live-eu').fromApp()).toEqual([])
    const args = ['insights', '--scope', 'manager:Lucia@live-eu.example', '--json']
    const { out } = await regia(args, { DATABASE_URL: it.databaseUrl })
    expect(JSON.parse(out)).toMatchObject({ scope: 'manager:Lucia@live-eu.example' })
    expectClean(it.slack)
  })
})
