import type { Day } from './day.ts'
import type { Id, TeamId, UserId } from './ids.ts'
import type { AboutCreator, Origin, Priority } from './task.ts'

export type FollowupId = Id<'tsk'>
export type FollowupState = 'open' | 'in_progress' | 'done' | 'cancelled'

/** A promise about an agency or a creator: who, what, by when. */
export interface Followup {
  id: FollowupId
  ref: `FU-${number}`
  team: TeamId
  what: string
  owner: UserId
  reporter: UserId
  due: Day | null
  priority: Priority
  agency: string | null
  creator: AboutCreator | null
  state: FollowupState
  snoozedUntil: Day | null
  origin: Origin | null
  /** Counts changes: what was decided on an older look is refused. */
  version: number
  createdAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  closedBy: UserId | null
  /** When its owner hears of it next; null when there is nothing to say. */
  remindAt: Temporal.Instant | null
}

export const isOpen = ({ state }: Pick<Followup, 'state'>): boolean =>
  state === 'open' || state === 'in_progress'

export const isOverdue = (followup: Followup, today: Day): boolean =>
  isOpen(followup) && followup.due !== null && followup.due < today
