import {
  actions,
  type Block,
  button,
  clip,
  context,
  divider,
  inert,
  menu,
  message,
  section,
} from '../blocks/blocks.ts'
import { spoken } from '../blocks/spoken.ts'
import { type Day, dayIn } from '../domain/day.ts'
import { momentOf } from '../domain/due.ts'
import type { Followup } from '../domain/followup.ts'
import { isOverdue } from '../domain/followup.ts'
import type { UserId } from '../domain/ids.ts'
import type { AskStep } from '../domain/reminding.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { blockedBy, dueIn, seenAs } from './followup.ts'
import { mention } from './people.ts'
import {
  acknowledgeFollowup,
  allToTomorrow,
  askAgain,
  completeFollowup,
  SNOOZES,
  snoozeFollowup,
  stopAsking,
  takeFollowup,
} from './refs.ts'

/** One follow-up that somebody is asked after. */
export interface Reminded {
  followup: Followup
  step: AskStep
  /** Set when it is somebody else's, who is away until that day. */
  standsIn: { owner: UserId; until: Day } | null
  /** It waits for somebody who is not here any more. */
  blockerLeft?: boolean
}

/** Two blocks each, and a message holds fifty. */
const ASKED = 15
const PARTS = ['overdue', 'today', 'soon', 'waiting'] as const
type Part = (typeof PARTS)[number]

const partOf = (v: Voice, { followup, step }: Reminded, now: Temporal.Instant): Part => {
  if (step === 'blocker') return 'waiting'
  if (isOverdue(followup, now)) return 'overdue'
  const { due } = followup
  return due && dayIn(momentOf(due), v.timeZone) === dayIn(now, v.timeZone) ? 'today' : 'soon'
}

/** One message a person, however much there is: what is late, what is for today, what is near. */
export const reminder =
  (items: readonly Reminded[], now: Temporal.Instant): Say =>
  (v) => {
    const { t } = v
    const said = t.followup.reminder({ n: items.length })
    const byPart = Map.groupBy(items, (it) => partOf(v, it, now))
    const shown = PARTS.flatMap((part) => (byPart.get(part) ?? []).map((it) => ({ part, it }))).slice(
      0,
      ASKED,
    )
    const parts = Map.groupBy(shown, ({ part }) => part)
    const more = items.length - shown.length
    const own = shown.filter(({ it }) => it.step !== 'blocker').map(({ it }) => it.followup.id)
    return message(
      spoken([said, ...shown.map(({ it }) => lineOf(v, it, now))].join(' ')),
      section(`:alarm_clock: ${said}`),
      [...parts].flatMap(([part, of]): Block[] => [
        section(`*${t.reminding.part[part]}*`),
        ...of.flatMap(({ it }) => asked(v, it, now)),
      ]),
      more > 0 ? context(t.followup.more({ n: more })) : null,
      own.length > 1
        ? [
            divider,
            actions(
              button(t.reminding.allTomorrow, allToTomorrow, own, { says: t.reminding.allTomorrowAbout }),
            ),
          ]
        : null,
    )
  }

const lineOf = (
  v: Voice,
  { followup, standsIn, step, blockerLeft }: Reminded,
  now: Temporal.Instant,
): string => {
  const { t } = v
  const line = told(v, followup, now)
  if (blockerLeft && followup.blocked?.by)
    return t.reminding.waitsForNobody({ line, who: mention(followup.blocked.by) })
  if (step === 'waits' && followup.blocked)
    return t.reminding.stillWaits({ line, what: blockedBy(v, followup.blocked) })
  if (step === 'blocker') return t.reminding.waitsForYou({ owner: mention(followup.owner), line })
  return standsIn === null
    ? line
    : t.reminding.standsIn({ owner: mention(standsIn.owner), until: v.day(standsIn.until), line })
}

/** `*FU-3* call Aurora — @Tom, by Fri 4 Dec 2026 · overdue` */
const told = (v: Voice, followup: Followup, now: Temporal.Instant): string =>
  v.t.followup.listLine({
    ref: followup.ref,
    what: inLine(followup.what),
    owner: mention(followup.owner),
    due: dueIn(v, followup, now),
    marks: followup.agency ? ` · ${clip(inert(followup.agency), 60)}` : '',
  })
const inLine = (what: string): string => clip(inert(what.replace(/\s+/g, ' ')), 160)

const asked = (v: Voice, it: Reminded, now: Temporal.Instant): Block[] => [
  section(lineOf(v, it, now)),
  ...(it.step === 'blocker' ? [] : [actions(...own(v, it.followup), later(v, it.followup))]),
]

/** What its owner may say, wherever they are asked. */
const own = ({ t }: Voice, it: Followup) => [
  button(t.followup.done, completeFollowup, seenAs(it), {
    style: 'primary',
    says: `${t.followup.done} ${it.ref}`,
  }),
  button(t.reminding.onIt, acknowledgeFollowup, seenAs(it), { says: `${t.reminding.onIt}: ${it.ref}` }),
]

const later = ({ t: { followup: t } }: Voice, followup: Followup) =>
  menu(
    t.snooze,
    snoozeFollowup,
    SNOOZES.map((until) => ({ label: t.snoozes[until], value: { ...seenAs(followup), until } })),
  )

/** In the thread where it was promised. */
export const askedInThread =
  (followup: Followup, hearer: UserId, now: Temporal.Instant): Say =>
  (v) => {
    const said = v.t.reminding.inThread({ who: mention(hearer), line: told(v, followup, now) })
    return message(spoken(said), section(`:hourglass_flowing_sand: ${said}`), actions(...own(v, followup)))
  }

/** To everybody in the channel, after all others. */
export const askedInChannel =
  (followup: Followup, now: Temporal.Instant): Say =>
  (v) => {
    const { t } = v
    const said = t.reminding.inChannel({ line: told(v, followup, now) })
    return message(
      spoken(said),
      section(`:loudspeaker: ${said}`),
      actions(
        ...own(v, followup),
        button(t.reminding.take, takeFollowup, seenAs(followup), {
          says: `${t.reminding.take}: ${followup.ref}`,
        }),
      ),
    )
  }

/** To whoever asked for it, or leads: what is late, and what they may do about it. */
export const askedOfLead =
  (followups: readonly Followup[], now: Temporal.Instant): Say =>
  (v) => {
    const { t, time } = v
    const said = t.reminding.ofLead({ n: followups.length })
    const shown = followups.slice(0, ASKED)
    return message(
      spoken([said, ...shown.map((it) => told(v, it, now))].join(' ')),
      section(`:hourglass_flowing_sand: ${said}`),
      shown.flatMap((it): Block[] => [
        section(
          [
            told(v, it, now),
            ...(it.askedAt ? [t.reminding.wasAsked({ who: mention(it.owner), at: time(it.askedAt) })] : []),
          ].join('\n'),
        ),
        actions(
          button(t.reminding.take, takeFollowup, seenAs(it), { says: `${t.reminding.take}: ${it.ref}` }),
          button(t.reminding.askAgain, askAgain, seenAs(it), { says: `${t.reminding.askAgain}: ${it.ref}` }),
          button(t.reminding.stopAsking, stopAsking, seenAs(it), {
            says: `${t.reminding.stopAsking}: ${it.ref}`,
          }),
        ),
      ]),
      followups.length > ASKED ? context(t.followup.more({ n: followups.length - ASKED })) : null,
    )
  }

/** Because somebody pressed *Ask again*. */
export const askedAgain =
  (followup: Followup, by: UserId, now: Temporal.Instant): Say =>
  (v) => {
    const said = v.t.reminding.again({ who: mention(by), line: told(v, followup, now) })
    return message(spoken(said), section(`:bell: ${said}`), actions(...own(v, followup)))
  }
