import { clip } from '#src/blocks/blocks.ts'
import { LIMITS } from '#src/blocks/limits.ts'
import { permalinkOf } from '#src/domain/original.ts'
import type { Running, SourceMessage } from '#src/kit/context.ts'
import { withNames } from './quoted.ts'

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
