import type { Followup, FollowupChange } from './followup.ts'
import type { Original } from './original.ts'
import type { FollowupReads, OriginalReads } from './ports.ts'

/** What a card shows beside the follow-up itself. */
export interface Known {
  /** Null for one that was only made. */
  last: FollowupChange | null
  original: Original | null
}

export const knownOf = async (
  followup: Followup,
  { followups, originals }: { followups: FollowupReads; originals: OriginalReads },
): Promise<Known> => {
  const [last = null] = followup.version === 1 ? [] : await followups.history(followup.id, 1)
  return { last, original: await originalOf(followup, { originals }) }
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
