import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import type { People } from '#src/domain/ports.ts'
import type { Subscription } from '#src/domain/schedule.ts'
import { refOf } from '#src/kit/args.ts'
import { type CommandName, command } from '#src/kit/command.ts'
import type { Running, Scene } from '#src/kit/context.ts'
import { reply } from '#src/kit/effects.ts'
import { refuse } from '#src/kit/refuse.ts'
import type { Strings } from '#src/strings/index.ts'
import { subscriptionList } from '#src/views/digest.ts'

const DigestRef = refOf('DIG', 'DIG-4')

/** The digests that come by themselves; those of private channels only in that channel, and to their owner. */
export const list = command('digest list', {
  args: z.object({}),
  async look(_, context) {
    const all = await context.digests.list()
    const shown: Subscription[] = []
    for (const it of all) if (await isKnown(it, context)) shown.push(it)
    return { shown, hidden: all.length - shown.length }
  },
  run: (_args, _context, { shown, hidden }) => reply(subscriptionList(shown.slice(0, 40), hidden)),
})

const isKnown = async (
  it: Subscription,
  { actor, channel, people }: Pick<Scene, 'actor' | 'channel'> & { people: People },
) => it.owner === actor.id || it.channel === channel?.id || !(await people.channel(it.channel)).private

const change = (
  name: CommandName,
  changes: (context: Running) => Partial<Subscription>,
  said: (t: Strings) => (p: { ref: string }) => string,
) =>
  command(name, {
    args: z.object({ ref: DigestRef }),
    async run({ ref }, context) {
      const found = await context.digests.named(ref)
      if (!found || !(await isKnown(found, context))) return refuse('digest.unknown', { ref })
      const changed = await context.digests.change(found, changes(context))
      return reply(({ t }) => message(said(t)({ ref: changed.ref })))
    },
  })

export const pause = change(
  'digest pause',
  () => ({ state: 'paused' }),
  (t) => t.digest.paused,
)
/** From now on: what would have come in the meantime stays away. */
export const resume = change(
  'digest resume',
  ({ clock }) => ({ state: 'active', since: clock.now() }),
  (t) => t.digest.resumed,
)
export const unsubscribe = change(
  'digest unsubscribe',
  () => ({ state: 'ended' }),
  (t) => t.digest.ended,
)
