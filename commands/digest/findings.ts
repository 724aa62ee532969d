import { z } from 'zod'
import { inert } from '#src/blocks/blocks.ts'
import { type FoundDay, unmuted } from '#src/domain/insight.ts'
import type { SheetKind } from '#src/domain/listing.ts'
import type { Looking } from '#src/kit/context.ts'
import { DayText } from '#src/kit/day.ts'
import { file, reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { scopeName } from '#src/views/digest/status.ts'
import { DIGEST_LINES } from '#src/views/digest.ts'
import { findingsList, type Listable, listingOf, NOTHING_LISTED, tableList } from '#src/views/listing.ts'
import { allFindings, allOfThem, LISTS, type Listed, type Lists, takeAlong } from '#src/views/refs.ts'
import { scopeFor } from './about.ts'

const Of = z.object({ scope: z.string(), from: DayText, to: DayText })

/** All of what a digest had room to show some of, page by page. */
export const listing = action(allFindings, {
  value: Of.extend({ after: z.number().int().min(0).optional() }),
  look: (of, context) => foundIn(of, context),
  run: ({ after, ...of }, _context, found) => reply(findingsList(found, of, after)),
})

/** Agencies, markets, everybody near a line, or gone dark. */
export const whole = action(allOfThem, {
  value: Of.extend({ what: z.enum(LISTS).exclude(['findings']) }),
  look: ({ what, ...of }, context) => listable(what, of, context),
  run: ({ what, ...of }, _context, seen) => reply(tableList(what, seen, of)),
})

/** Any of these lists as a file. */
const taking = (as: SheetKind) =>
  action(takeAlong[as], {
    value: Of.extend({ what: z.enum(LISTS) }),

    look: async ({ what, ...of }, context) => ({
      scope: await scopeFor(of.scope, context),
      seen: await listable(what, of, context),
    }),

    run: ({ what, from, to }, _context, { scope, seen }) =>
      file((v) => {
        const name = v.t.report.file[what]({ scope: scopeName(v, scope), from, to })
        const words = v.t.report.fileWords({ name: inert(name) })
        return { name, words, as, listing: listingOf(v, what, seen) }
      }),
  })
export const csv = taking('csv')
export const xlsx = taking('xlsx')

const listable = async (what: Lists, of: Listed, context: Looking): Promise<Listable> => {
  if (what === 'findings') return { ...NOTHING_LISTED, found: await foundIn(of, context) }
  if (context.channel?.external) refuse('channel.external')
  const { facts } = context
  const { scope: name, ...days } = of
  const scope = await scopeFor(name, context)
  if (what === 'dark') return { ...NOTHING_LISTED, dark: await facts.goneDark(scope) }
  if (what === 'near') {
    const found = await foundIn(of, context)
    const rungs = await facts.nearRungs(scope, found?.asOf ?? of.to)
    return { ...NOTHING_LISTED, found, rungs, dark: await facts.goneDark(scope) }
  }
  const numbers = await facts.digest(scope, days, DIGEST_LINES)
  const groups = numbers[what].filter((it) => what === 'agencies' || it.name !== null)
  return { ...NOTHING_LISTED, groups }
}

const foundIn = async ({ scope, from, to }: Listed, context: Looking): Promise<FoundDay | null> => {
  const { facts, mutes, channel } = context
  if (channel?.external) refuse('channel.external')
  const found = await facts.insights(await scopeFor(scope, context), { from, to })
  return found && unmuted(found, await mutes.list())
}
