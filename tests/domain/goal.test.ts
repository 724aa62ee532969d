import { expect, test } from 'vitest'
import type { Day } from '#src/domain/day.ts'
import type { Campaign, DigestFacts } from '#src/domain/facts.ts'
import { goalLines } from '#src/domain/goal.ts'
import { digestSeen } from '#tests/support/digests.ts'

const month = (market: string | null, goal: number | null, start: '2026-10-01' | '2026-09-01'): Campaign => ({
  name: 'month',
  market,
  category: null,
  start,
  end: start === '2026-10-01' ? '2026-10-31' : '2026-09-30',
  goal,
  creatorIds: [],
})
const week: DigestFacts = digestSeen('weekly').facts

test('a running month: the scope’s own goal, to date and with its pace', () => {
  const goals = [
    month(null, 4_000_000, '2026-10-01'),
    month('IT', 1_000_000, '2026-10-01'),
    month(null, 9, '2026-09-01'),
    { ...month(null, 5, '2026-10-01'), category: 'music' },
  ]
  const [all, ...more] = goalLines({ kind: 'all' }, week, goals)
  expect(more).toEqual([])
  const days = [...week.daily.before, ...week.daily.now].slice(-25)
  expect(all).toMatchObject({
    market: null,
    goal: 4_000_000,
    soFar: days.reduce<number>((sum, it) => sum + (it ?? 0), 0),
    isOver: false,
    pace: { daysLeft: 6 },
  })
  expect(all?.pace?.needPerDay).toBeCloseTo((4_000_000 - (all?.soFar ?? 0)) / 6)
  expect(goalLines({ kind: 'market', market: 'IT' }, week, goals).map(({ goal }) => goal)).toEqual([
    1_000_000,
  ])
  expect(goalLines({ kind: 'agency', agency: 'Faro Azul' }, week, goals)).toEqual([])
})

test('days that are over and without numbers yet are not left', () => {
  const goals = [month(null, 4_000_000, '2026-10-01')]
  const read = (day: Day) => goalLines({ kind: 'all' }, week, goals, day)[0]
  expect(read('2026-10-26')).toMatchObject({ pace: { daysLeft: 6 }, unread: 0 })
  expect(read('2026-10-28')).toMatchObject({ pace: { daysLeft: 6 }, unread: 2 })
  expect(read('2026-11-05')).toMatchObject({ pace: { daysLeft: 6 }, unread: 6 })
})

test('a day that is missing tells nothing of the month', () => {
  const now = week.daily.now.map((it, i) => (i === 20 ? null : it))
  const [line] = goalLines({ kind: 'all' }, { ...week, daily: { ...week.daily, now } }, [
    month(null, 100, '2026-10-01'),
  ])
  expect(line).toMatchObject({ soFar: null, pace: null })
})

test('a month that is over is met or missed, with its markets', () => {
  const facts = digestSeen('monthly').facts
  const goals = [month(null, 3_900_000, '2026-09-01'), month('IT', 1_000_000, '2026-09-01')]
  expect(goalLines({ kind: 'all' }, facts, goals)).toEqual([
    { market: null, goal: 3_900_000, soFar: 3_937_500, pace: null, unread: 0, isOver: true },
    { market: 'IT', goal: 1_000_000, soFar: 900_000, pace: null, unread: 0, isOver: true },
  ])
  const south = { kind: 'region', name: 'SOUTH', markets: ['IT', 'ES'] } as const
  expect(goalLines(south, facts, goals).map(({ market }) => market)).toEqual(['IT'])
})
