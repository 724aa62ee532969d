import { concerned, type Followup } from '#src/domain/followup.ts'
import type { FollowupReads, People } from '#src/domain/ports.ts'
import { mayKnow } from '#src/domain/task.ts'
import type { Scene } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'

type Knowing = Pick<Scene, 'actor' | 'channel'> & { people: People }

export const isKnownTo = async (
  followup: Followup,
  { actor, channel, people }: Knowing,
): Promise<boolean> => {
  const origin = followup.origin && (await people.channel(followup.origin.channel))
  const known = concerned(followup)
  return mayKnow({ ...followup, known }, actor.id, channel?.id ?? null, origin?.private ?? false)
}

/** The follow-up that somebody named or pressed; to those who may not know of it, it does not exist. */
export const theFollowup = async (
  found: Followup | undefined,
  ref: string,
  context: Knowing & { followups: FollowupReads },
): Promise<Followup> => {
  if (found && (await isKnownTo(found, context))) return found
  return refuse('followup.unknown', { ref: found?.ref ?? ref })
}
