import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ChannelId, TeamId, UserId } from '../domain/ids.ts'
import type { QuotedFile } from '../domain/original.ts'
import { SubmittedView } from '../kit/form.ts'

const User = z.templateLiteral([z.enum(['U', 'W']), z.string()])
const Team = z.templateLiteral([z.enum(['T', 'E']), z.string()])
const Conversation = z.templateLiteral([z.enum(['C', 'G', 'D']), z.string()])

/** What Slack sends, as far as Regia reads it. Everything else in a payload is let go. */
const Command = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: User,
  team_id: Team,
  channel_id: Conversation,
  trigger_id: z.string(),
  response_url: z.string(),
})

const Files = z
  .array(
    z.looseObject({
      name: z.string().nullish(),
      title: z.string().nullish(),
      permalink: z.string().nullish(),
    }),
  )
  .optional()
  .catch(undefined)
const Message = z.object({
  ts: z.string(),
  thread_ts: z.string().optional(),
  text: z.string().default(''),
  user: User.optional().catch(undefined),
  files: Files,
  blocks: z
    .array(
      z.looseObject({
        block_id: z.string().optional(),
        text: z.looseObject({ text: z.string() }).optional().catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
})
const Pressed = z.object({
  action_id: z.string(),
  block_id: z.string().optional(),
  action_ts: z.string().default(''),
  value: z.string().optional(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_conversation: z.string().nullish(),
})
const Ticked = z.object({ selected_options: z.array(z.object({ value: z.string() })).nullish() })
/** What stands in the fields where a button was pressed. */
const Entered = z.object({ values: z.record(z.string(), z.record(z.string(), Ticked)) })

const Actions = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: User }),
  team: z.object({ id: Team }),
  channel: z.object({ id: Conversation }).optional(),
  container: z.object({ message_ts: z.string().optional(), view_id: z.string().optional() }).optional(),
  message: Message.optional(),
  view: z
    .object({ type: z.string(), private_metadata: z.string().default(''), state: Entered.optional() })
    .optional(),
  state: Entered.optional(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  actions: z.array(Pressed).min(1),
})

const Submission = z.object({
  type: z.literal('view_submission'),
  user: z.object({ id: User }),
  team: z.object({ id: Team }),
  view: SubmittedView,
  trigger_id: z.string().optional(),
})

const Shortcut = z.object({
  type: z.enum(['shortcut', 'message_action']),
  callback_id: z.string(),
  user: z.object({ id: User }),
  team: z.object({ id: Team }),
  channel: z.object({ id: Conversation }).optional(),
  message: Message.optional(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  action_ts: z.string().default(''),
})

const Event = z.object({
  type: z.literal('event_callback'),
  team_id: Team,
  event_id: z.string(),
  event: z.looseObject({
    type: z.string(),
    user: z.union([z.string(), z.looseObject({ id: z.string() })]).optional(),
    channel: z.union([Conversation, z.looseObject({})]).optional(),
    // So `file_shared` calls them.
    channel_id: Conversation.optional(),
    user_id: User.optional(),
    ts: z.string().optional(),
    event_ts: z.string().optional(),
    thread_ts: z.string().optional(),
    text: z.string().optional(),
    files: Files,
    // What somebody reacted to.
    item: z.looseObject({ channel: Conversation }).optional().catch(undefined),
    tab: z.string().optional(),
    view: z.object({ private_metadata: z.string().default('') }).optional(),
  }),
})

interface DeliveredMessage {
  ts: string
  thread: string
  text: string
  author: UserId | null
  files: readonly QuotedFile[]
  /** Of a button the words of the block that it stands in. */
  line: string
}

/** One delivery, whichever kind: who, where, what it is about, and how it is answered while it is fresh. */
export interface Delivery {
  kind: 'command' | 'action' | 'submission' | 'shortcut' | 'event'
  /** The command's slash, the button's action, the view's callback, the shortcut's callback, the event's type. */
  name: string
  team: TeamId
  user: UserId | null
  channel: ChannelId | null
  message: DeliveredMessage | null
  trigger: string | null
  responseUrl: string | null
  dedupeKey: string
  /** The typed line, the button's value, or the event. */
  said: string
  view: SubmittedView | null
  /** What the Home tab it came from remembers, as JSON; null where it came from elsewhere. */
  home: string | null
  /** The values of the boxes that were ticked there. */
  ticked: readonly string[]
  event: unknown
}

/** Null for what Regia has no use for. */
export const deliveryOf = (body: unknown): Delivery | null => {
  for (const read of [command, actions, submission, shortcut, event]) {
    const delivery = read(body)
    if (delivery) return delivery
  }
  return null
}

const command = (body: unknown): Delivery | null => {
  const { data: it } = Command.safeParse(body)
  if (!it) return null
  return {
    ...nothing,
    kind: 'command',
    name: it.command,
    team: it.team_id,
    user: it.user_id,
    channel: it.channel_id,
    trigger: it.trigger_id,
    responseUrl: it.response_url,
    dedupeKey: key(it.team_id, 'command', it.trigger_id),
    said: it.text,
  }
}

const actions = (body: unknown): Delivery | null => {
  const { data: it } = Actions.safeParse(body)
  const pressed = it?.actions[0]
  if (!it || !pressed) return null
  const on = it.container?.message_ts ?? it.container?.view_id ?? ''
  return {
    ...nothing,
    kind: 'action',
    name: pressed.action_id.replace(/#.*$/, ''),
    team: it.team.id,
    user: it.user.id,
    channel: it.channel?.id ?? null,
    message: it.message ? sourceOf(it.message, pressed.block_id) : null,
    home: it.view?.type === 'home' ? it.view.private_metadata : null,
    // Boxes that act by themselves tell of themselves alone.
    ticked: pressed.selected_options?.map(({ value }) => value) ?? tickedIn(it.view?.state ?? it.state),
    trigger: it.trigger_id,
    responseUrl: it.response_url ?? null,
    dedupeKey: key(it.team.id, 'action', on, pressed.action_id, pressed.action_ts, it.user.id),
    said:
      pressed.value ??
      pressed.selected_option?.value ??
      pressed.selected_user ??
      pressed.selected_date ??
      pressed.selected_conversation ??
      // What is ticked comes without a word of what it is: the name of its block says that.
      (pressed.selected_options ? pressed.block_id : undefined) ??
      '',
  }
}

const submission = (body: unknown): Delivery | null => {
  const { data: it } = Submission.safeParse(body)
  if (!it) return null
  // A corrected form comes back with the same view and hash, so what was entered belongs to its name.
  const entered = createHash('sha256').update(JSON.stringify(it.view.state)).digest('hex').slice(0, 24)
  return {
    ...nothing,
    kind: 'submission',
    name: it.view.callback_id,
    team: it.team.id,
    user: it.user.id,
    trigger: it.trigger_id ?? null,
    dedupeKey: key(it.team.id, 'submission', it.view.id, entered),
    view: it.view,
  }
}

const shortcut = (body: unknown): Delivery | null => {
  const { data: it } = Shortcut.safeParse(body)
  if (!it) return null
  return {
    ...nothing,
    kind: 'shortcut',
    name: it.callback_id,
    team: it.team.id,
    user: it.user.id,
    channel: it.channel?.id ?? null,
    message: it.message ? sourceOf(it.message) : null,
    trigger: it.trigger_id,
    responseUrl: it.response_url ?? null,
    dedupeKey: key(it.team.id, 'shortcut', it.trigger_id),
  }
}

const event = (body: unknown): Delivery | null => {
  const { data: it } = Event.safeParse(body)
  if (!it) return null
  const { event: happened } = it
  const channel =
    Conversation.safeParse(happened.channel).data ?? happened.channel_id ?? happened.item?.channel ?? null
  const user =
    User.safeParse(typeof happened.user === 'object' ? happened.user.id : happened.user).data ??
    happened.user_id ??
    null
  const ts = happened.ts ?? happened.event_ts
  return {
    ...nothing,
    kind: 'event',
    name: happened.type,
    team: it.team_id,
    user,
    channel,
    message: happened.ts
      ? {
          ts: happened.ts,
          thread: happened.thread_ts ?? happened.ts,
          text: happened.text ?? '',
          author: user,
          files: filesOf(happened.files),
          line: '',
        }
      : null,
    // One event was seen to come with different ids: what it is about names it better than its id.
    dedupeKey:
      channel && ts ? key(it.team_id, happened.type, channel, ts) : key(it.team_id, 'event', it.event_id),
    said: happened.text ?? '',
    home: happened.tab === 'home' ? (happened.view?.private_metadata ?? '') : null,
    event: happened,
  }
}

const nothing = {
  channel: null,
  message: null,
  trigger: null,
  responseUrl: null,
  said: '',
  view: null,
  home: null,
  ticked: [],
  event: null,
} as const

const tickedIn = (state: z.output<typeof Entered> | undefined): string[] =>
  Object.values(state?.values ?? {}).flatMap((block) =>
    Object.values(block).flatMap(({ selected_options }) =>
      (selected_options ?? []).map(({ value }) => value),
    ),
  )

const sourceOf = (
  { ts, thread_ts, text, user, files, blocks }: z.output<typeof Message>,
  block?: string,
): DeliveredMessage => ({
  ts,
  thread: thread_ts ?? ts,
  text,
  author: user ?? null,
  files: filesOf(files),
  line: (block !== undefined && blocks?.find((it) => it.block_id === block)?.text?.text) || '',
})

const filesOf = (files: z.output<typeof Files>): QuotedFile[] =>
  (files ?? []).map(({ name, title, permalink }) => ({
    name: name || title || '…',
    permalink: permalink ?? null,
  }))

const key = (...parts: readonly string[]): string => parts.join('|')
