import type { Deliveries } from './deliveries.ts'
import type { Json } from './json.ts'
import type { Present } from './present.ts'
import type { Channel, Message, PersonRecord, StoredFile, Workspace } from './workspace.ts'

export type Announce = ReturnType<typeof announcer>

/** Tells the bot what happened, where it may know: in conversations that it is in. Each resolves with the first attempt. */
export const announcer = (workspace: Workspace, present: Present, deliveries: Deliveries) => {
  const { state } = workspace
  const kindOf = ({ kind }: Channel) => (kind === 'im' ? 'im' : kind === 'private' ? 'group' : 'channel')
  const within = async (channel: Channel, ...events: readonly Json[]): Promise<void> => {
    if (workspace.appIsIn(channel)) await Promise.all(events.map(deliveries.event))
  }

  return {
    posted(channel: Channel, message: Message): Promise<void> {
      const shown = present.message(message, channel)
      const event = { ...shown, channel: channel.id, channel_type: kindOf(channel), event_ts: message.ts }
      const mentions =
        channel.kind !== 'im' && !message.bot_id && message.text.includes(`<@${state.app.userId}>`)
      return within(
        channel,
        event,
        ...(mentions ? [{ ...shown, type: 'app_mention', channel: channel.id, event_ts: message.ts }] : []),
      )
    },
    changed(channel: Channel, message: Message, previous: Json): Promise<void> {
      const ts = workspace.nextTs()
      return within(channel, {
        type: 'message',
        subtype: 'message_changed',
        hidden: true,
        message: present.message(message, channel),
        previous_message: previous,
        channel: channel.id,
        channel_type: kindOf(channel),
        ts,
        event_ts: ts,
      })
    },
    deleted(channel: Channel, previous: Json): Promise<void> {
      const ts = workspace.nextTs()
      return within(channel, {
        type: 'message',
        subtype: 'message_deleted',
        hidden: true,
        deleted_ts: previous.ts,
        previous_message: previous,
        channel: channel.id,
        channel_type: kindOf(channel),
        ts,
        event_ts: ts,
      })
    },
    reacted(
      verb: 'added' | 'removed',
      channel: Channel,
      message: Message,
      user: string,
      reaction: string,
    ): Promise<void> {
      return within(channel, {
        type: `reaction_${verb}`,
        user,
        reaction,
        item_user: message.user,
        item: { type: 'message', channel: channel.id, ts: message.ts },
        event_ts: workspace.nextTs(),
      })
    },
    joined(channel: Channel, user: string): Promise<void> {
      return within(channel, {
        type: 'member_joined_channel',
        user,
        channel: channel.id,
        channel_type: channel.kind === 'private' ? 'G' : 'C',
        team: state.team.id,
        event_ts: workspace.nextTs(),
      })
    },
    /** What the app is told of a channel that it is in, and when it is removed from one. */
    befell(
      channel: Channel,
      what: 'archive' | 'unarchive' | 'deleted' | 'left',
      user: string,
    ): Promise<void> {
      return deliveries.event({
        type: `${channel.kind === 'private' ? 'group' : 'channel'}_${what}`,
        channel: channel.id,
        ...(what === 'left' ? { actor_id: user } : what === 'deleted' ? {} : { user }),
        event_ts: workspace.nextTs(),
      })
    },
    /** Another organisation is in the channel, or is not any more. */
    connected(channel: Channel, shared: boolean): Promise<void> {
      return within(channel, {
        type: shared ? 'channel_shared' : 'channel_unshared',
        channel: channel.id,
        ...(shared
          ? { connected_team_id: 'T0OTHERS' }
          : { previously_connected_team_id: 'T0OTHERS', is_ext_shared: false }),
        event_ts: workspace.nextTs(),
      })
    },
    fileShared(channel: Channel, file: StoredFile, user: string): Promise<void> {
      return within(channel, {
        type: 'file_shared',
        channel_id: channel.id,
        file_id: file.id,
        user_id: user,
        file: { id: file.id },
        event_ts: workspace.nextTs(),
      })
    },
    homeOpened(user: string, tab: 'home' | 'messages', view: Json | null): Promise<void> {
      return deliveries.event({
        type: 'app_home_opened',
        user,
        channel: workspace.directWith(user).id,
        tab,
        ...(tab === 'home' && view && { view }),
        event_ts: workspace.nextTs(),
      })
    },
    userChanged(person: PersonRecord): Promise<void> {
      return deliveries.event({
        type: 'user_change',
        user: present.user(person, true),
        cache_ts: 1_760_000_000,
        event_ts: workspace.nextTs(),
      })
    },
  }
}
