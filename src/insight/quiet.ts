import { type Day, plusDays } from '#src/domain/day.ts'
import {
  covers,
  type Insight,
  type InsightKind,
  type Insights,
  SEVERITIES,
  type Silence,
  type Suppressed,
} from '#src/domain/insight.ts'
import type { Finding } from './finding.ts'
import type { House } from './house.ts'
import type { Faults } from './kinds/faults.ts'
import { KNOWN, type Told } from './window.ts'

export interface Scored {
  finding: Finding
  q: number | null
}

/** What is said of one matter: a creator who goes dark after a decline is the same matter, grown worse. */
const MATTERS: Readonly<Record<InsightKind, string>> = {
  went_dark: 'decline',
  decline: 'decline',
  slide: 'decline',
  efficiency: 'decline',
  fan_loss: 'decline',
  agency_decline: 'decline',
  market_shift: 'shift',
  whale: 'spike',
  mix_shift: 'mix',
  level_shift: 'rise',
  near_threshold: 'goal',
  follower_spike: 'followers',
  safety: 'safety',
  recovery: 'recovery',
  rookie_stalled: 'rookie',
  data_fault: 'fault',
  campaign_effect: 'campaign',
}

interface Candidate {
  insight: Insight
  finding: Finding
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
    if (mute) return hush(candidate, 'muted', mute.reason)
    const silence = isNews(house, insight, today)
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
  const { sign: _, z, p, stake: __, size: ___, creator: ____, since: _____, ...rest } = finding
  const bare = { ...rest, since, score: p === null ? null : { z: z ?? 0, p, q: q ?? 1 } }
  const earlier = episodeOf(house, bare, today)
  if (earlier === null) return { ...bare, id: idOf(bare) }
  // The money bears out what attendance or fans foretold: that is news.
  const confirmed = finding.sign === 'yield' && earlier.metric !== 'diamonds' && bare.severity === 'early'
  return { ...bare, id: earlier.id, since: earlier.since, severity: confirmed ? 'warn' : bare.severity }
}

/** Whatever was found again within so many days has not ended, however long ago it was told. */
const LASTS = 14

/** The newest telling of the same matter, while it is still the same episode. */
const episodeOf = (house: House, insight: Omit<Insight, 'id'>, today: Day): Told | null => {
  const { told, thresholds } = house.context
  const oldest = plusDays(today, -thresholds.episodeDays)
  let newest: Told | null = null
  for (const each of told) {
    if (
      each.entity.id !== insight.entity.id ||
      each.entity.type !== insight.entity.type ||
      matterOf(each) !== matterOf(insight) ||
      (each.on < oldest && (each.seen ?? each.on) < plusDays(today, -LASTS)) ||
      each.on >= today
    )
      continue
    if (newest === null || each.on >= newest.on) newest = each
  }
  if (newest === null) return null
  // A recovery, or a new month, a new campaign or a new violation ends what was told before it.
  const isFact = ['goal', 'safety', 'campaign', 'rookie', 'recovery', 'spike', 'followers'].includes(
    MATTERS[insight.kind],
  )
  if (isFact && newest.since !== insight.since && !isNear(newest, insight)) return null
  const ended = told.some(
    ({ kind, entity, on }) =>
      kind === 'recovery' && entity.id === insight.entity.id && on > (newest?.on ?? today),
  )
  return ended && insight.since > newest.since ? null : newest
}

/** A spike of two days is one spike. */
const isNear = (told: Told, insight: Omit<Insight, 'id'>): boolean =>
  ['spike', 'followers', 'safety', 'recovery'].includes(MATTERS[insight.kind]) &&
  insight.since <= plusDays(told.since, 5)

const matterOf = (of: Pick<Insight, 'kind' | 'direction' | 'metric'>): string =>
  `${MATTERS[of.kind]}:${MATTERS[of.kind] === 'shift' ? of.direction : ''}:${
    MATTERS[of.kind] === 'goal' ? of.metric : ''
  }`

/** Null when it is news: new, or worse than what was told. */
const isNews = (house: House, insight: Insight, today: Day): Silence | null => {
  const newest = episodeOf(house, insight, today)
  if (newest === null) return null
  if (SEVERITIES.indexOf(insight.severity) > SEVERITIES.indexOf(newest.severity)) return null
  if (newest.on > plusDays(today, -house.context.thresholds.coolDownDays)) return 'cool_down'
  const worse =
    newest.metric === insight.metric &&
    insight.deltaPct !== null &&
    newest.deltaPct !== null &&
    MATTERS[insight.kind] === 'decline' &&
    insight.direction === 'down' &&
    Math.abs(insight.deltaPct) >= house.context.thresholds.worse * Math.abs(newest.deltaPct) &&
    insight.severity !== 'early'
  return worse ? null : 'known'
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

/** The day on which a rise began is known to about a week. */
const BLUR = 7

/** A campaign that lifts those it is meant for, or a season or holiday of the market. */
const explanationOf = (house: House, finding: Finding): string | null => {
  const { context, window, today } = house
  if (finding.kind === 'campaign_effect') return null
  if (finding.explainedBy !== null) return finding.explainedBy
  const day = window.days[today] ?? '1970-01-01'
  if (finding.kind === 'level_shift' && finding.creator >= 0) {
    const id = finding.entity.id
    const market = window.markets[window.market[finding.creator] ?? -1]
    const campaign = context.campaigns.find(
      (each) =>
        (each.market === null || each.market === market) &&
        (each.creators === null || each.creators.has(id)) &&
        each.from <= day &&
        day <= plusDays(each.to, 7) &&
        (window.days[finding.since] ?? day) >= plusDays(each.from, -BLUR),
    )
    if (campaign) return `campaign:${campaign.name}`
  }
  if (finding.kind === 'market_shift') {
    const campaign = context.campaigns.find(
      ({ market, from, to }) =>
        (market === null || market === finding.entity.id || finding.entity.type === 'network') &&
        from <= day &&
        day <= plusDays(to, 10),
    )
    if (campaign) return `campaign:${campaign.name}`
  }
  return null
}

/**
 * Something larger says it: an agency whose whole market moves, a creator who falls no further than the agency, or a
 * campaign. A creator who fell far below the others is still told alone.
 */
const partOf = (house: House, finding: Finding, groups: readonly Candidate[]): Candidate | null => {
  if (finding.kind === 'market_shift')
    return (
      groups.find(
        ({ finding: group }) => group.direction === finding.direction && saysOf(house, group, finding),
      ) ?? null
    )
  if (finding.creator < 0 || !['yield', 'fans'].includes(finding.sign)) return null
  const person = house.people[finding.creator]
  if (!person) return null
  const agency = house.window.agencies[person.agency]?.id
  const market = house.window.markets[person.market]
  const spread = (finding.sign === 'fans' ? house.fans : house.rate)?.spread[finding.creator] ?? 0
  return (
    groups.find(
      ({ finding: group }) =>
        ((group.entity.type === 'agency' && group.entity.id === agency) ||
          (group.entity.type === 'market' && group.entity.id === market)) &&
        group.kind !== 'mix_shift' &&
        group.direction === finding.direction &&
        Math.abs(finding.size) < Math.abs(group.size) + 2 * spread,
    ) ?? null
  )
}

/** A part that accounts for most of a market's or the network's move, or the network of which a market is no exception. */
const saysOf = (house: House, group: Finding, move: Finding): boolean => {
  if (group.kind === 'market_shift' && group.entity.type === 'network' && move.entity.type === 'market')
    return Math.abs(move.size) < 1.5 * Math.abs(group.size) && !accountsFor(house, move, group)
  if (group.kind !== 'agency_decline' && group.kind !== 'market_shift') return false
  return accountsFor(house, group, move)
}

const accountsFor = (house: House, part: Finding, whole: Finding): boolean => {
  const share = sharedBy(house, part.entity, whole.entity)
  return share > 0 && share < 1 && share * Math.abs(part.size) >= MOST_OF * Math.abs(whole.size)
}
const MOST_OF = 0.6

/** The share of a market's or the network's judged people who are of a smaller group. */
const sharedBy = ({ people, window }: House, part: Insight['entity'], whole: Insight['entity']): number => {
  const isOf = ({ agency, market }: House['people'][number], { type, id }: Insight['entity']): boolean =>
    type === 'network' ||
    (type === 'market' ? window.markets[market] === id : window.agencies[agency]?.id === id)
  const all = people.filter((person) => person.tier !== null && person.present && isOf(person, whole))
  return all.filter((person) => isOf(person, part)).length / Math.max(1, all.length)
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
  SEVERITIES.indexOf(b.insight.severity) - SEVERITIES.indexOf(a.insight.severity) ||
  b.finding.stake - a.finding.stake ||
  (a.insight.id < b.insight.id ? -1 : 1)

/** Eight signs of what the insight is about: the same episode has the same id wherever it is computed. */
const idOf = ({ kind, entity, metric, direction, since }: Omit<Insight, 'id'>): string => {
  let high = 0x811c9dc5
  let low = 0x9e3779b9
  for (const letter of `${MATTERS[kind]}|${entity.type}|${entity.id}|${metric}|${direction}|${since}`) {
    const code = letter.codePointAt(0) ?? 0
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low ^ code, 0x85ebca6b) ^ (low >>> 13)
  }
  const digits = (n: number): string => (n >>> 12).toString(32).toUpperCase().padStart(4, '0')
  return `INS-${digits(high)}${digits(low)}`
}
