import type { Insights } from '#src/domain/insight.ts'
import type { Window } from '#src/domain/window.ts'
import { discoveries } from './discovery.ts'
import type { Finding, Trial } from './finding.ts'
import { houseOf } from './house.ts'
import { agencies } from './kinds/agencies.ts'
import { attendance } from './kinds/attendance.ts'
import { campaigns } from './kinds/campaigns.ts'
import { fans } from './kinds/fans.ts'
import { faultsOf } from './kinds/faults.ts'
import { goals } from './kinds/goals.ts'
import { markets } from './kinds/markets.ts'
import { mixes } from './kinds/mix.ts'
import { nights } from './kinds/nights.ts'
import { pacing } from './kinds/pacing.ts'
import { recoveries } from './kinds/recovery.ts'
import { retention } from './kinds/retention.ts'
import { rookies } from './kinds/rookies.ts'
import { room } from './kinds/room.ts'
import { safety } from './kinds/safety.ts'
import { spikes } from './kinds/spikes.ts'
import { quieted, type Scored } from './quiet.ts'
import { oneEach } from './weigh.ts'
import type { Context } from './window.ts'

/**
 * What a good analyst would say on the window's newest day, the most valuable first, and what was held back and why.
 * The same window and context always give the same answer, to the last id.
 * @param window `WINDOW_DAYS` long where so many are known; with fewer than five weeks there is little to compare with, and only
 *   facts (safety, rookies, goals, faults) are told
 */
export const insightsOf = (window: Window, context: Context): Insights => {
  const house = houseOf(window, context)
  const faults = faultsOf(house)
  const trials = [
    ...attendance(house),
    ...room(house),
    ...fans(house),
    ...retention(house),
    ...spikes(house),
    ...agencies(house),
    ...markets(house),
    ...mixes(house),
    ...campaigns(house),
  ]
  const found = [
    ...discovered(trials, context),
    ...[
      ...safety(house),
      ...rookies(house),
      ...goals(house),
      ...recoveries(house),
      ...nights(house),
      ...pacing(house),
      ...faults.findings,
    ].map((finding): Scored => ({ finding, q: null })),
  ]
  return quieted(house, oneEach(house, found), faults)
}

/** Of each family, what stands out even though so many were asked. */
const discovered = (trials: readonly Trial[], { thresholds }: Context): Scored[] => {
  const families = Map.groupBy(trials, ({ family }) => family)
  return [...families.values()].flatMap((family) => {
    const qs = discoveries(family.map(({ p, looks }) => Math.min(1, looks * p)))
    return family.flatMap(({ tell }, i): Scored[] => {
      const q = qs[i] ?? 1
      const finding: Finding | null = q <= thresholds.falseDiscovery ? tell() : null
      return finding ? [{ finding, q }] : []
    })
  })
}
