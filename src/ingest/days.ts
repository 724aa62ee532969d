import { type Day, daysBetween, isDay } from '#src/domain/day.ts'
import type { DateOrder, RejectionReason } from '#src/domain/facts.ts'
import type { Cell } from './sheet.ts'

/** LIVE as it is known is younger. */
export const EARLIEST: Day = '2016-01-01'

/** What may tell in which order a file writes day and month. */
export interface OrderEvidence {
  /** Said by the person. */
  said?: DateOrder | undefined
  /** What files with this header row were known by before. */
  remembered?: DateOrder | undefined
  delimiter: string | null
  today: Day
  /** When the file was exported. */
  exported: Day | null
  /** Whether days to come may stand in it. */
  planned: boolean
}

export interface FoundOrder {
  /** Null where no date needs one, and where nothing tells. */
  order: DateOrder | null
  /** The dates themselves admit no other: worth remembering. */
  certain: boolean
  /** A date that may be two days, of which nothing tells which. */
  unclear: { text: string; dmy: Day; mdy: Day } | null
}

/**
 * Decided for a whole column. What a person says goes first; then a date that admits one order only; then what the same
 * header row was known by; then the order in which no day lies in the future, the days follow one another, or the newest
 * is that of the export; a semicolon at last, which programs write where the day goes first.
 */
export const dateOrderOf = (cells: Iterable<Cell | undefined>, evidence: OrderEvidence): FoundOrder => {
  const dates = new Map<string, { dmy: Day | null; mdy: Day | null }>()
  for (const cell of cells) {
    const text = typeof cell === 'string' ? SLASHED.exec(cell.trim())?.[0] : undefined
    if (text !== undefined && !dates.has(text)) {
      dates.set(text, { dmy: slashedDay(text, 'dmy'), mdy: slashedDay(text, 'mdy') })
    }
  }
  const found = (order: DateOrder | null, certain = false): FoundOrder => ({ order, certain, unclear: null })
  if (evidence.said) return found(evidence.said)
  for (const { dmy, mdy } of dates.values()) {
    if (dmy !== null && mdy === null) return found('dmy', true)
    if (mdy !== null && dmy === null) return found('mdy', true)
  }
  const open = [...dates].flatMap(([text, { dmy, mdy }]) => (dmy && mdy ? [{ text, dmy, mdy }] : []))
  const unclear = open.find(({ dmy, mdy }) => dmy !== mdy)
  if (evidence.remembered || !unclear) return found(evidence.remembered ?? null)
  const order = likelier(
    open.map(({ dmy }) => dmy),
    open.map(({ mdy }) => mdy),
    evidence,
  )
  return order ? found(order) : { order: null, certain: false, unclear }
}

const likelier = (
  dmy: readonly Day[],
  mdy: readonly Day[],
  { delimiter, today, exported, planned }: OrderEvidence,
): DateOrder | null => {
  const tests: readonly ((days: readonly Day[]) => boolean)[] = [
    (days) => planned || days.every((day) => day <= today),
    (days) => days.length > 1 && followOn(days),
    (days) => exported !== null && isFresh(days, exported),
  ]
  for (const holds of tests) {
    const [day, month] = [holds(dmy), holds(mdy)]
    if (day !== month) return day ? 'dmy' : 'mdy'
  }
  return delimiter === ';' ? 'dmy' : null
}

const followOn = (days: readonly Day[]): boolean => {
  const sorted = days.toSorted()
  const [first, last] = [sorted[0], sorted.at(-1)]
  return first !== undefined && last !== undefined && daysBetween(first, last) === days.length - 1
}

/** Files are pulled in the days after the last one they tell of. */
const isFresh = (days: readonly Day[], exported: Day): boolean => {
  const newest = days.toSorted().at(-1)
  const age = newest === undefined ? -1 : daysBetween(newest, exported)
  return age >= 0 && age <= FRESH_DAYS
}
const FRESH_DAYS = 3

const SLASHED = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/
const ISO = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/

/** Null where no day can be read: also of one that may be two days when the order is not known. */
export const dayIn = (cell: Cell | undefined, order: DateOrder | null): Day | null => {
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? null : asDay(cell.toISOString().slice(0, 10))
  if (cell === null || cell === undefined) return null
  const text = String(cell).trim()
  if (text.length === 10 && isoDays.has(text)) return isoDays.get(text) ?? null
  const found = ISO.exec(text) ?? COMPACT.exec(text)
  if (found) {
    const day = asDay(`${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}`)
    if (text.length === 10 && isoDays.size < 10_000) isoDays.set(text, day)
    return day
  }
  if (order !== null) return slashedDay(text, order)
  const day = slashedDay(text, 'dmy')
  return day === slashedDay(text, 'mdy') ? day : null
}

/** A file of a hundred thousand rows names perhaps a hundred days. */
const isoDays = new Map<string, Day | null>()

const slashedDay = (text: string, order: DateOrder): Day | null => {
  const found = SLASHED.exec(text)
  if (!found) return null
  const [, a = '', b = '', year = ''] = found
  const [month, day] = order === 'dmy' ? [b, a] : [a, b]
  return asDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** What is wrong with a day on which numbers are told of; null when nothing is. */
export const dayFault = (
  cell: Cell | undefined,
  day: Day | null,
  { today, order }: { today: Day; order: DateOrder | null },
): RejectionReason | null => {
  if (day === null) {
    return order === null && typeof cell === 'string' && SLASHED.test(cell.trim())
      ? 'day.ambiguous'
      : 'day.unreadable'
  }
  if (day > today) return 'day.future'
  return day < EARLIEST ? 'day.early' : null
}

export const asDay = (text: string): Day | null => (isDay(text) ? text : null)
