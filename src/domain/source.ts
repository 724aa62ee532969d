import type { AlertId } from './alert.ts'
import type { ChannelId, UserId } from './ids.ts'
import type { SubscriptionId } from './schedule.ts'

/** What messages come from that nobody asked for at that moment: a digest that comes by itself, or a rule. */
export interface Source {
  id: SourceId
  ref: `DIG-${number}` | `ALR-${number}`
  owner: UserId
  /** Who made or changed it last. */
  editedBy: UserId | null
  /** Where it posts: a channel, a person's own messages; null for those of its owner. */
  channel: ChannelId | UserId | null
  state: 'active' | 'paused' | 'ended'
  /** What Slack refused when it was paused; null when a person paused it, or was told that it could go on. */
  pausedFor: PausedFor | null
}
export type SourceId = SubscriptionId | AlertId

export const isSourceId = (id: string): id is SourceId => /^(?:dig|alr)_/.test(id)
export const isDigestId = (id: SourceId): id is SubscriptionId => id.startsWith('dig_')

/** The sources among the ids that a message is about, each before those that are newer. */
export const sourcesIn = (about: readonly string[]): readonly SourceId[] =>
  about.filter(isSourceId).toSorted()

/** Who is spoken to. */
export const earOf = ({ channel, owner }: Pick<Source, 'channel' | 'owner'>): ChannelId | UserId =>
  channel ?? owner

/** What ends a source's posting: what Slack said, or a person. */
export type Stop = { refused: string } | { by: UserId }

/** In Slack's words, each perhaps with more behind it: whatever goes there next would be refused too. */
const LASTING: readonly string[] = [
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'missing_scope',
  'user_disabled',
  'restricted_action',
  'posting_to_channel_denied',
]
/** Whether a refusal pauses what was refused: one of another kind is about that message alone. */
export const isLasting = (error: string): boolean => LASTING.some((it) => error.startsWith(it))

/** Those that may be over without anybody's doing here: whoever heard of the pause hears of its end. */
export const PAUSED_FOR = ['is_archived', 'channel_not_found', 'not_in_channel', 'is_ext_shared'] as const
export type PausedFor = (typeof PAUSED_FOR)[number]
export const pausedFor = (stop: Stop): PausedFor | null =>
  'refused' in stop ? (PAUSED_FOR.find((why) => stop.refused.startsWith(why)) ?? null) : null
