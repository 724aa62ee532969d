import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Clock } from '#src/domain/clock.ts'
import type { ChannelId, TeamId, UserId } from '#src/domain/ids.ts'
import type { ClockMove } from '../wire.ts'
import { type Json, parsed } from './json.ts'

/** Who and what a workspace begins with; people are named by their handle. */
export interface WorkspaceSeed {
  team: { id: TeamId; name: string; domain: string }
  app: { id: string; name: string; handle: string; userId: UserId; botId: string }
  people: readonly SeedPerson[]
  channels: readonly SeedChannel[]
  groups?: readonly { id: string; handle: string; name: string; members: readonly string[] }[]
}
export interface SeedPerson {
  id: UserId
  name: string
  realName: string
  timeZone: string
  locale: string
  email?: string
  title?: string
  deactivated?: boolean
  admin?: boolean
}
export interface SeedChannel {
  id: ChannelId
  name: string
  members: readonly string[]
  private?: boolean
  locale?: string
  archived?: boolean
  external?: boolean
  topic?: string
  posting?: Posting
  /** Whether the app is in it; it is, unless told otherwise. */
  app?: boolean
}

/** What a channel's owner keeps apps from doing there. */
export type Posting = 'nobody' | 'read-only' | 'threads-only' | 'no-threads' | 'locked-threads'

export interface Block extends Json {
  readonly type: string
  readonly block_id?: string
}

/** As Slack stores it; `user` is the app's own user for what the app posts. */
export interface Message {
  type: 'message'
  ts: string
  user: string
  text: string
  bot_id?: string
  app_id?: string
  subtype?: string
  blocks?: readonly Block[]
  attachments?: readonly Json[]
  thread_ts?: string
  metadata?: { event_type: string; event_payload: Json }
  reactions?: { name: string; users: string[] }[]
  files?: readonly string[]
  client_msg_id?: string
  edited?: { user: string; ts: string }
}

export interface Channel {
  id: string
  kind: 'public' | 'private' | 'im'
  name: string
  members: string[]
  locale: string | null
  archived: boolean
  external: boolean
  topic: string
  messages: Message[]
  /** For a direct message: the person the app talks with. */
  with?: string
  /** Free for all, when absent. */
  posting?: Posting
  /** The `ts` of each. */
  pins?: string[]
  bookmarks?: Json[]
}

export interface StoredFile {
  id: string
  name: string
  title: string
  size: number
  user: string
  created: number
  /** Base64; null until the bytes have come. */
  bytes: string | null
  /** Empty until Slack has looked at the file. */
  mimetype: string
  shares: { channel: string; ts: string; thread_ts?: string }[]
  deleted?: true
}

/** Waits for its moment on the workspace's clock. */
export interface ScheduledMessage {
  id: string
  channel: string
  /** Epoch seconds; so is `created`. */
  postAt: number
  created: number
  content: Omit<Message, 'type' | 'ts' | 'user'>
}

export type PersonRecord = SeedPerson & { bot: boolean }
interface Group {
  id: string
  handle: string
  name: string
  members: string[]
}
export interface State {
  team: WorkspaceSeed['team']
  app: WorkspaceSeed['app']
  people: PersonRecord[]
  groups: Group[]
  channels: Channel[]
  files: StoredFile[]
  homes: Record<string, Json>
  /** What each `client_msg_id` became. */
  posted: Record<string, { channel: string; ts: string }>
  /** Person, then channel, then the newest ts they have seen. */
  read: Record<string, Record<string, string>>
  scheduled: ScheduledMessage[]
  /** Newest last. */
  moves: ClockMove[]
  /** What its clock showed when it was last moved, held or let go, and the machine's at that moment. */
  time: { at: number; machine: number; held: boolean } | null
  lastTs: { ms: number; micros: number }
}

export type Workspace = ReturnType<typeof openWorkspace>

/** The workspace's state and the few ways in which it changes; written to `file` shortly after each change. */
export const openWorkspace = ({
  seed,
  file,
  clock,
}: {
  seed: WorkspaceSeed
  file?: string | undefined
  clock: Clock
}) => {
  const state = { ...fresh(seed), ...(file ? readState(file) : null) }
  const listeners = new Set<() => void>()
  let saving: NodeJS.Timeout | undefined

  const save = () => {
    clearTimeout(saving)
    saving = undefined
    if (file) writeWhole(file, JSON.stringify({ version: 1, state }))
  }
  const changed = () => {
    if (file && !saving) saving = setTimeout(save, 300).unref()
    for (const tell of [...listeners]) tell()
  }

  /** Unique and rising, as Slack's are; follows the clock when it is set back. */
  const nextTs = (): string => {
    const ms = clock.now().epochMilliseconds
    const micros = ms >= state.lastTs.ms ? Math.max(ms * 1000, state.lastTs.micros + 1) : ms * 1000
    state.lastTs = { ms, micros }
    return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`
  }

  const person = (nameOrId: string): PersonRecord | undefined => {
    const wanted = nameOrId.replace(/^@/, '').toLowerCase()
    return (
      state.people.find(({ id }) => id === nameOrId) ??
      state.people.find(({ name }) => name.toLowerCase() === wanted) ??
      state.people.find(({ realName }) => realName.toLowerCase() === wanted) ??
      state.people.find(({ realName }) => realName.toLowerCase().split(' ')[0] === wanted)
    )
  }
  const channelById = (id: string): Channel | undefined => state.channels.find((channel) => channel.id === id)
  const channelNamed = (name: string): Channel | undefined =>
    state.channels.find((channel) => channel.kind !== 'im' && channel.name === name.replace(/^#/, ''))

  const directWith = (user: string): Channel => {
    const known = state.channels.find((channel) => channel.kind === 'im' && channel.with === user)
    if (known) return known
    const channel: Channel = {
      id: `D0${user.slice(1)}`,
      kind: 'im',
      name: 'directmessage',
      members: [user, state.app.userId],
      locale: null,
      archived: false,
      external: false,
      topic: '',
      messages: [],
      with: user,
    }
    state.channels.push(channel)
    changed()
    return channel
  }

  const message = (channel: Channel, ts: string): Message | undefined =>
    channel.messages.findLast((each) => each.ts === ts)

  const add = (channel: Channel, content: Omit<Message, 'type' | 'ts'>, ts = nextTs()): Message => {
    const added: Message = { type: 'message', ts, ...content }
    const after = channel.messages.findLastIndex((each) => each.ts <= ts)
    channel.messages.splice(after + 1, 0, added)
    changed()
    return added
  }

  const remove = (channel: Channel, ts: string) => {
    const at = channel.messages.findIndex((each) => each.ts === ts)
    if (at >= 0) channel.messages.splice(at, 1)
    changed()
  }

  return {
    state,
    nextTs,
    person,
    channelById,
    channelNamed,
    directWith,
    message,
    add,
    remove,
    changed,
    now: () => clock.now().epochMilliseconds,
    /** As on the first day. The state stays the same object: everything holds on to it. */
    beginAnew() {
      Object.assign(state, fresh(seed))
      changed()
    },
    replies: (channel: Channel, ts: string) =>
      channel.messages.filter((each) => each.thread_ts === ts && each.ts !== ts),
    appIsIn: (channel: Channel) => channel.members.includes(state.app.userId),
    /** Called after every change; answers how to stop. */
    onChange(tell: () => void): () => void {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    close() {
      clearTimeout(saving)
      if (file) save()
    },
  }
}

const fresh = ({ team, app, people, channels, groups }: WorkspaceSeed): State => {
  const idOf = (name: string): string => {
    const found = people.find((person) => person.name === name || person.id === name)
    if (!found) throw new Error(`The workspace has no person "${name}".`)
    return found.id
  }
  return {
    team,
    app,
    people: [
      ...people.map((person) => ({ ...person, bot: false })),
      {
        id: app.userId,
        name: app.handle,
        realName: app.name,
        timeZone: 'America/Los_Angeles',
        locale: 'en-US',
        bot: true,
      },
    ],
    groups: (groups ?? []).map((group) => ({ ...group, members: group.members.map(idOf) })),
    channels: channels.map(
      ({ id, name, members, private: closed, locale, archived, external, topic, posting, app: joined }) => ({
        id,
        kind: closed ? 'private' : 'public',
        name,
        members: [...members.map(idOf), ...(joined === false ? [] : [app.userId])],
        locale: locale ?? null,
        archived: archived ?? false,
        external: external ?? false,
        topic: topic ?? '',
        messages: [],
        ...(posting && { posting }),
      }),
    ),
    files: [],
    homes: {},
    posted: {},
    read: {},
    scheduled: [],
    moves: [],
    time: null,
    lastTs: { ms: 0, micros: 0 },
  }
}

const Saved = z.object({
  version: z.literal(1),
  state: z.custom<State>(
    (value) =>
      z.looseObject({ team: z.object({}).loose(), channels: z.array(z.unknown()) }).safeParse(value).success,
  ),
})

/** Null when there is no file yet. A file that cannot be read is an error: it must not be overwritten by accident. */
const readState = (file: string): State | null => {
  if (!existsSync(file)) return null
  const saved = Saved.safeParse(parsed(readFileSync(file, 'utf8')))
  if (!saved.success) throw new Error(`${file} is not a playground's state. Move it away to begin anew.`)
  return saved.data.state
}

/** A reader sees the old file or the new one, never half of it. */
const writeWhole = (file: string, content: string) => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.part`, content)
  renameSync(`${file}.part`, file)
}
