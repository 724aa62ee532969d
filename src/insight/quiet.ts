import type { Day } from '#src/domain/day.ts'
import {
  covers,
  type Insight,
  type Insights,
  type Silence,
  type Suppressed,
  weigh,
} from '#src/domain/insight.ts'
import { KNOWN } from '#src/domain/window.ts'
import { episodeOf, idOf, staleness } from './episode.ts'
import type { Candidate, Finding } from './finding.ts'
import type { House } from './house.ts'
import type { Faults } from './kinds/faults.ts'
import { explanationOf, partOf } from './larger.ts'

export interface Scored {
  finding: Finding
  q: number | null
}

/**
 * From what was found to what is said today. In this order: faults of the data silence whom they touch; what a
 * campaign or holiday explains and what is part of something larger is not told on its own; mutes; cool-down; only new
 * or worse; and what a reader's budget leaves room for.
 */
export const quieted = (house: House, scored: readonly Scored[], faults: Faults): Insights => {
  const { context, window } = house
  const today: Day = window.days[house.today] ?? '1970-01-01'
  const suppressed: Suppressed[] = []
  const hush = ({ insight }: Candidate, reason: Silence, by: string | null): void => {
    suppressed.push({ insight, reason, by })
  }
  const all = scored
    .map(({ finding, q }): Candidate => {
      const since = window.days[Math.max(0, finding.since)] ?? today
      return { finding, insight: insightOf(house, finding, q, since, today) }
    })
    .sort(byWeight)
  const groups = all.filter(({ finding }) => finding.sign === 'group')
  const kept = all.filter((candidate) => {
    const { finding, insight } = candidate
    if (isUncertain(house, finding, faults)) return hush(candidate, 'incomplete_data', null)
    const cause = explanationOf(house, finding)
    if (cause !== null) {
      hush({ ...candidate, insight: { ...insight, explainedBy: cause } }, 'explained', cause)
      return false
    }
    const whole = partOf(house, finding, groups)
    if (whole !== null) return hush(candidate, 'part_of', whole.insight.id)
    const mute = context.mutes.find((it) => covers(it, insight, today))
    if (mute !== undefined) return hush(candidate, 'muted', mute.reason)
    const silence = staleness(context, insight, today)
    if (silence !== null) return hush(candidate, silence, insight.id)
    return true
  })
  const left = new Map<string, number>()
  const insights = kept
    .filter((candidate) => {
      const reader = readerOf(house, candidate.finding)
      const used = left.get(reader) ?? 0
      // What must be seen today is never held back for want of room.
      if (used >= context.thresholds.budget && candidate.insight.severity !== 'urgent')
        return hush(candidate, 'budget', null)
      left.set(reader, used + 1)
      return true
    })
    .map(({ insight }) => insight)
  return { insights, suppressed }
}

const insightOf = (house: House, finding: Finding, q: number | null, since: Day, today: Day): Insight => {
  const { sign: _, z, p, size: __, creator: ___, since: ____, ...rest } = finding
  const bare = { ...rest, since, score: p === null ? null : { z: z ?? 0, p, q: q ?? 1 } }
  const earlier = episodeOf(house.context, bare, today)
  if (earlier === null) return { ...bare, id: idOf(bare) }
  // The money bears out what attendance or fans foretold: that is news.
  const confirmed = finding.sign === 'yield' && earlier.metric !== 'diamonds' && bare.severity === 'early'
  // The sum of a group is that of the days since its own beginning, wherever the episode's was first seen.
  const began = finding.sign === 'group' ? bare.since : earlier.since
  return { ...bare, id: earlier.id, since: began, severity: confirmed ? 'warn' : bare.severity }
}

/** Touched by a fault of the data, which is told instead. */
const isUncertain = (house: House, finding: Finding, faults: Faults): boolean => {
  if (finding.kind === 'data_fault') return false
  if (faults.everything) return true
  if (faults.agencies.size === 0) return false
  if (finding.creator >= 0) return faults.agencies.has(house.people[finding.creator]?.agency ?? -1)
  const { type, id } = finding.entity
  if (type === 'agency') return house.window.agencies.some((it, a) => it.id === id && faults.agencies.has(a))
  return faultyShare(house, finding.entity, faults.agencies) > TOUCHED
}

/** A market or the network of which more than this share is of faulty agencies cannot be judged. */
const TOUCHED = 0.1
/** Who is in no file today still counts, by the newest of so many days on which they were. */
const LOOKED_BACK = 4

/** The share of a market's or the network's people whose agency is one of the faulty ones. */
const faultyShare = (
  { window, days, today }: House,
  { type, id }: Insight['entity'],
  faulty: ReadonlySet<number>,
): number => {
  let all = 0
  let touched = 0
  for (let c = 0; c < window.ids.length; c++) {
    if (type === 'market' && window.markets[window.market[c] ?? -1] !== id) continue
    let d = today
    while (d > today - LOOKED_BACK && d >= 0 && window.known[c * days + d] === KNOWN.no) d--
    if (d <= today - LOOKED_BACK || d < 0) continue
    all++
    if (faulty.has(window.agency[c * days + d] ?? -1)) touched++
  }
  return touched / Math.max(1, all)
}

const readerOf = (house: House, finding: Finding): string => {
  const { readerOf: of } = house.context
  if (of === null) return ''
  const agency =
    finding.creator >= 0
      ? house.window.agencies[house.people[finding.creator]?.agency ?? -1]?.id
      : finding.entity.id
  return finding.entity.type === 'market' || finding.entity.type === 'network' ? '' : of(agency ?? '')
}

/** Severity first, then the diamonds that hang on it; then something that never ties. */
const byWeight = (a: Candidate, b: Candidate): number =>
  weigh(b.insight.severity) - weigh(a.insight.severity) ||
  b.finding.stake - a.finding.stake ||
  (a.insight.id < b.insight.id ? -1 : 1)
