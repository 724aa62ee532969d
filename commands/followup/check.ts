import { z } from 'zod'
import { type Check, checklistIn, isTicked, LONGEST_CHECK, MOST_CHECKS } from '#src/domain/checklist.ts'
import type { Followup } from '#src/domain/followup.ts'
import { isOpen } from '#src/domain/followup.ts'
import { Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { type Outcome, reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { CHECK_ALL_WORDS, CHECK_WORDS } from '#src/strings/words.ts'
import { allTicked, checklistEcho } from '#src/views/checklist.ts'
import { tickList } from '#src/views/refs.ts'
import { changeable } from './allowed.ts'
import { redrawn } from './drawn.ts'
import { theFollowup } from './known.ts'
import { Id, pressed } from './pressed.ts'
import { FollowupRef } from './ref.ts'

/** `check FU-12 add call them`, `check FU-12 done 2 3`, `undo 2`, `remove 4`; alone, the list. */
export default command('followup check', {
  args: z.object({ ref: FollowupRef, checks: Text.optional() }),
  async run({ ref, checks: typed }, context) {
    const was = await theFollowup(await context.followups.named(ref), ref, context)
    if (typed === undefined) {
      if (was.checks.length === 0) refuse('checks.none', { ref: was.ref })
      return reply(checklistEcho(was))
    }
    const [verb = '', ...rest] = typed.split(/\s+/)
    const said = typed.slice(verb.length).trim()
    const does = (Object.keys(CHECK_WORDS) as (keyof typeof CHECK_WORDS)[]).find((it) =>
      CHECK_WORDS[it].includes(verb.toLowerCase()),
    )
    if (does === undefined || said === '') return refuse('checks.how', { ref: was.ref })
    const checks = does === 'add' ? withAdded(was, said) : withDone(was, does, rest)
    const changed = await checked(was, checks, context)
    return [reply(checklistEcho(changed)), await redrawn(changed, context)]
  },
})

/** One line of what was typed is one line of the list. */
const withAdded = (was: Followup, said: string): readonly Check[] => {
  const lines = said
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => checklistIn(line).checks[0]?.text ?? line)
  if (was.checks.length + lines.length > MOST_CHECKS) refuse('checks.many', { max: MOST_CHECKS })
  if (lines.some((line) => line.length > LONGEST_CHECK)) refuse('checks.long', { max: LONGEST_CHECK })
  const last = Math.max(0, ...was.checks.map(({ n }) => n))
  return [...was.checks, ...lines.map((text, i) => ({ n: last + i + 1, text, done: false }))]
}

const withDone = (
  was: Followup,
  does: 'done' | 'undo' | 'remove',
  typed: readonly string[],
): readonly Check[] => {
  const all = typed.length === 1 && CHECK_ALL_WORDS.includes(typed[0]?.toLowerCase() ?? '')
  const numbers = all
    ? was.checks.map(({ n }) => n)
    : typed.flatMap((it) => it.split(',')).flatMap((it) => (it === '' ? [] : [Number(it)]))
  const unknown = numbers.find((n) => !was.checks.some((it) => it.n === n))
  if (unknown !== undefined || numbers.length === 0)
    refuse('checks.unknown', { ref: was.ref, typed: typed.join(' ') })
  if (does === 'remove') return was.checks.filter(({ n }) => !numbers.includes(n))
  return was.checks.map((it) => (numbers.includes(it.n) ? { ...it, done: does === 'done' } : it))
}

const Ticked = z.object({
  id: Id,
  version: z.number(),
  of: z.array(z.number()).max(10),
  was: z.array(z.number()).max(10),
})

/**
 * Boxes come back all together, as they stood in front of whoever pressed one: what differs from how they were drawn is
 * what was meant, so that two who tick at once both have their way.
 */
export const ticked = action(tickList, {
  value: Ticked,
  run: ({ id, version, of, was: drawn }, context) =>
    pressed({ id, version }, context, async (was) => {
      const now = context.ticked.map(Number)
      const turned = of.filter((n) => now.includes(n) !== drawn.includes(n))
      const checks = was.checks.map((it) =>
        turned.includes(it.n) ? { ...it, done: now.includes(it.n) } : it,
      )
      const changed = await checked(was, checks, context)
      const finished = isTicked(changed.checks) && !isTicked(was.checks)
      return [
        ...(finished ? [reply(allTicked(changed))] : []),
        await redrawn(changed, context),
      ] satisfies Outcome
    }),
})

const checked = async (was: Followup, checks: readonly Check[], context: Running): Promise<Followup> => {
  if (!isOpen(was)) refuse('followup.closed', { ref: was.ref })
  await changeable(was, context)
  const same = checks.length === was.checks.length && checks.every((it, i) => it.done === was.checks[i]?.done)
  if (same) return was
  return (await context.followups.change(was, { checks })) ?? refuse('changed.meanwhile')
}
