import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { parseArgs } from '#src/kit/args.ts'
import { reply } from '#src/kit/effects.ts'
import { event } from '#src/kit/listen.ts'
import assign from './followup/assign.ts'
import { gauged } from './followup/gauge.ts'
import { keepOriginal } from './followup/original.ts'
import { ableToPromise, announced, promise, readBack } from './followup/promise.ts'
import { withNames } from './followup/quoted.ts'

/** `@Regia assign @anna call Aurora by friday`: what slash commands cannot do in a thread. */
export const mentioned = event('app_mention', {
  payload: z.object({ text: z.string(), user: z.string().optional(), bot_id: z.string().optional() }),

  async look({ text, bot_id }, { here, voice, facts, people, message: said, messages }) {
    const [, line = ''] = /^\s*<@[^>]+>\s*(?:assign|assegna)\s+([\s\S]+)$/i.exec(text) ?? []
    if (bot_id !== undefined || line === '') return null
    const parsed = parseArgs(assign, line, { ...here, people: await people.names() }, voice)
    if ('refusal' in parsed) throw parsed.refusal
    const what = await withNames(parsed.args.what, { people })
    // In a thread it is about what the thread began with.
    const inThread = said !== null && said.thread !== said.ts
    const began = inThread ? await messages.read({ channel: said.channel, ts: said.thread }) : null
    return { ...parsed.args, what, about: await gauged(parsed.args, facts), source: began ?? said }
  },

  async run({ bot_id }, context, asked) {
    if (bot_id !== undefined) return []
    if (asked === null) return reply(({ t }) => message(t.regia.mentionHelp))
    const { owner, what, due, repeats, priority, about, source } = asked
    const whose = await ableToPromise(owner ?? context.actor.id, context)
    if (source) await keepOriginal(source, context)
    const origin = source && { channel: source.channel, ts: source.ts }
    const followup = await promise(
      { what, owner: whose.id, due: due ?? null, repeats: repeats ?? null, priority, about, origin },
      context,
    )
    return [await readBack(followup, context), ...(await announced(followup, context))]
  },
})
