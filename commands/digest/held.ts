import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { postHeld } from '#src/views/refs.ts'
import { changeable } from './known.ts'

/** Not to wait for numbers any longer. */
export const postNow = action(postHeld, {
  value: z.templateLiteral(['dig_', z.string()]),
  async run(id, context) {
    const { digests, actor } = context
    const found = (await digests.byId(id)) ?? refuse('digest.unknown', { ref: '' })
    const { ref } = changeable(found, context)
    const freed = await digests.free(id, actor.id)
    return reply(({ t }) => message(freed ? t.held.freed({ ref }) : t.held.notHeld({ ref })))
  },
})
