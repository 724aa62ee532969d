/** One word of a typed line. `raw` is as typed, `value` without quotes. */
export interface Token {
  kind: 'word' | 'quoted' | 'person' | 'channel' | 'option' | 'priority' | 'label' | 'due'
  raw: string
  value: string
  /** `agency` of `agency:"Aurora"`, lower case; null for every other kind. */
  key: string | null
  /** What stood before it: a blank, a new line, or nothing where it begins the line. */
  gap: '' | ' ' | '\n' | '\n\n'
}

/**
 * Cuts a typed line into words. Straight and curly double quotes and «guillemets» are the same; an apostrophe is a
 * letter (`l'agenzia`). Never throws: what fits nothing is a word.
 */
export const tokens = (line: string): readonly Token[] => {
  const found: Token[] = []
  const scan = new RegExp(PATTERN, 'gu')
  let end = 0
  for (const match of line.matchAll(scan)) {
    const lines = line.slice(end, match.index).split(/\r\n?|\n/).length - 1
    end = match.index + match[0].length
    found.push({
      ...tokenOf(match),
      gap: found.length === 0 ? '' : lines > 1 ? '\n\n' : lines === 1 ? '\n' : ' ',
    })
  }
  return found
}

/** Words put together again as they stood, line by line. */
export const joined = (words: readonly Token[]): string =>
  words.map(({ raw, gap }, i) => (i === 0 ? raw : `${gap || ' '}${raw}`)).join('')

const QUOTED = '"[^"]*"|[“”„][^“”]*[“”]|«[^»]*»'
const PATTERN = [
  '<@(?<person>[UW][A-Z0-9]+)(?:\\|[^>]*)?>',
  '<#(?<channel>[CG][A-Z0-9]+)(?:\\|[^>]*)?>',
  `(?:--|—|–)?(?<key>\\p{L}[\\p{L}_-]*)[:=](?<option>${QUOTED}|(?!//)[^\\s"“”«]\\S*)`,
  `(?<quoted>${QUOTED})`,
  '!(?<priority>\\p{L}+)',
  '#(?<label>[\\p{L}\\d_-]+)',
  `\\^(?<due>${QUOTED}|\\S+)`,
  '(?<word>\\S+)',
].join('|')

const tokenOf = ({ 0: raw, groups = {} }: RegExpExecArray | RegExpMatchArray): Omit<Token, 'gap'> => {
  const { person, channel, key, option, quoted, priority, label, due, word = '' } = groups
  const token = (kind: Token['kind'], value: string, name: string | null = null): Omit<Token, 'gap'> => ({
    kind,
    raw,
    value,
    key: name,
  })
  if (person) return token('person', person)
  if (channel) return token('channel', channel)
  if (key && option) return token('option', unquoted(option), key.toLowerCase())
  if (quoted) return token('quoted', unquoted(quoted))
  if (priority) return token('priority', priority.toLowerCase())
  if (label) return token('label', label)
  if (due) return token('due', unquoted(due))
  return token('word', word)
}

const unquoted = (text: string): string => (/^["“”„«]/u.test(text) ? text.slice(1, -1).trim() : text)

/** The line as the person saw it while typing: `<@U0TOM|tom>` was `@tom`. */
export const asSeen = (line: string): string =>
  line.replace(/<@[UW][A-Z0-9]+\|([^>]+)>/g, '@$1').replace(/<#[CG][A-Z0-9]+\|([^>]+)>/g, '#$1')

/** Messages come with Slack's three entities; typed lines and forms do not. */
export const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
