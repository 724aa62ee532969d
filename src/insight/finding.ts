import type { Insight } from '#src/domain/insight.ts'

/** Something found on the day that is looked at, before anybody decides whether to say it. */
export interface Finding extends Omit<Insight, 'id' | 'score' | 'since' | 'stake'> {
  /** What kind of sign it is: two signs of different sort about one creator weigh more than one. */
  sign: Sign
  /** Position of the first day of it. */
  since: number
  z: number | null
  p: number | null
  /** Diamonds a week that hang on it: what it is ranked by. */
  stake: number
  /** The effect on a logarithmic scale, where there is one: what fell most names the kind. */
  size: number
  /** The creator's position; −1 for groups. */
  creator: number
}

/** A finding as it would be said. */
export interface Candidate {
  insight: Insight
  finding: Finding
}

/** Leading signs come before the money, `yield` is the money. */
export type Sign = 'attendance' | 'hours' | 'fans' | 'audience' | 'yield' | 'spike' | 'fact' | 'group'

/**
 * One question asked of the numbers: how likely an answer like this was by chance, and what would be said. All trials
 * of a family are judged together, also those that nobody would tell.
 */
export interface Trial {
  family: string
  /**
   * How often in a week its answer is a new one, since a digest looks every day: a silence may begin any day, a
   * fortnight's mean is nearly yesterday's. Each chance is taken for the best of so many looks.
   */
  looks: number
  p: number
  /** Null when the effect is too small to matter, whatever its chance. */
  tell: () => Finding | null
}

/** Looks a week: of what may begin on any day, and of what moves by a fortnight. */
export const OFTEN = 4
export const SELDOM = 1
