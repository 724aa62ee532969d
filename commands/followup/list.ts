import { z } from 'zod'
import { dayIn } from '#src/domain/day.ts'
import type { Followup } from '#src/domain/followup.ts'
import type { FollowupFilter } from '#src/domain/ports.ts'
import { Mention, oneOf, option } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import { reply } from '#src/kit/effects.ts'
import { LIST_WORDS } from '#src/strings/words.ts'
import { followupList, LISTED, type ListAsked } from '#src/views/followup.ts'
import { isKnownTo } from './known.ts'
import { subjectOf } from './subject.ts'

/** “What have I promised?”: mine, the team’s, somebody’s, or what is late. */
export default command('followup list', {
  args: z.object({
    which: oneOf(LIST_WORDS).optional(),
    owner: Mention.optional(),
    agency: option().optional(),
  }),

  async look({ which, owner, agency }, context) {
    const { actor, followups, people, facts, clock } = context
    const about = agency === undefined ? null : (await subjectOf({ agency }, facts)).agency
    const own = which === 'mine' || (which === undefined && agency === undefined)
    const whose = owner ?? (own ? actor.id : undefined)
    const filter: FollowupFilter = {
      ...(whose && { owner: whose }),
      ...(about && { agency: about }),
      ...(which === 'overdue' && { overdueOn: dayIn(clock.now(), actor.timeZone) }),
    }
    const found = await followups.open(filter, 200)
    const shown: Followup[] = []
    for (const followup of found) if (await isKnownTo(followup, context)) shown.push(followup)
    const asked: ListAsked =
      which ??
      (owner !== undefined
        ? { owner: (await people.person(owner)).name }
        : about !== null
          ? { agency: about }
          : 'mine')
    return {
      asked,
      followups: shown.slice(0, LISTED),
      more: Math.max(0, shown.length - LISTED),
      hidden: found.length - shown.length,
    }
  },

  run: (_, { clock }, { asked, ...seen }) => reply(followupList(asked, seen, clock.now())),
})
