import { expect, test } from 'vitest'
import { type DigestSeen, formOf } from '#src/domain/digest.ts'
import type { DigestFacts } from '#src/domain/facts.ts'
import type { Insight } from '#src/domain/insight.ts'
import { voice } from '#src/kit/voice.ts'
import { digestMessage } from '#src/views/digest.ts'
import { digestSeen, WEEKLY } from '#tests/support/digests.ts'

const said = (seen: DigestSeen): string =>
  JSON.stringify(digestMessage(seen)(voice('en', 'Europe/Rome')).blocks)
const kinds = (seen: DigestSeen, framing: Parameters<typeof digestMessage>[1] = {}) =>
  digestMessage(
    seen,
    framing,
  )(voice('en', 'Europe/Rome')).blocks.flatMap((it) =>
    it.type === 'regia_chart' ? [it.spec.kind] : it.type === 'regia_table' ? ['table' as const] : [],
  )
const withFacts = (seen: DigestSeen, facts: Partial<DigestFacts>): DigestSeen => ({
  ...seen,
  facts: { ...seen.facts, ...facts },
})

test('the form goes by the length of the period', () => {
  expect(formOf({ from: '2026-10-25', to: '2026-10-25' })).toBe('daily')
  expect(formOf({ from: '2026-10-19', to: '2026-10-25' })).toBe('weekly')
  expect(formOf({ from: '2026-10-01', to: '2026-10-25' })).toBe('weekly')
  expect(formOf({ from: '2026-09-01', to: '2026-09-30' })).toBe('monthly')
  expect(formOf({ from: '2026-02-01', to: '2026-02-28' })).toBe('monthly')
})

test('a day has its picture when something moved, and on Mondays; a week two and a table, a month its weekdays', () => {
  const day = digestSeen('daily')
  const level = { diamonds: { now: 100_000, before: 101_000 } }
  const flat = (on: '2026-10-22' | '2026-10-25') =>
    withFacts(day, {
      period: { from: on, to: on },
      totals: { ...day.facts.totals, ...level },
      usual: day.facts.usual && { ...day.facts.usual, diamonds: 99_000 },
    })
  expect(kinds(flat('2026-10-22'))).toEqual([])
  expect(kinds(flat('2026-10-25'))).toEqual(['pulse'])
  const moved = withFacts(flat('2026-10-22'), {
    usual: day.facts.usual && { ...day.facts.usual, diamonds: 80_000 },
  })
  expect(kinds(moved)).toEqual(['pulse'])
  expect(kinds(digestSeen('weekly'))).toEqual(['pulse', 'table', 'movers'])
  // What comes by itself shows their course.
  expect(kinds(digestSeen('weekly'), { subscription: WEEKLY })).toEqual(['pulse', 'table', 'sparks'])
  const unknown = withFacts(digestSeen('weekly'), { courses: [] })
  expect(kinds(unknown, { subscription: WEEKLY })).toEqual(['pulse', 'table', 'movers'])
  expect(kinds(digestSeen('monthly'))).toEqual(['pulse', 'table', 'heatmap'])
})

test('a day without a finding names who moved the most: there is somebody to talk to', () => {
  const day = digestSeen('daily')
  expect(said(day)).not.toContain('Up the most')
  const quiet = { ...day, found: day.found && { ...day.found, insights: [] } }
  expect(said(quiet)).toMatch(/Up the most.*@miele\.sul_tetto.*Assign follow-up.*Down the most.*@orage/)
})

test('nobody says why while a day is missing, nor of a change that is none', () => {
  const week = digestSeen('weekly')
  expect(said(week)).not.toContain('Why it moved')
  const whole = { ...week.facts.coverage, missing: [], daysKnown: 7 }
  expect(said(withFacts(week, { coverage: whole }))).toContain('Why it moved: +89,950 diamonds')
  const totals = { ...week.facts.totals, diamonds: { now: 101, before: 100 } }
  expect(said(withFacts(week, { coverage: whole, totals }))).not.toContain('Why it moved')
})

test('what files do not tell is not there, and never nought', () => {
  const week = digestSeen('weekly')
  expect(said(week)).toContain('Viewers who came back: 30%  ▼ −1.5 points')
  expect(said(week)).not.toContain('Minutes watched')
  const unknown = { now: null, before: null }
  const none = {
    gifters: unknown,
    unique_viewers: unknown,
    returning_viewers: unknown,
    watch_minutes: unknown,
  }
  expect(said(withFacts(week, { room: none }))).not.toMatch(/Gifters|came back/)
})

test('what must be seen to today stands first, with its buttons, whatever it is', () => {
  const week = digestSeen('weekly')
  const [, agency] = week.found?.insights ?? []
  if (!week.found || !agency) throw new Error('the sample has no findings')
  const named = (name: string, more: Partial<Insight>) => ({
    ...agency,
    insight: { ...agency.insight, id: `INS-${name}`, entity: { ...agency.insight.entity, name }, ...more },
  })
  const insights = [
    ...['one', 'two', 'three'].map((it) => named(it, { severity: 'warn' })),
    named('first', { kind: 'decline', severity: 'urgent' }),
  ]
  const said = digestMessage({ ...week, found: { ...week.found, insights }, near: [] })(
    voice('en', 'Europe/Rome'),
  )
  const shown = said.blocks.map((it) => JSON.stringify(it))
  const at = (text: string) => shown.findIndex((it) => it.includes(text))
  expect(at('*first*')).toBeLessThan(at('*one*'))
  expect(shown[at('*first*') - 1]).toContain('Act at once')
  expect(shown[at('*first*') + 1]).toContain('insight.mute')
  expect(shown[at('*three*')]).toContain('"accessory"')
})

test('who lost the most has a row, but for those who have a finding of their own', () => {
  const week = digestSeen('weekly')
  const named = (name: string) => new RegExp(`@${name}\\* \\([^)]*\\) {2}`)
  expect(said(week)).toMatch(/Down the most[\s\S]*@orage/)
  const [fell] = week.facts.down
  const [found] = week.found?.insights ?? []
  if (!week.found || !found || !fell) throw new Error('the sample has nobody')
  expect(said(week)).toMatch(named(fell.username))
  const own = { ...found, insight: { ...found.insight, entity: { ...found.insight.entity, id: fell.id } } }
  const told = said({ ...week, found: { ...week.found, insights: [own] } })
  expect(told).not.toMatch(named(fell.username))
})

test('hours that fell and diamonds far from the mean are not “nothing”; what comes back from nought is not new', () => {
  const day = digestSeen('daily')
  const nothing = (facts: Partial<DigestFacts>): string => {
    const seen = withFacts(day, { movement: null, ...facts })
    return said({ ...seen, found: day.found && { ...day.found, insights: [] }, near: [] })
  }
  const level = { now: 100, before: 100 }
  const totals = { ...day.facts.totals, diamonds: level, live_minutes: level }
  const usual = day.facts.usual && { ...day.facts.usual, diamonds: 100, live_minutes: 100 }
  expect(nothing({ totals, usual })).toContain('Nothing out of the ordinary.')
  expect(nothing({ totals: { ...totals, live_minutes: { now: 53, before: 100 } }, usual: null })).toContain(
    'LIVE hours moved a lot (−47.0%)',
  )
  expect(nothing({ totals, usual: usual && { ...usual, diamonds: 275 } })).toContain(
    'Diamonds moved a lot (−63.6% on the 7-day mean)',
  )
  const [first] = day.facts.up
  if (!first) throw new Error('the sample has nobody who rose')
  const back = nothing({ totals, usual, up: [{ ...first, diamonds: { now: 5000, before: 0 } }] })
  expect(back).toContain('0 → 5,000 diamonds  ▲ from 0')
})

test('what an outcome began with stands beside its verdict; a fall that does not come short says so', () => {
  const week = digestSeen('weekly')
  const [, second] = week.achieved
  const result = second?.followup.result
  if (!second || !result) throw new Error('the sample has no outcome')
  expect(said(week)).toContain('7 days after: *unchanged* (4,200 → 8,700, expected 9,100)')
  const diamonds = { value: 71_000, expected: 8000, spread: 0.1 }
  const fell = { ...result, week: { ...result.week, diamonds } }
  const seen = { ...week, achieved: [{ ...second, followup: { ...second.followup, result: fell } }] }
  expect(said(seen)).toContain('(71,000 → 8,700, expected 8,000: lower, but not short of it)')
})

test('a month is set against a longer one day by day, where all its days are known; lines are bands', () => {
  const month = digestSeen('monthly')
  const diamonds = { now: 3_000_000, before: 3_100_000 }
  const facts = { totals: { ...month.facts.totals, diamonds } }
  const coverage = { ...month.facts.coverage, missing: [] }
  expect(said(withFacts(month, { ...facts, coverage }))).toContain(
    'Diamonds a day: 100,000  = 0.0% (30 days against 31)',
  )
  expect(
    said(withFacts(month, { ...facts, coverage: { ...coverage, missing: ['2026-09-03'] } })),
  ).not.toContain('Diamonds a day')
  expect(said(digestSeen('weekly'))).not.toContain('Diamonds a day')
  expect(said(month)).toContain('50k to 100k: 14 (14) · 100k to 1m: 12 (13) · 1m and more: 1 (0)')
})
