import { KNOWN } from '#src/domain/window.ts'
import type { House, Person } from './house.ts'

/** LIVE days, hours and diamonds of one creator. */
export interface Amounts {
  days: number
  hours: number
  diamonds: number
}

/** What a day does to the yield of everybody like this creator, in logarithms. */
export type DayEffect = (creator: number, day: number) => number

/** What the day did to the others of the market: for whatever moves less than a market. */
export const othersOf =
  ({ rate, days }: House): DayEffect =>
  (creator, d) =>
    rate.shared[creator * days + d] ?? 0

/**
 * What somebody's newest `span` days would have brought, had nothing happened: as many LIVE days and hours as on all
 * the days before them, by their own weekdays, each hour at the own yield on such a day. All of the days before count,
 * and not only those that alarms are judged by: of a group many a member is LIVE one day in four, and their part is only
 * as sure as that is.
 */
export const ordinaryOf = (house: House, person: Person, span: number, effect: DayEffect): Amounts => {
  const { days, today, weekday, window } = house
  const start = person.at * days
  const minutes = house.column('live_minutes')
  const from = today - span + 1
  let known = 0
  let live = 0
  let hours = 0
  for (let d = Math.max(0, Math.ceil(person.joined)); d < from; d++) {
    if (window.known[start + d] === KNOWN.no || !house.exact[start + d]) continue
    known++
    if (!house.live[start + d]) continue
    live++
    hours += (minutes?.[start + d] ?? 60) / 60
  }
  if (live === 0) return { days: 0, hours: 0, diamonds: 0 }
  const like = weekdaysOf(person)
  let expected = 0
  let pull = 0
  for (let d = from; d <= today; d++) {
    const chance = (live / known) * (like[weekday[d] ?? 0] ?? 1)
    expected += chance
    pull += chance * Math.exp(effect(person.at, d))
  }
  const long = hours / live
  return { days: expected, hours: long * expected, diamonds: long * pull * yieldOf(house, person, from) }
}

/** How many ordinary days each weekday is, by the own habit; seven in all. */
const weekdaysOf = ({ habit }: Person): Float64Array => {
  const mean = habit.reduce((sum, chance) => sum + chance, 0) / habit.length
  return habit.map((chance) => (mean === 0 ? 1 : chance / mean))
}

/** Pooled residuals count as this many days of one's own. */
const PRIOR = 20
/** No single day counts for more standard deviations: a rain of gifts is no habit. */
const MOST = 2.5

/**
 * The mean yield of an hour before `until`, without what the days did to everybody: the median in logarithms times the
 * mean of what is left (Duan's smearing estimate, 1983), which leans on a log-normal's where there is little.
 */
const yieldOf = ({ rate, days }: House, { at, learnsFrom, usual }: Person, until: number): number => {
  const base = rate.base[at] ?? Number.NaN
  if (Number.isNaN(base)) return usual.rate
  const spread = rate.spread[at] ?? 0
  let sum = PRIOR * Math.exp((spread * spread) / 2)
  let n = PRIOR
  for (let d = Math.max(0, learnsFrom); d < until; d++) {
    const own = rate.own[at * days + d] ?? Number.NaN
    if (Number.isNaN(own)) continue
    sum += Math.exp(Math.min(own, MOST * spread))
    n++
  }
  return (Math.exp(base) * sum) / n
}
