import { type Day, dateOf, daysFrom, firstOfMonth, plusDays } from '#src/domain/day.ts'
import { emailOf, type Namer, namer } from './names.ts'
import type { Chance } from './random.ts'

export interface SampleMarket {
  code: string
  region: string
  timeZone: string
  language: string
  weight: number
  /** The first day of the weekend, Monday being 1. */
  weekend: 5 | 6
}

export const MARKETS: readonly SampleMarket[] = [
  { code: 'IT', region: 'SOUTH', timeZone: 'Europe/Rome', language: 'it', weight: 27, weekend: 6 },
  { code: 'ES', region: 'SOUTH', timeZone: 'Europe/Madrid', language: 'es', weight: 14, weekend: 6 },
  { code: 'FR', region: 'WEST', timeZone: 'Europe/Paris', language: 'fr', weight: 13, weekend: 6 },
  { code: 'DE', region: 'DACH', timeZone: 'Europe/Berlin', language: 'de', weight: 10, weekend: 6 },
  { code: 'GB', region: 'WEST', timeZone: 'Europe/London', language: 'en', weight: 10, weekend: 6 },
  { code: 'PT', region: 'SOUTH', timeZone: 'Europe/Lisbon', language: 'pt', weight: 5, weekend: 6 },
  { code: 'PL', region: 'EAST', timeZone: 'Europe/Warsaw', language: 'pl', weight: 4, weekend: 6 },
  { code: 'RO', region: 'EAST', timeZone: 'Europe/Bucharest', language: 'ro', weight: 4, weekend: 6 },
  { code: 'TR', region: 'MENA', timeZone: 'Europe/Istanbul', language: 'tr', weight: 5, weekend: 6 },
  { code: 'SA', region: 'MENA', timeZone: 'Asia/Riyadh', language: 'ar', weight: 4, weekend: 5 },
  { code: 'AE', region: 'MENA', timeZone: 'Asia/Dubai', language: 'ar', weight: 2, weekend: 6 },
  { code: 'MA', region: 'MENA', timeZone: 'Africa/Casablanca', language: 'ar', weight: 2, weekend: 6 },
]

interface SamplePerson {
  name: string
  email: string
}
export interface SampleAgency {
  name: string
  market: SampleMarket
  tier: 'High' | 'Mid' | 'Low'
  category: string
  /** The region's own strategy manager: somebody in Slack. */
  manager: SamplePerson
  contact: string
  /** The agency's people, whose e-mails the platform's files show. */
  agents: readonly SamplePerson[]
  weight: number
  /** What being here does to a creator's level, as a factor. */
  lift: number
}

/** From this day on, until the next. */
export interface Since<T> {
  from: Day
  is: T
}
export interface SampleCreator {
  id: string
  market: SampleMarket
  category: string
  joined: Day
  joinedAt: string
  /** The first day out of the network. */
  quit: Day | null
  usernames: readonly Since<string>[]
  agencies: readonly Since<SampleAgency | null>[]
  agent: SamplePerson | null
  /** Diamonds in 28 ordinary days; 0 for those who never earn. */
  level: number
  /** The chance of going LIVE on an ordinary day. */
  habit: number
  /** Median hours of a LIVE day. */
  hours: number
  fanShare: number
  matches: boolean
  viewers: number
  followersPerHour: number
  /** How each weekday suits them, Monday first. */
  week: readonly number[]
}

export interface World {
  from: Day
  to: Day
  days: readonly Day[]
  agencies: readonly SampleAgency[]
  creators: readonly SampleCreator[]
  merger: SampleMerger | null
}
/** One agency ends and its people go to another: its numbers stop though nobody stopped. */
interface SampleMerger {
  closed: SampleAgency
  into: SampleAgency
  day: Day
}

export const on = <T>(history: readonly Since<T>[], day: Day): T | undefined =>
  history.findLast(({ from }) => from <= day)?.is

export interface WorldSize {
  asOf: Day
  weeks: number
  creators: number
  managers?: readonly SamplePerson[]
}

/** The first month is whole, so that month-to-date totals can start from nothing. */
export const worldOf = (luck: Chance, { asOf, weeks, creators, managers }: WorldSize): World => {
  const from = firstOfMonth(plusDays(asOf, 1 - 7 * weeks))
  const days = daysFrom(from, asOf)
  const names = namer(luck.branch('names'))
  const agencies = agenciesOf(luck.branch('agencies'), names, creators, managers)
  const people = luck.branch('creators')
  const ids = new Set<string>()
  const founders = levels(people, creators, 0.29).map((level) =>
    creatorOf(people, names, ids, agencies, { level, joined: plusDays(from, -people.whole(5, 1400)), from }),
  )
  const joiners = levels(people, Math.round(((creators * 0.06) / 30) * days.length), 0.38).map((level) =>
    creatorOf(people, names, ids, agencies, {
      level: people.happens(0.55) ? Math.min(level, people.between(0, 80)) : level * 0.6,
      joined: plusDays(from, people.whole(1, days.length - 1)),
      from,
    }),
  )
  const mondays = days.filter((day, i) => i >= 7 && dateOf(day).dayOfWeek === 1)
  const all = [...founders, ...joiners].map((creator) => lifeOf(people, names, agencies, creator, mondays))
  const merger = mergerOf(luck.branch('merger'), agencies, days)
  const moved = merger ? all.map((creator) => merge(creator, merger)) : all
  return { from, to: asOf, days, agencies, creators: moved, merger }
}

/** The smallest house of the largest market, in the middle of a run long enough to hold it. */
const mergerOf = (
  luck: Chance,
  agencies: readonly SampleAgency[],
  days: readonly Day[],
): SampleMerger | null => {
  const [first] = agencies
  const day = days[luck.whole(Math.floor(days.length * 0.4), Math.floor(days.length * 0.6))]
  if (!first || day === undefined || days.length < 84) return null
  const [closed, into] = agencies
    .filter(({ market }) => market === first.market)
    .toSorted((a, b) => a.weight - b.weight)
  return closed && into && agencies.length > 8 ? { closed, into, day } : null
}

const merge = (creator: SampleCreator, { closed, into, day }: SampleMerger): SampleCreator => {
  const moves = creator.agencies.map(({ from, is }) =>
    is === closed && from >= day ? { from, is: into } : { from, is },
  )
  if (creator.joined < day && on(creator.agencies, day) === closed) moves.push({ from: day, is: into })
  return { ...creator, agencies: moves.toSorted((a, b) => (a.from < b.from ? -1 : 1)) }
}

const CATEGORIES = [
  ...Array<string>(22).fill('gaming'),
  ...Array<string>(15).fill('music'),
  ...Array<string>(40).fill('chat'),
  ...Array<string>(13).fill('talent'),
  ...Array<string>(10).fill('other'),
]

const agenciesOf = (
  luck: Chance,
  names: Namer,
  creators: number,
  given: readonly SamplePerson[] | undefined,
): SampleAgency[] => {
  const count = Math.min(60, Math.max(Math.min(12, creators), Math.round(creators / 19)))
  const managers =
    given && given.length > 0
      ? given
      : Array.from({ length: Math.max(2, Math.round(count / 7)) }, (_, i) => {
          const name = names.person(i % 2 ? 'en' : 'it')
          return { name, email: emailOf(name, 'live region') }
        })
  const markets = marketsFor(count)
  return markets.map((market, i) => {
    const name = names.agency(market.language)
    const agents = Array.from({ length: luck.whole(1, 5) }, () => {
      const person = names.person(market.language)
      return { name: person, email: emailOf(person, name) }
    })
    return {
      name,
      market,
      tier: luck.oneOf(['High', 'Mid', 'Mid', 'Low'] as const),
      category: luck.oneOf(CATEGORIES),
      manager: managers[i % managers.length] ?? luck.oneOf(managers),
      contact: agents[0]?.name ?? '',
      agents,
      weight: Math.min(Math.exp(0.8 * luck.normal()), 250 / 18),
      lift: luck.noise(0.35),
    }
  })
}

/** As many agencies to a market as its weight earns it, and at least one to each while they last. */
const marketsFor = (count: number): SampleMarket[] => {
  const total = MARKETS.reduce((sum, { weight }) => sum + weight, 0)
  const quota = MARKETS.map((market, i) => ({ market, i, seats: 0 }))
  for (let seat = 0; seat < count; seat++) {
    const next = quota.reduce((best, each) => (want(each, total) > want(best, total) ? each : best))
    next.seats++
  }
  return quota.flatMap(({ market, seats }) => Array<SampleMarket>(seats).fill(market))
}
const want = ({ market, seats }: { market: SampleMarket; seats: number }, total: number): number =>
  seats === 0 ? 1000 + market.weight : market.weight / total / (seats + 0.5)

/**
 * Levels as the field shows them: some at nothing, the rest log-normal with a very long tail.
 * Drawn one from each equal slice of the distribution, so that a region's total hangs on no lucky draw.
 */
const levels = (luck: Chance, count: number, nothing: number): number[] => {
  const none = Math.round(count * nothing)
  const earning = count - none
  const drawn = Array.from({ length: earning }, (_, i) => {
    const z = quantile((i + luck.between(0.3, 0.7)) / earning)
    return Math.min(3_000_000, 3000 * Math.exp(2.34 * z))
  })
  return luck.shuffled([...drawn, ...Array<number>(none).fill(0)])
}

/** The normal distribution's inverse, after Acklam: good to nine digits. */
const quantile = (p: number): number => {
  if (p > 0.5) return -quantile(1 - p)
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    const over =
      ((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
        q +
        4.374664141464968) *
        q +
      2.938163982698783
    const under =
      (((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
      1
    return over / under
  }
  const q = p - 0.5
  const r = q * q
  const over =
    (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
    q
  const under =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
    1
  return over / under
}

const CORE = 100_000

const creatorOf = (
  luck: Chance,
  names: Namer,
  ids: Set<string>,
  agencies: readonly SampleAgency[],
  { level, joined, from }: { level: number; joined: Day; from: Day },
): SampleCreator => {
  const agency = weighted(luck, agencies)
  const grouped = luck.happens(0.97) ? agency : null
  // One agency works in two countries.
  const market = agency === agencies[0] && luck.happens(0.3) ? (MARKETS[1] ?? agency.market) : agency.market
  const since = joined > from ? joined : from
  const habit = level > 0 ? luck.beta(1.5, 1.75) : luck.happens(0.4) ? luck.beta(1, 12) : 0
  return {
    id: freshId(luck, ids),
    market,
    category: luck.oneOf(CATEGORIES),
    joined,
    joinedAt: [luck.whole(0, 23), luck.whole(0, 59), luck.whole(0, 59)]
      .map((part) => String(part).padStart(2, '0'))
      .join(':'),
    quit: null,
    usernames: [{ from: since, is: names.username(market.language) }],
    agencies: [{ from: since, is: grouped }],
    agent: luck.happens(0.93) ? luck.oneOf(agency.agents) : null,
    level: Math.min(3_500_000, level * (grouped?.lift ?? 1) ** 0.5),
    // Nobody earns much by going LIVE twice a month.
    habit: Math.max(level > CORE ? 0.4 : level > 0 ? 0.05 : 0, Math.min(0.97, habit)),
    hours: 3 * Math.exp(0.22 * luck.normal()),
    fanShare: Math.min(0.995, Math.max(0.6, 0.93 + 0.05 * luck.normal())),
    matches: luck.happens(0.18),
    viewers: Math.max(2, Math.sqrt(level) * 0.35 * luck.noise(0.4) + luck.between(1, 8)),
    followersPerHour: 0.4 + (Math.sqrt(level) / 60) * luck.noise(0.6),
    week: Array.from({ length: 7 }, () => luck.between(0.7, 1.3)),
  }
}

const weighted = (luck: Chance, agencies: readonly SampleAgency[]): SampleAgency => {
  let left = luck.unit() * agencies.reduce((sum, { weight }) => sum + weight, 0)
  for (const agency of agencies) {
    left -= agency.weight
    if (left < 0) return agency
  }
  return luck.oneOf(agencies)
}

/** Nineteen digits, more than a number can hold, and never ending like a rounded one. */
const freshId = (luck: Chance, taken: Set<string>): string => {
  for (;;) {
    const digits = [luck.whole(1_000_000, 9_999_999), luck.whole(1_000_000, 9_999_999)].join('')
    const id = `${luck.whole(67, 75)}${digits}${luck.whole(101, 999)}`
    if (/0$/.test(id) || taken.has(id)) continue
    taken.add(id)
    return id
  }
}

/** Quits, renames and transfers. Those who earn stay; those who never go LIVE drift away. */
const lifeOf = (
  luck: Chance,
  names: Namer,
  agencies: readonly SampleAgency[],
  creator: SampleCreator,
  mondays: readonly Day[],
): SampleCreator => {
  const usernames = [...creator.usernames]
  const groups = [...creator.agencies]
  const idle = creator.habit < 0.08
  const weekly = idle ? 0.022 : creator.level > 20_000 ? 0.002 : 0.011
  for (const day of mondays) {
    if (day <= creator.joined) continue
    if (luck.happens(weekly))
      return { ...creator, usernames, agencies: groups, quit: plusDays(day, luck.whole(0, 6)) }
    const later = plusDays(day, luck.whole(0, 6))
    if (luck.happens(0.005 / 4.3))
      usernames.push({ from: later, is: names.username(creator.market.language) })
    if (luck.happens(0.006 / 4.3)) {
      const others = agencies.filter((each) => each.market === creator.market && each !== groups.at(-1)?.is)
      if (others.length > 0) groups.push({ from: later, is: luck.oneOf(others) })
    }
  }
  return { ...creator, usernames, agencies: groups }
}
