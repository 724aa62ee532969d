import { AUDIENCE, nextWithin } from './calendar.ts'
import { afresh, type Check } from './checklist.ts'
import type { Clock } from './clock.ts'
import { type Day, dateOf, dayIn, plusDays } from './day.ts'
import { END_OF_WORK, momentOf } from './due.ts'
import { type Followup, type NewFollowup, newFollowup } from './followup.ts'
import type { Id, TeamId, UserId } from './ids.ts'
import type { AllSeries, Followups, People } from './ports.ts'
import { firstDay, nextDay, type Repeats } from './repeats.ts'
import type { AboutCreator, Origin, Priority } from './task.ts'

export type SeriesId = Id<'ser'>

/** A promise that comes round: what each of its follow-ups begins as, and which was the last that was made. */
export interface Series {
  id: SeriesId
  team: TeamId
  what: string
  owner: UserId
  reporter: UserId
  priority: Priority
  agency: string | null
  creator: AboutCreator | null
  watchers: readonly UserId[]
  insight: string | null
  origin: Origin | null
  checks: readonly Check[]
  repeats: Repeats
  /** The first day of it: every other week counts from there. */
  began: Day
  /** The newest day for which there is a follow-up. */
  last: Day
  /** How many days of it there were, up to that one; also those that were missed. */
  count: number
  /** The day after it; null when it is over. */
  next: Day | null
  /** When that one is made at the latest: in the morning of its day. */
  nextAt: Temporal.Instant | null
  /** Who wanted no more of it. */
  endedBy: UserId | null
  version: number
}

/** What all follow-ups of a series have in common. */
export type Template = Pick<
  Series,
  | 'what'
  | 'owner'
  | 'reporter'
  | 'priority'
  | 'agency'
  | 'creator'
  | 'watchers'
  | 'insight'
  | 'origin'
  | 'checks'
>
export const templateOf = ({
  what,
  owner,
  reporter,
  priority,
  agency,
  creator,
  watchers,
  insight,
  origin,
  checks,
}: Template): Template => ({
  ...{ what, owner, reporter, priority, agency, creator, watchers, insight, origin },
  checks: afresh(checks),
})

/** Where its owner lives, and when nobody works there. */
export interface Place {
  timeZone: string
  isOff(day: Day): boolean
}

/** The first day on which it is still time; null when there is none. */
export const beginning = (
  repeats: Repeats,
  now: Temporal.Instant,
  { timeZone, isOff }: Place,
): Day | null => {
  const today = dayIn(now, timeZone)
  const first = firstDay(repeats, today, isOff)
  if (first !== today) return first
  const until = momentOf({ day: today, time: repeats.time ?? END_OF_WORK, timeZone })
  return Temporal.Instant.compare(until, now) > 0 ? first : firstDay(repeats, plusDays(today, 1), isOff)
}

/** What follows the `count`-th day of it, which was `last`. */
export const following = (
  { repeats, began, last, count }: Pick<Series, 'repeats' | 'began' | 'last' | 'count'>,
  { timeZone, isOff }: Place,
): Pick<Series, 'next' | 'nextAt'> => {
  const over = repeats.times !== null && count >= repeats.times
  const next = over ? null : nextDay(repeats, last, began, isOff)
  return { next, nextAt: next && morningOf(next, timeZone) }
}

const morningOf = (day: Day, timeZone: string): Temporal.Instant =>
  nextWithin(AUDIENCE, dateOf(day).toZonedDateTime(timeZone).toInstant(), timeZone, () => false)

export interface Around {
  followups: Followups
  series: AllSeries
  people: People
  clock: Clock
  isOff(timeZone: string, day: Day): boolean
  /** When its owner hears of it. */
  remindAt(followup: NewFollowup): Promise<Temporal.Instant | null>
}

export interface CameRound {
  made: Followup
  series: Series
  /** Days of it that passed while nobody could make anything of them. */
  missed: readonly Day[]
}

/**
 * Makes the follow-up of what was seen to be its next day, or of the newest one that has come: those before it are passed over. Null when it is
 * over, or somebody else was quicker: for one day there is one follow-up, whoever asks.
 */
export const comesRound = async (
  { id, next: expected }: Pick<Series, 'id' | 'next'>,
  { followups, series, people, clock, isOff, remindAt }: Around,
): Promise<CameRound | null> => {
  const was = await series.byId(id)
  // Somebody may have made it between that look and this one: the day after it is not due for that.
  if (!was || was.next === null || was.next !== expected) return null
  const { timeZone } = await people.person(was.owner)
  const place = { timeZone, isOff: (day: Day) => isOff(timeZone, day) }
  const now = clock.now()
  const today = dayIn(now, timeZone)
  const missed: Day[] = []
  let slot = was.next
  let count = was.count + 1
  for (;;) {
    const { next } = following({ ...was, last: slot, count }, place)
    if (next === null || next > today) break
    missed.push(slot)
    slot = next
    count++
  }
  const changed = await series.change(was, {
    last: slot,
    count,
    ...following({ ...was, last: slot, count }, place),
  })
  if (!changed) return null
  const due = { day: slot, time: was.repeats.time ?? END_OF_WORK, timeZone }
  const promised = newFollowup({ ...templateOf(was), due, series: { id, slot }, createdAt: now })
  const made = await followups.add({ ...promised, remindAt: await remindAt(promised) })
  return { made, series: changed, missed }
}
