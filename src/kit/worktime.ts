import type { Clock } from '../domain/clock.ts'
import type { Followup, NewFollowup } from '../domain/followup.ts'
import type { UserId } from '../domain/ids.ts'
import { promisedAnew } from '../domain/ladder.ts'
import type { Person } from '../domain/person.ts'
import type { People, RoutineReads } from '../domain/ports.ts'
import { nextAsked } from '../domain/reminding.ts'
import { type Absence, absenceAt, type Worktime, worktimeOf } from '../domain/routine.ts'
import type { Workdays } from './context.ts'

/** When whoever is asked after it hears of it next, in their own hours. */
export const nextReminder = async (
  it: NewFollowup,
  context: { clock: Clock; people: People; routines: RoutineReads; workdays: Workdays },
): Promise<Temporal.Instant | null> => {
  const { work } = await atWork(it.blocked?.by ?? it.owner, context.clock.now(), context)
  return nextAsked(it, work)?.at ?? null
}

/** The same for what is about to be changed, with what it follows from: to be written with the changes. */
export const askedAnew = async (
  was: Followup,
  changes: Partial<Followup>,
  context: Parameters<typeof nextReminder>[1],
): Promise<Pick<Followup, 'promisedAt' | 'againAt' | 'remindAt'>> => {
  const anew = { ...promisedAnew(was, changes, context.clock.now()), ...changes }
  const is = { ...was, ...anew }
  return { promisedAt: is.promisedAt, againAt: is.againAt, remindAt: await nextReminder(is, context) }
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

/** Who hears in place of somebody who is away, as long as they are there: never of what comes from a private channel. */
export const standIn = async (
  whose: UserId,
  { origin }: Pick<Followup, 'origin'>,
  met: (id: UserId) => Promise<AtWork>,
  { people }: { people: People },
): Promise<UserId | null> => {
  const { away } = await met(whose)
  if (!away?.delegate) return null
  if (origin && (await people.channel(origin.channel)).private) return null
  const delegate = await met(away.delegate)
  return delegate.person.deactivated || delegate.away ? null : away.delegate
}
