import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { postedOf } from '#src/domain/posted.ts'
import { nameOf } from '#src/domain/scope.ts'
import { Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import { post, reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { findingsShown } from '#src/views/digest/findings.ts'
import { digestMessage } from '#src/views/digest.ts'
import { channelLink } from '#src/views/people.ts'
import { postDigest } from '#src/views/refs.ts'
import { postable } from '../postable.ts'
import { digestNow, scopeFor } from './about.ts'
import { Looked } from './looked.ts'
import { PeriodWord } from './period.ts'

/** “How are they doing?”: a private look at a digest before anyone else sees it. */
export default command('digest', {
  args: z.object({ scope: Text.prefault('all'), period: PeriodWord.prefault('7d') }),

  async look({ scope: typed, period }, context) {
    if (context.channel?.external) refuse('channel.external')
    const scope = await scopeFor(typed, context, period)
    return digestNow(scope, period, context)
  },

  run: ({ period }, _, seen) =>
    reply(digestMessage(seen, { ...lacking(seen), preview: { scope: nameOf(seen.scope), period } })),
})

/** Makes it again and shows it to the channel. */
export const posting = action(postDigest, {
  value: Looked,

  async look({ scope: typed, period }, context) {
    const scope = await scopeFor(typed, context)
    return digestNow(scope, period, context, true)
  },

  async run(_, { channel, actor, posts, clock }, seen) {
    const where = postable(channel, channelLink)
    const card = `card:digest:${where}:${actor.id}:${clock.now().epochMilliseconds}` as const
    const { staleDays } = seen
    await posts.add({ ...postedOf(card, where, seen, findingsShown(seen), clock.now()), staleDays })
    return [
      post(where, digestMessage(seen, lacking(seen)), { owner: actor.id, card }),
      reply(({ t }) => message(t.digest.posted)),
    ]
  },
})

const lacking = ({ thin, staleDays }: Awaited<ReturnType<typeof digestNow>>) => ({ thin, staleDays })
