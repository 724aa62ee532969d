import type { Day } from './day.ts'
import type { DigestSeen } from './digest.ts'
import type { Changes } from './facts.ts'
import type { Held } from './hold.ts'
import type { ChannelId, UserId } from './ids.ts'
import type { Insight } from './insight.ts'
import { daysOf, KEPT_DAYS } from './kept.ts'
import type { SubscriptionId } from './schedule.ts'
import { nameOf } from './scope.ts'

/** The figures of a headline that a post is held to: sums, which the roll-ups tell for any period at once. */
export const FIGURES = ['diamonds', 'live_minutes', 'valid_days', 'new_followers'] as const
export type Figure = (typeof FIGURES)[number]
export type Figures = Readonly<Record<Figure, number>>

export interface FigureChange {
  figure: Figure
  from: number
  to: number
}
/** What a post was corrected of, and when. */
export interface Correction {
  at: Temporal.Instant
  changes: readonly FigureChange[]
}

/** What was posted in a channel, kept for as long as it is corrected: enough to make it again. */
export interface PostedDigest {
  /** The message's own name, by which it is found again. */
  card: `card:${string}`
  /** Null for what somebody posted by hand. */
  subscription: SubscriptionId | null
  channel: ChannelId | UserId
  scope: string
  from: Day
  to: Day
  at: Temporal.Instant
  /** The findings that it names. */
  findings: readonly string[]
  /** What it said of itself then. */
  late: { due: Temporal.Instant; passedOver: number } | null
  staleDays: number
  held: Held | null
  arrived: Temporal.Instant | null
  /** When the same subscription had posted these very numbers before. */
  repeats: Temporal.Instant | null
  /** What it shows now, and which numbers that was compared with last. */
  figures: Figures
  version: number
  corrections: readonly Correction[]
}

/** Of a headline number a larger change than this is worth a correction; less is noise of the platform's own. */
const WORTH = 0.01
/** So long a post is held to its numbers. */
export const CORRECTED_FOR = daysOf(KEPT_DAYS.corrected)

export const figuresIn = (totals: Changes): Figures => ({
  diamonds: totals.diamonds.now,
  live_minutes: totals.live_minutes.now,
  valid_days: totals.valid_days.now,
  new_followers: totals.new_followers.now,
})

/** None where no change is worth a correction; else all that a reader sees change in the same edit. */
export const changesOf = (was: Figures, now: Figures): readonly FigureChange[] => {
  const all = FIGURES.map((figure) => ({ figure, from: was[figure], to: now[figure] }))
  return all.some(({ from, to }) => Math.abs(to - from) > Math.abs(from) * WORTH) ? all.filter(isSeen) : []
}

/** Minutes are shown as hours. */
const isSeen = ({ figure, from, to }: FigureChange): boolean => {
  const unit = figure === 'live_minutes' ? 60 : 1
  return Math.round(from / unit) !== Math.round(to / unit)
}

/** Nobody is to read numbers of three days ago as today's. */
export const repeats = (
  was: Pick<PostedDigest, 'scope' | 'from' | 'to' | 'figures'>,
  now: Pick<PostedDigest, 'scope' | 'from' | 'to' | 'figures'>,
): boolean =>
  was.scope === now.scope &&
  was.from === now.from &&
  was.to === now.to &&
  FIGURES.every((it) => was.figures[it] === now.figures[it])

/** What is kept of a digest that somebody posts. */
export const postedOf = (
  card: PostedDigest['card'],
  channel: ChannelId | UserId,
  { scope, facts }: Pick<DigestSeen, 'scope' | 'facts'>,
  findings: readonly Pick<Insight, 'id'>[],
  at: Temporal.Instant,
): PostedDigest => ({
  card,
  subscription: null,
  channel,
  scope: nameOf(scope),
  from: facts.period.from,
  to: facts.period.to,
  at,
  findings: findings.map(({ id }) => id),
  late: null,
  staleDays: 0,
  held: null,
  arrived: null,
  repeats: null,
  figures: figuresIn(facts.totals),
  version: facts.version,
  corrections: [],
})
