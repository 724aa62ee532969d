import { z } from 'zod'
import { isTimeZone } from '#src/domain/day.ts'
import { PERIOD_WORDS } from '#src/domain/period.ts'
import type { Subscription } from '#src/domain/schedule.ts'
import { nameOf } from '#src/domain/scope.ts'
import { command } from '#src/kit/command.ts'
import { dm, open, reply } from '#src/kit/effects.ts'
import { form, text } from '#src/kit/form.ts'
import { submission } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { subscribedEcho, subscriptionNews } from '#src/views/subscription.ts'
import { complaintAbout } from '../complaint.ts'
import { marketOf, scopeFor, scopeTyped } from './about.ts'
import { agreed } from './agreed.ts'
import { asked, cadenceIn } from './asked.ts'
import { changeable, DigestRef, theDigest } from './known.ts'

const editForm = form('digest.edit', {
  title: (t) => t.digest.editTitle,
  submit: (t) => t.digest.save,
  carry: z.object({ id: z.templateLiteral(['dig_', z.string()]), channel: z.string().nullable() }),
  fields: {
    scope: asked.scope,
    period: asked.period,
    every: asked.every,
    at: asked.at,
    cron: asked.cron,
    zone: text((t) => t.digest.zoneField, { max: 60 }),
    holidays: asked.holidays,
    incomplete: asked.incomplete,
    locale: asked.locale,
  },
})

/** Everything about it but where it is posted; the same number, and nothing twice. */
export default command('digest edit', {
  args: z.object({ ref: DigestRef }),
  async run({ ref }, context) {
    const found = changeable(await theDigest(ref, context), context)
    const { schedule, scope, period, locale, incomplete, id } = found
    const { cadence } = schedule
    return open((v) =>
      editForm.view(v, {
        carry: { id, channel: context.channel?.id ?? null },
        values: {
          scope: scopeTyped(scope, context.voice.t),
          ...(isWord(period) && { period }),
          every: cadence.every,
          at: cadence.every === 'cron' ? '09:00' : cadence.at,
          ...(cadence.every === 'cron' && { cron: cadence.cron }),
          zone: schedule.timeZone,
          holidays: schedule.holidays?.rule ?? 'post',
          incomplete,
          locale,
        },
      }),
    )
  },
})

const isWord = (period: string): period is (typeof PERIOD_WORDS)[number] =>
  (PERIOD_WORDS as readonly string[]).includes(period)

export const edited = submission(editForm, {
  check: async ({ scope, every, at, cron, zone }, context) => ({
    scope: await complaintAbout(() => scopeFor(scope, context), context),
    zone: await complaintAbout(async () => isTimeZone(zone) || refuse('schedule.zone', { zone }), context),
    cron: await complaintAbout(async () => cadenceIn({ every, at, cron }, context), context),
  }),

  async look({ scope: typed }, context) {
    const scope = await scopeFor(typed, context)
    return { scope: nameOf(scope), market: await marketOf(scope, context.facts) }
  },

  async run(
    { carry, period, every, at, cron, zone, holidays, incomplete, locale },
    context,
    { scope, market },
  ) {
    const { digests, people, actor, timetable } = context
    const found = (await digests.byId(carry.id)) ?? refuse('digest.unknown', { ref: '' })
    const was = changeable(await theDigest(found.ref, context), context)
    const cadence = cadenceIn({ every, at, cron }, context)
    const changed: Subscription = await digests.change(was, {
      scope,
      period,
      schedule: agreed({ cadence, timeZone: zone, rule: holidays }, market, timetable),
      locale,
      incomplete,
      editedBy: actor.id,
    })
    if (incomplete === 'post') await digests.free(was.id, actor.id)
    const told = was.owner !== actor.id && !(await people.person(was.owner)).deactivated
    return [
      reply(subscribedEcho(changed, timetable.next(changed.schedule, 3))),
      ...(told ? [dm(was.owner, subscriptionNews(changed, actor.id, 'changed'))] : []),
    ]
  },
})
