import { actions, button, inert, message, section } from '../blocks/blocks.ts'
import type { UserId } from '../domain/ids.ts'
import type { Subscription } from '../domain/schedule.ts'
import type { PausedFor } from '../domain/source.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { scopeNamed } from './digest/status.ts'
import { channelLink, mention } from './people.ts'
import { resumeDigest, takeDigest } from './refs.ts'

/** Why it does not come any more, and what mends it. */
export const stoppedMessage =
  (it: Subscription, why: PausedFor): Say =>
  (v) => {
    const said = `${v.t.stopped.why[why](named(v, it))} ${v.t.stopped.mend[why]({ ref: it.ref })}`
    return message(said, section(`:double_vertical_bar: ${said}`))
  }

/** It could come again. */
export const backMessage =
  (it: Subscription): Say =>
  (v) => {
    const said = v.t.stopped.back(named(v, it))
    const says = v.t.stopped.resumeAbout({ ref: it.ref })
    return message(
      said,
      section(said),
      actions(button(v.t.stopped.resume, resumeDigest, it.id, { style: 'primary', says })),
    )
  }

/** What says that it has lost its owner, until somebody takes it. */
export const orphanCard = (id: Subscription['id']) => `card:orphan:${id}` as const

/** In the place of the question: nobody is asked any more. */
export const takenMessage =
  (it: Subscription): Say =>
  (v) => {
    const said = v.t.stopped.taken({ ...named(v, it), who: mention(it.owner) })
    return message(said, section(said))
  }

/** Whoever it was made by is not here any more. */
export const orphanMessage =
  (it: Subscription): Say =>
  (v) => {
    const said = v.t.stopped.orphan({ ...named(v, it), who: mention(it.owner) })
    const says = v.t.stopped.takeAbout({ ref: it.ref })
    return message(said, section(said), actions(button(v.t.stopped.take, takeDigest, it.id, { says })))
  }

export const hasOwnerMessage =
  (ref: string, owner: UserId): Say =>
  ({ t }) => {
    const said = t.stopped.hasOwner({ ref, owner: mention(owner) })
    return message(said, section(said))
  }

const named = (v: Voice, { ref, scope, channel }: Subscription) => ({
  ref,
  scope: inert(scopeNamed(v, scope)),
  channel: channelLink(channel),
})
