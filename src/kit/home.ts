import type { KnownBlock } from '@slack/types'
import type { z } from 'zod'
import type { Looking } from './context.ts'
import type { Voice } from './voice.ts'

/**
 * What a person sees under the app's Home tab. It is drawn anew whenever they open it, act in it, or send in a form;
 * `state` is what it remembers of itself meanwhile: which part of it, which page.
 */
export interface Home<State = unknown, Seen = unknown> {
  kind: 'home'
  /** Also of nothing, and of what an older version remembered, it makes a state. */
  state: z.ZodType<State>
  look(state: State, context: Looking): Promise<Seen>
  /** `said` is what was answered to a press in it. */
  shows(state: State, seen: Seen, said: readonly KnownBlock[]): (voice: Voice) => readonly KnownBlock[]
}

export const home = <State, Seen>(spec: Omit<Home<State, Seen>, 'kind'>): Home<State, Seen> => ({
  kind: 'home',
  ...spec,
})
