import type { Id, TeamId, UserId } from './ids.ts'
import type { Origin, Priority } from './task.ts'

export const DESKS = ['product', 'content', 'operations', 'safety'] as const
/** A team that answers requests. */
export type Desk = (typeof DESKS)[number]

export type RequestId = Id<'req'>
export type RequestState = 'new' | 'triaged' | 'in_progress' | 'done' | 'declined'

/** What the region needs from another team, and what became of it. */
export interface Request {
  id: RequestId
  ref: `REQ-${number}`
  team: TeamId
  desk: Desk
  what: string
  requester: UserId
  assignee: UserId | null
  priority: Priority
  agency: string | null
  state: RequestState
  /** What the desk said when it closed it. */
  answer: string | null
  origin: Origin | null
  version: number
  createdAt: Temporal.Instant
  closedAt: Temporal.Instant | null
}

export const isWaiting = ({ state }: Pick<Request, 'state'>): boolean =>
  state !== 'done' && state !== 'declined'
