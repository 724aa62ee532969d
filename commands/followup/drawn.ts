import type { Clock } from '#src/domain/clock.ts'
import type { Followup } from '#src/domain/followup.ts'
import { type CardReads, knownOf } from '#src/domain/onCard.ts'
import { type Effect, update } from '#src/kit/effects.ts'
import { followupCard } from '#src/views/followup.ts'
import { cardOf } from '#src/views/refs.ts'

/** Its card as it is now, wherever it stands. */
export const redrawn = async (followup: Followup, context: CardReads & { clock: Clock }): Promise<Effect> =>
  update(cardOf(followup), followupCard(followup, context.clock.now(), await knownOf(followup, context)))
