import { type Day, dateOf, daysBetween, firstOfMonth, plusDays } from '#src/domain/day.ts'
import type { Values } from '#src/domain/metric.ts'
import { type Chance, chance } from './random.ts'
import { campaignsOf, holidayIn, type SampleCampaign, type SampleHoliday, seasonOf } from './season.ts'
import { type Bends, inject, straight, type TruthCase } from './truth.ts'
import {
  MARKETS,
  on,
  type SampleAgency,
  type SampleCreator,
  type SampleMarket,
  type WorldSize,
  worldOf,
} from './world.ts'

/** What is kept of each creator's day. LIVE time is in seconds, as the platform's files say it. */
export type TruthMetric =
  | 'diamonds'
  | 'live_seconds'
  | 'valid_days'
  | 'new_followers'
  | 'streams'
  | 'matches'
  | 'match_diamonds'
  | 'fan_club_diamonds'
  | 'active_fans'
  | 'avg_viewers'
  | 'peak_viewers'
  | 'unique_viewers'
  | 'watch_minutes'
  | 'returning_viewers'
  | 'gifters'
  | 'violations'

/** A region that never was: who is in it, and what each of them did each day. */
export interface Region {
  seed: number | string
  /** The first of a month, so that every month-to-date total is whole. */
  from: Day
  to: Day
  days: readonly Day[]
  markets: readonly SampleMarket[]
  agencies: readonly SampleAgency[]
  creators: readonly SampleCreator[]
  campaigns: readonly SampleCampaign[]
  holidays: readonly (SampleHoliday & { market: string })[]
  truth: readonly TruthCase[]
  /** By metric: the value of creator `c` on day `d` is at `c * days.length + d`. */
  daily: Readonly<Record<TruthMetric, Int32Array>>
  /**
   * At the same places, the diamonds an hour that were to be expected had no case bent them: what a scorer sets the
   * outcome against. 0 outside the network.
   */
  usual: Float32Array
  /** Chance's own events, which no case made: real all the same. */
  happenings: readonly Happening[]
}

/** A rain of gifts on one day, or a creator's part in a campaign. */
export interface Happening {
  kind: 'gift_rain' | 'campaign'
  creatorId: string
  from: Day
  to: Day
  factor: number
}

/** The sample region of a seed. The same seed and size give the same region to the last digit. */
export const sampleRegion = ({ seed, ...size }: WorldSize & { seed: number | string }): Region => {
  const luck = chance(seed)
  const world = worldOf(luck.branch('world'), size)
  const { days, creators, agencies } = world
  const markets = MARKETS.filter((market) => agencies.some((agency) => agency.market === market))
  const campaigns = campaignsOf(
    luck.branch('campaigns'),
    days,
    markets.map(({ code }) => code),
  )
  const bends = creators.map(() => straight(days.length))
  const truth = inject(luck.branch('truth'), world, bends)
  const daily = emptyDays(creators.length * days.length)
  const seasons = new Map(markets.map((market) => [market.code, days.map((day) => seasonOf(market, day))]))
  const weekdays = days.map((day) => dateOf(day).dayOfWeek - 1)
  const lives = luck.branch('lives')
  const usual = new Float32Array(creators.length * days.length)
  const happenings: Happening[] = []
  for (const [i, creator] of creators.entries()) {
    const bent = bends[i]
    const season = seasons.get(creator.market.code) ?? []
    if (bent)
      live(lives, creator, {
        days,
        weekdays,
        season,
        campaigns,
        bent,
        daily,
        usual,
        happenings,
        at: i * days.length,
      })
  }
  const holidays = markets.flatMap(({ code }) =>
    days.flatMap((day) => {
      const name = holidayIn(code, day)
      return name === null ? [] : [{ market: code, day, name }]
    }),
  )
  const region: Region = { seed, ...world, markets, campaigns, holidays, truth, daily, usual, happenings }
  return { ...region, truth: [...truth, ...nearlyThere(region)] }
}

/** In the network on that day. */
export const isMember = ({ joined, quit }: SampleCreator, day: Day): boolean =>
  joined <= day && (quit === null || day < quit)

/** What a day's import ought to find; null when the creator was not in the network. */
export const truthOf = (region: Region, creatorId: string, day: Day): Values | null => {
  const c = region.creators.findIndex(({ id }) => id === creatorId)
  const creator = region.creators[c]
  if (!creator || day < region.from || day > region.to || !isMember(creator, day)) return null
  const at = c * region.days.length + daysBetween(region.from, day)
  const of = (metric: TruthMetric): number => region.daily[metric][at] ?? 0
  return {
    diamonds: of('diamonds'),
    live_minutes: of('live_seconds') / 60,
    valid_days: of('valid_days'),
    new_followers: of('new_followers'),
    streams: of('streams'),
    matches: of('matches'),
    fan_club_diamonds: of('fan_club_diamonds'),
    active_fans: of('active_fans'),
    avg_viewers: of('avg_viewers'),
    peak_viewers: of('peak_viewers'),
    unique_viewers: of('unique_viewers'),
    watch_minutes: of('watch_minutes'),
    returning_viewers: of('returning_viewers'),
    gifters: of('gifters'),
    violations: of('violations'),
  }
}

const emptyDays = (size: number): Record<TruthMetric, Int32Array> => {
  const none = (): Int32Array => new Int32Array(size)
  return {
    diamonds: none(),
    live_seconds: none(),
    valid_days: none(),
    new_followers: none(),
    streams: none(),
    matches: none(),
    match_diamonds: none(),
    fan_club_diamonds: none(),
    active_fans: none(),
    avg_viewers: none(),
    peak_viewers: none(),
    unique_viewers: none(),
    watch_minutes: none(),
    returning_viewers: none(),
    gifters: none(),
    violations: none(),
  }
}

interface Setting {
  days: readonly Day[]
  weekdays: readonly number[]
  season: readonly number[]
  campaigns: readonly SampleCampaign[]
  bent: Bends
  daily: Record<TruthMetric, Int32Array>
  usual: Float32Array
  happenings: Happening[]
  at: number
}

const SPIKES = 0.02
/** The mean of a Pareto of 1.6 cut at 12, so that spikes take from ordinary days what they give. */
const SPIKE_MEAN = 2.2
/** From this factor on a spike is an event of its own. */
const GIFT_RAIN = 3
const RAMP_DAYS = 28
/** Active fans foretell diamonds by about this much. */
const FANS_LEAD = 8

/** One creator's whole life in the region, day after day. */
const live = (luck: Chance, creator: SampleCreator, setting: Setting): void => {
  const { days, weekdays, season, bent, daily, happenings, at } = setting
  const { level, habit, hours, week } = creator
  const pull = campaignPull(luck, creator, setting)
  const hourly = level / (28 * habit * hours * (1 - SPIKES + SPIKES * SPIKE_MEAN) || 1)
  const rank = Math.sqrt(level)
  let fans = rank * 0.12
  const joinedAt = daysBetween(days[0] ?? creator.joined, creator.joined)
  for (const [d, day] of days.entries()) {
    if (!isMember(creator, day)) continue
    const since = d - joinedAt
    const ramp = since < RAMP_DAYS ? (since + 1) / RAMP_DAYS : 1
    const ahead = Math.min(days.length - 1, d + FANS_LEAD)
    const wanted = rank * 0.12 * ramp * (bent.fans[d] ?? 1) * Math.sqrt(bent.diamonds[ahead] ?? 1)
    fans = Math.max(0, 0.86 * fans + 0.14 * wanted * luck.noise(0.12))
    const cell = at + d
    daily.active_fans[cell] = Math.round(fans)
    setting.usual[cell] = hourly * ramp * (season[d] ?? 1) * (pull[d] ?? 1)
    if (bent.violations[d]) daily.violations[cell] = 1
    if (!luck.happens(habit * (week[weekdays[d] ?? 0] ?? 1) * (bent.attendance[d] ?? 1))) continue

    const short = luck.happens(0.02)
    const time = short
      ? luck.between(0.1, 0.95)
      : Math.min(11, Math.max(1.002, hours * Math.exp(0.3 * luck.normal())))
    const seconds = Math.round(time * 3600)
    const streams = 1 + luck.poisson(0.15)
    const spike = luck.happens(SPIKES) ? Math.min(12, (1 - luck.unit()) ** (-1 / 1.6)) : 1
    if (spike >= GIFT_RAIN)
      happenings.push({ kind: 'gift_rain', creatorId: creator.id, from: day, to: day, factor: spike })
    const factor = ramp * (season[d] ?? 1) * (pull[d] ?? 1) * (bent.diamonds[d] ?? 1)
    const diamonds = Math.min(4_000_000, Math.round(hourly * time * factor * spike * luck.noise(0.4)))
    daily.live_seconds[cell] = seconds
    daily.valid_days[cell] = seconds >= 3600 ? 1 : 0
    daily.streams[cell] = streams
    daily.diamonds[cell] = diamonds
    daily.fan_club_diamonds[cell] = Math.round(
      diamonds * Math.min(1, creator.fanShare * luck.between(0.97, 1.03)),
    )
    daily.new_followers[cell] = luck.poisson(
      creator.followersPerHour * time * luck.noise(0.7) * (bent.followers[d] ?? 1),
    )
    if (creator.matches && luck.happens(0.6)) {
      const matches = 1 + luck.poisson(1.5)
      daily.matches[cell] = matches
      daily.match_diamonds[cell] = Math.round(diamonds * luck.between(0.05, 0.4))
    }
    const viewers = Math.max(1, Math.round(creator.viewers * Math.sqrt(factor) * luck.noise(0.25)))
    const watched = Math.round((viewers * seconds) / 60)
    const unique = Math.max(viewers, Math.round(watched / luck.between(3, 7)))
    daily.avg_viewers[cell] = viewers
    daily.peak_viewers[cell] = Math.round(viewers * luck.between(1.5, 3.2))
    daily.watch_minutes[cell] = watched
    daily.unique_viewers[cell] = unique
    daily.returning_viewers[cell] = Math.round(unique * luck.between(0.15, 0.45))
    daily.gifters[cell] = diamonds > 0 ? Math.min(unique, 1 + luck.poisson(Math.sqrt(diamonds) / 4)) : 0
    if (luck.happens(0.0006)) daily.violations[cell] = 1
  }
}

/** What campaigns do to somebody who joins them, and the tired week after. */
const campaignPull = (
  luck: Chance,
  { id, market, category }: SampleCreator,
  { days, campaigns, happenings }: Setting,
): number[] => {
  const pull = days.map(() => 1)
  for (const campaign of campaigns) {
    const joins = luck.happens(0.4)
    const meant =
      (campaign.market === null || campaign.market === market.code) &&
      (campaign.category === null || campaign.category === category)
    if (!joins || !meant) continue
    happenings.push({
      kind: 'campaign',
      creatorId: id,
      from: campaign.from,
      to: campaign.to,
      factor: campaign.lift,
    })
    const rest = plusDays(campaign.to, 7)
    for (const [d, day] of days.entries()) {
      if (day < campaign.from || day > rest) continue
      pull[d] = (pull[d] ?? 1) * (day <= campaign.to ? campaign.lift : 0.92)
    }
  }
  return pull
}

const GOALS = [50_000, 100_000, 200_000, 300_000, 500_000]

/** One creator's month is trimmed to end a little short of a round goal, which chance seldom does. */
const nearlyThere = ({ creators, days, from, to, daily, truth }: Region): TruthCase[] => {
  const start = firstOfMonth(to)
  if (daysBetween(start, to) < 11 || truth.length === 0) return []
  const first = daysBetween(from, start)
  const taken = new Set(truth.map(({ entity }) => entity.id))
  for (const [i, creator] of creators.entries()) {
    if (creator.quit || creator.joined >= from || taken.has(creator.id)) continue
    const cells = days.slice(first).map((_, d) => i * days.length + first + d)
    const total = cells.reduce((sum, cell) => sum + (daily.diamonds[cell] ?? 0), 0)
    const goal = GOALS.find((each) => total > each && total < each * 1.15)
    if (goal === undefined) continue
    const trim = (goal * 0.97) / total
    for (const cell of cells) {
      daily.diamonds[cell] = Math.floor((daily.diamonds[cell] ?? 0) * trim)
      daily.fan_club_diamonds[cell] = Math.floor((daily.fan_club_diamonds[cell] ?? 0) * trim)
      daily.match_diamonds[cell] = Math.floor((daily.match_diamonds[cell] ?? 0) * trim)
    }
    const name = on(creator.usernames, to) ?? ''
    let sum = 0
    const nearFrom = cells.findIndex((cell) => {
      sum += daily.diamonds[cell] ?? 0
      return sum >= goal * 0.85
    })
    return [
      {
        id: `T-${String(truth.length + 1).padStart(2, '0')}`,
        kind: 'near_threshold',
        entity: { type: 'creator', id: creator.id, name },
        metric: 'diamonds',
        direction: 'up',
        // Nobody can say so before it is near.
        from: days[first + nearFrom] ?? start,
        to,
        size: -0.03,
        top: null,
        worthFlagging: true,
        note: String(goal),
      },
    ]
  }
  return []
}
