import { expect, test } from 'vitest'
import type { Window } from '#src/domain/window.ts'
import { dayByDay, replayed } from '#src/insight/replay.ts'
import { WINDOW_DAYS } from '#src/insight/window.ts'
import { bend, CALM, longer, membersOf, silence, small } from './stage.ts'

const DAYS = 29
const LONG = WINDOW_DAYS + DAYS - 1

test('a long read answers each of its newest days as windows of their own would', () => {
  const long = eventful(LONG)
  const windows = Array.from({ length: DAYS }, (_, i) => part(long, i, i + WINDOW_DAYS))
  const answers = [...replayed(long, CALM, DAYS)]
  expect(answers).toEqual([...dayByDay(windows, CALM)])
  expect(answers.map(({ on }) => on)).toEqual(long.days.slice(-DAYS))
  expect(answers.flatMap(({ insights }) => insights).length).toBeGreaterThan(2)
})

test('what lies before a window changes nothing of it', () => {
  const answers = (length: number): unknown => [...replayed(eventful(length), CALM, DAYS)]
  expect(answers(LONG + 40)).toEqual(answers(LONG))
})

test.each([
  ['fall', 0.45, 'efficiency'],
  ['rise', 2, 'level_shift'],
] as const)('a %s that lasts is told once, however long it does', (_, times, kind) => {
  const window = longer(small(), WINDOW_DAYS + 69)
  const days = window.days.length
  const ME = 17
  const diamonds = window.metrics.diamonds ?? new Float32Array()
  for (let cell = ME * days + days - 66; cell < (ME + 1) * days; cell++)
    diamonds[cell] = (diamonds[cell] ?? 0) * times
  const mine = [...replayed(window, CALM, 70)].flatMap(({ insights }) =>
    insights.filter(({ entity, kind: of }) => entity.id === window.ids[ME] && of !== 'near_threshold'),
  )
  expect(mine.map(({ kind: of }) => of)).toEqual([kind])
})

test('of a short history each day is answered by what there was', () => {
  const short = part(eventful(LONG), LONG - 10, LONG)
  expect([...replayed(short, CALM, DAYS)].map(({ on }) => on)).toEqual(short.days)
  expect([...replayed(part(short, 0, 0), CALM, DAYS)]).toEqual([])
})

/** Somebody stops, somebody rises, an agency falls, one member comes from another agency; some weeks more before. */
const eventful = (length: number): Window => {
  const newest = small(3)
  silence(newest, [17], 9)
  bend(newest, [29], 'diamonds', 20, (value) => value * 2.2)
  bend(newest, membersOf(4), 'diamonds', 8, (value) => value * 0.6)
  newest.agency.fill(1, 40 * WINDOW_DAYS + 60, 41 * WINDOW_DAYS)
  newest.joined[5] = 70
  return longer(newest, length)
}

/** The days `from` up to `to`, as if nothing else had been read. */
const part = (window: Window, from: number, to: number): Window => {
  const cut = <T extends Float32Array | Uint8Array | Int16Array>(values: T): T =>
    values.filter((_, cell) => {
      const d = cell % window.days.length
      return d >= from && d < to
    }) as T
  return {
    ...window,
    days: window.days.slice(from, to),
    joined: window.joined.map((day) => day - from),
    agency: cut(window.agency),
    known: cut(window.known),
    metrics: Object.fromEntries(
      Object.entries(window.metrics).map(([metric, values]) => [metric, cut(values)]),
    ),
  }
}

test('what the factors did sums to the whole, whatever was found', () => {
  const found = [...replayed(eventful(LONG), CALM, DAYS)].flatMap(({ insights, suppressed }) => [
    ...insights,
    ...suppressed.map(({ insight }) => insight),
  ])
  const split = found.filter(({ factors }) => factors !== null)
  expect(new Set(split.map(({ metric }) => metric)).size).toBeGreaterThan(1)
  for (const { factors, delta } of split) {
    const { active, days, hours, rate, mix } = factors ?? { active: 0, days: 0, hours: 0, rate: 0, mix: 0 }
    expect(active + days + hours + rate + mix).toBeCloseTo(delta ?? 0, 2)
  }
})
