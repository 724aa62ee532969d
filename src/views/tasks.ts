import { plain } from '../blocks/blocks.ts'
import { momentOf } from '../domain/due.ts'
import { type Followup, isOverdue } from '../domain/followup.ts'
import type { Voice } from '../kit/voice.ts'

/** A follow-up in a line of a terminal, its text on that one line whatever it holds. */
export const taskLine = (
  followup: Followup,
  owner: string,
  now: Temporal.Instant,
  { t, time }: Voice,
): string => {
  const { ref, what, due, state, agency, priority } = followup
  return [
    `${ref}  ${plain(what.replace(/\s+/g, ' '))}`,
    plain(owner),
    due ? t.followup.by({ day: time(momentOf(due), due.timeZone) }) : t.followup.noDate,
    isOverdue(followup, now) ? t.followup.overdue : t.state[state],
    ...(priority === 'high' ? [t.priority.high] : []),
    ...(agency === null ? [] : [plain(agency)]),
  ].join(' · ')
}
