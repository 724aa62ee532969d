import { contentOf, deleteMessage, editMessage, fromApp } from './content.ts'
import type { Reach } from './handles.ts'
import { type Json, record, text } from './json.ts'
import { Refusal, type Slack } from './slack.ts'

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
        if (message) void deleteMessage(slack, channel, message)
      }
      workspace.changed()
      return { ok: true }
    }
    const content = contentOf(slack, given)
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
