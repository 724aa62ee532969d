import type { ChannelId, UserId } from './ids.ts'

/** Where a message stands in Slack. */
export interface MessagePlace {
  channel: ChannelId
  ts: string
}

/** A message that something was made of, as it was when that happened: what is deleted later is still known. */
export interface Original extends MessagePlace {
  permalink: string | null
  /** Null for an app's. */
  author: UserId | null
  /** As people saw it: without Slack's entities. */
  text: string
  files: readonly QuotedFile[]
  deletedAt: Temporal.Instant | null
}
/** Where an answer to it goes: Slack’s link to an answer names its thread. */
export const threadOf = ({ permalink, ts }: Pick<Original, 'permalink' | 'ts'>): string =>
  (permalink && URL.parse(permalink)?.searchParams.get('thread_ts')) || ts

export interface QuotedFile {
  name: string
  permalink: string | null
}

/** Which emoji on a message makes a follow-up of it, unless the workspace chose another or none. */
export const CAPTURE_EMOJI = 'pushpin'

/** `https://acme.slack.com/archives/C1/p123`, from the workspace's address; of an answer also its thread's. */
export const permalinkOf = (
  home: string | null,
  { channel, ts, thread }: MessagePlace & { thread: string },
): string | null =>
  home === null
    ? null
    : `${home}archives/${channel}/p${ts.replace('.', '')}${thread === ts ? '' : `?thread_ts=${thread}&cid=${channel}`}`
