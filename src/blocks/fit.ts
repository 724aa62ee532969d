import type { Block, Message } from './blocks.ts'
import { LIMITS } from './limits.ts'
import { dataTable, tableInFields } from './table.ts'

/** A piece of a message that stands or falls as a whole; what has the lowest `keep` falls first. */
export interface Piece {
  keep: number
  blocks: readonly Block[]
}

/** Room for what a chart says where it can only be words. */
const CHART_TEXT = 1500
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
  const sizes = pieces.flatMap((it) => it.blocks).map(sizeOf)
  const blocks = sizes.reduce((sum, it) => sum + it.blocks, 0)
  const text = sizes.reduce((sum, it) => sum + it.text, 0)
  return blocks >= LIMITS.messageBlocks || text > MOST_TEXT
}

/** Of a chart or a table the most that it can become. */
const sizeOf = (block: Block): { blocks: number; text: number } => {
  if (block.type === 'regia_chart') return { blocks: 1, text: CHART_TEXT }
  if (block.type !== 'regia_table') return { blocks: 1, text: textIn(block) }
  const fields = tableInFields(block.spec)
  return { blocks: fields.length, text: Math.max(textIn(dataTable(block.spec)), textIn(fields)) }
}

/** As Slack counts them for `msg_blocks_too_long`. */
export const textIn = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.entries(value).reduce(
        (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : textIn(each)),
        0,
      )
