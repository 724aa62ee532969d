/**
 * For how many days each thing is remembered, and why so long: what leans on another is held to it by a test.
 */
export const KEPT_DAYS = {
  /** What Slack delivered: it repeats for minutes; what was typed and refused can be opened as a form for a day. */
  deliveries: 1,
  /** Messages that a form was opened for and nothing was made of. */
  unmade: 1,
  /** What was said and cannot change any more, for whoever asks what went out. */
  messages: 14,
  /** Slots, for a subscription's history. */
  slots: 30,
  /** A digest, to be corrected: longer than the platform restates a month. */
  corrected: 35,
  /** The place of its card: a correction of the last day may still be on its way. */
  correctable: 36,
  /** Imports with their files: so long one can be taken back. */
  imports: 30,
  /** Files that were offered in Slack, with their cards: they say so as long as they can be taken back, and a while after. */
  offers: 40,
  /** What a digest has shown: longer than any finding stands in a digest's days. */
  shown: 60,
  /** How much was said: the receipt of a month comes until the tenth of the next, and a budget looks back a week. */
  sent: 70,
  /** What a rule has met: longer than any finding or run of days is the same one. */
  episodes: 90,
  /** That somebody wants to go on hearing from a source: not to be asked at each receipt. */
  wanted: 100,
  /** What the receipt looks at of what people did: its month, and for as long as somebody's wish counts. */
  actsTold: 120,
  /** What people did: a receipt that comes late after an outage finds the same. */
  acts: 130,
} as const

export const daysOf = (days: number): Temporal.Duration => Temporal.Duration.from({ hours: 24 * days })
