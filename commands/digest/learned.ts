import {
  type Alert,
  alreadySo,
  type Condition,
  type Episode,
  isSame,
  judge,
  type Occurrence,
  stillToTell,
} from '#src/domain/alert.ts'
import type { Day } from '#src/domain/day.ts'
import { nameOf } from '#src/domain/scope.ts'
import type { Looking, Running } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'
import { marketOf, scopeFor } from './about.ts'

/** What a rule means in the numbers of now. */
export interface Learned {
  scope: string
  /** Whose holidays are the rule's. */
  market: string | null
  condition: Condition
  met: readonly Occurrence[]
  frontier: number
}

export const learned = async (
  { scope: typed, condition }: Pick<Alert, 'scope' | 'condition'>,
  context: Looking,
): Promise<Learned> => {
  const { facts, mutes, clock } = context
  if (condition.on === 'unknown') refuse('alert.lost')
  const scope = await scopeFor(typed, context)
  const sources = { facts, mutes: await mutes.list(), now: clock.now() }
  const so = await alreadySo({ condition, frontier: 0 }, scope, sources)
  return { scope: nameOf(scope), market: await marketOf(scope, facts), condition, ...so }
}

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
  { id }: Alert,
  { met }: Pick<Learned, 'met'>,
  { alerts, clock }: Running,
  why: 'anew' | 'resumed',
): Promise<{ n: number; since: Day | null; again: number }> => {
  await alerts.forgetWaiting(id)
  const at = clock.now()
  const known = await alerts.episodes(id)
  const unheard = known.filter(({ state }) => state === 'unheard')
  const again = why === 'resumed' ? stillToTell(unheard, met, at) : []
  const others = known.filter(({ state }) => state !== 'unheard')
  const { fired, grown } = judge(met, [...others, ...again], at, 0)
  const learnt = fired.map((it): Episode => ({ ...it, alert: id, state: 'known', at, ...UNTOLD }))
  const kept = [...learnt, ...again, ...grown].map((it) => [`${it.entity}|${it.episode}`, it] as const)
  await alerts.drop(unheard)
  await alerts.keep([...new Map(kept).values()])
  const silent = met.filter((it) => !again.some((other) => isSame(other, it)))
  return { n: silent.length, since: silent.at(-1)?.since ?? null, again: again.length }
}

const UNTOLD = { toldAt: null, held: false, post: null } as const
