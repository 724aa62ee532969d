import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Day, daysFrom, plusDays } from '#src/domain/day.ts'
import type { Trail } from '#src/domain/facts.ts'
import {
  type After,
  baseDays,
  baselineOf,
  casesOf,
  effectOf,
  measured,
  type Point,
  type Result,
  VERDICTS,
  type Verdict,
  verdictOf,
  type Week,
  wilson,
} from '#src/domain/outcome.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'

const RULE = THRESHOLDS.outcome
const ASOF: Day = '2026-09-14'
const CLOSED: Day = '2026-09-17'

const trailOf = (from: Day, values: readonly (number | null)[], left: Day | null = null): Trail => {
  const days = values.flatMap((it, i) =>
    it === null ? [] : [{ day: plusDays(from, i), diamonds: it, live_minutes: 60, valid_days: 1 }],
  )
  return { asOf: plusDays(from, values.length - 1), days, left }
}
const gauge = { entity: { type: 'creator', id: '7' }, finding: null } as const

describe('the numbers kept at the beginning', () => {
  const { from } = baseDays(ASOF)

  test('are the seven days, beside the middle of the six weeks before', () => {
    const weeks = [100, 100, 200, 100, 100, 100, 40].flatMap((each) => Array<number>(7).fill(each))
    expect(baselineOf(ASOF, gauge, trailOf(from, weeks)).week.diamonds).toMatchObject({
      value: 280,
      expected: expect.closeTo(700),
    })
  })

  test('know an ordinary week of who is LIVE on other days each time', () => {
    const weeks = [0, 1, 2, 3, 4, 5, 6].flatMap((w) =>
      Array.from({ length: 7 }, (_, d) => ((d + w) % 7 < 3 ? 500 : 0)),
    )
    expect(baselineOf(ASOF, gauge, trailOf(from, weeks)).week.diamonds.expected).toBeCloseTo(1500)
  })

  test('expect nothing of fewer than three known weeks, and say no sum of a week with a gap', () => {
    const weeks = Array.from({ length: 49 }, (_, i) => (i % 7 === 2 && i < 28 ? null : 100))
    expect(baselineOf(ASOF, gauge, trailOf(from, weeks)).week.diamonds.expected).toBeNull()
    const gap = Array.from({ length: 49 }, (_, i) => (i === 45 ? null : 100))
    expect(baselineOf(ASOF, gauge, trailOf(from, gap)).week.diamonds.value).toBeNull()
    expect(baselineOf(ASOF, gauge, { asOf: ASOF, days: [], left: null }).week.valid_days).toEqual({
      value: null,
      expected: null,
      spread: null,
    })
  })
})

describe('a verdict', () => {
  const week: Week = { value: 5000, expected: 10_000, spread: 0.05 }
  test.each<[number, Verdict]>([
    [4000, 'worse'],
    [4100, 'unchanged'],
    [5900, 'unchanged'],
    [6000, 'improved'],
    [8999, 'improved'],
    [9000, 'recovered'],
    [20_000, 'recovered'],
  ])('of half an ordinary week, and %d at last: %s', (now, verdict) => {
    expect(verdictOf(week, now, 'diamonds', RULE)).toBe(verdict)
  })

  test('calls nothing a change that such weeks do by themselves, and nothing recovered that was not short', () => {
    expect(verdictOf({ ...week, spread: 0.4 }, 8900, 'diamonds', RULE)).toBe('unchanged')
    expect(verdictOf({ ...week, spread: 0.4 }, 9100, 'diamonds', RULE)).toBe('recovered')
    expect(verdictOf({ ...week, value: 9800 }, 9900, 'diamonds', RULE)).toBe('unchanged')
    expect(verdictOf({ ...week, value: 9800 }, 12_000, 'diamonds', RULE)).toBe('improved')
    expect(verdictOf({ ...week, value: 20_000 }, 12_000, 'diamonds', RULE)).toBe('unchanged')
    expect(verdictOf({ ...week, value: 20_000 }, 8900, 'diamonds', RULE)).toBe('worse')
    expect(verdictOf({ ...week, expected: RULE.least.diamonds - 1 }, 9000, 'diamonds', RULE)).toBeNull()
  })

  const amount = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 1e9 }),
    fc.double({ min: 0, max: 1e9, noNaN: true }),
  )
  const weeks = fc.record<Week>({
    value: fc.option(amount),
    expected: fc.option(amount),
    spread: fc.option(fc.double({ min: 0, max: 50, noNaN: true })),
  })
  const rank = (verdict: Verdict | null) => (verdict === null ? null : -VERDICTS.indexOf(verdict))

  test('is never better for less, and is there whenever enough was expected, whatever the numbers', () => {
    fc.assert(
      fc.property(weeks, amount, amount, fc.constantFrom('diamonds', 'live_minutes'), (it, a, b, metric) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((now) => verdictOf(it, now, metric, RULE))
        const judged = it.value !== null && it.expected !== null && it.expected >= RULE.least[metric]
        expect(less !== null).toBe(judged)
        expect(more !== null).toBe(judged)
        if (judged) expect(rank(less ?? null)).toBeLessThanOrEqual(rank(more ?? null) ?? 0)
        // What did not change is neither better nor worse.
        if (judged && it.value !== null) expect(verdictOf(it, it.value, metric, RULE)).toBe('unchanged')
      }),
      { numRuns: 2000 },
    )
  })

  test('needs no least to divide by nothing', () => {
    const rule = { ...RULE, least: { diamonds: 0, live_minutes: 0 } }
    expect(verdictOf({ value: 0, expected: 0, spread: 0 }, 0, 'diamonds', rule)).toBeNull()
  })
})

describe('what is measured', () => {
  const result: Result = {
    ...baselineOf(
      ASOF,
      gauge,
      trailOf(baseDays(ASOF).from, [...Array(42).fill(1000), ...Array(7).fill(500)]),
    ),
    points: [],
  }
  const start = plusDays(CLOSED, -6)
  const told = (points: readonly Point[]) => points.map(({ verdict, why }) => verdict ?? why ?? 'waits')
  const on = (today: Day) => ({ today, rule: RULE })
  const flat = (days: number, each = 500) => Array<number>(days).fill(each)

  test('is the seven days up to its end, a week after and two weeks after, as they come', () => {
    expect(told(measured(result, CLOSED, trailOf(start, flat(6)), on('2026-09-17')))).toEqual([
      'waits',
      'waits',
      'waits',
    ])
    const all = [...flat(7), ...flat(7, 700), ...flat(7, 950)]
    expect(told(measured(result, CLOSED, trailOf(start, all.slice(0, 14)), on('2026-09-25')))).toEqual([
      'unchanged',
      'improved',
      'waits',
    ])
    const whole = measured(result, CLOSED, trailOf(start, all), on('2026-10-02'))
    expect(told(whole)).toEqual(['unchanged', 'improved', 'recovered'])
    expect(whole.map(({ day, value }) => [day, value])).toEqual([
      ['2026-09-17', 3500],
      ['2026-09-24', 4900],
      ['2026-10-01', 6650],
    ])
  })

  test('who left is said to have left from then on, and a gap is waited for, but not for ever', () => {
    const gone = trailOf(start, [...flat(10), ...Array(11).fill(null)], '2026-09-21')
    expect(told(measured(result, CLOSED, gone, on('2026-10-02')))).toEqual(['unchanged', 'left', 'left'])
    const gap = trailOf(start, [...flat(9), null, ...flat(11)])
    expect(told(measured(result, CLOSED, gap, on('2026-10-04')))).toEqual(['unchanged', 'waits', 'unchanged'])
    expect(told(measured(result, CLOSED, gap, on('2026-10-05')))).toEqual(['unchanged', 'gap', 'unchanged'])
    const late = trailOf(start, flat(7))
    expect(told(measured(result, CLOSED, late, on('2026-10-12')))).toEqual(['unchanged', 'late', 'late'])
  })

  test('is measured anew while it is waited for, and stands afterwards', () => {
    const was = measured(result, CLOSED, trailOf(start, flat(21)), on('2026-10-02'))
    const restated = trailOf(start, flat(21, 1000))
    const within = measured({ ...result, points: was }, CLOSED, restated, on('2026-10-04'))
    expect(told(within)).toEqual(['unchanged', 'recovered', 'recovered'])
    const taken = trailOf(start, flat(14))
    expect(told(measured({ ...result, points: was }, CLOSED, taken, on('2026-10-11')))[2]).toBe('waits')
    expect(measured({ ...result, points: was }, CLOSED, restated, on('2026-10-12'))).toEqual(was)
    // Closed again on another day, it begins anew.
    const again = measured({ ...result, points: was }, plusDays(CLOSED, 1), restated, on('2026-10-12'))
    expect(told(again)[1]).toBe('recovered')
  })
})

test('a period tells of its own days, and of earlier ones what was found late, once', () => {
  const point = (day: Day, on: Day, after: After = 7): Point => ({
    ...{ after, day, on, value: 1, verdict: 'worse', why: null },
  })
  const weeks = ['2026-09-14', '2026-09-21', '2026-09-28'] as const
  const told = (...points: readonly Point[]) =>
    weeks.filter((from) => effectOf({ points }, { from, to: plusDays(from, 6) }))
  expect(told(point('2026-09-18', '2026-09-19'))).toEqual(['2026-09-14'])
  // Sunday's, found on Monday before the digest; and found on Tuesday, after it.
  expect(told(point('2026-09-20', '2026-09-21'))).toEqual(['2026-09-14'])
  expect(told(point('2026-09-20', '2026-09-22'))).toEqual(['2026-09-14', '2026-09-21'])
  expect(told(point('2026-09-20', '2026-09-28'))).toEqual(['2026-09-14', '2026-09-21'])
  expect(told(point('2026-09-18', '2026-09-19', 0))).toEqual([])
  expect(effectOf({ points: [point('2026-09-18', '2026-09-19', 0)] })).toBeUndefined()
})

describe('which actions work', () => {
  const found = (kind: Result['kind'], ...verdicts: readonly (Verdict | null)[]): Result[] =>
    verdicts.map((verdict) => ({
      ...baselineOf(ASOF, gauge, trailOf(ASOF, [])),
      kind,
      points: [{ after: 14, day: ASOF, value: 1, verdict, why: verdict === null ? 'late' : null, on: null }],
    }))

  test('is counted by kind, by the newest that is known, with an interval from five cases on', () => {
    const cases = casesOf([
      ...found('went_dark', 'recovered', 'improved', 'worse', 'left'),
      ...found('decline', 'recovered', 'recovered', 'improved', 'unchanged', 'worse', null),
      ...found(null, null),
    ])
    expect(cases.map(({ kind, count, better }) => [kind, count, better])).toEqual([
      ['decline', 5, 3],
      ['went_dark', 4, 2],
    ])
    expect(cases[0]?.interval).toEqual({ low: expect.closeTo(0.2307, 4), high: expect.closeTo(0.8824, 4) })
    expect(cases[1]?.interval).toBeNull()
  })

  test('the interval holds the share, and stays between none and all', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const [hits, n] = [Math.min(a, b), Math.max(a, b)]
        const { low, high } = wilson(hits, n)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        if (n > 0) expect(low <= hits / n + 1e-12 && hits / n <= high + 1e-12).toBe(true)
      }),
    )
  })
})

test('the days of a baseline are seven whole weeks', () => {
  const { from, to } = baseDays(ASOF)
  expect(daysFrom(from, to)).toHaveLength(49)
})
