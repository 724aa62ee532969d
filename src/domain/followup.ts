import type { Check } from './checklist.ts'
import type { Day } from './day.ts'
import type { Deed } from './deed.ts'
import { type Deadline, momentOf } from './due.ts'
import type { Id, TeamId, UserId } from './ids.ts'
import type { Result } from './outcome.ts'
import type { SeriesId } from './series.ts'
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
  due: Deadline | null
  /** The moment of it as the ledger keeps it, by which lists are sorted: zones change their rules, rows stay. */
  dueAt: Temporal.Instant | null
  priority: Priority
  agency: string | null
  creator: AboutCreator | null
  state: FollowupState
  /** Null again once it has come up. */
  snoozedUntil: Temporal.Instant | null
  /** What keeps it from being done: somebody, something, or both. It is not asked after meanwhile. */
  blocked: Blocked | null
  /** What its owner said of how it went, at its end. */
  outcome: string | null
  /** Who hears of its changes besides owner and reporter. */
  watchers: readonly UserId[]
  /** The finding that it came from: `INS-88`, or whom a digest's line was about. */
  insight: string | null
  origin: Origin | null
  /** The line of that message, where it is not about the whole of it: a digest has many. */
  quoted: string | null
  checks: readonly Check[]
  /** That it comes round, and for which day of it this one is. */
  series: { id: SeriesId; slot: Day } | null
  /** Counts changes: what was decided on an older look is refused. */
  version: number
  createdAt: Temporal.Instant
  /** When it came to be asked as it is now: its date, its owner, what it waits for, or that it is open again. */
  promisedAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  closedBy: UserId | null
  /** When it is next seen to whether its owner hears of it; null when there is nothing to say. */
  remindAt: Temporal.Instant | null
  /** When its owner, or who stands in for them, was asked after it last. */
  askedAt: Temporal.Instant | null
  /** When its owner, who is on it, was promised to be asked again; null once they were. */
  againAt: Temporal.Instant | null
  /** The next rung of the ladder: how many have heard that it has not come. */
  rung: number
  /** When that one hears; null while nobody is to. */
  escalateAt: Temporal.Instant | null
  /** The numbers that it is about, and what became of them; null where there were none when it was promised. */
  result: Result | null
}

export interface Blocked {
  by: UserId | null
  on: string | null
}

/** One that has only just been promised. */
export type NewFollowup = Omit<Followup, 'id' | 'ref' | 'team' | 'version' | 'dueAt'>
export const newFollowup = (
  given: Pick<Followup, 'what' | 'owner' | 'reporter' | 'createdAt'> & Partial<NewFollowup>,
): NewFollowup => ({
  due: null,
  priority: 'normal',
  agency: null,
  creator: null,
  state: 'open',
  snoozedUntil: null,
  blocked: null,
  outcome: null,
  watchers: [],
  insight: null,
  origin: null,
  checks: [],
  series: null,
  quoted: null,
  closedAt: null,
  closedBy: null,
  remindAt: null,
  askedAt: null,
  againAt: null,
  promisedAt: given.createdAt,
  rung: 0,
  escalateAt: null,
  result: null,
  ...given,
})

/** What can be told of one change: which of its facts, from what, to what. Of a new one, all that it began with. */
export interface FollowupChange extends Deed {
  /** The version that it made. */
  version: number
  changed: readonly FieldChange[]
  /** What was said with it, or nothing else: a note. */
  note: string | null
}
export interface FieldChange {
  field: TrackedField
  /** As text: a day and hour, an id, the words. Null for nothing. */
  was: string | null
  now: string | null
}

export const TRACKED = [
  'what',
  'owner',
  'due',
  'priority',
  'agency',
  'creator',
  'state',
  'snoozedUntil',
  'blocked',
  'outcome',
  'watchers',
  'checks',
  'series',
  'asking',
] as const satisfies readonly (keyof Followup | 'asking')[]
export type TrackedField = (typeof TRACKED)[number]

/** What is different, in the order in which a person would tell it. */
export const differences = (was: NewFollowup | null, now: NewFollowup): FieldChange[] =>
  TRACKED.flatMap((field) => {
    const [before, after] = [was && toldAs[field](was), toldAs[field](now)]
    if (before === after) return []
    return [field === 'checks' ? linesChanged(before, after) : { field, was: before, now: after }]
  })

/** Of a long list the lines that differ, else its history would be longer than all else of it. */
const linesChanged = (before: string | null, after: string | null): FieldChange => {
  const [was, now] = [before?.split('\n') ?? [], after?.split('\n') ?? []]
  const only = (lines: readonly string[], others: readonly string[]): string | null =>
    lines.filter((it) => !others.includes(it)).join('\n') || null
  return { field: 'checks', was: only(was, now), now: only(now, was) }
}

const toldAs: { [F in TrackedField]: (it: NewFollowup) => string | null } = {
  what: (it) => it.what,
  owner: (it) => it.owner,
  due: ({ due }) => due && `${due.day} ${due.time} ${due.timeZone}`,
  priority: (it) => it.priority,
  agency: (it) => it.agency,
  creator: ({ creator }) => creator && `${creator.id} ${creator.username}`,
  state: (it) => it.state,
  snoozedUntil: ({ snoozedUntil }) => snoozedUntil?.toString() ?? null,
  // Whoever it is comes first, or a dash: a word could pass for an id.
  blocked: ({ blocked }) => blocked && `${blocked.by ?? '-'} ${blocked.on ?? ''}`.trim(),
  outcome: (it) => it.outcome,
  watchers: ({ watchers }) => (watchers.length > 0 ? watchers.join(' ') : null),
  // `2x call`, `3- write`: its number, whether it is done, what it says.
  checks: ({ checks }) => checks.map((it) => `${it.n}${it.done ? 'x' : '-'} ${it.text}`).join('\n') || null,
  // Somebody has said that nobody is to be asked: what has a date is asked else.
  asking: (it) => (isOpen(it) && it.due !== null && it.remindAt === null && it.rung > 0 ? 'stopped' : null),
  series: ({ series }) => series && `${series.id} ${series.slot}`,
}

/** Who hears of what happens to it, and may always know of it. */
export const concerned = ({ owner, reporter, watchers, blocked }: Followup): readonly UserId[] => [
  ...new Set([owner, reporter, ...watchers, ...(blocked?.by ? [blocked.by] : [])]),
]

export const isOpen = ({ state }: Pick<Followup, 'state'>): boolean =>
  state === 'open' || state === 'in_progress'

export const isOverdue = (followup: Pick<Followup, 'state' | 'due'>, now: Temporal.Instant): boolean =>
  isOpen(followup) && followup.due !== null && Temporal.Instant.compare(momentOf(followup.due), now) < 0
