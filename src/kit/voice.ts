import type { Day } from '../domain/day.ts'
import { dateOf } from '../domain/day.ts'
import type { Due } from '../domain/due.ts'
import type { Locale } from '../domain/person.ts'
import { type Strings, stringsIn } from '../strings/index.ts'

/** A reader's language and zone: the words, and how days and numbers are said in them. */
export interface Voice {
  locale: Locale
  timeZone: string
  t: Strings
  /** `Fri 4 Dec 2026` */
  day(day: Day): string
  /** `Fri 4 Dec 2026, 18:00`, without the hour where none was said. Typed as a date, it is read as the same again. */
  due(due: Due): string
  /** `4 Dec`; with its year when that is another than the year of `besides`. */
  shortDay(day: Day, besides?: Day | null): string
  /** `Fri` */
  weekday(day: Day): string
  /** `Fri 4 Dec 2026, 09:00`, in the given zone or the reader's. */
  time(at: Temporal.Instant, timeZone?: string): string
  number(value: number): string
  /** `+1,234`, `−1,234`, `0` */
  signed(value: number): string
  /** `one, two and three` */
  list(items: readonly string[]): string
  /** `12K`, `1.2M`: for where there is little room. */
  compact(value: number): string
  /** `1.9` */
  decimal(value: number): string
  /** `31%` */
  percent(share: number): string
  /** `+1.5`, `−0.4`: the difference of two shares, in points. */
  points(difference: number): string
  /** `+12.4%`, `−3.0%`; “new” where there was nothing before, a dash where there is nothing at all. */
  change(now: number, before: number): string
  /** `▲` up, `▼` down, `=` level, also when the change is too small to be shown: never colour alone. */
  arrow(now: number, before: number): string
}

const TAG: Record<Locale, string> = { en: 'en-GB', it: 'it-IT' }

export const voice = (locale: Locale, timeZone: string): Voice => {
  const tag = TAG[locale]
  const days = new Intl.DateTimeFormat(tag, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  const shortDays = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' })
  const fullDays = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric' })
  // Italian groups only from five digits unless told to.
  const numbers = new Intl.NumberFormat(tag, { maximumFractionDigits: 0, useGrouping: 'always' })
  const compacts = new Intl.NumberFormat(tag, {
    notation: 'compact',
    maximumFractionDigits: 1,
    useGrouping: 'always',
  })
  const weekdays = new Intl.DateTimeFormat(tag, { weekday: 'short' })
  const lists = new Intl.ListFormat(tag)
  const decimals = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const shares = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 })
  const percents = new Intl.NumberFormat(tag, {
    style: 'percent',
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const t = stringsIn(locale)
  return {
    locale,
    timeZone,
    t,
    day: (day) => days.format(dateOf(day)),
    due: ({ day, time }) => `${days.format(dateOf(day))}${time === null ? '' : `, ${time}`}`,
    shortDay: (day, besides) =>
      (besides && besides.slice(0, 4) !== day.slice(0, 4) ? fullDays : shortDays).format(dateOf(day)),
    weekday: (day) => weekdays.format(dateOf(day)),
    time: (at, zone = timeZone) => {
      const local = at.toZonedDateTimeISO(zone)
      return `${days.format(local.toPlainDate())}, ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`
    },
    number: (value) => numbers.format(value),
    signed: (value) => {
      const whole = Math.round(value)
      return `${whole > 0 ? '+' : whole < 0 ? '−' : ''}${numbers.format(Math.abs(whole))}`
    },
    list: (items) => lists.format(items),
    compact: (value) => compacts.format(value).replace('-', '−'),
    decimal: (value) => decimals.format(value),
    percent: (share) => shares.format(share),
    points: (difference) => {
      const tenths = Math.round(difference * 1000) / 10
      return `${tenths > 0 ? '+' : tenths < 0 ? '−' : ''}${decimals.format(Math.abs(tenths))}`
    },
    change: (now, before) =>
      before > 0
        ? percents
            .format(now / before - 1)
            .replace('-', '−')
            .replace(/^−(?=0[.,]0%)/, '')
        : now > 0
          ? t.digest.new
          : '–',
    arrow: (now, before) => {
      const unseen = before > 0 && Math.abs(now / before - 1) < 0.0005
      return unseen || now === before ? '=' : now > before ? '▲' : '▼'
    },
  }
}
