import { z } from 'zod'
import { inert } from '#src/blocks/blocks.ts'
import { dayIn } from '#src/domain/day.ts'
import { momentOf } from '#src/domain/due.ts'
import type { Followup } from '#src/domain/followup.ts'
import type { UserId } from '#src/domain/ids.ts'
import type { SheetKind } from '#src/domain/listing.ts'
import { knownOf } from '#src/domain/onCard.ts'
import { Mention, oneOf, option } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Looking } from '#src/kit/context.ts'
import { file, reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { LATE_WORDS, LIST_WORDS, STATE_WORDS } from '#src/strings/words.ts'
import { followupCard, followupList, LISTED } from '#src/views/followup.ts'
import { followupListing } from '#src/views/followupSheet.ts'
import {
  type FollowupsAsked,
  moreFollowups,
  type NextFollowups,
  openListed,
  takeFollowups,
} from '#src/views/refs.ts'
import { paged } from '../paged.ts'
import { remembered } from '../remembered.ts'
import { isKnownTo, theFollowup } from './known.ts'
import { Id } from './pressed.ts'
import { subjectOf } from './subject.ts'

/** More than anybody leafs through; who has as many asks for an agency's or a person's, or takes a file. */
const READ = 1000
/** How long what is done is listed. */
const DONE_DAYS = 30

/** “What have I promised?”: mine, the team’s, somebody’s; what is late, waits or is done. All of it may be combined. */
export default command('followup list', {
  args: z.object({
    whose: oneOf(LIST_WORDS).optional(),
    state: oneOf(STATE_WORDS).optional(),
    late: oneOf(LATE_WORDS).optional(),
    owner: Mention.optional(),
    agency: option().optional(),
    creator: option().optional(),
  }),

  async look({ whose = null, state = null, late, owner = null, ...about }, context) {
    const { agency, creator } = await subjectOf(about, context.facts)
    const of = {
      whose,
      state,
      late: late !== undefined,
      owner,
      // A creator has an agency, of which nobody spoke.
      agency: about.agency === undefined ? null : agency,
      creator,
    }
    return pageOf({ of, after: null }, context)
  },

  run: (_, { clock }, seen) => reply(followupList(seen, clock.now())),
})

const Of = z.object({
  whose: z.enum(['mine', 'team']).nullable(),
  state: z.enum(['done', 'waiting']).nullable(),
  late: z.boolean(),
  owner: Mention.nullable(),
  agency: z.string().nullable(),
  creator: z.object({ id: z.string(), username: z.string() }).nullable(),
})

/** The next page of a list: after the last line that was shown, whatever has been done since. */
export const more = action(moreFollowups, {
  value: z.object({ of: Of, after: z.object({ at: z.number().nullable(), number: z.number() }) }),
  look: (next, context) => pageOf(next, context),
  run: (_, { clock }, seen) => reply(followupList(seen, clock.now())),
})

/** One of them with all its verbs, for whoever asked alone. */
export const opened = action(openListed, {
  value: Id,
  run: async (id, context) => {
    const followup = await theFollowup(await context.followups.byId(id), '', context)
    return reply(followupCard(followup, context.clock.now(), await knownOf(followup, context)))
  },
})

/** All of a list, not only the page that is shown; of it what the asker may know. */
const taking = (as: SheetKind) =>
  action(takeFollowups[as], {
    value: Of,
    look: (of, context) => allOf(of, context),
    run: (_, { clock }, { followups, names }) =>
      file((v) => {
        const name = v.t.followup.sheet({ day: dayIn(clock.now(), v.timeZone) })
        const words = v.t.report.fileWords({ name: inert(name) })
        return { name, words, as, listing: followupListing(v, followups, names) }
      }),
  })
export const csv = taking('csv')
export const xlsx = taking('xlsx')

const pageOf = async (
  { of, after }: { of: FollowupsAsked; after: NextFollowups['after'] | null },
  context: Looking,
) => {
  const found = await read(of, after, context)
  const knowing = { ...context, people: remembered(context.people) }
  const { shown, last, ...page } = await paged(found, {
    knows: (it) => isKnownTo(it, knowing),
    size: LISTED,
  })
  return { ...page, of, followups: shown, next: last && { of, after: placeOf(last) } }
}

const allOf = async (of: FollowupsAsked, context: Looking) => {
  const knowing = { ...context, people: remembered(context.people) }
  const followups: Followup[] = []
  let after: NextFollowups['after'] | null = null
  for (;;) {
    const found: readonly Followup[] = await read(of, after, context)
    for (const it of found) if (await isKnownTo(it, knowing)) followups.push(it)
    const last = found.at(-1)
    if (last === undefined || found.length < READ) break
    after = placeOf(last)
  }
  return { followups, names: await namesIn(followups, context) }
}

const namesIn = async (followups: readonly Followup[], { people }: Looking) => {
  const ids = new Set(
    followups.flatMap(({ owner, reporter, blocked }) => [
      owner,
      reporter,
      ...(blocked?.by ? [blocked.by] : []),
    ]),
  )
  const names = new Map<UserId, string>()
  for (const id of ids) names.set(id, (await people.person(id)).name)
  return names
}

const read = (
  of: FollowupsAsked,
  after: NextFollowups['after'] | null,
  { actor, followups, clock }: Looking,
): Promise<readonly Followup[]> => {
  const { whose, state, late, agency, creator } = of
  const saysNothing = state === null && !late && agency === null && creator === null
  const own = whose === 'mine' || (whose === null && saysNothing)
  const owner = of.owner ?? (own ? actor.id : null)
  const shared = {
    ...(owner && { owner }),
    ...(agency !== null && { agency }),
    ...(creator && { creator: creator.id }),
  }
  const now = clock.now()
  if (state === 'done')
    return followups.done(now.subtract({ hours: DONE_DAYS * 24 }), now.add({ milliseconds: 1 }), READ, {
      ...shared,
      ...(late && { late }),
      ...(after && { after: { closed: after.at ?? 0, number: after.number } }),
    })
  return followups.open(
    {
      ...shared,
      ...(state === 'waiting' && { blocked: true }),
      ...(late && { dueBefore: now }),
      ...(after && { after: { due: after.at, number: after.number } }),
    },
    READ,
  )
}

/** As the ledger sorts them: those without a date come last, of what is done the newest first. */
const placeOf = ({ due, ref, closedAt }: Followup): NextFollowups['after'] => ({
  at: closedAt?.epochMilliseconds ?? (due && momentOf(due).epochMilliseconds),
  number: Number(ref.replace('FU-', '')),
})
