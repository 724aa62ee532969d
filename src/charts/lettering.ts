/** Letters as Inter draws them: how wide they are, which of them there are, and what to do with the others. */

/**
 * Advance widths in hundredths of an em, from U+0020 to U+007E: the hmtx table of assets/fonts/Inter_600SemiBold.ttf.
 * The regular weight is narrower, so what fits in this one fits in both.
 */
const ASCII = (
  '25 32 52 64 65 100 66 33 37 37 54 67 32 47 32 38 66 42 62 64 67 61 64 58 64 64 32 33 67 67 67 54 100 ' +
  '73 66 74 72 61 59 75 75 28 58 70 57 92 76 77 65 77 65 65 66 74 73 102 72 71 65 37 38 37 48 47 35 ' +
  '57 62 58 62 59 39 63 61 26 26 57 26 90 61 61 62 62 40 55 35 61 59 84 57 59 57 45 36 45 67'
)
  .split(' ')
  .map(Number)
const OTHERS: Readonly<Record<string, number>> = { '…': 96, '–': 50, '·': 32, '\u00a0': 25, '\u202f': 25 }
/** Of a letter that is in neither table: as wide as the widest common ones. */
const WIDE = 103

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const lettersOf = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment)

/** In the same unit as `size`. */
export const widthOf = (text: string, size: number): number =>
  (lettersOf(text).reduce((sum, it) => sum + letterWidth(it), 0) * size) / 100

const letterWidth = (letter: string): number => {
  const [base = ''] = letter.normalize('NFD')
  return ASCII[(base.codePointAt(0) ?? 0) - 32] ?? OTHERS[base] ?? WIDE
}

/** Without its middle where it would be too wide: the ends tell names apart. */
export const fitted = (text: string, size: number, width: number): string => {
  const letters = lettersOf(text)
  let [head, tail] = [letters.join(''), '']
  for (let kept = letters.length - 1; kept >= 0 && widthOf(head + tail, size) > width; kept--) {
    head = `${letters
      .slice(0, Math.ceil(kept / 2))
      .join('')
      .trimEnd()}…`
    tail = letters
      .slice(letters.length - Math.floor(kept / 2))
      .join('')
      .trimStart()
  }
  return head + tail
}

/** The same, by number of UTF-16 units, which is how Slack counts. */
export const shortened = (text: string, max: number): string => {
  const letters = lettersOf(text)
  let short = text
  for (let kept = letters.length - 1; kept >= 0 && short.length > max; kept--)
    short = `${letters.slice(0, Math.ceil(kept / 2)).join('')}…${letters.slice(letters.length - Math.floor(kept / 2)).join('')}`
  return short
}

const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u20E3|\uFE0E|\uFE0F/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const UNSEEN = /[\u0000-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFF]/g
/** Marks that no letter here has by itself; people pile them up. */
const PILED = /(?![\p{scx=Arab}\p{scx=Hebr}])\p{Mn}/gu

export type Font = 'Inter' | 'Noto Sans Arabic' | 'Noto Sans Hebrew'

/**
 * The one font that a text is drawn in. Where a text mixes fonts, resvg leaves all of it out or draws boxes, so the
 * others' letters have to go: both of these have Latin ones too.
 */
export const fontOf = (text: string): Font =>
  /\p{Script=Arabic}/u.test(text)
    ? 'Noto Sans Arabic'
    : /\p{Script=Hebrew}/u.test(text)
      ? 'Noto Sans Hebrew'
      : 'Inter'

/** What each has not, of what people write names with: a test holds it to the tables in assets/fonts. */
const NOT_IN: Readonly<Record<Font, RegExp>> = {
  Inter:
    /[^\u0020-\u007E\u00A0-\u00AC\u00AE-\u0148\u014A-\u01C3\u01C5-\u024F\u0256-\u027B\u0384-\u038A\u038C\u038E-\u03A1\u03A3-\u03D7\u0400-\u0479\u0490-\u049D\u04A0-\u04FF\u1E00-\u1E9B\u2010-\u2027\u202F-\u2055\u20AC\u2190-\u2193\u2212\u221E\u2248\u2260\u2264\u2265\u25B2\u25BC]+/gu,
  'Noto Sans Arabic':
    /[^\u0020-\u007E\u00A0\u00B7\u00BF-\u0107\u0600-\u06FF\u0750-\u077F\u2013\u2014\u2018-\u201A\u201C-\u201E\u2026]+/gu,
  'Noto Sans Hebrew':
    /(?:(?!\p{scx=Hebr})\p{Mn}|[^\u0020-\u007E\u00A0\u00B7\u00BF-\u0107\p{Mn}\u05BE\u05C0\u05C3\u05C6\u05D0-\u05EA\u05EF-\u05F4\u2013\u2014\u2018-\u201A\u201C-\u201E\u2026])+/gu,
}

/**
 * What of it can be drawn, in the order in which it was written, perhaps nothing: without emoji and unseen marks, letters
 * in disguise (𝓢𝓸𝓯𝓲𝓪) as themselves, and … for what its font has not.
 */
export const drawn = (text: string): string => {
  const left = text
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(UNSEEN, '')
    .replace(EMOJI, '')
    .normalize('NFKC')
    .replace(PILED, '')
  const known = left.replace(NOT_IN[fontOf(left)], '…').replace(/\s+/g, ' ').trim()
  return /[\p{L}\p{N}]/u.test(known) ? known : ''
}
