import type { Severity } from '#src/domain/insight.ts'
import type { Sign } from './finding.ts'
import type { House } from './house.ts'
import type { Scored } from './quiet.ts'

const LEADING: readonly Sign[] = ['attendance', 'hours', 'fans', 'audience']

/**
 * One insight for a market's night and its week, by the less likely; one for all signs of one creator's decline, by the sign that says most; the others make it weigh more: one
 * sign is early, two are a warning, a leading one that the money confirms is urgent (live-domain §5.2).
 */
export const oneEach = (house: House, found: readonly Scored[]): Scored[] => {
  const groups = Map.groupBy(found, ({ finding }, i) => {
    const { creator, entity, kind, direction, sign } = finding
    if (creator >= 0 && isDecline(sign, direction)) return `down:${creator}`
    return kind === 'market_shift' ? `move:${entity.type}:${entity.id}:${direction}` : `other:${i}`
  })
  return [...groups.values()].map((scored) => {
    const [only] = scored
    if (scored.length === 1 && only) return only
    return scored[0]?.finding.creator === -1 ? rarest(scored) : strongest(house, scored)
  })
}

const rarest = (scored: readonly Scored[]): Scored =>
  scored.reduce((least, each) => ((each.finding.p ?? 1) < (least.finding.p ?? 1) ? each : least))

const isDecline = (sign: Sign, direction: string): boolean =>
  direction === 'down' && (LEADING.includes(sign) || sign === 'yield')

const FANS_SHARE = 0.75

const strongest = (house: House, scored: readonly Scored[]): Scored => {
  const of = (sign: Sign): Scored | undefined =>
    scored
      .filter(({ finding }) => finding.sign === sign)
      .sort((a, b) => weightOf(b) - weightOf(a) || (a.finding.p ?? 1) - (b.finding.p ?? 1))[0]
  const silence = scored.find(({ finding }) => finding.kind === 'went_dark')
  const money = of('yield')
  const fans = of('fans')
  // Fans who fell about as far as the yield did are its cause; some come and go with any fall.
  const byFans = fans && money && fans.finding.size <= FANS_SHARE * money.finding.size ? fans : undefined
  const main =
    silence ?? byFans ?? money ?? of('attendance') ?? fans ?? of('hours') ?? of('audience') ?? scored[0]
  if (!main) throw new RangeError('nothing to weigh')
  const signs = new Set(scored.map(({ finding }) => finding.sign))
  const severity: Severity =
    signs.size === 1
      ? main.finding.severity
      : signs.has('yield') && LEADING.some((sign) => signs.has(sign))
        ? 'urgent'
        : 'warn'
  const stake = Math.max(...scored.map(({ finding }) => finding.stake))
  const since = Math.max(house.today - 34, main.finding.since)
  return { ...main, finding: { ...main.finding, severity, stake, since } }
}

/** A sudden fall says more than a slide, which it may also look like. */
const weightOf = ({ finding }: Scored): number => (finding.kind === 'slide' ? 0 : 1)
