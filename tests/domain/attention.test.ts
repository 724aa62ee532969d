import { expect, test } from 'vitest'
import {
  type Act,
  type Acted,
  actsBetween,
  BUDGETS,
  firstWorkingDay,
  hasRoom,
  isIdle,
  type SentDay,
} from '#src/domain/attention.ts'
import { isWeekend } from '#src/domain/calendar.ts'
import type { Day } from '#src/domain/day.ts'

const TODAY: Day = '2026-09-16'
const sent = (day: Day, count: number, kind: SentDay['kind'] = 'digest'): SentDay => ({
  ...{ day, kind, count, source: null },
})

test('one more finds room while neither the day nor the seven days are full', () => {
  const budget = { day: 3, week: 10 }
  const room = (...days: readonly SentDay[]) => hasRoom(days, budget, TODAY, TODAY)
  expect(room()).toBe(true)
  expect(room(sent(TODAY, 1), sent(TODAY, 1, 'remind'))).toBe(true)
  expect(room(sent(TODAY, 2), sent(TODAY, 1, 'remind'))).toBe(false)
  expect(room(sent('2026-09-10', 10))).toBe(false)
  expect(room(sent('2026-09-09', 10))).toBe(true)
  // Told apart by where they come from, they are counted once.
  expect(room(sent(TODAY, 2), { ...sent(TODAY, 2), source: 'dig_1' })).toBe(true)
})

test('what waits since yesterday goes out with the first message of a day, however full the week is', () => {
  const full = [sent('2026-09-15', 30), sent(TODAY, 6)]
  expect(hasRoom(full, BUDGETS.channel, TODAY, TODAY)).toBe(false)
  expect(hasRoom(full, BUDGETS.channel, TODAY, '2026-09-15')).toBe(true)
  expect(hasRoom([...full, sent(TODAY, 1, 'alert')], BUDGETS.channel, TODAY, '2026-09-15')).toBe(false)
})

test('idle is what came often in four weeks and moved nobody; what was to stay is left alone for longer', () => {
  const now = Temporal.Instant.from('2026-10-01T08:00:00Z')
  const act = (what: Act, daysAgo: number): Acted => ({
    ...{ source: 'dig_1', insight: 'INS-A', kind: null, what },
    at: now.subtract({ hours: 24 * daysAgo }),
  })
  expect(isIdle(4, 3, [], now)).toBe(true)
  expect(isIdle(2, 3, [], now)).toBe(false)
  expect(isIdle(4, 3, [act('why', 27)], now)).toBe(false)
  expect(isIdle(4, 3, [act('why', 29)], now)).toBe(true)
  expect(isIdle(4, 3, [act('kept', 90)], now)).toBe(false)
  expect(isIdle(4, 3, [act('kept', 101)], now)).toBe(true)
  const from = now.subtract({ hours: 24 * 30 })
  expect(actsBetween([act('why', 3), act('why', 31), act('muted', 0)], from, now)).toEqual({
    ...{ why: 1, muted: 0, assigned: 0, kept: 0 },
  })
})

test('the first day of work of a month is after its weekend', () => {
  expect(firstWorkingDay('2026-09-01', isWeekend)).toBe('2026-09-01')
  expect(firstWorkingDay('2026-08-01', isWeekend)).toBe('2026-08-03')
})
