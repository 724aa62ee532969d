import type { Act } from '#src/domain/attention.ts'
import type { ChannelId } from '#src/domain/ids.ts'
import type { InsightKind } from '#src/domain/insight.ts'
import type { Running } from '#src/kit/context.ts'

/** Where a button was pressed. */
export interface Place {
  channel: ChannelId
  ts: string
}

/**
 * Keeps that something came of a line of a digest or an alert: once for each post, whoever did it, for what is asked
 * later is whether the post is read and never who reads.
 */
export const acted = async (
  what: Act,
  { insight, kind }: { insight: string; kind: InsightKind | null },
  place: Place | null,
  { attention, clock }: Pick<Running, 'attention' | 'clock'>,
): Promise<void> => {
  if (place === null) return
  for (const source of await attention.sourcesOf(place.channel, place.ts))
    await attention.act({ source, insight, kind, what, at: clock.now() }, `${place.channel}:${place.ts}`)
}
