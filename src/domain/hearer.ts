import { type ChannelId, isPersonId, type UserId } from './ids.ts'
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

/** What each of them hears of; those of which nobody who is here is left to hear go to `onNobody`. */
export const byHearer = async <Of extends Source>(
  sources: readonly Of[],
  people: People,
  onNobody: (source: Of) => void = () => undefined,
): Promise<ReadonlyMap<UserId, readonly Of[]>> => {
  const hearers = new Map<UserId, readonly Of[]>()
  for (const it of sources) {
    const hearer = await hearerOf(it, people)
    if (isPersonId(hearer)) hearers.set(hearer, [...(hearers.get(hearer) ?? []), it])
    else onNobody(it)
  }
  return hearers
}
