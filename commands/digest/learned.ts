import {
  type Alert,
  type Already,
  alreadySo,
  type Condition,
  type Going,
  judge,
  unknownTo,
} from '#src/domain/alert.ts'
import { nameOf } from '#src/domain/scope.ts'
import type { Looking, Running } from '#src/kit/context.ts'
import { marketOf, scopeFor } from './about.ts'

/** What a rule means in the numbers of now. */
export interface Learned extends Already {
  scope: string
  /** Whose holidays are the rule's. */
  market: string | null
  condition: Condition
}

export const learned = async (
  { scope: typed, condition }: Pick<Alert, 'scope' | 'condition'>,
  context: Looking,
): Promise<Learned> => {
  const { facts, mutes, clock } = context
  const scope = await scopeFor(typed, context)
  const sources = { facts, mutes: await mutes.list(), now: clock.now() }
  const so = await alreadySo({ condition, frontier: 0 }, scope, sources)
  return { scope: nameOf(scope), market: await marketOf(scope, facts), condition, ...so }
}

/** From here on: what was before is known, or was never asked for. */
export const fromNow = ({ frontier }: Pick<Learned, 'frontier'>, { clock }: Running) => ({
  since: clock.now(),
  frontier,
})

/** What holds already is known from now on, and not told. */
export const learn = async (
  { id }: Alert,
  { met, going }: Pick<Learned, 'met' | 'going'>,
  { alerts, clock }: Running,
): Promise<{ n: number; going: Going | null }> => {
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
  return { n: met.length, going }
}
