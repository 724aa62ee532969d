import { expect, test } from 'vitest'
import type { Day } from '#src/domain/day.ts'
import type { Silence } from '#src/domain/insight.ts'
import { awake, nearLines } from '#src/domain/line.ts'
import { digestSeen } from '#tests/support/digests.ts'

const day = digestSeen('weekly').found
const [first] = day?.insights.filter(({ insight }) => insight.kind === 'near_threshold') ?? []
if (!day || !first) throw new Error('the sample has nobody near a line')

test('everybody near a line counts once, said now or held back for want of news; the highest line and the nearest first', () => {
  const held = (id: string, reason: Silence, short: number) => ({
    ...first,
    insight: {
      ...first.insight,
      entity: { ...first.insight.entity, id, name: id },
      value: 100_000 - short,
      delta: -short,
    },
    reason,
    by: null,
  })
  const lines = nearLines({
    ...day,
    suppressed: [
      held('known', 'known', 10),
      held('crowded out', 'budget', 20),
      held('quiet', 'muted', 1),
      held('partly', 'incomplete_data', 2),
      { ...first, reason: 'cool_down', by: null },
    ],
  })
  expect(lines.map(({ metric, at, daysLeft }) => [metric, at, daysLeft])).toEqual([
    ['diamonds', 100_000, 6],
    ['valid_days', 7, 6],
  ])
  expect(lines[0]?.creators.map(({ insight }) => insight.entity.name)).toEqual([
    ...['known', 'crowded out', 'quasi_0', 'quasi_1', 'quasi_2', 'quasi_3'],
  ])
})

test('days are left from the day on which it is read, whose numbers are not there yet', () => {
  const left = (read?: Day) => nearLines(day, read)[0]?.daysLeft
  expect(left()).toBe(6)
  expect(left('2026-10-29')).toBe(3)
  expect(left('2026-10-31')).toBe(1)
  expect(nearLines(day, '2026-11-01')).toEqual([])
})

test('whoever has gone dark is near no line, and a line without anybody is none', () => {
  const gone = (id: string) => ({
    ...{ id, username: id, agency: null, market: null },
    ...{ lastLive: '2026-10-20' as const, daysDark: 5, diamonds28: 9000 },
  })
  const lines = awake(nearLines(day), [gone('quasi_0'), gone('sol.prueba')])
  expect(lines.map(({ at }) => at)).toEqual([100_000])
  expect(lines[0]?.creators.map(({ insight }) => insight.entity.name)).toEqual([
    'quasi_1',
    'quasi_2',
    'quasi_3',
  ])
})
