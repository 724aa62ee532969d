import { z } from 'zod'
import { plusDays } from '#src/domain/day.ts'
import { unmuted } from '#src/domain/insight.ts'
import { Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Looking } from '#src/kit/context.ts'
import { reply } from '#src/kit/effects.ts'
import { refuse } from '#src/kit/refuse.ts'
import { briefMessage } from '#src/views/brief.ts'
import { isKnownTo } from '../followup/known.ts'
import { subjectOf } from '../followup/subject.ts'
import { remembered } from '../remembered.ts'
import { isKnownTo as isRequestKnownTo } from '../request/known.ts'

const DAYS = 28
const FOUND_DAYS = 7
/** So far back what was done is looked at. */
const DONE_DAYS = 90
/** More than anybody looks after at one agency. */
const READ = 500

/** “What do I need to know before I call them?”: one agency on one page. */
export default command('agency brief', {
  args: z.object({ agency: Text }),

  async look({ agency: typed }, context) {
    const { facts, mutes, channel } = context
    if (channel?.external) refuse('channel.external')
    const asOf = (await facts.asOf()) ?? refuse('digest.noNumbers')
    const name = (await subjectOf({ agency: unquoted(typed) }, facts)).agency ?? typed
    const scope = { kind: 'agency', agency: name } as const
    const days = { from: plusDays(asOf, 1 - DAYS), to: asOf }
    const found = await facts.insights(scope, { from: plusDays(asOf, 1 - FOUND_DAYS), to: asOf })
    return {
      agency: await facts.agencyNamed(name),
      name,
      numbers: await facts.digest(scope, days, { groups: 1, movers: 3, dark: 3 }),
      found: found && unmuted(found, await mutes.list()),
      ...(await workOn(name, context)),
    }
  },

  run: (_args, { clock }, seen) => reply(briefMessage(seen, clock.now())),
})

/** What is promised, was done and is asked for about it, as far as whoever asks may know. */
const workOn = async (agency: string, context: Looking) => {
  const { followups, results, requests, clock } = context
  const knowing = { ...context, people: remembered(context.people) }
  const now = clock.now()
  const done = { from: now.subtract({ hours: 24 * DONE_DAYS }), until: now, agency }
  const known = async <It>(
    all: readonly It[],
    knows: (it: It) => Promise<boolean>,
  ): Promise<readonly It[]> => {
    const kept: It[] = []
    for (const it of all) if (await knows(it)) kept.push(it)
    return kept
  }
  return {
    open: await known(await followups.open({ agency }, READ), (it) => isKnownTo(it, knowing)),
    done: await known(await results.achieved(done, READ), (it) => isKnownTo(it, knowing)),
    requests: await known(await requests.waiting({ agency }, READ), (it) => isRequestKnownTo(it, knowing)),
  }
}

/** A name may be typed as an option's would be. */
const unquoted = (typed: string): string => typed.trim().replace(/^["“”«](.*)["“”»]$/, '$1')
