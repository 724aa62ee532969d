import { z } from 'zod'
import type { Call } from './server/journal.ts'
import type { Command, OpenView, Shortcut, Visible } from './server/person.ts'

// What the page and the server say to each other. The page takes types from here and nothing that runs.

/** All that the page shows for one person and one conversation. */
export interface Snapshot {
  /** The playground's time, in epoch milliseconds; so are all other moments here. */
  now: number
  me: string
  team: string
  /** Without a Home tab, when `homeTab` is false: the app's manifest switches it off. */
  app: { name: string; userId: string; listening: boolean; homeTab?: boolean }
  people: readonly Somebody[]
  groups: readonly { id: string; handle: string }[]
  channels: readonly Conversation[]
  /** Of the current conversation, oldest first, replies included. */
  messages: readonly Visible[]
  /** Whether there are older messages than these. */
  earlier: boolean
  files: readonly SharedFile[]
  modals: readonly OpenView[]
  home: OpenView | null
  toasts: readonly string[]
  commands: readonly Command[]
  shortcuts: readonly Shortcut[]
  calls: readonly CallLine[]
  clock: { canMove: boolean; paused: boolean; moves: readonly ClockMove[] }
  startOver: 'cannot' | 'can' | 'running'
}

export interface Somebody {
  id: string
  name: string
  realName: string
  title: string
  timeZone: string
  locale: string
  bot: boolean
  deactivated: boolean
}

export interface Conversation {
  id: string
  name: string
  kind: 'public' | 'private' | 'im'
  topic: string
  member: boolean
  archived: boolean
  hasApp: boolean
  unread: number
  /** The `ts` up to which they have read; empty when they never looked. */
  read: string
}

export interface SharedFile {
  id: string
  name: string
  title: string
  size: number
  mimetype: string
  /** The first rows of a CSV; null for everything else. */
  preview: { rows: readonly (readonly string[])[]; total: number } | null
}

/** One move of the clock, and what the app did from then until the next. */
export interface ClockMove {
  from: number
  to: number
  came: readonly {
    at: number
    what: 'message' | 'edit' | 'notice' | 'home' | 'file'
    /** The conversation's id; empty for a Home. */
    channel: string
    /** `#live-eu`, or who it was for. */
    where: string
    text: string
  }[]
}

export interface CallLine {
  number: number
  at: string
  kind: Call['kind']
  title: string
  /** Null while an answer is waited for. */
  ms: number | null
  /** Within how many milliseconds it had to be answered; null when Slack sets no limit. */
  limit: number | null
  /** Why it is shown in red; null when all is well. */
  flag: string | null
}

/** One line of the inspector, opened. */
export interface CallDetail {
  call: Call
  /** The same as a test would say it. */
  test: string
}

/** Faults that can be asked for from the page. */
export const STRIKES = ['rate-limited', 'status', 'drop', 'accept-then-drop', 'late'] as const
export type Strike = (typeof STRIKES)[number]

const Given = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()])
const On = z.object({ ts: z.string(), channel: z.string() })
const TimeZone = z
  .string()
  .refine((name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC')

/** What the page may ask for: the same acts that tests drive. */
const Act = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('says'),
    channel: z.string(),
    words: z.string().min(1),
    thread: z.string().optional(),
  }),
  z.object({ act: z.literal('types'), channel: z.string(), words: z.string().min(1) }),
  z.object({ act: z.literal('presses'), on: z.string(), control: z.string(), value: Given.optional() }),
  z.object({ act: z.literal('shortcut'), callbackId: z.string(), on: On.optional() }),
  /** In the topmost modal, or `on` a message or a Home. */
  z.object({ act: z.literal('fills'), values: z.record(z.string(), Given), on: z.string().optional() }),
  z.object({ act: z.literal('submits'), values: z.record(z.string(), Given) }),
  z.object({ act: z.literal('closesModal'), all: z.boolean().optional() }),
  z.object({ act: z.literal('suggests'), control: z.string(), query: z.string(), on: z.string() }),
  z.object({ act: z.literal('opensHome') }),
  z.object({ act: z.literal('opensMessages') }),
  z.object({ act: z.literal('reacts'), on: On, emoji: z.string() }),
  z.object({ act: z.literal('unreacts'), on: On, emoji: z.string() }),
  z.object({ act: z.literal('deletes'), on: On }),
  z.object({
    act: z.literal('drops'),
    channel: z.string(),
    name: z.string().min(1),
    base64: z.string(),
    thread: z.string().optional(),
  }),
  z.object({ act: z.literal('joins'), channel: z.string() }),
  z.object({ act: z.literal('reads'), channel: z.string(), ts: z.string() }),
  z.object({
    act: z.literal('moves'),
    by: z.object({ hours: z.number().optional(), days: z.number().optional() }),
  }),
  z.object({ act: z.literal('movesTo'), to: z.enum(['nine', 'monday', 'dst']) }),
  z.object({ act: z.literal('holdsClock'), held: z.boolean() }),
  z.object({ act: z.literal('startsOver') }),
  z.object({ act: z.literal('strikes'), method: z.string().min(1), fault: z.enum(STRIKES) }),
  z.object({ act: z.literal('changes'), locale: z.string().optional(), timeZone: TimeZone.optional() }),
  /** For a file field: the result is the file's id. */
  z.object({ act: z.literal('uploads'), name: z.string().min(1), base64: z.string() }),
])
export type Act = z.infer<typeof Act>
export const Acting = z.object({ as: z.string(), act: Act })
