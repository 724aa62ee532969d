import type { ChannelId, Id, TeamId } from './ids.ts'
import { type InsightKind, type Severity, weigh } from './insight.ts'
import type { Watched } from './metric.ts'
import type { Locale } from './person.ts'
import type { Source } from './source.ts'

/** What a rule watches for, day by day, in its scope. Hours are kept as minutes, as everywhere. */
export type Condition =
  | { on: 'level'; metric: Watched; is: 'below' | 'above'; than: number }
  /** `by` is a share of what is usual: −0.3 for thirty per cent less. */
  | { on: 'change'; metric: Watched; by: number }
  /** `kind` null is any. */
  | { on: 'insight'; kind: InsightKind | null; atLeast: Severity }
  | { on: 'new_creators' }
  /** As another version kept it: it can be seen, paused and deleted, and tells nothing. */
  | { on: 'unknown' }

export type AlertId = Id<'alr'>

/** “Tell me when”: a rule somebody made, told between digests. */
export interface Alert extends Source {
  id: AlertId
  ref: `ALR-${number}`
  team: TeamId
  /** Null for a direct message to its owner. */
  channel: ChannelId | null
  /** As typed again: `all`, a region, a market, an agency. */
  scope: string
  condition: Condition
  /** Whose hours and holidays are respected. */
  timeZone: string
  /** Whose holidays; null: those of the zone's country. */
  market: string | null
  locale: Locale
  coolDownDays: number
  /** When it last learned what holds already. */
  since: Temporal.Instant
  /** The newest creator it knows of. */
  frontier: number
  /** All that its last look hung on; null when it may have to tell something though nothing of that changes. */
  looked: string | null
  /** Since when it cannot be looked at; whoever it concerns was told. */
  troubledAt: Temporal.Instant | null
}

export const COOL_DOWN_DAYS = 3
/** Whether one rule is told of all that another would be, in the same scope. */
export const impliedBy = (narrow: Condition, wide: Condition): boolean => {
  if (narrow.on === 'insight' && wide.on === 'insight')
    return (wide.kind ?? narrow.kind) === narrow.kind && weigh(wide.atLeast) <= weigh(narrow.atLeast)
  if (narrow.on === 'level' && wide.on === 'level')
    return (
      narrow.metric === wide.metric &&
      narrow.is === wide.is &&
      (wide.is === 'below' ? wide.than >= narrow.than : wide.than <= narrow.than)
    )
  if (narrow.on === 'change' && wide.on === 'change')
    return (
      narrow.metric === wide.metric && narrow.by * wide.by > 0 && Math.abs(wide.by) <= Math.abs(narrow.by)
    )
  return narrow.on === 'new_creators' && wide.on === 'new_creators'
}
