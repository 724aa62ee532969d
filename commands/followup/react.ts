import { z } from 'zod'
import { clip, message } from '#src/blocks/blocks.ts'
import { LIMITS } from '#src/blocks/limits.ts'
import { knownOf } from '#src/domain/onCard.ts'
import type { MessagePlace } from '#src/domain/original.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Outcome, reply } from '#src/kit/effects.ts'
import { event } from '#src/kit/listen.ts'
import { assignedEcho, followupCard } from '#src/views/followup.ts'
import { cardOf } from '#src/views/refs.ts'
import { OF_NOBODY } from './gauge.ts'
import { isKnownTo } from './known.ts'
import { keepOriginal } from './original.ts'
import { promise } from './promise.ts'
import { withNames } from './quoted.ts'

const Place = z.templateLiteral([z.enum(['C', 'G', 'D']), z.string()])

/** An emoji on a message: a follow-up of whoever put it there, told to nobody else. Once a message, whoever comes after. */
export default event('reaction_added', {
  payload: z.object({
    reaction: z.string(),
    item: z.object({ type: z.literal('message'), channel: Place, ts: z.string() }),
  }),
  wanted: async ({ reaction }, { settings }) =>
    // A hand may have a colour: `+1::skin-tone-2`.
    reaction.replace(/::.*$/, '') === (await settings.captureEmoji()),

  look: ({ item }, { messages }) => messages.read(item),

  async run({ item }, context, source) {
    const { actor, originals, people, clock } = context
    if (actor.bot || actor.deactivated) return []
    if (source === null) return reply(({ t }) => message(t.original.unread))
    const words = (await withNames(source.text, { people })).trim()
    const what = words === '' ? source.files.map(({ name }) => name).join(', ') : words
    if (what === '') return reply(({ t }) => message(t.original.empty))
    await keepOriginal(source, context)
    if (!(await originals.capture(item))) return captured(item, context)
    const followup = await promise(
      {
        what: clip(what, LIMITS.text),
        owner: actor.id,
        due: null,
        priority: 'normal',
        about: OF_NOBODY,
        origin: { channel: item.channel, ts: item.ts },
      },
      context,
    )
    const card = followupCard(followup, clock.now(), await knownOf(followup, context))
    return [reply(assignedEcho(followup)), dm(actor.id, card, { card: cardOf(followup) })]
  },
})

/** Whoever comes second reads which one there is, if they may know of it. */
const captured = async (place: MessagePlace, context: Running): Promise<Outcome> => {
  for (const made of (await context.followups.madeOf(place)).toReversed())
    if (await isKnownTo(made, context))
      return reply(({ t }) => message(t.original.captured({ ref: made.ref })))
  return reply(({ t }) => message(t.original.capturedBefore))
}
