import type { FactRow } from '#src/domain/facts.ts'

/**
 * Whether somebody was told of before on the same day: a bit for each, so that a feed of millions costs little. Both
 * are numbers from 0. A file of nothing but strangers would fill the memory: past so much of it no more is noticed.
 */
export const seenOn = (mostWords = 8_000_000): ((day: number, who: number) => boolean) => {
  const days: (Uint32Array | undefined)[] = []
  let words = 0
  return (day, who) => {
    const at = who >>> 5
    let those = days[day]
    if (those === undefined || at >= those.length) {
      const larger = Math.max(32, 2 ** Math.ceil(Math.log2(at + 1)))
      words += larger - (those?.length ?? 0)
      if (words > mostWords) {
        words -= larger - (those?.length ?? 0)
        return false
      }
      const room = new Uint32Array(larger)
      if (those) room.set(those)
      those = room
      days[day] = room
    }
    const bit = 1 << (who & 31)
    const word = those[at] ?? 0
    those[at] = word | bit
    return (word & bit) !== 0
  }
}

/** Each text's number, in the order in which they came. */
export const numbered = (): ((text: string) => number) => {
  const numbers = new Map<string, number>()
  return (text) => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, numbers.size)
    return numbers.size - 1
  }
}

/** Whether an earlier row of the file speaks of the same: what it calls that, or null. Totals have a rule of their own. */
export const toldBefore = (): ((row: FactRow) => string | null) => {
  const seen = seenOn()
  const [first, second] = [numbered(), numbered()]
  return (row) => {
    const key = keyOf(row)
    return key && seen(first(key[0]), second(key[1])) ? key.filter((it) => it !== '').join(' ') : null
  }
}

const keyOf = (row: FactRow): readonly [string, string] | null => {
  switch (row.kind) {
    case 'daily':
      return [row.day, row.creatorId]
    case 'roster':
      return [row.asOf, row.creatorId ?? `@${row.username}`]
    case 'bonus':
      return [row.month, row.creatorId ?? `@${row.username}`]
    case 'campaigns':
      return [row.start, row.name.toLowerCase()]
    case 'agencies':
      return ['', row.name.toLowerCase()]
    case 'backstage':
      return null
    default:
      return row satisfies never
  }
}
