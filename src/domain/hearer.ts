import type { ChannelId, UserId } from './ids.ts'
import type { People } from './ports.ts'
import { earOf, type Source } from './source.ts'

/**
 * Who hears of a source's troubles: its owner; when that person has left, whoever changed it last; else the channel
 * itself, where somebody may take it over.
 */
export const hearerOf = async (
  { owner, editedBy, channel }: Pick<Source, 'owner' | 'editedBy' | 'channel'>,
  people: People,
): Promise<UserId | ChannelId> => {
  for (const id of [owner, editedBy]) if (id && !(await people.person(id)).deactivated) return id
  return earOf({ owner, channel })
}
