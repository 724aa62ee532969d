import { type Followup, isOpen } from '../domain/followup.ts'
import { RUNGS } from '../domain/ladder.ts'
import type { Voice } from '../kit/voice.ts'
import { channelLink, mention } from './people.ts'

/** `next step: Wed 2 Dec 2026, 10:00 → @Giulia`; null where nobody is to be asked, or where it is only now being settled. */
export const nextStep = ({ t, time }: Voice, followup: Followup, now: Temporal.Instant): string | null => {
  const { remindAt, escalateAt } = followup
  if (!isOpen(followup)) return null
  const isUp =
    escalateAt !== null && (remindAt === null || Temporal.Instant.compare(escalateAt, remindAt) < 0)
  const at = isUp ? escalateAt : remindAt
  if (at === null || Temporal.Instant.compare(at, now) <= 0) return null
  return t.reminding.nextStep({ at: time(at), who: isUp ? climbsTo(t, followup) : askedOf(followup) })
}

const askedOf = ({ owner, blocked }: Followup): string => mention(blocked?.by ?? owner)

const climbsTo = ({ reminding: t }: Voice['t'], { rung, owner, reporter, origin }: Followup): string => {
  if (RUNGS[rung] === 'thread') return t.toThread({ owner: mention(owner) })
  if (RUNGS[rung] === 'lead') return reporter === owner ? t.toLead : mention(reporter)
  return origin ? channelLink(origin.channel) : t.toLead
}
