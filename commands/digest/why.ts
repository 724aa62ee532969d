import { z } from 'zod'
import { type Day, platformDay } from '#src/domain/day.ts'
import type { Provenance } from '#src/domain/facts.ts'
import { covers, type MuteNote, type ToldInsight } from '#src/domain/insight.ts'
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
  run: (_args, _context, { told, provenance, muted }) => reply(whyMessage(told, provenance, muted)),
})

export const asked = action(whyInsight, {
  value: z.string(),
  look: (ref, context) => seen(ref, context),
  async run(_ref, context, { told, provenance, muted }) {
    const { id, kind } = told.insight
    await acted('why', { insight: id, kind }, context.message, context)
    return reply(whyMessage(told, provenance, muted))
  },
})

const seen = async (
  ref: string,
  { facts, channel, mutes, clock }: Looking,
): Promise<{ told: ToldInsight; provenance: Provenance | null; muted: MuteNote | null }> => {
  if (channel?.external) refuse('channel.external')
  const told = await theInsight(ref, facts)
  const { entity, metric, since } = told.insight
  const rowOn = (day: Day) => (entity.type === 'creator' ? facts.provenance(entity.id, day, metric) : null)
  // What happened on a day stands in that day's row: later ones tell nothing of it, or are not there.
  const provenance = metric === 'violations' ? await rowOn(since) : await rowOn(told.on)
  const today = platformDay(clock.now())
  const muted = (await mutes.list()).find((it) => covers(it, told.insight, today)) ?? null
  return { told, provenance, muted }
}
