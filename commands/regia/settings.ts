import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import type { ChannelId } from '#src/domain/ids.ts'
import type { Channel } from '#src/domain/person.ts'
import { DESKS } from '#src/domain/request.ts'
import { command } from '#src/kit/command.ts'
import { open, reply } from '#src/kit/effects.ts'
import { channel, form, optional } from '#src/kit/form.ts'
import { submission } from '#src/kit/listen.ts'
import type { Strings } from '#src/strings/index.ts'
import { complaintAbout } from '../complaint.ts'
import { postable } from '../postable.ts'

const settingsForm = form('regia.settings', {
  title: (t) => t.regia.settingsTitle,
  submit: (t) => t.regia.save,
  carry: z.object({ channel: z.string().nullable() }),
  fields: {
    product: optional(channel((t) => t.desk.product)),
    content: optional(channel((t) => t.desk.content)),
    operations: optional(channel((t) => t.desk.operations)),
    safety: optional(channel((t) => t.desk.safety)),
  },
})

/** Which channel each team reads its requests in. */
export default command('regia settings', {
  opens: true,
  args: z.object({}),
  async look(_, { settings }) {
    const chosen = await Promise.all(
      DESKS.map(async (desk) => [desk, (await settings.deskChannel(desk)) ?? undefined] as const),
    )
    return Object.fromEntries(chosen) as { [D in (typeof DESKS)[number]]: ChannelId | undefined }
  },
  run: (_, { channel: here }, values) =>
    open((v) =>
      settingsForm.view(v, { carry: { channel: here?.id ?? null }, values, intro: v.t.regia.settingsIntro }),
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
    return Object.fromEntries(complaints)
  },
  async run(values, { settings }) {
    for (const desk of DESKS) await settings.setDeskChannel(desk, values[desk] ?? null)
    return reply(({ t }) => message(t.regia.settingsSaved))
  },
})

/** A field shows no links, so the channel is named. */
const takesPosts = (channel: Channel, { form }: Strings) =>
  postable(channel, (id) => (channel.name === id ? form.thatChannel : `#${channel.name}`))
