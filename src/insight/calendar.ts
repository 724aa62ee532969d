import type { Day } from '#src/domain/day.ts'
import type { House } from './house.ts'
import { RECENT } from './signal.ts'

export interface Calendar {
  /** Days that teach nothing about an ordinary day of now, and are not judged: holidays, another season, another level. */
  special: (d: number) => boolean
  isPayDay: (d: number) => boolean
  /** `holiday:MARKET:DAY` or `season:NAME` where a day is known not to be like the ones before it. */
  reason: (d: number) => string | null
  /** A season that explains whatever is found: there is too little of it to learn from yet. */
  season: string | null
}

/** Like days needed before another season, or another level, is left out of what is learnt from. */
export const LIKE_DAYS = 21

/** What a market's days are known to be, or the network's (`all`). */
export const calendarOf = (house: House, market: string): Calendar => {
  const { days } = house.window
  const { seasons, payDays } = house.context.thresholds
  const feasts = feastsOf(house, market)
  const season = (d: number): string =>
    seasons.find(
      ({ markets: of, from, to }) =>
        (of.includes(market) || market === 'all') && isWithin(days[d] ?? '', from, to),
    )?.name ?? ''
  const now = season(house.today)
  // A shift that was told is the new level, once there is enough of it.
  const shifted = house.context.told.findLast(
    ({ kind, entity }) => kind === 'market_shift' && entity.id === market,
  )?.since
  const end = house.days - RECENT
  const like = (d: number): boolean => season(d) === now
  const seasonal = days.filter((_, d) => d < end && like(d)).length >= LIKE_DAYS
  const rebased =
    shifted !== undefined && days.filter((day, d) => d < end && day >= shifted).length >= LIKE_DAYS
  const changed = days.some((_, d) => d > house.today - RECENT && season(d) !== season(d - 1) && d > 0)
  const previous = season(Math.max(0, house.today - RECENT))
  return {
    special: (d) =>
      feasts.has(days[d] ?? '1970-01-01') ||
      (seasonal && !like(d)) ||
      (rebased && shifted !== undefined && (days[d] ?? '') < shifted),
    isPayDay: (d) => {
      const day = Number(days[d]?.slice(8))
      return day >= payDays.from || day <= payDays.to
    },
    reason: (d) => {
      const day = days[d] ?? '1970-01-01'
      const feast = feasts.get(day)
      if (feast !== undefined) return `holiday:${feast}:${day}`
      const here = seasonNear(house, market, d)
      return here === null ? null : `season:${here}`
    },
    season: !seasonal || (changed && market === 'all') ? `season:${now || previous}` : null,
  }
}

/** The share of the judged people whose holiday is one of the network too. */
const MANY = 0.3

/**
 * A market's holidays, each with the market it is told by. The network has those of the markets that together hold
 * enough of its judged people, told by the largest of them.
 */
const feastsOf = ({ context, people, window }: House, market: string): ReadonlyMap<Day, string> => {
  if (market !== 'all')
    return new Map(context.holidays.filter((each) => each.market === market).map(({ day }) => [day, market]))
  const judged = people.filter(({ tier }) => tier !== null)
  const sizes = new Map(
    window.markets.map((code, m) => [code, judged.filter((person) => person.market === m).length]),
  )
  const sizeOf = (code: string): number => sizes.get(code) ?? 0
  const feasts = new Map<Day, string>()
  for (const [day, holidays] of Map.groupBy(context.holidays, (each) => each.day)) {
    const codes = [...new Set(holidays.map((each) => each.market))].sort(
      (a, b) => sizeOf(b) - sizeOf(a) || (a < b ? -1 : 1),
    )
    const held = codes.reduce((sum, code) => sum + sizeOf(code), 0)
    if (codes[0] !== undefined && held > 0 && held >= MANY * judged.length) feasts.set(day, codes[0])
  }
  return feasts
}

/** A season that began or ended in the week before a day; for the network, one of any market. */
const seasonNear = (house: House, market: string, d: number): string | null => {
  const { days } = house.window
  const near = house.context.thresholds.seasons.find(
    ({ markets: of, from, to }) =>
      (of.includes(market) || market === 'all') &&
      isWithin(days[d] ?? '', from, to) !== isWithin(days[Math.max(0, d - 7)] ?? '', from, to),
  )
  return near?.name ?? null
}

const isWithin = (day: string, from: string, to: string): boolean => {
  const like = from.length === 5 ? day.slice(5) : day
  return from <= to ? like >= from && like <= to : like >= from || like <= to
}
