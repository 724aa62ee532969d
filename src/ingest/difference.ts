import { type Day, firstOfMonth, monthOf } from '#src/domain/day.ts'
import { METRIC_NAMES, METRICS, type Metric, ROLLED_UP, type Values } from '#src/domain/metric.ts'

/** What the platform says a creator reached from the first of the month, or on one day, up to `to`. */
export interface Total {
  from: Day
  to: Day
  joined: Day | null
  totals: Values
}

/** A day that a feed has told: it is left as it is, and what it says is not spread again. */
export interface KnownDay {
  day: Day
  values: Values
}

export interface DayFigures {
  day: Day
  values: Values
  /** What a headline shows was spread evenly over several days that no file tells apart. */
  estimated: boolean
  /** The platform lowered a total that it had reported: the difference counts as nothing. */
  restated: boolean
}

/**
 * Takes one creator's totals of one month apart into days. Depends on what the totals are and not on when they
 * came, so files in any order give the same days.
 */
export const difference = (totals: readonly Total[], known: readonly KnownDay[]): readonly DayFigures[] => {
  const toDate = totals
    .filter(({ from, to }) => from === firstOfMonth(to))
    .sort((a, b) => (a.to < b.to ? -1 : 1))
  const single = totals.filter(({ from, to }) => from === to && from !== firstOfMonth(to))
  const fed = new Map(known.map(({ day, values }) => [day, values]))
  const told = new Map([...single.map(({ to, totals }) => [to, totals] as const), ...fed])

  const days = new Map<Day, DayFigures>()
  const figuresOf = (day: Day): DayFigures => {
    const figures = days.get(day) ?? { day, values: {}, estimated: false, restated: false }
    days.set(day, figures)
    return figures
  }

  for (const metric of METRIC_NAMES) {
    for (const share of METRICS[metric] === 'sum' ? flow(metric, toDate, told) : level(metric, toDate)) {
      const figures = figuresOf(share.day)
      figures.values[metric] = share.value
      // A column that some layouts lack makes no day an estimate.
      figures.estimated ||= share.estimated && HEADLINE.has(metric)
      figures.restated ||= share.restated
    }
    for (const { to, totals } of single) {
      const value = totals[metric]
      if (value !== undefined) figuresOf(to).values[metric] = value
    }
  }
  return [...days.values()].filter(({ day }) => !fed.has(day)).sort((a, b) => (a.day < b.day ? -1 : 1))
}

const HEADLINE: ReadonlySet<Metric> = new Set(ROLLED_UP)

interface Share {
  day: Day
  value: number
  estimated: boolean
  restated: boolean
}

function* flow(metric: Metric, totals: readonly Total[], told: ReadonlyMap<Day, Values>): Generator<Share> {
  let reached = 0
  let through: Day | null = null
  for (const { from, to, joined, totals: at } of totals) {
    const total = at[metric]
    if (total === null || total === undefined) continue
    const start: Day = joined !== null && joined > from && joined <= to ? joined : from
    const days = daysOfMonth(to).filter(
      (day) => day >= start && day <= to && (through === null || day > through),
    )
    const gained = total - reached
    const open = days.filter((day) => typeof told.get(day)?.[metric] !== 'number')
    const elsewhere = days.reduce((sum, day) => sum + (told.get(day)?.[metric] ?? 0), 0)
    const rest = Math.max(0, gained - elsewhere)
    const shared = metric === 'valid_days' ? Math.min(rest, open.length) : rest
    const certain = open.length === 1 || shared === 0 || (metric === 'valid_days' && shared === open.length)
    const parts = evenly(shared, open.length)
    for (const [i, day] of open.entries()) {
      yield { day, value: parts[i] ?? 0, estimated: !certain, restated: gained < 0 }
    }
    reached = total
    through = to
  }
}

/** A level is known on the day it was read, and on no other. */
function* level(metric: Metric, totals: readonly Total[]): Generator<Share> {
  for (const { to, totals: at } of totals) {
    const value = at[metric]
    if (typeof value === 'number') yield { day: to, value, estimated: false, restated: false }
  }
}

/** Whole parts of a whole, no two further apart than one; their sum is exactly what was shared. */
const evenly = (amount: number, parts: number): readonly number[] =>
  Array.from({ length: parts }, (_, i) =>
    Number.isInteger(amount)
      ? Math.floor((amount * (i + 1)) / parts) - Math.floor((amount * i) / parts)
      : amount / parts,
  )

/** Days are text that sorts as it reads, and a file of thousands of creators is about one month. */
const daysOfMonth = (day: Day): readonly Day[] => {
  const month = monthOf(day)
  const known = months.get(month)
  if (known) return known
  const days = Array.from({ length: 31 }, (_, i): Day => `${month}-${String(i + 1).padStart(2, '0')}` as Day)
  months.set(month, days)
  return days
}

const months = new Map<string, readonly Day[]>()
