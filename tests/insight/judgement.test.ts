import { describe, expect, test } from 'vitest'
import { plusDays } from '#src/domain/day.ts'
import { THRESHOLDS, type Thresholds } from '#src/domain/thresholds.ts'
import { houseOf } from '#src/insight/house.ts'
import { ordinaryOf, othersOf } from '#src/insight/ordinary.ts'
import { WINDOW_DAYS } from '#src/insight/window.ts'
import {
  bend,
  CALM,
  EACH,
  kindsOf,
  look,
  membersOf,
  type Small,
  silence,
  small,
  TODAY,
  theOne,
} from './stage.ts'

const ME = 17
const STAR = EACH
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

describe('what is worth telling of one creator', () => {
  test('a fall further than their own variation: what is news of a steady one is none of a wild one', () => {
    const fall = (window: Small): Small => {
      bend(window, [ME], 'diamonds', 3, (value) => value * 0.5)
      return window
    }
    const wild = small()
    bend(wild, [ME], 'diamonds', WINDOW_DAYS, (value, ago) => value * (ago % 2 ? 2.2 : 0.45))
    expect(kindsOf(look(fall(small())))).toEqual(['efficiency'])
    expect(kindsOf(look(fall(wild)))).toEqual([])
    // Nor where anything at all is taken for a discovery: it is the limit that is higher.
    const credulous = {
      ...THRESHOLDS,
      falseDiscovery: 1,
      budget: 1000,
      group: { ...THRESHOLDS.group, agency: 1, market: 1 },
    }
    const mine = (ownVariation: Thresholds['ownVariation']): unknown =>
      look(wild, { thresholds: { ...credulous, ownVariation } }).insights.find(
        ({ entity, metric }) => entity.id === wild.ids[ME] && metric === 'diamonds',
      )?.kind
    expect(mine(THRESHOLDS.ownVariation)).toBeUndefined()
    expect(mine({ times: 0, cap: 0 })).toBe('efficiency')
  })

  test('a loss above the floor of their volume, in diamonds and not only as a share', () => {
    const window = small()
    bend(window, [ME], 'diamonds', WINDOW_DAYS, (value) => value * 0.08)
    bend(window, [ME], 'diamonds', 7, (value) => value * 0.45)
    expect(kindsOf(look(window))).toEqual([])
  })

  test('nothing where more hours made up for what each yields less', () => {
    const window = small()
    bend(window, [ME], 'diamonds', 7, () => 3200)
    bend(window, [ME], 'live_minutes', 7, () => 600)
    bend(window, [ME], 'valid_days', 7, () => 1)
    expect(look(window).insights.filter(({ direction }) => direction === 'down')).toEqual([])
  })

  test('who is a day short of the month’s activity gate in its last days', () => {
    const window = { ...small(), days: small().days.map((day) => plusDays(day, 9)) }
    silence(window, [STAR], 29)
    for (let ago = 2; ago < 14; ago += 2) {
      bend(window, [STAR], 'valid_days', ago + 1, () => 1, ago)
      bend(window, [STAR], 'live_minutes', ago + 1, () => 170, ago)
      bend(window, [STAR], 'diamonds', ago + 1, () => 12_000, ago)
    }
    const insight = look(window).insights.find(({ entity }) => entity.id === window.ids[STAR])
    expect(insight).toMatchObject({
      kind: 'near_threshold',
      metric: 'valid_days',
      value: 6,
      expected: 7,
      since: '2026-07-01',
    })
  })

  test('a return, by what it brought and not against the weeks of silence', () => {
    const window = small()
    silence(window, [ME], 16, 2)
    bend(window, [ME], 'live_minutes', 2, () => 180)
    bend(window, [ME], 'diamonds', 2, () => 2000)
    expect(theOne(look(window), 'recovery')).toMatchObject({ value: 360, expected: null, delta: null })
  })
})

describe('what would have been', () => {
  const house = (window: Small) => houseOf(window, CALM)

  test('is the own days, hours and yield', () => {
    const calm = house(small())
    const me = calm.people[ME]
    if (!me) throw new Error('nobody')
    const { days, hours, diamonds } = ordinaryOf(calm, me, 10, () => 0)
    expect(days).toBeGreaterThan(8)
    expect(hours / days).toBeCloseTo(3.06, 0)
    const last = calm.window.metrics.diamonds?.subarray(ME * WINDOW_DAYS, (ME + 1) * WINDOW_DAYS) ?? []
    expect(diamonds / (sum([...last]) * (10 / WINDOW_DAYS))).toBeCloseTo(1, 0)
  })

  test('on such days: what the rest of the market earned more would have been earned too', () => {
    const window = small()
    bend(window, [...membersOf(0), ...membersOf(2)], 'diamonds', 7, (value) => value * 1.5)
    const lively = house(window)
    const me = lively.people[STAR + 1]
    if (!me) throw new Error('nobody')
    const alone = ordinaryOf(lively, me, 7, () => 0).diamonds
    expect(ordinaryOf(lively, me, 7, othersOf(lively)).diamonds / alone).toBeGreaterThan(1.25)
  })
})

describe('a group', () => {
  test('has not fallen while its star makes up for it', () => {
    const window = small()
    bend(window, membersOf(1), 'diamonds', 7, (value) => value * 0.62)
    expect(kindsOf(look(window))).toContain('agency_decline')
    bend(window, [STAR], 'diamonds', 7, (value) => value * 5)
    expect(kindsOf(look(window))).not.toContain('agency_decline')
  })

  test('fell for whoever fell furthest from what those days would have brought', () => {
    const window = small()
    const second = STAR + 1
    bend(window, membersOf(1), 'diamonds', 7, (value) => value * 0.7)
    // Above the others by far, and gone: what a good week of the star cost is less.
    bend(window, [second], 'diamonds', WINDOW_DAYS, (value) => value * 5, 7)
    silence(window, [second], 7)
    const insight = theOne(look(window), 'agency_decline')
    expect(insight.causes[0]?.entity.id).toBe(window.ids[second])
    expect(insight.causes.map(({ delta }) => delta)).toEqual(
      insight.causes.map(({ delta }) => delta).toSorted((a, b) => a - b),
    )
  })

  test('is expected to do on a weekend what its people do on weekends', () => {
    const window = small()
    // TODAY is a Monday; LIVE on Saturdays and Sundays alone.
    for (let ago = 0; ago < WINDOW_DAYS; ago++)
      if (ago % 7 !== 1 && ago % 7 !== 2) silence(window, [ME], ago + 1, ago)
    const house = houseOf(window, CALM)
    const [me] = house.people.slice(ME)
    if (!me) throw new Error('nobody')
    const days = (span: number) => ordinaryOf(house, me, span, othersOf(house)).days
    expect(days(1)).toBeLessThan(0.15)
    expect(days(3)).toBeGreaterThan(1.3)
    expect(days(7)).toBeCloseTo(1.8, 0)
    expect(days(14)).toBeCloseTo(2 * days(7), 1)
  })

  test('of the network’s fall the dimension is told in which it lies', () => {
    const window = small()
    bend(window, [...membersOf(0), ...membersOf(3)], 'diamonds', 7, (value) => value * 0.5)
    const { causes } = theOne(look(window), 'market_shift')
    expect(new Set(causes.map(({ entity }) => `${entity.type} ${entity.id}`))).toEqual(
      new Set(['agency Agency 0', 'agency Agency 3']),
    )
  })
})

test('what is told to be up or down is so by its own numbers', () => {
  const answers = Array.from({ length: 12 }, (_, seed) => {
    const window = small(seed)
    bend(window, [ME, 30, 41], 'diamonds', 7, (value) => value * 0.4)
    bend(window, [50, 62], 'diamonds', 12, (value) => value * 2.2)
    bend(window, membersOf(1), 'diamonds', 8, (value) => value * 0.65)
    silence(window, [5], 6)
    return look(window)
  })
  const all = answers.flatMap(({ insights }) => insights)
  const moves = all.filter(({ delta, direction }) => delta !== null && direction !== 'flat')
  expect(moves.length).toBeGreaterThan(40)
  for (const { kind, entity, delta, direction } of moves)
    expect([kind, entity.id, Math.sign(delta ?? 0)]).toEqual([kind, entity.id, direction === 'up' ? 1 : -1])
  expect(all.every(({ since }) => since <= TODAY)).toBe(true)
})
