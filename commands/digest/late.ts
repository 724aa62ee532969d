import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { reply, update } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { lateAsked, lateCard } from '#src/views/late.ts'
import { postLate } from '#src/views/refs.ts'
import { changeable } from './known.ts'

/** To have a digest that was too late all the same: that very one, and once. */
export const postAfterAll = action(postLate, {
  value: z.object({ id: z.templateLiteral(['dig_', z.string()]), slot: z.string() }),
  async run({ id, slot }, context) {
    const { digests, actor } = context
    const found = (await digests.byId(id)) ?? refuse('digest.unknown', { ref: '' })
    const { ref, state } = changeable(found, context)
    if (state !== 'active') return reply(({ t }) => message(t.late.paused({ ref })))
    if (!(await digests.ask(id, slot, actor.id))) return reply(({ t }) => message(t.late.over({ ref })))
    return [
      update(lateCard(id, slot), lateAsked(found, actor.id)),
      reply(({ t }) => message(t.late.soon({ ref }))),
    ]
  },
})
