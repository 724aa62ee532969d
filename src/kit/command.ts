import type { z } from 'zod'
import type { Strings } from '../strings/index.ts'
import type { Looking, Running, Scene } from './context.ts'
import type { Outcome, Show } from './effects.ts'

/** A command has a name only if it has its words and its help line in the catalogue: the compiler holds them together. */
export type CommandName = keyof Strings['commands']

export interface Command<Args extends z.ZodObject = z.ZodObject, Seen = unknown> {
  kind: 'command'
  name: CommandName
  args: Args
  /** Without words it answers with a form: somebody new sees a light one at once. */
  opens?: boolean
  /** The form to offer, filled with what was understood, when the words would not do. */
  form?(understood: Partial<z.output<Args>>, typed: string, scene: Scene): Show
  look?(args: z.output<Args>, context: Looking): Promise<Seen>
  run(args: z.output<Args>, context: Running, seen: Seen): Promise<Outcome> | Outcome
}

export const command = <Args extends z.ZodObject, Seen = undefined>(
  name: CommandName,
  spec: Omit<Command<Args, Seen>, 'kind' | 'name'>,
): Command<Args, Seen> => ({ kind: 'command', name, ...spec })
