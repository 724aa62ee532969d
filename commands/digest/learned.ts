import {
  type Alert,
  type Already,
  alreadySo,
  type Condition,
  impliedBy,
  judge,
  unknownTo,
} from '#src/domain/alert.ts'
import type { Scope } from '#src/domain/facts.ts'
import { nameOf } from '#src/domain/scope.ts'
import type { Looking, Running } from '#src/kit/context.ts'
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
})

/** What holds already is known from now on, and not told. */
export const learn = async (
  { id, channel, owner }: Alert,
  { met, going, isEmpty, wider }: Pick<Learned, 'met' | 'going' | 'isEmpty' | 'wider'>,
  { alerts, clock }: Running,
): Promise<Known> => {
  await alerts.forgetWaiting(id)
  const at = clock.now()
  const known = await alerts.episodes(id)
  const { grown } = judge(met, known, at, 0)
  await alerts.keep([
    ...grown,
    ...unknownTo(known, met).map((it) => ({
      ...it,
      alert: id,
      state: 'known' as const,
      at,
      toldAt: null,
      held: false,
    })),
  ])
  const other = wider.find((it) => it.id !== id && (it.channel ?? it.owner) === (channel ?? owner))
  return { n: met.length, going, isEmpty, covered: other?.ref ?? null }
}
