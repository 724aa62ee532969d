import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { AGENCIES, days, feed, LUNA, SOL, steady } from '#tests/support/numbers.ts'
import { STAGES, scene } from '#tests/support/scene.ts'
import { sent } from '#tests/support/sent.ts'

/** Those have not been LIVE on the last five days. */
const silenced = (names: readonly string[]): string =>
  steady({ stops: 0 })
    .split('\n')
    .map((line) => {
      const [day = '', id, name = '', agency, market] = line.split(',')
      const isSilent = day >= '2026-09-11' && names.includes(name)
      return isSilent ? [day, id, name, agency, market, 0, 0, 0].join(',') : line
    })
    .join('\n')

describe.each(STAGES)('lists of a digest on $database over $mode', (stage) => {
  test('agencies in a table, and as files in whose cells nothing becomes a formula', async () => {
    const { slack, settled, given } = await scene(stage)
    await given('agencies', `${AGENCIES}\n"=HYPERLINK(""x"")",FR,EU,T1,chat,Europe/Paris,,,fr`)
    await given(
      'daily',
      feed('2026-09-02', [
        { who: LUNA, diamonds: [...days(7, 1000), ...days(7, 2000)] },
        { who: SOL, diamonds: days(14, 500) },
        {
          who: {
            ...SOL,
            id: '7300000000000000789',
            username: 'x',
            agency: '"=HYPERLINK(""x"")"',
            market: 'FR',
          },
          diamonds: days(14, 10),
        },
      ]),
    )
    const giulia = slack.as('giulia')
    await giulia.types('#live-it', '/digest tutti 7g')
    await settled()
    const digest = giulia.notices().at(-1)
    expect(JSON.stringify(digest?.blocks)).toContain('"type":"data_table"')
    expect(digest?.shows).toMatch(/Aurora Talent \(IT\)[\s\S]*14\.000[\s\S]*▲ \+100,0%/)
    // It has all rows: there is no more to be shown, and they can be taken along from here.
    expect(digest?.shows).toContain('Faro Azul (ES)')
    expect(digest?.shows).not.toMatch(/Mostra tutto|Ore di LIVE Giorni/)
    const list = digest
    await giulia.presses(list?.ts ?? '', 'Scarica CSV')
    await settled()
    const text = (await sent(slack, 'giulia', '.csv')).toString()
    expect(giulia.dm().at(-1)?.shows).toContain(
      'Agenzie Tutti i creator 2026-09-09 2026-09-15, come richiesto.',
    )
    expect(text).toMatch(/^\uFEFFNome,Mercato,Diamanti,/)
    expect(text).toContain('\r\nAurora Talent,IT,14000,7000,100,1,1,10.5,7,0\r\n')
    expect(text).toContain(`\r\n"'=HYPERLINK(""x"")",FR,70,70,0,`)
    await giulia.presses(list?.ts ?? '', 'Scarica XLSX')
    await settled()
    const rows = (await readXlsx(await sent(slack, 'giulia', '.xlsx'))).sheets[0]?.rows ?? []
    expect(rows[1]?.slice(0, 4)).toEqual(['Aurora Talent', 'IT', 14_000, 7000])
    expect(rows[3]?.[0]).toBe(`'=HYPERLINK("x")`)
    expect(slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('findings page by page and as a file; what Slack will not take is said', async () => {
    const { slack, settled, given, regia } = await scene(stage)
    await given('agencies', AGENCIES)
    await given('daily', silenced(['luna.prova', 'creator_1', 'creator_2', 'creator_7', 'creator_8']))
    await regia.lookThrough()
    const anna = slack.as('anna')
    await anna.types('#live-eu', '/digest all 7d')
    await settled()
    const digest = anna.notices().at(-1)?.ts ?? ''
    await anna.presses(digest, 'insight.all')
    await settled()
    const list = anna.notices().at(-1)
    expect(list?.shows).toMatch(/All findings: 1–\d of \d/)
    slack.faults.next('files.getUploadURLExternal', { kind: 'error', error: 'internal_error' })
    await anna.presses(list?.ts ?? '', 'Download CSV')
    await settled()
    expect(anna.notices().at(-1)?.shows).toContain('Slack would not take the file just now')
    await anna.presses(list?.ts ?? '', 'Download CSV')
    await settled()
    const text = (await sent(slack, 'anna', '.csv')).toString()
    expect(text).toMatch(/INS-[0-9A-V]{8},(early sign|watch|urgent),gone dark,'@luna\.prova,/)
  })

  test('everybody who has gone dark or is near a line, from the digest and as files', async () => {
    const { slack, settled, given, regia } = await scene(stage)
    await given('agencies', AGENCIES)
    await given('daily', silenced(['luna.prova', 'creator_1', 'creator_7']))
    await regia.lookThrough()
    const giulia = slack.as('giulia')
    await giulia.types('#live-it', '/digest tutti 7g')
    await settled()
    const digest = giulia.notices().at(-1)
    expect(digest?.shows).toContain('3 non vanno in LIVE da tre giorni o più')
    await giulia.presses(digest?.ts ?? '', 'Chi è fermo adesso')
    await settled()
    const list = giulia.notices().at(-1)
    expect(list?.shows).toMatch(/Fermi[\s\S]*@creator_7[\s\S]*Faro Azul/)
    await giulia.presses(list?.ts ?? '', 'Scarica CSV')
    await settled()
    const text = (await sent(slack, 'giulia', '.csv')).toString()
    expect(text).toMatch(/^\uFEFFChi,Giorni senza LIVE,Ultima LIVE,/)
    expect(text).toMatch(/\r\n'@luna\.prova,5,2026-09-10,\d+,Aurora Talent,IT,7300/)
    expect(giulia.dm().at(-1)?.shows).toContain('Fermi Tutti i creator, come richiesto.')
    expect(slack.calls.filter((call) => call.flag)).toEqual([])
  })
})
