import { LIMITS } from '#src/blocks/limits.ts'
import { type Arguments, page } from '../arguments.ts'
import { contentOf, deleteMessage, editMessage, metadataOf, paced, post, threadOf } from '../content.ts'
import { list, records } from '../json.ts'
import { channelOf, messageOf, postable, targetOf, writable } from '../places.ts'
import { type Methods, Refusal, type Slack } from '../slack.ts'
import type { Channel, Message } from '../workspace.ts'

export const chat: Methods = {
  'chat.postMessage': {
    scopes: ['chat:write'],
    tier: 'special',
    run(slack, args) {
      const { workspace, present } = slack
      const channel = writable(slack, targetOf(slack, args.need('channel')))
      const id = args.text('client_msg_id')
      const before = postedBefore(slack, id, channel)
      const shown = (message: Message) => ({
        channel: channel.id,
        ts: message.ts,
        message: present.message(message, channel, { metadata: true }),
      })
      if (before) return shown(before)
      const content = contentOf(slack, args.given)
      const metadata = metadataOf(args)
      const thread = threadOf(slack, channel, args.text('thread_ts'))
      postable(channel, thread.thread_ts !== undefined)
      paced(slack, channel)
      const message = post(slack, channel, {
        ...content,
        ...thread,
        ...(thread.thread_ts && args.flag('reply_broadcast') && { subtype: 'thread_broadcast' }),
        ...(metadata && { metadata }),
        ...(id && { client_msg_id: id }),
      })
      if (id) workspace.state.posted[id] = { channel: channel.id, ts: message.ts }
      return shown(message)
    },
  },

  'chat.postEphemeral': {
    scopes: ['chat:write'],
    tier: 4,
    run(slack, args) {
      const { workspace, screens } = slack
      const channel = writable(slack, channelOf(slack, args.need('channel')))
      const user = args.need('user')
      if (!channel.members.includes(user)) throw new Refusal('user_not_in_channel')
      if (channel.posting === 'nobody') throw new Refusal('restricted_action')
      const content = contentOf(slack, args.given, { strictText: true })
      const thread = threadOf(slack, channel, args.text('thread_ts'))
      const ts = workspace.nextTs()
      screens.notice(user, { ts, channel: channel.id, by: 'app', ...content, ...thread })
      return { message_ts: ts }
    },
  },

  'chat.update': {
    scopes: ['chat:write'],
    tier: 3,
    run(slack, args) {
      const { workspace, present } = slack
      const channel = channelOf(slack, args.need('channel'))
      const message = messageOf(slack, channel, args.need('ts'))
      if (message.bot_id !== workspace.state.app.botId || message.subtype === 'tombstone')
        throw new Refusal('cant_update_message')
      const { editWindow } = slack.settings
      const age = slack.clock.now().epochMilliseconds / 1000 - Number(message.ts)
      if (editWindow !== null && age > editWindow * 60) throw new Refusal('edit_window_closed')
      if (channel.posting === 'nobody') throw new Refusal('posting_to_channel_denied')
      const shown = () => ({
        channel: channel.id,
        ts: message.ts,
        text: message.text,
        message: present.message(message, channel),
      })
      if (args.flag('reply_broadcast')) {
        broadcast(slack, channel, message, args)
        return shown()
      }
      const metadata = metadataOf(args)
      const content = contentOf(slack, args.given, { strictText: true })
      const rich = (blocks: unknown) => records(blocks).some(({ type }) => type === 'rich_text')
      if (rich(message.blocks) && content.blocks && !rich(content.blocks)) throw new Refusal('block_mismatch')
      const files = args.has('file_ids') ? list(args.json('file_ids')).map(String) : null
      for (const id of files ?? []) {
        const file = workspace.state.files.find((each) => each.id === id)
        if (!file) throw new Refusal('file_not_found')
        if (file.deleted) throw new Refusal('file_deleted')
      }
      if (files) message.files = files
      editMessage(slack, channel, message, content, metadata)
      return shown()
    },
  },

  'chat.delete': {
    scopes: ['chat:write'],
    tier: 3,
    run(slack, args) {
      const channel = channelOf(slack, args.need('channel'))
      const message = messageOf(slack, channel, args.need('ts'))
      if (message.bot_id !== slack.workspace.state.app.botId) throw new Refusal('cant_delete_message')
      void deleteMessage(slack, channel, message)
      return { channel: channel.id, ts: message.ts }
    },
  },

  'chat.getPermalink': {
    scopes: [],
    tier: 'special',
    run(slack, args) {
      const channel = channelOf(slack, args.need('channel'))
      const message = messageOf(slack, channel, args.need('message_ts'))
      return { channel: channel.id, permalink: slack.present.permalink(channel, message) }
    },
  },

  'chat.scheduleMessage': {
    scopes: ['chat:write'],
    tier: 3,
    run(slack, args) {
      const { state } = slack.workspace
      const channel = writable(slack, targetOf(slack, args.need('channel')))
      const postAt = Number(args.need('post_at'))
      if (!Number.isInteger(postAt) || postAt <= 0) throw new Refusal('invalid_time')
      const now = Math.floor(slack.clock.now().epochMilliseconds / 1000)
      if (postAt <= now) throw new Refusal('time_in_past')
      if (postAt > now + LIMITS.scheduleDays * 86_400) throw new Refusal('time_too_far')
      const content = contentOf(slack, args.given, { strictText: true })
      const metadata = metadataOf(args)
      const thread = threadOf(slack, channel, args.text('thread_ts'))
      postable(channel, thread.thread_ts !== undefined)
      const near = state.scheduled.filter(
        (each) => each.channel === channel.id && Math.abs(each.postAt - postAt) < 300,
      )
      if (near.length >= LIMITS.scheduledNear) throw new Refusal('restricted_too_many')
      const id = `Q${slack.workspace.nextTs().replace('.', '')}`
      const kept = { ...content, ...thread, ...(metadata && { metadata }) }
      state.scheduled.push({ id, channel: channel.id, postAt, created: now, content: kept })
      slack.workspace.changed()
      return {
        channel: channel.id,
        scheduled_message_id: id,
        post_at: postAt,
        message: { text: content.text },
      }
    },
  },

  'chat.deleteScheduledMessage': {
    scopes: ['chat:write'],
    tier: 3,
    run(slack, args) {
      const { state } = slack.workspace
      const channel = targetOf(slack, args.need('channel'))
      const id = args.need('scheduled_message_id')
      const at = state.scheduled.findIndex((each) => each.id === id && each.channel === channel.id)
      if (at < 0) throw new Refusal('invalid_scheduled_message_id')
      state.scheduled.splice(at, 1)
      slack.workspace.changed()
      return {}
    },
  },

  'chat.scheduledMessages.list': {
    scopes: [],
    tier: 3,
    run(slack, args) {
      const channel = args.has('channel') ? channelOf(slack, args.text('channel'), 'invalid_channel') : null
      const { oldest = 0, latest = Number.POSITIVE_INFINITY } = {
        oldest: args.number('oldest'),
        latest: args.number('latest'),
      }
      const found = slack.workspace.state.scheduled
        .filter((each) => (!channel || each.channel === channel.id) && within(each.postAt, oldest, latest))
        .toSorted((one, other) => one.postAt - other.postAt)
      const { items, metadata } = page(found, args, 1000, 100)
      return {
        scheduled_messages: items.map(({ id, channel: where, postAt, created, content }) => ({
          id,
          channel_id: where,
          post_at: postAt,
          date_created: created,
          text: content.text,
        })),
        ...metadata,
      }
    },
  },
}

const within = (at: number, oldest: number, latest: number) => at >= oldest && at <= latest

/** What was posted with this `client_msg_id` before: the same message again, and nothing new. */
const postedBefore = ({ workspace }: Slack, id: string, channel: Channel): Message | null => {
  const before = id ? workspace.state.posted[id] : undefined
  if (!before) return null
  if (before.channel !== channel.id) throw new Refusal('duplicate_channel_not_found')
  const message = workspace.message(channel, before.ts)
  if (!message) throw new Refusal('duplicate_message_not_found')
  return message
}

/** An old reply is also shown in the channel; its content cannot change at the same time. */
const broadcast = (slack: Slack, channel: Channel, message: Message, args: Arguments) => {
  if (['text', 'blocks', 'attachments'].some(args.has)) throw new Refusal('no_dual_broadcast_content_update')
  if (!message.thread_ts || message.thread_ts === message.ts) throw new Refusal('cant_broadcast_message')
  const previous = structuredClone(slack.present.message(message, channel))
  message.subtype = 'thread_broadcast'
  slack.workspace.changed()
  void slack.announce.changed(channel, message, previous)
}

/** Posts what has come due and says where; whatever its channel would refuse by now is dropped, as in Slack. */
export const sendScheduled = (slack: Slack): { channel: string; text: string }[] => {
  const { state } = slack.workspace
  const now = slack.clock.now().epochMilliseconds / 1000
  const due = state.scheduled.filter(({ postAt }) => postAt <= now)
  if (due.length === 0) return []
  state.scheduled = state.scheduled.filter(({ postAt }) => postAt > now)
  return due
    .toSorted((one, other) => one.postAt - other.postAt)
    .flatMap(({ channel: id, content }) => {
      try {
        const channel = postable(writable(slack, channelOf(slack, id)), content.thread_ts !== undefined)
        return [{ channel: id, text: post(slack, channel, content).text }]
      } catch (error) {
        if (error instanceof Refusal) return []
        throw error
      }
    })
}
