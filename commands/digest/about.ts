import type { DigestFacts, Facts, Scope } from '#src/domain/facts.ts'
import { type PeriodName, periodOf } from '#src/domain/period.ts'
import { refuse } from '#src/kit/refuse.ts'
import { SCOPE_ALL } from '#src/strings/words.ts'
import { DIGEST_LINES } from '#src/views/digest.ts'

/** A region, a market or an agency by any spelling; refuses with the near ones. */
export const scopeFor = async (typed: string, facts: Facts): Promise<Scope> => {
  if (SCOPE_ALL.includes(typed.toLowerCase())) return { kind: 'all' }
  return (
    (await facts.scopeNamed(typed)) ??
    refuse('scope.unknown', {
      name: typed,
      near: await facts.near('scope', typed, 3),
      known: await placesIn(facts),
    })
  )
}

/** The regions and markets that there are, to be said to whoever named none of them. */
export const placesIn = async (facts: Facts): Promise<string> => {
  const agencies = await facts.agencies()
  const regions = new Set(agencies.flatMap(({ region }) => region ?? []))
  const markets = new Set(agencies.flatMap(({ market }) => market ?? []))
  return [...[...regions].sort(), ...[...markets].sort()]
    .slice(0, 40)
    .map((it) => `\`${it}\``)
    .join(', ')
}

/** How a scope is kept and typed again. */
export const nameOf = (scope: Scope): string => {
  switch (scope.kind) {
    case 'all':
      return 'all'
    case 'market':
      return scope.market
    case 'agency':
      return scope.agency
    default:
      return scope.name
  }
}

/** The digest as of the newest day with numbers. */
export const digestNow = async (scope: Scope, period: PeriodName, facts: Facts): Promise<DigestFacts> => {
  const asOf = (await facts.asOf()) ?? refuse('digest.noNumbers')
  return facts.digest(scope, periodOf(period, asOf), DIGEST_LINES)
}
