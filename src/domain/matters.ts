import type { InsightKind } from './insight.ts'

/** How one matter is spoken of, however many kinds of finding it shows as. */
export interface Matter {
  /**
   * Each beginning is a matter of its own: another month, another violation, another night. Otherwise what goes on is one
   * episode, and another day on which it seems to have begun is none.
   */
  anew: boolean
  /** Beginnings that lie no more days apart are one. */
  blur: number
  /** What else tells two of them apart. */
  apart: 'direction' | 'metric' | null
  /** Worth telling again when it has grown much worse. */
  grows: boolean
  /** Happened, and is true whatever came after it; what goes on is told only as long as it is found. */
  happened: boolean
}

const ONGOING = { anew: false, blur: 0, apart: null, grows: false, happened: false } as const satisfies Matter
const EVENT = { ...ONGOING, anew: true, happened: true } as const satisfies Matter

const MATTERS = {
  decline: { ...ONGOING, grows: true },
  shift: { ...ONGOING, apart: 'direction' },
  mix: ONGOING,
  rise: { ...ONGOING, happened: true },
  // Once its rows are there, the day itself is told anew without it.
  fault: { ...ONGOING, happened: true },
  goal: { ...ONGOING, anew: true, apart: 'metric' },
  rookie: { ...ONGOING, anew: true },
  campaign: EVENT,
  safety: { ...EVENT, blur: 5 },
  recovery: { ...EVENT, blur: 5 },
  spike: { ...EVENT, blur: 5 },
  followers: { ...EVENT, blur: 5 },
} as const satisfies Record<string, Matter>

export type MatterName = keyof typeof MATTERS

interface Trait {
  /** A creator who goes dark after a decline is the same matter, grown worse. */
  of: MatterName
  /** Graver than all else of its matter: whoever wishes to hear no more of that has not been told this. */
  gravest?: true
}

const KINDS: Readonly<Record<InsightKind, Trait>> = {
  went_dark: { of: 'decline', gravest: true },
  decline: { of: 'decline' },
  slide: { of: 'decline' },
  efficiency: { of: 'decline' },
  fan_loss: { of: 'decline' },
  agency_decline: { of: 'decline' },
  market_shift: { of: 'shift' },
  whale: { of: 'spike' },
  mix_shift: { of: 'mix' },
  level_shift: { of: 'rise' },
  near_threshold: { of: 'goal' },
  follower_spike: { of: 'followers' },
  safety: { of: 'safety' },
  recovery: { of: 'recovery' },
  rookie_stalled: { of: 'rookie' },
  data_fault: { of: 'fault' },
  campaign_effect: { of: 'campaign' },
}

export const matterNamed = (kind: InsightKind): MatterName => KINDS[kind].of
export const matterOf = (kind: InsightKind): Matter => MATTERS[KINDS[kind].of]

/** Whether who wishes to hear no more of one kind hears nothing of another: it is the same matter, and not graver. */
export const hushes = (muted: InsightKind, kind: InsightKind): boolean =>
  muted === kind || (KINDS[muted].of === KINDS[kind].of && KINDS[kind].gravest !== true)
