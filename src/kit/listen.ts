import type { z } from 'zod'
import type { ActionRef } from '../blocks/refs.ts'
import type { LedgerReads } from '../domain/ports.ts'
import type { Looking, Running } from './context.ts'
import type { Outcome } from './effects.ts'
import type { Complaints, Form, Values } from './form.ts'

interface Handler<Input, Seen> {
  /** It answers with a form: somebody new sees a light one at once, since a trigger lives three seconds. */
  opens?: boolean
  look?(input: Input, context: Looking): Promise<Seen>
  run(input: Input, context: Running, seen: Seen): Promise<Outcome> | Outcome
}

export interface Action<V = unknown, Seen = unknown> extends Handler<V, Seen> {
  kind: 'action'
  id: string
  value: z.ZodType<V>
}
/** Runs when a button made with `button(label, ref, value)` is pressed. `value` checks what comes back: a button can be forged. */
export const action = <V, Seen = undefined>(
  ref: ActionRef<V>,
  spec: Handler<V, Seen> & { value: z.ZodType<V> },
): Action<V, Seen> => ({ kind: 'action', id: ref.id, ...spec })

export interface Submission<F extends Form = Form, Seen = unknown> extends Handler<Values<F>, Seen> {
  kind: 'submission'
  form: F
  /** False where the fields depend on the moment: a refused one cannot be opened again with what was entered. */
  again?: false
  /** What only the world can tell is wrong: shown at the fields, with everything typed still there. Must be quick. */
  check?(values: Values<F>, context: Looking): Promise<Complaints<F>>
}
/** Runs when `form` comes back filled in and valid; an invalid one never gets this far. */
export const submission = <F extends Form, Seen = undefined>(
  form: F,
  spec: Omit<Submission<F, Seen>, 'kind' | 'form'>,
): Submission<F, Seen> => ({ kind: 'submission', form, ...spec })

export interface Shortcut<Seen = unknown> extends Handler<null, Seen> {
  kind: 'shortcut'
  id: string
}
/** A message's “⋯” menu (then `message` is set) or the global lightning bolt. */
export const shortcut = <Seen = undefined>(id: string, spec: Handler<null, Seen>): Shortcut<Seen> => ({
  kind: 'shortcut',
  id,
  ...spec,
})

export interface SlackEvent<E = unknown, Seen = unknown> extends Handler<E, Seen> {
  kind: 'event'
  type: string
  /** What does not fit is let go, and nobody is asked about it. */
  payload: z.ZodType<E>
  /** What Slack calls the subscriptions that it comes by, where that is not its type. */
  subscriptions?: readonly string[]
  /**
   * Asked before anything is kept, while Slack waits: false for what nobody here has to do with. For events of which there
   * are many; one look at the ledger, no more.
   */
  wanted?(event: E, ledger: LedgerReads): Promise<boolean>
  /** It tells that who or where has changed: what is remembered of them is asked again before it runs. */
  anew?: true
}
/** Something happened in Slack. Comes at least once; the inbox lets it through once. */
export const event = <E, Seen = undefined>(
  type: string,
  spec: Omit<SlackEvent<E, Seen>, 'kind' | 'type'>,
): SlackEvent<E, Seen> => ({ kind: 'event', type, ...spec })
