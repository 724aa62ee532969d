import { z } from 'zod'
import { message, section } from '#src/blocks/blocks.ts'
import { type Day, dateOf, dayIn, dayOf, plusDays } from '#src/domain/day.ts'
import { type ClockTime, type Due, momentOf } from '#src/domain/due.ts'
import { type Followup, isOpen } from '#src/domain/followup.ts'
import type { UserId } from '#src/domain/ids.ts'
import { morningFrom, nextAtWork, nextWorkingDay, type Worktime } from '#src/domain/routine.ts'
import { Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { agreed } from '#src/kit/dates/agreed.ts'
import { meant } from '#src/kit/dates/meant.ts'
import { type Outcome, open, reply } from '#src/kit/effects.ts'
import { date, form } from '#src/kit/form.ts'
import { action, submission } from '#src/kit/listen.ts'
import { Refusal, refuse } from '#src/kit/refuse.ts'
import { askedAnew, atWork } from '#src/kit/worktime.ts'
import { UNTIL_WORDS } from '#src/strings/words.ts'
import { seenAs } from '#src/views/followup.ts'
import { mention } from '#src/views/people.ts'
import { SNOOZES, type SnoozeChoice, snoozeFollowup } from '#src/views/refs.ts'
import { changeable } from './allowed.ts'
import { redrawn } from './drawn.ts'
import { theFollowup } from './known.ts'
import { Id, pressed, Seen } from './pressed.ts'
import { FollowupRef } from './ref.ts'

const snoozeForm = form('followup.snooze', {
  title: (t) => t.followup.snoozeTitle,
  submit: (t) => t.followup.snooze,
  carry: Seen.extend({ channel: z.string().nullable() }),
  fields: { until: date((t) => t.followup.snoozeUntil) },
})

/** “Not now”: it stays open, and comes up again on that day. */
export default command('followup snooze', {
  args: z.object({ ref: FollowupRef, until: Text.optional() }),
  async run({ ref, until }, context) {
    const followup = await theFollowup(await context.followups.named(ref), ref, context)
    return until === undefined
      ? asked(followup, context)
      : snoozed(followup, await chosenDay(until, followup.owner, context), context)
  },
})

export const snoozing = action(snoozeFollowup, {
  opens: true,
  // On cards from before there was a menu, a button that opens the form.
  value: z.union([
    Id.transform((id) => ({ id, version: null, until: 'day' as const })),
    Seen.extend({ until: z.enum(SNOOZES) }),
  ]),
  run: ({ until, ...seen }, context) =>
    pressed(seen, context, (it) => (until === 'day' ? asked(it, context) : snoozedTo(it, until, context))),
})

export const snoozeChosen = submission(snoozeForm, {
  check: async ({ until }, { clock, actor, voice }) =>
    until < dayIn(clock.now(), actor.timeZone) ? { until: voice.t.refusals['form.datePast']() } : {},
  run: ({ until, carry }, context) =>
    pressed(carry, context, (it) => snoozed(it, { day: until, time: null }, context)),
})

const SOON_HOURS = 3

/** Each is a moment where its owner lives and works. */
export const snoozedTo = async (
  was: Followup,
  until: Exclude<SnoozeChoice, 'day'>,
  context: Running,
): Promise<Outcome> => {
  const now = context.clock.now()
  const { work } = await atWork(was.owner, now, context)
  const { timeZone } = work
  const today = dayIn(now, timeZone)
  const on = (day: Day, time: ClockTime | null = null) => snoozed(was, { day, time }, context)
  if (until === 'hours') {
    const at = nextAtWork(now.add({ hours: SOON_HOURS }), work).toZonedDateTimeISO(timeZone)
    return on(dayOf(at.toPlainDate()), at.toPlainTime().toString({ smallestUnit: 'minute' }) as ClockTime)
  }
  if (until === 'monday') return on(plusDays(today, 8 - dateOf(today).dayOfWeek))
  return on(until === 'working' ? nextWorkingDay(today, work) : plusDays(today, 1))
}

const snoozed = async (was: Followup, until: Due, context: Running): Promise<Outcome> => {
  if (!isOpen(was)) refuse('followup.closed', { ref: was.ref })
  await changeable(was, context)
  const now = context.clock.now()
  const { work } = await atWork(was.owner, now, context)
  const { timeZone } = work
  const { day, time } = until
  const snoozedUntil = time === null ? morningOrSoon(day, work, now) : momentOf({ day, time, timeZone })
  const anew = await askedAnew(was, { snoozedUntil }, context)
  const changed =
    (await context.followups.change(was, { snoozedUntil, ...anew })) ?? refuse('changed.meanwhile')
  return [
    reply((v) => {
      const { ref, owner, due } = changed
      const at = `${v.time(nextAtWork(snoozedUntil, work), timeZone)} (${timeZone})`
      const said = [
        v.t.followup.isSnoozed({ ref, day: v.due(until), who: mention(owner), at }),
        ...(due !== null && due.day < day ? [v.t.followup.afterDue({ day: v.day(due.day) })] : []),
      ].join(' ')
      return message(said, section(said))
    }),
    await redrawn(changed, context),
  ]
}

/** When work begins on that day or after it; of a day that has begun not at once, but in a while. */
const morningOrSoon = (day: Day, work: Worktime, now: Temporal.Instant): Temporal.Instant => {
  const morning = morningFrom(day, work)
  return Temporal.Instant.compare(morning, now) > 0
    ? morning
    : nextAtWork(now.add({ hours: SOON_HOURS }), work)
}

const asked = async (followup: Followup, context: Running): Promise<Outcome> => {
  const { channel, clock, actor } = context
  if (!isOpen(followup)) refuse('followup.closed', { ref: followup.ref })
  await changeable(followup, context)
  return open((v) =>
    snoozeForm.view(v, {
      carry: { ...seenAs(followup), channel: channel?.id ?? null },
      values: { until: plusDays(dayIn(clock.now(), actor.timeZone), 1) },
    }),
  )
}

/** `until monday`, `fino a lunedì`, `lunedì alle 15`: by the clock of whoever looks after it. */
const chosenDay = async (typed: string, owner: UserId, { here, people, voice }: Running): Promise<Due> => {
  const words = typed.split(/\s+/)
  const first = words.findIndex((it) => !UNTIL_WORDS.includes(it.toLowerCase()))
  const said = words.slice(Math.max(0, first)).join(' ')
  const there = { ...here, ...here.at((await people.person(owner)).timeZone) }
  const due = agreed(meant(said, there), said, there, voice)
  if (due instanceof Refusal) throw due
  return due
}
