import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { BUDGETS } from '#src/domain/attention.ts'
import type { ChannelId, UserId } from '#src/domain/ids.ts'
import type { Channel } from '#src/domain/person.ts'
import type { SettingReads } from '#src/domain/ports.ts'
import { DESKS } from '#src/domain/request.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { open, reply } from '#src/kit/effects.ts'
import { channel, choice, form, optional, people, text } from '#src/kit/form.ts'
import { submission } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import type { Strings } from '#src/strings/index.ts'
import { routineSaid } from '#src/views/routine.ts'
import { complaintAbout } from '../complaint.ts'
import { leading } from '../leading.ts'
import { postable } from '../postable.ts'

/** Messages that nobody asked for at that moment. */
const A_DAY = [1, 2, 3, 4, 5, 6, 8, 10, 15, 30]
const A_WEEK = [5, 10, 15, 20, 30, 50, 100]

const budget = (
  label: (t: Strings) => string,
  options: readonly number[],
  usual: number,
  hint?: (t: Strings) => string,
) => choice(label, options.map(String), (_, it) => it, { initial: String(usual), ...(hint && { hint }) })

const settingsForm = form('regia.settings', {
  title: (t) => t.regia.settingsTitle,
  submit: (t) => t.regia.save,
  carry: z.object({ channel: z.string().nullable() }),
  fields: {
    product: optional(channel((t) => t.desk.product)),
    content: optional(channel((t) => t.desk.content)),
    operations: optional(channel((t) => t.desk.operations)),
    safety: optional(channel((t) => t.desk.safety)),
    leads: people((t) => t.regia.leads, { hint: (t) => t.regia.leadsHint }),
    emoji: optional(text((t) => t.regia.emoji, { max: 100, hint: (t) => t.regia.emojiHint })),
    channelDay: budget(
      (t) => t.regia.budget.channelDay,
      A_DAY,
      BUDGETS.channel.day,
      (t) => t.regia.budget.hint,
    ),
    channelWeek: budget((t) => t.regia.budget.channelWeek, A_WEEK, BUDGETS.channel.week),
    personDay: budget((t) => t.regia.budget.personDay, A_DAY, BUDGETS.person.day),
    personWeek: budget((t) => t.regia.budget.personWeek, A_WEEK, BUDGETS.person.week),
  },
})

/** Which channel each team reads its requests in, and how much Regia says by itself. */
export default command('regia settings', {
  opens: true,
  args: z.object({}),
  async look(_, { settings, attention, routines, actor }) {
    const { channel, person } = await attention.budgets()
    const chosen = await Promise.all(
      DESKS.map(async (desk) => [desk, (await settings.deskChannel(desk)) ?? undefined] as const),
    )
    const values = {
      ...(Object.fromEntries(chosen) as { [D in (typeof DESKS)[number]]: ChannelId | undefined }),
      leads: [...(await settings.leads())],
      emoji: (await settings.captureEmoji()) ?? undefined,
      channelDay: String(channel.day),
      channelWeek: String(channel.week),
      personDay: String(person.day),
      personWeek: String(person.week),
    }
    return { values, routine: await routines.of(actor.id) }
  },
  run: (_, { channel: here }, { values, routine }) =>
    open((v) =>
      settingsForm.view(v, {
        carry: { channel: here?.id ?? null },
        values,
        intro: `${routineSaid(v, routine)}\n\n${v.t.regia.settingsIntro}`,
      }),
    ),
})

export const saved = submission(settingsForm, {
  async check(values, context) {
    const complaints = await Promise.all(
      DESKS.map(async (desk) => {
        const chosen = values[desk]
        const complaint =
          chosen &&
          (await complaintAbout(
            async () => takesPosts(await context.people.channel(chosen), context.voice.t),
            context,
          ))
        return [desk, complaint] as const
      }),
    )
    return {
      ...Object.fromEntries(complaints),
      leads: await complaintAbout(() => mayLead(values.leads, context), context),
      emoji: await complaintAbout(async () => emojiNamed(values.emoji), context),
    }
  },
  async run(values, context) {
    const { settings, attention } = context
    await mayLead(values.leads, context)
    await settings.setLeads(values.leads)
    await settings.setCaptureEmoji(emojiNamed(values.emoji))
    for (const desk of DESKS) await settings.setDeskChannel(desk, values[desk] ?? null)
    const { channelDay, channelWeek, personDay, personWeek } = values
    await attention.setBudgets({
      channel: { day: Number(channelDay), week: Number(channelWeek) },
      person: { day: Number(personDay), week: Number(personWeek) },
    })
    return reply(({ t }) => message(t.regia.settingsSaved))
  },
})

/** A field shows no links, so the channel is named. */
const takesPosts = (channel: Channel, { form }: Strings) =>
  postable(channel, (id) => (channel.name === id ? form.thatChannel : `#${channel.name}`))

/** Whoever wishes names the first; from then on those who lead say who leads. */
const mayLead = async (
  wanted: readonly UserId[],
  context: Pick<Running, 'actor' | 'people'> & { settings: SettingReads },
): Promise<void> => {
  const leads = await context.settings.leads()
  const same = leads.length === wanted.length && leads.every((it) => wanted.includes(it))
  if (!same) await leading(context)
}

/** `:pushpin:` is `pushpin`; nothing is no emoji. */
const emojiNamed = (typed: string | undefined): string | null => {
  const name = typed?.trim().replace(/^:|:$/g, '').toLowerCase() ?? ''
  if (name === '') return null
  return /^[a-z0-9_+'-]+$/.test(name) ? name : refuse('settings.emoji')
}
