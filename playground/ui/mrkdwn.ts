import { type Child, h } from './dom.ts'
import { EMOJI } from './emoji.ts'

/** Who reads, and whom ids stand for. */
export interface Reader {
  timeZone: string
  locale: string
  now: number
  user(id: string): string
  channel(id: string): string
  group(id: string): string
}

/** Slack's markup as nodes. */
export const mrkdwn = (source: string, reader: Reader): Child[] => {
  const parts = source.split(/```/)
  return parts.flatMap((part, i): Child[] =>
    i % 2 === 1 && i < parts.length - 1
      ? [h('pre', {}, plainOf(part.replace(/^\n|\n$/g, ''), reader))]
      : paragraphs(i % 2 === 1 ? `\`\`\`${part}` : part, reader),
  )
}

const paragraphs = (source: string, reader: Reader): Child[] => {
  const made: Child[] = []
  let quoted: Child[] = []
  const flush = () => {
    if (quoted.length) made.push(h('blockquote', {}, quoted))
    quoted = []
  }
  const lines = source.split('\n')
  lines.forEach((line, i) => {
    const quote = line.match(/^(?:&gt;|>)\s?(.*)$/)
    if (quote) {
      if (quoted.length) quoted.push(h('br'))
      quoted.push(inline(quote[1] ?? '', reader))
      return
    }
    flush()
    made.push(inline(line, reader))
    if (i < lines.length - 1) made.push(h('br'))
  })
  flush()
  return made
}

const STYLES = { '*': 'strong', _: 'em', '~': 's' } as const
const isStyle = (mark: string): mark is keyof typeof STYLES => mark in STYLES

const inline = (source: string, reader: Reader): Child[] => {
  const made: Child[] = []
  let words = ''
  const flush = () => {
    if (words) made.push(unescaped(words))
    words = ''
  }
  let at = 0
  while (at < source.length) {
    const rest = source.slice(at)
    const token = rest.match(/^<([^<>]+)>/)
    const code = rest.match(/^`([^`\n]+)`/)
    const emoji = rest.match(/^:([a-z0-9_+'-]+):/)
    const before = source[at - 1]
    const mark = rest[0] ?? ''
    const styled =
      isStyle(mark) && (!before || !/[\p{L}\p{N}]/u.test(before))
        ? rest.match(
            mark === '*'
              ? /^\*(\S(?:[^*\n]*\S)?)\*(?![\p{L}\p{N}])/u
              : mark === '_'
                ? /^_(\S(?:[^_\n]*\S)?)_(?![\p{L}\p{N}])/u
                : /^~(\S(?:[^~\n]*\S)?)~(?![\p{L}\p{N}])/u,
          )
        : null
    const taken = token ?? code ?? (emoji && EMOJI[emoji[1] ?? ''] ? emoji : null) ?? styled
    if (!taken) {
      words += mark
      at++
      continue
    }
    flush()
    const inner = taken[1] ?? ''
    if (taken === token) made.push(tokenOf(inner, reader))
    else if (taken === code) made.push(h('code', {}, plainOf(inner, reader)))
    else if (taken === emoji)
      made.push(h('span', { role: 'img', 'aria-label': inner.replaceAll('_', ' ') }, EMOJI[inner] ?? ''))
    else if (isStyle(mark)) made.push(h(STYLES[mark], {}, inline(inner, reader)))
    at += taken[0].length
  }
  flush()
  return made
}

const tokenOf = (token: string, reader: Reader): Child => {
  const [target = '', ...rest] = token.split('|')
  const label = rest.join('|')
  if (target.startsWith('@')) return mention(`@${reader.user(target.slice(1))}`)
  if (target.startsWith('#')) return mention(`#${reader.channel(target.slice(1)) || label}`)
  if (target.startsWith('!subteam^'))
    return mention(`@${reader.group(target.slice('!subteam^'.length)) || label}`)
  if (target.startsWith('!date^')) return dateToken(target, label, reader)
  if (target.startsWith('!')) return mention(`@${target.slice(1)}`)
  return link(target, unescaped(label || target))
}
export const mention = (words: string): HTMLElement => h('span', { class: 'mention' }, words)

/** Only addresses that a browser may safely follow become links. */
export const link = (address: string, words: string): HTMLElement =>
  /^(https?:|mailto:)/i.test(address)
    ? h('a', { href: unescaped(address), target: '_blank', rel: 'noopener noreferrer' }, words)
    : h('span', {}, words)

const plainOf = (source: string, reader: Reader): string =>
  unescaped(
    source.replace(/<([^<>]+)>/g, (_, token: string) => {
      const [target = '', label = ''] = token.split('|')
      if (target.startsWith('@')) return `@${reader.user(target.slice(1))}`
      return label || target
    }),
  )

export const unescaped = (words: string): string =>
  words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const dateToken = (target: string, fallback: string, reader: Reader): Child => {
  const [, seconds = '', format = '', address] = target.split('^')
  const written = dateWords(Number(seconds), format, reader) ?? unescaped(fallback)
  return address ? link(address, written) : h('time', { title: unescaped(fallback) }, written)
}

/** `{date_short} at {time}` in the reader's zone and language; null when it cannot be read. */
export const dateWords = (
  seconds: number,
  format: string,
  { timeZone, locale, now }: Reader,
): string | null => {
  if (!Number.isFinite(seconds)) return null
  const as = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(seconds * 1000)
  const day = (ms: number) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(ms)
  const relative = [0, -1, 1].find((days) => day(now + days * 86_400_000) === day(seconds * 1000))
  const pretty = (usual: string) =>
    relative === undefined
      ? usual
      : new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(relative, 'day')
  const long = () => as({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' })
  const short = () => as({ year: 'numeric', month: 'short', day: 'numeric' })
  const medium = () => as({ year: 'numeric', month: 'long', day: 'numeric' })
  const written: Readonly<Record<string, () => string>> = {
    date_num: () => day(seconds * 1000),
    date_slash: () => as({ year: 'numeric', month: '2-digit', day: '2-digit' }),
    date: medium,
    date_long: long,
    date_long_full: long,
    date_short: short,
    date_pretty: () => pretty(medium()),
    date_short_pretty: () => pretty(short()),
    date_long_pretty: () => pretty(long()),
    day_divider_pretty: () => pretty(long()),
    time: () => as({ hour: 'numeric', minute: '2-digit' }),
    time_secs: () => as({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
    ago: () => agoWords(seconds * 1000 - now, locale),
  }
  return format.replace(/\{(\w+)\}/g, (whole, name: string) => written[name]?.() ?? whole)
}

const agoWords = (ms: number, locale: string): string => {
  const said = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const minutes = Math.round(ms / 60_000)
  if (Math.abs(minutes) < 60) return said.format(minutes, 'minute')
  if (Math.abs(minutes) < 1440) return said.format(Math.round(minutes / 60), 'hour')
  return said.format(Math.round(minutes / 1440), 'day')
}
