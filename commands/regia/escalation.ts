import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import type { ChannelId } from '#src/domain/ids.ts'
import { command } from '#src/kit/command.ts'
import { open, reply } from '#src/kit/effects.ts'
import { choice, form, optional, person } from '#src/kit/form.ts'
import { submission } from '#src/kit/listen.ts'
import type { Strings } from '#src/strings/index.ts'
import { complaintAbout } from '../complaint.ts'
import { ableToPromise } from '../followup/promise.ts'
import { leading } from '../leading.ts'

const NEVER = 'never'
const HOURS = [NEVER, '1', '2', '4', '8', '16']
const DAYS = [NEVER, '1', '2', '3', '5', '10']

const hoursSaid = ({ escalation: t }: Strings, it: string) =>
  it === NEVER ? t.never : t.hours({ n: Number(it) })
const daysSaid = ({ escalation: t }: Strings, it: string) =>
  it === NEVER ? t.never : t.days({ n: Number(it) })

const escalationForm = form('regia.escalation', {
  title: (t) => t.escalation.title,
  submit: (t) => t.regia.save,
  carry: z.object({ channel: z.string().nullable() }),
  fields: {
    where: choice(
      (t) => t.escalation.where,
      ['here', 'everywhere'],
      (t, it) => t.escalation[it],
    ),
    thread: choice((t) => t.escalation.thread, HOURS, hoursSaid),
    leadAfter: choice((t) => t.escalation.leadAfter, DAYS, daysSaid),
    channelAfter: choice((t) => t.escalation.channelAfter, DAYS, daysSaid),
    lead: optional(person((t) => t.escalation.lead)),
    backup: optional(person((t) => t.escalation.backup)),
  },
})

/** Who hears of what is late, one after the other: for the whole workspace, or for one channel. Those who lead say so. */
export default command('regia escalation', {
  opens: true,
  args: z.object({}),
  look: async (_, { policies, channel }) => policies.of(channel?.id ?? null),
  async run(_, context, policy) {
    await leading(context)
    const { channel } = context
    return open((v) =>
      escalationForm.view(v, {
        carry: { channel: channel?.id ?? null },
        intro: v.t.escalation.intro,
        values: {
          where: channel === null || channel.id.startsWith('D') ? 'everywhere' : 'here',
          thread: String(policy.threadHours ?? NEVER),
          leadAfter: String(policy.leadDays ?? NEVER),
          channelAfter: String(policy.channelDays ?? NEVER),
          ...(policy.lead && { lead: policy.lead }),
          ...(policy.backup && { backup: policy.backup }),
        },
      }),
    )
  },
})

export const saved = submission(escalationForm, {
  async check({ lead, backup }, context) {
    const complaint = (who: typeof lead) =>
      who === undefined ? undefined : complaintAbout(() => ableToPromise(who, context), context)
    return { lead: await complaint(lead), backup: await complaint(backup) }
  },
  async run({ where, thread, leadAfter, channelAfter, lead, backup, carry }, context) {
    await leading(context)
    const here = where === 'here' && carry.channel !== null ? (carry.channel as ChannelId) : null
    await context.policies.set(here, {
      threadHours: waitOf(thread),
      leadDays: waitOf(leadAfter),
      channelDays: waitOf(channelAfter),
      lead: lead ?? null,
      backup: backup ?? null,
    })
    return reply(({ t }) => message(t.escalation.saved))
  },
})

const waitOf = (chosen: string): number | null => (chosen === NEVER ? null : Number(chosen))
