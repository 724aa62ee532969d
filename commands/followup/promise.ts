import { checklistIn } from '#src/domain/checklist.ts'
import type { Clock } from '#src/domain/clock.ts'
import { dayIn } from '#src/domain/day.ts'
import { type Deadline, type Due, END_OF_DAY, END_OF_WORK, momentOf } from '#src/domain/due.ts'
import { type Followup, newFollowup } from '#src/domain/followup.ts'
import type { ChannelId, UserId } from '#src/domain/ids.ts'
import { knownOf } from '#src/domain/onCard.ts'
import type { Person } from '#src/domain/person.ts'
import type { People } from '#src/domain/ports.ts'
import type { Repeats } from '#src/domain/repeats.ts'
import type { Absence } from '#src/domain/routine.ts'
import type { Origin, Priority } from '#src/domain/task.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Effect, post, reply } from '#src/kit/effects.ts'
import { refuse } from '#src/kit/refuse.ts'
import { atWork, nextReminder } from '#src/kit/worktime.ts'
import { askedOf, assignedEcho, followupCard } from '#src/views/followup.ts'
import { cardOf } from '#src/views/refs.ts'
import { withAbsence } from '#src/views/routine.ts'
import type { Gauged } from './gauge.ts'
import { begun, firstOf, seriesOf } from './series.ts'

/** Somebody who is still here, and not an app. */
export const ableToPromise = async (id: UserId, { people }: { people: People }): Promise<Person> => {
  const person = await people.person(id)
  if (person.deactivated) refuse('person.deactivated', { name: person.name })
  if (person.bot) refuse('person.bot', { name: person.name })
  return person
}

export interface Promised {
  /** How often it comes round; `due` is then the first day of it. */
  repeats?: Repeats | null
  what: string
  owner: UserId
  due: Due | null
  priority: Priority
  about: Gauged
  origin?: Origin | null
  insight?: string | null
  quoted?: string | null
}

export const promise = async (
  { what, owner, due, priority, about, origin, insight = null, quoted = null, repeats = null }: Promised,
  context: Running,
): Promise<Followup> => {
  const { followups, people, channel, message, clock } = context
  const first = repeats && (await firstOf(repeats, due, owner, context))
  const promised = newFollowup({
    ...checklistIn(what),
    owner,
    reporter: context.actor.id,
    due: deadlineOf(first ?? due, await people.person(owner), context),
    priority,
    ...about.subject,
    result: about.result,
    insight,
    quoted,
    origin: origin ?? (channel ? { channel: channel.id, ts: message?.ts ?? null } : null),
    createdAt: clock.now(),
  })
  const made = { ...promised, remindAt: await nextReminder(promised, context) }
  if (repeats === null || first === null) return followups.add(made)
  const { id } = await begun(made, repeats, first, context)
  return followups.add({ ...made, series: { id, slot: first.day } })
}

/** That somebody is away, for whoever asks them. */
export const absenceOf = async (owner: UserId, context: Running): Promise<Absence | null> =>
  (await atWork(owner, context.clock.now(), context)).away

/** What whoever assigned it reads back. */
export const readBack = async (followup: Followup, context: Running): Promise<Effect> =>
  reply(
    withAbsence(
      assignedEcho(followup, absentFrom(context), await seriesOf(followup, context)),
      followup.owner,
      await absenceOf(followup.owner, context),
    ),
  )

/** Where its owner lives; who says no hour means the end of their working day, or of today when that is over. */
export const deadlineOf = (
  due: Due | null,
  { timeZone }: Pick<Person, 'timeZone'>,
  { clock }: { clock: Clock },
): Deadline | null => {
  if (due === null) return null
  const deadline = { day: due.day, time: due.time ?? END_OF_WORK, timeZone }
  const now = clock.now()
  const isTonight = dayIn(now, timeZone) === due.day && Temporal.Instant.compare(momentOf(deadline), now) < 0
  return due.time === null && isTonight ? { ...deadline, time: END_OF_DAY } : deadline
}

/** The channel in which nobody will see a card. */
const absentFrom = ({ channel }: Pick<Running, 'channel'>): ChannelId | null =>
  channel && !channel.joined && !channel.id.startsWith('D') ? channel.id : null

/**
 * The card where it was said, when Regia is there and nobody from outside is; and to its owner, unless they said it
 * themselves in that very place.
 */
export const announced = async (
  followup: Followup,
  context: Running,
  thread: string | null = context.message?.thread ?? null,
): Promise<Effect[]> => {
  const { channel, actor, clock } = context
  const card = cardOf(followup)
  const now = clock.now()
  const known = await knownOf(followup, context)
  const here = channel?.joined && !channel.external && !channel.archived && !channel.id.startsWith('D')
  const shown = here
    ? [post(channel.id, followupCard(followup, now, known), { card, thread, owner: actor.id })]
    : []
  if (followup.owner !== actor.id)
    return [...shown, dm(followup.owner, askedOf(followup, now, known), { card })]
  return here ? shown : [dm(actor.id, followupCard(followup, now, known), { card })]
}
