import { type Day, dayIn, daysBetween, plusDays } from './day.ts'
import { END_OF_WORK, momentOf } from './due.ts'
import { type Followup, isOpen } from './followup.ts'
import { morningBefore, morningFrom, nextAtWork, nextWorkingDay, type Worktime } from './routine.ts'

/** Why somebody is asked at a moment. */
export type AskStep = 'before' | 'day' | 'moment' | 'late' | 'snoozed' | 'again' | 'blocker' | 'waits'

export interface NextAsked {
  at: Temporal.Instant
  step: AskStep
}

export type Asked = Pick<
  Followup,
  'state' | 'due' | 'promisedAt' | 'askedAt' | 'snoozedUntil' | 'againAt' | 'blocked'
>

/** A promise for a later day than this, or for a day off, is asked after the working day before, too. */
const SOON_DAYS = 2
/** Before an hour that somebody named. */
const BEFORE_HOUR = { minutes: 30 }
/** Nearer to the morning's question than this, it would be asked twice. */
const APART = { minutes: 60 }
/** Whoever has just promised something need not hear of it at once. */
const TOO_SOON = { hours: 2 }
/** Working mornings after the day it was due: the first, the third, and then each week. */
const THIRD = 3
const WEEK_DAYS = 7

/**
 * When whoever is asked after it hears of it next: in their own hours, never on a day off. It follows from what is kept
 * of the follow-up alone, so that a card, a command and the job say the same; a moment that has passed means at once.
 * Null where nothing is to be asked: it is closed, or has no date. Of a blocked one whoever it waits for hears, so `work`
 * is theirs.
 */
export const nextAsked = (it: Asked, work: Worktime): NextAsked | null => {
  if (!isOpen(it)) return null
  if (it.blocked) return RULES.waiting(it, work)
  if (it.snoozedUntil) return RULES.snoozed(it, work)
  const rules = it.againAt ? LEFT_IN_PEACE : AS_EVER
  return rules
    .map((rule) => RULES[rule](it, work))
    .filter((next) => next !== null)
    .filter(({ at }) => isLater(at, sinceOf(it)))
    .reduce<NextAsked | null>((first, next) => (first && !isLater(first.at, next.at) ? first : next), null)
}

const AS_EVER = ['before', 'day', 'moment', 'late'] as const
const LEFT_IN_PEACE = ['again', 'day', 'moment'] as const

/** What comes after this is still to be asked. */
const sinceOf = ({ askedAt, promisedAt }: Asked): Temporal.Instant =>
  askedAt && isLater(askedAt, promisedAt) ? askedAt : promisedAt

type Rule = (it: Asked, work: Worktime) => NextAsked | null

const RULES: Readonly<Record<(typeof AS_EVER)[number] | 'snoozed' | 'again' | 'waiting', Rule>> = {
  before: ({ due, promisedAt }, work) => {
    if (due === null) return null
    const day = dueDay(due, work)
    const isFar = daysBetween(dayIn(promisedAt, work.timeZone), day) > SOON_DAYS
    return isFar || work.isOff(day) ? { at: morningBefore(day, work), step: 'before' } : null
  },
  day: (it, work) => {
    const { due, promisedAt } = it
    if (due === null || !isLater(momentOf(due), promisedAt)) return null
    const end = momentOf(due)
    const day = dueDay(due, work)
    const opens = morningFrom(day, work)
    const morning = isLater(opens, end) ? morningBefore(day, work) : opens
    const hasBegun = !isLater(morning, promisedAt)
    // An hour of its own is near enough, and one question is enough.
    if (hasBegun && RULES.moment(it, work)) return null
    const at = hasBegun ? nextAtWork(promisedAt.add(TOO_SOON), work) : morning
    return { at, step: isLater(at, end) ? 'late' : 'day' }
  },
  moment: ({ due, promisedAt }, work) => {
    if (due === null || due.time === END_OF_WORK) return null
    const at = momentOf(due).subtract(BEFORE_HOUR)
    const morning = morningFrom(dueDay(due, work), work)
    const isApart = !isLater(morning.add(APART), at)
    const isHeard = isApart && isLater(at, promisedAt) && nextAtWork(at, work).equals(at)
    return isHeard ? { at, step: 'moment' } : null
  },
  late: (it, work) => {
    if (it.due === null) return null
    const since = sinceOf(it)
    let day = nextWorkingDay(dueDay(it.due, work), work)
    const first = morningFrom(day, work)
    if (isLater(first, since)) return { at: first, step: 'late' }
    for (let n = 1; n < THIRD; n++) day = nextWorkingDay(day, work)
    return { at: weekly(day, since, work), step: 'late' }
  },
  snoozed: ({ snoozedUntil, promisedAt }, work) =>
    snoozedUntil && {
      // It may have ended while the follow-up waited for somebody.
      at: nextAtWork(isLater(snoozedUntil, promisedAt) ? snoozedUntil : promisedAt.add(TOO_SOON), work),
      step: 'snoozed',
    },
  again: ({ againAt }, work) => againAt && { at: nextAtWork(againAt, work), step: 'again' },
  waiting: (it, work) =>
    it.due && {
      at: weekly(dueDay(it.due, work), sinceOf(it), work),
      step: it.blocked?.by ? 'blocker' : 'waits',
    },
}

/** The first after `since` of the mornings of that day and of the same one in each week after it. */
const weekly = (day: Day, since: Temporal.Instant, work: Worktime): Temporal.Instant => {
  const weeks = Math.max(0, Math.floor(daysBetween(day, dayIn(since, work.timeZone)) / WEEK_DAYS))
  const morning = (n: number) => morningFrom(plusDays(day, n * WEEK_DAYS), work)
  let n = weeks
  while (!isLater(morning(n), since)) n++
  return morning(n)
}

const dueDay = (due: NonNullable<Asked['due']>, { timeZone }: Worktime): Day => dayIn(momentOf(due), timeZone)

const isLater = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0
