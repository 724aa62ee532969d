import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Day, plusDays } from '#src/domain/day.ts'
import type { Values } from '#src/domain/metric.ts'
import { difference, type Total } from '#src/ingest/difference.ts'

const FIRST: Day = '2026-09-01'
const on = (n: number): Day => plusDays(FIRST, n - 1)
const upTo = (n: number, totals: Values, joined: Day | null = null): Total => ({
  from: FIRST,
  to: on(n),
  joined,
  totals,
})
const told = (days: ReturnType<typeof difference>) =>
  days.map(({ day, values, estimated, restated }) => [
    Number(day.slice(8)),
    values.diamonds,
    ...(estimated ? ['estimated'] : []),
    ...(restated ? ['restated'] : []),
  ])

describe('totals become days', () => {
  test('on the first of the month the total is the day', () =>
    expect(told(difference([upTo(1, { diamonds: 70 })], []))).toEqual([[1, 70]]))

  test('a day is what two totals in a row differ by', () =>
    expect(
      told(
        difference([upTo(1, { diamonds: 70 }), upTo(2, { diamonds: 100 }), upTo(3, { diamonds: 100 })], []),
      ),
    ).toEqual([
      [1, 70],
      [2, 30],
      [3, 0],
    ]))

  test('a gap is spread evenly, exactly, and marked', () =>
    expect(told(difference([upTo(1, { diamonds: 5 }), upTo(4, { diamonds: 15 })], []))).toEqual([
      [1, 5],
      [2, 3, 'estimated'],
      [3, 3, 'estimated'],
      [4, 4, 'estimated'],
    ]))

  test('a gap in which nothing was gained is no estimate', () =>
    expect(told(difference([upTo(1, { diamonds: 5 }), upTo(3, { diamonds: 5 })], []))).toEqual([
      [1, 5],
      [2, 0],
      [3, 0],
    ]))

  test('a lowered total counts as nothing, and marks', () =>
    expect(
      told(difference([upTo(1, { diamonds: 50 }), upTo(2, { diamonds: 40 }), upTo(3, { diamonds: 60 })], [])),
    ).toEqual([
      [1, 50],
      [2, 0, 'restated'],
      [3, 20],
    ]))

  test('nobody earns before joining', () =>
    expect(told(difference([upTo(4, { diamonds: 10 }, on(3))], []))).toEqual([
      [3, 5, 'estimated'],
      [4, 5, 'estimated'],
    ]))

  test('a single day is exact, and the rest is shared among the others', () =>
    expect(
      told(
        difference(
          [upTo(3, { diamonds: 30 }), { from: on(2), to: on(2), joined: null, totals: { diamonds: 20 } }],
          [],
        ),
      ),
    ).toEqual([
      [1, 5, 'estimated'],
      [2, 20],
      [3, 5, 'estimated'],
    ]))

  test('what a feed has told is left alone and not spread again', () =>
    expect(told(difference([upTo(3, { diamonds: 30 })], [{ day: on(1), values: { diamonds: 10 } }]))).toEqual(
      [
        [2, 10, 'estimated'],
        [3, 10, 'estimated'],
      ],
    ))

  test('a day has at most one valid day', () => {
    const days = difference([upTo(2, { valid_days: 2 }), upTo(3, { valid_days: 9 })], [])
    expect(days.map(({ values, estimated }) => [values.valid_days, estimated])).toEqual([
      [1, false],
      [1, false],
      [1, false],
    ])
  })

  test('a level is of its own day and of no other', () => {
    const days = difference([upTo(1, { active_fans: 40 }), upTo(3, { active_fans: 30 })], [])
    expect(days.map(({ day, values, restated }) => [day, values, restated])).toEqual([
      [on(1), { active_fans: 40 }, false],
      [on(3), { active_fans: 30 }, false],
    ])
  })

  test('a total that is not given is not a zero', () =>
    expect(
      told(
        difference([upTo(1, { diamonds: 10 }), upTo(2, { diamonds: null }), upTo(3, { diamonds: 30 })], []),
      ),
    ).toEqual([
      [1, 10],
      [2, 10, 'estimated'],
      [3, 10, 'estimated'],
    ]))
})

describe('whatever files there are', () => {
  const ends = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 })
  const rising = ends.chain((days) =>
    fc.array(fc.nat(5000), { minLength: days.length, maxLength: days.length }).map((gains) => {
      const inOrder = days.toSorted((a, b) => a - b)
      return inOrder.map((day, i) => {
        const diamonds = gains.slice(0, i + 1).reduce((sum, gain) => sum + gain, 0)
        return upTo(day, { diamonds, valid_days: Math.min(day, i) })
      })
    }),
  )

  test('the days add up to the last total when nothing was restated', () =>
    fc.assert(
      fc.property(rising, (totals) => {
        const days = difference(totals, [])
        const sum = days.reduce((all, { values }) => all + (values.diamonds ?? 0), 0)
        expect(sum).toBe(totals.at(-1)?.totals.diamonds)
        expect(days.every(({ restated }) => !restated)).toBe(true)
        expect(
          days.every(({ values }) => (values.valid_days ?? 0) <= 1 && Number.isInteger(values.diamonds)),
        ).toBe(true)
      }),
    ))

  test('their order does not matter', () =>
    fc.assert(
      fc.property(
        rising.chain((totals) =>
          fc.tuple(fc.constant(totals), fc.shuffledSubarray(totals, { minLength: totals.length })),
        ),
        ([totals, shuffled]) => {
          expect(difference(shuffled, [])).toEqual(difference(totals, []))
        },
      ),
    ))

  test('no day is negative, whatever was restated', () =>
    fc.assert(
      fc.property(ends, fc.array(fc.nat(5000), { minLength: 12, maxLength: 12 }), (days, at) => {
        const totals = days.map((day, i) => upTo(day, { diamonds: at[i] ?? 0 }))
        expect(difference(totals, []).every(({ values }) => (values.diamonds ?? 0) >= 0)).toBe(true)
      }),
    ))
})
