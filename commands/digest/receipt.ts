import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { keptMessage } from '#src/views/receipt.ts'
import { keepSource, pauseDigest } from '#src/views/refs.ts'
import { changeable, theDigest } from './known.ts'

const DigestId = z.templateLiteral(['dig_', z.string()])
const AlertId = z.templateLiteral(['alr_', z.string()])

/** From the receipt: nobody acts upon it. */
export const pausing = action(pauseDigest, {
  value: DigestId,
  async run(id, context) {
    const { digests, actor } = context
    const found = (await digests.byId(id)) ?? refuse('digest.unknown', { ref: '' })
    const { ref } = await digests.pause(changeable(await theDigest(found.ref, context), context), {
      by: actor.id,
    })
    return reply(({ t }) => message(t.digest.paused({ ref })))
  },
})

/** From the receipt: it is read all the same. */
export const keeping = action(keepSource, {
  value: z.union([DigestId, AlertId]),
  async run(source, { attention, clock }) {
    const at = clock.now()
    await attention.act({ source, insight: '', kind: null, what: 'kept', at }, `kept:${at.epochMilliseconds}`)
    return reply(keptMessage)
  },
})
