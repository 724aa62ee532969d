import type { Clock } from '#src/domain/clock.ts'
import type { Announce } from './announce.ts'
import type { Arguments } from './arguments.ts'
import type { Deliveries } from './deliveries.ts'
import type { Handles } from './handles.ts'
import type { Json } from './json.ts'
import type { Present } from './present.ts'
import type { Screens } from './screens.ts'
import type { Workspace } from './workspace.ts'

/** Everything the methods work on. */
export interface Slack {
  clock: Clock
  workspace: Workspace
  present: Present
  screens: Screens
  handles: Handles
  deliveries: Deliveries
  announce: Announce
  scopes: ReadonlySet<string>
  tokens: { bot: string; app: string; signingSecret: string }
  settings: Settings
  origin(): string
  /** How many seconds this channel must wait for its next post; 0 when it may come now. */
  postWait(channel: string): number
}

/** What an app's own pages in Slack, or the workspace's owner, can set. */
export interface Settings {
  homeTab: boolean
  /** Slack's own charts, which come to one workspace after the other. */
  nativeCharts: boolean
  messagesTab: boolean
  /** How many minutes a message can be edited for; null for ever. */
  editWindow: number | null
}

/** Slack's `ok: false`, with what else belongs in the answer. */
export class Refusal extends Error {
  readonly code: string
  readonly more: Json
  constructor(code: string, more: Json = {}) {
    super(code)
    this.code = code
    this.more = more
  }
}

/** Thrown by a call that came too soon after others; becomes HTTP 429. */
export class RateLimit extends Error {
  readonly retryAfter: number
  constructor(retryAfter: number) {
    super('ratelimited')
    this.retryAfter = retryAfter
  }
}

export interface Method {
  /** One of these is enough; none for calls that any bot token may make. */
  scopes: readonly string[]
  /** Slack's tiers of calls a minute; `special` stands for several hundred. */
  tier: 1 | 2 | 3 | 4 | 'special'
  /** A bot token, unless told otherwise. */
  token?: 'app' | 'none'
  run(slack: Slack, args: Arguments): Json
}
export type Methods = Readonly<Record<string, Method>>

export const needScope = ({ scopes }: Slack, needed: readonly string[]) => {
  if (needed.length && !needed.some((scope) => scopes.has(scope)))
    throw new Refusal('missing_scope', { needed: needed.join(','), provided: [...scopes].join(',') })
}
