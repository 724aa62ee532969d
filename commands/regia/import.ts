import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { command } from '#src/kit/command.ts'
import { dm, type Effect, reply, update } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { fileCard, importsCard } from '#src/views/file.ts'
import { cardOf, undoImport } from '#src/views/refs.ts'
import { isKnownTo } from '../file/known.ts'

const SHOWN = 5

/** How files come in, and the newest of them, wherever they came from. */
export default command('regia import', {
  args: z.object({}),
  async look(_, context) {
    const entries = await context.facts.imports(SHOWN)
    const known = await Promise.all(
      entries.map(async ({ id }) => {
        const offer = await context.offers.ofImport(id)
        return offer === undefined || isKnownTo(offer, context)
      }),
    )
    return { entries: entries.filter((_, n) => known[n]), hidden: known.filter((it) => !it).length }
  },
  run: (_, __, found) => reply(importsCard(found)),
})

/** An import that came by the command line or the watched folder has no card yet: whoever takes it back gets one. */
export const takingBack = action(undoImport, {
  value: z.object({ id: z.int().min(1) }),
  look: async ({ id }, { facts }) => (await facts.imports(100)).find((it) => it.id === id),
  async run({ id }, context, entry) {
    if (!entry) return refuse('file.unknown')
    if (!entry.undoable) return refuse('file.over')
    const known = await context.offers.ofImport(id)
    if (known && known.state !== 'imported') return refuse('file.over')
    if (known && !(await isKnownTo(known, context))) return refuse('file.unknown')
    if (known) {
      const changed =
        (await context.offers.change(known, { state: 'undoing', actor: context.actor.id, fault: null })) ??
        refuse('changed.meanwhile')
      return [update(cardOf(changed), fileCard(changed)), underWay(id)]
    }
    const { actor, offers, clock } = context
    const made = await offers.add({
      channel: actor.id,
      thread: null,
      slackFile: null,
      name: entry.file,
      by: actor.id,
      state: 'undoing',
      said: {},
      report: null,
      fault: null,
      importId: id,
      actor: actor.id,
      rejects: null,
      createdAt: clock.now(),
    })
    return made ? [dm(actor.id, fileCard(made), { card: cardOf(made) }), underWay(id)] : refuse('file.over')
  },
})

const underWay = (id: number): Effect => reply(({ t }) => message(t.offer.takingBack({ id: String(id) })))
