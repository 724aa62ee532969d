import { z } from 'zod'
import type { Followup } from '#src/domain/followup.ts'
import type { Running } from '#src/kit/context.ts'
import { type Effect, type Outcome, open, reply } from '#src/kit/effects.ts'
import { form, person } from '#src/kit/form.ts'
import { action, submission } from '#src/kit/listen.ts'
import { Refusal, refuse } from '#src/kit/refuse.ts'
import type { Strings } from '#src/strings/index.ts'
import { bulkSaid } from '#src/views/home.ts'
import { bulkCancel, bulkDone, bulkReassign, bulkSnooze, SNOOZES } from '#src/views/refs.ts'
import { complaintAbout } from '../complaint.ts'
import { theFollowup } from './known.ts'
import { followupsTicked, Id } from './pressed.ts'
import { ableToPromise } from './promise.ts'
import { reassigned } from './reassign.ts'
import { settle } from './settle.ts'
import { snoozedTo } from './snooze.ts'

/** What was ticked in the Home tab, done in one go: each by itself, so that one that will not do stops no other. */
const each = async (
  ids: readonly string[],
  context: Running,
  act: (followup: Followup) => Promise<Outcome>,
): Promise<Outcome> => {
  if (ids.length === 0) return refuse('home.nothing')
  const effects: Effect[] = []
  const refusals: Refusal[] = []
  for (const typed of ids) {
    try {
      const id = Id.parse(typed)
      const outcome = await act(await theFollowup(await context.followups.byId(id), '', context))
      effects.push(...[outcome].flat().filter((it) => it.do !== 'reply'))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refusals.push(error)
    }
  }
  const why = refusals.map((it) => (t: Strings) => it.in(t))
  return [reply(bulkSaid(ids.length - refusals.length, why)), ...effects]
}

export const allDone = action(bulkDone, {
  value: z.null(),
  run: (_, context) => each(followupsTicked(context), context, (it) => settle('done', it, context)),
})

export const allCancelled = action(bulkCancel, {
  value: z.null(),
  run: (_, context) => each(followupsTicked(context), context, (it) => settle('cancelled', it, context)),
})

export const allSnoozed = action(bulkSnooze, {
  value: z.object({ until: z.enum(SNOOZES).exclude(['day']) }),
  run: ({ until }, context) => each(followupsTicked(context), context, (it) => snoozedTo(it, until, context)),
})

const giveForm = form('followup.give', {
  title: (t) => t.followup.reassignTitle,
  submit: (t) => t.followup.reassign,
  carry: z.object({ ids: z.array(z.string()) }),
  fields: { owner: person((t) => t.followup.owner) },
})

export const allReassigning = action(bulkReassign, {
  opens: true,
  value: z.null(),
  run: (_, context) =>
    followupsTicked(context).length === 0
      ? refuse('home.nothing')
      : open((v) => giveForm.view(v, { carry: { ids: [...followupsTicked(context)] } })),
})

export const allReassigned = submission(giveForm, {
  check: async ({ owner }, context) => ({
    owner: await complaintAbout(() => ableToPromise(owner, context), context),
  }),
  run: ({ owner, carry }, context) => each(carry.ids, context, (it) => reassigned(it, owner, context)),
})
