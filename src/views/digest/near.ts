import type { KnownBlock } from '@slack/types'
import { actions, button, clip, inert, linesIn } from '../../blocks/blocks.ts'
import type { Found } from '../../domain/insight.ts'
import type { NearLine } from '../../domain/line.ts'
import type { Voice } from '../../kit/voice.ts'
import { allOfThem, type Listed } from '../refs.ts'
import type { Owners } from './owners.ts'

/** Lines that are told, and of each the creators that are named. */
const LINES = 5
const NAMED = 3
export const NAME = 60

/** Who is named. */
export const nearShown = (near: readonly NearLine[]): readonly Found[] =>
  near.slice(0, LINES).flatMap(({ creators }) => creators.slice(0, NAMED))

/** “3 creators short of 100,000 diamonds, 5 days left”: who could still be helped over it. */
export const nearALine = (v: Voice, near: readonly NearLine[], owners: Owners, of: Listed): KnownBlock[] => {
  if (near.length === 0) return []
  const { report } = v.t
  const said = linesIn([
    `*${report.near}*`,
    ...near.slice(0, LINES).map(({ metric, at, daysLeft, creators }) => {
      const named = creators.slice(0, NAMED).map(({ insight: { entity, delta }, placed }) =>
        report.shortBy({
          name: clip(inert(entity.name), NAME),
          short: amountSaid(v, metric, Math.abs(delta ?? 0), true),
          owner: owners.of(placed.agency),
        }),
      )
      const more = creators.length - named.length
      return `• ${report.shortOf({ n: creators.length, line: amountSaid(v, metric, at, false), days: daysLeft })} ${[
        ...named,
        ...(more > 0 ? [v.t.chart.more({ n: more })] : []),
      ].join(', ')}`
    }),
    `_${report.notNear}_`,
  ])
  return [...said, actions(button(report.allNear, allOfThem, { ...of, what: 'near' }))]
}

/** `100,000 diamonds`, `7 valid days`, `15 h LIVE`; of diamonds that are missing the figure alone. */
export const amountSaid = (v: Voice, metric: NearLine['metric'], n: number, short: boolean): string => {
  const { amount } = v.t.report
  if (metric === 'valid_days') return amount.valid_days({ n: Math.round(n) })
  if (metric === 'live_minutes') return amount.hours({ n: v.decimal(n / 60) })
  return short ? v.number(n) : amount.diamonds({ n: v.number(n) })
}
