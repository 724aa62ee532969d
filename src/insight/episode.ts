import { type Day, plusDays } from '#src/domain/day.ts'
import { type Insight, type Silence, weigh } from '#src/domain/insight.ts'
import { matterNamed, matterOf } from '#src/domain/matters.ts'
import type { Context, Told } from './window.ts'

type Unnamed = Omit<Insight, 'id'>

/** Whatever was found again within so many days has not ended, however long ago it was told. */
const LASTS = 14

/** The newest telling of the same matter, while it is still the same episode. */
export const episodeOf = ({ told, thresholds }: Context, insight: Unnamed, today: Day): Told | null => {
  const oldest = plusDays(today, -thresholds.episodeDays)
  let newest: Told | null = null
  for (const each of told) {
    if (
      !isSame(each, insight) ||
      (each.on < oldest && (each.seen ?? each.on) < plusDays(today, -LASTS)) ||
      each.on >= today
    )
      continue
    if (newest === null || each.on >= newest.on) newest = each
  }
  if (newest === null) return null
  const { anew, blur } = matterOf(insight.kind)
  const isAnother =
    newest.since !== insight.since && !(insight.since <= plusDays(newest.since, blur) && blur > 0)
  if (anew && isAnother) return null
  const ended = told.some(
    ({ kind, entity, on }) =>
      kind === 'recovery' && entity.id === insight.entity.id && on > (newest?.on ?? today),
  )
  return ended && insight.since > newest.since ? null : newest
}

const isSame = (told: Told, insight: Unnamed): boolean => {
  const { apart } = matterOf(insight.kind)
  return (
    told.entity.id === insight.entity.id &&
    told.entity.type === insight.entity.type &&
    matterNamed(told.kind) === matterNamed(insight.kind) &&
    (apart === null || told[apart] === insight[apart])
  )
}

/** Null when it is news: new, or worse than what was told. */
export const staleness = (context: Context, insight: Insight, today: Day): Silence | null => {
  const newest = episodeOf(context, insight, today)
  if (newest === null) return null
  if (weigh(insight.severity) > weigh(newest.severity)) return null
  if (newest.on > plusDays(today, -context.thresholds.coolDownDays)) return 'cool_down'
  return hasGrown(context, insight, newest) ? null : 'known'
}

const hasGrown = ({ thresholds }: Context, insight: Insight, newest: Told): boolean =>
  matterOf(insight.kind).grows &&
  newest.metric === insight.metric &&
  insight.direction === 'down' &&
  insight.severity !== 'early' &&
  insight.deltaPct !== null &&
  newest.deltaPct !== null &&
  Math.abs(insight.deltaPct) >= thresholds.worse * Math.abs(newest.deltaPct)

/** Eight signs of what the insight is about: the same episode has the same id wherever it is computed. */
export const idOf = ({ kind, entity, metric, direction, since }: Unnamed): string => {
  let high = 0x811c9dc5
  let low = 0x9e3779b9
  for (const letter of `${matterNamed(kind)}|${entity.type}|${entity.id}|${metric}|${direction}|${since}`) {
    const code = letter.codePointAt(0) ?? 0
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low ^ code, 0x85ebca6b) ^ (low >>> 13)
  }
  const digits = (n: number): string => (n >>> 12).toString(32).toUpperCase().padStart(4, '0')
  return `INS-${digits(high)}${digits(low)}`
}
