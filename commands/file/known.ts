import { z } from 'zod'
import type { ChannelId } from '#src/domain/ids.ts'
import type { Offer } from '#src/domain/offer.ts'
import type { People } from '#src/domain/ports.ts'
import type { Scene } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'

/** What a card's button carries. */
export const Pressed = z.templateLiteral(['fil_', z.string()])

/** The file of a card in front of whoever presses: a button can be forged, a conversation cannot. */
export const theOffer = (found: Offer | undefined, { channel, actor }: Scene): Offer => {
  const here = found !== undefined && (found.channel === channel?.id || found.channel === actor.id)
  return here ? found : refuse('file.unknown')
}

/** Whether somebody may read a file's name elsewhere than on its card: what came in private stays there. */
export const isKnownTo = async (
  offer: Offer,
  { actor, channel, people }: Pick<Scene, 'actor' | 'channel'> & { people: People },
): Promise<boolean> => {
  if (offer.channel === channel?.id || offer.by === actor.id || offer.actor === actor.id) return true
  return /^[CG]/.test(offer.channel) && !(await people.channel(offer.channel as ChannelId)).private
}
