import { isForNothing } from '#src/domain/facts.ts'
import type { Offer, OfferState } from '#src/domain/offer.ts'
import type { Running } from '#src/kit/context.ts'
import { type Outcome, update } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { fileCard } from '#src/views/file.ts'
import { cancelOffer, cardOf, importOffer, undoOffer } from '#src/views/refs.ts'
import { Pressed, theOffer } from './known.ts'

/** Whoever is in the conversation may decide; the card says who did. The work itself is done after the commit. */
export const importing = action(importOffer, {
  value: Pressed,
  run: (id, context) => decided(id, context, isToImport, 'importing'),
})
export const cancelling = action(cancelOffer, {
  value: Pressed,
  run: (id, context) => decided(id, context, (it) => it.state === 'asked', 'cancelled'),
})
export const takingBack = action(undoOffer, {
  value: Pressed,
  run: (id, context) => decided(id, context, (it) => it.state === 'imported', 'undoing'),
})

const isToImport = ({ state, report }: Offer): boolean =>
  state === 'asked' && report !== null && !isForNothing(report)

const decided = async (
  id: Offer['id'],
  context: Running,
  may: (it: Offer) => boolean,
  state: OfferState,
): Promise<Outcome> => {
  const was = theOffer(await context.offers.byId(id), context)
  if (!may(was)) refuse('file.over')
  const changes = { state, actor: context.actor.id, fault: null }
  const changed = (await context.offers.change(was, changes)) ?? refuse('changed.meanwhile')
  return update(cardOf(changed), fileCard(changed))
}
