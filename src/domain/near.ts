/** Two spellings of one name fold to the same text: case, accents, blanks and apostrophes do not count. */
export const fold = (text: string): string => {
  const plain = PLAIN.test(text)
    ? text
    : text
        .replace(/[‘’ʼ´`′]/g, "'")
        .normalize('NFKD')
        .replace(/[\u0300-\u036f]+/g, '')
        .toLowerCase()
        .replace(/[ßæœøłđðþı]/g, (letter) => UNMARKED[letter] ?? letter)
  return plain.toLowerCase().replace(/\s+/g, ' ').trim()
}

/**
 * The names somebody may have meant, best first: at most `limit`, none when nothing comes near.
 * Forgives case, accents, blanks, missing words, a started word and about one slip in three letters.
 */
export const near = (text: string, names: readonly string[], limit: number): string[] => {
  const asked = wordsOf(text)
  if (asked.joined === '') return []
  const found: { name: string; score: number }[] = []
  for (const name of names) {
    const score = likeness(asked, wordsOf(name))
    if (score >= ENOUGH) found.push({ name, score })
  }
  return found
    .sort((a, b) => b.score - a.score || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, Math.max(0, limit))
    .map(({ name }) => name)
}

const PLAIN = /^[\x20-\x5f\x61-\x7e]*$/
/** Letters that no normal form takes apart. */
const UNMARKED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}
const ENOUGH = 0.55

interface Words {
  words: readonly string[]
  joined: string
}

const wordsOf = (text: string): Words => {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return { words, joined: words.join('') }
}

/** 1 for the same name, 0 for nothing in common. A beginning beats a slip, a slip beats a middle. */
const likeness = (asked: Words, name: Words): number => {
  if (name.joined === '') return 0
  if (asked.joined === name.joined) return 1
  const length = asked.joined.length / name.joined.length
  if (name.joined.startsWith(asked.joined)) return 0.9 + 0.09 * length
  const inside = asked.joined.length >= 3 && name.joined.includes(asked.joined) ? 0.6 + 0.1 * length : 0
  return Math.max(inside, 0.95 * closeness(asked.joined, name.joined), wordByWord(asked, name))
}

/** Every word asked for finds its best counterpart; long words weigh more, words left over cost a little. */
const wordByWord = (asked: Words, name: Words): number => {
  let sum = 0
  for (const word of asked.words) {
    let best = 0
    for (const other of name.words) {
      const like = other === word ? 1 : other.startsWith(word) ? 0.94 : closeness(word, other)
      if (like > best) best = like
    }
    sum += best * word.length
  }
  return (sum / asked.joined.length) * (0.85 + 0.1 * Math.min(1, asked.joined.length / name.joined.length))
}

/** 1 less the share of letters that differ; 0 when more than a third do. */
const closeness = (a: string, b: string): number => {
  const longer = Math.max(a.length, b.length)
  const allowed = Math.floor(longer / 3)
  if (Math.abs(a.length - b.length) > allowed || strangers(a, b) > allowed) return 0
  const slips = slipsBetween(a, b, allowed)
  return slips > allowed ? 0 : 1 - slips / longer
}

/** Letters of one word that the other lacks: each is a slip, and they are far cheaper to count. */
const strangers = (a: string, b: string): number => {
  const inA = lettersOf(a)
  const inB = lettersOf(b)
  return Math.max(bitsOf(inA & ~inB), bitsOf(inB & ~inA))
}

const lettersOf = (word: string): number => {
  let letters = 0
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31)
  return letters
}

const bitsOf = (letters: number): number => {
  let count = 0
  for (let rest = letters; rest !== 0; rest &= rest - 1) count++
  return count
}

/** One letter too many, too few, wrong or swapped with its neighbour is a slip; more is another word. */
export const oneSlipApart = (a: string, b: string): boolean => a !== b && slipsBetween(a, b, 1) === 1

/** Letters added, dropped, changed or swapped with their neighbour; gives up above `most`. */
const slipsBetween = (a: string, b: string, most: number): number => {
  let twoAgo: number[] = []
  let oneAgo: number[] = []
  for (let j = 0; j <= b.length; j++) oneAgo.push(j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let cost = Math.min(at(oneAgo, j) + 1, at(row, j - 1) + 1, at(oneAgo, j - 1) + (same ? 0 : 1))
      const swapped =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      if (swapped) cost = Math.min(cost, at(twoAgo, j - 2) + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    twoAgo = oneAgo
    oneAgo = row
  }
  return at(oneAgo, b.length)
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY
