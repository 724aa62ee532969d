import { digestAgain } from '#src/domain/digest.ts'
import { isPersonId } from '#src/domain/ids.ts'
import { changesOf, figuresIn, type PostedDigest } from '#src/domain/posted.ts'
import type { JobLooking } from '#src/kit/context.ts'
import { type Effect, update } from '#src/kit/effects.ts'
import { job } from '#src/kit/job.ts'
import { framingOf } from '#src/views/digest/framing.ts'
import { DIGEST_LINES, digestMessage } from '#src/views/digest.ts'

/** Written in one transaction, for which everybody waits: each is a whole digest. */
const A_BITE = 5

/**
 * After each import: what was posted with numbers that are others now is edited where it stands, and says so. A few at a
 * time, a round each: what is due meanwhile goes first.
 */
export default job('correct-digests', {
  when: { on: 'numbers' },
  missed: 'latest',

  async look(_slot, context) {
    const { posts, facts, clock } = context
    // Asked first: numbers that come while it looks are seen by the next slot.
    const version = await facts.version()
    const page = await posts.outdated(version, clock.now())
    const compared: PostedDigest[] = []
    const wrong = []
    for (const posted of page) {
      if (wrong.length === A_BITE) break
      compared.push(posted)
      const again = await correction(posted, context)
      if (again) wrong.push({ posted, ...again })
    }
    return { version, compared, wrong }
  },

  more: ({ compared }) => compared.length > 0,

  async run(_slot, { posts, digests, people, clock }, { version: looked, compared, wrong }) {
    const effects: Effect[] = []
    const left = new Set(compared)
    for (const { posted, seen, thin, managers } of wrong) {
      // Where others read along by now, nothing new is said.
      if (!isPersonId(posted.channel) && (await people.channel(posted.channel)).external) continue
      const subscription = posted.subscription ? await digests.byId(posted.subscription) : undefined
      const figures = figuresIn(seen.facts.totals)
      const changes = changesOf(posted.figures, figures)
      const corrections = [...posted.corrections, { at: clock.now(), changes }]
      const { version } = seen.facts
      if (changes.length === 0 || !(await posts.correct(posted, { figures, version, corrections }))) continue
      left.delete(posted)
      const framing = framingOf(
        { ...posted, corrections },
        { thin, managers, facts: seen.facts },
        subscription,
      )
      effects.push(update(posted.card, digestMessage(seen, framing)))
    }
    await posts.compared([...left], looked)
    return effects
  },
})

/** Its sums are asked first: for most posts they are what they were, and that is all. */
const correction = async (posted: PostedDigest, context: JobLooking) => {
  const { facts } = context
  const scope = await facts.scopeNamed(posted.scope)
  if (scope === null) return null
  const figures = await facts.figures(scope, { from: posted.from, to: posted.to })
  if (changesOf(posted.figures, figures).length === 0) return null
  return digestAgain(posted, scope, context, DIGEST_LINES)
}
