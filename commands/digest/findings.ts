import { z } from 'zod'
import { inert } from '#src/blocks/blocks.ts'
import { type Day, isDay } from '#src/domain/day.ts'
import { type FoundDay, unmuted } from '#src/domain/insight.ts'
import type { SheetKind } from '#src/domain/listing.ts'
import type { Looking } from '#src/kit/context.ts'
import { file, reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { scopeName } from '#src/views/digest/status.ts'
import { DIGEST_LINES } from '#src/views/digest.ts'
import { agenciesList, agenciesListing, findingsList, findingsListing } from '#src/views/listing.ts'
import { allAgencies, allFindings, type Listed, takeAlong } from '#src/views/refs.ts'
import { scopeFor } from './about.ts'

const DayText = z.custom<Day>((it) => typeof it === 'string' && isDay(it))
const Of = z.object({ scope: z.string(), from: DayText, to: DayText })

/** All of what a digest had room to show some of, page by page. */
export const listing = action(allFindings, {
  value: Of.extend({ after: z.number().int().min(0).optional() }),
  look: (of, context) => foundIn(of, context),
  run: ({ after, ...of }, _context, found) => reply(findingsList(found, of, after)),
})

export const agencies = action(allAgencies, {
  value: Of,
  look: async (of, context) => (await numbersOf(of, context)).agencies,
  run: (of, _context, all) => reply(agenciesList(all, of)),
})

/** The same as a file. */
const taking = (as: SheetKind) =>
  action(takeAlong[as], {
    value: Of.extend({ what: z.enum(['findings', 'agencies']) }),

    async look({ what, ...of }, context) {
      const scope = await scopeFor(of.scope, context)
      return {
        scope,
        found: what === 'findings' ? await foundIn(of, context) : null,
        agencies: what === 'agencies' ? (await numbersOf(of, context)).agencies : [],
      }
    },

    run: ({ what, from, to }, _context, { scope, found, agencies: all }) =>
      file((v) => {
        const name = v.t.report.file[what]({ scope: scopeName(v, scope), from, to })
        const listed = what === 'findings' ? findingsListing(v, found) : agenciesListing(v, all)
        return { name, words: v.t.report.fileWords({ name: inert(name) }), as, listing: listed }
      }),
  })
export const csv = taking('csv')
export const xlsx = taking('xlsx')

const foundIn = async ({ scope, from, to }: Listed, context: Looking): Promise<FoundDay | null> => {
  const { facts, mutes, channel } = context
  if (channel?.external) refuse('channel.external')
  const found = await facts.insights(await scopeFor(scope, context), { from, to })
  return found && unmuted(found, await mutes.list())
}

const numbersOf = async ({ scope, from, to }: Listed, context: Looking) => {
  const { facts, channel } = context
  if (channel?.external) refuse('channel.external')
  return facts.digest(await scopeFor(scope, context), { from, to }, DIGEST_LINES)
}
