import type { FileKind } from './facts.ts'
import { METRIC_NAMES, type Metric } from './metric.ts'

/** What a column can be, besides a metric. */
export type Field =
  | 'period'
  | 'day'
  | 'month'
  | 'creator_id'
  | 'username'
  | 'agency'
  | 'market'
  | 'joined'
  | 'fan_share'
  | 'avg_watch'
  | 'region'
  | 'tier'
  | 'category'
  | 'time_zone'
  | 'contact'
  | 'language'
  | 'manager_email'
  | 'relationship'
  | 'graduation'
  | 'followers'
  | 'violative'
  | 'rookie'
  | 'bonus'
  | 'campaign'
  | 'start'
  | 'end'
  | 'goal'
  | 'creator_ids'

/** Metrics of which an export also has the final figure of the month before. */
type Settled = 'diamonds' | 'live_minutes' | 'valid_days' | 'new_followers' | 'streams'

/** What a person may say that a column is. */
export type ColumnWord = Field | Metric | `${Settled}_last_month`

/** What the columns of a kind of file can be, in the order in which people are asked. */
export const COLUMN_WORDS: Record<FileKind, readonly ColumnWord[]> = {
  backstage: [
    'period',
    'creator_id',
    'username',
    'agency',
    'joined',
    'diamonds',
    'live_minutes',
    'valid_days',
    'new_followers',
    'streams',
    'matches',
    'fan_club_diamonds',
    'fan_share',
    'active_fans',
    'diamonds_last_month',
    'live_minutes_last_month',
    'valid_days_last_month',
    'new_followers_last_month',
    'streams_last_month',
  ],
  roster: [
    'creator_id',
    'username',
    'agency',
    'joined',
    'relationship',
    'graduation',
    'tier',
    'followers',
    'diamonds',
    'live_minutes',
    'valid_days',
    'fan_club_diamonds',
    'active_fans',
  ],
  bonus: [
    'month',
    'creator_id',
    'username',
    'agency',
    'bonus',
    'violative',
    'rookie',
    'diamonds',
    'valid_days',
    'live_minutes',
  ],
  daily: ['day', 'creator_id', 'username', 'agency', 'market', ...METRIC_NAMES],
  agencies: [
    'agency',
    'market',
    'region',
    'tier',
    'category',
    'time_zone',
    'contact',
    'language',
    'manager_email',
  ],
  campaigns: ['campaign', 'start', 'end', 'market', 'category', 'goal', 'creator_ids'],
  'live-center': ['day', 'creator_id', 'avg_watch', ...METRIC_NAMES],
}

/** Without these a file of that kind says nothing. */
export const REQUIRED: Record<FileKind, readonly (Field | Metric)[]> = {
  backstage: ['creator_id'],
  roster: ['creator_id'],
  bonus: ['month', 'creator_id'],
  daily: ['day', 'creator_id'],
  agencies: ['agency'],
  campaigns: ['campaign', 'start', 'end'],
  'live-center': ['day'],
}
