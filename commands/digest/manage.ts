import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import type { Subscription } from '#src/domain/schedule.ts'
import { type CommandName, command } from '#src/kit/command.ts'
import type { Looking, Running } from '#src/kit/context.ts'
import { dm, reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import type { Strings } from '#src/strings/index.ts'
import { moreDigests } from '#src/views/refs.ts'
import { subscriptionList, subscriptionNews } from '#src/views/subscription.ts'
import { paged } from '../paged.ts'
import { stillPostable } from '../postable.ts'
import { remembered } from '../remembered.ts'
import { changeable, DigestRef, isKnown, theDigest } from './known.ts'

const SHOWN = 20

/** The digests that come by themselves; those of private channels only in that channel, and to their owner. */
export const list = command('digest list', {
  args: z.object({}),
  look: (_, context) => pageOf(0, context),
  run: (_args, _context, seen) => reply(subscriptionList(seen)),
})

export const more = action(moreDigests, {
  value: z.object({ after: z.number() }),
  look: ({ after }, context) => pageOf(after, context),
  run: (_args, _context, seen) => reply(subscriptionList(seen)),
})

const pageOf = async (after: number, context: Looking) => {
  const all = await context.digests.list()
  const knowing = { ...context, people: remembered(context.people) }
  const { shown, last, ...page } = await paged(all, {
    knows: (it) => isKnown(it, knowing),
    isLeft: (it) => numberOf(it) > after,
    size: SHOWN,
  })
  return { ...page, subscriptions: shown, next: last && { after: numberOf(last) } }
}

const numberOf = ({ ref }: Subscription): number => Number(ref.replace('DIG-', ''))

/** Its owner is told when it was somebody else. */
const change = (
  name: CommandName,
  done: (found: Subscription, context: Running) => Promise<Subscription>,
  said: (t: Strings) => (p: { ref: string }) => string,
) =>
  command(name, {
    args: z.object({ ref: DigestRef }),
    async run({ ref }, context) {
      const { actor, people } = context
      const found = changeable(await theDigest(ref, context), context)
      const changed = await done(found, context)
      const told = found.owner !== actor.id && !(await people.person(found.owner)).deactivated
      return [
        reply(({ t }) => message(said(t)({ ref: changed.ref }))),
        ...(told ? [dm(found.owner, subscriptionNews(changed, actor.id))] : []),
      ]
    },
  })

export const pause = change(
  'digest pause',
  (found, { digests, actor }) => digests.pause(found, { by: actor.id }),
  (t) => t.digest.paused,
)
/** From now on: what would have come in the meantime stays away. */
export const resume = change(
  'digest resume',
  async (found, context) => {
    await stillPostable(found, context)
    const { digests, clock, actor } = context
    return digests.change(found, {
      ...{ state: 'active', since: clock.now() },
      ...{ pausedFor: null, editedBy: actor.id },
    })
  },
  (t) => t.digest.resumed,
)
export const unsubscribe = change(
  'digest unsubscribe',
  (found, { digests, actor }) =>
    digests.change(found, { state: 'ended', pausedFor: null, editedBy: actor.id }),
  (t) => t.digest.ended,
)
