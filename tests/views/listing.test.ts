import { expect, test } from 'vitest'
import { voice } from '#src/kit/voice.ts'
import { digestMessage } from '#src/views/digest.ts'
import { listingOf, NOTHING_LISTED, tableList } from '#src/views/listing.ts'
import { digestSeen } from '#tests/support/digests.ts'

const { found, facts } = digestSeen('weekly')
const of = { scope: 'all', ...facts.period }
const [en, it] = [voice('en', 'Europe/Rome'), voice('it', 'Europe/Rome')]

test('everybody near a line: in a table, and as a file with figures that a spreadsheet can add up', () => {
  // One of those who were found, by newer figures; and one who comes to it without a push.
  const by = { agency: 'Faro Azul', market: 'ES', at: 100_000, needed: 333, usual: 4000 }
  const rungs = [
    { id: 'quasi_0', username: 'quasi_0', ...by, value: 98_000 },
    { id: 'sola', username: 'sola', ...by, value: 99_000 },
  ]
  const dark = [
    {
      ...{ id: 'quasi_2', username: 'quasi_2', agency: 'Aurora Talent', market: 'IT' },
      ...{ lastLive: '2026-10-20' as const, daysDark: 5, diamonds28: 9000 },
    },
  ]
  expect(listingOf(en, 'near', { ...NOTHING_LISTED, found, rungs, dark })).toEqual({
    head: [
      ...['Who', 'Agency', 'Line', 'Short by', 'Metric', 'This month', 'Needed a day', 'Usual a day'],
      ...['Creator id', 'Market', 'Standing'],
    ],
    rows: [
      ['@sola', 'Faro Azul', 100_000, 1000, 'Diamonds', 99_000, 333, 4000, 'sola', 'ES', 'at their own pace'],
      [
        '@quasi_0',
        'Faro Azul',
        100_000,
        2000,
        'Diamonds',
        98_000,
        333,
        4000,
        'quasi_0',
        'ES',
        'at their own pace',
      ],
      ...[9433, 14_000, 14_900].map((short, i) => [
        ...[`@quasi_${i + 1}`, 'Aurora Talent', 100_000, short, 'Diamonds', 100_000 - short, null, null],
        ...[`quasi_${i + 1}`, 'IT', i === 1 ? 'gone dark' : 'near'],
      ]),
      ['@sol.prueba', 'Aurora Talent', 7, 1, 'Valid days', 6, null, null, 'sol.prueba', 'IT', 'near'],
    ],
  })
  const table = JSON.stringify(tableList('near', { ...NOTHING_LISTED, found, rungs }, of)(it).blocks)
  expect(table).toContain(
    '"@sola","100.000 diamanti",{"value":1000,"text":"1.000"},{"value":333,"text":"333 (4.000) · al proprio ritmo"},"Faro Azul"',
  )
  expect(table).toContain('Scarica XLSX')
  expect(tableList('near', NOTHING_LISTED, of)(it).text).toBe(
    'In questo elenco adesso non c’è niente e nessuno.',
  )
})

test('whoever has gone dark: all of them, and how many there are where a message holds no more', () => {
  const dark = Array.from({ length: 120 }, (_, i) => ({
    ...{ id: `7${i}`, username: `ferma_${i}`, agency: i === 0 ? null : 'Aurora Talent', market: 'IT' },
    ...{ lastLive: '2026-10-20' as const, daysDark: 5, diamonds28: 9000 - i },
  }))
  const listing = listingOf(it, 'dark', { ...NOTHING_LISTED, dark })
  expect(listing.head.slice(0, 3)).toEqual(['Chi', 'Giorni senza LIVE', 'Ultima LIVE'])
  expect(listing.rows).toHaveLength(120)
  expect(listing.rows[0]).toEqual(['@ferma_0', 5, '2026-10-20', 9000, null, 'IT', '70'])
  const said = tableList('dark', { ...NOTHING_LISTED, dark }, of)(en)
  expect(said.text).toBe('Gone dark (100 of 120)')
  expect(JSON.stringify(said.blocks)).toContain('digest.csv')
})

test('findings and groups as files, in the reader’s words and with plain figures', () => {
  const findings = listingOf(it, 'findings', { ...NOTHING_LISTED, found })
  expect(findings.head.slice(0, 4)).toEqual(['Segnalazione', 'Gravità', 'Tipo', 'Chi'])
  expect(findings.rows[1]).toEqual([
    ...['INS-00000002', 'attenzione', 'agenzia in calo', 'Aurora Talent', null, 'Aurora Talent', 'IT'],
    ...['2026-10-12', 'diamonds', 178_982, 365_697, -186_715, -51.1],
  ])
  expect(listingOf(en, 'markets', { ...NOTHING_LISTED, groups: facts.markets }).rows[0]).toEqual([
    ...['IT', null, 210_000, 189_000, 11.1, 24, 25, 100, 70, 120],
  ])
})

test('the way to all findings stays while one is hidden, however many stand near a line', () => {
  const seen = digestSeen('weekly')
  const like = found?.insights.find(({ insight }) => insight.kind === 'went_dark')
  if (!found || !like) throw new Error('nobody is dark')
  const dark = Array.from({ length: 5 }, (_, i) => ({
    ...like,
    insight: { ...like.insight, id: `INS-DARK${i}` },
  }))
  const said = (insights: typeof dark): string =>
    JSON.stringify(digestMessage({ ...seen, found: { ...found, insights } })(en).blocks)
  expect(seen.near.length).toBeGreaterThan(1)
  expect(said(dark)).toContain('insight.all')
  expect(said(dark.slice(0, 3))).not.toContain('insight.all')
})

test('of markets nobody counts who was LIVE: no empty column, and no name twice', () => {
  const markets = [{ ...facts.markets[0], name: 'IT', market: 'IT', active: null }] as typeof facts.markets
  const listing = listingOf(en, 'markets', { ...NOTHING_LISTED, groups: markets })
  expect(listing.head).not.toContain('Creators LIVE')
  expect(listing.rows[0]).toHaveLength(listing.head.length)
  const table = JSON.stringify(tableList('markets', { ...NOTHING_LISTED, groups: markets }, of)(it).blocks)
  expect(table).toContain('"IT"')
  expect(table).not.toMatch(/IT \(IT\)|Creator in LIVE/)
})
