import { z } from 'zod'
import type { Offer } from '#src/domain/offer.ts'
import type { Scene } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'

/** What a card's button carries. */
export const Pressed = z.templateLiteral(['fil_', z.string()])

/** The file of a card in front of whoever presses: a button can be forged, a conversation cannot. */
export const theOffer = (found: Offer | undefined, { channel, actor }: Scene): Offer => {
  const here = found !== undefined && (found.channel === channel?.id || found.channel === actor.id)
  return here ? found : refuse('file.unknown')
}
