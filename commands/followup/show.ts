import { z } from 'zod'
import type { Followup } from '#src/domain/followup.ts'
import { originalOf } from '#src/domain/onCard.ts'
import { command } from '#src/kit/command.ts'
import type { Looking, Running } from '#src/kit/context.ts'
import { type Outcome, reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { CHANGES_SHOWN, followupStory } from '#src/views/followupHistory.ts'
import { followupHistory } from '#src/views/refs.ts'
import { theFollowup } from './known.ts'
import { Id } from './pressed.ts'
import { FollowupRef } from './ref.ts'

/** All that is known of it, for whoever may know of it. */
export default command('followup show', {
  args: z.object({ ref: FollowupRef }),
  run: async ({ ref }, context) =>
    shown(await theFollowup(await context.followups.named(ref), ref, context), context),
})

export const older = action(followupHistory, {
  value: z.object({ id: Id, before: z.number().nullable() }),
  run: async ({ id, before }, context) =>
    shown(await theFollowup(await context.followups.byId(id), '', context), context, before),
})

export const shown = async (
  followup: Followup,
  context: Pick<Looking | Running, 'followups' | 'originals' | 'series'>,
  before: number | null = null,
): Promise<Outcome> => {
  const found = await context.followups.history(followup.id, CHANGES_SHOWN + 1, before ?? undefined)
  const changes = found.slice(0, CHANGES_SHOWN)
  const older = found.length > CHANGES_SHOWN ? (changes.at(-1)?.version ?? null) : null
  const original = await originalOf(followup, context)
  const series = (followup.series && (await context.series.byId(followup.series.id))) ?? null
  return reply(followupStory(followup, { original, series, changes, older }))
}
