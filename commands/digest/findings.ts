import { z } from 'zod'
import { type Day, isDay } from '#src/domain/day.ts'
import { unmuted } from '#src/domain/insight.ts'
import { reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { findingsList } from '#src/views/insight.ts'
import { allFindings } from '#src/views/refs.ts'
import { scopeFor } from './about.ts'

const DayText = z.custom<Day>((it) => typeof it === 'string' && isDay(it))

/** All of what a digest had room to show some of. */
export const listing = action(allFindings, {
  value: z.object({ scope: z.string(), from: DayText, to: DayText }),

  async look({ scope, from, to }, context) {
    const { facts, mutes, channel } = context
    if (channel?.external) refuse('channel.external')
    const found = await facts.insights(await scopeFor(scope, context), { from, to })
    return found && unmuted(found, await mutes.list())
  },

  run: (_value, _context, found) => reply(findingsList(found)),
})
