import type { Clock } from '../domain/clock.ts'
import type { NewFollowup } from '../domain/followup.ts'
import type { UserId } from '../domain/ids.ts'
import type { Person } from '../domain/person.ts'
import type { People, RoutineReads } from '../domain/ports.ts'
import { nextAskedFrom } from '../domain/reminding.ts'
import { type Absence, absenceAt, type Worktime, worktimeOf } from '../domain/routine.ts'
import type { Workdays } from './context.ts'

/** When whoever is asked after it hears of it next, in their own hours. */
export const nextReminder = async (
  it: NewFollowup,
  context: { clock: Clock; people: People; routines: RoutineReads; workdays: Workdays },
): Promise<Temporal.Instant | null> => {
  const now = context.clock.now()
  const { work } = await atWork(it.blocked?.by ?? it.owner, now, context)
  return nextAskedFrom(it, now, work)?.at ?? null
}

/** Somebody, when they work, and whether they are away at that moment. */
export interface AtWork {
  person: Person
  work: Worktime
  away: Absence | null
}

export const atWork = async (
  id: UserId,
  now: Temporal.Instant,
  { people, routines, workdays }: { people: People; routines: RoutineReads; workdays: Workdays },
): Promise<AtWork> => {
  const [person, routine] = [await people.person(id), await routines.of(id)]
  return {
    person,
    work: worktimeOf(person, routine, workdays),
    away: absenceAt(routine, now, person),
  }
}
