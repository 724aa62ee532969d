import { z } from 'zod'
import type { MessagePlace } from '#src/domain/original.ts'
import type { Effect } from '#src/kit/effects.ts'
import { event } from '#src/kit/listen.ts'
import { redrawn } from './drawn.ts'

const channel = z.templateLiteral([z.enum(['C', 'G']), z.string()])
/** A message that has answers stays as a stone in its place. */
const Deleted = z.union([
  z
    .object({ subtype: z.literal('message_deleted'), channel, deleted_ts: z.string() })
    .transform((it): MessagePlace => ({ channel: it.channel, ts: it.deleted_ts })),
  z
    .object({
      subtype: z.literal('message_changed'),
      channel,
      message: z.object({ subtype: z.literal('tombstone'), ts: z.string() }),
    })
    .transform((it): MessagePlace => ({ channel: it.channel, ts: it.message.ts })),
])

/** What a follow-up was made of was deleted: its card says so, and keeps the words. All other messages are let go unread. */
export default event('message', {
  subscriptions: ['message.channels', 'message.groups'],
  payload: Deleted,
  wanted: async (place, { originals }) => (await originals.at(place))?.deletedAt === null,

  async run(place, context) {
    await context.originals.gone(place)
    const effects: Effect[] = []
    for (const followup of await context.followups.madeOf(place))
      effects.push(await redrawn(followup, context))
    return effects
  },
})
