import type { Checkboxes, KnownBlock } from '@slack/types'
import {
  actions,
  button,
  clip,
  context,
  divider,
  header,
  inert,
  menu,
  message,
  plain,
  section,
} from '../blocks/blocks.ts'
import { LIMITS } from '../blocks/limits.ts'
import type { Followup, FollowupId } from '../domain/followup.ts'
import type { Known } from '../domain/onCard.ts'
import type { Request } from '../domain/request.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import type { Strings } from '../strings/index.ts'
import { dueIn, followupCard } from './followup.ts'
import { mention } from './people.ts'
import {
  bulkCancel,
  bulkDone,
  bulkReassign,
  bulkSnooze,
  followupAnew,
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
  agency: string | null
  after: Place | null
  /** The one whose card is shown. */
  open: FollowupId | null
}

/** A group of boxes holds ten. */
const BOXES = LIMITS.choices
export const HOME_PAGE = 2 * BOXES

export interface HomePage<It> {
  shown: readonly It[]
  /** Where the next page begins; null on the last one. */
  next: Place | null
}
export type HomeSeen = ({ followups: HomePage<Followup> } | { requests: HomePage<Request> }) & {
  card: { followup: Followup; known: Known } | null
}

export const homeBlocks =
  (state: HomeState, seen: HomeSeen, now: Temporal.Instant) =>
  (v: Voice): readonly KnownBlock[] => [
    tabs(v, state),
    actions(
      button(v.t.home.newFollowup, followupAnew, null, { style: 'primary' }),
      button(v.t.home.newRequest, requestAnew, null),
      ...(state.tab === 'team' ? [filterButton(v, state)] : []),
    ),
    ...(seen.card
      ? [
          divider,
          ...(followupCard(seen.card.followup, now, seen.card.known)(v).blocks as KnownBlock[]),
          divider,
        ]
      : []),
    header(v.t.home.titles[state.overdue ? 'overdue' : state.tab]),
    ...('requests' in seen ? requestsOf(v, seen.requests) : followupsOf(v, state, seen.followups, now)),
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
  agency: null,
  after: null,
  open: null,
})

const filterButton = ({ t }: Voice, state: HomeState) =>
  button(state.overdue ? t.home.all : t.home.onlyOverdue, turnHome, {
    ...state,
    overdue: !state.overdue,
    after: null,
  })

const followupsOf = (
  v: Voice,
  state: HomeState,
  { shown }: HomePage<Followup>,
  now: Temporal.Instant,
): KnownBlock[] => {
  const { tab, overdue } = state
  if (shown.length === 0) return [section(v.t.home.none[overdue ? 'overdue' : tab])]
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
