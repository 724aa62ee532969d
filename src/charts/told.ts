import { type Day, plusDays } from '../domain/day.ts'
import type { Voice } from '../kit/voice.ts'
import type { Figure, Series } from './spec.ts'

/** What there is to say of a series: the picture marks it and the words name it, from here. */

export interface Known {
  i: number
  day: Day
  value: number
}

export const knownIn = ({ from, values }: Omit<Series, 'name'>): Known[] =>
  values.flatMap((value, i) => (value === null ? [] : [{ i, day: plusDays(from, i), value }]))

/** The first of equal days; null where no day is known. */
export const extremes = (series: Omit<Series, 'name'>): { highest: Known; lowest: Known } | null => {
  const known = knownIn(series)
  const [first] = known
  if (!first) return null
  return known.reduce(
    ({ highest, lowest }, it) => ({
      highest: it.value > highest.value ? it : highest,
      lowest: it.value < lowest.value ? it : lowest,
    }),
    { highest: first, lowest: first },
  )
}

/** `1,234 ▲ +12.4%`; the figure alone where there is nothing to set it against. */
export const figureSaid = ({ now, before }: Figure, v: Voice): string =>
  before === null ? v.number(now) : `${v.number(now)}  ${v.arrow(now, before)} ${v.change(now, before)}`

/** `+1,234`, `−1,234`, `0` */
export const signed = (value: number, v: Voice): string =>
  value > 0 ? `+${v.number(value)}` : value < 0 ? `−${v.number(-value)}` : v.number(0)
