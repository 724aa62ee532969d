import { type Arguments, page } from '../arguments.ts'
import { channelOf, personOf, readScope } from '../places.ts'
import { type Methods, needScope, Refusal, type Slack } from '../slack.ts'
import type { Channel } from '../workspace.ts'

const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read']
const HISTORY = ['channels:history', 'groups:history', 'im:history', 'mpim:history']
/** Group messages hold the app and eight people at most. */
const OPEN_TO = 8

export const conversations: Methods = {
  'conversations.list': {
    scopes: READ,
    tier: 2,
    run(slack, args) {
      const found = ofTypes(slack, args).filter(
        (channel) => channel.kind === 'public' || slack.workspace.appIsIn(channel),
      )
      const { items, metadata } = page(found, args, 1000, 100)
      return { channels: items.map((each) => slack.present.channel(each, { members: true })), ...metadata }
    },
  },

  'users.conversations': {
    scopes: READ,
    tier: 3,
    run(slack, args) {
      const user = args.text('user') || slack.workspace.state.app.userId
      const found = ofTypes(slack, args).filter(
        (channel) =>
          channel.members.includes(user) && (channel.kind === 'public' || slack.workspace.appIsIn(channel)),
      )
      const { items, metadata } = page(found, args, 1000, 100)
      return { channels: items.map((each) => slack.present.channel(each)), ...metadata }
    },
  },

  'conversations.info': {
    scopes: READ,
    tier: 3,
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
    tier: 4,
    run(slack, args) {
      const channel = channelOf(slack, args.need('channel'))
      readScope(slack, channel, 'read')
      const { items, metadata } = page(channel.members, args, 1000, 100)
      return { members: items, ...metadata }
    },
  },

  'conversations.open': {
    scopes: ['im:write', 'channels:manage', 'groups:write', 'mpim:write'],
    tier: 3,
    run(slack, args) {
      const { workspace, present } = slack
      if (args.has('channel')) {
        const channel = channelOf(slack, args.text('channel'))
        if (channel.kind !== 'im') throw new Refusal('method_not_supported_for_channel_type')
        return {
          no_op: true,
          already_open: true,
          channel: args.flag('return_im') ? present.channel(channel) : { id: channel.id },
        }
      }
      const users = [...new Set(args.text('users').split(',').filter(Boolean))]
      if (users.length === 0) throw new Refusal('users_list_not_supplied')
      if (users.length > OPEN_TO) throw new Refusal('too_many_users')
      const people = users.map((id) => personOf(slack, id))
      if (people.some(({ deactivated }) => deactivated)) throw new Refusal('user_disabled')
      if (people.every(({ bot }) => bot)) throw new Refusal('not_enough_users')
      if (people.some(({ bot }) => bot)) throw new Refusal('invalid_user_combination')
      const [person, ...others] = people
      // The workspace knows no group messages.
      if (!person || others.length > 0) throw new Refusal('method_not_supported_for_channel_type')
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
    tier: 3,
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

  'conversations.invite': {
    scopes: [
      'channels:manage',
      'channels:write.invites',
      'groups:write',
      'groups:write.invites',
      'im:write',
      'mpim:write',
    ],
    tier: 3,
    run(slack, args) {
      const { workspace, announce, present } = slack
      const channel = channelOf(slack, args.need('channel'))
      if (channel.kind === 'im') throw new Refusal('method_not_supported_for_channel_type')
      needScope(
        slack,
        channel.kind === 'private'
          ? ['groups:write', 'groups:write.invites']
          : ['channels:manage', 'channels:write.invites'],
      )
      if (channel.archived) throw new Refusal('is_archived')
      if (!workspace.appIsIn(channel)) throw new Refusal('not_in_channel')
      const users = args.text('users').split(',').filter(Boolean)
      if (users.length === 0) throw new Refusal('no_user')
      const people = users.map((id) => personOf(slack, id))
      for (const person of people) {
        if (person.id === workspace.state.app.userId) throw new Refusal('cant_invite_self')
        if (person.deactivated) throw new Refusal('cant_invite')
        if (channel.members.includes(person.id)) throw new Refusal('already_in_channel')
      }
      for (const { id } of people) {
        channel.members.push(id)
        void announce.joined(channel, id)
      }
      workspace.changed()
      return { channel: present.channel(channel) }
    },
  },

  'conversations.history': {
    scopes: HISTORY,
    tier: 3,
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
        pin_count: channel.pins?.length ?? 0,
        ...(more && metadata),
      }
    },
  },

  'conversations.replies': {
    scopes: HISTORY,
    tier: 3,
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
}

const ofTypes = (slack: Slack, args: Arguments): Channel[] => {
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
