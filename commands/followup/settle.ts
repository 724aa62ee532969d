import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { type Followup, isOpen } from '#src/domain/followup.ts'
import type { UserId } from '#src/domain/ids.ts'
import { Text, usage } from '#src/kit/args.ts'
import { type CommandName, command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Effect, type Outcome, reply, type Say } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { askedAnew } from '#src/kit/worktime.ts'
import { doneEcho, followupNews } from '#src/views/followup.ts'
import { completeFollowup, reopenFollowup, undoFollowup } from '#src/views/refs.ts'
import { onlyThisOneCancelled } from '#src/views/series.ts'
import { changeable } from './allowed.ts'
import { redrawn } from './drawn.ts'
import { theFollowup } from './known.ts'
import { Pressed, pressed } from './pressed.ts'
import { FollowupRef } from './ref.ts'
import { seriesOf, stopped, succeeded } from './series.ts'

type Ending = 'done' | 'cancelled' | 'reopened'

/** “It is done”, “not needed any more”, “not done after all”: by word or by button, with the same answer. */
export const settle = async (
  ending: Ending,
  was: Followup,
  context: Running,
  outcome: string | null = null,
): Promise<Outcome> => {
  if (ending === 'reopened' && isOpen(was)) refuse('followup.open', { ref: was.ref })
  if (ending !== 'reopened' && !isOpen(was)) refuse('followup.closed', { ref: was.ref })
  await changeable(was, context)
  const now = context.clock.now()
  const again = { state: 'open', closedAt: null, closedBy: null, outcome: null } as const
  const changed = await context.followups.change(
    was,
    ending === 'reopened'
      ? { ...again, ...(await askedAnew(was, again, context)) }
      : {
          state: ending,
          closedAt: now,
          closedBy: context.actor.id,
          outcome,
          snoozedUntil: null,
          blocked: null,
          remindAt: null,
        },
  )
  if (!changed) return refuse('changed.meanwhile')
  const next = ending === 'reopened' ? null : ((await succeeded(changed, context))?.made ?? null)
  return [
    reply(answer(changed, ending, { next, now })),
    await redrawn(changed, context),
    ...(ending === 'reopened' ? [] : await told(changed, ending, context)),
  ]
}

const answer = (
  changed: Followup,
  ending: Ending,
  { next, now }: { next: Followup | null; now: Temporal.Instant },
): Say => {
  if (ending === 'done') return doneEcho(changed, next, now)
  if (ending === 'cancelled' && next) return onlyThisOneCancelled(changed, next, now)
  return ({ t: { followup: t } }) =>
    message((ending === 'cancelled' ? t.isCancelled : t.isReopened)({ ref: changed.ref }))
}

/** Who asked for it, and who watches it. */
const told = async (
  followup: Followup,
  ending: 'done' | 'cancelled',
  { actor, people }: Running,
): Promise<Effect[]> => {
  const { reporter, owner, watchers } = followup
  const hears = async (id: UserId) => id !== actor.id && !(await people.person(id)).deactivated
  const effects: Effect[] = []
  if (await hears(reporter)) effects.push(dm(reporter, followupNews(followup, ending, actor.id)))
  for (const watcher of watchers)
    if (watcher !== reporter && watcher !== owner && (await hears(watcher)))
      effects.push(
        dm(watcher, followupNews(followup, ending === 'done' ? 'watchedDone' : 'watchedCancelled', actor.id)),
      )
  return effects
}

/** What follows the number is what came of it. */
export const done = command('followup done', {
  args: z.object({ ref: FollowupRef, outcome: Text.optional() }),
  async run({ ref, outcome = null }, context) {
    // Another number is no outcome: who means both must not believe that both are done.
    if (outcome !== null && /^(?:fu-?)?\d+(?:[\s,;]+(?:fu-?)?\d+)*$/i.test(outcome))
      refuse('args.word', { word: outcome, expected: usage(done, context.voice.t) })
    return settle(
      'done',
      await theFollowup(await context.followups.named(ref), ref, context),
      context,
      outcome,
    )
  },
})

const byWord = (name: CommandName, ending: Ending) =>
  command(name, {
    args: z.object({ ref: FollowupRef }),
    run: async ({ ref }, context) =>
      settle(ending, await theFollowup(await context.followups.named(ref), ref, context), context),
  })
export const cancel = byWord('followup cancel', 'cancelled')
export const reopen = byWord('followup reopen', 'reopened')

const byButton = (ref: typeof completeFollowup, ending: Ending) =>
  action(ref, {
    value: Pressed,
    run: (seen, context) => pressed(seen, context, (it) => settle(ending, it, context)),
  })
export const completed = byButton(completeFollowup, 'done')
/** For as long as it is a slip; later it is somebody’s promise. */
const UNDO_MINUTES = 10
/** Of what comes round, and has only just been promised, nothing comes any more. */
export const undone = action(undoFollowup, {
  value: Pressed,
  run: (seen, context) =>
    pressed(seen, context, async (it) => {
      const series = await seriesOf(it, context)
      await changeable(it, context)
      const until = it.createdAt.add({ minutes: UNDO_MINUTES })
      if (isOpen(it) && Temporal.Instant.compare(until, context.clock.now()) < 0)
        refuse('followup.undoOver', { ref: it.ref })
      if (isOpen(it) && series?.endedBy === null && series.count === 1) await stopped(series, context)
      return settle('cancelled', it, context)
    }),
})
export const reopened = byButton(reopenFollowup, 'reopened')
