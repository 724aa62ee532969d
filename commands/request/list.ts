import { z } from 'zod'
import type { RequestFilter } from '#src/domain/ports.ts'
import { DESKS, type Request } from '#src/domain/request.ts'
import { oneOf, option } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import { reply } from '#src/kit/effects.ts'
import { refuse } from '#src/kit/refuse.ts'
import { DESK_WORDS, REQUEST_LIST_WORDS, wordIn } from '#src/strings/words.ts'
import { requestList } from '#src/views/request.ts'
import { isKnownTo } from './known.ts'

const SHOWN = 20

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
    const filter: RequestFilter = {
      ...(desk && { desk }),
      ...(which === 'mine' && { requester: context.actor.id }),
      ...(which === 'new' && { state: 'new' as const }),
    }
    const found = await context.requests.waiting(filter, 200)
    const shown: Request[] = []
    for (const it of found) if (await isKnownTo(it, context)) shown.push(it)
    return {
      requests: shown.slice(0, SHOWN),
      more: Math.max(0, shown.length - SHOWN),
      hidden: found.length - shown.length,
    }
  },

  run: (_args, _context, seen) => reply(requestList(seen)),
})
