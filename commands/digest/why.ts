import { z } from 'zod'
import type { Provenance } from '#src/domain/facts.ts'
import type { ToldInsight } from '#src/domain/insight.ts'
import { command } from '#src/kit/command.ts'
import type { Looking } from '#src/kit/context.ts'
import { reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { whyMessage } from '#src/views/insight.ts'
import { whyInsight } from '#src/views/refs.ts'
import { acted } from '../acted.ts'
import { InsightRef, theInsight } from './insight.ts'

/** “Why am I seeing this?”: the numbers, how sure it is, whom it comes from, and the rows of the files. */
export default command('digest why', {
  args: z.object({ ref: InsightRef }),
  look: ({ ref }, context) => seen(ref, context),
  run: (_args, _context, { told, provenance }) => reply(whyMessage(told, provenance)),
})

export const asked = action(whyInsight, {
  value: z.string(),
  look: (ref, context) => seen(ref, context),
  async run(_ref, context, { told, provenance }) {
    const { id, kind } = told.insight
    await acted('why', { insight: id, kind }, context.message, context)
    return reply(whyMessage(told, provenance))
  },
})

const seen = async (
  ref: string,
  { facts, channel }: Looking,
): Promise<{ told: ToldInsight; provenance: Provenance | null }> => {
  if (channel?.external) refuse('channel.external')
  const told = await theInsight(ref, facts)
  const { entity, metric } = told.insight
  const provenance = entity.type === 'creator' ? await facts.provenance(entity.id, told.on, metric) : null
  return { told, provenance }
}
