import { concerned, type Followup } from '#src/domain/followup.ts'
import type { UserId } from '#src/domain/ids.ts'
import type { Running } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'
import { atWork } from '#src/kit/worktime.ts'
import { mention } from '#src/views/people.ts'

type Asking = Pick<Running, 'actor' | 'people' | 'settings' | 'clock' | 'routines' | 'workdays'>

/**
 * Refuses whoever may not change it: that may its owner, who stands in for them, who asked for it, those who lead, and
 * `also`. When owner and asker have both left, anybody who knows of it, for else nobody could.
 */
export const changeable = async (
  followup: Followup,
  context: Asking,
  also: readonly (UserId | null)[] = [],
): Promise<void> => {
  const { actor, people, settings } = context
  const { ref, owner, reporter } = followup
  if ([owner, reporter, ...also].includes(actor.id)) return
  const leads = await settings.leads()
  if (leads.includes(actor.id) || (await standsIn(followup, context))) return
  const here = await Promise.all([owner, reporter].map((id) => people.person(id)))
  if (here.every(({ deactivated }) => deactivated)) return
  refuse('followup.notYours', {
    ref,
    owner: mention(owner),
    reporter: reporter === owner ? '' : mention(reporter),
    leads: leads.map(mention).join(', '),
  })
}

/** Whether they were named by its owner, who is away now. */
export const standsIn = async ({ owner }: Followup, context: Omit<Asking, 'settings'>): Promise<boolean> =>
  (await atWork(owner, context.clock.now(), context)).away?.delegate === context.actor.id

/** Whoever hears of it may say something of it. */
export const notable = async (
  followup: Followup,
  { actor, settings }: Pick<Asking, 'actor' | 'settings'>,
): Promise<void> => {
  if (concerned(followup).includes(actor.id) || (await settings.leads()).includes(actor.id)) return
  refuse('followup.notNoted', { ref: followup.ref })
}
