import { isDay } from '#src/domain/day.ts'
import type { DigestFacts, Facts, Scope } from '#src/domain/facts.ts'
import { near } from '#src/domain/near.ts'
import { type PeriodName, periodOf } from '#src/domain/period.ts'
import { refuse } from '#src/kit/refuse.ts'
import { PERIOD_WORDS, SCOPE_ALL } from '#src/strings/words.ts'
import { DIGEST_LINES } from '#src/views/digest.ts'
import { periodNamed } from './period.ts'

/** A region, a market or an agency by any spelling; refuses with the near ones. */
export const scopeFor = async (typed: string, facts: Facts, period?: PeriodName): Promise<Scope> => {
  const named = await scopeCalled(typed, facts)
  if (named) return named
  await refuseWord(typed, facts, period)
  return refuse('scope.unknown', {
    name: typed,
    near: await facts.near('scope', typed, 3),
    known: await placesIn(facts),
  })
}

const scopeCalled = async (typed: string, facts: Facts): Promise<Scope | null> =>
  SCOPE_ALL.includes(typed.toLowerCase()) ? { kind: 'all' } : facts.scopeNamed(typed)

/** `IT 9999d` is no agency's name: of several words the one that went wrong is the one to speak of. */
const refuseWord = async (typed: string, facts: Facts, period: PeriodName | undefined): Promise<void> => {
  const words = typed.split(/\s+/)
  for (const word of words) {
    const [, from = '', to = ''] = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(word) ?? []
    if (isDay(from) && isDay(to)) refuse('period.reversed', { typed: word, meant: `${to}..${from}` })
    if (from !== '') refuse('period.noDay', { typed: word })
    const another = periodNamed(word)
    if (another && period) refuse('period.two', { first: word, second: period })
    if (/^\d+ ?[dgw]$/i.test(word) || /\.\./.test(word)) refuse('period.unknown', { typed: word })
    const [meant] = word.length > 3 ? near(word, Object.values(PERIOD_WORDS).flat(), 1) : []
    if (meant && (await scopeCalled(word, facts)) === null) refuse('period.near', { typed: word, meant })
  }
  for (let used = words.length - 1; used > 0; used--) {
    const scope = words.slice(0, used).join(' ')
    if (await scopeCalled(scope, facts)) refuse('scope.word', { word: words.slice(used).join(' '), scope })
  }
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
