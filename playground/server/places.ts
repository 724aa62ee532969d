import { needScope, Refusal, type Slack } from './slack.ts'
import type { Channel, Message, PersonRecord } from './workspace.ts'

// Looking up where and who, with Slack's refusals.

/** Private conversations that the app is not in do not exist for it. */
export const channelOf = ({ workspace }: Slack, id: string, refusal = 'channel_not_found'): Channel => {
  const channel = workspace.channelById(id)
  if (!channel || (channel.kind !== 'public' && !workspace.appIsIn(channel))) throw new Refusal(refusal)
  return channel
}

/** Where to post: an id, a person (their direct messages) or a `#name`. */
export const targetOf = (slack: Slack, id: string): Channel => {
  const { workspace } = slack
  const person = /^[UW]/.test(id) ? workspace.state.people.find((each) => each.id === id) : undefined
  if (person && !person.bot) return workspace.directWith(person.id)
  const named = id.startsWith('#') ? workspace.channelNamed(id) : undefined
  return channelOf(slack, named?.id ?? id)
}

export const writable = (slack: Slack, channel: Channel): Channel => {
  if (channel.archived) throw new Refusal('is_archived')
  const open = channel.kind === 'public' && slack.scopes.has('chat:write.public')
  if (!slack.workspace.appIsIn(channel) && !open) throw new Refusal('not_in_channel')
  if (channel.kind === 'im' && !slack.settings.messagesTab) throw new Refusal('messages_tab_disabled')
  return channel
}

/** What the channel's owner lets the app post there. */
export const postable = (channel: Channel, inThread: boolean): Channel => {
  const refused =
    channel.posting === 'nobody'
      ? 'restricted_action'
      : channel.posting === 'read-only'
        ? 'restricted_action_read_only_channel'
        : channel.posting === 'threads-only' && !inThread
          ? 'restricted_action_thread_only_channel'
          : channel.posting === 'no-threads' && inThread
            ? 'restricted_action_non_threadable_channel'
            : channel.posting === 'locked-threads' && inThread
              ? 'restricted_action_thread_locked'
              : null
  if (refused) throw new Refusal(refused)
  return channel
}

export const messageOf = ({ workspace }: Slack, channel: Channel, ts: string): Message => {
  const message = workspace.message(channel, ts)
  if (!message) throw new Refusal('message_not_found')
  return message
}

export const personOf = ({ workspace }: Slack, id: string): PersonRecord => {
  const person = workspace.state.people.find((each) => each.id === id)
  if (!person) throw new Refusal('user_not_found')
  return person
}

export const readScope = (slack: Slack, { kind }: Channel, what: 'read' | 'history') =>
  needScope(slack, [`${kind === 'im' ? 'im' : kind === 'private' ? 'groups' : 'channels'}:${what}`])
