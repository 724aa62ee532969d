import { z } from 'zod'
import { message, section } from '#src/blocks/blocks.ts'
import { morningReminder } from '#src/domain/calendar.ts'
import { dayIn, plusDays } from '#src/domain/day.ts'
import { type Due, momentOf } from '#src/domain/due.ts'
import { type Followup, isOpen } from '#src/domain/followup.ts'
import { Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { agreed } from '#src/kit/dates/agreed.ts'
import { meant } from '#src/kit/dates/meant.ts'
import { type Outcome, open, reply, type Show, update } from '#src/kit/effects.ts'
import { date, form } from '#src/kit/form.ts'
import { action, submission } from '#src/kit/listen.ts'
import { Refusal, refuse } from '#src/kit/refuse.ts'
import { UNTIL_WORDS } from '#src/strings/words.ts'
import { followupCard } from '#src/views/followup.ts'
import { mention } from '#src/views/people.ts'
import { cardOf, snoozeFollowup } from '#src/views/refs.ts'
import { theFollowup } from './known.ts'
import { FollowupRef } from './ref.ts'

const Pressed = z.templateLiteral(['tsk_', z.string()])

const snoozeForm = form('followup.snooze', {
  title: (t) => t.followup.snoozeTitle,
  submit: (t) => t.followup.snooze,
  carry: z.object({ id: Pressed, channel: z.string().nullable() }),
  fields: { until: date((t) => t.followup.snoozeUntil) },
})

/** “Not now”: it stays open, and comes up again on that day. */
export default command('followup snooze', {
  args: z.object({ ref: FollowupRef, until: Text.optional() }),
  async run({ ref, until }, context) {
    const followup = await theFollowup(await context.followups.named(ref), ref, context)
    return until === undefined
      ? open(asked(followup, context))
      : snoozed(followup, chosenDay(until, context), context)
  },
})

export const snoozing = action(snoozeFollowup, {
  opens: true,
  value: Pressed,
  async run(id, context) {
    const followup = await theFollowup(await context.followups.byId(id), '', context)
    return isOpen(followup)
      ? open(asked(followup, context))
      : refuse('followup.closed', { ref: followup.ref })
  },
})

export const snoozeChosen = submission(snoozeForm, {
  check: async ({ until }, { clock, actor, voice }) =>
    until < dayIn(clock.now(), actor.timeZone) ? { until: voice.t.refusals['form.datePast']() } : {},
  async run({ until, carry }, context) {
    const followup = await theFollowup(await context.followups.byId(carry.id), '', context)
    return snoozed(followup, { day: until, time: null }, context)
  },
})

const snoozed = async (was: Followup, until: Due, context: Running): Promise<Outcome> => {
  if (!isOpen(was)) refuse('followup.closed', { ref: was.ref })
  const { timeZone } = await context.people.person(was.owner)
  const { day, time } = until
  const remindAt =
    time === null ? morningReminder(day, timeZone, context.clock.now()) : momentOf({ day, time, timeZone })
  const changed =
    (await context.followups.change(was, { snoozedUntil: remindAt, remindAt })) ?? refuse('changed.meanwhile')
  return [
    reply((v) => {
      const { ref, owner, due } = changed
      const at = `${v.time(remindAt, timeZone)} (${timeZone})`
      const said = [
        v.t.followup.isSnoozed({ ref, day: v.due(until), who: mention(owner), at }),
        ...(due !== null && due.day < day ? [v.t.followup.afterDue({ day: v.day(due.day) })] : []),
      ].join(' ')
      return message(said, section(said))
    }),
    update(cardOf(changed), followupCard(changed, context.clock.now())),
  ]
}

const asked =
  ({ id }: Followup, { channel, clock, actor }: Running): Show =>
  (v) =>
    snoozeForm.view(v, {
      carry: { id, channel: channel?.id ?? null },
      values: { until: plusDays(dayIn(clock.now(), actor.timeZone), 1) },
    })

/** `until monday`, `fino a lunedì`, `lunedì alle 15` */
const chosenDay = (typed: string, { here, voice }: Running): Due => {
  const words = typed.split(/\s+/)
  const first = words.findIndex((it) => !UNTIL_WORDS.includes(it.toLowerCase()))
  const said = words.slice(Math.max(0, first)).join(' ')
  const due = agreed(meant(said, here), said, here, voice)
  if (due instanceof Refusal) throw due
  return due
}
