/**
 * Everything about insights and the data they stand on that is one region's or one programme's custom: nothing of it
 * stands in code elsewhere. The figures are the working defaults of `live-domain` §5.1, §5.2 and §7; a workspace
 * replaces any of them by a file (`REGIA_THRESHOLDS`, read by `src/thresholds.ts`).
 */
export interface Thresholds {
  /** Volume tiers by the diamonds of 28 days, highest first. Below the last one nobody's decline is told. */
  tiers: readonly Tier[]
  /** A drop must also exceed this many times the creator's own variation, up to the cap. */
  ownVariation: { times: number; cap: number }
  /** The share of false discoveries that a digest may hold, per metric family. */
  falseDiscovery: number
  /** Dark is who is silent for so many of their usual gaps, and gone who is for more days than `until` (`dark.ts`). */
  dark: { gaps: number; until: number }
  /** Who is judged at all: days known before the two weeks that are judged, LIVE days in four weeks. */
  eligible: { daysOfHistory: number; liveDays: number }
  /** A percentage is told from this many diamonds up. */
  percentFrom: number
  fans: { drop: number; least: number }
  /** LIVE days lost in a fortnight. */
  daysLost: number
  /** Week by week a little less: this share at least over so many weeks. */
  slide: { drop: number; weeks: number }
  /** Watch time of a viewer, and the share who come back, fell by this share; of days with so many viewers. */
  audience: { drop: number; viewers: number }
  followers: { times: number; least: number }
  /** A gift rain: so many times an ordinary LIVE day, and at least so many diamonds. */
  whale: { times: number; least: number }
  /** A lasting rise, as a share of the level before. */
  rise: number
  /** A group moves when its members together do by this share, with at least so many of them LIVE; a market in one night. */
  group: { agency: number; market: number; night: number; members: number }
  /** The yield of an hour fell by this share at least, though nobody's own did. */
  mix: { drop: number; moreHours: number }
  rookie: { days: number; until: number }
  /**
   * Month goals in diamonds. Near is: short by this share at most, and each day left must bring between so many times
   * and so many times the own usual day: less comes by itself, more is out of reach. The network's own month is told from
   * a day of it on.
   */
  goals: {
    diamonds: readonly number[]
    near: number
    need: { from: number; to: number }
    paceFromDay: number
  }
  /** Graduation: so many diamonds in a month, by whoever joined in so many calendar months, this one included. */
  graduation: { diamonds: number; months: number }
  /** The activity gate of a month: both must be met. */
  gate: { days: number; hours: number; nearDays: number; nearHours: number; lastDays: number }
  /** Files cover the days up to yesterday: so many days behind is a warning, and so many urgent. */
  stale: { warn: number; urgent: number }
  /**
   * Who shrinks by more than `drop` overnight has lost rows and not people, from `least` creators on (in a small group one
   * more or less is a tenth). A roster that lost rows is in doubt for `doubtDays` unless another one comes; it is of no
   * account for a day more than `freshDays` after it; against one more than `apartDays` older it tells of people who left.
   */
  roster: { drop: number; least: number; doubtDays: number; freshDays: number; apartDays: number }
  /**
   * A digest waits when of its last day less than this share of those reported who did on the days before; of fewer
   * creators or agencies than these only silence counts. So many hours it waits at most: no more than eleven.
   */
  hold: { share: number; creators: number; agencies: number; hours: number }
  coolDownDays: number
  /** A finding is the same one, and not told again unless worse, for this long. */
  episodeDays: number
  /** Times as large as when it was told: then it is told again. */
  worse: number
  /** New insights a reader gets in one day, the most valuable first. */
  budget: number
  /** Times in which a market's level is known to differ. */
  seasons: readonly Season[]
  /**
   * For so many days after a campaign the lift of whom it was for is its doing, and a market's move its after-effect; its
   * effect is told from this share up.
   */
  campaigns: { liftDays: number; tiredDays: number; effect: number }
  /**
   * What became of a follow-up's numbers: within this share of what was expected is recovered; less than `change` of it,
   * or than the own variation up to `noise`, is no change. Below `least` (in seven days) nothing is judged; each
   * measurement waits so many days for its numbers.
   */
  outcome: {
    within: number
    change: number
    noise: number
    least: { diamonds: number; live_minutes: number }
    waitDays: number
  }
  /** Days of the month around which money comes in, both ends included: `from` in one month, `to` in the next. */
  payDays: { from: number; to: number }
}

export interface Tier {
  name: string
  /** Diamonds in 28 days. */
  from: number
  drop: number
  /** Diamonds lost in a week. */
  loss: number
  hoursDrop: number
  darkDays: number
}

export interface Season {
  name: string
  markets: readonly string[]
  /** `08-01` for every year, `2026-02-18` for one; both ends included. */
  from: string
  to: string
}

export const THRESHOLDS: Thresholds = {
  tiers: [
    { name: 'core', from: 100_000, drop: 0.25, loss: 25_000, hoursDrop: 0.25, darkDays: 2 },
    { name: 'growing', from: 20_000, drop: 0.35, loss: 4000, hoursDrop: 0.3, darkDays: 3 },
    { name: 'emerging', from: 2000, drop: 0.5, loss: 500, hoursDrop: 0.4, darkDays: 5 },
  ],
  ownVariation: { times: 1.4, cap: 0.85 },
  falseDiscovery: 0.1,
  dark: { gaps: 2, until: 31 },
  eligible: { daysOfHistory: 21, liveDays: 3 },
  percentFrom: 5000,
  fans: { drop: 0.15, least: 5 },
  daysLost: 4,
  slide: { drop: 0.12, weeks: 5 },
  audience: { drop: 0.25, viewers: 30 },
  followers: { times: 8, least: 30 },
  whale: { times: 7, least: 4000 },
  rise: 0.35,
  group: { agency: 0.12, market: 0.08, night: 0.15, members: 5 },
  mix: { drop: 0.1, moreHours: 0.25 },
  rookie: { days: 7, until: 45 },
  goals: {
    diamonds: [
      50_000, 100_000, 200_000, 300_000, 500_000, 700_000, 1_000_000, 1_600_000, 2_500_000, 5_000_000,
    ],
    near: 0.15,
    need: { from: 0.5, to: 2 },
    paceFromDay: 7,
  },
  graduation: { diamonds: 200_000, months: 3 },
  gate: { days: 7, hours: 15, nearDays: 1, nearHours: 1, lastDays: 5 },
  stale: { warn: 2, urgent: 4 },
  roster: { drop: 0.1, least: 10, doubtDays: 3, freshDays: 3, apartDays: 7 },
  hold: { share: 0.8, creators: 10, agencies: 4, hours: 5 },
  coolDownDays: 5,
  episodeDays: 28,
  worse: 1.5,
  budget: 8,
  seasons: [
    { name: 'august', markets: ['IT', 'ES', 'FR', 'PT'], from: '08-01', to: '08-31' },
    { name: 'ramadan', markets: ['TR', 'SA', 'AE', 'MA'], from: '2026-02-18', to: '2026-03-19' },
    { name: 'ramadan', markets: ['TR', 'SA', 'AE', 'MA'], from: '2027-02-08', to: '2027-03-09' },
    {
      name: 'christmas',
      markets: ['IT', 'ES', 'FR', 'DE', 'GB', 'PT', 'PL', 'RO'],
      from: '12-23',
      to: '01-06',
    },
  ],
  campaigns: { liftDays: 7, tiredDays: 10, effect: 0.03 },
  outcome: {
    within: 0.1,
    change: 0.1,
    noise: 0.5,
    least: { diamonds: 500, live_minutes: 120 },
    waitDays: 10,
  },
  payDays: { from: 27, to: 3 },
}
