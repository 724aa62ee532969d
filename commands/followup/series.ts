import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import type { Day } from '#src/domain/day.ts'
import { type Due, END_OF_WORK } from '#src/domain/due.ts'
import { type Followup, isOpen, type NewFollowup } from '#src/domain/followup.ts'
import { type Repeats, settledOn } from '#src/domain/repeats.ts'
import {
  beginning,
  type CameRound,
  comesRound,
  following,
  type Series,
  templateOf,
} from '#src/domain/series.ts'
import { Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { repeatsMeant } from '#src/kit/dates/repeats.ts'
import { type Effect, type Outcome, reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { askedAnew, nextReminder } from '#src/kit/worktime.ts'
import { REPEAT_OFF_WORDS } from '#src/strings/words.ts'
import { endSeries, likeThisOne } from '#src/views/refs.ts'
import { repeatsSaid } from '#src/views/repeats.ts'
import { repeatsEcho } from '#src/views/series.ts'
import { changeable } from './allowed.ts'
import { redrawn } from './drawn.ts'
import { theFollowup } from './known.ts'
import { Pressed, pressed } from './pressed.ts'
import { FollowupRef } from './ref.ts'

/** `repeat FU-12 every monday`, `repeat FU-12 off` */
export default command('followup repeat', {
  args: z.object({ ref: FollowupRef, repeats: Text }),
  async run({ ref, repeats }, context) {
    const followup = await theFollowup(await context.followups.named(ref), ref, context)
    await changeable(followup, context)
    if (REPEAT_OFF_WORDS.includes(repeats.toLowerCase())) return ended(followup, context)
    if (!isOpen(followup)) refuse('followup.closed', { ref: followup.ref })
    const meant = repeatsIn(repeats, context)
    const { followup: changed, series } = await repeated(followup, meant, context)
    return [reply(repeatsEcho(changed, series)), await redrawn(changed, context)]
  },
})

/** What a field or the end of a line says of it. */
export const repeatsIn = (typed: string, { here }: Pick<Running, 'here'>): Repeats =>
  repeatsMeant(typed, here) ?? refuse('repeats.unreadable', { typed })

/** What the form says of it now: otherwise than before, no more, or for the first time. */
export const repeatsEdited = async (
  followup: Followup,
  typed: string | undefined,
  context: Running,
): Promise<Followup> => {
  const before = await seriesOf(followup, context)
  const goesOn = before && before.endedBy === null ? before : null
  if (typed === undefined) {
    if (goesOn) await stopped(goesOn, context)
    return followup
  }
  const { voice } = context
  if (goesOn && typed === repeatsSaid(voice, goesOn.repeats)) return followup
  return (await repeated(followup, repeatsIn(typed, context), context)).followup
}

/** The first day of what is promised to come round, and its hour: said, or the soonest that it falls on. */
export const firstOf = async (
  repeats: Repeats,
  due: Due | null,
  owner: Followup['owner'],
  context: Running,
): Promise<Due> => {
  const day = due?.day ?? beginning(repeats, context.clock.now(), await placeOf(owner, context))
  return day === null ? refuse('repeats.over') : { day, time: due?.time ?? repeats.time }
}

/** Writes down what comes round from now on: `first` is the day of the follow-up that there is. */
export const begun = async (
  followup: NewFollowup,
  repeats: Repeats,
  first: Due,
  context: Running,
): Promise<Series> => {
  const settled = { ...settledOn(repeats, first.day), time: first.time }
  const start = { repeats: settled, began: first.day, last: first.day, count: 1 }
  const place = await placeOf(followup.owner, context)
  return context.series.add({
    ...templateOf(followup),
    ...start,
    ...following(start, place),
    endedBy: null,
  })
}

/** Makes a follow-up come round, or otherwise than before. */
export const repeated = async (
  was: Followup,
  repeats: Repeats,
  context: Running,
): Promise<{ followup: Followup; series: Series }> => {
  const place = await placeOf(was.owner, context)
  const before = was.series && (await context.series.byId(was.series.id))
  if (before) {
    const settled = settledOn(repeats, before.last)
    const start = { repeats: settled, began: before.last, last: before.last, count: 1 }
    const series =
      (await context.series.change(before, { ...start, ...following(start, place), endedBy: null })) ??
      refuse('changed.meanwhile')
    return { followup: was, series }
  }
  const due = was.due && { day: was.due.day, time: repeats.time ?? was.due.time }
  const first = await firstOf(repeats, due, was.owner, context)
  const series = await begun(was, repeats, first, context)
  const deadline = { day: first.day, time: first.time ?? END_OF_WORK, timeZone: place.timeZone }
  const anew = await askedAnew(was, { due: deadline }, context)
  const changes = {
    series: { id: series.id, slot: first.day },
    ...(was.due === null && { due: deadline, ...anew }),
  }
  const followup = (await context.followups.change(was, changes)) ?? refuse('changed.meanwhile')
  return { followup, series }
}

/** The next one of it, once this one is over; null when there is one already, or no more of it comes. */
export const succeeded = async (was: Followup, context: Running): Promise<CameRound | null> => {
  const series = was.series && (await context.series.byId(was.series.id))
  if (!series || series.last !== was.series?.slot) return null
  return comesRound(series, {
    ...context,
    isOff: (timeZone, day) => context.workdays.isOff(null, timeZone, day),
    remindAt: (it) => nextReminder(it, context),
  })
}

/** What was changed of one is changed of all that come after it. */
export const alike = action(likeThisOne, {
  value: Pressed,
  run: (seen, context) =>
    pressed(seen, context, async (followup) => {
      await changeable(followup, context)
      const series = (await seriesOf(followup, context)) ?? refuse('repeats.not', { ref: followup.ref })
      const time = followup.due?.time ?? null
      const repeats = { ...series.repeats, time }
      const changed = await context.series.change(series, { ...templateOf(followup), repeats })
      if (!changed) return refuse('changed.meanwhile')
      return reply(({ t }) => message(t.repeats.isChanged({ ref: followup.ref })))
    }),
})

export const ending = action(endSeries, {
  value: Pressed,
  run: (seen, context) =>
    pressed({ ...seen, version: null }, context, async (followup) => {
      await changeable(followup, context)
      return ended(followup, context)
    }),
})

/** No more of it comes; what is open of it, besides the one that somebody looks at, is cancelled. */
const ended = async (followup: Followup, context: Running): Promise<Outcome> => {
  const series = await seriesOf(followup, context)
  if (!series || series.endedBy !== null) return refuse('repeats.not', { ref: followup.ref })
  await stopped(series, context)
  const effects: Effect[] = []
  for (const open of await context.followups.open({ series: series.id }, AT_ONCE)) {
    if (open.id === followup.id) continue
    const closed = await context.followups.change(open, {
      state: 'cancelled',
      closedAt: context.clock.now(),
      closedBy: context.actor.id,
      remindAt: null,
      snoozedUntil: null,
      blocked: null,
    })
    if (closed) effects.push(await redrawn(closed, context))
  }
  const n = effects.length
  return [
    reply(({ t }) => message(t.repeats.isEnded({ ref: followup.ref, n }))),
    await redrawn(followup, context),
    ...effects,
  ]
}
/** More of one are open only when nobody has looked for months. */
const AT_ONCE = 100

/** Nothing more of it comes. */
export const stopped = async (series: Series, { series: all, actor }: Running): Promise<void> => {
  const changed = await all.change(series, { next: null, nextAt: null, endedBy: actor.id })
  if (!changed) refuse('changed.meanwhile')
}

export const seriesOf = async (
  { series }: Followup,
  context: Pick<Running, 'series'>,
): Promise<Series | null> => (series && (await context.series.byId(series.id))) ?? null

const placeOf = async (owner: Followup['owner'], { people, workdays }: Running) => {
  const { timeZone } = await people.person(owner)
  return { timeZone, isOff: (day: Day) => workdays.isOff(null, timeZone, day) }
}
