import type { Clock } from '#src/domain/clock.ts'
import type { Followup } from '#src/domain/followup.ts'
import type { FollowupReads, OriginalReads, SeriesReads } from '#src/domain/ports.ts'
import { type Effect, update } from '#src/kit/effects.ts'
import { followupCard, type Known } from '#src/views/followup.ts'
import { cardOf } from '#src/views/refs.ts'
import { originalOf } from './original.ts'

interface Reading {
  followups: FollowupReads
  originals: OriginalReads
  series: SeriesReads
}

/** What a card shows beside the follow-up itself. */
export const knownOf = async (
  followup: Followup,
  { followups, originals, series }: Reading,
): Promise<Known> => {
  const [last = null] = await followups.history(followup.id, 1)
  const original = await originalOf(followup, { originals })
  const comesRound = followup.series && (await series.byId(followup.series.id))
  return { last, original, series: comesRound ?? null }
}

/** Its card as it is now, wherever it stands. */
export const redrawn = async (followup: Followup, context: Reading & { clock: Clock }): Promise<Effect> =>
  update(cardOf(followup), followupCard(followup, context.clock.now(), await knownOf(followup, context)))
