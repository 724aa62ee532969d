import { isPersonId } from '#src/domain/ids.ts'
import type { People, SubscriptionReads } from '#src/domain/ports.ts'
import type { Subscription } from '#src/domain/schedule.ts'
import { refOf } from '#src/kit/args.ts'
import type { Scene } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'
import { channelLink } from '#src/views/people.ts'

export const DigestRef = refOf('DIG', 'DIG-4')

type Knowing = Pick<Scene, 'actor' | 'channel'> & { people: People }

/** Those of private channels only in that channel, and to their owner. */
export const isKnown = async (it: Subscription, { actor, channel, people }: Knowing): Promise<boolean> =>
  it.owner === actor.id ||
  it.channel === channel?.id ||
  (!isPersonId(it.channel) && !(await people.channel(it.channel)).private)

/** The subscription that somebody named; to those who may not know of it, and once it has ended, there is none. */
export const theDigest = async (
  ref: string,
  context: Knowing & { digests: SubscriptionReads },
): Promise<Subscription> => {
  const found = await context.digests.named(ref)
  if (!found || !(await isKnown(found, context))) return refuse('digest.unknown', { ref })
  return found.state === 'ended' ? refuse('digest.over', { ref: found.ref }) : found
}

/** A word asks nobody twice, as a button would: so whoever owns it may change it, and whoever is where it is posted. */
export const changeable = (found: Subscription, { actor, channel }: Knowing): Subscription =>
  found.owner === actor.id || found.channel === channel?.id
    ? found
    : refuse('digest.elsewhere', {
        ref: found.ref,
        channel: channelLink(found.channel),
        owner: found.owner,
      })
