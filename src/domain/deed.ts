import type { UserId } from './ids.ts'

/** By what a person, or the clock, changed something. */
export const THROUGH = [
  'command',
  'button',
  'form',
  'shortcut',
  'mention',
  'reaction',
  'home',
  'cli',
  'clock',
] as const
export type Through = (typeof THROUGH)[number]

/** Who does something, when and by what: it goes into the history of all that is changed with it. */
export interface Deed {
  /** Null when nobody did: a job, an upgrade. */
  by: UserId | null
  at: Temporal.Instant
  through: Through
}
