import { EMOJI } from './emoji.ts'

/** Who reads, and whom ids stand for. */
export interface Reader {
  timeZone: string
  locale: string
  now: number
  users: readonly { id: string; name: string }[]
  channels: readonly { id: string; name: string }[]
  groups: readonly { id: string; name: string }[]
}

export const nameOf = ({ users }: Reader, id: string): string =>
  users.find((each) => each.id === id)?.name ?? id

/** Slack's three entities as the letters they stand for. */
export const unescaped = (words: string): string =>
  words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** What Slack shows of a plain text: its emoji as pictures, its marks as they are written. */
export const plainly = (words: string): string =>
  unescaped(words).replace(/:([a-z0-9_+'-]+):/g, (whole, name: string) => EMOJI[name] ?? whole)

/** `{date_short} at {time}` in the reader's zone and language; null when it cannot be read. */
export const dateWords = (
  seconds: number,
  format: string,
  { timeZone, locale, now }: Pick<Reader, 'timeZone' | 'locale' | 'now'>,
): string | null => {
  if (!Number.isFinite(seconds)) return null
  const as = (options: Intl.DateTimeFormatOptions) =>
    formatFor(locale, { timeZone, ...options }).format(seconds * 1000)
  const day = (ms: number) => formatFor('en-CA', { timeZone }).format(ms)
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

const formats = new Map<string, Intl.DateTimeFormat>()
/** Each is made once: a page of messages would make a thousand of them, which takes longer than all the rest. */
const formatFor = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = JSON.stringify([locale, options])
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formats.set(key, format)
  return format
}

const agoWords = (ms: number, locale: string): string => {
  const said = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const minutes = Math.round(ms / 60_000)
  if (Math.abs(minutes) < 60) return said.format(minutes, 'minute')
  if (Math.abs(minutes) < 1440) return said.format(Math.round(minutes / 60), 'hour')
  return said.format(Math.round(minutes / 1440), 'day')
}
