import { z } from 'zod'
import { message, section } from '#src/blocks/blocks.ts'
import { dayIn } from '#src/domain/day.ts'
import { type Followup, type FollowupId, isOpen } from '#src/domain/followup.ts'
import { TOP } from '#src/domain/ladder.ts'
import { daysLater, morningFrom, nextWorkingDay } from '#src/domain/routine.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Effect, reply, update } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { atWork } from '#src/kit/worktime.ts'
import { followupCard } from '#src/views/followup.ts'
import { mention } from '#src/views/people.ts'
import {
  acknowledgeFollowup,
  allToTomorrow,
  askAgain,
  cardOf,
  LATER,
  laterFollowup,
  stopAsking,
  takeFollowup,
} from '#src/views/refs.ts'
import { askedAgain } from '#src/views/reminding.ts'
import { isKnownTo, theFollowup } from './known.ts'
import { reassigned } from './reassign.ts'

const Pressed = z.templateLiteral(['tsk_', z.string()])

/** Whoever says that they are on it is left in peace for so many working days. */
const IN_PEACE_DAYS = 2
const LATER_DAYS = { tomorrow: 1, days: 3, week: 5 } as const satisfies Record<(typeof LATER)[number], number>

/** “I am on it”: nobody else hears, and its owner is asked again in two working days. */
export const acknowledged = action(acknowledgeFollowup, {
  value: Pressed,
  async run(id, context) {
    const was = await pressed(id, context)
    if (!(await isTheirs(was, context)))
      refuse('followup.notYours', { ref: was.ref, owner: mention(was.owner) })
    const now = context.clock.now()
    const { work } = await atWork(was.owner, now, context)
    const remindAt = daysLater(morningFrom(dayIn(now, work.timeZone), work), IN_PEACE_DAYS, work)
    const changed =
      (await context.followups.change(was, { state: 'in_progress', remindAt, rung: 0, escalateAt: null })) ??
      refuse('changed.meanwhile')
    return [said((t, v) => t.isOnIt({ ref: was.ref, at: v.time(remindAt) })), redrawn(changed, context)]
  },
})

export const taken = action(takeFollowup, {
  value: Pressed,
  run: async (id, context) => reassigned(await pressed(id, context), context.actor.id, context),
})

/** Its owner, or who stands in for them, is asked at once: a person wants to know. */
export const askedOnceMore = action(askAgain, {
  value: Pressed,
  async run(id, context) {
    const it = await pressed(id, context)
    const now = context.clock.now()
    const { away } = await atWork(it.owner, now, context)
    const hearer = (await mayHear(it, context)) ? (away?.delegate ?? it.owner) : it.owner
    const asked = (await context.followups.ask(it, { askedAt: now })) ?? refuse('changed.meanwhile')
    return [
      said((t) => t.isAsked({ ref: it.ref, who: mention(hearer) })),
      dm(hearer, askedAgain(asked, context.actor.id, now), { about: [it.id], counts: 'remind' }),
    ]
  },
})

/** It stays open, and in lists; another date begins it all anew. */
export const stopped = action(stopAsking, {
  value: Pressed,
  async run(id, context) {
    const it = await pressed(id, context)
    const quiet =
      (await context.followups.ask(it, { remindAt: null, rung: TOP, escalateAt: null })) ??
      refuse('changed.meanwhile')
    return [said((t) => t.isStopped({ ref: it.ref })), redrawn(quiet, context)]
  },
})

export const later = action(laterFollowup, {
  value: z.object({ id: Pressed, to: z.enum(LATER) }),
  run: ({ id, to }, context) => putOff([id], LATER_DAYS[to], context),
})

export const allTomorrow = action(allToTomorrow, {
  value: z.array(Pressed).max(50),
  run: (ids, context) => putOff(ids, LATER_DAYS.tomorrow, context),
})

/**
 * Of these what is open and theirs, to a working morning of whoever presses. Of several, what was put off for longer one by
 * one stays so.
 */
const putOff = async (ids: readonly FollowupId[], days: number, context: Running): Promise<Effect[]> => {
  const { followups, actor, clock } = context
  const { work } = await atWork(actor.id, clock.now(), context)
  let day = dayIn(clock.now(), work.timeZone)
  for (let n = 0; n < days; n++) day = nextWorkingDay(day, work)
  const until = morningFrom(day, work)
  const moved: Followup[] = []
  // In one order, so that two who press at once wait for each other and not in a circle.
  for (const id of [...new Set(ids)].toSorted()) {
    const it = await followups.byId(id)
    if (!it || !isOpen(it) || !(await isKnownTo(it, context)) || !(await isTheirs(it, context))) continue
    if (ids.length > 1 && isAfter(it.snoozedUntil, until)) continue
    const changed = await followups.change(it, { snoozedUntil: until, remindAt: until })
    if (changed) moved.push(changed)
  }
  return [
    said((t, v) => t.areLater({ n: moved.length, at: v.time(until) })),
    ...moved.map((it) => redrawn(it, context)),
  ]
}

const isAfter = (a: Temporal.Instant | null, b: Temporal.Instant): boolean =>
  a !== null && Temporal.Instant.compare(a, b) > 0

const pressed = async (id: FollowupId, context: Running): Promise<Followup> => {
  const it = await theFollowup(await context.followups.byId(id), '', context)
  return isOpen(it) ? it : refuse('followup.closed', { ref: it.ref })
}

/** Its owner’s, or of who stands in for them now. */
const isTheirs = async (it: Followup, context: Running): Promise<boolean> => {
  if (it.owner === context.actor.id) return true
  const { away } = await atWork(it.owner, context.clock.now(), context)
  return away?.delegate === context.actor.id
}

/** What comes from a private channel is its owner's alone. */
const mayHear = async ({ origin }: Followup, { people }: Running): Promise<boolean> =>
  origin === null || !(await people.channel(origin.channel)).private

const redrawn = (it: Followup, { clock }: Running): Effect =>
  update(cardOf(it), followupCard(it, clock.now()))

type Voice = Running['voice']
const said = (words: (t: Voice['t']['reminding'], v: Voice) => string): Effect =>
  reply((v) => {
    const sentence = words(v.t.reminding, v)
    return message(sentence, section(sentence))
  })
