import { daysBetween, platformDay, plusDays } from '#src/domain/day.ts'
import { type DigestSeen, type DueDigest, digestAsOf } from '#src/domain/digest.ts'
import type { Facts, Scope } from '#src/domain/facts.ts'
import { thinness } from '#src/domain/hold.ts'
import type { PeriodName } from '#src/domain/period.ts'
import { isPersonal, MANAGER } from '#src/domain/scope.ts'
import type { Looking } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'
import { everyCatalogue, type Strings } from '#src/strings/index.ts'
import { LIST_WORDS, SCOPE_ALL, wordIn } from '#src/strings/words.ts'
import { DIGEST_LINES } from '#src/views/digest.ts'
import { refusePeriod } from './period.ts'

/**
 * A region, a market or an agency by any spelling. Else it says which word went wrong, for a period that is none
 * stands among the words of the scope: `chosen` is the one that was understood. `mine` is what the agency list puts in
 * the care of whoever asks.
 */
export const scopeFor = async (
  typed: string,
  { facts, managers, actor }: Pick<Looking, 'facts' | 'managers' | 'actor'>,
  chosen: PeriodName | null = null,
): Promise<Scope> => {
  if (LIST_WORDS.mine.some((word) => word === typed.toLowerCase())) {
    const email = (await managers.emailOf(actor.id)) ?? refuse('scope.notMine')
    return (await facts.scopeNamed(`${MANAGER}${email}`)) ?? refuse('scope.notMine')
  }
  if (SCOPE_ALL.includes(typed.toLowerCase())) return { kind: 'all' }
  const found = await facts.scopeNamed(typed)
  if (found) return found
  const words = typed.split(/\s+/)
  for (const word of words) refusePeriod(word, chosen)
  refuseNumber(words)
  const near = await facts.near('scope', typed, 3)
  // `de lucca` is an agency misspelt, and not Germany with a word too many.
  if (words.length > 1 && !near[0]?.includes(' '))
    for (let taken = words.length - 1; taken > 0; taken--) {
      const scope = words.slice(0, taken).join(' ')
      if (SCOPE_ALL.includes(scope.toLowerCase()) || (await facts.scopeNamed(scope)))
        refuse('scope.word', { scope, word: words.slice(taken).join(' ') })
    }
  return refuse('scope.unknown', { name: typed, near, known: await placesIn(facts) })
}

/** As the reader would type it. */
export const scopeTyped = (scope: string, t: Strings): string => {
  if (isPersonal(scope)) return wordIn(t, LIST_WORDS.mine)
  return scope === 'all' ? wordIn(t, SCOPE_ALL) : scope
}

/** `history banana`: a word of ours, and not the number that it wants. */
const refuseNumber = ([first = '', ...rest]: readonly string[]): void => {
  const word = rest.join(' ')
  const isOurs = (names: readonly (keyof Strings['commands'])[]) =>
    everyCatalogue.some(({ commands }) => names.some((name) => commands[name].word === first.toLowerCase()))
  if (word === '') return
  if (isOurs(OF_FINDINGS)) refuse('insight.number', { word })
  if (isOurs(OF_DIGESTS)) refuse('digest.number', { word })
}
const OF_FINDINGS = ['digest why', 'digest mute'] as const
const OF_DIGESTS = [
  'digest edit',
  'digest preview',
  'digest test',
  'digest history',
  'digest pause',
  'digest resume',
  'digest unsubscribe',
] as const

/** The regions and markets that there are, to be said to whoever named none of them. */
export const placesIn = async (facts: Facts): Promise<string> => {
  const regions = new Set((await facts.agencies()).flatMap(({ region }) => region ?? []))
  return [...[...regions].sort(), ...(await marketsIn(facts))]
    .slice(0, 40)
    .map((it) => `\`${it}\``)
    .join(', ')
}

/** In the order of their codes. */
export const marketsIn = async (facts: Facts): Promise<readonly string[]> =>
  [...new Set((await facts.agencies()).flatMap(({ market }) => market ?? []))].sort()

/** The one market that it is about; null for several, or one that nobody knows. */
export const marketOf = async (scope: Scope, facts: Facts): Promise<string | null> => {
  switch (scope.kind) {
    case 'market':
      return scope.market
    case 'agency':
      return (await facts.agencyNamed(scope.agency))?.market ?? null
    case 'region':
      return scope.markets.length === 1 ? (scope.markets[0] ?? null) : null
    default:
      return null
  }
}

/**
 * The digest as of yesterday, as the platform counts days, or of the newest day with numbers before it: for whoever asks
 * or, when it is posted, for everybody in the channel.
 */
export const digestNow = async (
  scope: Scope,
  period: PeriodName,
  context: Looking,
  posts = false,
): Promise<DigestSeen & Pick<DueDigest, 'thin' | 'staleDays'>> => {
  const { facts, channel, actor, clock } = context
  const newest = (await facts.asOf()) ?? refuse('digest.noNumbers')
  const now = clock.now()
  const today = platformDay(now)
  const yesterday = plusDays(today, -1)
  const asOf = newest < yesterday ? newest : yesterday
  const readers = { channel: channel?.id ?? null, viewer: posts ? null : actor.id }
  const thin = await thinness(scope, period, now, context)
  return {
    ...(await digestAsOf(scope, period, asOf, context, readers, DIGEST_LINES, today)),
    thin,
    // Days that are all there are not made old by those after them.
    staleDays: thin?.lacks === 'day' ? daysBetween(newest, yesterday) : 0,
  }
}
