import { daysBetween } from '#src/domain/day.ts'
import { SELDOM, type Trial } from '../finding.ts'
import { groupWeek, usualWeekOf } from '../group.ts'
import { type House, isMeant, type Person } from '../house.ts'
import { othersOf } from '../ordinary.ts'
import { normalTail } from '../tail.ts'

/** From this day of a campaign on, and this long after it, one may say what it does. */
const FIRST = 3
const AFTER = 2

/** What a campaign does to those it is meant for, beside everybody else on the same days: told once, by its name. */
export const campaigns = (house: House): Trial[] => {
  const { window, context } = house
  const today = window.days[house.today] ?? '1970-01-01'
  return context.campaigns.flatMap((campaign) => {
    const since = daysBetween(window.days[0] ?? today, campaign.from)
    const last = Math.min(house.today, daysBetween(window.days[0] ?? today, campaign.to))
    if (house.today < since + FIRST || house.today > last + AFTER || since < 28) return []
    const meant: Person[] = []
    const others: Person[] = []
    for (const person of house.people) {
      if (Number.isNaN(house.rate.base[person.at] ?? Number.NaN) || !person.present) continue
      if (isMeant(window, person.at, campaign)) meant.push(person)
      else others.push(person)
    }
    const inside = meanRise(house, meant, since, last)
    const outside = meanRise(house, others, since, last)
    if (inside.n < 20) return []
    const rise = inside.mean - (outside.n > 20 ? outside.mean : 0)
    const z = rise / Math.sqrt(inside.error + (outside.n > 20 ? outside.error : 0.0004))
    const standing = meant.map((person) => ({
      person,
      was: true,
      is: true,
      moved: false,
      belongs: () => true,
    }))
    const week = groupWeek(house, standing, since, 'up', othersOf(house))
    return [
      {
        family: `campaign:${campaign.name}`,
        looks: SELDOM,
        p: normalTail(z),
        tell: () =>
          Math.expm1(rise) < context.thresholds.campaigns.effect || week.delta <= 0
            ? null
            : {
                kind: 'campaign_effect',
                sign: 'group',
                entity:
                  campaign.market === null
                    ? { type: 'network', id: 'all', name: 'all' }
                    : { type: 'market', id: campaign.market, name: campaign.market },
                creator: -1,
                metric: 'diamonds',
                direction: 'up',
                since,
                ...week,
                p: normalTail(z),
                z,
                size: rise,
                stake: usualWeekOf(meant) * Math.expm1(rise),
                severity: 'early',
                explainedBy: `campaign:${campaign.name}`,
                suggested: { action: 'none', dueInDays: 7 },
              },
      },
    ]
  })
}

const meanRise = (
  { rate }: House,
  people: readonly Person[],
  from: number,
  to: number,
): { mean: number; error: number; n: number } => {
  let sum = 0
  let squares = 0
  let n = 0
  for (const { at } of people) {
    const spread = rate.spread[at] ?? 1
    for (let d = Math.max(0, from); d <= to; d++) {
      const value = (rate.x[at * rate.days + d] ?? Number.NaN) - (rate.base[at] ?? 0)
      if (Number.isNaN(value)) continue
      const clipped = Math.max(-3 * spread, Math.min(3 * spread, value))
      sum += clipped
      squares += clipped * clipped
      n++
    }
  }
  const mean = n > 0 ? sum / n : 0
  return { mean, error: n > 0 ? squares / n / n : 1, n }
}
