import type { ActionsBlock, Checkboxes, KnownBlock } from '@slack/types'
import {
  actions,
  button,
  clip,
  context,
  divider,
  header,
  inert,
  linesIn,
  menu,
  message,
  plain,
  section,
} from '../blocks/blocks.ts'
import { LIMITS } from '../blocks/limits.ts'
import type { Followup, FollowupId } from '../domain/followup.ts'
import type { UserId } from '../domain/ids.ts'
import type { Known } from '../domain/onCard.ts'
import type { Request } from '../domain/request.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import type { Strings } from '../strings/index.ts'
import { blockedBy, dueIn, followupCard, inLine } from './followup.ts'
import { mention } from './people.ts'
import {
  bulkCancel,
  bulkDone,
  bulkReassign,
  bulkSnooze,
  followupAnew,
  homeAgency,
  homeOwner,
  openTicked,
  requestAnew,
  SNOOZES,
  turnHome,
} from './refs.ts'
import { requestCard } from './request.ts'

export const HOME_TABS = ['today', 'mine', 'team', 'requests'] as const
export type HomeTab = (typeof HOME_TABS)[number]

export interface Place {
  /** Epoch milliseconds. */
  due: number | null
  number: number
}
/** Which part of it somebody looks at. */
export interface HomeState {
  tab: HomeTab
  overdue: boolean
  owner: UserId | null
  agency: string | null
  after: Place | null
  /** The one whose card is shown. */
  open: FollowupId | null
}

/** A group of boxes holds ten. */
const BOXES = LIMITS.choices
export const HOME_PAGE = 2 * BOXES
/** Each is five blocks, of the hundred that Slack takes. */
export const REQUESTS_PAGE = 10

/** More lines than a phone shows. */
const LONG = 6

export interface HomePage<It> {
  shown: readonly It[]
  /** Where the next page begins; null on the last one. */
  next: Place | null
}
export type HomeSeen = (
  | {
      followups: HomePage<Followup>
      /** Those that there is a choice of. */
      agencies: readonly string[]
      waits: Waits | null
    }
  | { requests: HomePage<Request> }
) & { card: { followup: Followup; known: Known } | null }

/** What waits for the reader, and what of theirs waits for others: a few of each. */
export interface Waits {
  forMe: readonly Followup[]
  mine: readonly Followup[]
}
export const WAITS_SHOWN = 5

export const homeBlocks =
  (state: HomeState, seen: HomeSeen, now: Temporal.Instant, said: readonly KnownBlock[] = []) =>
  (v: Voice): readonly KnownBlock[] => [
    ...said,
    tabs(v, state),
    actions(
      button(v.t.home.newFollowup, followupAnew, null, { style: 'primary' }),
      button(v.t.home.newRequest, requestAnew, null),
    ),
    ...('agencies' in seen ? filters(v, state, seen.agencies) : []),
    ...(seen.card
      ? [
          divider,
          ...(followupCard(seen.card.followup, now, seen.card.known)(v).blocks as KnownBlock[]),
          divider,
        ]
      : []),
    header(v.t.home.titles[state.overdue ? 'overdue' : state.tab]),
    ...('requests' in seen ? requestsOf(v, seen.requests) : followupsOf(v, state, seen.followups, now)),
    // Who pressed under a long list does not see its beginning.
    ...('followups' in seen && seen.followups.shown.length > LONG ? said : []),
    ...('waits' in seen && seen.waits ? waiting(v, seen.waits, now) : []),
    ...pages(v, state, 'requests' in seen ? seen.requests.next : seen.followups.next),
  ]

/** The one that is open says so in words: colour is never the only sign. */
const tabs = ({ t }: Voice, { tab }: HomeState): KnownBlock =>
  actions(
    ...HOME_TABS.map((it) =>
      button(it === tab ? `● ${t.home.tabs[it]}` : t.home.tabs[it], turnHome, fresh(it), {
        among: it,
        says: it === tab ? t.home.isOpen({ tab: t.home.tabs[it] }) : t.home.tabs[it],
      }),
    ),
  )

const fresh = (tab: HomeTab): HomeState => ({
  tab,
  overdue: false,
  owner: null,
  agency: null,
  after: null,
  open: null,
})

/** What narrows the list. Another choice is another block: Slack would keep showing the one before. */
const filters = (v: Voice, state: HomeState, agencies: readonly string[]): KnownBlock[] => {
  const { tab, owner, agency, overdue } = state
  if (tab === 'today') return []
  const all = agency === null || agencies.includes(agency) ? agencies : [agency, ...agencies]
  const options = all
    .map((name) => ({
      text: { type: 'plain_text' as const, text: clip(plain(name), LIMITS.optionText), emoji: false },
      value: JSON.stringify(name),
    }))
    .filter(({ text, value }) => text.text.trim() !== '' && value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options)
  const chosen = options.find(({ value }) => value === JSON.stringify(agency))
  const elements: ActionsBlock['elements'] = [
    ...(tab === 'team'
      ? [
          {
            type: 'users_select' as const,
            action_id: homeOwner.id,
            placeholder: { type: 'plain_text' as const, text: v.t.home.anybody },
            ...(owner && { initial_user: owner }),
          },
        ]
      : []),
    ...(options.length > 0
      ? [
          {
            type: 'static_select' as const,
            action_id: homeAgency.id,
            placeholder: { type: 'plain_text' as const, text: v.t.home.anyAgency },
            options,
            ...(chosen && { initial_option: chosen }),
          },
        ]
      : []),
    button(
      overdue ? v.t.home.alsoLater : v.t.home.onlyOverdue,
      turnHome,
      { ...state, overdue: !overdue, after: null },
      { among: 'overdue' },
    ),
    ...(owner !== null || agency !== null || overdue
      ? [
          button(v.t.home.all, turnHome, fresh(tab), {
            among: 'all',
          }),
        ]
      : []),
  ]
  const id = `home.filter:${tab}:${owner ?? ''}:${overdue ? 'late' : ''}:${agency ?? ''}`
  return [{ type: 'actions', block_id: id.slice(0, LIMITS.id), elements }]
}

const waiting = (v: Voice, { forMe, mine }: Waits, now: Temporal.Instant): KnownBlock[] => {
  const { t } = v
  const forMeLine = (it: Followup) =>
    `• *${it.ref}* ${inLine(it.what, 100)} — ${mention(it.owner)}, ${dueIn(v, it, now)}${it.blocked?.on ? ` · ${inLine(it.blocked.on, 100)}` : ''}`
  const mineLine = (it: Followup) =>
    `• *${it.ref}* ${inLine(it.what, 100)} — ${dueIn(v, it, now)}${it.blocked ? ` · ${blockedBy(v, it.blocked)}` : ''}`
  return [
    ...(forMe.length > 0 ? [header(t.home.waitsForMe), ...linesIn(forMe.map(forMeLine))] : []),
    ...(mine.length > 0 ? [header(t.home.mineWait), ...linesIn(mine.map(mineLine))] : []),
  ]
}

const followupsOf = (
  v: Voice,
  state: HomeState,
  { shown }: HomePage<Followup>,
  now: Temporal.Instant,
): KnownBlock[] => {
  const { tab, overdue } = state
  if (shown.length === 0) {
    const narrowed = state.agency !== null || state.owner !== null
    return [section(overdue ? v.t.home.none.overdue : narrowed ? v.t.home.noneSuch : v.t.home.none[tab])]
  }
  const groups = Array.from({ length: Math.ceil(shown.length / BOXES) }, (_, n) =>
    shown.slice(n * BOXES, (n + 1) * BOXES),
  )
  return [
    context(v.t.home.tick),
    ...groups.map(
      (group, n): KnownBlock => ({
        type: 'actions',
        // Another look of them is another block: Slack would keep the ticks of the one before.
        block_id:
          `home:${n}:${group.map(({ ref, version }) => `${ref.slice(3)}.${version}`).join(' ')}`.slice(
            0,
            LIMITS.id,
          ),
        elements: [boxes(v, group, tab === 'team', now)],
      }),
    ),
    actions(
      button(v.t.followup.done, bulkDone, null, { style: 'primary' }),
      menu(
        v.t.followup.snooze,
        bulkSnooze,
        SNOOZES.flatMap((until) =>
          until === 'day' ? [] : [{ label: v.t.followup.snoozes[until], value: { until } }],
        ),
      ),
      button(v.t.followup.reassign, bulkReassign, null),
      button(v.t.followup.verbs.cancel, bulkCancel, null, {
        confirm: {
          title: v.t.home.cancelTitle,
          text: v.t.home.cancelText,
          yes: v.t.home.cancelYes,
          no: v.t.home.cancelNo,
        },
      }),
      button(v.t.home.open, openTicked, state),
    ),
  ]
}

const boxes = (v: Voice, group: readonly Followup[], owned: boolean, now: Temporal.Instant): Checkboxes => ({
  type: 'checkboxes',
  action_id: 'home.tick',
  options: group.map((it) => ({
    text: {
      type: 'mrkdwn',
      text: clip(
        `*${it.ref}* ${owned ? `${mention(it.owner)} ` : ''}${inert(it.what.replace(/\s+/g, ' '))}`,
        LIMITS.optionText,
      ),
    },
    description: { type: 'plain_text', text: clip(plain(aside(v, it, now)), LIMITS.optionDescription) },
    value: it.id,
  })),
})

const aside = (v: Voice, it: Followup, now: Temporal.Instant): string =>
  [dueIn(v, it, now), ...(it.priority === 'high' ? [v.t.priority.high] : []), it.agency ?? '']
    .filter((word) => word !== '')
    .join(' · ')

const requestsOf = (v: Voice, { shown }: HomePage<Request>): KnownBlock[] =>
  shown.length === 0
    ? [section(v.t.home.none.requests)]
    : shown.flatMap((it, n) => [...(n > 0 ? [divider] : []), ...(requestCard(it)(v).blocks as KnownBlock[])])

const pages = (v: Voice, state: HomeState, next: Place | null): KnownBlock[] => {
  const buttons = [
    ...(state.after ? [button(v.t.home.first, turnHome, { ...state, after: null }, { among: 'first' })] : []),
    ...(next ? [button(v.t.home.next, turnHome, { ...state, after: next }, { among: 'next' })] : []),
  ]
  return buttons.length > 0 ? [actions(...buttons)] : []
}

/** How many it was done to, and why not to the others. */
export const bulkSaid =
  (n: number, refusals: readonly ((t: Strings) => string)[]): Say =>
  ({ t }) => {
    const said = t.home.changed({ n })
    return message(said, section(said), ...refusals.slice(0, 5).map((why) => context(`:warning: ${why(t)}`)))
  }
