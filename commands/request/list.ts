import { z } from 'zod'
import type { RequestFilter } from '#src/domain/ports.ts'
import { DESKS, type Request } from '#src/domain/request.ts'
import { oneOf, option } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Looking } from '#src/kit/context.ts'
import { reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { DESK_WORDS, REQUEST_LIST_WORDS, wordIn } from '#src/strings/words.ts'
import { moreRequests, type NextRequests } from '#src/views/refs.ts'
import { requestList } from '#src/views/request.ts'
import { paged } from '../paged.ts'
import { remembered } from '../remembered.ts'
import { isKnownTo } from './known.ts'

const SHOWN = 20
/** More than anybody leafs through; who has as many asks for one team's. */
const READ = 1000

/** What waits for an answer: of everybody, mine, of one team, or what nobody has looked at. */
export default command('request list', {
  args: z.object({ which: oneOf(REQUEST_LIST_WORDS).optional(), team: option().optional() }),

  async look({ which, team }, context) {
    const desk =
      team === undefined
        ? undefined
        : DESKS.find((it) => (DESK_WORDS[it] as readonly string[]).includes(team.toLowerCase()))
    if (team !== undefined && desk === undefined) {
      const values = DESKS.map((it) => wordIn(context.voice.t, DESK_WORDS[it])).join('|')
      refuse('args.value', { typed: `team:${team}`, values })
    }
    return pageOf({ which: which ?? null, desk: desk ?? null, after: 0 }, context)
  },

  run: (_args, _context, seen) => reply(requestList(seen)),
})

/** The next page of a list: after the last line that was shown, whatever has been done since. */
export const more = action(moreRequests, {
  value: z.object({
    which: z.enum(['mine', 'new', 'all']).nullable(),
    desk: z.enum(DESKS).nullable(),
    after: z.number(),
  }),
  look: (next, context) => pageOf(next, context),
  run: (_args, _context, seen) => reply(requestList(seen)),
})

const pageOf = async ({ which, desk, after }: NextRequests, context: Looking) => {
  const filter: RequestFilter = {
    ...(desk && { desk }),
    ...(which === 'mine' && { requester: context.actor.id }),
    ...(which === 'new' && { state: 'new' as const }),
  }
  const found = await context.requests.waiting(filter, READ)
  const knowing = { ...context, people: remembered(context.people) }
  const { shown, last, ...page } = await paged(found, {
    knows: (it) => isKnownTo(it, knowing),
    isLeft: (it) => numberOf(it) > after,
    size: SHOWN,
  })
  return { ...page, requests: shown, next: last && { which, desk, after: numberOf(last) } }
}

const numberOf = ({ ref }: Request): number => Number(ref.replace('REQ-', ''))
