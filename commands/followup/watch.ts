import { z } from 'zod'
import { message, section } from '#src/blocks/blocks.ts'
import type { UserId } from '#src/domain/ids.ts'
import { Mention } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Outcome, reply } from '#src/kit/effects.ts'
import { refuse } from '#src/kit/refuse.ts'
import { followupNews } from '#src/views/followup.ts'
import { mention } from '#src/views/people.ts'
import { changeable } from './allowed.ts'
import { redrawn } from './drawn.ts'
import { theFollowup } from './known.ts'
import { ableToPromise } from './promise.ts'
import { FollowupRef } from './ref.ts'

const asked = z.object({ ref: FollowupRef, who: Mention.optional() })

/** “Tell me how it ends.” Whoever may know of it may; to have somebody else told, one must be able to change it. */
export const watch = command('followup watch', {
  args: asked,
  run: ({ ref, who }, context) => watched('watch', ref, who ?? context.actor.id, context),
})

export const unwatch = command('followup unwatch', {
  args: asked,
  run: ({ ref, who }, context) => watched('unwatch', ref, who ?? context.actor.id, context),
})

const watched = async (
  verb: 'watch' | 'unwatch',
  ref: string,
  whose: UserId,
  context: Running,
): Promise<Outcome> => {
  const was = await theFollowup(await context.followups.named(ref), ref, context)
  const { actor, followups } = context
  const who = mention(whose)
  if (whose !== actor.id) await changeable(was, context)
  if (was.watchers.includes(whose) === (verb === 'watch'))
    refuse(verb === 'watch' ? 'followup.watched' : 'followup.unwatched', { ref: was.ref, who })
  if (verb === 'watch') await ableToPromise(whose, context)
  const watchers = verb === 'watch' ? [...was.watchers, whose] : was.watchers.filter((it) => it !== whose)
  const changed = (await followups.change(was, { watchers })) ?? refuse('changed.meanwhile')
  return [
    reply(({ t: { followup: t } }) => {
      const said = (verb === 'watch' ? t.isWatched : t.isUnwatched)({ ref: changed.ref, who })
      return message(said, section(said))
    }),
    await redrawn(changed, context),
    ...(verb === 'watch' && whose !== actor.id
      ? [dm(whose, followupNews(changed, 'watched', actor.id))]
      : []),
  ]
}
