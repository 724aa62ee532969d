import type { Followup } from '#src/domain/followup.ts'
import type { Original } from '#src/domain/original.ts'
import type { OriginalReads } from '#src/domain/ports.ts'

/** The message that it was made of, when it was made of one. */
export const originalOf = async (
  { origin }: Followup,
  { originals }: { originals: OriginalReads },
): Promise<Original | null> => {
  if (origin === null || origin.ts === null) return null
  return (await originals.at({ channel: origin.channel, ts: origin.ts })) ?? null
}
