import type { UserId } from '../domain/ids.ts'
import type { Person } from '../domain/person.ts'
import type { People, RoutineReads } from '../domain/ports.ts'
import { type Absence, absenceAt, type Worktime, worktimeOf } from '../domain/routine.ts'
import type { Workdays } from './context.ts'

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
