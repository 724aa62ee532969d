import type { KnownBlock } from '@slack/types'
import { clip, inert, linesIn } from '../../blocks/blocks.ts'
import { plusDays } from '../../domain/day.ts'
import type { DigestSeen, OwnedFollowup } from '../../domain/digest.ts'
import type { Voice } from '../../kit/voice.ts'

/** Of each kind, in words. */
const NAMED = 3

/** How the team stands with what it promised: how many, what is overdue, what is due now, and what was done. */
export const promised = (v: Voice, { promises: open, closed: done, facts }: DigestSeen): KnownBlock[] => {
  const { digest, report } = v.t
  const today = plusDays(facts.coverage.asOf ?? facts.period.to, 1)
  const overdue = open.filter(({ followup: { due } }) => due !== null && due.day < today)
  const soon = open.filter(
    ({ followup: { due } }) => due !== null && due.day >= today && due.day <= plusDays(today, 1),
  )
  const line = ({ followup: { ref, what }, owner }: OwnedFollowup) => ({
    ref,
    what: clip(inert(what.replace(/\s+/g, ' ')), 120),
    who: inert(owner),
  })
  return [
    ...(open.length === 0
      ? []
      : linesIn([
          `*${digest.promises({ open: open.length, overdue: overdue.length })}*`,
          ...overdue.slice(0, NAMED).map((it) => digest.promise({ ...line(it), due: dueSaid(v, it) })),
          ...soon.slice(0, NAMED).map((it) => report.dueSoon({ ...line(it), due: dueSaid(v, it) })),
        ])),
    ...(done.length === 0
      ? []
      : linesIn([
          `*${report.closed({ n: done.length })}*`,
          ...done.slice(0, NAMED).map((it) => report.closedLine(line(it))),
        ])),
  ]
}

const dueSaid = (v: Voice, { followup: { due } }: OwnedFollowup): string =>
  due === null ? '–' : v.shortDay(due.day)
