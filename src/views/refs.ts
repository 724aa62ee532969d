import { actionRef } from '../blocks/refs.ts'
import type { AlertId } from '../domain/alert.ts'
import type { Day } from '../domain/day.ts'
import type { FollowupId } from '../domain/followup.ts'
import type { UserId } from '../domain/ids.ts'
import type { MuteId, Suggestion } from '../domain/insight.ts'
import type { SheetKind } from '../domain/listing.ts'
import type { OfferId } from '../domain/offer.ts'
import type { PeriodName } from '../domain/period.ts'
import type { Desk, RequestId } from '../domain/request.ts'
import type { SubscriptionId } from '../domain/schedule.ts'
import type { AboutCreator } from '../domain/task.ts'
import type { CardKey } from '../kit/effects.ts'
import type { HomeState } from './home.ts'

/** What a digest line hands to the follow-up form: what it was about, and why. */
export interface Finding {
  why: 'dark' | 'down' | 'up' | 'agency' | 'market' | 'newcomers' | Suggestion
  name: string
  agency: string | null
  creator: string | null
  /** The finding that it came from, where there was one. */
  insight?: string
}

export const whyInsight = actionRef<string>('insight.why')
export const muteInsight = actionRef<string>('insight.mute')
/** A digest's findings: of which scope and which days. */
export const allFindings = actionRef<Listed & { after?: number }>('insight.all')
export const allOfThem = actionRef<Listed & { what: Exclude<Lists, 'findings'> }>('digest.list')
/** A list as a file, to whoever presses. */
export const takeAlong = {
  csv: actionRef<Listed & { what: Lists }>('digest.csv'),
  xlsx: actionRef<Listed & { what: Lists }>('digest.xlsx'),
} as const satisfies Record<SheetKind, unknown>
export const LISTS = ['findings', 'agencies', 'markets', 'near', 'dark'] as const
export type Lists = (typeof LISTS)[number]
/** What a list is of. */
export interface Listed {
  scope: string
  from: Day
  to: Day
}
/** A rule's day: its number against the same weekdays. */
export const whyAlert = actionRef<{ alert: AlertId; day: Day }>('alert.why')
/** All that rules told at one moment. */
export const allAlerts = actionRef<{ alerts: readonly AlertId[]; at: number }>('alert.all')
export const pauseAlert = actionRef<AlertId>('alert.pause')
export const resumeAlert = actionRef<AlertId>('alert.resume')
export const editAlert = actionRef<AlertId>('alert.edit')
export const deleteAlert = actionRef<AlertId>('alert.delete')
/** From a receipt. */
export const pauseDigest = actionRef<SubscriptionId>('digest.pause')
export const keepSource = actionRef<SubscriptionId | AlertId>('receipt.keep')
export const moreAlerts = actionRef<{ after: number }>('alert.more')
export const unmute = actionRef<MuteId>('insight.unmute')
export const assignFromDigest = actionRef<Finding>('followup.assign')

/** A follow-up as it looked where somebody pressed; null on cards from before looks were counted. */
export interface SeenFollowup {
  id: FollowupId
  version: number | null
}
export const SNOOZES = ['hours', 'tomorrow', 'monday', 'working', 'day'] as const
export type SnoozeChoice = (typeof SNOOZES)[number]
/** What stands behind a card's three dots: Slack shows five. */
export const VERBS = ['edit', 'block', 'note', 'history', 'cancel'] as const
export type Verb = (typeof VERBS)[number]
export const completeFollowup = actionRef<SeenFollowup>('followup.done')
export const snoozeFollowup = actionRef<SeenFollowup & { until: SnoozeChoice }>('followup.snooze')
export const reassignFollowup = actionRef<SeenFollowup>('followup.reassign')
export const reopenFollowup = actionRef<SeenFollowup>('followup.reopen')
export const undoFollowup = actionRef<SeenFollowup>('followup.undo')
export const editFollowup = actionRef<SeenFollowup>('followup.edit')
export const furtherFollowup = actionRef<SeenFollowup & { verb: Verb }>('followup.further')
/** What came of it, said after it was done. */
export const tellOutcome = actionRef<SeenFollowup>('followup.outcome')
/** Boxes of a checklist: which numbers stand in them, and which of those were ticked when they were drawn. */
export interface TickedList extends SeenFollowup {
  of: readonly number[]
  was: readonly number[]
}
export const tickList = actionRef<TickedList>('followup.check')
/** The follow-ups of its series that come after it begin as this one is. */
export const likeThisOne = actionRef<SeenFollowup>('followup.series')
export const endSeries = actionRef<SeenFollowup>('followup.end')
/** Its history, from that change back; from the newest one when null. */
export const followupHistory = actionRef<{ id: FollowupId; before: number | null }>('followup.history')

/** “I am on it”: nobody is asked for two working days. */
export const acknowledgeFollowup = actionRef<SeenFollowup>('followup.acknowledge')
export const takeFollowup = actionRef<SeenFollowup>('followup.take')
export const askAgain = actionRef<SeenFollowup>('followup.askAgain')
export const stopAsking = actionRef<SeenFollowup>('followup.stopAsking')
/** All of a reminder, to the next working morning. */
export const allToTomorrow = actionRef<readonly FollowupId[]>('followup.allTomorrow')

export const takeRequest = actionRef<RequestId>('request.take')
export const answerRequest = actionRef<RequestId>('request.answer')
export const declineRequest = actionRef<RequestId>('request.decline')

/** What a list of follow-ups is of; with nothing said it is of one's own. */
export interface FollowupsAsked {
  whose: 'mine' | 'team' | null
  state: 'done' | 'waiting' | null
  late: boolean
  owner: UserId | null
  agency: string | null
  creator: AboutCreator | null
}
/** Where a list goes on: what was asked for, and the last line that was shown. */
export interface NextFollowups {
  of: FollowupsAsked
  /** Epoch milliseconds: due, or of what is done when it was; null for one without a date, which come last. */
  after: { at: number | null; number: number }
}
/** One of a list, as a card. */
export const openListed = actionRef<FollowupId>('followup.card')
/** The whole of a list as a file, to whoever presses. */
export const takeFollowups = {
  csv: actionRef<FollowupsAsked>('followup.csv'),
  xlsx: actionRef<FollowupsAsked>('followup.xlsx'),
} as const satisfies Record<SheetKind, unknown>
export const bulkDone = actionRef<null>('home.done')
export const bulkSnooze = actionRef<{ until: Exclude<SnoozeChoice, 'day'> }>('home.snooze')
export const bulkReassign = actionRef<null>('home.reassign')
export const bulkCancel = actionRef<null>('home.cancel')
/** The one that is ticked, as a card with all its verbs. */
export const openTicked = actionRef<HomeState>('home.open')
export const turnHome = actionRef<HomeState>('home.turn')
/** Only somebody's, in the team's; only an agency's. */
export const homeOwner = actionRef<UserId>('home.owner')
export const homeAgency = actionRef<string>('home.agency')
export const followupAnew = actionRef<null>('followup.new')
export const requestAnew = actionRef<null>('request.new')
export const moreFollowups = actionRef<NextFollowups>('followup.more')
export interface NextRequests {
  which: 'mine' | 'new' | 'all' | null
  desk: Desk | null
  after: number
}
export const moreRequests = actionRef<NextRequests>('request.more')
export const moreDigests = actionRef<{ after: number }>('digest.more')

/** A digest somebody looked at privately: enough to make it again. */
export interface Looked {
  scope: string
  period: PeriodName
}
export const postDigest = actionRef<Looked>('digest.post')
export const resumeDigest = actionRef<SubscriptionId>('digest.resume')
export const takeDigest = actionRef<SubscriptionId>('digest.take')
/** A digest that waits for numbers. */
export const postHeld = actionRef<SubscriptionId>('digest.held')
/** A slot that was too late to be posted by itself, by its key. */
export const postLate = actionRef<{ id: SubscriptionId; slot: string }>('digest.late')
export const subscribeDigest = actionRef<Looked>('digest.subscribe')

export const importOffer = actionRef<OfferId>('file.import')
export const mapOffer = actionRef<OfferId>('file.map')
export const cancelOffer = actionRef<OfferId>('file.cancel')
export const undoOffer = actionRef<OfferId>('file.undo')
/** An import that may have come from anywhere, by its number. */
export const undoImport = actionRef<{ id: number }>('import.undo')
/** Where the list of them goes on: after that one. */
export const moreImports = actionRef<{ before: number }>('import.more')

/** A task's card, by which every place it was posted is found again. */
export const cardOf = ({ id }: { id: FollowupId | RequestId | OfferId }): CardKey => `card:${id}`
