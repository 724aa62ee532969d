import { expect, test } from 'vitest'
import { voice } from '#src/kit/voice.ts'
import { digestMessage } from '#src/views/digest.ts'
import { listingOf, tableList } from '#src/views/listing.ts'
import { digestSeen } from '#tests/support/digests.ts'

const { found, facts } = digestSeen('weekly')
const of = { scope: 'all', ...facts.period }
const [en, it] = [voice('en', 'Europe/Rome'), voice('it', 'Europe/Rome')]

test('everybody near a line: in a table, and as a file with figures that a spreadsheet can add up', () => {
  expect(listingOf(en, 'near', { found, groups: [] })).toEqual({
    head: ['Who', 'Agency', 'Line', 'Short by', 'Metric', 'This month', 'Creator id', 'Market'],
    rows: [
      ...[2100, 9433, 14_000, 14_900].map((short, i) => [
        ...[`@quasi_${i}`, 'Aurora Talent', 100_000, short, 'Diamonds', 100_000 - short, `quasi_${i}`, 'IT'],
      ]),
      ['@sol.prueba', 'Aurora Talent', 7, 1, 'Valid days', 6, 'sol.prueba', 'IT'],
    ],
  })
  const table = JSON.stringify(tableList('near', { found, groups: [] }, of)(it).blocks)
  expect(table).toContain('"@quasi_0","Aurora Talent","100.000 diamanti",{"value":2100,"text":"2.100"}')
  expect(table).toContain('Scarica XLSX')
  expect(tableList('near', { found: null, groups: [] }, of)(it).text).toBe('Niente di insolito.')
})

test('findings and groups as files, in the reader’s words and with plain figures', () => {
  const findings = listingOf(it, 'findings', { found, groups: [] })
  expect(findings.head.slice(0, 4)).toEqual(['Segnalazione', 'Gravità', 'Tipo', 'Chi'])
  expect(findings.rows[1]).toEqual([
    ...['INS-00000002', 'attenzione', 'agenzia in calo', 'Aurora Talent', null, 'Aurora Talent', 'IT'],
    ...['2026-10-12', 'diamonds', 178_982, 365_697, -186_715, -51.1],
  ])
  expect(listingOf(en, 'markets', { found: null, groups: facts.markets }).rows[0]).toEqual([
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
  const listing = listingOf(en, 'markets', { found: null, groups: markets })
  expect(listing.head).not.toContain('Creators LIVE')
  expect(listing.rows[0]).toHaveLength(listing.head.length)
  const table = JSON.stringify(tableList('markets', { found: null, groups: markets }, of)(it).blocks)
  expect(table).toContain('"IT"')
  expect(table).not.toMatch(/IT \(IT\)|Creator in LIVE/)
})
