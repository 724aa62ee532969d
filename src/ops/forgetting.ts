import type { Clock } from '../domain/clock.ts'
import { type Day, platformDay } from '../domain/day.ts'
import type { Inbox, Outbox, Slots } from '../domain/delivery.ts'
import { daysOf, KEPT_DAYS } from '../domain/kept.ts'
import type { OfferQueue } from '../domain/offer.ts'

export interface ForgettingOptions {
  ledger: {
    inbox: Pick<Inbox, 'forgetBefore'>
    outbox: Pick<Outbox, 'forgetBefore'>
    offers: Pick<OfferQueue, 'forgetBefore'>
    slots: Pick<Slots, 'forgetBefore'>
    forgetAttention(before: { day: Day; at: Temporal.Instant }): Promise<void>
    forgetOriginals(before: Temporal.Instant): Promise<void>
  }
  /** Real time, by which messages come and go. */
  wall: Clock
  /** What people mean by now: what they made goes by it. */
  clock: Clock
}

/** Once an hour, at a minute at which little else is due. */
export const FORGETS_AT = '17 * * * *'

/** Throws away what nobody will ask for any more. */
export const forgetting =
  ({ ledger, wall, clock }: ForgettingOptions) =>
  async (): Promise<void> => {
    const [real, now] = [wall.now(), clock.now()]
    await ledger.inbox.forgetBefore(real.subtract(daysOf(KEPT_DAYS.deliveries)))
    await ledger.outbox.forgetBefore(real.subtract(daysOf(KEPT_DAYS.messages)), {
      digests: real.subtract(daysOf(KEPT_DAYS.correctable)),
    })
    await ledger.offers.forgetBefore(now.subtract(daysOf(KEPT_DAYS.offers)))
    await ledger.slots.forgetBefore(now.subtract(daysOf(KEPT_DAYS.slots)))
    await ledger.forgetOriginals(now.subtract(daysOf(KEPT_DAYS.unmade)))
    await ledger.forgetAttention({
      day: platformDay(now.subtract(daysOf(KEPT_DAYS.sent))),
      at: now.subtract(daysOf(KEPT_DAYS.acts)),
    })
  }
