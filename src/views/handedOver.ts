import { section } from '../blocks/blocks.ts'
import type { Followup } from '../domain/followup.ts'
import type { UserId } from '../domain/ids.ts'
import type { Say } from '../kit/effects.ts'
import { followupList, LISTED } from './followup.ts'
import { mention } from './people.ts'

/** To whom somebody gave several at once. */
export const nowYours =
  (by: UserId, followups: readonly Followup[], now: Temporal.Instant): Say =>
  (v) =>
    under(v.t.home.nowYours({ who: mention(by), n: followups.length }), followups, now)(v)

/** To whose they were. */
export const yoursNoMore =
  (by: UserId, owner: UserId, followups: readonly Followup[], now: Temporal.Instant): Say =>
  (v) => {
    const said = { who: mention(by), owner: mention(owner), n: followups.length }
    return under(v.t.home.yoursNoMore(said), followups, now)(v)
  }

const under =
  (said: string, followups: readonly Followup[], now: Temporal.Instant): Say =>
  (v) => {
    const shown = followups.slice(0, LISTED)
    const lines = followupList({ followups: shown, hidden: 0, more: followups.length - shown.length }, now)(v)
    return { text: `${said} ${lines.text}`, blocks: [section(said), ...lines.blocks.slice(1)] }
  }
