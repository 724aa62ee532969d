import { actions, button, inert, message, section } from '../blocks/blocks.ts'
import type { UserId } from '../domain/ids.ts'
import type { Subscription, SubscriptionId } from '../domain/schedule.ts'
import type { CardKey, Say } from '../kit/effects.ts'
import { scopeNamed } from './digest/status.ts'
import { channelLink, mention } from './people.ts'
import { postLate } from './refs.ts'

export const lateCard = (id: SubscriptionId, slot: string): CardKey => `card:late:${id}:${slot}`

/** To its owner: that it was not posted, and the way to have it all the same. */
export const lateMessage =
  ({ id, ref, scope, channel }: Subscription, { key, due }: { key: string; due: Temporal.Instant }): Say =>
  (v) => {
    const { t } = v
    const said = t.late.notPosted({
      ref,
      scope: inert(scopeNamed(v, scope)),
      channel: channelLink(channel),
      due: v.time(due),
    })
    return message(
      said,
      section(`:hourglass: ${said}`),
      section(t.late.next),
      actions(button(t.late.postNow, postLate, { id, slot: key }, { says: t.late.postNowAbout({ ref }) })),
    )
  }

/** Somebody wants it all the same. */
export const lateAsked =
  ({ ref, channel }: Subscription, by: UserId): Say =>
  ({ t }) => {
    const said = t.late.asked({ ref, channel: channelLink(channel), who: mention(by) })
    return message(said, section(said))
  }
