import { type Day, dayIn, daysBetween } from './day.ts'
import { END_OF_WORK, momentOf } from './due.ts'
import { type Followup, isOpen } from './followup.ts'
import { morningBefore, morningFrom, nextAtWork, nextWorkingDay, type Worktime } from './routine.ts'

/** Why somebody is asked at a moment. */
export type AskStep = 'before' | 'day' | 'moment' | 'late' | 'snoozed' | 'blocker'

export interface NextAsked {
  at: Temporal.Instant
  step: AskStep
}

export type Asked = Pick<Followup, 'state' | 'due' | 'createdAt' | 'snoozedUntil' | 'blocked'>

/** A promise for a later day than this, or for a day off, is asked after the working day before, too. */
const SOON_DAYS = 2
/** Before an hour that somebody named. */
const BEFORE_HOUR = { minutes: 30 }
/** Nearer to the morning's question than this, it would be asked twice. */
const APART = { minutes: 60 }
/** Whoever has just promised something need not hear of it at once. */
const TOO_SOON = { hours: 2 }
/** Working mornings after the day it was due: the first, the third, and then each week. */
const LATE = [1, 3] as const
const THEN_EVERY = 5

/**
 * When whoever is asked after it hears of it next, after a moment: in their own hours, never on a day off. Null where
 * nothing is to be asked: it is closed, has no date, or waits for something that is nobody's. Of a blocked one it is the
 * blocker who hears, so `work` is theirs.
 */
export const nextAsked = (it: Asked, after: Temporal.Instant, work: Worktime): NextAsked | null => {
  if (!isOpen(it)) return null
  if (it.blocked) return it.blocked.by === null ? null : later(RULES.blocker(it, work, after), after)
  if (it.snoozedUntil && isLater(it.snoozedUntil, after)) return RULES.snoozed(it, work, after)
  const candidates = (['before', 'day', 'moment', 'late'] as const).map((rule) =>
    later(RULES[rule](it, work, after), after),
  )
  return candidates.reduce(
    (first, next) => (first === null || (next !== null && isLater(first.at, next.at)) ? next : first),
    null,
  )
}

/** The same for what has just been promised or changed: where nothing comes before its end, it comes in a while. */
export const nextAskedFrom = (it: Asked, now: Temporal.Instant, work: Worktime): NextAsked | null => {
  const next = nextAsked(it, now, work)
  if (next === null || it.blocked || it.due === null) return next
  const end = momentOf(it.due)
  return isLater(end, now) && isLater(next.at, end)
    ? { at: nextAtWork(now.add(TOO_SOON), work), step: 'day' }
    : next
}

type Rule = (it: Asked, work: Worktime, after: Temporal.Instant) => NextAsked | null

const RULES: Readonly<Record<AskStep, Rule>> = {
  before: ({ due, createdAt }, work) => {
    if (due === null) return null
    const day = dueDay(due, work)
    const isFar = daysBetween(dayIn(createdAt, work.timeZone), day) > SOON_DAYS
    return isFar || work.isOff(day) ? { at: morningBefore(day, work), step: 'before' } : null
  },
  day: (it, work) => {
    const { due, createdAt } = it
    if (due === null) return null
    const morning = morningFrom(dueDay(due, work), work)
    const isToday = !isLater(morning, createdAt)
    // An hour of its own is near enough, and one question is enough.
    if (isToday && RULES.moment(it, work, createdAt)) return null
    const at = isToday ? nextAtWork(createdAt.add(TOO_SOON), work) : morning
    return { at, step: isLater(at, momentOf(due)) ? 'late' : 'day' }
  },
  moment: ({ due, createdAt }, work) => {
    if (due === null || due.time === END_OF_WORK) return null
    const at = momentOf(due).subtract(BEFORE_HOUR)
    const morning = morningFrom(dueDay(due, work), work)
    const isApart = !isLater(morning.add(APART), at)
    const isHeard = isApart && isLater(at, createdAt) && nextAtWork(at, work).equals(at)
    return isHeard ? { at, step: 'moment' } : null
  },
  late: ({ due }, work, after) => {
    if (due === null) return null
    let day = dueDay(due, work)
    for (let n = 1; n <= LONGEST_LATE; n++) {
      day = nextWorkingDay(day, work)
      const at = morningFrom(day, work)
      if (isAskedOn(n) && isLater(at, after)) return { at, step: 'late' }
    }
    return null
  },
  snoozed: ({ snoozedUntil }, work) =>
    snoozedUntil && { at: nextAtWork(snoozedUntil, work), step: 'snoozed' },
  blocker: ({ due }, work) => due && { at: morningFrom(dueDay(due, work), work), step: 'blocker' },
}

/** Ten years of working mornings. */
const LONGEST_LATE = 2600
const isAskedOn = (n: number): boolean => n === LATE[0] || (n >= LATE[1] && (n - LATE[1]) % THEN_EVERY === 0)

const dueDay = (due: NonNullable<Asked['due']>, { timeZone }: Worktime): Day => dayIn(momentOf(due), timeZone)

const isLater = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0
const later = (it: NextAsked | null, after: Temporal.Instant): NextAsked | null =>
  it && isLater(it.at, after) ? it : null
