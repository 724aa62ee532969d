import { describe, expect, test } from 'vitest'
import { covers, INSIGHT_KINDS, type InsightKind, type Mute } from '#src/domain/insight.ts'

const ENTITY = { type: 'creator', id: '7300000000000000110', name: 'luna.prova' } as const
const muted = (kind: InsightKind | null): Mute => ({
  entity: ENTITY,
  kind,
  from: '2026-09-01',
  until: '2026-09-14',
  reason: 'we know',
})
const silenced = (kind: InsightKind | null): readonly InsightKind[] =>
  INSIGHT_KINDS.filter((each) => covers(muted(kind), { entity: ENTITY, kind: each }, '2026-09-08'))

describe('who wishes to hear no more of', () => {
  test('a decline hears nothing of what it shows as next, but that the creator stopped', () => {
    const signs = ['decline', 'slide', 'efficiency', 'fan_loss', 'agency_decline']
    expect(silenced('decline')).toEqual(signs)
    expect(silenced('fan_loss')).toEqual(signs)
  })

  test('a silence hears of no decline either', () => {
    expect(silenced('went_dark')).toEqual(['went_dark', ...silenced('decline')])
  })

  test('one event hears of every other matter', () => {
    expect(silenced('whale')).toEqual(['whale'])
    expect(silenced('near_threshold')).toEqual(['near_threshold'])
  })

  test('everything hears nothing', () => {
    expect(silenced(null)).toEqual(INSIGHT_KINDS)
  })
})
