import { type Day, firstOfMonth, plusDays } from '#src/domain/day.ts'
import type { RejectionReason } from '#src/domain/facts.ts'
import type { Period } from '#src/domain/period.ts'
import { asDay, dayIn, EARLIEST } from './days.ts'
import type { Cell } from './sheet.ts'

export interface Unreadable {
  reason: RejectionReason
}

/** A value, or why there is none to be had. */
export type Read<T> = T | Unreadable

export const unread = (read: Read<string | number | null>): read is Unreadable =>
  typeof read === 'object' && read !== null

/** Names as a person may see them: no control, zero-width or direction-changing characters, and an end. */
export const textIn = (cell: Cell | undefined): string | null => {
  if (cell === null || cell === undefined) return null
  const text = typeof cell === 'string' ? cell : cell instanceof Date ? cell.toISOString() : String(cell)
  const clean = PLAIN.test(text) ? text.trim() : text.replace(/\s+/g, ' ').replace(INVISIBLE, '').trim()
  return clean === '' || clean === '-' || clean === '–' ? null : clean.slice(0, 200)
}

const PLAIN = /^[\x21-\x7e]*$/
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu

/**
 * Ids are text. One in a thousand ends in three zeros by itself; where that many of a column's do, a spreadsheet took them
 * for numbers and has rounded them to other creators'. A number that cannot hold an id's digits is always one of those.
 */
export const idReader = (column: Iterable<Cell | undefined>): ((cell: Cell | undefined) => Read<string>) => {
  const seen = new Set<string>()
  for (const cell of column) if (typeof cell === 'string' && ID.test(cell)) seen.add(cell)
  const many = (shape: RegExp, least: number, oneIn: number): boolean => {
    const those = [...seen].filter((id) => shape.test(id)).length
    return those >= least && those > seen.size / oneIn
  }
  const rounded = many(THREE_ZEROS, 3, 5)
    ? THREE_ZEROS
    : many(FIFTEEN_DIGITS, 3, 200) || many(FIFTEEN_DIGITS, 2, 5)
      ? FIFTEEN_DIGITS
      : null
  const checked = (id: string): Read<string> =>
    rounded !== null && id.endsWith('000') && rounded.test(id) ? ROUNDED : id

  return (cell) => {
    if (typeof cell === 'string' && ID.test(cell)) return checked(cell)
    if (typeof cell === 'number') return cell > Number.MAX_SAFE_INTEGER ? ROUNDED : { reason: 'id.number' }
    const text = textIn(cell)?.replace(/^=?"?'?|"$/g, '') ?? null
    if (text === null) return { reason: 'id.missing' }
    if (QUIT.test(text)) return { reason: 'id.quit' }
    if (isTotal(text)) return { reason: 'total.row' }
    if (/^\d+([.,]\d+)?e\+?\d+$/i.test(text) || /^\d{6,}[.,]0+$/.test(text)) return ROUNDED
    return ID.test(text) ? checked(text) : { reason: 'id.unreadable' }
  }
}

const ROUNDED = { reason: 'id.rounded' } as const
const ID = /^\d{1,20}$/
const THREE_ZEROS = /^\d{14,17}000$/
/** So many a spreadsheet keeps; one id in ten thousand looks like that by itself. */
const FIFTEEN_DIGITS = /^\d{15}0{4,5}$/
const QUIT = /\bquit\b|abandonado|lasciato la rete|quitte/i

export const isTotal = (text: string): boolean =>
  /^(grand )?(total|totale|totals|totales|somme|sum|summe)\b/i.test(text)

/** How a column writes numbers: which sign is the decimal one. */
export type Decimal = '.' | ','

/**
 * Decided for a whole column, never for a cell: `1.234` is a thousand and more in one file and a bit over one in
 * another. `delimiter` breaks the tie.
 */
export const decimalOf = (cells: Iterable<Cell | undefined>, delimiter: string | null): Decimal => {
  let comma = 0
  let point = 0
  for (const cell of cells) {
    if (typeof cell !== 'string') continue
    const text = cell.trim().replace(/[%a-z\s]+$/i, '')
    const lastComma = text.lastIndexOf(',')
    const lastPoint = text.lastIndexOf('.')
    if (lastComma < 0 && lastPoint < 0) continue
    if (lastComma >= 0 && lastPoint >= 0) lastComma > lastPoint ? comma++ : point++
    else if (lastComma >= 0) {
      if (/^-?\d{1,3}(,\d{3}){2,}$/.test(text)) point++
      else if (!/^-?\d{1,3},\d{3}$/.test(text)) comma++
    } else if (/^-?\d{1,3}(\.\d{3}){2,}$/.test(text)) comma++
    else if (!/^-?\d{1,3}\.\d{3}$/.test(text)) point++
  }
  if (comma !== point) return comma > point ? ',' : '.'
  return delimiter === ';' ? ',' : '.'
}

/** Null where the file says nothing: blank, `-` and `∞` are not zero. */
export const numberIn = (cell: Cell | undefined, decimal: Decimal): Read<number | null> => {
  if (typeof cell === 'string') {
    const plain = plainNumber(cell, decimal)
    if (plain >= 0) return plain
  }
  if (cell === null || cell === undefined || cell === '') return null
  if (typeof cell === 'number') return Number.isFinite(cell) ? notNegative(cell) : UNREADABLE
  if (typeof cell === 'boolean') return cell ? 1 : 0
  if (cell instanceof Date) return UNREADABLE
  const text = cell.replace(/[\s\u00a0\u202f'’]/g, '')
  if (text === '' || NOTHING.test(text)) return null
  const found = SHAPE.exec(text)
  if (!found) return FLAGS.get(text.toLowerCase()) ?? UNREADABLE
  const [, sign = '', digits = '', suffix = ''] = found
  const plain = plainDigits(digits, decimal)
  if (plain === null) return UNREADABLE
  const value = Number(plain) * (SCALE.get(suffix.toLowerCase()) ?? 1)
  return sign === '-' && value !== 0 ? NEGATIVE : Number(value.toFixed(6))
}

/** Nearly every cell: digits, perhaps a decimal sign and digits. Below 0 for anything that needs a closer look. */
const plainNumber = (text: string, decimal: Decimal): number => {
  const sign = decimal === '.' ? POINT : COMMA
  const length = text.length
  if (length === 0 || length > 15) return -1
  let whole = 0
  let at = 0
  for (; at < length; at++) {
    const digit = text.charCodeAt(at) - ZERO
    if (digit < 0 || digit > 9) break
    whole = whole * 10 + digit
  }
  if (at === length) return whole
  if (at === 0 || at === length - 1 || text.charCodeAt(at) !== sign) return -1
  let fraction = 0
  let scale = 1
  for (at++; at < length; at++) {
    const digit = text.charCodeAt(at) - ZERO
    if (digit < 0 || digit > 9) return -1
    fraction = fraction * 10 + digit
    scale *= 10
  }
  return (whole * scale + fraction) / scale
}

/** The same of the bytes that lie there. */
export const digitsAt = (bytes: Uint8Array, start: number, stop: number, sign: number): number => {
  if (stop === start || stop - start > 15) return -1
  let whole = 0
  let at = start
  for (; at < stop; at++) {
    const digit = (bytes[at] ?? 0) - ZERO
    if (digit < 0 || digit > 9) break
    whole = whole * 10 + digit
  }
  if (at === stop) return whole
  if (at === start || at === stop - 1 || bytes[at] !== sign) return -1
  let fraction = 0
  let scale = 1
  for (at++; at < stop; at++) {
    const digit = (bytes[at] ?? 0) - ZERO
    if (digit < 0 || digit > 9) return -1
    fraction = fraction * 10 + digit
    scale *= 10
  }
  return (whole * scale + fraction) / scale
}
const ZERO = 48
const POINT = 46
const COMMA = 44

const UNREADABLE = { reason: 'number.unreadable' } as const
const NEGATIVE = { reason: 'number.negative' } as const
const NOTHING = /^(-|–|—|∞|-∞|n\/?a|null|nan|#n\/a|#div\/0!)$/i
const SHAPE = /^([-+−]?)(\d[\d.,]*(?:e\+?\d{1,2})?|[.,]\d+)([kmbd%]?)$/i
const SCALE = new Map([
  ['k', 1e3],
  ['m', 1e6],
  ['b', 1e9],
  ['%', 0.01],
])
const FLAGS = new Map([
  ['true', 1],
  ['yes', 1],
  ['si', 1],
  ['sì', 1],
  ['sí', 1],
  ['false', 0],
  ['no', 0],
])
const notNegative = (value: number) => (value < 0 ? NEGATIVE : value)

/** `1,234,567.8` or `1.234.567,8` as `1234567.8`; null when grouping and decimals are not where they belong. */
const plainDigits = (digits: string, decimal: Decimal): string | null => {
  const [group, point] = decimal === '.' ? [',', '.'] : ['.', ',']
  const parts = digits.split(point)
  if (parts.length > 2) return null
  const [whole = '', fraction] = parts
  if (fraction?.includes(group)) return null
  const groups = whole.split(group)
  const grouped = groups.every((part, i) => (i === 0 ? part.length <= 3 && part !== '' : part.length === 3))
  if (groups.length > 1 && !grouped) return null
  return groups.join('') + (fraction === undefined ? '' : `.${fraction}`)
}

/** A share of a whole in either form an export mixes in one column: `90.13%` and `0.9013`. Null above the whole. */
export const shareIn = (cell: Cell | undefined, decimal: Decimal): number | null => {
  const read = numberIn(cell, decimal)
  return unread(read) || read === null || read > 1 ? null : read
}

/** What a bare number of a duration counts: exports write decimal hours, feeds minutes, LIVE Center seconds. */
export type Bare = 'hours' | 'minutes' | 'seconds'
const MINUTES_EACH: Record<Bare, number> = { hours: 60, minutes: 1, seconds: 1 / 60 }

/** Minutes LIVE, to the hundredth. */
export const minutesIn = (cell: Cell | undefined, bare: Bare, decimal: Decimal): Read<number | null> => {
  if (cell instanceof Date) {
    const minutes = (cell.getTime() - SPREADSHEET_EPOCH) / 60_000
    return minutes >= 0 ? hundredths(minutes) : DURATION
  }
  if (typeof cell === 'string' && /[hms:d]/i.test(cell)) {
    const text = cell.trim().toLowerCase()
    if (text === 's' || text === '') return DURATION
    const clock = CLOCK.exec(text)
    if (clock) return hundredths(Number(clock[1]) * 60 + Number(clock[2]) + Number(clock[3] ?? 0) / 60)
    const spelled = SPELLED.exec(text)
    const other = decimal === '.' ? ',' : '.'
    const parts: readonly (string | undefined)[] = spelled?.slice(1) ?? []
    if (!parts.some((part) => part !== undefined)) return DURATION
    const [days, hours, minutes, seconds] = parts.map((part) => {
      const plain = part === undefined ? '0' : (plainDigits(part, decimal) ?? plainDigits(part, other))
      return Number(plain ?? Number.NaN)
    })
    const total = (days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0) + (seconds ?? 0) / 60
    return total <= MOST_MINUTES ? hundredths(total) : DURATION
  }
  const number = numberIn(cell, decimal)
  if (unread(number)) return number.reason === 'number.negative' ? number : DURATION
  if (number === null) return null
  return number <= mostOf(bare) ? minutesOf(number, bare) : DURATION
}
/** Minutes of a bare number that is at most `mostOf` them. */
export const minutesOf = (bare: number, what: Bare): number => hundredths(bare * MINUTES_EACH[what])
export const mostOf = (bare: Bare): number => bareOf(MOST_MINUTES, bare)
export const bareOf = (minutes: number, what: Bare): number => minutes / MINUTES_EACH[what]

/** More than all people together can watch. */
const MOST_MINUTES = 1e12
const DURATION = { reason: 'duration.unreadable' } as const
/** 30 December 1899, the day that spreadsheets count from. */
const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30)
const CLOCK = /^(\d{1,4}):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?$/
const N = '(\\d+(?:[.,]\\d+)*)'
const SPELLED = new RegExp(
  `^(?:${N}\\s*d(?:ays?)?)?\\s*(?:${N}\\s*h(?:ours?|rs?)?)?\\s*(?:${N}\\s*m(?:in(?:utes)?)?)?\\s*(?:${N}\\s*s(?:ec(?:onds)?)?)?$`,
)
const hundredths = (value: number): number => Math.round(value * 100) / 100

/**
 * The days a row's totals cover. Totals must begin on the first of the month, or be of one single day: any other
 * range cannot be told apart into days.
 */
export const periodIn = (cell: Cell | undefined, today: Day): Read<Period> => {
  const text = textIn(cell) ?? ''
  const month = /^(\d{4})(\d{2})$/.exec(text)
  const dates = text.match(/\d{4}[-/]\d{2}[-/]\d{2}/g) ?? []
  const from = asDay((month ? `${month[1]}-${month[2]}-01` : (dates[0] ?? '')).replaceAll('/', '-'))
  const to = month && from ? lastOfMonth(from) : asDay((dates.at(-1) ?? '').replaceAll('/', '-'))
  if (from === null || to === null || to < from) {
    return { reason: isTotal(text) ? 'total.row' : 'period.unreadable' }
  }
  if (to > today) return { reason: 'period.future' }
  if (from < EARLIEST) return { reason: 'day.early' }
  if (from !== to && from !== firstOfMonth(to)) return { reason: 'period.partial' }
  return { from, to }
}

/** The first of the month of `202506`, `2025-06` or a day in it. */
export const monthIn = (cell: Cell | undefined): Day | null => {
  const found = /^(\d{4})[-/.]?(\d{2})(?:[-/.]?\d{2})?$/.exec(textIn(cell) ?? '')
  return found ? asDay(`${found[1]}-${found[2]}-01`) : null
}

/** The newest date in a file's name or in a line above its headers: when it was exported, in UTC. */
export const exportedIn = (texts: Iterable<Cell>): Day | null => {
  let newest: Day | null = null
  for (const text of texts) {
    for (const [, year, month, date] of textIn(text)?.matchAll(EXPORTED) ?? []) {
      const day = asDay(`${year}-${month}-${date}`)
      if (day !== null && (newest === null || day > newest)) newest = day
    }
  }
  return newest
}

const EXPORTED = /(?<!\d)(20\d{2})[-_/](\d{2})[-_/](\d{2})(?!\d)/g

const lastOfMonth = (day: Day): Day => plusDays(firstOfMonth(plusDays(firstOfMonth(day), 31)), -1)

/** The UTC date of `2023-08-05 00:11:00 (UTC+2)`; null when there is none to be read. */
export const joinedIn = (cell: Cell | undefined): Day | null => {
  if (cell instanceof Date) return dayIn(cell, null)
  const text = textIn(cell)
  const found = text && JOINED.exec(text)
  if (!found) return null
  const day = asDay(found[1] ?? '')
  if (day === null || found[2] === undefined) return day
  const minutes = Number(found[2]) * 60 + Number(found[3]) - offsetMinutes(found[4])
  return minutes < 0 ? plusDays(day, -1) : minutes >= 1440 ? plusDays(day, 1) : day
}

const JOINED =
  /(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2})?)?(?:\s*\(?(?:UTC|GMT)([+-]\d{1,2}(?::?\d{2})?)?\)?)?/
const offsetMinutes = (offset: string | undefined): number => {
  const found = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(offset ?? '')
  if (!found) return 0
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0))
}

/** ISO country codes, whatever their case. */
export const marketIn = (cell: Cell | undefined): Read<string | null> => {
  if (typeof cell === 'string' && MARKET.test(cell)) return cell
  const text = textIn(cell)?.toUpperCase() ?? null
  if (text === null) return null
  return MARKET.test(text) ? text : { reason: 'market.unknown' }
}

const MARKET = /^[A-Z]{2}$/
