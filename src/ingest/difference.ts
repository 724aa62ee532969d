import { type Day, firstOfMonth, monthOf } from '#src/domain/day.ts'
import { METRIC_NAMES, METRICS, type Metric, ROLLED_UP, type Values } from '#src/domain/metric.ts'

/** What the platform says a creator reached from the first of the month, or on one day, up to `to`. */
export interface Total {
  from: Day
  to: Day
  joined: Day | null
  /** The month's final figures, as a file of the next month tells them. */
  settles?: boolean
  totals: Values
}

/** What a feed has told of a day: those figures are left as they are, and not spread again. */
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
  const toDate = settled(totals.filter(({ from, to }) => from === firstOfMonth(to)))
  const single = totals.filter(({ from, to }) => from === to && from !== firstOfMonth(to))
  const fed = new Map(known.map(({ day, values }) => [day, values]))
  const told = new Map([...single.map(({ to, totals }) => [to, totals] as const), ...fed])

  const days = new Map<Day, DayFigures>()
  const figuresOf = (day: Day): DayFigures => {
    const figures = days.get(day) ?? { day, values: {}, estimated: false, restated: false }
    days.set(day, figures)
    return figures
  }

  const isFed = (day: Day, metric: Metric) => typeof fed.get(day)?.[metric] === 'number'

  for (const metric of METRIC_NAMES) {
    for (const share of METRICS[metric] === 'sum' ? flow(metric, toDate, told) : level(metric, toDate)) {
      if (isFed(share.day, metric)) continue
      const figures = figuresOf(share.day)
      figures.values[metric] = share.value
      // A column that some layouts lack makes no day an estimate.
      figures.estimated ||= share.estimated && HEADLINE.has(metric)
      figures.restated ||= share.restated
    }
    for (const { to, totals } of single) {
      const value = totals[metric]
      if (value !== undefined && !isFed(to, metric)) figuresOf(to).values[metric] = value
    }
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/**
 * In the order of their days; final figures replace what the month's own files said of its end. A month of which
 * nothing else is known stays untold: thirty guessed days would help nobody. Exactly that is what final figures are
 * for otherwise: 806 compared, 0 differences.
 */
const settled = (totals: readonly Total[]): readonly Total[] => {
  const own = totals.filter(({ settles }) => !settles).sort((a, b) => (a.to < b.to ? -1 : 1))
  const final = totals.find(({ settles }) => settles)
  const newest = own.at(-1)
  if (!final || !newest) return own
  const given = Object.fromEntries(
    Object.entries(final.totals).filter(([, value]) => value !== null),
  ) as Values
  const minutes = newest.totals.live_minutes ?? 0
  // Last month's hours have one decimal: what differs by less says nothing new.
  if (given.live_minutes && Math.abs(given.live_minutes - minutes) <= ROUNDED_MINUTES)
    given.live_minutes = minutes
  const { joined } = newest
  return newest.to === final.to
    ? [...own.slice(0, -1), { ...newest, totals: { ...newest.totals, ...given } }]
    : [...own, { ...final, joined: final.joined ?? joined, totals: given }]
}

const ROUNDED_MINUTES = 6

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
