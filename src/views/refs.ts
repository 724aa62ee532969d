import { actionRef } from '../blocks/refs.ts'
import type { FollowupId } from '../domain/followup.ts'
import type { PeriodName } from '../domain/period.ts'
import type { RequestId } from '../domain/request.ts'
import type { CardKey } from '../kit/effects.ts'

/** What a digest line hands to the follow-up form: what it was about, and why. */
export interface Finding {
  why: 'dark' | 'down' | 'up' | 'agency' | 'market'
  name: string
  agency: string | null
  creator: string | null
}

export const assignFromDigest = actionRef<Finding>('followup.assign')
export const completeFollowup = actionRef<FollowupId>('followup.done')
export const snoozeFollowup = actionRef<FollowupId>('followup.snooze')
export const reassignFollowup = actionRef<FollowupId>('followup.reassign')
export const reopenFollowup = actionRef<FollowupId>('followup.reopen')
export const undoFollowup = actionRef<FollowupId>('followup.undo')
export const editFollowup = actionRef<FollowupId>('followup.edit')

export const takeRequest = actionRef<RequestId>('request.take')
export const answerRequest = actionRef<RequestId>('request.answer')
export const declineRequest = actionRef<RequestId>('request.decline')

/** A digest somebody looked at privately: enough to make it again. */
export interface Looked {
  scope: string
  period: PeriodName
}
export const postDigest = actionRef<Looked>('digest.post')
export const subscribeDigest = actionRef<Looked>('digest.subscribe')

/** A task's card, by which every place it was posted is found again. */
export const cardOf = ({ id }: { id: FollowupId | RequestId }): CardKey => `card:${id}`
