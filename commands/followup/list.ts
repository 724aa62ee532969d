import { z } from 'zod'
import { momentOf } from '#src/domain/due.ts'
import type { Followup } from '#src/domain/followup.ts'
import type { FollowupFilter } from '#src/domain/ports.ts'
import { Mention, oneOf, option } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Looking } from '#src/kit/context.ts'
import { reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { LIST_WORDS } from '#src/strings/words.ts'
import { followupList, LISTED, type ListAsked } from '#src/views/followup.ts'
import { moreFollowups, type NextFollowups } from '#src/views/refs.ts'
import { paged } from '../paged.ts'
import { remembered } from '../remembered.ts'
import { isKnownTo } from './known.ts'
import { subjectOf } from './subject.ts'

/** More than anybody leafs through; who has as many asks for an agency's or a person's. */
const READ = 1000

/** “What have I promised?”: mine, the team’s, somebody’s, or what is late. */
export default command('followup list', {
  args: z.object({
    which: oneOf(LIST_WORDS).optional(),
    owner: Mention.optional(),
    agency: option().optional(),
  }),

  async look({ which = null, owner = null, agency }, context) {
    const about = agency === undefined ? null : (await subjectOf({ agency }, context.facts)).agency
    return pageOf({ which, owner, agency: about, after: null }, context)
  },

  run: (_, { clock }, { asked, ...seen }) => reply(followupList(asked, seen, clock.now())),
})

/** The next page of a list: after the last line that was shown, whatever has been done since. */
export const more = action(moreFollowups, {
  value: z.object({
    which: z.enum(['mine', 'team', 'overdue']).nullable(),
    owner: Mention.nullable(),
    agency: z.string().nullable(),
    after: z.object({ due: z.number().nullable(), number: z.number() }),
  }),
  look: (next, context) => pageOf(next, context),
  run: (_, { clock }, { asked, ...seen }) => reply(followupList(asked, seen, clock.now())),
})

const pageOf = async (
  { which, owner, agency, after }: Omit<NextFollowups, 'after'> & { after: NextFollowups['after'] | null },
  context: Looking,
) => {
  const { actor, followups, clock } = context
  const own = which === 'mine' || (which === null && agency === null)
  const whose = owner ?? (own ? actor.id : null)
  const filter: FollowupFilter = {
    ...(whose && { owner: whose }),
    ...(agency && { agency }),
    ...(which === 'overdue' && { dueBefore: clock.now() }),
  }
  const found = await followups.open({ ...filter, ...(after && { after }) }, READ)
  const knowing = { ...context, people: remembered(context.people) }
  const { shown, last, ...page } = await paged(found, {
    knows: (it) => isKnownTo(it, knowing),
    size: LISTED,
  })
  const asked: ListAsked = which ?? (owner !== null ? { owner } : agency !== null ? { agency } : 'mine')
  return { ...page, asked, followups: shown, next: last && { which, owner, agency, after: placeOf(last) } }
}

/** As the ledger sorts them: those without a date come last. */
const placeOf = ({ due, ref }: Followup) => ({
  due: due && momentOf(due).epochMilliseconds,
  number: Number(ref.replace('FU-', '')),
})
