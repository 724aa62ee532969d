import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { command } from '#src/kit/command.ts'
import type { Looking } from '#src/kit/context.ts'
import { dm, type Effect, reply, update } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { fileCard, importsCard } from '#src/views/file.ts'
import { cardOf, moreImports, undoImport } from '#src/views/refs.ts'
import { isKnownTo } from '../file/known.ts'
import { paged } from '../paged.ts'
import { remembered } from '../remembered.ts'

const SHOWN = 10
/** So many of the newest are looked at. */
const NEWEST = 500

/** How files come in, and the newest of them, wherever they came from. */
export default command('regia import', {
  args: z.object({}),
  look: (_, context) => pageOf(Infinity, context),
  run: (_, __, found) => reply(importsCard(found)),
})

export const more = action(moreImports, {
  value: z.object({ before: z.int().min(1) }),
  look: ({ before }, context) => pageOf(before, context),
  run: (_, __, found) => reply(importsCard(found)),
})

const pageOf = async (before: number, context: Looking) => {
  const knowing = { ...context, people: remembered(context.people) }
  const { shown, more, hidden, last } = await paged(await context.facts.imports(NEWEST), {
    knows: async ({ id }) => {
      const offer = await context.offers.ofImport(id)
      return offer === undefined || isKnownTo(offer, knowing)
    },
    isLeft: ({ id }) => id < before,
    size: SHOWN,
  })
  return { entries: shown, hidden, more, next: last && { before: last.id } }
}

/** An import that came by the command line or the watched folder has no card yet: whoever takes it back gets one. */
export const takingBack = action(undoImport, {
  value: z.object({ id: z.int().min(1) }),
  look: async ({ id }, { facts }) => (await facts.imports(NEWEST)).find((it) => it.id === id),
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
