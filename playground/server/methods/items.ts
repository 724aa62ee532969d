import { type Arguments, timestamp } from '../arguments.ts'
import { channelOf, messageOf } from '../places.ts'
import { type Methods, Refusal, type Slack } from '../slack.ts'
import type { Channel, Message } from '../workspace.ts'

// What hangs on messages and channels: reactions, pins, bookmarks.

/** Kinds of emoji on one message, and how many of them one person may put there. */
const EMOJI = 50
const EMOJI_EACH = 23
const PINS = 100
const BOOKMARKS = 100

export const items: Methods = {
  'reactions.add': {
    scopes: ['reactions:write'],
    tier: 3,
    run(slack, args) {
      const { channel, message, name } = reacted(slack, args)
      const { userId } = slack.workspace.state.app
      if (channel.posting === 'locked-threads' && message.thread_ts) throw new Refusal('thread_locked')
      if (message.subtype === 'tombstone') throw new Refusal('not_reactable')
      if (!react(slack, channel, message, userId, name)) throw new Refusal('already_reacted')
      void slack.announce.reacted('added', channel, message, userId, name)
      return {}
    },
  },

  'reactions.remove': {
    scopes: ['reactions:write'],
    tier: 2,
    run(slack, args) {
      const { channel, message, name } = reacted(slack, args)
      const { userId } = slack.workspace.state.app
      if (channel.posting === 'locked-threads' && message.thread_ts) throw new Refusal('thread_locked')
      if (!unreact(slack, message, userId, name)) throw new Refusal('no_reaction')
      void slack.announce.reacted('removed', channel, message, userId, name)
      return {}
    },
  },

  'reactions.get': {
    scopes: ['reactions:read'],
    tier: 3,
    run(slack, args) {
      const { channel, message } = item(slack, args)
      return { type: 'message', channel: channel.id, message: slack.present.message(message, channel) }
    },
  },

  'pins.add': {
    scopes: ['pins:write'],
    tier: 2,
    run(slack, args) {
      const channel = channelOf(slack, args.need('channel'))
      if (args.has('file')) throw new Refusal('file_not_found')
      if (!args.has('timestamp')) throw new Refusal('no_item_specified')
      if (!slack.workspace.appIsIn(channel)) throw new Refusal('not_in_channel')
      const message = messageOf(slack, channel, timestamp(args.text('timestamp')))
      if (message.subtype === 'tombstone') throw new Refusal('not_pinnable')
      if (channel.posting === 'nobody' || channel.posting === 'read-only')
        throw new Refusal('restricted_action')
      const pins = channel.pins ?? []
      if (pins.includes(message.ts)) throw new Refusal('already_pinned')
      if (pins.length >= PINS) throw new Refusal('too_many_pins')
      channel.pins = [...pins, message.ts]
      slack.workspace.changed()
      return {}
    },
  },

  'bookmarks.add': {
    scopes: ['bookmarks:write'],
    tier: 2,
    run(slack, args) {
      const channel = channelOf(slack, args.need('channel_id'))
      const title = args.need('title')
      const kind = args.need('type')
      if (kind !== 'link') throw new Refusal('invalid_bookmark_type')
      const link = args.text('link')
      if (!/^https?:\/\/[^\s]+$/.test(link)) throw new Refusal('invalid_link')
      const emoji = args.text('emoji')
      if (emoji && !/^:[a-z0-9_+'-]+:$/.test(emoji)) throw new Refusal('invalid_emoji')
      if (args.has('parent_id')) throw new Refusal('invalid_parent_type')
      const bookmarks = channel.bookmarks ?? []
      if (bookmarks.length >= BOOKMARKS) throw new Refusal('too_many_bookmarks')
      const at = Math.floor(slack.clock.now().epochMilliseconds / 1000)
      const bookmark = {
        id: `Bk0${String(bookmarks.length + 1).padStart(6, '0')}`,
        channel_id: channel.id,
        title,
        link,
        emoji: emoji || null,
        icon_url: null,
        type: kind,
        entity_id: null,
        date_created: at,
        date_updated: 0,
        rank: `${bookmarks.length}`,
        last_updated_by_user_id: slack.workspace.state.app.userId,
        last_updated_by_team_id: slack.workspace.state.team.id,
        shortcut_id: null,
        app_id: null,
      }
      channel.bookmarks = [...bookmarks, bookmark]
      slack.workspace.changed()
      return { bookmark }
    },
  },
}

const reacted = (slack: Slack, args: Arguments) => {
  const name = args.need('name').replaceAll(':', '')
  if (!/^[a-z0-9_+'-]+$/.test(name)) throw new Refusal('invalid_name')
  return { name, ...item(slack, args) }
}

/** Of all that could carry a reaction once, only messages are left. */
const item = (slack: Slack, args: Arguments): { channel: Channel; message: Message } => {
  if (args.has('file')) throw new Refusal('file_not_found')
  if (args.has('file_comment')) throw new Refusal('file_comment_not_found')
  if (!args.has('channel') || !args.has('timestamp')) throw new Refusal('no_item_specified')
  const channel = channelOf(slack, args.text('channel'))
  return { channel, message: messageOf(slack, channel, timestamp(args.text('timestamp'))) }
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
  const reactions = message.reactions ?? []
  const known = reactions.find((each) => each.name === name)
  if (known?.users.includes(user)) return false
  if (!known && reactions.length >= EMOJI) throw new Refusal('too_many_emoji')
  if (reactions.filter(({ users }) => users.includes(user)).length >= EMOJI_EACH)
    throw new Refusal('too_many_reactions')
  if (known) known.users.push(user)
  else message.reactions = [...reactions, { name, users: [user] }]
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
