import { daysBetween } from '#src/domain/day.ts'
import type { Mute } from '#src/domain/insight.ts'
import type { Metric } from '#src/domain/metric.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'
import { KNOWN, type Window } from '#src/domain/window.ts'
import { type Context, WINDOW_DAYS } from '#src/insight/window.ts'
import { isMember, type Region, type TruthMetric } from '#src/sample/region.ts'
import { on } from '#src/sample/world.ts'

/** A sample region as the engine is shown it: one day's window at a time, and what is known beside the numbers. */
export interface Stage {
  region: Region
  /** The days up to one, by its position: as many as the engine looks at, or more. */
  windowAt: (today: number, length?: number) => Window
  context: Omit<Context, 'told'>
}

const SHOWN: readonly (readonly [Metric, TruthMetric])[] = [
  ['diamonds', 'diamonds'],
  ['valid_days', 'valid_days'],
  ['new_followers', 'new_followers'],
  ['streams', 'streams'],
  ['active_fans', 'active_fans'],
  ['unique_viewers', 'unique_viewers'],
  ['returning_viewers', 'returning_viewers'],
  ['watch_minutes', 'watch_minutes'],
  ['violations', 'violations'],
]

export const stageOf = (
  region: Region,
  { leavesAreKnown, fans }: { leavesAreKnown: boolean; fans: boolean },
): Stage => {
  const { days, creators } = region
  const total = days.length
  const agencies = region.agencies.map(({ name }) => ({ id: name, name }))
  const markets = region.markets.map(({ code }) => code)
  const agencyAt = new Map(region.agencies.map((agency, i) => [agency, i]))
  const known = new Uint8Array(creators.length * total)
  const agency = new Int16Array(creators.length * total).fill(-1)
  for (const [c, creator] of creators.entries()) {
    for (const [d, day] of days.entries()) {
      known[c * total + d] = isMember(creator, day) ? KNOWN.yes : KNOWN.no
      const is = on(creator.agencies, day)
      agency[c * total + d] = is ? (agencyAt.get(is) ?? -1) : -1
    }
  }
  const minutes = Float32Array.from(region.daily.live_seconds, (seconds) => seconds / 60)
  const columns = SHOWN.filter(([metric]) => fans || metric !== 'active_fans').map(
    ([metric, truth]) => [metric, Float32Array.from(region.daily[truth])] as const,
  )
  const ids = creators.map(({ id }) => id)
  const market = Int16Array.from(creators, (creator) => markets.indexOf(creator.market.code))
  const windowAt = (today: number, most = WINDOW_DAYS): Window => {
    const first = Math.max(0, today - most + 1)
    const length = today - first + 1
    const cut = <T extends Float32Array | Uint8Array | Int16Array>(from: T, into: T): T => {
      for (let c = 0; c < creators.length; c++)
        into.set(from.subarray(c * total + first, c * total + today + 1), c * length)
      return into
    }
    const cells = creators.length * length
    const start = days[first] ?? region.from
    const end = days[today] ?? region.to
    return {
      days: days.slice(first, today + 1),
      ids,
      names: creators.map(({ usernames }) => on(usernames, end) ?? ''),
      joined: Float64Array.from(creators, ({ joined }) => daysBetween(start, joined)),
      agencies,
      markets,
      agency: cut(agency, new Int16Array(cells)),
      market,
      known: cut(known, new Uint8Array(cells)),
      metrics: {
        live_minutes: cut(minutes, new Float32Array(cells)),
        ...Object.fromEntries(
          columns.map(([metric, values]) => [metric, cut(values, new Float32Array(cells))]),
        ),
      },
    }
  }
  const managers = new Map(region.agencies.map(({ name, manager }) => [name, manager.email]))
  const context = {
    holidays: region.holidays,
    campaigns: region.campaigns.map(({ name, market: code, category, from, to }) => ({
      name,
      market: code,
      creators:
        category === null
          ? null
          : new Set(creators.flatMap((each) => (each.category === category ? [each.id] : []))),
      from,
      to,
    })),
    thresholds: THRESHOLDS,
    monthGoals: [],
    rosterGaps: [],
    mutes: leavesAreKnown ? leavesOf(region) : [],
    readerOf: (name: string) => managers.get(name) ?? '',
  }
  return { region, windowAt, context }
}

/** A planned leave is one that somebody was told of. */
const leavesOf = (region: Region): Mute[] =>
  region.truth.flatMap(({ note, entity, from, to }) =>
    note === 'returned from leave' ? [{ entity, kind: null, from, until: to, reason: 'leave' }] : [],
  )
