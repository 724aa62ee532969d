import {
  actions,
  button,
  clip,
  context,
  divider,
  header,
  inert,
  type Message,
  message,
  section,
} from '../blocks/blocks.ts'
import { spoken } from '../blocks/spoken.ts'
import { dayIn } from '../domain/day.ts'
import { END_OF_WORK, momentOf } from '../domain/due.ts'
import { type Followup, isOpen, isOverdue } from '../domain/followup.ts'
import type { ChannelId, UserId } from '../domain/ids.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import type { Strings } from '../strings/index.ts'
import { nextStep } from './nextStep.ts'
import { channelLink, mention } from './people.ts'
import {
  completeFollowup,
  editFollowup,
  moreFollowups,
  type NextFollowups,
  reassignFollowup,
  reopenFollowup,
  snoozeFollowup,
  undoFollowup,
} from './refs.ts'

/** A message holds fifty blocks; more lines than this nobody reads. */
export const LISTED = 20

const SIGN = { high: ':red_circle:', normal: ':white_circle:', low: ':small_blue_diamond:' } as const

/** The one look a follow-up has, wherever it appears. `now` decides what is overdue. */
export const followupCard =
  (followup: Followup, now: Temporal.Instant): Say =>
  (v) => {
    const { t } = v
    const { id, ref, what, owner, agency, creator } = followup
    const facts = [
      `:bust_in_silhouette: ${mention(owner)}`,
      `:calendar: ${dueIn(v, followup, now)}`,
      `${SIGN[followup.priority]} ${t.followup.priority}: ${t.priority[followup.priority]}`,
      ...(agency ? [`:office: ${inert(agency)}`] : []),
      ...(creator ? [`:microphone: @${inert(creator.username)}`] : []),
    ]
    return message(
      t.followup.card({
        ref,
        what: inert(clip(what, 300)),
        owner: mention(owner),
        state: t.state[followup.state],
        due: dueIn(v, followup, now),
      }),
      section(`*${ref}*  ${isOpen(followup) ? inert(what) : struck(inert(what))}`),
      context(...facts),
      context(
        standing(v, followup),
        t.followup.askedBy({ who: mention(followup.reporter) }),
        ...[nextStep(v, followup)].filter((it) => it !== null),
      ),
      isOpen(followup)
        ? actions(
            button(t.followup.done, completeFollowup, id, {
              style: 'primary',
              says: `${t.followup.done} ${ref}`,
            }),
            button(t.followup.snooze, snoozeFollowup, id, { says: `${t.followup.snooze} ${ref}` }),
            button(t.followup.reassign, reassignFollowup, id, { says: `${t.followup.reassign} ${ref}` }),
          )
        : actions(button(t.followup.reopen, reopenFollowup, id, { says: `${t.followup.reopen} ${ref}` })),
    )
  }

/** A mark does not reach over the end of a line. */
const struck = (text: string): string => text.replace(/^.*\S.*$/gm, (line) => `~${line.trim()}~`)

const standing = ({ t, time }: Voice, { state, closedBy, snoozedUntil }: Followup): string => {
  if (state === 'done' && closedBy)
    return `:white_check_mark: ${t.followup.doneBy({ who: mention(closedBy) })}`
  if (state === 'cancelled' && closedBy)
    return `:no_entry_sign: ${t.followup.cancelledBy({ who: mention(closedBy) })}`
  const snoozed = snoozedUntil ? ` · ${t.followup.snoozedUntil({ day: time(snoozedUntil) })}` : ''
  return `${t.state[state]}${snoozed}`
}

/** `by Fri 4 Dec 2026, 15:00 · overdue`; the hour only where somebody named one. */
export const dueIn = (
  { t, day, time, timeZone }: Voice,
  followup: Followup,
  now: Temporal.Instant,
): string => {
  const { due } = followup
  if (due === null) return t.followup.noDate
  const by = t.followup.by({ day: due.time === END_OF_WORK ? day(due.day) : time(momentOf(due)) })
  if (isOverdue(followup, now)) return `${by} · ${t.followup.overdue}`
  return dayIn(momentOf(due), timeZone) === dayIn(now, timeZone) && isOpen(followup)
    ? `${by} · ${t.followup.dueToday}`
    : by
}

/**
 * What the person who assigned reads back: owner, absolute date with weekday, zone; and a way back.
 * `absent` is the channel where no card could be shown, since Regia is not in it.
 */
export const assignedEcho =
  (followup: Followup, absent: ChannelId | null = null): Say =>
  (v) => {
    const { t } = v
    const { id, ref, what, owner, due } = followup
    const said = t.followup.assigned({
      ref,
      owner: mention(owner),
      what: inert(what),
      due: due
        ? `${t.followup.by({ day: v.time(momentOf(due), due.timeZone) })} ${due.timeZone}`
        : t.followup.noDate,
    })
    return message(
      said,
      section(`:pushpin: ${said}`),
      due ? null : context(t.followup.noDateYet),
      absent ? context(t.followup.notPosted({ channel: channelLink(absent) })) : null,
      actions(
        button(t.followup.undo, undoFollowup, id, { says: `${t.followup.undo} ${ref}` }),
        button(t.followup.edit, editFollowup, id, { says: `${t.followup.edit} ${ref}` }),
      ),
    )
  }

/** The card, under a line that says who asked. */
export const askedOf =
  (followup: Followup, now: Temporal.Instant): Say =>
  (v) => {
    const asked = v.t.followup.asked({ reporter: mention(followup.reporter), ref: followup.ref })
    const card = followupCard(followup, now)(v)
    return { text: `${asked} ${card.text}`, blocks: [section(asked), ...card.blocks] }
  }

export interface Listed {
  followups: readonly Followup[]
  /** Left out because they come from channels that the reader is not in. */
  hidden: number
  more: number
  /** What the next page is asked for with; null on the last one. */
  next?: NextFollowups | null
}

/** What the list is of: its title says so. */
export type ListAsked = 'mine' | 'team' | 'overdue' | { owner: UserId } | { agency: string }

const titleOf = ({ followup: t }: Strings, asked: ListAsked): string => {
  if (typeof asked === 'string') return t.list[asked]
  return 'owner' in asked
    ? t.listOf({ who: mention(asked.owner) })
    : t.listAbout({ agency: inert(asked.agency) })
}
/** Only a section shows a person by the name that each reader knows. */
const titleBlock = (t: Strings, asked: ListAsked) =>
  typeof asked === 'object' && 'owner' in asked
    ? section(`*${titleOf(t, asked)}*`)
    : header(typeof asked === 'string' ? titleOf(t, asked) : t.followup.listAbout(asked))

export const followupList =
  (asked: ListAsked, { followups, hidden, more, next }: Listed, now: Temporal.Instant): Say =>
  (v): Message => {
    const { t } = v
    const rest = [
      ...(more > 0 ? [t.followup.more({ n: more })] : []),
      ...(hidden > 0 ? [t.followup.hidden({ n: hidden })] : []),
    ]
    const none = asked === 'overdue' ? t.followup.noneOverdue : t.followup.none
    if (followups.length === 0)
      return message(spoken(none), section(none), rest.length > 0 ? context(...rest) : null)
    const lines = followups.map((it) =>
      t.followup.listLine({
        ref: it.ref,
        what: inLine(it.what),
        owner: mention(it.owner),
        due: dueIn(v, it, now),
        marks: `${it.priority === 'high' ? ` ${SIGN.high} ${t.priority.high}` : ''}${it.agency ? ` · ${clip(inert(it.agency), 60)}` : ''}`,
      }),
    )
    return message(
      spoken(`${titleOf(t, asked)}: ${lines.join('; ')}`),
      titleBlock(t, asked),
      followups.map((it, i) =>
        section(
          lines[i] ?? '',
          button(t.followup.done, completeFollowup, it.id, { says: `${t.followup.done} ${it.ref}` }),
        ),
      ),
      rest.length > 0 ? [divider, context(...rest)] : null,
      next ? actions(button(t.followup.next, moreFollowups, next)) : null,
    )
  }

/** The beginning of it, on one line. */
const inLine = (what: string): string => clip(inert(what.replace(/\s+/g, ' ')), 160)

/** To who looked after it until now, or who asked for it, when somebody else has had a hand in it. */
export const followupNews =
  (followup: Followup, news: 'done' | 'cancelled' | 'moved', by: UserId): Say =>
  ({ t }) => {
    const { ref, what, owner } = followup
    const said = t.followup.told[news]({ ref, who: mention(by), owner: mention(owner), what: inLine(what) })
    return message(said, section(said))
  }

/** To whoever asked somebody who has since left. */
export const orphaned =
  (owner: UserId, followups: readonly Followup[], now: Temporal.Instant): Say =>
  (v) =>
    listUnder(v.t.followup.orphaned({ n: followups.length, owner: mention(owner) }), followups, now)(v)

const listUnder =
  (said: string, followups: readonly Followup[], now: Temporal.Instant): Say =>
  (v) => {
    const shown = followups.slice(0, LISTED)
    const lines = followupList(
      'mine',
      { followups: shown, hidden: 0, more: followups.length - shown.length },
      now,
    )(v)
    return {
      text: `${said} ${lines.text}`,
      blocks: [section(`:alarm_clock: ${said}`), ...lines.blocks.slice(1)],
    }
  }
