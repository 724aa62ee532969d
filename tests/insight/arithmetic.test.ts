import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factorSplit, mixAndRate, type Portion } from '#src/domain/factors.ts'
import { medianOf, spreadOf } from '#src/domain/spread.ts'
import { bestDimension, contributions, type Part } from '#src/insight/contribution.ts'
import { discoveries } from '#src/insight/discovery.ts'
import { binomialTail, normalFromStudent, normalTail } from '#src/insight/tail.ts'

const amount = fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e6, noNaN: true }))
const close = (a: number, b: number, scale: number): void =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, scale))

describe('factors of a product', () => {
  const factors = (value: fc.Arbitrary<number>) =>
    fc
      .integer({ min: 1, max: 5 })
      .chain((n) =>
        fc.tuple(
          fc.array(value, { minLength: n, maxLength: n }),
          fc.array(value, { minLength: n, maxLength: n }),
        ),
      )
  const product = (values: readonly number[]): number => values.reduce((a, b) => a * b, 1)

  test('sum to the whole change, with zeros and without', () =>
    fc.assert(
      fc.property(
        factors(fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 300, noNaN: true }))),
        ([before, now]) => {
          const parts = factorSplit(before, now)
          close(
            parts.reduce((a, b) => a + b, 0),
            product(now) - product(before),
            product(now) + product(before) + product([...before, ...now].map((each) => Math.max(1, each))),
          )
        },
      ),
    ))

  test('give nothing to a factor that stayed as it was', () =>
    fc.assert(
      fc.property(factors(amount), amount, ([before, now], same) => {
        expect(factorSplit([...before, same], [...now, same]).at(-1)).toBeCloseTo(0, 6)
      }),
    ))

  test('do not depend on their order', () =>
    fc.assert(
      fc.property(
        factors(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 50, noNaN: true }))),
        ([before, now]) => {
          const there = factorSplit(before, now)
          const back = factorSplit(before.toReversed(), now.toReversed()).toReversed()
          for (const [i, part] of there.entries()) close(part, back[i] ?? Number.NaN, 50 ** before.length)
        },
      ),
    ))
})

describe('mix and rate', () => {
  const side = fc.oneof(
    fc.constant({ weight: 0, amount: 0 }),
    fc.record({
      weight: fc.double({ min: 0.1, max: 500, noNaN: true }),
      amount: fc.double({ min: 0, max: 1e5, noNaN: true }),
    }),
  )
  const portions = fc.array(fc.record({ before: side, now: side }), { minLength: 1, maxLength: 12 })
  const ratio = (all: readonly Portion[], at: 'before' | 'now'): number | null => {
    const weight = all.reduce((sum, one) => sum + one[at].weight, 0)
    return weight > 0 ? all.reduce((sum, one) => sum + one[at].amount, 0) / weight : null
  }

  test('sum to the change of the ratio', () =>
    fc.assert(
      fc.property(portions, (all) => {
        const before = ratio(all, 'before')
        const now = ratio(all, 'now')
        fc.pre(before !== null && now !== null)
        const { mix, rate } = mixAndRate(all)
        close(mix + rate, (now ?? 0) - (before ?? 0), 1e6)
      }),
    ))

  test('all is mix where nobody yields anything else', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 1, max: 9, noNaN: true }),
            fc.double({ min: 1, max: 9, noNaN: true }),
            fc.integer({ min: 0, max: 900 }),
          ),
          { minLength: 1 },
        ),
        (all) => {
          const { rate } = mixAndRate(
            all.map(([before, now, yields]) => ({
              before: { weight: before, amount: before * yields },
              now: { weight: now, amount: now * yields },
            })),
          )
          close(rate, 0, 900)
        },
      ),
    ))

  test('the ratio falls though every member rose: mix is to blame', () => {
    const { mix, rate } = mixAndRate([
      { before: { weight: 10, amount: 1000 }, now: { weight: 10, amount: 1100 } },
      { before: { weight: 1, amount: 10 }, now: { weight: 30, amount: 330 } },
    ])
    expect(rate).toBeGreaterThan(0)
    expect(mix).toBeLessThan(-rate)
  })
})

describe('contributions', () => {
  const part: fc.Arbitrary<Part> = fc.record({
    entity: fc.uuid().map((id) => ({ type: 'creator' as const, id, name: id })),
    before: amount,
    now: amount,
    wasMember: fc.boolean(),
    isMember: fc.boolean(),
    moved: fc.boolean(),
  })

  test('sum to the whole', () =>
    fc.assert(
      fc.property(fc.array(part), fc.constantFrom('up', 'down'), (parts, direction) => {
        const whole = parts.reduce((sum, { before, now }) => sum + now - before, 0)
        close(
          contributions(parts, direction).reduce((sum, { delta }) => sum + delta, 0),
          whole,
          1e7,
        )
      }),
    ))

  test('come in the order of what explains most, and shares mean something or are not told', () =>
    fc.assert(
      fc.property(fc.array(part), fc.constantFrom('up', 'down'), (parts, direction) => {
        const causes = contributions(parts, direction)
        const way = direction === 'down' ? -1 : 1
        const whole = parts.reduce((sum, { before, now }) => sum + now - before, 0)
        for (const [i, { delta, share }] of causes.entries()) {
          expect(way * delta).toBeLessThanOrEqual(
            way * (causes[i - 1]?.delta ?? way * Number.POSITIVE_INFINITY),
          )
          if (share === null) continue
          expect(Math.abs(share)).toBeLessThanOrEqual(2)
          expect(way * whole).toBeGreaterThan(0)
        }
      }),
    ))

  test('who came, went or changed house is told as such', () => {
    const one = (id: string, wasMember: boolean, isMember: boolean, moved: boolean): Part => ({
      entity: { type: 'creator', id, name: id },
      before: wasMember ? 100 : 0,
      now: isMember ? 60 : 0,
      wasMember,
      isMember,
      moved,
    })
    const causes = contributions(
      [
        one('stays', true, true, false),
        one('comes', false, true, false),
        one('leaves', true, false, false),
        one('is sent', true, false, true),
        one('is given', false, true, true),
      ],
      'down',
    )
    expect(Object.fromEntries(causes.map(({ entity, how }) => [entity.id, how]))).toEqual({
      stays: 'existing',
      comes: 'new',
      leaves: 'lost',
      'is sent': 'moved_out',
      'is given': 'moved_in',
    })
  })

  test('the dimension in which the change is concentrated explains it', () => {
    const even = new Map(['A', 'B', 'C', 'D'].map((id) => [id, { forecast: 250, actual: 225 }]))
    const steep = new Map(
      ['IT', 'ES', 'FR', 'DE'].map((id) => [id, { forecast: 250, actual: id === 'IT' ? 150 : 250 }]),
    )
    expect(bestDimension({ agency: even, market: steep })).toEqual({ dimension: 'market', elements: ['IT'] })
    expect(bestDimension({ agency: new Map([['A', { forecast: 5, actual: 5 }]]) })).toBeNull()
  })
})

describe('Benjamini–Hochberg', () => {
  const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 })

  test('is monotone: the less likely by chance, the smaller the q', () =>
    fc.assert(
      fc.property(chances, (ps) => {
        const qs = discoveries(ps)
        for (const [i, p] of ps.entries()) {
          expect(qs[i]).toBeGreaterThanOrEqual(p)
          expect(qs[i]).toBeLessThanOrEqual(1)
          for (const [j, other] of ps.entries()) if (p <= other) expect(qs[i]).toBeLessThanOrEqual(qs[j] ?? 0)
        }
      }),
    ))

  test('finds what the step-up procedure finds', () =>
    fc.assert(
      fc.property(chances, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (ps, share) => {
        const sorted = ps.toSorted((a, b) => a - b)
        const last = sorted.findLastIndex((p, i) => (p * ps.length) / (i + 1) <= share)
        const found = discoveries(ps).filter((q) => q <= share).length
        expect(found).toBe(ps.filter((p) => last >= 0 && p <= (sorted[last] ?? -1)).length)
      }),
    ))
})

describe('tails and spreads', () => {
  test.each([
    [0, 0.5],
    [1.959964, 0.025],
    [3.0902323, 0.001],
    [4.7534243, 1e-6],
    [-1.959964, 0.975],
  ])('above %d lies %d of a normal distribution', (z, p) => expect(normalTail(z) / p).toBeCloseTo(1, 5))

  test('of Student by the table: 2.2281 with 10 degrees is as rare as 1.96', () =>
    expect(normalFromStudent(2.228139, 10)).toBeCloseTo(1.959964, 2))

  test('of a binomial, by counting', () => {
    expect(binomialTail(1, 3, 0.5)).toBeCloseTo(0.5, 12)
    expect(binomialTail(0, 5, 0.2)).toBeCloseTo(0.8 ** 5, 12)
    expect(binomialTail(5, 5, 0.2)).toBe(1)
    expect(binomialTail(2, 5, 1)).toBe(0)
  })

  test('a spread has a floor, and a mean deviation where the median one says nothing', () => {
    expect(medianOf(Float64Array.of(4, 1, 3, 2))).toBe(2.5)
    expect(spreadOf(Float64Array.of(-1, 0, 1, 2, -2), 0, 0.1)).toBeCloseTo(1.4826, 4)
    expect(spreadOf(Float64Array.of(0, 0, 0, 0, 5), 0, 0.1)).toBeCloseTo(1.2533, 4)
    expect(spreadOf(Float64Array.of(3, 3, 3), 3, 0.1)).toBe(0.1)
  })
})
