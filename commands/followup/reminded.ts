import { z } from 'zod'
import { message, section } from '#src/blocks/blocks.ts'
import { dayIn } from '#src/domain/day.ts'
import { type Followup, type FollowupId, isOpen } from '#src/domain/followup.ts'
import type { UserId } from '#src/domain/ids.ts'
import { TOP } from '#src/domain/ladder.ts'
import { daysLater, morningFrom, nextWorkingDay } from '#src/domain/routine.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Effect, type Outcome, reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { askedAnew, atWork, standIn } from '#src/kit/worktime.ts'
import { mention } from '#src/views/people.ts'
import {
  acknowledgeFollowup,
  allToTomorrow,
  askAgain,
  type SeenFollowup,
  stopAsking,
  takeFollowup,
} from '#src/views/refs.ts'
import { askedAgain } from '#src/views/reminding.ts'
import { changeable, standsIn } from './allowed.ts'
import { redrawn } from './drawn.ts'
import { isKnownTo } from './known.ts'
import { Id, Pressed, pressed } from './pressed.ts'
import { ableToPromise } from './promise.ts'
import { reassigned } from './reassign.ts'

/** Whoever says that they are on it is left in peace for so many working days. */
const IN_PEACE_DAYS = 2

const onOpen = (
  act: (followup: Followup, context: Running) => Promise<Outcome>,
): { value: typeof Pressed; run(seen: SeenFollowup, context: Running): Promise<Outcome> } => ({
  value: Pressed,
  run: (seen, context) =>
    pressed(seen, context, (it) =>
      isOpen(it) ? act(it, context) : refuse('followup.closed', { ref: it.ref }),
    ),
})

/** “I am on it”: nobody else hears, and its owner is asked again in two working days. */
export const acknowledged = action(
  acknowledgeFollowup,
  onOpen(async (was, context) => {
    if (!(await isTheirs(was, context)))
      refuse('followup.notOwner', { ref: was.ref, owner: mention(was.owner) })
    const now = context.clock.now()
    const { work } = await atWork(was.owner, now, context)
    const againAt = daysLater(morningFrom(dayIn(now, work.timeZone), work), IN_PEACE_DAYS, work)
    const on = { state: 'in_progress', againAt, snoozedUntil: null, rung: 0, escalateAt: null } as const
    const { remindAt } = await askedAnew(was, on, context)
    const changed = (await context.followups.change(was, { ...on, remindAt })) ?? refuse('changed.meanwhile')
    return [
      said((t, v) => t.isOnIt({ ref: was.ref, at: v.time(remindAt ?? againAt) })),
      await redrawn(changed, context),
    ]
  }),
)

/** Whoever reads that it is late may take it. */
export const taken = action(
  takeFollowup,
  onOpen((it, context) => reassigned(it, context.actor.id, context, [context.actor.id])),
)

/** Its owner, or who stands in for them, is asked at once: a person wants to know. */
export const askedOnceMore = action(
  askAgain,
  onOpen(async (it, context) => {
    await changeable(it, context, await leadsOf(it, context))
    const now = context.clock.now()
    await ableToPromise(it.owner, context)
    const met = (id: UserId) => atWork(id, now, context)
    const hearer = (await standIn(it.owner, it, met, context)) ?? it.owner
    const asked = (await context.followups.change(it, { askedAt: now })) ?? refuse('changed.meanwhile')
    return [
      said((t) => t.isAsked({ ref: it.ref, who: mention(hearer) })),
      dm(hearer, askedAgain(asked, context.actor.id, now), { about: [it.id], counts: 'remind' }),
    ]
  }),
)

/** It stays open, and in lists; another date begins it all anew. */
export const stopped = action(
  stopAsking,
  onOpen(async (it, context) => {
    await changeable(it, context, await leadsOf(it, context))
    const quiet =
      (await context.followups.change(it, { remindAt: null, rung: TOP, escalateAt: null })) ??
      refuse('changed.meanwhile')
    return [said((t) => t.isStopped({ ref: it.ref })), await redrawn(quiet, context)]
  }),
)

export const allTomorrow = action(allToTomorrow, {
  value: z.array(Id).max(50),
  run: (ids, context) => putOff(ids, context),
})

/**
 * Of these what is open and theirs, to a working morning of whoever presses. What was put off for longer one by one stays
 * so.
 */
const putOff = async (ids: readonly FollowupId[], context: Running): Promise<Effect[]> => {
  const { followups, actor, clock } = context
  const { work } = await atWork(actor.id, clock.now(), context)
  const until = morningFrom(nextWorkingDay(dayIn(clock.now(), work.timeZone), work), work)
  const moved: Followup[] = []
  // In one order, so that two who press at once wait for each other and not in a circle.
  for (const id of [...new Set(ids)].toSorted()) {
    const it = await followups.byId(id)
    if (!it || !isOpen(it) || !(await isKnownTo(it, context)) || !(await isTheirs(it, context))) continue
    if (isAfter(it.snoozedUntil, until)) continue
    const changed = await followups.change(it, {
      snoozedUntil: until,
      ...(await askedAnew(it, { snoozedUntil: until }, context)),
    })
    if (changed) moved.push(changed)
  }
  return [
    said((t, v) => t.areLater({ n: moved.length, at: v.time(until) })),
    ...(await Promise.all(moved.map((it) => redrawn(it, context)))),
  ]
}

const isAfter = (a: Temporal.Instant | null, b: Temporal.Instant): boolean =>
  a !== null && Temporal.Instant.compare(a, b) > 0

const isTheirs = async (it: Followup, context: Running): Promise<boolean> =>
  it.owner === context.actor.id || (await standsIn(it, context))

/** To whom it goes up in that channel. */
const leadsOf = async ({ origin }: Followup, { policies }: Running) => {
  const { lead, backup } = await policies.of(origin?.channel ?? null)
  return [lead, backup]
}

type Voice = Running['voice']
const said = (words: (t: Voice['t']['reminding'], v: Voice) => string): Effect =>
  reply((v) => {
    const sentence = words(v.t.reminding, v)
    return message(sentence, section(sentence))
  })
