import { plusDays } from '#src/domain/day.ts'
import type { Insight } from '#src/domain/insight.ts'
import type { Candidate, Finding } from './finding.ts'
import type { House } from './house.ts'

/** The day on which a rise began is known to about a week. */
const BLUR = 7

/** A campaign that lifts those it is meant for, or a season or holiday of the market. */
export const explanationOf = (house: House, finding: Finding): string | null => {
  const { context, window, today } = house
  const { campaigns } = context.thresholds
  if (finding.kind === 'campaign_effect') return null
  if (finding.explainedBy !== null) return finding.explainedBy
  const day = window.days[today] ?? '1970-01-01'
  if (finding.kind === 'level_shift' && finding.creator >= 0) {
    const id = finding.entity.id
    const market = window.markets[window.market[finding.creator] ?? -1]
    const campaign = context.campaigns.find(
      (each) =>
        (each.market === null || each.market === market) &&
        (each.creators === null || each.creators.has(id)) &&
        each.from <= day &&
        day <= plusDays(each.to, campaigns.liftDays) &&
        (window.days[finding.since] ?? day) >= plusDays(each.from, -BLUR),
    )
    if (campaign) return `campaign:${campaign.name}`
  }
  if (finding.kind === 'market_shift') {
    const campaign = context.campaigns.find(
      ({ market, from, to }) =>
        (market === null || market === finding.entity.id || finding.entity.type === 'network') &&
        from <= day &&
        day <= plusDays(to, campaigns.tiredDays),
    )
    if (campaign) return `campaign:${campaign.name}`
  }
  return null
}

/**
 * Something larger says it: an agency whose whole market moves, a creator who falls no further than the agency, or a
 * campaign. A creator who fell far below the others is still told alone.
 */
export const partOf = (house: House, finding: Finding, groups: readonly Candidate[]): Candidate | null => {
  if (finding.kind === 'market_shift')
    return (
      groups.find(
        ({ finding: group }) => group.direction === finding.direction && saysOf(house, group, finding),
      ) ?? null
    )
  if (finding.creator < 0 || !['yield', 'fans'].includes(finding.sign)) return null
  const person = house.people[finding.creator]
  if (!person) return null
  const agency = house.window.agencies[person.agency]?.id
  const market = house.window.markets[person.market]
  const spread = (finding.sign === 'fans' ? house.fans : house.rate)?.spread[finding.creator] ?? 0
  return (
    groups.find(
      ({ finding: group }) =>
        ((group.entity.type === 'agency' && group.entity.id === agency) ||
          (group.entity.type === 'market' && group.entity.id === market)) &&
        group.kind !== 'mix_shift' &&
        group.direction === finding.direction &&
        Math.abs(finding.size) < Math.abs(group.size) + 2 * spread,
    ) ?? null
  )
}

/**
 * A part that accounts for most of a market's or the network's move (all of it where a market has but one agency: the
 * smaller one says it), or the network of which a market is no exception.
 */
const saysOf = (house: House, group: Finding, move: Finding): boolean => {
  if (group.kind === 'market_shift' && group.entity.type === 'network' && move.entity.type === 'market')
    return Math.abs(move.size) < 1.5 * Math.abs(group.size) && !accountsFor(house, move, group)
  if (group.kind !== 'agency_decline' && group.kind !== 'market_shift') return false
  return accountsFor(house, group, move)
}

const accountsFor = (house: House, part: Finding, whole: Finding): boolean => {
  if (part.entity.type === whole.entity.type) return false
  const share = sharedBy(house, part.entity, whole.entity)
  return share > 0 && share * Math.abs(part.size) >= MOST_OF * Math.abs(whole.size)
}
const MOST_OF = 0.6

/** The share of a market's or the network's judged people who are of a smaller group. */
const sharedBy = ({ people, window }: House, part: Insight['entity'], whole: Insight['entity']): number => {
  const isOf = ({ agency, market }: House['people'][number], { type, id }: Insight['entity']): boolean =>
    type === 'network' ||
    (type === 'market' ? window.markets[market] === id : window.agencies[agency]?.id === id)
  const all = people.filter((person) => person.tier !== null && person.present && isOf(person, whole))
  return all.filter((person) => isOf(person, part)).length / Math.max(1, all.length)
}
