import { z } from 'zod'
import { message, section } from '#src/blocks/blocks.ts'
import { type Blocked, type Followup, isOpen } from '#src/domain/followup.ts'
import type { UserId } from '#src/domain/ids.ts'
import { after, Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Outcome, open, reply } from '#src/kit/effects.ts'
import { form, optional, person, text } from '#src/kit/form.ts'
import { submission } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { askedAnew } from '#src/kit/worktime.ts'
import { BLOCKER_WORDS, ON_WORDS, UNBLOCK_WORDS } from '#src/strings/words.ts'
import { blockedBy, blockerTold, seenAs } from '#src/views/followup.ts'
import { mention } from '#src/views/people.ts'
import { complaintAbout } from '../complaint.ts'
import { changeable } from './allowed.ts'
import { redrawn } from './drawn.ts'
import { theFollowup } from './known.ts'
import { pressed, Seen } from './pressed.ts'
import { ableToPromise } from './promise.ts'
import { FollowupRef } from './ref.ts'

const blockForm = form('followup.block', {
  title: (t) => t.followup.blockTitle,
  submit: (t) => t.followup.blockSave,
  carry: Seen.extend({ channel: z.string().nullable() }),
  fields: {
    by: optional(person((t) => t.followup.blockBy, { hint: (t) => t.followup.blockByHint })),
    on: optional(text((t) => t.followup.blockOn, { max: 300 })),
  },
})

const isPerson = (typed: string): UserId | null =>
  /^[UW][A-Z0-9]{2,}$/.test(typed) ? (typed as UserId) : null

/** `by @tom`, `on "the new contract"`, both, or `off`. */
export default command('followup block', {
  args: z.object({
    ref: FollowupRef,
    by: after(BLOCKER_WORDS, '@tom', isPerson).optional(),
    on: Text.optional(),
  }),
  async run({ ref, by, on }, context) {
    const followup = await theFollowup(await context.followups.named(ref), ref, context)
    if (by === undefined && on === undefined) return blockAsked(followup, context)
    if (by === undefined && UNBLOCK_WORDS.includes(on?.toLowerCase() ?? ''))
      return unblocked(followup, context)
    return blocked(followup, { by: by ?? null, on: on === undefined ? null : whatFor(on) }, context)
  },
})

/** `on "the new contract"` → `the new contract` */
const whatFor = (typed: string): string => {
  const [first = '', ...rest] = typed.split(/\s+/)
  const said = ON_WORDS.includes(first.toLowerCase()) && rest.length > 0 ? rest.join(' ') : typed
  return said.replace(/^["“”„«](.*)["“”»]$/u, '$1')
}

export const blockChosen = submission(blockForm, {
  async check({ by, on }, context) {
    if (by === undefined && on === undefined) return { by: context.voice.t.refusals['form.somebody']() }
    return { by: by && (await complaintAbout(() => ableToPromise(by, context), context)) }
  },
  run: ({ by, on, carry }, context) =>
    pressed(carry, context, (was) => blocked(was, { by: by ?? null, on: on ?? null }, context)),
})

export const blockAsked = async (followup: Followup, context: Running): Promise<Outcome> => {
  if (!isOpen(followup)) refuse('followup.closed', { ref: followup.ref })
  await changeable(followup, context)
  return open((v) =>
    blockForm.view(v, {
      carry: { ...seenAs(followup), channel: context.channel?.id ?? null },
      values: { by: followup.blocked?.by ?? undefined, on: followup.blocked?.on ?? undefined },
    }),
  )
}

/** While it waits, whoever keeps it is asked, or nobody. */
const blocked = async (was: Followup, by: Blocked, context: Running): Promise<Outcome> => {
  if (!isOpen(was)) refuse('followup.closed', { ref: was.ref })
  await changeable(was, context)
  if (by.by === null && by.on === null) refuse('followup.blockWhat', { ref: was.ref })
  if (by.by !== null) await ableToPromise(by.by, context)
  if (by.by === was.owner) refuse('followup.blockSelf', { ref: was.ref, owner: mention(was.owner) })
  const anew = await askedAnew(was, { blocked: by }, context)
  const changed =
    (await context.followups.change(was, { blocked: by, ...anew })) ?? refuse('changed.meanwhile')
  const isNew = by.by !== null && by.by !== was.blocked?.by && by.by !== context.actor.id
  return [
    reply((v) => {
      const said = v.t.followup.isBlocked({ ref: changed.ref, what: blockedBy(v, by) })
      return message(said, section(said))
    }),
    await redrawn(changed, context),
    ...(isNew && by.by !== null ? [dm(by.by, blockerTold(changed, context.actor.id))] : []),
  ]
}

/** Whom it waited for may say so too. */
const unblocked = async (was: Followup, context: Running): Promise<Outcome> => {
  if (was.blocked === null) return refuse('followup.notBlocked', { ref: was.ref })
  await changeable(was, context, [was.blocked.by])
  const anew = await askedAnew(was, { blocked: null }, context)
  const changed =
    (await context.followups.change(was, { blocked: null, ...anew })) ?? refuse('changed.meanwhile')
  return [
    reply(({ t }) => message(t.followup.isUnblocked({ ref: changed.ref }))),
    await redrawn(changed, context),
  ]
}
