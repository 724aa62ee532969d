import { type Alert, type Condition, impliedBy } from '#src/domain/alert.ts'
import { type Episode, isSame, judge, stillToTell, unknownTo } from '#src/domain/episode.ts'
import type { Scope } from '#src/domain/facts.ts'
import { type Already, alreadySo } from '#src/domain/occurrence.ts'
import { nameOf } from '#src/domain/scope.ts'
import type { Looking, Running } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'
import type { Known } from '#src/views/alert.ts'
import { marketOf, scopeFor } from './about.ts'

/** What a rule means in the numbers of now. */
export interface Learned extends Already {
  scope: string
  /** Nobody is known there at all. */
  isEmpty: boolean
  /** Rules that are told of all that it would be. */
  wider: readonly Alert[]
  /** Whose holidays are the rule's. */
  market: string | null
  condition: Condition
}

export const learned = async (
  { scope: typed, condition }: Pick<Alert, 'scope' | 'condition'>,
  context: Looking,
): Promise<Learned> => {
  const { facts, mutes, alerts, clock } = context
  if (condition.on === 'unknown') refuse('alert.lost')
  const scope = await scopeFor(typed, context)
  const sources = { facts, mutes: await mutes.list(), now: clock.now() }
  const so = await alreadySo({ condition, frontier: 0 }, scope, sources)
  const isEmpty = scope.kind !== 'all' && (await facts.newcomers(scope, ANYBODY)).count === 0
  const market = await marketOf(scope, facts)
  const wider: Alert[] = []
  for (const it of await alerts.list()) {
    if (it.state !== 'active' || !impliedBy(condition, it.condition)) continue
    const wide = await facts.scopeNamed(it.scope)
    if (wide !== null && isWithin(scope, wide, { market, ofDays: 'metric' in condition })) wider.push(it)
  }
  return { scope: nameOf(scope), isEmpty, wider, market, condition, ...so }
}

/** A number of days is a scope's own; findings and creators of a part are those of the whole too. */
const isWithin = (
  scope: Scope,
  wide: Scope,
  { market, ofDays }: { market: string | null; ofDays: boolean },
): boolean => {
  if (nameOf(scope) === nameOf(wide)) return true
  if (ofDays) return false
  if (wide.kind === 'all') return true
  if (wide.kind === 'manager') return scope.kind === 'agency' && wide.agencies.includes(scope.agency)
  const markets = wide.kind === 'market' ? [wide.market] : wide.kind === 'region' ? wide.markets : []
  return market !== null && markets.includes(market)
}

/** Whoever any file has named. */
const ANYBODY = { after: 0, since: '1970-01-01' } as const

/** From here on: what was before is known, or was never asked for. */
export const fromNow = ({ frontier }: Pick<Learned, 'frontier'>, { clock }: Running) => ({
  since: clock.now(),
  frontier,
  looked: null,
  troubledAt: null,
})

/**
 * What holds already is known from now on, and not told; unless that rule has told it before, where Slack would not take
 * it: it waits to be told once more.
 */
export const learn = async (
  { id, channel, owner }: Alert,
  { met, going, isEmpty, wider }: Pick<Learned, 'met' | 'going' | 'isEmpty' | 'wider'>,
  { alerts, clock }: Running,
  why: 'anew' | 'resumed',
): Promise<Known> => {
  await alerts.forgetWaiting(id)
  const at = clock.now()
  const known = await alerts.episodes(id)
  const unheard = known.filter(({ state }) => state === 'unheard')
  const again = why === 'resumed' ? stillToTell(unheard, met, at) : []
  const others = known.filter(({ state }) => state !== 'unheard')
  const { fired, grown } = judge(met, [...others, ...again], at, 0)
  const unknown = new Set([...fired, ...unknownTo([...others, ...again], met)])
  const learnt = [...unknown].map((it): Episode => ({ ...it, alert: id, state: 'known', at, ...UNTOLD }))
  const kept = [...learnt, ...again, ...grown].map((it) => [`${it.entity}|${it.episode}`, it] as const)
  await alerts.drop(unheard)
  await alerts.keep([...new Map(kept).values()])
  const silent = met.filter((it) => !again.some((other) => isSame(other, it)))
  const other = wider.find((it) => it.id !== id && (it.channel ?? it.owner) === (channel ?? owner))
  const covered = other?.ref ?? null
  return { n: silent.length, going: silent.length > 0 ? going : null, isEmpty, covered, again: again.length }
}

const UNTOLD = { toldAt: null, held: false, post: null } as const
