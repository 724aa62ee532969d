import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import type { Alert } from '#src/domain/alert.ts'
import { hearerOf } from '#src/domain/hearer.ts'
import { type ChannelId, isPersonId, type UserId } from '#src/domain/ids.ts'
import { silenced } from '#src/domain/quiet.ts'
import type { Subscription } from '#src/domain/schedule.ts'
import type { PausedFor, Source } from '#src/domain/source.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Effect, reply, tell, update } from '#src/kit/effects.ts'
import { action, event } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { alertsBack, alertsOrphaned, alertsStopped } from '#src/views/alert.ts'
import { resumeDigest, takeDigest } from '#src/views/refs.ts'
import {
  backMessage,
  hasOwnerMessage,
  orphanCard,
  orphanMessage,
  stoppedMessage,
  takenMessage,
} from '#src/views/stopped.ts'
import { stillPostable } from '../postable.ts'
import { changeable } from './known.ts'

/** In a channel that is gone, or where Regia is no more, nothing can come: it is paused, and its owner told why. */
const stops = (type: string, why: PausedFor) =>
  event(type, {
    payload: z.object({}),
    anew: true,
    run: (_, context) => stopped(why, context),
  })

const stopped = async (why: PausedFor, context: Running): Promise<readonly Effect[]> => {
  const { digests, people } = context
  const effects: Effect[] = []
  for (const it of await digestsThere(context, 'active')) {
    const paused = await digests.pause(it, { refused: why })
    const hearer = await hearerOf(paused, people)
    // Where it cannot be posted, nobody can be told either.
    if (isPersonId(hearer)) effects.push(dm(hearer, stoppedMessage(paused, why)))
  }
  const { channel } = context
  if (channel === null) return effects
  for (const [hearer, theirs] of await silenced(
    await rulesThere(context, 'active'),
    { refused: why },
    context,
  ))
    effects.push(dm(hearer, alertsStopped(theirs, channel.id, why)))
  return effects
}

export const archived = stops('channel_archive', 'is_archived')
export const archivedGroup = stops('group_archive', 'is_archived')
export const deleted = stops('channel_deleted', 'channel_not_found')
export const deletedGroup = stops('group_deleted', 'channel_not_found')
// Whoever is removed is told so by these: `member_left_channel` reaches only those who are still there.
export const left = stops('channel_left', 'not_in_channel')
export const leftGroup = stops('group_left', 'not_in_channel')

// Numbers are nothing for those who are not of the house.
export const shared = stops('channel_shared', 'is_ext_shared')

/** It can be posted in again: whoever heard of the pause is offered an end of it, once. */
const comesBack = (type: string) =>
  event(type, {
    payload: z.object({}),
    anew: true,
    async run(_, context) {
      const { digests, alerts, people, channel } = context
      // Anybody may have joined; and what is archived takes no posts from whoever is in it.
      if (!channel?.joined || channel.archived || channel.external) return []
      const effects: Effect[] = []
      for (const it of await digestsThere(context, 'paused')) {
        if (it.pausedFor === null) continue
        const offered = await digests.change(it, { pausedFor: null })
        effects.push(tell(await hearerOf(offered, people), backMessage(offered)))
      }
      const rules = new Map<UserId | ChannelId, Alert[]>()
      for (const it of await rulesThere(context, 'paused')) {
        if (it.pausedFor === null) continue
        const offered = await alerts.change(it, { pausedFor: null })
        const hearer = await hearerOf(offered, people)
        rules.set(hearer, [...(rules.get(hearer) ?? []), offered])
      }
      for (const [hearer, theirs] of rules) effects.push(tell(hearer, alertsBack(theirs, channel.id)))
      return effects
    },
  })

export const unarchived = comesBack('channel_unarchive')
export const unarchivedGroup = comesBack('group_unarchive')
export const joined = comesBack('member_joined_channel')
export const unshared = comesBack('channel_unshared')

const digestsThere = async (
  { digests, channel }: Running,
  state: Source['state'],
): Promise<readonly Subscription[]> =>
  channel === null
    ? []
    : (await digests.list()).filter((it) => it.channel === channel.id && it.state === state)

const rulesThere = async ({ alerts, channel }: Running, state: Source['state']): Promise<readonly Alert[]> =>
  channel === null
    ? []
    : (await alerts.list()).filter((it) => it.channel === channel.id && it.state === state)

/** Somebody has left the workspace: their digests go on, and somebody else is offered them. */
export const gone = event('user_change', {
  payload: z.object({ user: z.object({ id: z.string(), deleted: z.literal(true) }) }),
  anew: true,
  async run({ user }, { digests, alerts, people }) {
    const effects: Effect[] = []
    // What came to nobody else ends with them.
    for (const it of await digests.list())
      if (it.channel === user.id) await digests.change(it, { state: 'ended' })
      else if (it.owner === user.id) {
        const orphan = `digest:${it.id}:orphan:${user.id}`
        effects.push(
          tell(await hearerOf(it, people), orphanMessage(it), { key: orphan, card: orphanCard(it.id) }),
        )
      }
    const rules = new Map<UserId | ChannelId, Alert[]>()
    for (const it of await alerts.list())
      if (it.owner === user.id && it.channel === null) await alerts.change(it, { state: 'ended' })
      else if (it.owner === user.id) {
        const hearer = await hearerOf(it, people)
        rules.set(hearer, [...(rules.get(hearer) ?? []), it])
      }
    for (const [hearer, theirs] of rules) effects.push(tell(hearer, alertsOrphaned(theirs)))
    return effects
  },
})

export const resumed = action(resumeDigest, {
  value: z.templateLiteral(['dig_', z.string()]),
  async run(id, context) {
    const { digests, clock, actor } = context
    const found = changeable((await digests.byId(id)) ?? refuse('digest.unknown', { ref: '' }), context)
    const { ref } = found
    if (found.state === 'ended') refuse('digest.over', { ref })
    await stillPostable(found, context)
    if (found.state === 'paused')
      await digests.change(found, {
        state: 'active',
        since: clock.now(),
        pausedFor: null,
        editedBy: actor.id,
      })
    return reply(({ t }) => message(t.digest.resumed({ ref })))
  },
})

export const taken = action(takeDigest, {
  value: z.templateLiteral(['dig_', z.string()]),
  async run(id, { digests, people, actor }) {
    const found = (await digests.byId(id)) ?? refuse('digest.unknown', { ref: '' })
    const { ref, owner } = found
    if (found.state === 'ended') refuse('digest.over', { ref })
    if (owner !== actor.id && !(await people.person(owner)).deactivated)
      return reply(hasOwnerMessage(ref, owner))
    const theirs = await digests.change(found, { owner: actor.id, editedBy: actor.id })
    return [
      reply(({ t }) => message(t.stopped.yours({ ref }))),
      update(orphanCard(found.id), takenMessage(theirs)),
    ]
  },
})
