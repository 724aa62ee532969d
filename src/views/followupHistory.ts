import { actions, button, clip, context, header, inert, message, section } from '../blocks/blocks.ts'
import type { Day } from '../domain/day.ts'
import { type ClockTime, END_OF_WORK, momentOf } from '../domain/due.ts'
import type { FieldChange, Followup, FollowupChange, TrackedField } from '../domain/followup.ts'
import type { UserId } from '../domain/ids.ts'
import type { Original } from '../domain/original.ts'
import type { Series } from '../domain/series.ts'
import { PRIORITIES } from '../domain/task.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { checklistIn, checksChanged } from './checklist.ts'
import { originalInFull } from './original.ts'
import { mention } from './people.ts'
import { followupHistory } from './refs.ts'
import { relations } from './relations.ts'
import { seriesLine } from './repeats.ts'
import { resultBlock } from './result.ts'

/** Changes on one page: each is two lines at most. */
export const CHANGES_SHOWN = 10

/** All that is known of it, for one person: what it was made of, and each change, the newest first. */
export const followupStory =
  (
    followup: Followup,
    {
      original,
      series,
      changes,
      older,
    }: {
      original: Original | null
      series: Series | null
      changes: readonly FollowupChange[]
      older: number | null
    },
  ): Say =>
  (v) => {
    const { t } = v
    const { id, ref, what, reporter, outcome } = followup
    const title = t.history.title({ ref })
    return message(
      `${title}: ${inert(clip(what, 300))}`,
      header(title),
      section(`*${ref}*  ${clip(inert(what), 2500)}`),
      context(t.followup.askedBy({ who: mention(reporter) }), v.time(followup.createdAt)),
      resultBlock(v, followup),
      outcome ? section(t.followup.cameOf({ outcome: clip(inert(outcome), 800) })) : null,
      known(v, followup, series),
      checklistIn(v, followup, CHECKS_TEXT),
      original ? section(originalInFull(v, original)) : null,
      changes.map((change) => section(storyLine(v, change))),
      older === null
        ? null
        : actions(button(t.history.older, followupHistory, { id, before: older }, { says: title })),
    )
  }

/** Beside all else that is told of it. */
const CHECKS_TEXT = 1000

/** Whom and what it has to do with. */
const known = (v: Voice, followup: Followup, series: Series | null) => {
  const { agency, creator, insight, watchers } = followup
  const facts = [
    ...relations({ agency, creator, insight, watchers }),
    ...(series ? [seriesLine(v, series)] : []),
  ]
  return facts.length > 0 ? context(...facts) : null
}

const storyLine = (v: Voice, change: FollowupChange): string => {
  const head = v.t.history.line({
    when: v.time(change.at),
    who: whoOf(v, change),
    through: v.t.history.through[change.through],
  })
  return within([head, ...detailsOf(v, change, 250).map((it) => `• ${it}`)], '\n', STORY_LINE)
}
/** Ten of them, the text, what came of it and the message: together less than a message holds. */
const STORY_LINE = 600

/** The newest change, where a card has a line for it. */
export const lastChange = (v: Voice, change: FollowupChange): string =>
  `${v.t.history.last({ who: whoOf(v, change), when: v.time(change.at) })} ${within(detailsOf(v, change, 120), '; ', 400)}`

/** `@tom: who @anna → @tom` */
export const changesInLine = (v: Voice, changes: readonly FollowupChange[]): string =>
  within(
    changes.map((it) => `${whoOf(v, it)}, ${v.time(it.at)}: ${within(detailsOf(v, it, 80), '; ', 300)}`),
    ' · ',
    900,
  )

/** As many as there is room for: none is cut, since half a name is none. */
const within = (pieces: readonly string[], between: string, max: number): string => {
  let said = ''
  for (const piece of pieces) {
    const longer = said === '' ? piece : `${said}${between}${piece}`
    if (longer.length > max) return said === '' ? clip(piece, max) : `${said}${between}…`
    said = longer
  }
  return said
}

const whoOf = ({ t }: Voice, { by }: FollowupChange): string => (by === null ? t.history.nobody : mention(by))

const detailsOf = (v: Voice, { version, changed, note }: FollowupChange, max: number): string[] => [
  ...(version === 1 ? [begun(v, changed)] : changed.map((it) => fieldSaid(v, it, max))),
  ...(note === null ? [] : [`${v.t.history.note}: “${clip(inert(note.replace(/\s+/g, ' ')), max)}”`]),
  ...(version > 1 && changed.length === 0 && note === null ? [v.t.history.reminded] : []),
]

/** `made it: owner @tom, due Fri 4 Dec 2026`; what it says stands above. */
const begun = (v: Voice, changed: readonly FieldChange[]): string => {
  const facts = changed.flatMap(({ field, now }) =>
    now !== null && (field === 'owner' || field === 'due')
      ? [`${v.t.history.fields[field]} ${said(v, field, now)}`]
      : [],
  )
  return `${v.t.history.made}: ${facts.join(', ')}`
}

const fieldSaid = (v: Voice, change: FieldChange, max: number): string => {
  const { field, was, now } = change
  if (field === 'checks') return checksChanged(v, change, max)
  if (field === 'asking') return now === null ? v.t.history.asksAgain : v.t.history.asksNobody
  return v.t.history.changed({
    field: v.t.history.fields[field],
    was: was === null ? v.t.history.none : clip(said(v, field, was), max),
    now: now === null ? v.t.history.none : clip(said(v, field, now), max),
  })
}

/** The ledger keeps what changed as text: here it is read as the field's own kind again. */
const said = (v: Voice, field: TrackedField, text: string): string => {
  switch (field) {
    case 'owner':
      return mention(text as UserId)
    case 'watchers':
      return namesOf(text.split(' ') as UserId[])
    case 'blocked':
      return blockerSaid(text)
    case 'due':
      return dueSaid(v, text)
    case 'snoozedUntil':
      return v.time(Temporal.Instant.from(text))
    case 'priority':
      return v.t.priority[PRIORITIES.find((it) => it === text) ?? 'normal']
    case 'state':
      return v.t.state[text as Followup['state']]
    case 'series':
      return v.day(text.slice(text.indexOf(' ') + 1) as Day)
    case 'creator':
      return `@${inert(text.slice(text.indexOf(' ') + 1))}`
    default:
      return `“${inert(text.replace(/\s+/g, ' '))}”`
  }
}

/** A few of them, and how many more. */
const namesOf = (ids: readonly UserId[]): string =>
  [...ids.slice(0, 4).map(mention), ...(ids.length > 4 ? [`+${ids.length - 4}`] : [])].join(', ')

/** `U0TOM the contract`, `- the contract`: somebody, something, or both. */
const blockerSaid = (text: string): string => {
  const [by = '-', ...rest] = text.split(/\s+/)
  return [
    ...(by === '-' ? [] : [mention(by as UserId)]),
    ...(rest.length > 0 ? [inert(rest.join(' '))] : []),
  ].join(': ')
}

const dueSaid = (v: Voice, text: string): string => {
  const [day, time, timeZone] = text.split(' ') as [Day, ClockTime, string]
  return time === END_OF_WORK ? v.day(day) : v.time(momentOf({ day, time, timeZone }))
}
