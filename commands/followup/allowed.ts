import { concerned, type Followup } from '#src/domain/followup.ts'
import type { UserId } from '#src/domain/ids.ts'
import type { Running } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'
import { mention } from '#src/views/people.ts'

type Asking = Pick<Running, 'actor' | 'people' | 'settings'>

/**
 * Refuses whoever may not change it: that may its owner, who asked for it, those who lead, and `also`. When owner and asker
 * have both left, anybody who knows of it, for else nobody could.
 */
export const changeable = async (
  followup: Followup,
  { actor, people, settings }: Asking,
  also: readonly (UserId | null)[] = [],
): Promise<void> => {
  const { ref, owner, reporter } = followup
  if ([owner, reporter, ...also].includes(actor.id)) return
  const leads = await settings.leads()
  if (leads.includes(actor.id)) return
  const here = await Promise.all([owner, reporter].map((id) => people.person(id)))
  if (here.every(({ deactivated }) => deactivated)) return
  refuse('followup.notYours', {
    ref,
    owner: mention(owner),
    reporter: reporter === owner ? '' : mention(reporter),
    leads: leads.map(mention).join(', '),
  })
}

/** Whoever hears of it may say something of it. */
export const notable = async (followup: Followup, { actor, settings }: Asking): Promise<void> => {
  if (concerned(followup).includes(actor.id) || (await settings.leads()).includes(actor.id)) return
  refuse('followup.notNoted', { ref: followup.ref })
}
