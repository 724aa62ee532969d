import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectedOf } from '#src/domain/baseline.ts'
import { paceOf } from '#src/domain/pace.ts'
import { shiftsIn } from '#src/insight/cusum.ts'
import { chance } from '#src/sample/random.ts'

const week = [90, 92, 95, 100, 110, 140, 150]
const flat = (days: number, noise: number): number[] => {
  const luck = chance('series')
  return Array.from({ length: days }, (_, d) => 1000 * (week[d % 7] ?? 100) * luck.noise(noise))
}

describe('what a day was expected to be', () => {
  test('is its weekday’s median: a loud Sunday is no news, a quiet one is', () => {
    const values = flat(120, 0.03)
    const { z } = expectedOf(values)
    expect(z.slice(70).every((each) => Math.abs(each) < 5)).toBe(true)
    const fallen = values.with(118, (values[118] ?? 0) * 0.6)
    expect(expectedOf(fallen).z[118]).toBeLessThan(-6)
  })

  test('one odd day moves no later expectation', () => {
    const values = flat(120, 0.03)
    const odd = values.with(90, 1)
    expect(expectedOf(odd).value[97]).toBeCloseTo(expectedOf(values).value[97] ?? 0, -4)
  })

  test('learns nothing from a holiday, and from what is unknown', () => {
    const values = flat(120, 0.03)
    const holidays = new Set([76, 83, 90, 97, 104, 111])
    const quiet = values.map((value, d) => (holidays.has(d) ? value * 0.3 : value))
    expect(expectedOf(quiet).z[118]).toBeGreaterThan(5)
    expect(expectedOf(quiet, { special: (d) => holidays.has(d) }).value[118]).toBeNaN()
    const few = values.map((value, d) => (d === 111 || d === 104 ? Number.NaN : value))
    expect(Math.abs(expectedOf(few).z[118] ?? 99)).toBeLessThan(5)
  })
})

describe('shifts of level', () => {
  test('each is told once, with its direction and about its day', () => {
    const luck = chance(3)
    const values = Array.from(
      { length: 120 },
      (_, d) => luck.normal() * 0.8 + (d >= 80 ? -1 : d >= 40 ? 3 : 0),
    )
    const shifts = shiftsIn(values)
    expect(shifts.map(({ direction }) => direction)).toEqual(['up', 'down'])
    expect(Math.abs((shifts[0]?.since ?? 0) - 40)).toBeLessThanOrEqual(2)
    expect(Math.abs((shifts[1]?.since ?? 0) - 80)).toBeLessThanOrEqual(2)
  })

  test('what is not known says nothing', () =>
    fc.assert(
      fc.property(fc.array(fc.double({ min: -4, max: 4, noNaN: true })), (values) => {
        const gaps = values.flatMap((value) => [Number.NaN, value])
        expect(shiftsIn(gaps).map(({ direction }) => direction)).toEqual(
          shiftsIn(values).map(({ direction }) => direction),
        )
      }),
    ))
})

describe('where a month is heading', () => {
  test('by the weekdays that are left, not by a straight line', () => {
    // The 11th of September 2026 is a Friday: two days of the month so far were at a weekend, six of those left are.
    const days = Array.from({ length: 70 }, (_, i) => ((i + 5) % 7 >= 5 ? 300 : 100))
    const pace = paceOf(days, '2026-09-11', 5000)
    expect(pace.perDay * 30).toBeCloseTo(4091, 0)
    expect(pace.expected).toBeCloseTo(1500 + 6 * 300 + 13 * 100, 6)
    expect(pace).toMatchObject({ low: pace.expected, high: pace.expected, daysLeft: 19 })
    expect(pace.needPerDay).toBeCloseTo(3500 / 19, 6)
    expect(pace.shareUsual).toBeCloseTo(1500 / 4600, 6)
  })

  test('with a band that holds nine in ten of the ends that follow', () => {
    let inside = 0
    for (let seed = 0; seed < 60; seed++) {
      const luck = chance(seed)
      const days = Array.from({ length: 85 }, () => 1000 * luck.noise(0.4))
      const { low, high } = paceOf(days.slice(0, 70), '2026-09-15', 0)
      const end = days.slice(55).reduce((a, b) => a + b, 0)
      if (end >= low && end <= high) inside++
    }
    expect(inside / 60).toBeGreaterThan(0.8)
  })

  test('the same days give the same band', () =>
    expect(paceOf(flat(60, 0.3), '2026-09-20', 1e6)).toEqual(paceOf(flat(60, 0.3), '2026-09-20', 1e6)))
})
