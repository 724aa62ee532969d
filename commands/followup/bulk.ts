import { z } from 'zod'
import type { Followup } from '#src/domain/followup.ts'
import type { UserId } from '#src/domain/ids.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Effect, type Outcome, open, reply } from '#src/kit/effects.ts'
import { form, person } from '#src/kit/form.ts'
import { action, submission } from '#src/kit/listen.ts'
import { Refusal, refuse } from '#src/kit/refuse.ts'
import type { Voice } from '#src/kit/voice.ts'
import { whatChanged } from '#src/views/followup.ts'
import { nowYours, yoursNoMore } from '#src/views/handedOver.ts'
import { bulkSaid } from '#src/views/home.ts'
import {
  bulkCancel,
  bulkDone,
  bulkReassign,
  bulkSnooze,
  type SeenFollowup,
  SNOOZES,
} from '#src/views/refs.ts'
import { complaintAbout } from '../complaint.ts'
import { redrawn } from './drawn.ts'
import { theFollowup } from './known.ts'
import { changedSince, DECISIVE, followupsTicked, Pressed } from './pressed.ts'
import { ableToPromise } from './promise.ts'
import { type Handed, handedTo, toldOf } from './reassign.ts'
import { settle } from './settle.ts'
import { snoozedTo } from './snooze.ts'

/** What was ticked in the Home tab, done in one go: each by itself, so that one that will not do stops no other. */
const each = async (
  ticked: readonly SeenFollowup[],
  context: Running,
  act: (followup: Followup) => Promise<Outcome>,
): Promise<Outcome> => {
  if (ticked.length === 0) return refuse('home.nothing')
  const effects: Effect[] = []
  const left: ((v: Voice) => string)[] = []
  // Who else takes hold of several does so in this order too: nobody waits in a circle.
  for (const { id, version } of ticked.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    try {
      const followup = await theFollowup(await context.followups.byId(id), '', context)
      const changes = await changedSince(followup, version, context, DECISIVE)
      if (changes.length > 0) left.push(whatChanged(followup, changes))
      else effects.push(...[await act(followup)].flat().filter((it) => it.do !== 'reply'))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      left.push(({ t }) => error.in(t))
    }
  }
  return [reply(bulkSaid(ticked.length - left.length, left)), ...effects]
}

export const allDone = action(bulkDone, {
  value: z.null(),
  run: (_, context) => each(followupsTicked(context), context, (it) => settle('done', it, context)),
})

export const allCancelled = action(bulkCancel, {
  value: z.null(),
  run: (_, context) => each(followupsTicked(context), context, (it) => settle('cancelled', it, context)),
})

export const allSnoozed = action(bulkSnooze, {
  value: z.object({ until: z.enum(SNOOZES).exclude(['day']) }),
  run: ({ until }, context) => each(followupsTicked(context), context, (it) => snoozedTo(it, until, context)),
})

const giveForm = form('followup.give', {
  title: (t) => t.followup.reassignTitle,
  submit: (t) => t.followup.reassign,
  carry: z.object({ ids: z.array(Pressed) }),
  fields: { owner: person((t) => t.followup.owner) },
})

export const allReassigning = action(bulkReassign, {
  opens: true,
  value: z.null(),
  run: (_, context) =>
    followupsTicked(context).length === 0
      ? refuse('home.nothing')
      : open((v) => giveForm.view(v, { carry: { ids: [...followupsTicked(context)] } })),
})

export const allReassigned = submission(giveForm, {
  check: async ({ owner }, context) => ({
    owner: await complaintAbout(() => ableToPromise(owner, context), context),
  }),
  async run({ owner, carry }, context) {
    const handed: Handed[] = []
    const outcome = await each(carry.ids, context, async (it) => {
      const one = await handedTo(it, owner, context)
      handed.push(one)
      return redrawn(one.changed, context)
    })
    const messages = handed.length > 1 ? await toldOfAll(handed, owner, context) : []
    for (const one of handed.length === 1 ? handed : []) messages.push(...(await toldOf(one, context)))
    return [...[outcome].flat(), ...messages]
  },
})

/** Many at once are one message to whom they are now for, and one to each whose they were. */
const toldOfAll = async (handed: readonly Handed[], owner: UserId, context: Running): Promise<Effect[]> => {
  const { actor, clock, people } = context
  const [by, now] = [actor.id, clock.now()]
  const came = handed.filter(({ was }) => was.owner !== owner)
  const effects: Effect[] = []
  const all = (them: readonly Handed[]) => them.map(({ changed }) => changed)
  if (owner !== by && came.length > 0) effects.push(dm(owner, nowYours(by, all(came), now)))
  for (const [former, theirs] of Map.groupBy(came, ({ was }) => was.owner))
    if (former !== by && !(await people.person(former)).deactivated)
      effects.push(dm(former, yoursNoMore(by, owner, all(theirs), now)))
  return effects
}
