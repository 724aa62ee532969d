import { type Due, END_OF_DAY, END_OF_WORK } from '#src/domain/due.ts'
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
  if (isOver(soonest, here)) return new Refusal('due.past', { day: voice.due(soonest) })
  // Who names today when its working hours are over means what is left of it.
  const endOfWork = { day: soonest.day, time: END_OF_WORK }
  return soonest.time === null && isOver(endOfWork, here) ? { day: soonest.day, time: END_OF_DAY } : soonest
}
