import type { People, RequestReads, SettingReads } from '#src/domain/ports.ts'
import type { Request } from '#src/domain/request.ts'
import { mayKnow } from '#src/domain/task.ts'
import type { Scene } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'

type Knowing = Pick<Scene, 'actor' | 'channel'> & { people: People; settings: SettingReads }

/** Known to those it names, in the channel it was asked in, and to the desk it was put to. */
export const isKnownTo = async (
  request: Request,
  { actor, channel, people, settings }: Knowing,
): Promise<boolean> => {
  const origin = request.origin && (await people.channel(request.origin.channel))
  const known = [request.requester, ...(request.assignee ? [request.assignee] : [])]
  if (mayKnow({ ...request, known }, actor.id, channel?.id ?? null, origin?.private ?? false)) return true
  return channel !== null && channel.id === (await settings.deskChannel(request.desk))
}

/** The request that somebody named or pressed; to those who may not know of it, it does not exist. */
export const theRequest = async (
  found: Request | undefined,
  ref: string,
  context: Knowing & { requests: RequestReads },
): Promise<Request> => {
  if (found && (await isKnownTo(found, context))) return found
  return refuse('request.unknown', { ref: found?.ref ?? ref })
}
