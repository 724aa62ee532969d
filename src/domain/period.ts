import { type Day, dateOf, dayOf, daysBetween, firstOfMonth, isDay, plusDays } from './day.ts'

/** Whole platform days, both ends included. */
export interface Period {
  from: Day
  to: Day
}

export const PERIOD_WORDS = ['yesterday', '7d', '28d', 'mtd', 'last-week', 'last-month'] as const
export type PeriodName = (typeof PERIOD_WORDS)[number] | `${Day}..${Day}`

export const isPeriodName = (text: string): text is PeriodName => {
  if ((PERIOD_WORDS as readonly string[]).includes(text)) return true
  const [from = '', to = '', ...rest] = text.split('..')
  return rest.length === 0 && isDay(from) && isDay(to) && from <= to
}

export const lengthOf = ({ from, to }: Period): number => daysBetween(from, to) + 1

/**
 * The days a name stands for when `asOf` is the newest day with numbers.
 * Never reaches past `asOf`, except for two dates given by hand.
 */
export const periodOf = (name: PeriodName, asOf: Day): Period => {
  switch (name) {
    case 'yesterday':
      return { from: asOf, to: asOf }
    case '7d':
      return { from: plusDays(asOf, -6), to: asOf }
    case '28d':
      return { from: plusDays(asOf, -27), to: asOf }
    case 'mtd':
      return { from: firstOfMonth(asOf), to: asOf }
    case 'last-week': {
      const sunday = plusDays(asOf, -(dateOf(asOf).dayOfWeek % 7))
      return { from: plusDays(sunday, -6), to: sunday }
    }
    case 'last-month': {
      const lastDay = dayOf(dateOf(asOf).with({ day: 1 }).subtract({ days: 1 }))
      const full = plusDays(asOf, 1).endsWith('-01') ? asOf : lastDay
      return { from: firstOfMonth(full), to: full }
    }
    default: {
      const [from, to] = name.split('..') as [Day, Day]
      return { from, to }
    }
  }
}

/** Whole calendar months are settled, and set against the month before. */
export const isMonth = ({ from, to }: Period): boolean =>
  from.endsWith('-01') && plusDays(to, 1).endsWith('-01') && from.slice(0, 7) === to.slice(0, 7)

/**
 * What a period is set against: as many days, shifted back by whole weeks, so that Mondays meet Mondays.
 * A whole calendar month is set against the month before.
 */
export const before = (period: Period): Period => {
  const { from, to } = period
  if (isMonth(period)) {
    const lastDay = plusDays(from, -1)
    return { from: firstOfMonth(lastDay), to: lastDay }
  }
  const back = Math.ceil(lengthOf(period) / 7) * 7
  return { from: plusDays(from, -back), to: plusDays(to, -back) }
}
