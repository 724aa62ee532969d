import { z } from 'zod'
import { message, section } from '#src/blocks/blocks.ts'
import { type Followup, isOpen } from '#src/domain/followup.ts'
import type { UserId } from '#src/domain/ids.ts'
import { knownOf } from '#src/domain/onCard.ts'
import { Mention } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Effect, type Outcome, open, reply } from '#src/kit/effects.ts'
import { form, person } from '#src/kit/form.ts'
import { action, submission } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { askedAnew } from '#src/kit/worktime.ts'
import { askedOf, followupNews, seenAs } from '#src/views/followup.ts'
import { mention } from '#src/views/people.ts'
import { cardOf, reassignFollowup } from '#src/views/refs.ts'
import { withAbsence } from '#src/views/routine.ts'
import { complaintAbout } from '../complaint.ts'
import { changeable } from './allowed.ts'
import { redrawn } from './drawn.ts'
import { theFollowup } from './known.ts'
import { Pressed, pressed, Seen } from './pressed.ts'
import { ableToPromise, absenceOf } from './promise.ts'
import { FollowupRef } from './ref.ts'

const reassignForm = form('followup.reassign', {
  title: (t) => t.followup.reassignTitle,
  submit: (t) => t.followup.reassign,
  carry: Seen.extend({ channel: z.string().nullable() }),
  fields: { owner: person((t) => t.followup.owner) },
})

/** “Give it to Anna”: she is told, and the card says so everywhere. */
export default command('followup assign', {
  args: z.object({ ref: FollowupRef, owner: Mention.optional() }),
  async run({ ref, owner }, context) {
    const followup = await theFollowup(await context.followups.named(ref), ref, context)
    return owner === undefined ? asked(followup, context) : reassigned(followup, owner, context)
  },
})

export const reassigning = action(reassignFollowup, {
  opens: true,
  value: Pressed,
  run: (seen, context) => pressed(seen, context, (it) => asked(it, context)),
})

export const reassignChosen = submission(reassignForm, {
  check: async ({ owner }, context) => ({
    owner: await complaintAbout(() => ableToPromise(owner, context), context),
  }),
  run: ({ owner, carry }, context) => pressed(carry, context, (it) => reassigned(it, owner, context)),
})

/** `also` may give it away besides those who always may. */
export const reassigned = async (
  was: Followup,
  owner: UserId,
  context: Running,
  also: readonly (UserId | null)[] = [],
): Promise<Outcome> => {
  const handed = await handedTo(was, owner, context, also)
  const { changed } = handed
  const away = await absenceOf(owner, context)
  return [
    reply(
      withAbsence(
        ({ t }) => {
          const said = t.followup.isReassigned({ ref: changed.ref, owner: mention(owner) })
          return message(said, section(said))
        },
        owner,
        away,
      ),
    ),
    await redrawn(changed, context),
    ...(await toldOf(handed, context)),
  ]
}

export interface Handed {
  was: Followup
  changed: Followup
}

/** It is theirs; nobody has heard of it yet. */
export const handedTo = async (
  was: Followup,
  owner: UserId,
  context: Running,
  also: readonly (UserId | null)[] = [],
): Promise<Handed> => {
  if (!isOpen(was)) refuse('followup.closed', { ref: was.ref })
  await changeable(was, context, also)
  await ableToPromise(owner, context)
  const anew = owner === was.owner ? {} : await askedAnew(was, { owner }, context)
  const changed = (await context.followups.change(was, { owner, ...anew })) ?? refuse('changed.meanwhile')
  return { was, changed }
}

/** Whose it is now, with its card, and whose it was. */
export const toldOf = async ({ was, changed }: Handed, context: Running): Promise<Effect[]> => {
  const { owner } = changed
  const asking = askedOf(changed, context.clock.now(), await knownOf(changed, context))
  const told =
    owner === context.actor.id || owner === was.owner ? [] : [dm(owner, asking, { card: cardOf(changed) })]
  return [...told, ...(await formerOwnerTold(was, changed, context))]
}

/** Whose it was must not learn of it from an empty list. */
export const formerOwnerTold = async (
  was: Followup,
  now: Followup,
  { actor, people }: Running,
): Promise<Effect[]> =>
  was.owner === now.owner || was.owner === actor.id || (await people.person(was.owner)).deactivated
    ? []
    : [dm(was.owner, followupNews(now, 'moved', actor.id))]

const asked = async (followup: Followup, context: Running): Promise<Outcome> => {
  if (!isOpen(followup)) refuse('followup.closed', { ref: followup.ref })
  await changeable(followup, context)
  const carry = { ...seenAs(followup), channel: context.channel?.id ?? null }
  return open((v) => reassignForm.view(v, { carry }))
}
