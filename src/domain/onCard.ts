import type { Followup, FollowupChange } from './followup.ts'
import type { Original } from './original.ts'
import type { FollowupReads, OriginalReads, SeriesReads } from './ports.ts'
import type { Series } from './series.ts'

/** What a card shows beside the follow-up itself. */
export interface Known {
  /** Null for one that was only made. */
  last: FollowupChange | null
  original: Original | null
  /** That it comes round. */
  series?: Series | null
}

export interface CardReads {
  followups: FollowupReads
  originals: OriginalReads
  series: SeriesReads
}

export const knownOf = async (
  followup: Followup,
  { followups, originals, series }: CardReads,
): Promise<Known> => {
  const [last = null] = followup.version === 1 ? [] : await followups.history(followup.id, 1)
  const original = await originalOf(followup, { originals })
  const comesRound = followup.series && (await series.byId(followup.series.id))
  return { last, original, series: comesRound ?? null }
}

/** The message that it was made of, when it was made of one. */
export const originalOf = async (
  { origin, quoted }: Followup,
  { originals }: { originals: OriginalReads },
): Promise<Original | null> => {
  if (origin === null || origin.ts === null) return null
  const found = await originals.at({ channel: origin.channel, ts: origin.ts })
  return found === undefined ? null : quoted === null ? found : { ...found, text: quoted }
}
