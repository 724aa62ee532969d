import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { type Followup, isOpen } from '#src/domain/followup.ts'
import { type CommandName, command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Outcome, reply, update } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import type { Voice } from '#src/kit/voice.ts'
import { followupCard, followupNews } from '#src/views/followup.ts'
import { cardOf, completeFollowup, reopenFollowup, undoFollowup } from '#src/views/refs.ts'
import { theFollowup } from './known.ts'
import { reminderFor } from './promise.ts'
import { FollowupRef } from './ref.ts'

type Ending = 'done' | 'cancelled' | 'reopened'

/** “It is done”, “not needed any more”, “not done after all”: by word or by button, with the same answer. */
const settle = async (
  ending: Ending,
  found: Followup | undefined,
  ref: string,
  context: Running,
): Promise<Outcome> => {
  const was = await theFollowup(found, ref, context)
  if (ending === 'reopened' && isOpen(was)) refuse('followup.open', { ref: was.ref })
  if (ending !== 'reopened' && !isOpen(was)) refuse('followup.closed', { ref: was.ref })
  const now = context.clock.now()
  const changed = await context.followups.change(
    was,
    ending === 'reopened'
      ? {
          state: 'open',
          closedAt: null,
          closedBy: null,
          outcome: null,
          remindAt: reminderFor(was.due, context),
        }
      : { state: ending, closedAt: now, closedBy: context.actor.id, snoozedUntil: null, remindAt: null },
  )
  if (!changed) return refuse('changed.meanwhile')
  const { reporter } = changed
  const asked =
    ending !== 'reopened' &&
    reporter !== context.actor.id &&
    !(await context.people.person(reporter)).deactivated
  return [
    reply(({ t }) => message(said(t, ending)({ ref: was.ref }))),
    update(cardOf(changed), followupCard(changed, now)),
    ...(asked ? [dm(reporter, followupNews(changed, ending, context.actor.id))] : []),
  ]
}

const said = ({ followup: t }: Voice['t'], ending: Ending) =>
  ({ done: t.isDone, cancelled: t.isCancelled, reopened: t.isReopened })[ending]

const byWord = (name: CommandName, ending: Ending) =>
  command(name, {
    args: z.object({ ref: FollowupRef }),
    run: async ({ ref }, context) => settle(ending, await context.followups.named(ref), ref, context),
  })
export const done = byWord('followup done', 'done')
export const cancel = byWord('followup cancel', 'cancelled')
export const reopen = byWord('followup reopen', 'reopened')

const byButton = (ref: typeof completeFollowup, ending: Ending) =>
  action(ref, {
    value: z.templateLiteral(['tsk_', z.string()]),
    run: async (id, context) => settle(ending, await context.followups.byId(id), '', context),
  })
export const completed = byButton(completeFollowup, 'done')
export const undone = byButton(undoFollowup, 'cancelled')
export const reopened = byButton(reopenFollowup, 'reopened')
