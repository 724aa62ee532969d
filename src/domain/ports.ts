import type { Alert, AlertId } from './alert.ts'
import type { Acted, Budgets, Ear, SentDay, SentKind } from './attention.ts'
import type { Day } from './day.ts'
import type { Episode } from './episode.ts'
import type { Followup, FollowupChange, FollowupId, NewFollowup } from './followup.ts'
import type { ChannelId, TeamId, UserId } from './ids.ts'
import type { Insight, MuteId, MuteNote, Severity } from './insight.ts'
import type { Policy } from './ladder.ts'
import type { Offer, OfferId } from './offer.ts'
import type { MessagePlace, Original } from './original.ts'
import type { Point } from './outcome.ts'
import type { Period } from './period.ts'
import type { Channel, Person } from './person.ts'
import type { PostedDigest } from './posted.ts'
import type { Desk, Request, RequestId } from './request.ts'
import type { Absence, OwnHours, Routine } from './routine.ts'
import type { PastSlot, Subscription, SubscriptionId } from './schedule.ts'
import type { Series, SeriesId } from './series.ts'
import type { Source, SourceId, Stop } from './source.ts'

export interface FollowupFilter {
  owner?: UserId
  agency?: string
  /** By the platform's id. */
  creator?: string
  /** Only what waits for somebody or something. */
  blocked?: true
  /** Only what waits for them. */
  blockedBy?: UserId
  /** Due before this moment. */
  dueBefore?: Temporal.Instant
  /** Of one that comes round. */
  series?: SeriesId
  /** Only what they are asked after: it waits for them, or is theirs and waits for nobody. */
  askedOf?: UserId
  /** Whose reminder is due by then; all that the same person is asked after stands together. */
  remindBy?: Temporal.Instant
  /** Of which somebody else is to hear by then. */
  escalateBy?: Temporal.Instant
  /** Those that are listed behind this one; `due` in epoch milliseconds, null for one without a date. */
  after?: { due: number | null; number: number }
}

export interface DoneFilter extends Pick<FollowupFilter, 'owner' | 'agency' | 'creator'> {
  /** It was late. */
  late?: true
  /** Those that are listed behind this one: epoch milliseconds of its end. */
  after?: { closed: number; number: number }
}

/** What whoever runs Regia lists and takes along: of any state, and whoever may know of it. */
export interface EveryFilter {
  state: 'open' | 'done' | 'cancelled' | 'all'
  owner?: UserId
  agency?: string
  /** Open and due before this moment. */
  overdueAt?: Temporal.Instant
}
/** `key` is the name that it keeps through files: its id, or what a file called it when it came in. */
export interface Keyed {
  key: string
  followup: Followup
}

export interface FollowupReads {
  named(ref: string): Promise<Followup | undefined>
  byId(id: FollowupId): Promise<Followup | undefined>
  /** Open ones, the most pressing first: overdue and soonest due, then by number. */
  open(filter: FollowupFilter, limit: number): Promise<readonly Followup[]>
  /** Whom the most pressing ones are about that did not come from private channels, most often named first. */
  agencies(limit: number): Promise<readonly string[]>
  /** Done from `from` on and before `until`, the newest first. */
  done(
    from: Temporal.Instant,
    until: Temporal.Instant,
    limit: number,
    of?: DoneFilter,
  ): Promise<readonly Followup[]>
  /** All there are, by number, those after that number: for the operator, who sees what is private too. */
  every(filter: EveryFilter, after: number, limit: number): Promise<readonly Keyed[]>
  /** Which of these keys there are already. */
  keyed(keys: readonly string[]): Promise<ReadonlySet<string>>
  /** Those that were made of that message, by number. */
  madeOf(place: MessagePlace): Promise<readonly Followup[]>
  /** What was done to it, the newest first; of what came before that version. */
  history(id: FollowupId, limit: number, before?: number): Promise<readonly FollowupChange[]>
  /** The thread that its card is in, or would begin, in a channel; null where there is none. */
  threadIn(id: FollowupId, channel: ChannelId): Promise<string | null>
}
/** When whom is asked next. */
export type Asking = Pick<
  Followup,
  'remindAt' | 'askedAt' | 'snoozedUntil' | 'againAt' | 'rung' | 'escalateAt'
>
export interface Followups extends FollowupReads {
  /** `key` is what a file calls it: a second one of the same name is refused by throwing. */
  add(followup: NewFollowup, key?: string): Promise<Followup>
  /**
   * Writes `changes`, and the history of them with what was said, when nothing happened since `was` was read; else refuses by
   * returning undefined.
   */
  change(was: Followup, changes: Partial<Followup>, note?: string | null): Promise<Followup | undefined>
  /**
   * Moves on whom it is asked of: nobody changed anything, so it makes no version. Undefined when somebody has changed it
   * since `was` was read, or has moved it on: then whoever did says what there is to say.
   */
  ask(was: Followup, asking: Partial<Asking>): Promise<Followup | undefined>
}

/** Only of what was done, and only where numbers were kept when it was promised. */
export interface ResultReads {
  /** Of those done since then whose points may change, the ones that were not looked at with these numbers (`looked`). */
  due(looked: string, since: Temporal.Instant, limit: number): Promise<readonly Followup[]>
  /** Done from `from` on and before `until`, the newest first. */
  achieved(
    when: { from: Temporal.Instant; until: Temporal.Instant; agency?: string },
    limit: number,
  ): Promise<readonly Followup[]>
}
export interface Results extends ResultReads {
  /** False when it was changed since it was read. A measurement is none of its changes. */
  measured(
    was: Followup,
    now: { points: readonly Point[]; looked: string; settled: boolean },
  ): Promise<boolean>
}

export interface SeriesReads {
  byId(id: SeriesId): Promise<Series | undefined>
  /** Those whose next follow-up is to be made by then, the longest waiting first. */
  due(by: Temporal.Instant, limit: number): Promise<readonly Series[]>
}
export interface AllSeries extends SeriesReads {
  add(series: Omit<Series, 'team' | 'id' | 'version'>): Promise<Series>
  /** Undefined when something happened to it since `was` was read. */
  change(was: Series, changes: Partial<Series>): Promise<Series | undefined>
}

export interface OriginalReads {
  at(place: MessagePlace): Promise<Original | undefined>
}
export interface Originals extends OriginalReads {
  /** As it is now; what is known of its end stays. */
  keep(original: Omit<Original, 'deletedAt'>): Promise<void>
  /** True for one transaction, whoever asks however often: a message becomes one follow-up by emoji. */
  capture(place: MessagePlace): Promise<boolean>
  /** It was deleted in Slack. */
  gone(place: MessagePlace): Promise<void>
}

export interface RequestFilter {
  desk?: Desk
  requester?: UserId
  agency?: string
  state?: 'new'
  /** Those with a higher number. */
  after?: number
}
export interface RequestReads {
  named(ref: string): Promise<Request | undefined>
  byId(id: RequestId): Promise<Request | undefined>
  /** Those still waiting for an end, oldest first. */
  waiting(filter: RequestFilter, limit: number): Promise<readonly Request[]>
}
export interface Requests extends RequestReads {
  add(request: Omit<Request, 'id' | 'ref' | 'team' | 'version'>): Promise<Request>
  change(was: Request, changes: Partial<Request>): Promise<Request | undefined>
}

/** What posts to a place by itself, has an owner and can be paused: of digests as of rules. */
export interface Sources<Of extends Source> {
  byId(id: Of['id']): Promise<Of | undefined>
  /** Nothing comes of it until somebody resumes it. */
  pause(it: Of, stop: Stop): Promise<Of>
}

export interface SubscriptionReads {
  /** Also one that has ended. */
  named(ref: string): Promise<Subscription | undefined>
  byId(id: SubscriptionId): Promise<Subscription | undefined>
  /** All that have not ended, by number. */
  list(): Promise<readonly Subscription[]>
  /** What became of its slots, the newest first: of about the last thirty days. */
  history(id: SubscriptionId, limit: number): Promise<readonly PastSlot[]>
  /** The findings that it has shown, each with how grave it was then. */
  shown(id: SubscriptionId): Promise<ReadonlyMap<string, Severity>>
}
export interface Subscriptions extends SubscriptionReads, Sources<Subscription> {
  add(subscription: Omit<Subscription, 'id' | 'ref' | 'team'>): Promise<Subscription>
  change(was: Subscription, changes: Partial<Subscription>): Promise<Subscription>
  /** Remembers what it shows now, and forgets what it showed long ago. */
  show(id: SubscriptionId, insights: readonly Insight[], at: Temporal.Instant): Promise<void>
  /** Lets the slot that waits for numbers go on without them; false when none waits (any more). */
  free(id: SubscriptionId, by: UserId): Promise<boolean>
  /** Lets a slot be posted that was too late for it; once, and false when it was asked for before or was no such slot. */
  ask(id: SubscriptionId, slot: string, by: UserId): Promise<boolean>
}

export interface PostReads {
  /**
   * What was compared with other numbers than those of `version`, of the last weeks, by card: a page, since thousands
   * would hold everybody up.
   */
  outdated(version: number, now: Temporal.Instant): Promise<readonly PostedDigest[]>
}
export interface Posts extends PostReads {
  /** What a subscription has posted last, while that is kept. */
  newest(of: SubscriptionId): Promise<PostedDigest | undefined>
  /** Forgets at the same time what is too old to be corrected. */
  add(posted: PostedDigest): Promise<void>
  /** They show what they may show: with these numbers they need not be compared again. */
  compared(posts: readonly PostedDigest[], version: number): Promise<void>
  /** False when somebody was quicker. */
  correct(
    was: PostedDigest,
    changes: Pick<PostedDigest, 'figures' | 'version' | 'corrections'>,
  ): Promise<boolean>
}

export interface OfferReads {
  byId(id: OfferId): Promise<Offer | undefined>
  /** The one that an import came from. */
  ofImport(id: number): Promise<Offer | undefined>
  /** Other imports whose cards still say how whole the newest day was when they came. */
  covered(but: OfferId): Promise<readonly Offer[]>
}
export interface Offers extends OfferReads {
  /** Undefined when this file was offered in this place before. */
  add(offer: Omit<Offer, 'id' | 'team' | 'version'>): Promise<Offer | undefined>
  change(was: Offer, changes: Partial<Offer>): Promise<Offer | undefined>
}

export interface SettingReads {
  /** The channel where a desk's cards go; null until somebody chose one. */
  deskChannel(desk: Desk): Promise<ChannelId | null>
  /** Who may change everybody's follow-ups. */
  leads(): Promise<readonly UserId[]>
  /** The emoji that makes a follow-up of a message; null when none does. */
  captureEmoji(): Promise<string | null>
}
export interface Settings extends SettingReads {
  setDeskChannel(desk: Desk, channel: ChannelId | null): Promise<void>
  setLeads(leads: readonly UserId[]): Promise<void>
  setCaptureEmoji(emoji: string | null): Promise<void>
}

export interface MuteReads {
  /** Those that have not been ended, also of days gone by: they explain what was held back then. By day. */
  list(): Promise<readonly MuteNote[]>
  byId(id: MuteId): Promise<MuteNote | undefined>
}
export interface Mutes extends MuteReads {
  add(mute: Omit<MuteNote, 'id'>): Promise<MuteNote>
  end(id: MuteId): Promise<void>
}

export interface AlertReads {
  /** Also one that has ended. */
  named(ref: string): Promise<Alert | undefined>
  byId(id: AlertId): Promise<Alert | undefined>
  /** All that have not ended, by number. */
  list(): Promise<readonly Alert[]>
  /** All that a rule has met, of the last three months; or what waits, and what is of these entities. */
  episodes(id: AlertId, of?: readonly string[]): Promise<readonly Episode[]>
  /** What is to be told and was not yet, of all rules, the oldest first. */
  waiting(): Promise<readonly Episode[]>
  /** What those rules told at that moment. */
  toldAt(ids: readonly AlertId[], at: Temporal.Instant): Promise<readonly Episode[]>
}
export interface Alerts extends AlertReads, Sources<Alert> {
  add(alert: Omit<Alert, 'id' | 'ref' | 'team'>): Promise<Alert>
  change(was: Alert, changes: Partial<Alert>): Promise<Alert>
  /** Writes them as they are now, and forgets those of the same rules that are so old that nothing can be the same. */
  keep(episodes: readonly Episode[]): Promise<void>
  /** As if it had never been met: it may be met again. */
  drop(episodes: readonly Episode[]): Promise<void>
  /** Slack would not take the message with that key: what these rules told in it was not heard. */
  unheard(ids: readonly AlertId[], post: string): Promise<void>
  /** The rule begins anew, or has ended. */
  forgetWaiting(id: AlertId): Promise<void>
}

export interface AttentionReads {
  budgets(): Promise<Budgets>
  /** What was said unasked, on days where the hearer lives. */
  sent(ear: Ear, period: Period): Promise<readonly SentDay[]>
  /** What the message at that place came from. */
  sourcesOf(channel: ChannelId, ts: string): Promise<readonly SourceId[]>
  acted(source: SourceId, since: Temporal.Instant): Promise<readonly Acted[]>
}
export interface Attention extends AttentionReads {
  setBudgets(budgets: Budgets): Promise<void>
  /** One message more. It costs the same however much was said before. */
  count(ear: Ear, day: Day, kind: SentKind, sources: readonly SourceId[]): Promise<void>
  /** Once for each post, insight and kind of act, however many people did it. */
  act(acted: Acted, post: string): Promise<void>
}

/** People and channels as last seen in Slack. Someone never seen reads as a stranger with the workspace's defaults. */
export interface People {
  person(id: UserId): Promise<Person>
  /** What people are called who are here and can be asked: to be offered for a name that nobody has. */
  names(): Promise<readonly string[]>
  channel(id: ChannelId): Promise<Channel>
  /** Of these addresses, in lower case, those that are somebody's. */
  withEmails(emails: readonly string[]): Promise<ReadonlyMap<string, UserId>>
}

/** When people work, and whether they are away, by their own word. */
export interface RoutineReads {
  of(person: UserId): Promise<Routine>
}
export interface Routines extends RoutineReads {
  setHours(person: UserId, hours: OwnHours | null): Promise<void>
  setAway(person: UserId, away: Absence | null): Promise<void>
}

/** How promises that are late go up, by the channel in which they were made. */
export interface PolicyReads {
  /** The channel's own, else the workspace's, else the usual one. */
  of(channel: ChannelId | null): Promise<Policy>
}
export interface Policies extends PolicyReads {
  /** Null for the whole workspace. */
  set(channel: ChannelId | null, policy: Policy): Promise<void>
}

/** Who looks after which agencies: the list of them has addresses, and Slack says whose they are. */
export interface Managers {
  /** The address by which the agency list knows a person; null when it does not. */
  emailOf(person: UserId): Promise<string | null>
}

/** What `look` may read of the ledger. */
export interface LedgerReads {
  followups: FollowupReads
  series: SeriesReads
  results: ResultReads
  requests: RequestReads
  digests: SubscriptionReads
  posts: PostReads
  mutes: MuteReads
  alerts: AlertReads
  attention: AttentionReads
  offers: OfferReads
  originals: OriginalReads
  settings: SettingReads
  people: People
  routines: RoutineReads
  policies: PolicyReads
}
/** What `run` may read and change: bound to one transaction and to one workspace. */
export interface Ledger {
  followups: Followups
  series: AllSeries
  results: Results
  requests: Requests
  digests: Subscriptions
  posts: Posts
  mutes: Mutes
  alerts: Alerts
  attention: Attention
  offers: Offers
  originals: Originals
  settings: Settings
  people: People
  routines: Routines
  policies: Policies
}

/** What Slack last said about people and channels, and when. */
export interface Directory {
  seenPerson(team: TeamId, id: UserId): Promise<Temporal.Instant | null>
  /** Null also while Regia is not in it: an invitation must count at once. */
  seenChannel(team: TeamId, id: ChannelId): Promise<Temporal.Instant | null>
  rememberPerson(
    person: Omit<Person, 'locale' | 'timeZone'> & { slackLocale: string | null; timeZone: string | null },
    at: Temporal.Instant,
  ): Promise<void>
  /** Of these addresses the ones of which Slack said after `since` whose they are, or that they are nobody's. */
  askedEmails(team: TeamId, emails: readonly string[], since: Temporal.Instant): Promise<readonly string[]>
  rememberEmail(team: TeamId, email: string, person: UserId | null, at: Temporal.Instant): Promise<void>
  rememberChannel(
    channel: Omit<Channel, 'locale'> & { slackLocale: string | null },
    at: Temporal.Instant,
  ): Promise<void>
}
