import type { ModalView } from '@slack/types'
import type { Message } from '../blocks/blocks.ts'
import type { SentKind } from '../domain/attention.ts'
import { type ChannelId, type Id, isPersonId, type UserId } from '../domain/ids.ts'
import type { Listing, SheetKind } from '../domain/listing.ts'
import type { Locale } from '../domain/person.ts'
import type { Voice } from './voice.ts'

/** What is said, before it is known in which language: the edge asks for it in the hearer's. */
export type Say = (voice: Voice) => Message
export type Show = (voice: Voice) => ModalView
/** A file in its reader's language. `name` has no ending yet; `words` go with it. */
export type Make = (voice: Voice) => { name: string; words: string; as: SheetKind; listing: Listing }

/** A message's own name. Cards are found again by it: handlers never see a `ts`. */
export type CardKey = `card:${string}`

interface Durable {
  /** The card that this message is; `update` finds all its places. */
  card?: CardKey
  /** Makes the same post twice impossible, whoever asks. Without it the conversation's own key and the effect's place do. */
  key?: string
  /** What it is about: a reminder goes out only while one of its follow-ups is open, a digest that is refused is paused. */
  about?: readonly Id<string>[]
  /** What it is, among all that comes unasked: a notice, when nothing is said. */
  counts?: SentKind
}

interface PostOptions extends Durable {
  /** The thread it belongs in. */
  thread?: string | null
  /** Who hears of it when the channel will not take it. */
  owner?: UserId | null
  /** The channel's own language, unless somebody chose another for this. */
  locale?: Locale
}

interface DmOptions extends Durable {
  /** The person's own language, unless somebody chose another for this. */
  locale?: Locale
}

/** What a handler wants done in Slack. Handlers describe; only the edge acts. */
export type Effect =
  | { do: 'reply'; say: Say }
  | { do: 'open'; show: Show }
  | { do: 'file'; make: Make }
  | ({ do: 'post'; channel: ChannelId; say: Say } & PostOptions)
  | ({ do: 'dm'; user: UserId; say: Say } & DmOptions)
  | { do: 'update'; card: CardKey; say: Say }
  | { do: 'home'; change: object }

/** Privately to the person who acted, at once; worthless later, so not kept. */
export const reply = (say: Say): Effect => ({ do: 'reply', say })
/** A modal, at once, while the trigger lives. */
export const open = (show: Show): Effect => ({ do: 'open', show })

/** A file to the person who acted, as a direct message, at once; worthless later, so not kept. */
export const file = (make: Make): Effect => ({ do: 'file', make })

/** Kept until Slack has it. */
export const post = (channel: ChannelId, say: Say, options: PostOptions = {}): Effect => ({
  do: 'post',
  channel,
  say,
  ...options,
})

export const dm = (user: UserId, say: Say, options: DmOptions = {}): Effect => ({
  do: 'dm',
  user,
  say,
  ...options,
})

/** To a person, or to everybody in a channel. */
export const tell = (to: UserId | ChannelId, say: Say, durable: Durable = {}): Effect =>
  isPersonId(to) ? dm(to, say, durable) : post(to, say, durable)

/** Redraws a card wherever it was posted. */
export const update = (card: CardKey, say: Say): Effect => ({ do: 'update', card, say })

/** Shows the person who acted another part of their Home tab; of its state, what is not given stays. */
export const home = (change: object): Effect => ({ do: 'home', change })

export type Outcome = Effect | readonly Effect[]
