import type { FileFault, FileKind, ImportReport, Mapping, UndoFault } from './facts.ts'
import type { ChannelId, Id, TeamId, UserId } from './ids.ts'

export type OfferId = Id<'fil'>
/**
 * `looking`, `importing` and `undoing` are work that somebody has to do; `asked` waits for a person. `ignored`: nothing
 * that Regia reads, so nothing was said of it.
 */
export type OfferState =
  | 'looking'
  | 'asked'
  | 'importing'
  | 'imported'
  | 'undoing'
  | 'undone'
  | 'cancelled'
  | 'refused'
  | 'ignored'

export type OfferFault =
  | FileFault
  | UndoFault
  /** Deleted in Slack, or out of Regia's sight. */
  | { fault: 'slack.gone'; file: string }
  /** A bug, or a fault that did not pass; `ref` finds it in the log. */
  | { fault: 'trouble'; ref: string }

/** What people said of the file, beyond what it says itself. */
export interface FileSaid {
  kind?: FileKind | undefined
  map?: Mapping | undefined
  creatorId?: string | undefined
}

/** A file that somebody put before Regia in Slack, or an import to be taken back from there. */
export interface Offer {
  id: OfferId
  team: TeamId
  /** Where its card is: a conversation, or a person. */
  channel: ChannelId | UserId
  /** The thread its card is in. */
  thread: string | null
  /** The file as Slack knows it; null where there is only an import to be taken back. */
  slackFile: string | null
  /** Empty until Slack has said what it is. */
  name: string
  by: UserId
  state: OfferState
  said: FileSaid
  /** Of the trial run, then of the import. */
  report: ImportReport | null
  fault: OfferFault | null
  /** The import that it became, also once that was taken back. */
  importId: number | null
  /** Who pressed the last button. */
  actor: UserId | null
  /** The file of left-out rows, as Slack knows it, once its bytes are there. */
  rejects: string | null
  version: number
  createdAt: Temporal.Instant
}

/** One whose work somebody has taken on, for a while. */
export interface ClaimedOffer extends Offer {
  epoch: number
  /** How often it was taken since it last changed, this time included. */
  attempts: number
}

/** What each of its columns is, as far as it is known; null where that would not help. */
export const columnsOf = ({ report, fault }: Pick<Offer, 'report' | 'fault'>): Mapping | null =>
  report?.understood ?? (fault && 'guess' in fault ? fault.guess : null)

/** Work on offers, handed to one process at a time. */
export interface OfferQueue {
  /** The oldest that nobody works on, held for `leaseMs`. */
  claim(options: { leaseMs: number; team: TeamId }): Promise<ClaimedOffer | undefined>
  /** Holds it for longer; false when the lease was over and somebody else has it. */
  hold(claimed: ClaimedOffer, leaseMs: number): Promise<boolean>
  /** The bytes of its left-out rows are in Slack; durable before anybody sees them. */
  keepRejects(claimed: ClaimedOffer, slackFile: string): Promise<void>
  /** Not now: again after a while. */
  later(claimed: ClaimedOffer, afterMs: number): Promise<void>
  /** Those made before then, whatever became of them. */
  forgetBefore(at: Temporal.Instant): Promise<number>
}

/** A file in Slack. */
export interface SharedFile {
  name: string
  /** Bytes. */
  size: number
  /** Regia's own. */
  own: boolean
  url: string
  /** The message that shows it in the channel asked about, and the thread that this is in; null while Slack does not say. */
  shown: { ts: string; thread: string | null } | null
}

/** Files in Slack. Throws what may pass. */
export interface FileShelf {
  look(slackFile: string, channel: string): Promise<SharedFile | 'gone'>
  /** To a file at `path`; never more than `limitBytes`. */
  download(file: SharedFile, path: string, limitBytes: number): Promise<'here' | 'gone' | 'large'>
  /** Only the bytes: nobody sees it yet. Resolves to Slack's name for it. */
  upload(path: string, name: string): Promise<string>
  /** For everybody to see, once, however often it is asked for. */
  show(file: { slackFile: string; channel: string; thread: string | null; words: string }): Promise<void>
}
