import type { KnownBlock } from '@slack/types'
import { clip, inert, linesIn } from '../../blocks/blocks.ts'
import type { Found } from '../../domain/insight.ts'
import type { NearLine } from '../../domain/line.ts'
import type { Voice } from '../../kit/voice.ts'
import type { Owners } from './owners.ts'

/** Lines that are told, and of each the creators that are named. */
const LINES = 5
const NAMED = 3
const NAME = 60

/** Who is named. */
export const nearShown = (near: readonly NearLine[]): readonly Found[] =>
  near.slice(0, LINES).flatMap(({ creators }) => creators.slice(0, NAMED))

/** “3 creators short of 100,000 diamonds, 5 days left”: who could still be helped over it. */
export const nearALine = (v: Voice, near: readonly NearLine[], owners: Owners): KnownBlock[] => {
  if (near.length === 0) return []
  const { report } = v.t
  const amount = (metric: NearLine['metric'], n: number, short: boolean): string => {
    if (metric === 'valid_days') return report.amount.valid_days({ n: Math.round(n) })
    if (metric === 'live_minutes') return report.amount.hours({ n: v.decimal(n / 60) })
    return short ? v.number(n) : report.amount.diamonds({ n: v.number(n) })
  }
  return linesIn([
    `*${report.near}*`,
    ...near.slice(0, LINES).map(({ metric, at, daysLeft, creators }) => {
      const named = creators.slice(0, NAMED).map(({ insight: { entity, delta }, placed }) =>
        report.shortBy({
          name: clip(inert(entity.name), NAME),
          short: amount(metric, Math.abs(delta ?? 0), true),
          owner: owners.of(placed.agency),
        }),
      )
      const more = creators.length - named.length
      return `• ${report.shortOf({ n: creators.length, line: amount(metric, at, false), days: daysLeft })} ${[
        ...named,
        ...(more > 0 ? [v.t.chart.more({ n: more })] : []),
      ].join(', ')}`
    }),
  ])
}
