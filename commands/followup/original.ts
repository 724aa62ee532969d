import { clip } from '#src/blocks/blocks.ts'
import { LIMITS } from '#src/blocks/limits.ts'
import type { Followup } from '#src/domain/followup.ts'
import { type Original, permalinkOf } from '#src/domain/original.ts'
import type { OriginalReads } from '#src/domain/ports.ts'
import type { Running, SourceMessage } from '#src/kit/context.ts'
import { withNames } from './quoted.ts'

/** The message that it was made of, when it was made of one. */
export const originalOf = async (
  { origin, quoted }: Followup,
  { originals }: { originals: OriginalReads },
): Promise<Original | null> => {
  if (origin === null || origin.ts === null) return null
  const found = await originals.at({ channel: origin.channel, ts: origin.ts })
  return found === undefined ? null : quoted === null ? found : { ...found, text: quoted }
}

/** Keeps a message as it is now: it may be gone when somebody asks what the follow-up was about. */
export const keepOriginal = async (
  source: SourceMessage,
  { originals, people, home }: Pick<Running, 'originals' | 'people' | 'home'>,
): Promise<void> => {
  const { channel, ts, author, text, files } = source
  await originals.keep({
    channel,
    ts,
    permalink: permalinkOf(home, source),
    author,
    text: clip(await withNames(text, { people }), LIMITS.text),
    files: files.slice(0, FILES),
  })
}

/** More than a card or a list could name. */
const FILES = 10
