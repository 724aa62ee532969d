import type { ChannelId } from '#src/domain/ids.ts'
import type { Channel } from '#src/domain/person.ts'
import { refuse } from '#src/kit/refuse.ts'

/** A channel that takes what comes by itself: where Regia is, nobody from outside, and people still write. */
export const postable = (channel: Channel | null, named: (id: ChannelId) => string): ChannelId => {
  if (!channel || channel.id.startsWith('D')) return refuse('channel.needed')
  if (channel.archived) refuse('channel.archived', { channel: named(channel.id) })
  if (channel.external) refuse('channel.external')
  if (!channel.joined) refuse('channel.notJoined', { channel: named(channel.id) })
  return channel.id
}
