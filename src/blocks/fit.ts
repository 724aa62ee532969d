import type { Block, Message } from './blocks.ts'
import { LIMITS } from './limits.ts'

/** A piece of a message that stands or falls as a whole; what has the lowest `keep` falls first. */
export interface Piece {
  keep: number
  blocks: readonly Block[]
}

/** Room for what a chart or a table says where it can only be words. */
const STANDS_FOR = { blocks: 3, text: 1200 } as const
const MOST_TEXT = LIMITS.messageBlocksText - 1000

/**
 * The pieces in their order, without the least of them where all together would be more than a message holds: whole
 * pieces go, no sentence is cut. `shortened` is said at the end of what was shortened.
 */
export const fitted = (pieces: readonly Piece[], shortened: Block): Message['blocks'] => {
  const kept = pieces.filter(({ blocks }) => blocks.length > 0)
  const all = kept.length
  while (kept.length > 1 && isTooMuch(kept)) {
    const least = kept.reduce((a, b) => (b.keep <= a.keep ? b : a))
    kept.splice(kept.indexOf(least), 1)
  }
  return [...kept.flatMap(({ blocks }) => blocks), ...(kept.length < all ? [shortened] : [])]
}

const isTooMuch = (pieces: readonly Piece[]): boolean => {
  const blocks = pieces.flatMap((it) => it.blocks)
  const stubs = blocks.filter(isStub).length
  const text = blocks.reduce((sum, it) => sum + (isStub(it) ? STANDS_FOR.text : textIn(it)), 0)
  return blocks.length + stubs * (STANDS_FOR.blocks - 1) >= LIMITS.messageBlocks || text > MOST_TEXT
}

const isStub = ({ type }: Block): boolean => type === 'regia_chart' || type === 'regia_table'

/** As Slack counts them for `msg_blocks_too_long`. */
const textIn = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.entries(value).reduce(
        (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : textIn(each)),
        0,
      )
