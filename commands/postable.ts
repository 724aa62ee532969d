import { type ChannelId, isPersonId } from '#src/domain/ids.ts'
import type { Channel } from '#src/domain/person.ts'
import type { People } from '#src/domain/ports.ts'
import type { Source } from '#src/domain/source.ts'
import { refuse } from '#src/kit/refuse.ts'
import { channelLink } from '#src/views/people.ts'

/** A channel that takes what comes by itself: where Regia is, nobody from outside, and people still write. */
export const postable = (channel: Channel | null, named: (id: ChannelId) => string): ChannelId => {
  if (!channel || channel.id.startsWith('D')) return refuse('channel.needed')
  if (channel.archived) refuse('channel.archived', { channel: named(channel.id) })
  if (channel.external) refuse('channel.external')
  if (!channel.joined) refuse('channel.notJoined', { channel: named(channel.id) })
  return channel.id
}

/** What was paused starts again only where it can be posted: else it would say that it runs, and be paused anew. */
export const stillPostable = async (
  { channel }: Pick<Source, 'channel'>,
  { people }: { people: People },
): Promise<void> => {
  if (channel === null || isPersonId(channel)) return
  const place = await people.channel(channel)
  if (place.external) refuse('channel.shared', { channel: channelLink(channel) })
  if (place.archived) refuse('channel.shut', { channel: channelLink(channel) })
  postable(place, channelLink)
}
