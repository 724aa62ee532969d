import type { ChannelId, UserId } from './ids.ts'
import type { People } from './ports.ts'
import type { Subscription } from './schedule.ts'

/**
 * Who hears of a digest's troubles: its owner; when that person has left, whoever changed it last; else the channel
 * itself, where somebody may take it over.
 */
export const hearerOf = async (
  { owner, editedBy, channel }: Pick<Subscription, 'owner' | 'editedBy' | 'channel'>,
  people: People,
): Promise<UserId | ChannelId> => {
  for (const id of [owner, editedBy]) if (id && !(await people.person(id)).deactivated) return id
  return channel
}
