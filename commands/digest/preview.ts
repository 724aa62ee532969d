import { z } from 'zod'
import { context, message } from '#src/blocks/blocks.ts'
import { isDay } from '#src/domain/day.ts'
import { digestDue } from '#src/domain/digest.ts'
import type { Locale } from '#src/domain/person.ts'
import { isPosted, type Subscription } from '#src/domain/schedule.ts'
import { option, personOption } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Looking } from '#src/kit/context.ts'
import { dm, reply, type Say } from '#src/kit/effects.ts'
import { refuse } from '#src/kit/refuse.ts'
import { voice } from '#src/kit/voice.ts'
import { DIGEST_LINES, digestMessage } from '#src/views/digest.ts'
import { thinSaid } from '#src/views/held.ts'
import { historyMessage, onHoliday } from '#src/views/subscription.ts'
import { DigestRef, isKnown, theDigest } from './known.ts'

/** Exactly what a slot would post, from the real scheduler: the next one, or the first from a moment on. */
export default command('digest preview', {
  args: z.object({ ref: DigestRef, at: option().optional(), as: personOption().optional() }),

  async look({ ref, at, as }, scene) {
    const subscription = await theDigest(ref, scene)
    const from = at === undefined ? undefined : momentIn(at, subscription.schedule.timeZone)
    const reader = as === undefined ? null : await scene.people.person(as)
    if (reader && !(await isKnown(subscription, { ...scene, actor: reader, channel: null })))
      refuse('digest.notFor', { ref: subscription.ref, who: reader.id })
    return {
      subscription,
      locale: reader?.locale ?? subscription.locale,
      slot: await slotOf(subscription, from, scene),
    }
  },

  run: (_args, _scene, { subscription, locale, slot }) => reply(asPosted(subscription, locale, slot)),
})

/** The next one, at once, and only to whoever asks. */
export const test = command('digest test', {
  args: z.object({ ref: DigestRef }),

  async look({ ref }, scene) {
    const subscription = await theDigest(ref, scene)
    return { subscription, slot: await slotOf(subscription, undefined, scene) }
  },

  run: (_args, { actor }, { subscription, slot }) => [
    dm(actor.id, asPosted(subscription, subscription.locale, slot)),
    reply(({ t }) => message(t.digest.tested({ ref: subscription.ref }))),
  ],
})

const PAST = 15

/** What was posted, late, skipped or failed, and why. */
export const history = command('digest history', {
  args: z.object({ ref: DigestRef }),
  async look({ ref }, scene) {
    const subscription = await theDigest(ref, scene)
    return { subscription, past: await scene.digests.history(subscription.id, PAST) }
  },
  run: (_args, { home }, { subscription, past }) => reply(historyMessage(subscription, past, home)),
})

type SlotSeen = Awaited<ReturnType<typeof slotOf>>

/** The next one that is posted, and those before it that a holiday skips. */
const slotOf = async (subscription: Subscription, from: Temporal.Instant | undefined, scene: Looking) => {
  const { schedule, ref } = subscription
  const slots = scene.timetable.next(schedule, 1, from)
  const slot = slots.find(isPosted) ?? refuse('digest.noSlot', { ref })
  const seen = await digestDue(subscription, slot.holiday?.from ?? slot.due, scene, DIGEST_LINES)
  return { slot, skipped: slots.filter((it) => it !== slot), seen: seen ?? refuse('digest.noNumbers') }
}

/** In the post's own language; what it is, in the reader's. */
const asPosted =
  (subscription: Subscription, locale: Locale, { slot, skipped, seen }: SlotSeen): Say =>
  (v) => {
    const { t, time } = v
    const { due } = slot
    const { timeZone } = subscription.schedule
    const { staleDays } = seen
    const { blocks, text } = digestMessage(seen, { subscription, staleDays })(voice(locale, timeZone))
    const said = t.digest.wouldPost({ ref: subscription.ref, due: time(due, timeZone), timeZone })
    const met = [...skipped, slot].flatMap(({ due, holiday }) =>
      holiday ? [onHoliday(v, due, holiday, timeZone)] : [],
    )
    const feasts = met.length > 0 ? [t.digest.feasts({ slots: met.slice(-FEASTS).join('; ') })] : []
    const waits =
      seen.thin && subscription.incomplete === 'wait'
        ? [t.held.wouldWait({ why: thinSaid(v, seen.thin), until: time(due.add(seen.wait), timeZone) })]
        : []
    return message(`${said} ${text}`, context(said, ...feasts, ...waits), ...blocks)
  }

const FEASTS = 5

/** `2026-03-29 09:00`, or only the day, by the wall clock of the digest's zone. */
const momentIn = (typed: string, timeZone: string): Temporal.Instant => {
  const [, day = '', hour = '0', minute = '00'] =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d{1,2})(?:[:.](\d\d))?)?$/.exec(typed.trim()) ?? []
  if (!isDay(day) || Number(hour) > 23 || Number(minute) > 59) return refuse('digest.at', { typed })
  return Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone, plainTime: `${hour.padStart(2, '0')}:${minute}` })
    .toInstant()
}
