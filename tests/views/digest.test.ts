import { expect, test } from 'vitest'
import type { DigestFacts, GroupLine } from '#src/domain/facts.ts'
import { voice } from '#src/kit/voice.ts'
import { digestMessage } from '#src/views/digest.ts'

const none = { now: 0, before: 0 }
const group = (name: string): GroupLine => ({
  name,
  market: null,
  diamonds: { now: 99_999, before: 100_000 },
  live_minutes: { now: 60, before: 60 },
  valid_days: none,
  new_followers: none,
  streams: none,
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
  daily: { from: '2026-10-24', now: [], before: [] },
  markets: ['IT', 'ES', 'FR', 'DE', 'GB', 'PT', 'PL'].map(group),
  agencies: ['Città *Eterna*', 'Faro Azul'].map(group),
  up: [],
  down: [],
  dark: [],
  darkCount: 0,
}

test.each([
  ['en', 'By market (5 of 7)', 'By agency*', '20 Nov', '13 Nov_'],
  ['it', 'Per mercato (5 di 7)', 'Per agenzia*', '20 nov', '13 nov_'],
] as const)(
  'in %s: how many of how many, one day as one, level as level',
  (locale, markets, agencies, day, before) => {
    const said = JSON.stringify(
      digestMessage({ scope: { kind: 'all' }, facts, found: null, promises: [] })(
        voice(locale, 'Europe/Rome'),
      ).blocks,
    )
    expect(said).toContain(markets)
    expect(said).toContain(agencies)
    expect(said).toContain(`· ${day}"`)
    expect(said).toContain(`, ${before}`)
    expect(said).toMatch(/= 0[.,]0\s?%/)
    expect(said).not.toMatch(/[▲▼]/)
    expect(said).toContain('*Città ∗Eterna∗*')
  },
)
