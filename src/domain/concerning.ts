import type { Facts, Scope } from './facts.ts'
import type { Followup } from './followup.ts'

/** Those that are about a scope: about its agencies, its creators, or a finding in it. */
export const concerning = async (
  scope: Scope,
  followups: readonly Followup[],
  facts: Pick<Facts, 'agencies' | 'creatorNamed' | 'insightNamed'>,
): Promise<readonly Followup[]> => {
  if (scope.kind === 'all') return followups
  if (scope.kind === 'agency') return followups.filter(({ agency }) => agency === scope.agency)
  if (scope.kind === 'manager')
    return followups.filter(({ agency }) => agency !== null && scope.agencies.includes(agency))
  const markets = scope.kind === 'market' ? [scope.market] : scope.markets
  const marketOf = new Map((await facts.agencies()).map(({ name, market }) => [name, market]))
  const kept: Followup[] = []
  for (const it of followups) {
    const market = (it.agency && marketOf.get(it.agency)) ?? (await marketByItself(it, facts))
    if (market !== null && markets.includes(market)) kept.push(it)
  }
  return kept
}

/** Of a creator without an agency, and of a market's own finding. */
const marketByItself = async (
  { creator, insight }: Followup,
  facts: Pick<Facts, 'creatorNamed' | 'insightNamed'>,
): Promise<string | null> => {
  const somebody = creator && (await facts.creatorNamed(creator.id))
  if (somebody) return somebody.market
  return insight === null ? null : ((await facts.insightNamed(insight))?.placed.market ?? null)
}
