import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { type Day, dayIn } from '#src/domain/day.ts'
import type { UserId } from '#src/domain/ids.ts'
import type { Absence } from '#src/domain/routine.ts'
import { after, Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { agreed } from '#src/kit/dates/agreed.ts'
import { meant } from '#src/kit/dates/meant.ts'
import { dm, type Outcome, open, reply } from '#src/kit/effects.ts'
import { date, form, optional, person } from '#src/kit/form.ts'
import { submission } from '#src/kit/listen.ts'
import { Refusal, refuse } from '#src/kit/refuse.ts'
import { DELEGATE_WORDS, OFF_WORDS, UNTIL_WORDS } from '#src/strings/words.ts'
import { routineSaved, standsInMessage } from '#src/views/routine.ts'
import { complaintAbout } from '../complaint.ts'
import { ableToPromise } from '../followup/promise.ts'

const awayForm = form('regia.away', {
  title: (t) => t.routine.awayTitle,
  submit: (t) => t.routine.save,
  carry: z.object({ channel: z.string().nullable() }),
  fields: { until: date((t) => t.routine.until), delegate: optional(person((t) => t.routine.delegate)) },
})

/** A person as a line holds them. */
const personNamed = (typed: string): UserId | null =>
  /^[UW][A-Z0-9]+$/.test(typed) ? (typed as UserId) : null

/** “I am away until the seventh, Anna stands in”: reminders wait, or go to her. */
export default command('regia away', {
  opens: true,
  args: z.object({
    until: Text.optional(),
    delegate: after(DELEGATE_WORDS, '@anna', personNamed).optional(),
  }),
  async run({ until: typed, delegate = null }, context) {
    if (typed === undefined)
      return open((v) => awayForm.view(v, { carry: { channel: context.channel?.id ?? null } }))
    if (OFF_WORDS.includes(typed.trim().toLowerCase())) {
      await context.routines.setAway(context.actor.id, null)
      await seenToAgain(context)
      return reply(({ t }) => message(t.routine.back))
    }
    if (delegate !== null) await ableToStandIn(delegate, context)
    return gone({ until: dayTyped(typed, context), delegate }, context)
  },
})

export const chosen = submission(awayForm, {
  check: async ({ until, delegate }, context) => ({
    until:
      until <= dayIn(context.clock.now(), context.actor.timeZone)
        ? context.voice.t.refusals['form.datePast']()
        : undefined,
    delegate:
      delegate === undefined
        ? undefined
        : await complaintAbout(() => ableToStandIn(delegate, context), context),
  }),
  run: ({ until, delegate }, context) => gone({ until, delegate: delegate ?? null }, context),
})

const gone = async (away: Absence, context: Running): Promise<Outcome> => {
  const { actor, routines } = context
  await routines.setAway(actor.id, away)
  await seenToAgain(context)
  const { until, delegate } = away
  return [
    reply(routineSaved(await routines.of(actor.id))),
    ...(delegate === null ? [] : [dm(delegate, standsInMessage(actor.id, until))]),
  ]
}

/** What waited for another day is looked at in the next round: whether its time has come, the job knows. */
const seenToAgain = async ({ followups, actor, clock }: Running): Promise<void> => {
  for (const it of await followups.open({ owner: actor.id }, MANY))
    if (it.remindAt !== null) await followups.ask(it, { remindAt: clock.now() })
}
const MANY = 1000

const ableToStandIn = async (
  delegate: UserId,
  { people, actor }: Pick<Running, 'people' | 'actor'>,
): Promise<void> => {
  if (delegate === actor.id) refuse('away.delegate')
  await ableToPromise(delegate, { people })
}

/** `until 7 dec delegate @anna`, `fino al 7 dicembre, sostituto @anna`: the day on which they are back. */
const dayTyped = (typed: string, { here, clock, actor, voice }: Running): Day => {
  const words = typed.split(/[\s,;]+/).filter((it) => it !== '')
  const first = words.findIndex((it) => !UNTIL_WORDS.includes(it.toLowerCase()))
  const said = words.slice(Math.max(0, first)).join(' ')
  const due = agreed(meant(said, here), said, here, voice)
  if (due instanceof Refusal) throw due
  return due.day <= dayIn(clock.now(), actor.timeZone)
    ? refuse('due.past', { day: voice.day(due.day) })
    : due.day
}
