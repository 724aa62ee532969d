import { z } from 'zod'
import type { Followup, FollowupChange, FollowupId, TrackedField } from '#src/domain/followup.ts'
import { knownOf } from '#src/domain/onCard.ts'
import type { Running } from '#src/kit/context.ts'
import { type Outcome, reply } from '#src/kit/effects.ts'
import { changedMeanwhile } from '#src/views/followup.ts'
import type { SeenFollowup } from '#src/views/refs.ts'
import { redrawn } from './drawn.ts'
import { theFollowup } from './known.ts'

export const Id = z.templateLiteral(['tsk_', z.string()])
export const Seen = z.object({ id: Id, version: z.number().nullable().default(null) })
/** What a button carries; on cards from before looks were counted that is the id alone. */
export const Pressed = z.union([Id.transform((id) => ({ id, version: null })), Seen])

/** Of boxes that were ticked those of follow-ups: a card has boxes of its own beside them. */
export const followupsTicked = ({ ticked }: Pick<Running, 'ticked'>): readonly FollowupId[] =>
  ticked.flatMap((it) => Id.safeParse(it).data ?? [])

/** What makes it another promise than the one that somebody saw: a note, a snooze or a watcher does not. */
const DECISIVE: readonly TrackedField[] = ['what', 'owner', 'due', 'state', 'blocked']
/** More changes than this between a look and a press are told by their newest. */
const LOOKED_BACK = 50

/**
 * Acts on the follow-up whose button was pressed, as it is now. When somebody else has made another promise of it since that
 * button was drawn, nothing is done: who pressed reads who changed what, and sees it as it stands.
 */
export const pressed = async (
  { id, version }: SeenFollowup,
  context: Running,
  act: (followup: Followup) => Promise<Outcome> | Outcome,
): Promise<Outcome> => {
  const followup = await theFollowup(await context.followups.byId(id), '', context)
  const changes = await changedSince(followup, version, context, DECISIVE)
  if (changes.length === 0) return act(followup)
  const known = await knownOf(followup, context)
  return [
    reply(changedMeanwhile(followup, { changes, known, now: context.clock.now() })),
    await redrawn(followup, context),
  ]
}

/** What others have done since that version to one of these fields, unless it is as it was again; the newest first. */
export const changedSince = async (
  followup: Followup,
  version: number | null,
  { followups, actor }: Pick<Running, 'followups' | 'actor'>,
  fields: readonly TrackedField[],
): Promise<readonly FollowupChange[]> => {
  if (version === null || version >= followup.version) return []
  const since = (await followups.history(followup.id, LOOKED_BACK)).filter((it) => it.version > version)
  const different = fields.filter((field) => {
    const told = since.flatMap((it) => it.changed.filter((change) => change.field === field))
    return told.length > 0 && told[0]?.now !== told.at(-1)?.was
  })
  return since.filter((it) => it.by !== actor.id && it.changed.some(({ field }) => different.includes(field)))
}
