import { digestAgain } from '#src/domain/digest.ts'
import { isPersonId } from '#src/domain/ids.ts'
import { changesOf, figuresIn, type PostedDigest } from '#src/domain/posted.ts'
import { scopeKept } from '#src/domain/scope.ts'
import type { JobLooking } from '#src/kit/context.ts'
import { type Effect, update } from '#src/kit/effects.ts'
import { job } from '#src/kit/job.ts'
import { DIGEST_LINES, digestMessage } from '#src/views/digest.ts'

/** After each import: what was posted with numbers that are others now is edited where it stands, and says so. */
export default job('correct-digests', {
  when: { on: 'numbers' },
  missed: 'latest',

  async look(_slot, context) {
    const { posts, facts, clock } = context
    const [version, now] = [await facts.version(), clock.now()]
    const wrong = []
    let page = await posts.outdated(version, now, null)
    for (let last = page.at(-1); last; last = page.at(-1)) {
      for (const posted of page) {
        const again = await correction(posted, context)
        if (again) wrong.push({ posted, ...again })
      }
      page = await posts.outdated(version, now, last.card)
    }
    return wrong
  },

  async run(_slot, { posts, digests, people, clock }, wrong) {
    const effects: Effect[] = []
    for (const { posted, seen, thin, managers: all } of wrong) {
      // Where others read along by now, nothing new is said.
      if (!isPersonId(posted.channel) && (await people.channel(posted.channel)).external) continue
      const managers = posted.subscription === null || isPersonId(posted.channel) ? new Map() : all
      const subscription = posted.subscription ? await digests.byId(posted.subscription) : undefined
      const figures = figuresIn(seen.facts.totals)
      const changes = changesOf(posted.figures, figures)
      const corrections = [...posted.corrections, { at: clock.now(), changes }]
      const { version } = seen.facts
      if (changes.length === 0 || !(await posts.correct(posted, { figures, version, corrections }))) continue
      const { late, staleDays, held, arrived } = posted
      const framing = {
        late,
        staleDays,
        held,
        arrived,
        thin,
        // They were called when it was posted: an edit names them and calls nobody.
        managers,
        corrections,
        ...(subscription && { subscription }),
      }
      effects.push(update(posted.card, digestMessage(seen, framing)))
    }
    return effects
  },
})

/** Its sums are asked first: for most posts they are what they were, and that is all. */
const correction = async (posted: PostedDigest, context: JobLooking) => {
  const { facts } = context
  const scope = await scopeKept(posted.scope, facts)
  if (scope === null) return null
  const figures = await facts.figures(scope, { from: posted.from, to: posted.to })
  if (changesOf(posted.figures, figures).length === 0) return null
  return digestAgain(posted, scope, context, DIGEST_LINES)
}
