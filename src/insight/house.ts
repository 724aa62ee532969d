import { darkAfter } from '#src/domain/dark.ts'
import { type Day, dateOf, daysBetween, plusDays } from '#src/domain/day.ts'
import type { Subject } from '#src/domain/insight.ts'
import type { Metric } from '#src/domain/metric.ts'
import { medianOf } from '#src/domain/spread.ts'
import type { Tier } from '#src/domain/thresholds.ts'
import { KNOWN, type Window } from '#src/domain/window.ts'
import { RECENT, type Signal, signalOf } from './signal.ts'
import type { Context } from './window.ts'

/** Everything that the kinds ask about, worked out once. `today` is the position of the newest day. */
export interface House {
  window: Window
  context: Context
  days: number
  today: number
  /** By position of day: Monday 0. */
  weekday: Uint8Array
  /** By cell: known, and LIVE on it. */
  live: Uint8Array
  /** By cell: its figures are this day's own, not a gap spread evenly. */
  exact: Uint8Array
  column: (metric: Metric) => Float32Array | null
  people: readonly Person[]
  /** Creators of whom a leading sign was told in the last weeks, by id. */
  foretold: ReadonlySet<string>
  /** Diamonds an hour, minutes of a LIVE day, active fans: of those whose volume lets them be judged. */
  rate: Signal
  hours: Signal
  fans: Signal | null
}

export interface Person {
  at: number
  /** Of the newest day. */
  agency: number
  market: number
  tier: Tier | null
  /** Days without a LIVE from which they have gone dark; null without a tier. */
  darkAfter: number | null
  /** Position in the list of tiers; the number of tiers for none. */
  rank: number
  joined: number
  /** First day that may be learnt from: after the first four weeks, when everybody grows. */
  learnsFrom: number
  /** The newest day is known: who is in no file has left, and is not dark. */
  present: boolean
  /** The chance to be LIVE on each weekday, Monday first. */
  habit: Float64Array
  /** LIVE days of the weeks learnt from. */
  liveDays: number
  /** Ordinary week: days, hours of a LIVE day, diamonds of an hour. */
  usual: { days: number; hours: number; rate: number }
  subject: Subject
}

const EPOCH: Day = '1970-01-01'
const RAMP_DAYS = 28
/** A weekday's habit leans this many weeks on the general one. */
const HABIT_PRIOR = 4
const RATE_FLOOR = 0.2
const HOURS_FLOOR = 0.15
const FANS_FLOOR = 0.04
/** A single day counts for at most so many ordinary ones when a usual week is worked out. */
const RAIN = 4

export const houseOf = (window: Window, context: Context): House => {
  const days = window.days.length
  const cells = window.ids.length * days
  const column = (metric: Metric): Float32Array | null => window.metrics[metric] ?? null
  const minutes = column('live_minutes')
  const diamonds = column('diamonds')
  const live = new Uint8Array(cells)
  const exact = new Uint8Array(cells)
  for (let cell = 0; cell < cells; cell++) {
    const known = window.known[cell] ?? KNOWN.no
    exact[cell] = known === KNOWN.yes || known === KNOWN.restated ? 1 : 0
    live[cell] = known !== KNOWN.no && ((minutes ?? diamonds)?.[cell] ?? 0) > 0 ? 1 : 0
  }
  excuse(window, context, exact)
  const first = dateOf(window.days[0] ?? EPOCH).dayOfWeek - 1
  const weekday = Uint8Array.from({ length: days }, (_, d) => (first + d) % 7)
  const bare = { window, context, days, today: days - 1, weekday, live, exact, column }
  const people = window.ids.map((_, c) => personOf(bare, c))
  const special = campaignCells(bare)
  const judged = (c: number): boolean => people[c]?.tier !== null && people[c] !== undefined
  const from = Float64Array.from(people, ({ learnsFrom }) => learnsFrom)
  const common = { window, judged, from, enough: 8 }
  const rate = signalOf({
    ...common,
    of: (cell) => yieldOf(cell, exact, live, diamonds, minutes),
    special,
    floor: RATE_FLOOR,
  })
  const hours = signalOf({
    ...common,
    of: (cell) => (exact[cell] && live[cell] ? (minutes?.[cell] ?? Number.NaN) : Number.NaN),
    special: null,
    floor: HOURS_FLOOR,
  })
  const activeFans = column('active_fans')
  const fans =
    activeFans === null
      ? null
      : signalOf({
          ...common,
          judged: (c) => judged(c) && hasFans(activeFans, c * days, days, context.thresholds.fans.least),
          of: (cell) => (exact[cell] ? (activeFans[cell] ?? Number.NaN) + 0.5 : Number.NaN),
          special: null,
          floor: FANS_FLOOR,
        })
  return { ...bare, people, foretold: foretoldIn(window, context), rate, hours, fans }
}

/** Days of a known leave say nothing about anybody's habits. */
const excuse = (window: Window, { mutes }: Context, exact: Uint8Array): void => {
  for (const { entity, kind, from, until } of mutes) {
    const c = kind === null && entity.type === 'creator' ? window.ids.indexOf(entity.id) : -1
    if (c < 0) continue
    for (const [d, day] of window.days.entries())
      if (day >= from && day <= until) exact[c * window.days.length + d] = 0
  }
}

/** Diamonds an hour; a day of a few minutes says nothing about it. */
const yieldOf = (
  cell: number,
  exact: Uint8Array,
  live: Uint8Array,
  diamonds: Float32Array | null,
  minutes: Float32Array | null,
): number => {
  if (!exact[cell] || !live[cell]) return Number.NaN
  const hours = (minutes?.[cell] ?? 60) / 60
  return hours < 0.25 ? Number.NaN : ((diamonds?.[cell] ?? Number.NaN) + 1) / hours
}

const hasFans = (fans: Float32Array, start: number, days: number, least: number): boolean => {
  let count = 0
  for (let d = 0; d < days - RECENT; d++) if ((fans[start + d] ?? 0) >= least) count++
  return count >= RECENT
}

const FORETOLD_DAYS = 21

const foretoldIn = ({ days }: Window, { told }: Context): Set<string> => {
  const from = plusDays(days.at(-1) ?? EPOCH, -FORETOLD_DAYS)
  return new Set(
    told.flatMap(({ entity, on, direction, metric }) =>
      entity.type === 'creator' && on >= from && direction === 'down' && metric !== 'diamonds'
        ? [entity.id]
        : [],
    ),
  )
}

type Bare = Omit<House, 'people' | 'foretold' | 'rate' | 'hours' | 'fans'>

const personOf = (house: Bare, c: number): Person => {
  const { window, days, today, weekday, live, column, context } = house
  const start = c * days
  const end = days - RECENT
  const joined = window.joined[c] ?? Number.NaN
  let firstKnown = 0
  while (firstKnown < days && window.known[start + firstKnown] === KNOWN.no) firstKnown++
  // Who was never seen joining but appears within the window is taken to have joined there.
  const came = Number.isNaN(joined) ? (firstKnown === 0 ? -RAMP_DAYS : firstKnown) : joined
  const learnsFrom = Math.max(firstKnown, came + RAMP_DAYS, rebasedAt(house, c))
  const hits = new Float64Array(7)
  const chances = new Float64Array(7)
  const minutes = column('live_minutes')
  const diamonds = column('diamonds')
  let liveDays = 0
  let seen = 0
  let time = 0
  const goods = new Float64Array(days)
  // Attendance does not ramp: it is learnt from the first day.
  for (let d = Math.max(firstKnown, Math.ceil(came)); d < end; d++) {
    const cell = start + d
    if (window.known[cell] === KNOWN.no || !house.exact[cell]) continue
    seen++
    const w = weekday[d] ?? 0
    chances[w] = (chances[w] ?? 0) + 1
    if (!live[cell]) continue
    hits[w] = (hits[w] ?? 0) + 1
    goods[liveDays++] = diamonds?.[cell] ?? 0
    time += (minutes?.[cell] ?? 60) / 60
  }
  const general = seen === 0 ? 0 : liveDays / seen
  const habit = Float64Array.from(
    hits,
    (hit, w) => (hit + HABIT_PRIOR * general) / ((chances[w] ?? 0) + HABIT_PRIOR),
  )
  const ordinary = medianOf(goods.slice(0, liveDays))
  let kept = 0
  for (let i = 0; i < liveDays; i++) kept += Math.min(goods[i] ?? 0, RAIN * ordinary)
  const usual = {
    days: 7 * general,
    hours: liveDays === 0 ? 0 : time / liveDays,
    rate: time === 0 ? 0 : kept / time,
  }
  const month = { diamonds: 4 * usual.days * usual.hours * usual.rate, liveDays: 4 * usual.days }
  const { tiers, eligible } = context.thresholds
  const rank =
    seen >= eligible.daysOfHistory && month.liveDays >= eligible.liveDays
      ? tiers.findIndex(({ from }) => month.diamonds >= from)
      : -1
  return {
    at: c,
    agency: window.agency[start + today] ?? -1,
    market: window.market[c] ?? -1,
    tier: tiers[rank] ?? null,
    darkAfter: rank < 0 ? null : darkAfter(context.thresholds, month),
    rank: rank < 0 ? tiers.length : rank,
    joined: Number.isNaN(joined) ? Number.NEGATIVE_INFINITY : joined,
    learnsFrom,
    present: window.known[start + today] !== KNOWN.no,
    habit,
    liveDays,
    usual,
    subject: { type: 'creator', id: window.ids[c] ?? '', name: window.names[c] ?? '' },
  }
}

/** A change of level that was told is the new level, once there are two weeks of it to learn from. */
const rebasedAt = ({ window, context, days }: Bare, c: number): number => {
  const shift = context.told.findLast(
    ({ kind, entity }) => kind === 'level_shift' && entity.id === window.ids[c] && entity.type === 'creator',
  )
  const at = shift ? daysBetween(window.days[0] ?? EPOCH, shift.since) : Number.NEGATIVE_INFINITY
  return at <= days - 2 * RECENT ? at : Number.NEGATIVE_INFINITY
}

/** Days of those a campaign is meant for, and the tired week after it. */
const campaignCells = ({ window, context, days }: Bare): Uint8Array => {
  const cells = new Uint8Array(window.ids.length * days)
  for (const campaign of context.campaigns) {
    for (let c = 0; c < window.ids.length; c++) {
      if (!isMeant(window, c, campaign)) continue
      for (let d = 0; d < days; d++) {
        const day = window.days[d] ?? ''
        if (day >= campaign.from && day <= campaign.to) cells[c * days + d] = 1
      }
    }
  }
  return cells
}

export const isMeant = (window: Window, c: number, campaign: Context['campaigns'][number]): boolean =>
  (campaign.market === null || window.markets[window.market[c] ?? -1] === campaign.market) &&
  (campaign.creators === null || campaign.creators.has(window.ids[c] ?? ''))

/** The sum of a metric over the days `from..to`, unknown days left out. */
export const sumOf = (house: House, metric: Metric, c: number, from: number, to: number): number => {
  const values = house.column(metric)
  if (values === null) return 0
  let sum = 0
  for (let d = Math.max(0, from); d <= to; d++) {
    const value = values[c * house.days + d] ?? 0
    if (value > 0) sum += value
  }
  return sum
}

/** What a week is worth to somebody, by their own usual days, hours and yield. */
export const usualWeek = ({ usual }: Person): number => usual.days * usual.hours * usual.rate
