import { context, header, inert, message, section } from '../blocks/blocks.ts'
import type { PastSlot, Subscription } from '../domain/schedule.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'

/** So much after it was due, a post is called late. */
const LATE = Temporal.Duration.from({ minutes: 10 })

/** What became of each slot, the newest first. */
export const historyMessage =
  ({ ref, schedule }: Subscription, past: readonly PastSlot[]): Say =>
  (v) => {
    const { t } = v
    const title = t.digest.historyOf({ ref })
    if (past.length === 0) return message(t.digest.noHistory({ ref }), section(t.digest.noHistory({ ref })))
    const lines = past.map(
      (slot) => `• ${v.time(slot.due, schedule.timeZone)}: ${becameOf(v, slot, schedule.timeZone)}`,
    )
    return message(
      title,
      header(title),
      section(lines.join('\n')),
      context(t.digest.historyZone({ timeZone: schedule.timeZone })),
    )
  }

const becameOf = (v: Voice, { state, reason, due, post }: PastSlot, timeZone: string): string => {
  const said = v.t.digest.became
  if (state === 'due') return reason === null ? said.due : said.trying({ reason: inert(short(reason)) })
  if (state === 'failed') return said.failed({ reason: inert(short(reason ?? '')) })
  if (state === 'skipped')
    return reason === 'superseded' || reason === 'missed' || reason === 'paused' || reason === 'holiday'
      ? said.skipped[reason]
      : said.skipped.other
  if (post === null) return said.told
  if (post.state === 'parked') return said.parked
  if (post.state !== 'delivered' || post.at === null) return said.waiting
  const late = Temporal.Duration.compare(post.at.since(due), LATE) > 0
  return late ? said.late({ at: v.time(post.at, timeZone) }) : said.posted
}

const short = (reason: string): string => (reason.length > 120 ? `${reason.slice(0, 119)}…` : reason)
