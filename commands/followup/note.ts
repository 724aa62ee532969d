import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import type { Followup } from '#src/domain/followup.ts'
import { Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { type Outcome, open, reply } from '#src/kit/effects.ts'
import { form, text } from '#src/kit/form.ts'
import { submission } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { notable } from './allowed.ts'
import { redrawn } from './drawn.ts'
import { theFollowup } from './known.ts'
import { Id } from './pressed.ts'
import { FollowupRef } from './ref.ts'

const noteForm = form('followup.note', {
  title: (t) => t.followup.noteTitle,
  submit: (t) => t.followup.noteSave,
  carry: z.object({ id: Id, channel: z.string().nullable() }),
  fields: { note: text((t) => t.followup.noteField, { lines: true }) },
})

/** “They call back on Monday”: a line of its history, that changes nothing. */
export default command('followup note', {
  args: z.object({ ref: FollowupRef, note: Text.optional() }),
  async run({ ref, note }, context) {
    const followup = await theFollowup(await context.followups.named(ref), ref, context)
    return note === undefined ? noteAsked(followup, context) : noted(followup, note, context)
  },
})

export const noteWritten = submission(noteForm, {
  run: async ({ note, carry }, context) =>
    noted(await theFollowup(await context.followups.byId(carry.id), '', context), note, context),
})

export const noteAsked = async (followup: Followup, context: Running): Promise<Outcome> => {
  await notable(followup, context)
  return open((v) => noteForm.view(v, { carry: { id: followup.id, channel: context.channel?.id ?? null } }))
}

const noted = async (was: Followup, note: string, context: Running): Promise<Outcome> => {
  await notable(was, context)
  const changed = (await context.followups.change(was, {}, note.trim())) ?? refuse('changed.meanwhile')
  return [
    reply(({ t }) => message(t.followup.isNoted({ ref: changed.ref }))),
    await redrawn(changed, context),
  ]
}
