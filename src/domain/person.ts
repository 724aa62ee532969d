import type { ChannelId, TeamId, UserId } from './ids.ts'

export const LOCALES = ['en', 'it'] as const
export type Locale = (typeof LOCALES)[number]

/** Slack says `it-IT`, `it`, `en-GB`, `fr-FR`: Italian is Italian, everything else reads English. */
export const localeOf = (slack: string | null | undefined): Locale | null =>
  slack ? (/^it\b/i.test(slack) ? 'it' : 'en') : null

export interface Person {
  team: TeamId
  id: UserId
  name: string
  locale: Locale
  timeZone: string
  deactivated: boolean
  bot: boolean
}

export interface Channel {
  team: TeamId
  id: ChannelId
  name: string
  private: boolean
  /** Regia is in it, and may post there. */
  joined: boolean
  /** Shared with another organisation. */
  external: boolean
  archived: boolean
  locale: Locale | null
}
