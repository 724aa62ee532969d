import { message } from '#src/blocks/blocks.ts'
import { digestDue } from '#src/domain/digest.ts'
import { hearerOf } from '#src/domain/hearer.ts'
import type { Held, Thin } from '#src/domain/hold.ts'
import { isPersonId } from '#src/domain/ids.ts'
import type { SubscriptionReads } from '#src/domain/ports.ts'
import { postedOf, repeats } from '#src/domain/posted.ts'
import type { NotPosted, Subscription, SubscriptionId } from '#src/domain/schedule.ts'
import type { JobLooking } from '#src/kit/context.ts'
import { dm, type Effect, post, tell, update } from '#src/kit/effects.ts'
import { job, type Slot } from '#src/kit/job.ts'
import { findingsShown } from '#src/views/digest/findings.ts'
import { framingOf } from '#src/views/digest/framing.ts'
import { DIGEST_LINES, digestMessage } from '#src/views/digest.ts'
import { type Dropped, heldCard, heldDropped, heldMessage, heldOver } from '#src/views/held.ts'
import { lateCard, lateMessage } from '#src/views/late.ts'
import { stoppedMessage } from '#src/views/stopped.ts'

/** Later than this a digest is old news. */
const TOO_LATE = Temporal.Duration.from({ hours: 6 })
/** What waited until its deadline has an hour more to come. */
const tooLate = (wait: Temporal.Duration): Temporal.Duration => {
  const afterwards = wait.add({ hours: 1 })
  return Temporal.Duration.compare(afterwards, TOO_LATE) > 0 ? afterwards : TOO_LATE
}
const LATE = Temporal.Duration.from({ minutes: 10 })

/** Each subscription's digest when it is due; after an outage the newest only, and it says so. */
export default job('post-digests', {
  missed: 'latest',
  when: {
    each: async ({ digests }) =>
      (await digests.list())
        .filter(({ state }) => state === 'active')
        .map((it) => ({ id: it.id, schedule: it.schedule, since: it.since, subject: it })),
  },

  // What a holiday has moved tells of the days that it would have told of.
  async look({ subject, due, holiday, held }: Slot<Subscription>, context) {
    const seen = await digestDue(subject, holiday?.from ?? due, context, DIGEST_LINES)
    return seen && { ...seen, arrived: held && seen.thin === null ? await arrival(context) : null }
  },

  holds({ subject, due, late, held }, seen) {
    const patient = subject.incomplete === 'wait' && !held?.freedBy
    if (!seen?.thin || !patient || Temporal.Duration.compare(late, seen.wait) >= 0) return null
    const why = seen.thin
    const until = due.add(seen.wait)
    return {
      why,
      until,
      async says({ digests, people }) {
        const subscription = await digests.byId(subject.id)
        if (held || subscription?.state !== 'active') return []
        const card = heldCard(subscription.id, why)
        const say = heldMessage(subscription, { due, why, until })
        const before = (await waited(subscription, why, digests)).some((it) => !it.due.equals(due))
        return before
          ? update(card, say)
          : tell(await hearerOf(subscription, people), say, { card, key: card })
      },
    }
  },

  async waitOver(id, { held, reason }, { digests }) {
    const subscription = await digests.byId(id as SubscriptionId)
    if (!subscription) return []
    // A newer one that waits for the same day has the card now.
    const goesOn = (await waited(subscription, held.why, digests)).some(({ state }) => state === 'held')
    const why = reason === 'paused' || reason === 'superseded' ? reason : 'other'
    return goesOn ? [] : dropped(subscription, held, why)
  },

  async run({ subject, key, due, late, passedOver, held, askedBy }, { digests, posts, people, clock }, seen) {
    const subscription = await digests.byId(subject.id)
    if (subscription?.state !== 'active') return dropped(subject, held, 'paused')
    const { ref, owner, channel, locale, scope } = subscription
    const once = `digest:${subscription.id}:${key}`
    const hearer = await hearerOf(subscription, people)
    if (!isPersonId(channel) && (await people.channel(channel)).external) {
      const paused = await digests.pause(subscription, { refused: 'is_ext_shared' })
      return [
        ...(isPersonId(hearer)
          ? [dm(hearer, stoppedMessage(paused, 'is_ext_shared'), { key: instead(once, 'shared') })]
          : []),
        ...dropped(paused, held, 'paused'),
      ]
    }
    const old = Temporal.Duration.compare(late, seen === null ? TOO_LATE : tooLate(seen.wait)) > 0
    if (old && askedBy === null)
      return [
        tell(hearer, lateMessage(subscription, { key, due }), {
          card: lateCard(subscription.id, key),
          key: instead(once, 'late'),
        }),
        ...dropped(subscription, held, 'other'),
      ]
    if (seen === null)
      return [
        tell(hearer, ({ t }) => message(t.digest.noScope({ ref, scope })), { key: instead(once, 'scope') }),
        ...dropped(subscription, held, 'other'),
      ]
    const shown = findingsShown(seen)
    await digests.show(subscription.id, shown, due)
    const lateness = Temporal.Duration.compare(late, LATE) > 0 ? { due, passedOver } : null
    const { staleDays, arrived } = seen
    const card = `card:${once}` as const
    const made = postedOf(card, channel, seen, shown, clock.now())
    const before = await posts.newest(subscription.id)
    const posted = {
      ...made,
      subscription: subscription.id,
      ...{ late: lateness, staleDays, held, arrived },
      repeats: before && repeats(before, made) ? before.at : null,
    }
    await posts.add(posted)
    const options = { card, key: once, locale, about: [subscription.id], counts: 'digest' } as const
    const say = digestMessage(seen, framingOf(posted, seen, subscription))
    return [
      isPersonId(channel) ? dm(channel, say, options) : post(channel, say, { ...options, owner }),
      ...(held ? [update(heldCard(subscription.id, held.why), heldOver(subscription, held, seen))] : []),
    ]
  },

  givenUp: async ({ subject, subject: { id, ref }, key, due, held }, { people }) => [
    tell(await hearerOf(subject, people), (v) => message(v.t.digest.givenUp({ ref, due: v.time(due) })), {
      key: `digest:${id}:${key}`,
    }),
    ...dropped(subject, held, 'other'),
  ],
})

/** An hourly one waits for the same day at several hours; its owner has one card for that day. */
const waited = async ({ id }: Subscription, { day }: Thin, digests: SubscriptionReads) =>
  (await digests.history(id, 24)).filter(({ held }) => held?.why.day === day)

/** Its card does not go on promising a post. */
const dropped = (subscription: Subscription, held: Held | null, why: Dropped): readonly Effect[] =>
  held ? [update(heldCard(subscription.id, held.why), heldDropped(subscription, why))] : []

/** What its owner hears in its place is told from it in its history. */
const instead = (once: string, why: NotPosted): string => `${once}!${why}`

/** When the file came that a digest has waited for. */
const arrival = async ({ facts, clock }: JobLooking): Promise<Temporal.Instant> => {
  const [newest] = await facts.imports(1)
  return newest ? Temporal.Instant.from(newest.importedAt) : clock.now()
}
