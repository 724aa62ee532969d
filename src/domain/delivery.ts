import type { Held, Thin } from './hold.ts'
import type { Id, TeamId, UserId } from './ids.ts'
import type { ClaimedOffer } from './offer.ts'
import type { Locale } from './person.ts'
import type { DueSlot, HolidayMet } from './schedule.ts'

// What must outlive a crash on its way in and on its way out.

/** Something Slack delivered: kept before it is acknowledged, worked on once. */
export interface Inbound {
  /** Names the delivery however often Slack repeats it. */
  dedupeKey: string
  team: TeamId
  kind: 'command' | 'action' | 'submission' | 'shortcut' | 'event'
  /** The payload as Slack sent it, JSON. */
  body: string
  attempts: number
}

export interface Inbox {
  /** False when it is there already: a repetition, to be acknowledged and forgotten. The taker holds it for `leaseMs`. */
  add(delivery: Omit<Inbound, 'attempts'>, leaseMs: number): Promise<boolean>
  /**
   * The oldest delivery that a process acknowledged and died before it was done, taken for `leaseMs`; null when there is
   * none, or when another process was quicker.
   */
  claimStale(leaseMs: number): Promise<Inbound | null>
  /** Answered with a refusal: what was typed is kept a day, so that a form can be opened with it. */
  refused(dedupeKey: string): Promise<void>
  /** What was typed in a delivery that was refused or given up; null once forgotten. */
  refusedBody(dedupeKey: string): Promise<string | null>
  /** Given up; what was typed is kept a day, so that a form can be opened with it. */
  fail(dedupeKey: string, error: string): Promise<void>
  forgetBefore(at: Temporal.Instant): Promise<number>
}

export type OutboundId = Id<'out'>
export type OutboundState = 'pending' | 'claimed' | 'sending' | 'delivered' | 'parked' | 'cancelled'

/** What is to be said in Slack: written in the transaction that decided it. */
export interface NewOutbound {
  dedupeKey: string
  team: TeamId
  kind: 'post' | 'update'
  /** A channel, or a user for a direct message. */
  channel: string
  thread: string | null
  card: string | null
  /** Blocks and text, JSON. */
  message: string
  locale: Locale
  timeZone: string
  /** Who is told when the channel refuses it. */
  owner: UserId | null
  /** Ids of what it is about, blank-separated: it is worth saying only while one of them is of interest. */
  about: string | null
}

export interface Outbound extends NewOutbound {
  id: OutboundId
  state: OutboundState
  attempts: number
  leaseEpoch: number
  firstSentAt: Temporal.Instant | null
  /** For an update: the `ts` of the message that the card became. */
  ts: string | null
  /** What Slack opened for a direct message, once known. */
  conversation: string | null
}

/** A message that a card became. */
export interface CardPlace {
  channel: string
  locale: Locale
  timeZone: string
}

/** The part of the outbox that a transaction writes to. */
export interface OutboxWriter {
  /** False when the same thing was to be said before. */
  enqueue(outbound: NewOutbound): Promise<boolean>
  /** Where a card is, or will be once its post is delivered. */
  placesOf(card: string): Promise<readonly CardPlace[]>
}

export interface Outbox {
  /** The next thing that may be sent, of one workspace or of all: one in flight a channel, paced; held for `leaseMs`. */
  claim(options: { leaseMs: number; team?: TeamId | undefined }): Promise<Outbound | undefined>
  /**
   * Durable before the request goes out; false when the lease is over, for then the channel may be somebody else's.
   * A sender that dies after this leaves an unknown outcome, which is looked for after `settleMs`.
   */
  markSending(outbound: Outbound, times: { leaseMs: number; settleMs: number }): Promise<boolean>
  delivered(outbound: Outbound, at: { ts: string; conversation: string }): Promise<boolean>
  /** Not accepted, or no harm to repeat: again, not before `afterMs`. Where Slack wants its peace, the channel waits too. */
  retry(outbound: Outbound, error: string, wait: { afterMs: number; holdsChannel: boolean }): Promise<void>
  /** Nobody knows whether Slack has it: looked for after `settleMs`. */
  unknown(outbound: Outbound, settleMs: number, error: string): Promise<void>
  /** Slack will not take it; `apology`, when given, is enqueued in the same transaction. */
  park(outbound: Outbound, error: string, apology: NewOutbound | null): Promise<void>
  /** Not worth saying any more. */
  cancel(outbound: Outbound, reason: string): Promise<void>
  depth(): Promise<{ waiting: number; oldestMs: number; parked: number }>
  /** What was settled by then; cards stay where they can still change, `digests` says of those of which until when. */
  forgetBefore(at: Temporal.Instant, cards: { digests: Temporal.Instant }): Promise<number>
}

/** A moment that came due. Every one ends in a visible state. */
export interface StoredSlot {
  schedule: string
  key: string
  due: Temporal.Instant
  /** Older slots that were skipped in favour of this one. */
  passedOver: number
  holiday: HolidayMet | null
  held: Held | null
  /** Who would have it although it was too late. */
  askedBy: UserId | null
  epoch: number
  /** How often it was taken, this time included. */
  attempts: number
}
/** A slot that was waiting for numbers when it was skipped. */
export interface WaitOver extends Pick<StoredSlot, 'schedule' | 'key'> {
  held: Held
  reason: string
}
export interface Slots {
  /** Slots up to here are settled. Set to `start` on first sight. */
  watermark(schedule: string, start: Temporal.Instant): Promise<Temporal.Instant>
  /**
   * Writes what came due (the older ones as skipped, with a reason) and moves the watermark; repeating it changes
   * nothing. What still waits is passed over for a newer one, not for itself at another hour.
   */
  materialise(
    schedule: string,
    slots: readonly (DueSlot & { skipped: string | null; passedOver: number })[],
    until: Temporal.Instant,
  ): Promise<void>
  /** The oldest due slot of these schedules that nobody holds, taken for `leaseMs`; null when there is none. */
  claimDue(schedules: readonly string[], leaseMs: number): Promise<StoredSlot | null>
  /** Holds on to it for another `leaseMs`, while nobody else has taken it. */
  renew(slot: StoredSlot, leaseMs: number): Promise<void>
  /** Lets those go on that wait for other numbers than these, or have waited long enough. */
  unhold(schedules: readonly string[], at: { version: number; now: Temporal.Instant }): Promise<void>
  /** Those of the schedules that begin so which were passed over or paused while they waited; nobody was told so far. */
  waitsOver(prefix: string): Promise<readonly WaitOver[]>
  /** Will not be run, for that reason. */
  skip(slot: StoredSlot, reason: string): Promise<void>
  /** Holds it off for `retryMs` after a failed try. */
  failed(slot: StoredSlot, error: string, retryMs: number): Promise<void>
  forgetBefore(at: Temporal.Instant): Promise<number>
}

/** Why and until when a slot waits for numbers. */
export interface SlotHold {
  /** `version`: the numbers that were found too thin. */
  hold: { why: Thin; since: Temporal.Instant; until: Temporal.Instant; version: number }
}

/** What a transaction settles: it happens once, with everything that was decided, or not at all. */
export type Settles =
  /** `answers` is a delivery that was refused, and is now done after all. */
  | { inbound: string; answers?: string }
  /** With `more` to do: it stays due, for the next round. */
  | { slot: StoredSlot; more?: boolean }
  /** A slot that waits for numbers. */
  | ({ waiting: StoredSlot } & SlotHold)
  /** What is said of a slot that was skipped while it waited. */
  | { over: WaitOver }
  | { offer: ClaimedOffer }
  /** A slot that failed for the last time, with its reason. */
  | { givenUp: StoredSlot; error: string }

/** What became of one attempt to say something in Slack. */
export type Receipt = { ok: true; ts: string } | Refused
export type Refused =
  | { ok: false; outcome: 'refused'; error: string }
  /** Surely not accepted. */
  | { ok: false; outcome: 'later'; error: string; afterMs: number }
  /** It may be there, or not. */
  | { ok: false; outcome: 'unknown'; error: string }

/** Which workspaces refuse Slack's own charts, which come to them by and by: asked again after a month. */
export interface NativeCharts {
  refused(team: TeamId): Promise<boolean>
  refuse(team: TeamId): Promise<void>
}

/** The way to Slack for what must arrive once. Never repeats a request by itself. */
export interface Courier {
  /** The conversation that a direct message to a person goes to; a channel is its own. */
  conversation(team: TeamId, channel: string): Promise<{ channel: string } | Refused>
  /**
   * A message as that workspace can show it, with pictures uploaded; in words only when `plainly`. Done before anything
   * is marked as being sent: what is uploaded and then forgotten nobody sees.
   */
  illustrated(letter: {
    team: TeamId
    message: string
    plainly: boolean
  }): Promise<{ message: string } | Refused>
  /** Of a message whose charts may be what Slack refuses it says 'later': illustrated again, it looks different. */
  post(letter: {
    team: TeamId
    channel: string
    thread: string | null
    message: string
    key: string
  }): Promise<Receipt>
  update(letter: { team: TeamId; channel: string; ts: string; message: string }): Promise<Receipt>
  /** The `ts` of the message that carries `key`; 'blind' when Regia may not look, 'failed' when it could not. */
  find(letter: {
    team: TeamId
    channel: string
    thread: string | null
    key: string
    since: Temporal.Instant
  }): Promise<{ ts: string } | 'absent' | 'blind' | 'failed'>
}
