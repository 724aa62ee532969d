import { z } from 'zod'
import { casesOf, effectOf } from '#src/domain/outcome.ts'
import { option, shaped } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import { reply } from '#src/kit/effects.ts'
import { outcomesMessage } from '#src/views/outcomes.ts'
import { remembered } from '../remembered.ts'
import { isKnownTo } from './known.ts'
import { subjectOf } from './subject.ts'

const A_YEAR = 366
/** Of so many the newest are counted. */
const READ = 2000

/** `90d`, `90g`, `12w`, `12s`: how far back. */
const Span = shaped(
  (t) => (t.locale === 'it' ? '90g' : '90d'),
  (typed) => {
    const [, count = '', unit = ''] = /^(\d{1,3})([dgws])$/i.exec(typed) ?? []
    const days = Number(count) * (/[ws]/i.test(unit) ? 7 : 1)
    return count !== '' && days >= 1 && days <= A_YEAR ? days : null
  },
)

/** “Which actions work?”: what became of the numbers of what was done, by the kind of finding. */
export default command('followup outcomes', {
  args: z.object({ agency: option().optional(), span: Span.optional() }),

  async look({ agency, span = 90 }, context) {
    const { facts, clock, results } = context
    const about = agency === undefined ? null : (await subjectOf({ agency }, facts)).agency
    const now = clock.now()
    const when = {
      from: now.subtract({ hours: 24 * span }),
      until: now,
      ...(about !== null && { agency: about }),
    }
    const knowing = { ...context, people: remembered(context.people) }
    const known = []
    for (const it of await results.achieved(when, READ))
      if (it.result && (await isKnownTo(it, knowing))) known.push(it.result)
    return {
      about,
      span,
      cases: casesOf(known),
      waiting: known.filter((it) => !effectOf(it) && it.points.every(({ why }) => why === null)).length,
      never: known.filter((it) => !effectOf(it) && it.points.some(({ why }) => why !== null)).length,
    }
  },

  run: (_args, _context, seen) => reply(outcomesMessage(seen)),
})
