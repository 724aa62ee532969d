import { type Day, plusDays } from '#src/domain/day.ts'
import type { Chance } from './random.ts'
import { on, type SampleAgency, type SampleCreator, type World } from './world.ts'

/** Something that was made to happen, and what ought to be said about it. */
export interface TruthCase {
  id: string
  kind:
    | 'went_dark'
    | 'slide'
    | 'decline'
    | 'efficiency'
    | 'fan_loss'
    | 'agency_decline'
    | 'market_shift'
    | 'whale'
    | 'mix_shift'
    | 'level_shift'
    | 'near_threshold'
    | 'follower_spike'
    | 'safety'
    | 'recovery'
    | 'rookie_stalled'
    | 'decoy'
  entity: { type: 'creator' | 'agency' | 'market'; id: string; name: string }
  metric: string
  direction: 'up' | 'down' | 'flat'
  from: Day
  to: Day
  /** The change that was made: −0.6 is a loss of sixty in a hundred. */
  size: number
  /** The creator or agency that explains it best. */
  top: string | null
  /** Big enough to be worth somebody's time; a decoy never is. */
  worthFlagging: boolean
  /** What a decoy is, in a word. */
  note: string | null
}

/** How a case bends a creator's days. Factors are 1 where nothing happens. */
export interface Bends {
  diamonds: Float32Array
  attendance: Float32Array
  fans: Float32Array
  followers: Float32Array
  violations: Uint8Array
}

export const straight = (days: number): Bends => ({
  diamonds: new Float32Array(days).fill(1),
  attendance: new Float32Array(days).fill(1),
  fans: new Float32Array(days).fill(1),
  followers: new Float32Array(days).fill(1),
  violations: new Uint8Array(days),
})

const CORE = 100_000
const GROWING = 20_000

/** Bends the days of chosen creators, and tells what was done. */
export const inject = (luck: Chance, world: World, bends: readonly Bends[]): readonly TruthCase[] => {
  const { days, creators } = world
  const end = days.length
  if (end < 56) return []
  const told: TruthCase[] = []
  const used = new Set<number>()
  const rounds = Math.max(1, Math.round(creators.length / 400))

  /** Somebody steady who stays where they are, whom no other case has touched. */
  const pick = (least: number, most = Number.POSITIVE_INFINITY, habit = 0.45): number | null => {
    const fits = creators.flatMap(({ level, quit, agencies, joined, habit: own }, i) =>
      level >= least &&
      level < most &&
      own >= habit &&
      !quit &&
      agencies.length === 1 &&
      joined < world.from &&
      !used.has(i)
        ? [i]
        : [],
    )
    if (fits.length === 0) return null
    const chosen = luck.oneOf(fits)
    used.add(chosen)
    return chosen
  }
  const bend = (
    creator: number,
    what: 'diamonds' | 'attendance' | 'fans' | 'followers',
    from: number,
    to: number,
    by: (i: number) => number,
  ): void => {
    const list = bends[creator]?.[what]
    if (!list) return
    for (let i = Math.max(0, from); i <= Math.min(end - 1, to); i++) list[i] = (list[i] ?? 1) * by(i - from)
  }
  const tell = (
    what: Omit<TruthCase, 'id' | 'from' | 'to' | 'top' | 'note' | 'worthFlagging'> & Partial<TruthCase>,
    from: number,
    to: number,
  ): void => {
    told.push({
      top: null,
      note: null,
      worthFlagging: true,
      ...what,
      id: `T-${String(told.length + 1).padStart(2, '0')}`,
      from: dayAt(from),
      to: dayAt(Math.min(end - 1, to)),
    })
  }
  const dayAt = (i: number): Day => plusDays(world.from, i)
  const person = (i: number): TruthCase['entity'] => {
    const creator = creators[i]
    if (!creator) throw new RangeError('no such creator')
    return { type: 'creator', id: creator.id, name: on(creator.usernames, world.to) ?? '' }
  }
  /** Half of all cases are still going on at the end, the rest lie anywhere in the second half. */
  const finish = (round: number): number =>
    round % 2 === 0 ? end - 1 : luck.whole(Math.floor(end / 2), end - 10)

  for (let round = 0; round < rounds; round++) {
    const dark = pick(CORE, undefined, 0.6)
    if (dark !== null) {
      const to = finish(round)
      const from = to - luck.whole(4, 15)
      bend(dark, 'attendance', from, to, () => 0)
      tell(
        { kind: 'went_dark', entity: person(dark), metric: 'live_minutes', direction: 'down', size: -1 },
        from,
        to,
      )
    }
    const slide = pick(GROWING)
    if (slide !== null) {
      const to = finish(round)
      const from = to - 34
      bend(slide, 'diamonds', from, to, (i) => 0.95 ** (1 + Math.floor(i / 7)))
      tell(
        { kind: 'slide', entity: person(slide), metric: 'diamonds', direction: 'down', size: 0.95 ** 5 - 1 },
        from,
        to,
      )
    }
    const drop = pick(CORE)
    if (drop !== null) {
      const to = finish(round)
      bend(drop, 'diamonds', to - 6, to, () => 0.4)
      bend(drop, 'attendance', to - 6, to, () => 0.8)
      tell(
        { kind: 'decline', entity: person(drop), metric: 'diamonds', direction: 'down', size: -0.6 },
        to - 6,
        to,
      )
    }
    const rate = pick(GROWING)
    if (rate !== null) {
      const to = finish(round)
      bend(rate, 'diamonds', to - 13, to, () => 0.55)
      tell(
        { kind: 'efficiency', entity: person(rate), metric: 'diamonds', direction: 'down', size: -0.45 },
        to - 13,
        to,
      )
    }
    const fans = pick(GROWING)
    if (fans !== null) {
      const to = finish(round)
      bend(fans, 'fans', to - 20, to, () => 0.5)
      bend(fans, 'diamonds', to - 12, to, () => 0.65)
      tell(
        { kind: 'fan_loss', entity: person(fans), metric: 'active_fans', direction: 'down', size: -0.5 },
        to - 20,
        to,
      )
    }
    const whale = pick(GROWING, 150_000)
    if (whale !== null) {
      const to = finish(round) - luck.whole(0, 2)
      bend(whale, 'diamonds', to - 1, to, () => 9)
      bend(whale, 'attendance', to - 1, to, () => 9)
      tell(
        {
          kind: 'whale',
          entity: person(whale),
          metric: 'diamonds',
          direction: 'up',
          size: 8,
          top: person(whale).id,
        },
        to - 1,
        to,
      )
    }
    const shift = pick(GROWING)
    if (shift !== null) {
      const from = luck.whole(Math.floor(end / 2), end - 22)
      bend(shift, 'diamonds', from, end - 1, () => 1.7)
      tell(
        { kind: 'level_shift', entity: person(shift), metric: 'diamonds', direction: 'up', size: 0.7 },
        from,
        end - 1,
      )
    }
    const viral = pick(500, GROWING)
    if (viral !== null) {
      const to = finish(round)
      bend(viral, 'followers', to - 2, to, () => 40)
      bend(viral, 'attendance', to - 2, to, () => 9)
      tell(
        { kind: 'follower_spike', entity: person(viral), metric: 'new_followers', direction: 'up', size: 39 },
        to - 2,
        to,
      )
    }
    const stopped = pick(GROWING, undefined, 0.6)
    if (stopped !== null) {
      const to = finish(round)
      const list = bends[stopped]
      bend(stopped, 'attendance', to - 3, to - 3, () => 9)
      if (list) list.violations[to - 3] = 1
      bend(stopped, 'attendance', to - 2, to, () => 0)
      tell(
        { kind: 'safety', entity: person(stopped), metric: 'violations', direction: 'up', size: 1 },
        to - 3,
        to,
      )
    }
    const back = pick(GROWING, undefined, 0.6)
    if (back !== null) {
      const from = end - luck.whole(6, 9)
      bend(back, 'attendance', from - 16, from - 1, () => 0)
      bend(back, 'attendance', from, from + 1, () => 9)
      tell(
        { kind: 'went_dark', entity: person(back), metric: 'live_minutes', direction: 'down', size: -1 },
        from - 16,
        from - 1,
      )
      tell(
        { kind: 'recovery', entity: person(back), metric: 'live_minutes', direction: 'up', size: 1 },
        from,
        end - 1,
      )
    }
    decoys()
  }
  groups()
  rookies()
  if (world.merger) {
    const { closed, into, day } = world.merger
    const { name } = closed
    const at = days.indexOf(day)
    tell(
      {
        kind: 'decoy',
        entity: { type: 'agency', id: name, name },
        metric: 'diamonds',
        direction: 'down',
        size: -1,
        worthFlagging: false,
        note: `merged into ${into.name}`,
      },
      at,
      at,
    )
  }
  return told

  /** What looks like news and is none. */
  function decoys(): void {
    const away = pick(GROWING)
    if (away !== null) {
      const from = end - luck.whole(45, 50)
      bend(away, 'attendance', from, from + 9, () => 0)
      tell(
        {
          kind: 'decoy',
          entity: person(away),
          metric: 'diamonds',
          direction: 'flat',
          size: 0,
          worthFlagging: false,
          note: 'returned from leave',
        },
        from,
        from + 9,
      )
    }
    const wild = pick(2000, CORE)
    if (wild !== null) {
      bend(wild, 'diamonds', 0, end - 1, () => luck.between(0.6, 1.4))
      tell(
        {
          kind: 'decoy',
          entity: person(wild),
          metric: 'diamonds',
          direction: 'flat',
          size: 0.4,
          worthFlagging: false,
          note: 'always this volatile',
        },
        0,
        end - 1,
      )
    }
    const small = pick(20, 120, 0.3)
    if (small !== null) {
      bend(small, 'diamonds', end - 7, end - 1, () => 0)
      tell(
        {
          kind: 'decoy',
          entity: person(small),
          metric: 'diamonds',
          direction: 'down',
          size: -1,
          worthFlagging: false,
          note: 'too small to matter',
        },
        end - 7,
        end - 1,
      )
    }
  }

  /** An agency's, a market's and a mix's own troubles: many creators a little, rather than one a lot. */
  function groups(): void {
    const of = (agency: SampleAgency): number[] =>
      creators.flatMap(({ quit, agencies, level }, i) =>
        !quit && level > 0 && agencies.length === 1 && agencies[0]?.is === agency && !used.has(i) ? [i] : [],
      )
    const houses = world.agencies
      .map((agency) => ({ agency, members: of(agency), sum: sumOf(of(agency)) }))
      .filter(({ members }) => members.length >= 10)
    const house = houses.toSorted((a, b) => b.sum - a.sum)[Math.min(3, houses.length - 1)]
    if (house) {
      for (const i of house.members) bend(i, 'diamonds', end - 10, end - 1, () => 0.7)
      for (const i of house.members) used.add(i)
      const { name } = house.agency
      const size = -0.3
      tell(
        {
          kind: 'agency_decline',
          entity: { type: 'agency', id: name, name },
          metric: 'diamonds',
          direction: 'down',
          size,
          top: largest(house.members),
        },
        end - 10,
        end - 1,
      )
    }
    const codes = [...new Set(world.agencies.map(({ market }) => market.code))].slice(2, 6)
    const code = codes.length > 0 ? luck.oneOf(codes) : null
    if (code !== null) {
      const members = creators.flatMap(({ market, quit }, i) =>
        market.code === code && !quit && !used.has(i) ? [i] : [],
      )
      for (const i of members) bend(i, 'diamonds', end - 9, end - 1, () => 0.78)
      tell(
        {
          kind: 'market_shift',
          entity: { type: 'market', id: code, name: code },
          metric: 'diamonds',
          direction: 'down',
          size: -0.22,
          top: largest(members),
        },
        end - 9,
        end - 1,
      )
    }
    // Those who earn little turn up far more: the region's rate falls though nobody's does.
    const other = houses.find(({ agency }) => agency !== house?.agency && agency.market.code !== code)
    if (other) {
      const low = other.members.filter((i) => (creators[i]?.level ?? 0) < 2000)
      for (const i of low) bend(i, 'attendance', end - 14, end - 1, () => 4)
      const { name } = other.agency
      if (low.length >= 3)
        tell(
          {
            kind: 'mix_shift',
            entity: { type: 'agency', id: name, name },
            metric: 'diamonds',
            direction: 'flat',
            size: 0,
            top: null,
          },
          end - 14,
          end - 1,
        )
    }
  }

  function rookies(): void {
    const fresh = creators.flatMap(({ joined, quit }, i) =>
      !quit && joined >= plusDays(world.to, -30) && joined <= plusDays(world.to, -12) && !used.has(i)
        ? [i]
        : [],
    )
    for (const i of fresh.slice(0, 3)) {
      used.add(i)
      bend(i, 'attendance', 0, end - 1, () => 0)
      // A week without a LIVE makes a stalled start: not a day earlier.
      const joined = days.indexOf(creators[i]?.joined ?? world.to)
      tell(
        { kind: 'rookie_stalled', entity: person(i), metric: 'live_minutes', direction: 'down', size: -1 },
        joined + 7,
        end - 1,
      )
    }
  }

  function sumOf(members: readonly number[]): number {
    return members.reduce((sum, i) => sum + (creators[i]?.level ?? 0), 0)
  }
  function largest(members: readonly number[]): string | null {
    const best = members.reduce<SampleCreator | null>((most, i) => {
      const creator = creators[i] ?? null
      return creator && creator.level > (most?.level ?? -1) ? creator : most
    }, null)
    return best?.id ?? null
  }
}
