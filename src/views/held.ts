import { actions, button, context, inert, message, section } from '../blocks/blocks.ts'
import type { Held, Thin } from '../domain/hold.ts'
import type { Subscription, SubscriptionId } from '../domain/schedule.ts'
import type { CardKey, Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { scopeNamed } from './digest/status.ts'
import { channelLink, mention } from './people.ts'
import { postHeld } from './refs.ts'

/** What its owner is told, once for each day that is lacking; the same message says how the waiting ended. */
export const heldCard = (id: SubscriptionId, { day }: Thin): CardKey => `card:held:${id}:${day}`

/** `61% of the creators have reported for 25 Nov (366 of 600)` */
export const thinSaid = (v: Voice, thin: Thin): string => {
  const day = v.shortDay(thin.day)
  if (thin.lacks === 'day') return v.t.held.day({ day })
  const { reported, expected } = thin
  return v.t.held[thin.lacks]({
    day,
    share: v.percent(reported / expected),
    reported: v.number(reported),
    expected: v.number(expected),
  })
}

/** To its owner: what is lacking, how long it waits, and the way not to. */
export const heldMessage =
  (
    { id, ref, channel, scope }: Subscription,
    { due, why, until }: { due: Temporal.Instant; why: Thin; until: Temporal.Instant },
  ): Say =>
  (v) => {
    const { t } = v
    const said = t.held.waits({
      ref,
      scope: inert(scopeNamed(v, scope)),
      channel: channelLink(channel),
      why: thinSaid(v, why),
    })
    return message(
      said,
      section(`:hourglass: ${said}`),
      section(t.held.until({ until: v.time(until) })),
      actions(button(t.held.postNow, postHeld, id, { says: t.held.postNowAbout({ ref }) })),
      context(t.held.due({ due: v.time(due) })),
    )
  }

/** How the waiting ended. */
export const heldOver =
  (
    { ref, channel }: Subscription,
    { freedBy, why }: Held,
    { thin, arrived }: { thin: Thin | null; arrived: Temporal.Instant | null },
  ): Say =>
  (v) => {
    const { t } = v
    const where = { ref, channel: channelLink(channel) }
    const said =
      thin === null
        ? t.held.overWith({ ...where, day: v.shortDay(why.day), at: arrived ? v.time(arrived) : '–' })
        : freedBy
          ? t.held.overBy({ ...where, who: mention(freedBy) })
          : t.held.overWithout({ ...where, why: thinSaid(v, thin) })
    return message(said, section(said))
  }

export type Dropped = 'superseded' | 'paused' | 'other'

/** It does not come for all its waiting. */
export const heldDropped =
  ({ ref, channel }: Subscription, why: Dropped): Say =>
  ({ t }) => {
    const said = t.held.dropped[why]({ ref, channel: channelLink(channel) })
    return message(said, section(said))
  }
