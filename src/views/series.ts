import { actions, button, context, message, section } from '../blocks/blocks.ts'
import { spoken } from '../blocks/spoken.ts'
import type { Day } from '../domain/day.ts'
import type { Followup } from '../domain/followup.ts'
import type { Known } from '../domain/onCard.ts'
import type { Series } from '../domain/series.ts'
import type { Say } from '../kit/effects.ts'
import { dueIn, followupCard, seenAs } from './followup.ts'
import { endSeries, likeThisOne } from './refs.ts'
import { seriesLine } from './repeats.ts'

/** One of a series is changed: whoever did it chooses whether the others will be like it. */
export const onlyThisOneChanged =
  (followup: Followup): Say =>
  ({ t }) => {
    const { ref } = followup
    const said = t.repeats.oneChanged({ ref })
    const label = t.repeats.changeAll
    return message(
      said,
      section(said),
      actions(button(label, likeThisOne, seenAs(followup), { says: `${label}: ${ref}` })),
    )
  }

/** One of a series is cancelled: whether no more of them are wanted. */
export const onlyThisOneCancelled =
  (followup: Followup, next: Followup | null, now: Temporal.Instant): Say =>
  (v) => {
    const { t } = v
    const { ref } = followup
    const said = [
      t.repeats.oneCancelled({ ref }),
      ...(next ? [t.repeats.comesNext({ ref: next.ref, due: dueIn(v, next, now) })] : []),
    ].join(' ')
    const label = t.repeats.endAll
    return message(
      said,
      section(said),
      actions(button(label, endSeries, seenAs(followup), { style: 'danger', says: `${label}: ${ref}` })),
    )
  }

/** `FU-12 · repeats: every Monday · next Mon, 4 Jan 2027` */
export const repeatsEcho =
  ({ ref }: Followup, series: Series): Say =>
  (v) => {
    const said = `${ref} · ${seriesLine(v, series)}`
    return message(spoken(said), section(said))
  }

/** The card of one whose day has come, under what was missed before it. */
export const cameRound =
  (followup: Followup, missed: readonly Day[], now: Temporal.Instant, known: Known): Say =>
  (v) => {
    const card = followupCard(followup, now, known)(v)
    if (missed.length === 0) return card
    const days = v.list([
      ...missed.slice(-DAYS_SAID).map((it) => v.day(it)),
      ...(missed.length > DAYS_SAID ? ['…'] : []),
    ])
    const said = v.t.repeats.missed({ ref: followup.ref, days, n: missed.length })
    return message(`${said} ${card.text}`, context(`:information_source: ${said}`), card.blocks)
  }
const DAYS_SAID = 3
