import { expect, test } from 'vitest'
import { plusDays } from '#src/domain/day.ts'
import { dayByDay, replayed } from '#src/insight/replay.ts'
import { WINDOW_DAYS, type Window } from '#src/insight/window.ts'
import { bend, CALM, membersOf, silence, small, TODAY } from './stage.ts'

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
  const earlier = small(4)
  const before = length - WINDOW_DAYS
  const widened = <T extends Float32Array | Uint8Array | Int16Array>(old: T, recent: T, wide: T): T => {
    for (let c = 0; c < newest.ids.length; c++) {
      const row = old.subarray(c * WINDOW_DAYS, (c + 1) * WINDOW_DAYS)
      // The latest of the days before, so that more of them only add older ones.
      wide.set(
        row.subarray(Math.max(0, WINDOW_DAYS - before)),
        c * length + Math.max(0, before - WINDOW_DAYS),
      )
      wide.set(recent.subarray(c * WINDOW_DAYS, (c + 1) * WINDOW_DAYS), c * length + before)
    }
    return wide
  }
  const cells = newest.ids.length * length
  return {
    ...newest,
    days: Array.from({ length }, (_, d) => plusDays(TODAY, d - length + 1)),
    joined: newest.joined.map((day) => day + before),
    agency: widened(earlier.agency, newest.agency, new Int16Array(cells)),
    known: widened(earlier.known, newest.known, new Uint8Array(cells)),
    metrics: Object.fromEntries(
      Object.entries(newest.metrics).map(([metric, values]) => [
        metric,
        widened(earlier.metrics[metric as keyof typeof newest.metrics], values, new Float32Array(cells)),
      ]),
    ),
  }
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
