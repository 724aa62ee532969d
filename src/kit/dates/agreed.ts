import type { Due } from '#src/domain/due.ts'
import { EitherDay, Refusal } from '../refuse.ts'
import type { Voice } from '../voice.ts'
import { type Circumstances, isOver } from './meant.ts'

/** The one moment that `typed` means (`dues`, as `meant` answers) or that was chosen; else why it cannot be one. */
export const agreed = (
  dues: readonly Due[] | null,
  typed: string,
  here: Circumstances,
  voice: Pick<Voice, 'due'>,
): Due | Refusal => {
  if (dues === null) return new Refusal('due.unreadable', { typed })
  const [soonest, ...others] = here.chosen ? [here.chosen] : dues
  if (soonest === undefined) return new Refusal('due.none', { typed })
  if (others.length > 0) return new EitherDay(typed, dues, voice)
  return isOver(soonest, here) ? new Refusal('due.past', { day: voice.due(soonest) }) : soonest
}
