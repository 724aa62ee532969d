import {
  actions,
  button,
  clip,
  context,
  divider,
  inert,
  type Message,
  menu,
  message,
  overflow,
  section,
} from '../blocks/blocks.ts'
import { spoken } from '../blocks/spoken.ts'
import { dayIn } from '../domain/day.ts'
import { END_OF_WORK, momentOf } from '../domain/due.ts'
import { type Followup, type FollowupChange, isOpen, isOverdue } from '../domain/followup.ts'
import type { ChannelId, UserId } from '../domain/ids.ts'
import { SHEETS } from '../domain/listing.ts'
import type { Known } from '../domain/onCard.ts'
import type { Series } from '../domain/series.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { checkBlocks } from './checklist.ts'
import { changesInLine, lastChange } from './followupHistory.ts'
import { listTitle, plainLine } from './followupSheet.ts'
import { nextStep } from './nextStep.ts'
import { originalLine } from './original.ts'
import { channelLink, mention } from './people.ts'
import {
  completeFollowup,
  editFollowup,
  type FollowupsAsked,
  followupHistory,
  furtherFollowup,
  moreFollowups,
  type NextFollowups,
  openListed,
  reassignFollowup,
  reopenFollowup,
  type SeenFollowup,
  SNOOZES,
  snoozeFollowup,
  takeFollowups,
  tellOutcome,
  undoFollowup,
  VERBS,
} from './refs.ts'
import { relations } from './relations.ts'
import { seriesLine } from './repeats.ts'
import { resultBlock } from './result.ts'

/** A message holds fifty blocks; more lines than this nobody reads. */
export const LISTED = 20

const SIGN = { high: ':red_circle:', normal: ':white_circle:', low: ':small_blue_diamond:' } as const

const NOTHING_ELSE: Known = { last: null, original: null }

export const seenAs = ({ id, version }: Followup): SeenFollowup => ({ id, version })

/** The one look a follow-up has, wherever it appears. `now` decides what is overdue. */
export const followupCard =
  (followup: Followup, now: Temporal.Instant, { last, original, series }: Known = NOTHING_ELSE): Say =>
  (v) => {
    const { t } = v
    const { ref, what, owner, blocked, outcome } = followup
    const facts = [
      `:bust_in_silhouette: ${mention(owner)}`,
      `:calendar: ${dueIn(v, followup, now)}`,
      `${SIGN[followup.priority]} ${t.followup.priority}: ${t.priority[followup.priority]}`,
      ...relations(followup),
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
        standing(v, followup, now),
        t.followup.askedBy({ who: mention(followup.reporter) }),
        ...[nextStep(v, followup, now)].filter((it) => it !== null),
      ),
      series ? context(seriesLine(v, series)) : null,
      checkBlocks(v, followup),
      resultBlock(v, followup),
      blocked && isOpen(followup) ? context(`:no_entry: ${blockedBy(v, blocked)}`) : null,
      outcome ? context(`:speech_balloon: ${t.followup.cameOf({ outcome: inLine(outcome, 600) })}`) : null,
      original ? context(originalLine(v, original, what)) : null,
      last && last.version > 1 ? context(`:pencil2: ${lastChange(v, last)}`) : null,
      actions(...(isOpen(followup) ? verbsOf(v, followup) : lateVerbsOf(v, followup))),
    )
  }

const verbsOf = ({ t: { followup: t } }: Voice, followup: Followup) => {
  const { ref } = followup
  const seen = seenAs(followup)
  return [
    button(t.done, completeFollowup, seen, { style: 'primary', says: `${t.done} ${ref}` }),
    menu(
      t.snooze,
      snoozeFollowup,
      SNOOZES.map((until) => ({ label: t.snoozes[until], value: { ...seen, until } })),
    ),
    button(t.reassign, reassignFollowup, seen, { says: `${t.reassign} ${ref}` }),
    overflow(
      furtherFollowup,
      VERBS.map((verb) => ({ label: t.verbs[verb], value: { ...seen, verb } })),
    ),
  ]
}

const lateVerbsOf = ({ t: { followup: t } }: Voice, followup: Followup) => {
  const { ref, state, id, outcome } = followup
  const seen = seenAs(followup)
  return [
    button(t.reopen, reopenFollowup, seen, { says: `${t.reopen} ${ref}` }),
    ...(state === 'done'
      ? [
          button(outcome ? t.changeOutcome : t.addOutcome, tellOutcome, seen, {
            says: `${t.addOutcome} ${ref}`,
          }),
        ]
      : []),
    button(t.verbs.history, followupHistory, { id, before: null }, { says: `${t.verbs.history} ${ref}` }),
  ]
}

export const blockedBy = ({ t }: Voice, { by, on }: NonNullable<Followup['blocked']>): string =>
  by === null
    ? t.followup.blockedOn({ on: inLine(on ?? '', 300) })
    : on === null
      ? t.followup.blockedBy({ who: mention(by) })
      : t.followup.blockedByOn({ who: mention(by), on: inLine(on, 300) })

/** A mark does not reach over the end of a line. */
const struck = (text: string): string => text.replace(/^.*\S.*$/gm, (line) => `~${line.trim()}~`)

const standing = (
  { t, time }: Voice,
  { state, closedBy, snoozedUntil }: Followup,
  now: Temporal.Instant,
): string => {
  if (state === 'done' && closedBy)
    return `:white_check_mark: ${t.followup.doneBy({ who: mention(closedBy) })}`
  if (state === 'cancelled' && closedBy)
    return `:no_entry_sign: ${t.followup.cancelledBy({ who: mention(closedBy) })}`
  const isSnoozed = snoozedUntil && Temporal.Instant.compare(snoozedUntil, now) > 0
  const snoozed = isSnoozed ? ` · ${t.followup.snoozedUntil({ day: time(snoozedUntil) })}` : ''
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
  (followup: Followup, absent: ChannelId | null = null, series: Series | null = null): Say =>
  (v) => {
    const { t } = v
    const { ref, what, owner, due } = followup
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
      series ? context(seriesLine(v, series)) : null,
      absent ? context(t.followup.notPosted({ channel: channelLink(absent) })) : null,
      actions(
        button(t.followup.undo, undoFollowup, seenAs(followup), { says: `${t.followup.undo} ${ref}` }),
        button(t.followup.edit, editFollowup, seenAs(followup), { says: `${t.followup.edit} ${ref}` }),
      ),
    )
  }

/** The card, under a line that says who asked. */
export const askedOf =
  (followup: Followup, now: Temporal.Instant, known?: Known): Say =>
  (v) => {
    const asked = v.t.followup.asked({ reporter: mention(followup.reporter), ref: followup.ref })
    const card = followupCard(followup, now, known)(v)
    return { text: `${asked} ${card.text}`, blocks: [section(asked), ...card.blocks] }
  }

export interface Listed {
  followups: readonly Followup[]
  /** Left out because they come from channels that the reader is not in. */
  hidden: number
  more: number
  /** What the next page is asked for with; null on the last one. */
  next?: NextFollowups | null
  /** So many were looked through before the page was full; the next one looks on. */
  through?: number | null
  /** What it was asked for with; null where nobody asked for it. */
  of?: FollowupsAsked | null
}

export const followupList =
  ({ followups, hidden, more, next, through = null, of = null }: Listed, now: Temporal.Instant): Say =>
  (v): Message => {
    const { t } = v
    const title = listTitle(v, of)
    const rest = [
      ...(more > 0 ? [t.followup.more({ n: more })] : []),
      ...(hidden > 0 ? [t.followup.hidden({ n: hidden })] : []),
      ...(through === null ? [] : [t.home.lookedThrough({ n: through })]),
    ]
    if (followups.length === 0)
      return message(
        spoken(through === null ? title.none : rest.join(' ')),
        through === null ? section(title.none) : title.block,
        title.besides,
        rest.length > 0 ? context(...rest) : null,
        next ? actions(button(t.followup.next, moreFollowups, next)) : null,
      )
    const lines = followups.map((it) => listLine(v, it, now))
    return message(
      spoken(`${title.said}: ${lines.join('; ')}`),
      title.block,
      title.besides,
      followups.map((it, i) =>
        section(
          lines[i] ?? '',
          isOpen(it)
            ? button(t.followup.done, completeFollowup, seenAs(it), { says: `${t.followup.done} ${it.ref}` })
            : button(t.followup.openIt, openListed, it.id, { says: `${t.followup.openIt} ${it.ref}` }),
        ),
      ),
      rest.length > 0 ? [divider, context(...rest)] : null,
      of || next
        ? actions(
            ...(followups.some(isOpen)
              ? [
                  menu(
                    t.followup.openOne,
                    openListed,
                    followups.map((it) => ({ label: `${it.ref} ${plainLine(it.what)}`, value: it.id })),
                  ),
                ]
              : []),
            ...(next ? [button(t.followup.next, moreFollowups, next)] : []),
            ...(of ? SHEETS.map((as) => button(t.report.download[as], takeFollowups[as], of)) : []),
          )
        : null,
    )
  }

const listLine = (v: Voice, it: Followup, now: Temporal.Instant): string => {
  const { t } = v
  const cameOf = it.outcome && !isOpen(it) ? [`:speech_balloon: ${inLine(it.outcome)}`] : []
  const waits = it.blocked && isOpen(it) ? [`:no_entry: ${blockedBy(v, it.blocked)}`] : []
  return [
    t.followup.listLine({
      ref: it.ref,
      what: inLine(it.what),
      owner: mention(it.owner),
      due: it.closedAt === null ? dueIn(v, it, now) : t.followup.doneOn({ day: v.time(it.closedAt) }),
      marks: `${it.priority === 'high' ? ` ${SIGN.high} ${t.priority.high}` : ''}${it.agency ? ` · ${clip(inert(it.agency), 60)}` : ''}`,
    }),
    ...cameOf,
    ...waits,
  ].join('\n')
}

/** The beginning of it, on one line. */
export const inLine = (what: string, max = 160): string => clip(inert(what.replace(/\s+/g, ' ')), max)

export type FollowupNews = 'done' | 'cancelled' | 'moved' | 'watchedDone' | 'watchedCancelled' | 'watched'

/** To who looked after it until now, asked for it or watches it, when somebody else has had a hand in it. */
export const followupNews =
  (followup: Followup, news: FollowupNews, by: UserId): Say =>
  ({ t }) => {
    const { ref, what, owner, outcome } = followup
    const said = t.followup.told[news]({ ref, who: mention(by), owner: mention(owner), what: inLine(what) })
    const cameOf = outcome && !isOpen(followup) ? t.followup.cameOf({ outcome: inLine(outcome, 600) }) : null
    return message(said, section(said), cameOf ? context(`:speech_balloon: ${cameOf}`) : null)
  }

/** To who keeps it from being done. */
export const blockerTold =
  (followup: Followup, by: UserId): Say =>
  ({ t }) => {
    const { ref, what, blocked } = followup
    const said = t.followup.waitsForYou({ ref, who: mention(by), what: inLine(what) })
    return message(said, section(said), blocked?.on ? context(`:no_entry: ${inLine(blocked.on, 300)}`) : null)
  }

/** What is done, with a way to say what came of it. */
export const doneEcho =
  (followup: Followup, next: Followup | null, now: Temporal.Instant): Say =>
  (v) => {
    const { t } = v
    const round = next ? ` ${t.repeats.comesNext({ ref: next.ref, due: dueIn(v, next, now) })}` : ''
    const said = `${t.followup.isDone({ ref: followup.ref })}${round}`
    return message(
      said,
      section(said),
      followup.outcome
        ? context(`:speech_balloon: ${t.followup.cameOf({ outcome: inLine(followup.outcome, 600) })}`)
        : actions(
            button(t.followup.addOutcome, tellOutcome, seenAs(followup), {
              says: `${t.followup.addOutcome} ${followup.ref}`,
            }),
          ),
    )
  }

/** To who pressed what had changed under their eyes: what and by whom, and how it stands now, with its buttons. */
export const changedMeanwhile =
  (
    followup: Followup,
    { changes, known, now }: { changes: readonly FollowupChange[]; known: Known; now: Temporal.Instant },
  ): Say =>
  (v) => {
    const said = whatChanged(followup, changes)(v)
    const card = followupCard(followup, now, known)(v)
    return message(spoken(said), section(`:arrows_counterclockwise: ${said}`), card.blocks)
  }

export const whatChanged =
  ({ ref }: Pick<Followup, 'ref'>, changes: readonly FollowupChange[]) =>
  (v: Voice): string =>
    v.t.followup.changedMeanwhile({ ref, changes: changesInLine(v, changes) })

/** To whoever asked somebody who has since left. */
export const orphaned =
  (owner: UserId, followups: readonly Followup[], now: Temporal.Instant): Say =>
  (v) =>
    listUnder(v.t.followup.orphaned({ n: followups.length, owner: mention(owner) }), followups, now)(v)

/** To whoever leads, or where it was said: who asked for it has left too. */
export const leftBehind =
  (owner: UserId, followups: readonly Followup[], now: Temporal.Instant): Say =>
  (v) =>
    listUnder(v.t.followup.leftBehind({ n: followups.length, owner: mention(owner) }), followups, now)(v)

const listUnder =
  (said: string, followups: readonly Followup[], now: Temporal.Instant): Say =>
  (v) => {
    const shown = followups.slice(0, LISTED)
    const lines = followupList({ followups: shown, hidden: 0, more: followups.length - shown.length }, now)(v)
    return {
      text: `${said} ${lines.text}`,
      blocks: [section(`:alarm_clock: ${said}`), ...lines.blocks.slice(1)],
    }
  }
