import { type Day, plusDays } from '../domain/day.ts'
import type { Voice } from '../kit/voice.ts'
import type { Figure, Pulse, Series } from './spec.ts'

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
  before === null || before < 0 || (before === 0 && now <= 0)
    ? numberSaid(now, v)
    : `${numberSaid(now, v)}  ${v.arrow(now, before)} ${v.change(now, before)}`

/** A dash where no day is known: nothing is not zero. */
export const periodSaid = ({ now, figure }: Pulse, v: Voice): string =>
  knownIn(now).length === 0 ? '–' : figureSaid(figure, v)

/** With a real minus, which is as wide as a plus. */
export const numberSaid = (value: number, v: Voice): string =>
  value < 0 ? `−${v.number(-value)}` : v.number(value)

/** `+1,234`, `−1,234`, `0` */
export const signed = (value: number, v: Voice): string =>
  value > 0 ? `+${v.number(value)}` : numberSaid(value, v)

/** `Highest 1,234 on 4 Dec, lowest 1 on 9 Dec` */
export const spanSaid = (series: Omit<Series, 'name'>, v: Voice): string => {
  const { chart } = v.t
  const found = extremes(series)
  if (!found) return chart.nothing
  const { highest, lowest } = found
  const [high, low] = [numberSaid(highest.value, v), numberSaid(lowest.value, v)]
  if (highest.value === lowest.value)
    return knownIn(series).length === 1
      ? chart.oneDay({ value: high, day: v.shortDay(highest.day) })
      : chart.eachDay({ value: high })
  return chart.span({ high, highDay: v.shortDay(highest.day), low, lowDay: v.shortDay(lowest.day) })
}
