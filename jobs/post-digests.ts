import { message } from '#src/blocks/blocks.ts'
import { digestDue } from '#src/domain/digest.ts'
import type { Subscription } from '#src/domain/schedule.ts'
import { dm, post } from '#src/kit/effects.ts'
import { job } from '#src/kit/job.ts'
import { findingsShown } from '#src/views/digest/findings.ts'
import { DIGEST_LINES, digestMessage } from '#src/views/digest.ts'

/** Later than this a digest is old news. */
const TOO_LATE = Temporal.Duration.from({ hours: 6 })
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

  look: ({ subject, due }: { subject: Subscription; due: Temporal.Instant }, context) =>
    digestDue(subject, due, context, DIGEST_LINES),

  async run({ subject, key, due, late, passedOver }, { digests }, seen) {
    const subscription = await digests.byId(subject.id)
    if (subscription?.state !== 'active') return []
    const { ref, owner, channel, locale, scope } = subscription
    const once = `digest:${subscription.id}:${key}`
    if (Temporal.Duration.compare(late, TOO_LATE) > 0)
      return dm(owner, (v) => message(v.t.digest.tooLate({ ref, due: v.time(due) })), { key: once })
    if (seen === null) return dm(owner, ({ t }) => message(t.digest.noScope({ ref, scope })), { key: once })
    await digests.show(subscription.id, findingsShown(seen), due)
    const lateness = Temporal.Duration.compare(late, LATE) > 0 ? { due, passedOver } : null
    const { staleDays, managers } = seen
    return post(channel, digestMessage(seen, { subscription, late: lateness, staleDays, managers }), {
      key: once,
      owner,
      locale,
      about: [subscription.id],
    })
  },

  givenUp: ({ subject: { id, ref, owner }, key, due }) =>
    dm(owner, (v) => message(v.t.digest.givenUp({ ref, due: v.time(due) })), { key: `digest:${id}:${key}` }),
})
