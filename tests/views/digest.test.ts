import { expect, test } from 'vitest'
import { inWords } from '#src/charts/block.ts'
import type { DigestFacts, GroupLine } from '#src/domain/facts.ts'
import type { Found, FoundDay } from '#src/domain/insight.ts'
import { nearLines } from '#src/domain/line.ts'
import { voice } from '#src/kit/voice.ts'
import { findingsShown } from '#src/views/digest/findings.ts'
import { digestMessage } from '#src/views/digest.ts'
import { findingsList } from '#src/views/listing.ts'

const none = { now: 0, before: 0 }
const unknown = { now: null, before: null }
const group = (name: string): GroupLine => ({
  name,
  market: null,
  diamonds: { now: 99_999, before: 100_000 },
  live_minutes: { now: 60, before: 60 },
  valid_days: none,
  new_followers: none,
  streams: none,
  active: null,
})
const facts: DigestFacts = {
  version: 1,
  period: { from: '2026-11-20', to: '2026-11-20' },
  before: { from: '2026-11-13', to: '2026-11-13' },
  coverage: {
    asOf: '2026-11-20',
    creators: 7,
    daysKnown: 1,
    daysExpected: 1,
    missing: [],
    estimated: [],
    restated: [],
  },
  totals: group('all'),
  active: none,
  room: { gifters: unknown, unique_viewers: unknown, returning_viewers: unknown, watch_minutes: unknown },
  usual: null,
  movement: null,
  settled: null,
  campaigns: [],
  daily: { from: '2026-10-24', now: [], before: [] },
  markets: ['IT', 'ES', 'FR', 'DE', 'GB', 'PT', 'PL'].map(group),
  agencies: ['Città *Eterna*', 'Faro Azul'].map(group),
  up: [],
  down: [],
  courses: [],
  dark: [],
  darkCount: 0,
}

const week: DigestFacts = {
  ...facts,
  period: { from: '2026-11-14', to: '2026-11-20' },
  before: { from: '2026-11-07', to: '2026-11-13' },
}
const bare = {
  scope: { kind: 'all' },
  found: null,
  foundFrom: '2026-11-14',
  near: [],
  goals: [],
  promises: [],
  closed: [],
  achieved: [],
} as const

test.each([
  ['en', 'By market (5 of 7)', 'By agency', '14 Nov – 20 Nov', '7 Nov – 13 Nov_'],
  ['it', 'Per mercato (5 di 7)', 'Per agenzia', '14 nov – 20 nov', '7 nov – 13 nov_'],
] as const)('in %s: how many of how many, level as level', (locale, markets, agencies, days, before) => {
  const message = digestMessage({ ...bare, facts: week })(voice(locale, 'Europe/Rome'))
  const said = JSON.stringify(message.blocks)
  expect(said).toContain(markets)
  expect(said).toContain(agencies)
  expect(said).toContain(`· ${days}"`)
  expect(said).toContain(`, ${before}`)
  expect(said).toMatch(/= 0[.,]0\s?%/)
  expect(said).not.toMatch(/[▲▼]/)
  expect(JSON.stringify(inWords(message).blocks)).toContain('*Città ∗Eterna∗*')
})

test('a single day is said as one, and short: its markets and agencies stay for the week', () => {
  const said = JSON.stringify(digestMessage({ ...bare, facts })(voice('en', 'Europe/Rome')).blocks)
  expect(said).toContain('All creators · 20 Nov"')
  expect(said).toContain('against the same weekday before, 13 Nov_')
  expect(said).not.toMatch(/By market|By agency/)
})

test('what has no room is one press away, and is not taken for shown', () => {
  const near = (n: number): Found => ({
    placed: { agency: 'Faro Azul', market: 'ES' },
    insight: {
      id: `INS-0000000${n}`,
      kind: 'near_threshold',
      entity: { type: 'creator', id: `${n}`, name: `creator_${n}` },
      metric: 'diamonds',
      direction: 'up',
      since: '2026-11-01',
      value: 90_000,
      expected: 100_000,
      delta: -10_000,
      deltaPct: -0.1,
      score: null,
      severity: 'early',
      causes: [],
      factors: null,
      explainedBy: null,
      suggested: { action: 'push_to_goal', dueInDays: 3 },
    },
  })
  const found: FoundDay = {
    asOf: '2026-11-20',
    period: { from: '2026-09-01', to: '2026-11-20' },
    health: {
      asOf: '2026-11-20',
      staleDays: 0,
      creators: { reported: 7, expected: 7 },
      agencies: { reported: 1, expected: 1 },
      problems: [],
    },
    insights: [1, 2, 3, 4, 5].map(near),
    suppressed: [],
  }
  const seen = { ...bare, facts, found, near: nearLines(found) }
  expect(findingsShown(seen).map(({ id }) => id)).toEqual(['INS-00000001', 'INS-00000002', 'INS-00000003'])
  const said = JSON.stringify(digestMessage(seen)(voice('en', 'Europe/Rome')).blocks)
  expect(said).toContain('*5 creators* short of 100,000 diamonds, 10 days left:')
  expect(said).toContain('@creator_3 (by 10,000), and 2 more')
  expect(said).toContain('Show all findings')
  expect(said).not.toContain('creator_4')
  const all = JSON.stringify(
    findingsList(found, { scope: 'all', from: '2026-11-20', to: '2026-11-20' })(voice('it', 'Europe/Rome'))
      .blocks,
  )
  expect(all).toContain('@creator_5')
  expect(all).toContain('questo mese mancano 10.000 diamanti per arrivare a 100.000')
})

const quiet: FoundDay = {
  asOf: '2026-11-20',
  period: { from: '2026-09-01', to: '2026-11-20' },
  health: {
    asOf: '2026-11-20',
    staleDays: 0,
    creators: { reported: 7, expected: 7 },
    agencies: { reported: 1, expected: 1 },
    problems: [],
  },
  insights: [],
  suppressed: [],
}

test.each([
  ['en', 'Nothing out of the ordinary.', 'Diamonds moved a lot (+100.0%), but no single finding stands out.'],
  ['it', 'Niente di insolito.', 'I diamanti si sono mossi molto (+100,0%), ma nessuna segnalazione spicca'],
] as const)(
  'in %s: “nothing” is not said under numbers that moved a lot, but whose they are',
  (locale, nothing, moved) => {
    const said = (totals: DigestFacts['totals']): string => {
      const luna = {
        id: '1',
        username: 'luna',
        agency: null,
        market: null,
        diamonds: { now: 900, before: 50 },
        liveMinutes: none,
      }
      return JSON.stringify(
        digestMessage({ ...bare, found: quiet, facts: { ...facts, totals, up: [luna] } })(
          voice(locale, 'Europe/Rome'),
        ).blocks,
      )
    }
    expect(said({ ...facts.totals, diamonds: { now: 125, before: 100 } })).toContain(nothing)
    const twice = said({ ...facts.totals, diamonds: { now: 2000, before: 1000 } })
    expect(twice).not.toContain(nothing)
    expect(twice).toContain(moved)
    expect(twice).toContain('@luna (+850)')
  },
)

test('old numbers are said by their day', () => {
  const said = JSON.stringify(
    digestMessage({ ...bare, facts }, { staleDays: 2 })(voice('it', 'Europe/Rome')).blocks,
  )
  expect(said).toContain('I numeri più recenti arrivano fino a ven 20 nov 2026.')
})
