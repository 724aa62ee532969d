import { LIMITS } from '#src/blocks/limits.ts'
import type { Clock } from '#src/domain/clock.ts'
import type { Announce } from './announce.ts'
import { faultsIn, textLengthOf } from './blocks.ts'
import type { Deliveries } from './deliveries.ts'
import { withIds } from './forms.ts'
import type { Handles, Reach } from './handles.ts'
import { isRecord, type Json, list, parsed, record, records, text } from './json.ts'
import type { Present } from './present.ts'
import type { LiveView, Screens } from './screens.ts'
import type { Block, Channel, Message, PersonRecord, StoredFile, Workspace } from './workspace.ts'

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
  origin(): string
  /** Whether this channel may take another post now; off for tests that post much. */
  mayPost(channel: string): boolean
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

/** The answer to a call, as it goes out with HTTP 200. */
export const answer = (slack: Slack, method: string, token: string | null, given: Json): Json => {
  const known = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined
  if (!known) return { ok: false, error: 'unknown_method', req_method: method }
  try {
    authorize(slack, known, token)
    return { ok: true, ...known.run(slack, argumentsFrom(given)) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.code, ...error.more }
    throw error
  }
}

/** Scopes that any of the methods or events can use: what a fully installed app holds. */
export const allScopes = (): string[] => [
  ...new Set(['commands', 'app_mentions:read', ...Object.values(METHODS).flatMap(({ scopes }) => scopes)]),
]

interface Method {
  /** One of these is enough; none for calls that any bot token may make. */
  scopes: readonly string[]
  token?: 'app'
  run(slack: Slack, args: Arguments): Json
}

const authorize = (slack: Slack, method: Method, token: string | null) => {
  const { bot, app } = slack.tokens
  if (!token) throw new Refusal('not_authed')
  if (token !== bot && token !== app) throw new Refusal('invalid_auth')
  if ((method.token === 'app') !== (token === app)) throw new Refusal('not_allowed_token_type')
  needScope(slack, method.scopes)
}
const needScope = ({ scopes }: Slack, needed: readonly string[]) => {
  if (needed.length && !needed.some((scope) => scopes.has(scope)))
    throw new Refusal('missing_scope', { needed: needed.join(','), provided: [...scopes].join(',') })
}

// —— Arguments: from a form, where structures are JSON in text, or from JSON ————————————————————————————————

type Arguments = ReturnType<typeof argumentsFrom>
const argumentsFrom = (given: Json) => ({
  given,
  has: (name: string) => given[name] !== undefined && given[name] !== null && given[name] !== '',
  text: (name: string) => (given[name] === undefined || given[name] === null ? '' : String(given[name])),
  flag: (name: string) => ['true', '1'].includes(String(given[name])),
  number: (name: string) => (given[name] === undefined ? undefined : Number(given[name])),
  json: (name: string) => (typeof given[name] === 'string' ? parsed(given[name]) : given[name]),
  need(name: string): string {
    const value = given[name]
    if (value === undefined || value === null || value === '')
      throw invalidArguments(`missing required field: ${name}`)
    return String(value)
  },
})

const invalidArguments = (...messages: readonly string[]) =>
  new Refusal('invalid_arguments', {
    response_metadata: {
      messages: messages.map((each) => (each.startsWith('[ERROR]') ? each : `[ERROR] ${each}`)),
    },
  })

// —— Looking things up ———————————————————————————————————————————————————————————————————————————————————

/** Private conversations that the app is not in do not exist for it. */
const channelOf = ({ workspace }: Slack, id: string): Channel => {
  const channel = workspace.channelById(id)
  if (!channel || (channel.kind !== 'public' && !workspace.appIsIn(channel)))
    throw new Refusal('channel_not_found')
  return channel
}
/** Where to post: an id, a person (their direct messages) or a `#name`. */
const targetOf = (slack: Slack, id: string): Channel => {
  const { workspace } = slack
  const person = /^[UW]/.test(id) ? workspace.state.people.find((each) => each.id === id) : undefined
  if (person && !person.bot) return workspace.directWith(person.id)
  const named = id.startsWith('#') ? workspace.channelNamed(id) : undefined
  return channelOf(slack, named?.id ?? id)
}
const writable = (slack: Slack, channel: Channel): Channel => {
  if (channel.archived) throw new Refusal('is_archived')
  const open = channel.kind === 'public' && slack.scopes.has('chat:write.public')
  if (!slack.workspace.appIsIn(channel) && !open) throw new Refusal('not_in_channel')
  return channel
}
const messageOf = ({ workspace }: Slack, channel: Channel, ts: string): Message => {
  const message = workspace.message(channel, ts)
  if (!message) throw new Refusal('message_not_found')
  return message
}
const personOf = ({ workspace }: Slack, id: string): PersonRecord => {
  const person = workspace.state.people.find((each) => each.id === id)
  if (!person) throw new Refusal('user_not_found')
  return person
}
const readScope = (slack: Slack, { kind }: Channel, what: 'read' | 'history') =>
  needScope(slack, [`${kind === 'im' ? 'im' : kind === 'private' ? 'groups' : 'channels'}:${what}`])

const page = <Item>(items: readonly Item[], args: Arguments, most: number, usual: number) => {
  const asked = args.number('limit')
  if (asked !== undefined && (!Number.isInteger(asked) || asked < 0 || asked > most))
    throw new Refusal('invalid_limit')
  const cursor = args.text('cursor')
  const from = cursor
    ? Number(
        Buffer.from(cursor, 'base64url')
          .toString()
          .replace(/^next:/, ''),
      )
    : 0
  if (!Number.isInteger(from) || from < 0 || (cursor && from === 0)) throw new Refusal('invalid_cursor')
  const size = asked || usual
  const more = from + size < items.length
  return {
    items: items.slice(from, from + size),
    more,
    metadata: {
      response_metadata: {
        next_cursor: more ? Buffer.from(`next:${from + size}`).toString('base64url') : '',
      },
    },
  }
}

// —— Message content —————————————————————————————————————————————————————————————————————————————————————

interface Content {
  text: string
  blocks?: readonly Block[]
  attachments?: readonly Json[]
}

/** Checked content of a message. `strictText` is the lower limit that updates and ephemerals have. */
const contentOf = (given: Json, { strictText = false } = {}): Content => {
  const args = argumentsFrom(given)
  const blocks = args.has('blocks') ? args.json('blocks') : undefined
  const attachments = args.has('attachments') ? args.json('attachments') : undefined
  const markdown = args.text('markdown_text')
  if (markdown && (args.has('text') || args.has('blocks'))) throw new Refusal('markdown_text_conflict')
  if (markdown.length > LIMITS.markdownText) throw new Refusal('msg_too_long')
  const words = args.text('text') || markdown
  if (args.has('blocks') && !Array.isArray(blocks)) throw new Refusal('invalid_blocks_format')
  if (args.has('attachments') && !Array.isArray(attachments)) throw new Refusal('invalid_attachments')
  if (list(attachments).length > LIMITS.attachments) throw new Refusal('too_many_attachments')
  if (!words && !list(blocks).length && !list(attachments).length) throw new Refusal('no_text')
  if (strictText && words.length > LIMITS.updateText) throw new Refusal('msg_too_long')
  const faults = faultsIn('message', list(blocks))
  if (faults.length)
    throw new Refusal('invalid_blocks', { errors: faults, response_metadata: { messages: faults } })
  if (textLengthOf(blocks) > LIMITS.messageBlocksText) throw new Refusal('msg_blocks_too_long')
  return {
    text: words.slice(0, LIMITS.messageText),
    ...(list(blocks).length && { blocks: withIds(list(blocks)) }),
    ...(list(attachments).length && { attachments: records(attachments) }),
  }
}

const metadataOf = (args: Arguments): Message['metadata'] => {
  if (!args.has('metadata')) return undefined
  const given = args.json('metadata')
  if (!isRecord(given) || typeof given.event_type !== 'string' || !isRecord(given.event_payload))
    throw new Refusal('invalid_metadata_format')
  if (JSON.stringify(given).length > LIMITS.metadata) throw new Refusal('metadata_too_large')
  return { event_type: given.event_type, event_payload: given.event_payload }
}

const fromApp = ({ workspace }: Slack) => ({
  user: workspace.state.app.userId,
  bot_id: workspace.state.app.botId,
  app_id: workspace.state.app.id,
})

/** A reply to a message that is gone lands in the channel, without an error. */
const threadOf = ({ workspace }: Slack, channel: Channel, ts: string): { thread_ts?: string } => {
  const parent = ts ? workspace.message(channel, ts) : undefined
  if (!parent) return {}
  if (parent.thread_ts && parent.thread_ts !== parent.ts) throw new Refusal('cannot_reply_to_message')
  return { thread_ts: ts }
}

/** What was posted with this `client_msg_id` before: the same message again, and nothing new. */
const postedBefore = ({ workspace }: Slack, id: string, channel: Channel): Message | null => {
  const before = id ? workspace.state.posted[id] : undefined
  if (!before) return null
  if (before.channel !== channel.id) throw new Refusal('duplicate_channel_not_found')
  const message = workspace.message(channel, before.ts)
  if (!message) throw new Refusal('duplicate_message_not_found')
  return message
}

// —— Views ———————————————————————————————————————————————————————————————————————————————————————————————

/** The checked view of a call or of a `response_action`. */
export const viewOf = (given: unknown, type: 'modal' | 'home'): Json => {
  const view = typeof given === 'string' ? parsed(given) : given
  if (!isRecord(view)) throw invalidArguments('missing required field: view')
  if (JSON.stringify(view).length > LIMITS.viewBytes) throw new Refusal('view_too_large')
  const faults = faultsIn(type, view)
  if (faults.length) throw invalidArguments(...faults)
  return view
}
const sameExternalId = ({ screens }: Slack, given: Json, besides?: LiveView) => {
  const id = text(given.external_id)
  if (id && screens.find((view) => view !== besides && view.given.external_id === id))
    throw new Refusal('duplicate_external_id')
}
const triggered = ({ handles }: Slack, args: Arguments) => {
  const id = args.need('trigger_id')
  return () => {
    const spent = handles.spend(id)
    if (typeof spent === 'string') throw new Refusal(spent)
    return spent
  }
}

// —— The methods —————————————————————————————————————————————————————————————————————————————————————————

const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read']
const HISTORY = ['channels:history', 'groups:history', 'im:history', 'mpim:history']

const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': {
    scopes: [],
    run: ({ workspace: { state } }) => ({
      url: `https://${state.team.domain}.slack.com/`,
      team: state.team.name,
      user: state.app.handle,
      team_id: state.team.id,
      user_id: state.app.userId,
      bot_id: state.app.botId,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    scopes: [],
    token: 'app',
    run: ({ origin, deliveries }) => ({
      url: `${origin().replace(/^http/, 'ws')}/socket?ticket=${deliveries.ticket()}&app_id=playground`,
    }),
  },

  'chat.postMessage': {
    scopes: ['chat:write'],
    run(slack, args) {
      const { workspace, announce, present } = slack
      const channel = writable(slack, targetOf(slack, args.need('channel')))
      const id = args.text('client_msg_id')
      const before = postedBefore(slack, id, channel)
      const shown = (message: Message) => ({
        channel: channel.id,
        ts: message.ts,
        message: present.message(message, channel, { metadata: true }),
      })
      if (before) return shown(before)
      const content = contentOf(args.given)
      const metadata = metadataOf(args)
      const thread = threadOf(slack, channel, args.text('thread_ts'))
      if (!slack.mayPost(channel.id)) throw new RateLimit()
      const message = workspace.add(channel, {
        ...fromApp(slack),
        ...content,
        ...thread,
        ...(thread.thread_ts && args.flag('reply_broadcast') && { subtype: 'thread_broadcast' }),
        ...(metadata && { metadata }),
        ...(id && { client_msg_id: id }),
      })
      if (id) workspace.state.posted[id] = { channel: channel.id, ts: message.ts }
      void announce.posted(channel, message)
      return shown(message)
    },
  },
  'chat.postEphemeral': {
    scopes: ['chat:write'],
    run(slack, args) {
      const { workspace, screens } = slack
      const channel = writable(slack, channelOf(slack, args.need('channel')))
      const user = args.need('user')
      if (!channel.members.includes(user)) throw new Refusal('user_not_in_channel')
      const content = contentOf(args.given, { strictText: true })
      const thread = threadOf(slack, channel, args.text('thread_ts'))
      const ts = workspace.nextTs()
      screens.notice(user, { ts, channel: channel.id, by: 'app', ...content, ...thread })
      return { message_ts: ts }
    },
  },
  'chat.update': {
    scopes: ['chat:write'],
    run(slack, args) {
      const { workspace, present } = slack
      const channel = channelOf(slack, args.need('channel'))
      const message = messageOf(slack, channel, args.need('ts'))
      if (message.bot_id !== workspace.state.app.botId || message.subtype === 'tombstone')
        throw new Refusal('cant_update_message')
      const metadata = metadataOf(args)
      const content = contentOf(args.given, { strictText: true })
      editMessage(slack, channel, message, content, metadata)
      return {
        channel: channel.id,
        ts: message.ts,
        text: message.text,
        message: present.message(message, channel),
      }
    },
  },
  'chat.delete': {
    scopes: ['chat:write'],
    run(slack, args) {
      const channel = channelOf(slack, args.need('channel'))
      const message = messageOf(slack, channel, args.need('ts'))
      if (message.bot_id !== slack.workspace.state.app.botId) throw new Refusal('cant_delete_message')
      deleteMessage(slack, channel, message)
      return { channel: channel.id, ts: message.ts }
    },
  },
  'chat.getPermalink': {
    scopes: [],
    run(slack, args) {
      const channel = channelOf(slack, args.need('channel'))
      const message = messageOf(slack, channel, args.need('message_ts'))
      return { channel: channel.id, permalink: slack.present.permalink(channel, message) }
    },
  },

  'conversations.list': {
    scopes: READ,
    run(slack, args) {
      const found = conversations(slack, args).filter(
        (channel) => channel.kind === 'public' || slack.workspace.appIsIn(channel),
      )
      const { items, metadata } = page(found, args, 1000, 100)
      return { channels: items.map((each) => slack.present.channel(each, { members: true })), ...metadata }
    },
  },
  'users.conversations': {
    scopes: READ,
    run(slack, args) {
      const user = args.text('user') || slack.workspace.state.app.userId
      const found = conversations(slack, args).filter(
        (channel) =>
          channel.members.includes(user) && (channel.kind === 'public' || slack.workspace.appIsIn(channel)),
      )
      const { items, metadata } = page(found, args, 1000, 100)
      return { channels: items.map((each) => slack.present.channel(each)), ...metadata }
    },
  },
  'conversations.info': {
    scopes: READ,
    run(slack, args) {
      const channel = channelOf(slack, args.need('channel'))
      readScope(slack, channel, 'read')
      const locale = args.flag('include_locale')
      return {
        channel: slack.present.channel(channel, { locale, members: args.flag('include_num_members') }),
      }
    },
  },
  'conversations.members': {
    scopes: READ,
    run(slack, args) {
      const channel = channelOf(slack, args.need('channel'))
      readScope(slack, channel, 'read')
      const { items, metadata } = page(channel.members, args, 1000, 100)
      return { members: items, ...metadata }
    },
  },
  'conversations.open': {
    scopes: ['im:write', 'channels:manage', 'groups:write', 'mpim:write'],
    run(slack, args) {
      const { workspace, present } = slack
      if (args.has('channel')) {
        const channel = channelOf(slack, args.text('channel'))
        return {
          no_op: true,
          already_open: true,
          channel: args.flag('return_im') ? present.channel(channel) : { id: channel.id },
        }
      }
      const users = args.text('users').split(',').filter(Boolean)
      if (users.length === 0) throw new Refusal('users_list_not_supplied')
      if (users.length > 1) throw new Refusal('method_not_supported_for_channel_type')
      const person = personOf(slack, users[0] ?? '')
      if (person.deactivated) throw new Refusal('user_disabled')
      if (person.bot) throw new Refusal('invalid_user_combination')
      const known = workspace.state.channels.some((each) => each.with === person.id)
      const channel = workspace.directWith(person.id)
      return {
        ...(known && { no_op: true, already_open: true }),
        channel: args.flag('return_im') ? present.channel(channel) : { id: channel.id },
      }
    },
  },
  'conversations.join': {
    scopes: ['channels:join'],
    run(slack, args) {
      const { workspace, announce, present } = slack
      const channel = channelOf(slack, args.need('channel'))
      if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type')
      if (channel.archived) throw new Refusal('is_archived')
      if (workspace.appIsIn(channel))
        return {
          channel: present.channel(channel),
          warning: 'already_in_channel',
          response_metadata: { warnings: ['already_in_channel'] },
        }
      channel.members.push(workspace.state.app.userId)
      workspace.changed()
      void announce.joined(channel, workspace.state.app.userId)
      return { channel: present.channel(channel) }
    },
  },
  'conversations.history': {
    scopes: HISTORY,
    run(slack, args) {
      const { workspace, present } = slack
      const channel = channelOf(slack, args.need('channel'))
      readScope(slack, channel, 'history')
      if (!workspace.appIsIn(channel)) throw new Refusal('not_in_channel')
      const within = span(args)
      const top = channel.messages.filter(
        (each) =>
          (!each.thread_ts || each.thread_ts === each.ts || each.subtype === 'thread_broadcast') &&
          within(each.ts),
      )
      const { items, more, metadata } = page(top.toReversed(), args, 999, 100)
      const shown = { metadata: args.flag('include_all_metadata') }
      return {
        messages: items.map((each) => present.message(each, channel, shown)),
        has_more: more,
        pin_count: 0,
        ...(more && metadata),
      }
    },
  },
  'conversations.replies': {
    scopes: HISTORY,
    run(slack, args) {
      const { workspace, present } = slack
      const channel = channelOf(slack, args.need('channel'))
      readScope(slack, channel, 'history')
      if (!workspace.appIsIn(channel)) throw new Refusal('not_in_channel')
      const asked = workspace.message(channel, args.need('ts'))
      if (!asked) throw new Refusal('thread_not_found')
      const within = span(args)
      const root = asked.thread_ts ?? asked.ts
      const thread = channel.messages.filter(
        (each) => each.ts === root || (each.thread_ts === root && within(each.ts)),
      )
      const { items, more, metadata } = page(thread, args, 1000, 1000)
      const shown = { metadata: args.flag('include_all_metadata') }
      return {
        messages: items.map((each) => present.message(each, channel, shown)),
        has_more: more,
        ...(more && metadata),
      }
    },
  },

  'users.info': {
    scopes: ['users:read'],
    run: (slack, args) => ({
      user: slack.present.user(personOf(slack, args.need('user')), args.flag('include_locale')),
    }),
  },
  'users.list': {
    scopes: ['users:read'],
    run(slack, args) {
      const { items, metadata } = page(slack.workspace.state.people, args, 1000, 1000)
      return {
        members: items.map((person) => slack.present.user(person, args.flag('include_locale'))),
        cache_ts: Math.floor(slack.clock.now().epochMilliseconds / 1000),
        ...metadata,
      }
    },
  },
  'users.lookupByEmail': {
    scopes: ['users:read.email'],
    run(slack, args) {
      const email = args.need('email').toLowerCase()
      const person = slack.workspace.state.people.find(
        (each) => each.email?.toLowerCase() === email && !each.deactivated,
      )
      if (!person) throw new Refusal('users_not_found')
      return { user: slack.present.user(person) }
    },
  },

  'usergroups.list': {
    scopes: ['usergroups:read'],
    run: ({ workspace: { state } }, args) => ({
      usergroups: state.groups.map(({ id, handle, name, members }) => ({
        id,
        team_id: state.team.id,
        is_usergroup: true,
        name,
        handle,
        description: '',
        is_external: false,
        date_create: 1_760_000_000,
        date_update: 1_760_000_000,
        date_delete: 0,
        auto_type: null,
        prefs: { channels: [], groups: [] },
        ...(args.flag('include_users') && { users: members }),
        ...(args.flag('include_count') && { user_count: String(members.length) }),
      })),
    }),
  },
  'usergroups.users.list': {
    scopes: ['usergroups:read'],
    run({ workspace: { state } }, args) {
      const group = state.groups.find(({ id }) => id === args.need('usergroup'))
      if (!group) throw new Refusal('no_such_subteam')
      return { users: group.members }
    },
  },

  'views.open': {
    scopes: [],
    run(slack, args) {
      const spend = triggered(slack, args)
      const given = viewOf(args.given.view, 'modal')
      sameExternalId(slack, given)
      const view = slack.screens.open(spend().user, given)
      return { view: slack.screens.present(view) }
    },
  },
  'views.push': {
    scopes: [],
    run(slack, args) {
      const spend = triggered(slack, args)
      const given = viewOf(args.given.view, 'modal')
      sameExternalId(slack, given)
      const { user, view: from } = spend()
      if (!from || !slack.screens.top(user)) throw new Refusal('not_found')
      const view = slack.screens.push(user, given)
      if (!view) throw new Refusal('push_limit_reached')
      return { view: slack.screens.present(view) }
    },
  },
  'views.update': {
    scopes: [],
    run(slack, args) {
      if (!args.has('view_id') && !args.has('external_id'))
        throw invalidArguments('missing required field: view_id')
      const given = viewOf(args.given.view, 'modal')
      const view = slack.screens.find((each) =>
        args.has('view_id')
          ? each.id === args.text('view_id')
          : each.given.external_id === args.text('external_id'),
      )
      if (view?.type !== 'modal') throw new Refusal('not_found')
      if (args.has('hash') && args.text('hash') !== view.hash) throw new Refusal('hash_conflict')
      sameExternalId(slack, given, view)
      slack.screens.replace(view, given)
      return { view: slack.screens.present(view) }
    },
  },
  'views.publish': {
    scopes: [],
    run(slack, args) {
      const person = slack.workspace.state.people.find(({ id, bot }) => id === args.need('user_id') && !bot)
      if (!person) throw invalidArguments('invalid `user_id`')
      const given = viewOf(args.given.view, 'home')
      const current = slack.screens.home(person.id)
      if (args.has('hash') && args.text('hash') !== current?.hash) throw new Refusal('hash_conflict')
      sameExternalId(slack, given, current ?? undefined)
      return { view: slack.screens.present(slack.screens.publish(person.id, given)) }
    },
  },

  'reactions.add': {
    scopes: ['reactions:write'],
    run(slack, args) {
      const { channel, message, name } = reacted(slack, args)
      if (!react(slack, channel, message, slack.workspace.state.app.userId, name))
        throw new Refusal('already_reacted')
      void slack.announce.reacted('added', channel, message, slack.workspace.state.app.userId, name)
      return {}
    },
  },
  'reactions.remove': {
    scopes: ['reactions:write'],
    run(slack, args) {
      const { channel, message, name } = reacted(slack, args)
      if (!unreact(slack, message, slack.workspace.state.app.userId, name)) throw new Refusal('no_reaction')
      void slack.announce.reacted('removed', channel, message, slack.workspace.state.app.userId, name)
      return {}
    },
  },
  'reactions.get': {
    scopes: ['reactions:read'],
    run(slack, args) {
      if (!args.has('channel') || !args.has('timestamp')) throw new Refusal('no_item_specified')
      const channel = channelOf(slack, args.text('channel'))
      const message = messageOf(slack, channel, args.text('timestamp'))
      return { type: 'message', channel: channel.id, message: slack.present.message(message, channel) }
    },
  },

  'files.getUploadURLExternal': {
    scopes: ['files:write'],
    run(slack, args) {
      const size = Number(args.need('length'))
      if (!Number.isInteger(size) || size < 1)
        throw invalidArguments('must be greater than 0 [json-pointer:/length]')
      const { state } = slack.workspace
      const file = newFile(slack, args.need('filename'), size, state.app.userId)
      return { file_id: file.id, upload_url: `${slack.origin()}/upload/${file.id}` }
    },
  },
  'files.completeUploadExternal': {
    scopes: ['files:write'],
    run(slack, args) {
      const wanted = records(args.json('files'))
      if (wanted.length === 0) throw invalidArguments('missing required field: files')
      const files = wanted.map(({ id, title }) => {
        const file = slack.workspace.state.files.find((each) => each.id === id && each.bytes !== null)
        if (!file) throw new Refusal('file_not_found')
        if (title) file.title = text(title)
        return file
      })
      const targets = [...args.text('channels').split(','), args.text('channel_id')].filter(Boolean)
      const channels = targets.map((id) => writable(slack, targetOf(slack, id)))
      const comment = args.text('initial_comment')
      /** Slack looks at a file before it shows it: the message comes a moment after the answer. */
      setTimeout(() => {
        for (const file of files) file.mimetype = mimeOf(file.name)
        for (const channel of channels) {
          const thread = threadOf(slack, channel, args.text('thread_ts'))
          shareFiles(slack, channel, { ...fromApp(slack), text: comment, ...thread }, files)
        }
      }, 50).unref()
      return { files: files.map(({ id, title }) => ({ id, title })) }
    },
  },
  'files.info': {
    scopes: ['files:read'],
    run(slack, args) {
      const id = args.need('file')
      const file = slack.workspace.state.files.find((each) => each.id === id)
      if (!file) throw new Refusal('file_not_found')
      return { file: slack.present.file(file), comments: [], response_metadata: { next_cursor: '' } }
    },
  },

  'team.info': {
    scopes: ['team:read'],
    run: ({ workspace: { state } }) => ({
      team: {
        id: state.team.id,
        name: state.team.name,
        url: `https://${state.team.domain}.slack.com/`,
        domain: state.team.domain,
        email_domain: '',
        icon: { image_default: true },
      },
    }),
  },
  'bots.info': {
    scopes: ['users:read'],
    run({ workspace: { state }, present }, args) {
      if (args.has('bot') && args.text('bot') !== state.app.botId) throw new Refusal('bot_not_found')
      return { bot: { ...present.bot(), user_id: state.app.userId } }
    },
  },
}

/** Thrown by a call that came too soon after others; becomes HTTP 429. */
export class RateLimit extends Error {}

const conversations = (slack: Slack, args: Arguments): Channel[] => {
  const types = (args.text('types') || 'public_channel').split(',').map((each) => each.trim())
  if (types.some((each) => !(each in KINDS))) throw new Refusal('invalid_types')
  for (const each of types) needScope(slack, [KINDS[each]?.scope ?? ''])
  const kinds = types.map((each) => KINDS[each]?.kind)
  return slack.workspace.state.channels.filter(
    (channel) => kinds.includes(channel.kind) && !(args.flag('exclude_archived') && channel.archived),
  )
}
const KINDS: Readonly<Record<string, { kind: Channel['kind'] | null; scope: string }>> = {
  public_channel: { kind: 'public', scope: 'channels:read' },
  private_channel: { kind: 'private', scope: 'groups:read' },
  im: { kind: 'im', scope: 'im:read' },
  mpim: { kind: null, scope: 'mpim:read' },
}

const span = (args: Arguments) => {
  const { oldest, latest } = { oldest: args.text('oldest'), latest: args.text('latest') }
  if (oldest && !/^\d+(\.\d+)?$/.test(oldest)) throw new Refusal('invalid_ts_oldest')
  if (latest && !/^\d+(\.\d+)?$/.test(latest)) throw new Refusal('invalid_ts_latest')
  const inclusive = args.flag('inclusive')
  return (ts: string): boolean => {
    const at = Number(ts)
    const afterOldest = !oldest || (inclusive ? at >= Number(oldest) : at > Number(oldest))
    const beforeLatest = !latest || (inclusive ? at <= Number(latest) : at < Number(latest))
    return afterOldest && beforeLatest
  }
}

const reacted = (slack: Slack, args: Arguments) => {
  const name = args.need('name').replaceAll(':', '')
  if (!/^[a-z0-9_+'-]+$/.test(name)) throw new Refusal('invalid_name')
  if (!args.has('channel') || !args.has('timestamp')) throw new Refusal('no_item_specified')
  const channel = channelOf(slack, args.text('channel'))
  return { name, channel, message: messageOf(slack, channel, args.text('timestamp')) }
}

/** False when that person had put it there before. */
export const react = (
  { workspace }: Slack,
  channel: Channel,
  message: Message,
  user: string,
  name: string,
): boolean => {
  if (channel.archived) throw new Refusal('is_archived')
  message.reactions ??= []
  const known = message.reactions.find((each) => each.name === name)
  if (known?.users.includes(user)) return false
  if (known) known.users.push(user)
  else message.reactions.push({ name, users: [user] })
  workspace.changed()
  return true
}
/** False when there was none. */
export const unreact = ({ workspace }: Slack, message: Message, user: string, name: string): boolean => {
  const known = message.reactions?.find((each) => each.name === name)
  if (!known?.users.includes(user)) return false
  known.users = known.users.filter((each) => each !== user)
  message.reactions = message.reactions?.filter(({ users }) => users.length > 0) ?? []
  workspace.changed()
  return true
}

const editMessage = (
  slack: Slack,
  channel: Channel,
  message: Message,
  content: Content,
  metadata: Message['metadata'],
) => {
  const { workspace, present, announce } = slack
  const previous = structuredClone(present.message(message, channel))
  message.text = content.text
  delete message.blocks
  delete message.attachments
  Object.assign(message, content, metadata && { metadata })
  message.edited = { user: workspace.state.app.userId, ts: workspace.nextTs() }
  workspace.changed()
  void announce.changed(channel, message, previous)
}
const deleteMessage = (slack: Slack, channel: Channel, message: Message) => {
  const { workspace, present, announce } = slack
  const previous = structuredClone(present.message(message, channel))
  if (workspace.replies(channel, message.ts).length) {
    for (const part of ['blocks', 'attachments', 'metadata', 'files', 'reactions'] as const)
      delete message[part]
    Object.assign(message, { subtype: 'tombstone', text: 'This message was deleted.' })
    workspace.changed()
  } else workspace.remove(channel, message.ts)
  void announce.deleted(channel, previous)
}

// —— Files ———————————————————————————————————————————————————————————————————————————————————————————————

export const newFile = (slack: Slack, name: string, size: number, user: string): StoredFile => {
  const { state } = slack.workspace
  const file: StoredFile = {
    id: `F0${String(state.files.length + 1).padStart(6, '0')}`,
    name,
    title: name,
    size,
    user,
    created: Math.floor(slack.clock.now().epochMilliseconds / 1000),
    bytes: null,
    mimetype: '',
    shares: [],
  }
  state.files.push(file)
  return file
}

export const shareFiles = (
  slack: Slack,
  channel: Channel,
  content: Omit<Message, 'type' | 'ts'>,
  files: readonly StoredFile[],
): { message: Message; told: Promise<unknown> } => {
  const { workspace, announce } = slack
  const message = workspace.add(channel, {
    ...content,
    ...(!content.bot_id && { subtype: 'file_share' }),
    files: files.map(({ id }) => id),
  })
  for (const file of files)
    file.shares.push({
      channel: channel.id,
      ts: message.ts,
      ...(message.thread_ts && { thread_ts: message.thread_ts }),
    })
  const told = Promise.all([
    ...files.map((file) => announce.fileShared(channel, file, message.user)),
    announce.posted(channel, message),
  ])
  return { message, told }
}

export const mimeOf = (name: string): string =>
  ({
    csv: 'text/csv',
    txt: 'text/plain',
    json: 'application/json',
    png: 'image/png',
    svg: 'image/svg+xml',
    gz: 'application/gzip',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'

// —— Response URLs ———————————————————————————————————————————————————————————————————————————————————————

/** What a bot posts to a response URL, or puts into the acknowledgement of a command. */
export const respond = (slack: Slack, reach: Reach, given: Json): Json => {
  const { workspace, screens } = slack
  const channel = workspace.channelById(reach.channel)
  if (!channel) return { ok: false, error: 'channel_not_found' }
  const { original } = reach
  const seen = screens.of(reach.user)
  try {
    if (given.delete_original === true && original) {
      if (original.ephemeral) seen.ephemerals = seen.ephemerals.filter(({ ts }) => ts !== original.ts)
      else {
        const message = workspace.message(channel, original.ts)
        if (message) deleteMessage(slack, channel, message)
      }
      workspace.changed()
      return { ok: true }
    }
    const content = contentOf(given)
    if (given.replace_original === true && original) {
      const notice = seen.ephemerals.find(({ ts }) => ts === original.ts)
      const message = workspace.message(channel, original.ts)
      if (notice) {
        delete notice.blocks
        Object.assign(notice, content)
      } else if (message) editMessage(slack, channel, message, content, undefined)
      else return { ok: false, error: 'message_not_found' }
      workspace.changed()
      return { ok: true }
    }
    const thread_ts = text(given.thread_ts) || reach.thread
    const placed = { ...content, ...(thread_ts && { thread_ts }) }
    if (given.response_type === 'in_channel') {
      const message = workspace.add(channel, { ...fromApp(slack), ...placed })
      void slack.announce.posted(channel, message)
    } else screens.notice(reach.user, { ts: workspace.nextTs(), channel: channel.id, by: 'app', ...placed })
    return { ok: true }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.code, ...error.more }
    throw error
  }
}

export const responseFrom = (ack: unknown): Json | null => {
  if (typeof ack === 'string') return ack.trim() ? { text: ack } : null
  const given = record(ack)
  return given.text !== undefined || given.blocks !== undefined || given.attachments !== undefined
    ? given
    : null
}
