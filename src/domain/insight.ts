import type { Day } from './day.ts'
import type { DataHealth, Scope } from './facts.ts'
import type { Id, UserId } from './ids.ts'
import { hushes } from './matters.ts'
import type { Metric } from './metric.ts'
import type { Period } from './period.ts'

export const INSIGHT_KINDS = [
  'went_dark',
  'decline',
  'slide',
  'efficiency',
  'fan_loss',
  'agency_decline',
  'market_shift',
  'whale',
  'mix_shift',
  'level_shift',
  'near_threshold',
  'follower_spike',
  'safety',
  'recovery',
  'rookie_stalled',
  'data_fault',
  'campaign_effect',
] as const
export type InsightKind = (typeof INSIGHT_KINDS)[number]

/** From a first sign to what should be seen to today. The order is the order of weight. */
export const SEVERITIES = ['early', 'warn', 'urgent'] as const
export type Severity = (typeof SEVERITIES)[number]
/** The more, the graver. */
export const weigh = (severity: Severity): number => SEVERITIES.indexOf(severity)

/** Whom an insight is about. The network has the id `all`; an agency's id is its name, a market's its code. */
export interface Subject {
  type: 'creator' | 'agency' | 'market' | 'network'
  id: string
  name: string
}

/** A part of a change: the parts of all members sum to the whole. `share` is null where it would mislead. */
export interface Cause {
  entity: Subject
  how: 'existing' | 'new' | 'lost' | 'moved_in' | 'moved_out'
  delta: number
  share: number | null
}

/** What each factor did to the metric, in its own units; they sum to the insight's `delta`. */
export interface Factors {
  /** How many creators were active. */
  active: number
  /** LIVE days of an active creator. */
  days: number
  /** Hours of a LIVE day. */
  hours: number
  /** Yield of an hour, at an unchanged mix of creators. */
  rate: number
  /** A change of who fills the hours, at each one's unchanged yield. */
  mix: number
}

/** `z` in standard deviations of the own history; `p` one-sided; `q` after Benjamini–Hochberg. */
export interface Score {
  z: number
  p: number
  q: number
}

/** What somebody might do about it; its words are in the catalogue. */
export const SUGGESTIONS = [
  'call',
  'ask_back',
  'review_room',
  'look_after_fans',
  'talk_to_agency',
  'watch_market',
  'thank',
  'check_safety',
  'push_to_goal',
  'start_rookie',
  'mend_data',
  'none',
] as const
export type Suggestion = (typeof SUGGESTIONS)[number]

/** One finding. Numbers are null where they make no sense; all but `score` are in the metric's unit. */
export interface Insight {
  /** The same episode has the same id on every day and every machine. */
  id: string
  kind: InsightKind
  entity: Subject
  metric: Metric
  direction: 'up' | 'down' | 'flat'
  /** The first platform day of it. */
  since: Day
  value: number | null
  expected: number | null
  /** Platform days that `value` and `expected` sum, the last one that of the finding; nothing where they sum none. */
  days?: number
  delta: number | null
  /** A share of `expected`, −0.5 for half lost; null where the base is too small to tell one. */
  deltaPct: number | null
  score: Score | null
  severity: Severity
  /** Diamonds a week that hang on it: of two as grave the larger comes first. Nothing in what was kept without it. */
  stake?: number
  causes: readonly Cause[]
  factors: Factors | null
  /** `campaign:NAME`, `holiday:MARKET:DAY`, `season:NAME`, or nothing known. */
  explainedBy: string | null
  suggested: { action: Suggestion; dueInDays: number }
}

/** Why something found was not said. */
export type Silence = 'explained' | 'part_of' | 'known' | 'cool_down' | 'muted' | 'budget' | 'incomplete_data'
export interface Suppressed {
  insight: Insight
  reason: Silence
  /** The insight that says it already, the mute's own reason, or the cause that explains it. */
  by: string | null
}

export interface Insights {
  insights: readonly Insight[]
  suppressed: readonly Suppressed[]
}

/** “Say nothing about them until then”: a planned leave, a known case (its whole matter). `kind` null is everything. */
export interface Mute {
  entity: Pick<Subject, 'type' | 'id'>
  kind: InsightKind | null
  from: Day
  until: Day
  reason: string
}

export type MuteId = Id<'mut'>
/** A mute as people made it. */
export interface MuteNote extends Mute {
  id: MuteId
  /** What whoever is muted is called. */
  name: string
  by: UserId
}

/** Where whoever an insight is about was on its day: what a digest's scope goes by. */
export interface Placed {
  agency: string | null
  market: string | null
}

/** What was found on a day, the gravest first, with where each insight belongs; and what was held back. */
export interface FoundDay {
  asOf: Day
  /** The days whose numbers were looked at, `asOf` the last of them. */
  period: Period
  /** Whether there was enough to speak from. */
  health: DataHealth
  insights: readonly Found[]
  suppressed: readonly (Suppressed & { placed: Placed })[]
}
export interface Found {
  insight: Insight
  placed: Placed
}

/** An insight as it is kept: said on a day, or held back on it. */
export interface ToldInsight extends Found {
  on: Day
  silence: Silence | null
}

/** What of a day belongs to a scope. */
export const within = (day: FoundDay, scope: Scope): FoundDay => ({
  ...day,
  insights: day.insights.filter(({ placed }) => isIn(placed, scope)),
  suppressed: day.suppressed.filter(({ placed }) => isIn(placed, scope)),
})

/** Without what people wish to hear nothing of by now, though it was said earlier in the period. */
export const unmuted = (found: FoundDay, mutes: readonly Mute[]): FoundDay => {
  const muteOf = ({ insight }: Found) => mutes.find((mute) => covers(mute, insight, found.asOf))
  const silenced = found.insights.flatMap((it) => {
    const mute = muteOf(it)
    return mute ? [{ ...it, reason: 'muted' as const, by: mute.reason }] : []
  })
  return {
    ...found,
    insights: found.insights.filter((it) => !muteOf(it)),
    suppressed: [...silenced, ...found.suppressed.filter((it) => it.reason === 'muted' || !muteOf(it))],
  }
}

/** Whether on that day nothing is to be heard of such an insight. */
export const covers = (
  { entity, kind, from, until }: Mute,
  insight: Pick<Insight, 'entity' | 'kind'>,
  day: Day,
): boolean =>
  entity.type === insight.entity.type &&
  entity.id === insight.entity.id &&
  (kind === null || hushes(kind, insight.kind)) &&
  from <= day &&
  day <= until

const isIn = ({ agency, market }: Placed, scope: Scope): boolean => {
  switch (scope.kind) {
    case 'all':
      return true
    case 'agency':
      return agency === scope.agency
    case 'manager':
      return agency !== null && scope.agencies.includes(agency)
    case 'market':
      return market === scope.market
    case 'region':
      return market !== null && scope.markets.includes(market)
    default:
      return scope satisfies never
  }
}
