/**
 * The daily numbers of one creator, and how days add up.
 * `sum` adds over days and creators; `last` is a level of which the newest value counts; `mean` is averaged over the
 * days on which it is known; `max` is a peak.
 */
export const METRICS = {
  diamonds: 'sum',
  live_minutes: 'sum',
  /** 0 or 1 a day: at least an hour LIVE, as the platform counts it. */
  valid_days: 'sum',
  new_followers: 'sum',
  streams: 'sum',
  matches: 'sum',
  fan_club_diamonds: 'sum',
  active_fans: 'last',
  avg_viewers: 'mean',
  peak_viewers: 'max',
  unique_viewers: 'sum',
  watch_minutes: 'sum',
  returning_viewers: 'sum',
  gifters: 'sum',
  violations: 'sum',
} as const satisfies Record<string, 'sum' | 'last' | 'mean' | 'max'>

export type Metric = keyof typeof METRICS
export const METRIC_NAMES = Object.keys(METRICS) as readonly Metric[]

/** What a headline shows; kept as daily roll-ups, so that it costs the same for ten creators and for two hundred thousand. */
export const ROLLED_UP = [
  'diamonds',
  'live_minutes',
  'valid_days',
  'new_followers',
  'streams',
] as const satisfies readonly Metric[]
export type RolledUp = (typeof ROLLED_UP)[number]

/** What happens in the room, rolled up as well; null where no file tells it. */
export const ROOM = [
  'gifters',
  'unique_viewers',
  'returning_viewers',
  'watch_minutes',
] as const satisfies readonly Metric[]
export type Room = (typeof ROOM)[number]

/** What of a scope's day a rule may watch; `active` counts the creators with LIVE time. */
export const WATCHED = [...ROLLED_UP, 'active'] as const
export type Watched = (typeof WATCHED)[number]

/** Null where nothing is known: not zero. */
export type Values = { [M in Metric]?: number | null }
