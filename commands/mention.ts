import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { parseArgs } from '#src/kit/args.ts'
import { reply } from '#src/kit/effects.ts'
import { event } from '#src/kit/listen.ts'
import { assignedEcho } from '#src/views/followup.ts'
import assign from './followup/assign.ts'
import { ableToPromise, absentFrom, announced, promise } from './followup/promise.ts'
import { withNames } from './followup/quoted.ts'
import { subjectOf } from './followup/subject.ts'

/** `@Regia assign @anna call Aurora by friday`: what slash commands cannot do in a thread. */
export const mentioned = event('app_mention', {
  payload: z.object({ text: z.string(), user: z.string().optional(), bot_id: z.string().optional() }),

  async look({ text, bot_id }, { here, voice, facts, people }) {
    const [, line = ''] = /^\s*<@[^>]+>\s*(?:assign|assegna)\s+([\s\S]+)$/i.exec(text) ?? []
    if (bot_id !== undefined || line === '') return null
    const parsed = parseArgs(assign, line, { ...here, people: await people.names() }, voice)
    if ('refusal' in parsed) throw parsed.refusal
    const what = await withNames(parsed.args.what, { people })
    return { ...parsed.args, what, subject: await subjectOf(parsed.args, facts) }
  },

  async run({ bot_id }, context, asked) {
    if (bot_id !== undefined) return []
    if (asked === null) return reply(({ t }) => message(t.regia.mentionHelp))
    const { owner, what, due, priority, subject } = asked
    const whose = await ableToPromise(owner ?? context.actor.id, context)
    const followup = await promise({ what, owner: whose.id, due: due ?? null, priority, subject }, context)
    return [reply(assignedEcho(followup, absentFrom(context))), ...(await announced(followup, context))]
  },
})
