import type { ChannelId, UserId } from './ids.ts'

/** Words shared by follow-ups and requests. */
export const PRIORITIES = ['high', 'normal', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]

/** The creator a task is about: the platform's 19-digit id, and the name it had then. */
export interface AboutCreator {
  id: string
  username: string
}

/** Where a task was born: a channel, and the message when it came from one. */
export interface Origin {
  channel: ChannelId
  ts: string | null
}

/**
 * Whether somebody may know of a task: what was born in a private channel is known to the people it names, and in that
 * channel. Checked wherever a task is listed or touched: a number can be guessed, a button forged.
 */
export const mayKnow = (
  task: { origin: Origin | null; known: readonly UserId[] },
  viewer: UserId,
  here: ChannelId | null,
  originPrivate: boolean,
): boolean =>
  !originPrivate || task.known.includes(viewer) || (task.origin !== null && task.origin.channel === here)
