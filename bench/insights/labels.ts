import { daysBetween, firstOfMonth } from '#src/domain/day.ts'
import type { InsightKind, Subject } from '#src/domain/insight.ts'
import type { Metric } from '#src/domain/metric.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'
import { normalTail } from '#src/insight/tail.ts'
import type { Region } from '#src/sample/region.ts'
import type { TruthCase } from '#src/sample/truth.ts'
import { on, type SampleCreator } from '#src/sample/world.ts'

/** An alarm on a day, whoever raised it. */
export interface Alarm {
  day: number
  kind: InsightKind | 'naive'
  entity: Pick<Subject, 'type' | 'id'>
  metric: Metric
  direction: 'up' | 'down' | 'flat'
  explainedBy: string | null
  /** Ids, the one that explains most first. */
  causes: readonly string[]
  rank: number
  severity: number
  factor: 'active' | 'days' | 'hours' | 'rate' | 'mix' | null
}

/** Something that really happened, and when an alarm is about it (positions of days, both included). */
export interface Label {
  truth: TruthCase | null
  what: string
  matches: (alarm: Alarm) => boolean
  from: number
  to: number
}

/** A labelled case that is worth somebody's time, or why it is not. */
export interface Event {
  truth: TruthCase
  from: number
  to: number
  /** The rule that makes it not worth flagging. */
  excluded: 'no loss' | 'invisible' | 'comes by itself' | null
  matches: (alarm: Alarm) => boolean
}

/** Alarms count from a day before to three days after (live-domain §11); a sign of fans leads by up to eight. */
const BEFORE = 1
const AFTER = 3
const FANS_LEAD = 8
/** Whoever makes up so much of a group moves it. */
const MOVES_GROUP = 0.2
/** Days after which a risen level is the usual one. */
const REBASED = 28
/** The generator's own noise of a LIVE hour's yield, on a logarithmic scale. */
const NOISE = 0.4
const HOURS_AND_SPIKES = 1.046 * 1.024

export interface Labels {
  region: Region
  events: readonly Event[]
  /** What an alarm is about, or nothing. */
  about: (alarm: Alarm) => Label | null
  decoy: (alarm: Alarm) => Label | null
  /** Whose diamonds strayed furthest from what was to be expected, among those of a case, between two days. */
  firstCause: (truth: TruthCase, from: number, to: number) => string | null
}

/** Everything that is known to have happened in a region. */
export const labelsOf = (region: Region): Labels => {
  const place: ReadonlyMap<string, number> = new Map(region.creators.map(({ id }, c) => [id, c]))
  const events = region.truth.flatMap((truth) => (truth.worthFlagging ? [eventOf(truth)] : []))
  const real = [...events.map(labelOfEvent), ...otherCases(), ...chances()]
  const decoys = region.truth.flatMap((truth) => (truth.kind === 'decoy' ? [decoyOf(truth)] : []))
  return { region, events, about, decoy, firstCause }

  /** What an alarm is about, or nothing. */
  function about(alarm: Alarm): Label | null {
    return (
      real.find((label) => alarm.day >= label.from && alarm.day <= label.to && label.matches(alarm)) ??
      fact(alarm)
    )
  }

  function decoy(alarm: Alarm): Label | null {
    return (
      decoys.find((label) => alarm.day >= label.from && alarm.day <= label.to && label.matches(alarm)) ?? null
    )
  }

  /**
   * Whose diamonds fell furthest short of what was to be expected, among those of a group, between two days. A level
   * that had risen four weeks before is what is expected by then: it is told once, and then rebased.
   */
  function firstCause(truth: TruthCase, from: number, to: number): string | null {
    const members = truth.entity.type === 'creator' ? [at(truth.entity.id)] : membersOf(truth.entity, from)
    const way = truth.direction === 'up' ? 1 : -1
    let most = 0
    let first: string | null = null
    for (const c of members) {
      const by = way * outcome(c, from, to, levelOf(c, from - REBASED))
      if (by > most) {
        most = by
        first = region.creators[c]?.id ?? null
      }
    }
    return first
  }

  /** How much higher a creator's level has been since before a day. */
  function levelOf(c: number, before: number): number {
    const id = region.creators[c]?.id
    return region.truth.reduce(
      (level, { kind, entity, from, size }) =>
        kind === 'level_shift' && entity.id === id && daysBetween(region.from, from) <= before
          ? level * (1 + size)
          : level,
      1,
    )
  }

  function at(id: string): number {
    return place.get(id) ?? -1
  }

  function membersOf(entity: Pick<Subject, 'type' | 'id'>, d: number): number[] {
    const day = region.days[d] ?? region.to
    return region.creators.flatMap((creator, c) => (isIn(creator, entity, day) ? [c] : []))
  }

  /** Expected diamonds of a day, had no case bent it. */
  function usualOf(c: number, d: number): number {
    const creator = region.creators[c]
    if (!creator) return 0
    return (
      (region.usual[c * region.days.length + d] ?? 0) *
      creator.hours *
      HOURS_AND_SPIKES *
      Math.min(1, chanceOf(region, creator, d))
    )
  }

  /** Diamonds beyond what was to be expected. */
  function outcome(c: number, from: number, to: number, level = 1): number {
    const { daily, days } = region
    let sum = 0
    for (let d = Math.max(0, from); d <= Math.min(days.length - 1, to); d++)
      sum += (daily.diamonds[c * days.length + d] ?? 0) - level * usualOf(c, d)
    return sum
  }

  function eventOf(truth: TruthCase): Event {
    const from = daysBetween(region.from, truth.from)
    const to = daysBetween(region.from, truth.to)
    return {
      truth,
      from,
      to,
      excluded: exclusionOf(truth, from, to),
      matches: matcher(truth, from),
    }
  }

  function matcher(truth: TruthCase, from: number): (alarm: Alarm) => boolean {
    const about = (alarm: Alarm): boolean =>
      alarm.entity.type === truth.entity.type && alarm.entity.id === truth.entity.id
    const start = (alarm: Alarm): boolean =>
      alarm.day >= from - (isFans(alarm) && isMoney(truth) ? FANS_LEAD : BEFORE)
    switch (truth.kind) {
      case 'near_threshold':
      case 'follower_spike':
      case 'mix_shift':
        return (alarm) =>
          about(alarm) && start(alarm) && (alarm.kind === truth.kind || alarm.metric === truth.metric)
      case 'safety':
        return (alarm) =>
          about(alarm) && start(alarm) && (alarm.kind === 'safety' || alarm.direction === 'down')
      case 'recovery':
      case 'whale':
      case 'level_shift':
        return (alarm) =>
          about(alarm) && start(alarm) && alarm.direction === 'up' && alarm.kind !== 'near_threshold'
      default:
        return (alarm) => about(alarm) && start(alarm) && alarm.direction === 'down'
    }
  }

  /**
   * By the data and not by the case. Of creators' diamonds: nothing was lost (or won), if the outcome of the event's
   * days is within the tier's floor of what was to be expected; invisible, if even somebody who knew the creator, the
   * days, the shape and the true expectation could not tell it from what chance does to one of the creators of such
   * volume (a one-sided p above 1/N). Silences likewise, by the creator's true habit. A goal that
   * half of what is usual would pass needs nobody.
   */
  function exclusionOf(truth: TruthCase, from: number, to: number): Event['excluded'] {
    if (truth.entity.type !== 'creator') return null
    const c = at(truth.entity.id)
    const creator = region.creators[c]
    if (!creator) return null
    if (truth.kind === 'near_threshold') return comesByItself(truth, c) ? 'comes by itself' : null
    const peers = region.creators.filter(({ level, quit }) => level >= 20_000 && !quit).length
    if (truth.kind === 'went_dark') {
      let p = 1
      for (let d = from; d <= to; d++) p *= 1 - Math.min(1, chanceOf(region, creator, d))
      return p > 1 / peers ? 'invisible' : null
    }
    if (!['slide', 'decline', 'efficiency', 'level_shift'].includes(truth.kind)) return null
    const way = truth.direction === 'up' ? 1 : -1
    const floor = THRESHOLDS.tiers.find(({ from: least }) => creator.level >= least)?.loss ?? 0
    if (way * outcome(c, from, to) < floor) return 'no loss'
    let product = 0
    let power = 0
    for (let d = from; d <= to; d++) {
      const above = yieldAbove(c, d)
      if (above === null) continue
      const shape = truth.kind === 'slide' ? 1 + Math.floor((d - from) / 7) : 1
      product += shape * way * Math.max(-2.5 * NOISE, Math.min(2.5 * NOISE, above))
      power += shape * shape
    }
    const z = power === 0 ? 0 : product / (NOISE * Math.sqrt(power))
    return normalTail(z) > 1 / peers ? 'invisible' : null
  }

  /** Near a goal with so much of the month left that half of the usual would pass it. */
  function comesByItself(truth: TruthCase, c: number): boolean {
    const last = region.days.length - 1
    const end = Temporal.PlainDate.from(region.to)
    const goal = Number(truth.note)
    let usual = 0
    for (let d = last - 27; d <= last; d++) usual += usualOf(c, d) / 28
    return goal * 0.03 < 0.5 * usual * Math.max(1, end.daysInMonth - end.day)
  }

  /** A LIVE day's yield of an hour beside the true expectation, as a logarithm whose median is 0 without a case. */
  function yieldAbove(c: number, d: number): number | null {
    const { daily, days, usual } = region
    const cell = c * days.length + d
    const hours = (daily.live_seconds[cell] ?? 0) / 3600
    const expected = usual[cell] ?? 0
    if (hours < 0.25 || expected <= 0) return null
    return Math.log(((daily.diamonds[cell] ?? 0) + 1) / hours / expected) + (NOISE * NOISE) / 2
  }

  /** What cases do to others than whom they are told of: members of a group, the group of a star, the way back. */
  function otherCases(): Label[] {
    return region.truth.flatMap((truth): Label[] => {
      if (truth.kind === 'decoy') return []
      const from = daysBetween(region.from, truth.from)
      const to = daysBetween(region.from, truth.to)
      if (truth.entity.type !== 'creator') {
        const members = new Set(membersOf(truth.entity, from).map((c) => region.creators[c]?.id ?? ''))
        if (truth.kind === 'mix_shift') return []
        const day = region.days[from] ?? region.to
        const groups = new Set(
          region.agencies.flatMap(({ name, market }) => (market.code === truth.entity.id ? [name] : [])),
        )
        const home = region.agencies.find(({ name }) => name === truth.entity.id)?.market.code ?? ''
        const weighs =
          truth.entity.type === 'agency' &&
          worth(membersOf(truth.entity, from), from) >=
            MOVES_GROUP *
              worth(
                region.creators.flatMap((each, c) =>
                  isIn(each, { type: 'market', id: home }, day) ? [c] : [],
                ),
                from,
              )
        return [
          {
            truth,
            what: `${truth.kind}: members`,
            from: from - FANS_LEAD,
            to: to + AFTER,
            matches: (alarm) =>
              alarm.direction === 'down' &&
              (alarm.day >= from - BEFORE || isFans(alarm)) &&
              (members.has(alarm.entity.id) ||
                (alarm.entity.type === 'agency' && groups.has(alarm.entity.id)) ||
                (weighs && alarm.entity.type === 'market' && alarm.entity.id === home)),
          },
        ]
      }
      const c = at(truth.entity.id)
      const creator = region.creators[c]
      const agency = creator ? on(creator.agencies, truth.from) : null
      const back: Label = {
        truth,
        what: `${truth.kind}: back`,
        from: to + 1,
        to: to + 7,
        matches: (alarm) => alarm.entity.id === truth.entity.id && alarm.kind === 'recovery',
      }
      const moves =
        agency &&
        worth([c], from) >= MOVES_GROUP * worth(membersOf({ type: 'agency', id: agency.name }, from), from)
      return [
        ...(truth.direction === 'down' || truth.kind === 'safety' ? [back] : []),
        ...(moves
          ? [
              {
                truth,
                what: `${truth.kind}: their agency`,
                from: from - BEFORE,
                to: to + AFTER,
                matches: (alarm: Alarm) =>
                  alarm.entity.type === 'agency' &&
                  alarm.entity.id === agency.name &&
                  alarm.direction === (truth.direction === 'up' ? 'up' : 'down'),
              },
            ]
          : []),
      ]
    })
  }

  function worth(members: readonly number[], d: number): number {
    let sum = 0
    for (const c of members) for (let back = 0; back < 7; back++) sum += usualOf(c, Math.max(0, d - back))
    return sum
  }

  /** What chance did and no case: rains of gifts, campaigns, violations, who left. */
  function chances(): Label[] {
    const at = (day: (typeof region.days)[number]): number => daysBetween(region.from, day)
    return [
      ...region.happenings.map(({ kind, creatorId, from, to, factor }): Label => {
        const past = kind === 'gift_rain' ? AFTER : 0
        return {
          truth: null,
          what: kind,
          from: at(from),
          to: at(to) + past,
          matches: (alarm) =>
            alarm.entity.id === creatorId &&
            alarm.direction === 'up' &&
            alarm.metric === 'diamonds' &&
            factor > 1,
        }
      }),
      ...region.campaigns.map(
        ({ from, to, market, name }): Label => ({
          truth: null,
          what: 'campaign effect',
          from: at(from),
          to: at(to) + AFTER,
          matches: (alarm) =>
            alarm.kind === 'campaign_effect' &&
            alarm.explainedBy === `campaign:${name}` &&
            alarm.entity.id === (market ?? 'all'),
        }),
      ),
      ...region.creators.flatMap(({ id, quit }): Label[] =>
        quit === null
          ? []
          : [
              {
                truth: null,
                what: 'left',
                from: at(quit),
                to: at(quit) + 14,
                matches: (alarm) => alarm.entity.id === id && alarm.direction === 'down',
              },
            ],
      ),
    ]
  }

  /** Statements that the numbers themselves prove or disprove: a violation, a start that never came, a goal so near. */
  function fact(alarm: Alarm): Label | null {
    const c = at(alarm.entity.id)
    if (c < 0) return null
    const cell = (d: number): number => c * region.days.length + d
    const label = (what: string): Label => ({
      truth: null,
      what,
      from: alarm.day,
      to: alarm.day,
      matches: () => true,
    })
    const creator = region.creators[c]
    switch (alarm.kind) {
      case 'safety':
        for (let d = alarm.day; d > alarm.day - 3; d--)
          if ((region.daily.violations[cell(d)] ?? 0) > 0) return label('violation')
        return null
      case 'rookie_stalled': {
        const joined = daysBetween(region.from, creator?.joined ?? region.from)
        if (joined < 0 || alarm.day - joined < 7) return null
        for (let d = joined; d <= alarm.day; d++)
          if ((region.daily.live_seconds[cell(d)] ?? 0) > 0) return null
        return label('rookie never LIVE')
      }
      case 'near_threshold': {
        const first = daysBetween(region.from, firstOfMonth(region.days[alarm.day] ?? region.to))
        const sum = (metric: 'diamonds' | 'valid_days' | 'live_seconds'): number => {
          let all = 0
          for (let d = first; d <= alarm.day; d++) all += region.daily[metric][cell(d)] ?? 0
          return all
        }
        const { goals, gate } = THRESHOLDS
        const near =
          alarm.metric === 'diamonds'
            ? goals.diamonds.some((goal) => sum('diamonds') < goal && sum('diamonds') >= 0.85 * goal)
            : sum('valid_days') >= gate.days - 1 && sum('live_seconds') / 3600 >= gate.hours - 1
        return near ? label('near a goal') : null
      }
      default:
        return null
    }
  }

  function decoyOf(truth: TruthCase): Label {
    const from = daysBetween(region.from, truth.from)
    const to = daysBetween(region.from, truth.to)
    const tail = truth.note === 'returned from leave' || truth.entity.type === 'agency' ? 14 : AFTER
    return {
      truth,
      what: String(truth.note),
      from,
      to: to + tail,
      matches: (alarm) => alarm.entity.type === truth.entity.type && alarm.entity.id === truth.entity.id,
    }
  }
}

const labelOfEvent = ({ truth, from, to, matches }: Event): Label => ({
  truth,
  what: truth.kind,
  from: from - FANS_LEAD,
  to: to + AFTER,
  matches,
})

const isFans = ({ metric }: Alarm): boolean => metric === 'active_fans'
const isMoney = ({ kind }: TruthCase): boolean =>
  ['slide', 'decline', 'efficiency', 'agency_decline', 'market_shift', 'fan_loss'].includes(kind)

const isIn = (
  creator: SampleCreator,
  { type, id }: Pick<Subject, 'type' | 'id'>,
  day: Region['to'],
): boolean =>
  creator.joined <= day &&
  (creator.quit === null || day < creator.quit) &&
  (type === 'market' ? creator.market.code === id : on(creator.agencies, day)?.name === id)

/** The true chance to be LIVE on a day, before any case. */
const chanceOf = (region: Region, { habit, week }: SampleCreator, d: number): number => {
  const monday = (Temporal.PlainDate.from(region.days[0] ?? region.from).dayOfWeek - 1 + d) % 7
  return habit * (week[monday] ?? 1)
}
