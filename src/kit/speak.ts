import type { OutboxWriter } from '../domain/delivery.ts'
import type { TeamId } from '../domain/ids.ts'
import type { People } from '../domain/ports.ts'
import type { Effect } from './effects.ts'

export interface Spoken {
  team: TeamId
  /** Names whatever decided it: what has no key of its own is said once for it. */
  key: string
  people: People
  outbox: OutboxWriter
  /** Told of each message that was not there before. */
  onPost?: (effect: Extract<Effect, { do: 'post' | 'dm' }>, hears: { timeZone: string }) => void
}

/** Writes the durable ones into the transaction that decided them, each in its hearer's language. */
export type Speak = (effects: readonly Effect[], spoken: Spoken) => Promise<void>
