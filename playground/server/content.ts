import { LIMITS } from '#src/blocks/limits.ts'
import { type Arguments, argumentsFrom } from './arguments.ts'
import { faultsIn, textLengthOf } from './blocks.ts'
import { withIds } from './forms.ts'
import { isRecord, type Json, list, records, text } from './json.ts'
import { RateLimit, Refusal, type Slack } from './slack.ts'
import type { Block, Channel, Message } from './workspace.ts'

export interface Content {
  text: string
  blocks?: readonly Block[]
  attachments?: readonly Json[]
}

/** Checked content of a message. `strictText` is the lower limit that updates and ephemerals have. */
export const contentOf = (slack: Slack, given: Json, { strictText = false } = {}): Content => {
  const args = argumentsFrom(given)
  const blocks = args.has('blocks') ? args.json('blocks') : undefined
  const attachments = args.has('attachments') ? args.json('attachments') : undefined
  const markdown = args.text('markdown_text')
  if (markdown && (args.has('text') || args.has('blocks'))) throw new Refusal('markdown_text_conflict')
  if (markdown.length > LIMITS.markdownText) throw new Refusal('msg_too_long')
  const words = args.text('text') || markdown
  if (args.has('blocks') && !Array.isArray(blocks)) throw new Refusal('invalid_blocks_format')
  if (args.has('attachments') && !isAttachments(attachments)) throw new Refusal('invalid_attachments')
  if (list(attachments).length > LIMITS.attachments) throw new Refusal('too_many_attachments')
  if (!words && !list(blocks).length && !list(attachments).length) throw new Refusal('no_text')
  if (strictText && words.length > LIMITS.updateText) throw new Refusal('msg_too_long')
  checkBlocks(slack, list(blocks))
  if (textLengthOf(blocks) > LIMITS.messageBlocksText) throw new Refusal('msg_blocks_too_long')
  return {
    text: words.slice(0, LIMITS.messageText),
    ...(list(blocks).length && { blocks: withIds(list(blocks)) }),
    ...(list(attachments).length && { attachments: records(attachments) }),
  }
}
const isAttachments = (value: unknown): boolean => Array.isArray(value) && value.every(isRecord)

export const checkBlocks = (slack: Slack, blocks: readonly unknown[]): void => {
  const faults = [...faultsIn('message', blocks), ...unshowable(slack, blocks, '/blocks')]
  if (faults.length)
    throw new Refusal('invalid_blocks', { errors: faults, response_metadata: { messages: faults } })
}

/**
 * What is wrong with blocks in this workspace, whatever their form: Slack looks at a file before it can be shown (until
 * then, and for one it does not know, a block is refused), videos need a scope, and its charts and tables of data are not everywhere yet.
 */
export const unshowable = (slack: Slack, value: unknown, pointer: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((each, i) => unshowable(slack, each, `${pointer}/${i}`))
  if (!isRecord(value)) return []
  const video =
    value.type === 'video' && !slack.scopes.has(EMBED)
      ? [`[ERROR] missing scope: ${EMBED} [json-pointer:${pointer}]`]
      : []
  const chart =
    !slack.settings.nativeCharts && (value.type === 'data_visualization' || value.type === 'data_table')
      ? [`[ERROR] unsupported type: ${value.type} [json-pointer:${pointer}/type]`]
      : []
  const within = Object.entries(value).flatMap(([key, held]) =>
    key === 'slack_file' && isRecord(held)
      ? isReady(slack, held)
        ? []
        : [`[ERROR] invalid slack file [json-pointer:${pointer}/${key}]`]
      : unshowable(slack, held, `${pointer}/${key}`),
  )
  return [...video, ...chart, ...within]
}
export const EMBED = 'links.embed:write'

const isReady = ({ workspace, present }: Slack, { id, url }: Json): boolean => {
  const file = workspace.state.files.find(
    (each) => each.id === id || (text(url) !== '' && present.file(each).url_private === url),
  )
  return file !== undefined && file.mimetype !== '' && !file.deleted
}

export const metadataOf = (args: Arguments): Message['metadata'] => {
  if (!args.has('metadata')) return undefined
  const given = args.json('metadata')
  if (!isRecord(given) || typeof given.event_type !== 'string' || !isRecord(given.event_payload))
    throw new Refusal('invalid_metadata_format')
  if (JSON.stringify(given).length > LIMITS.metadata) throw new Refusal('metadata_too_large')
  return { event_type: given.event_type, event_payload: given.event_payload }
}

export const fromApp = ({ workspace }: Slack) => ({
  user: workspace.state.app.userId,
  bot_id: workspace.state.app.botId,
  app_id: workspace.state.app.id,
})

/** A reply to a message that is gone lands in the channel, without an error. */
export const threadOf = ({ workspace }: Slack, channel: Channel, ts: string): { thread_ts?: string } => {
  const parent = ts ? workspace.message(channel, ts) : undefined
  if (!parent) return {}
  if (parent.thread_ts && parent.thread_ts !== parent.ts) throw new Refusal('cannot_reply_to_message')
  return { thread_ts: ts }
}

/** Puts the app's message there, and tells of it. */
export const post = (
  slack: Slack,
  channel: Channel,
  content: Omit<Message, 'type' | 'ts' | 'user'>,
): Message => {
  const message = slack.workspace.add(channel, { ...fromApp(slack), ...content })
  void slack.announce.posted(channel, message)
  return message
}

export const paced = (slack: Slack, channel: Channel): void => {
  const wait = slack.postWait(channel.id)
  if (wait > 0) throw new RateLimit(wait)
}

export const editMessage = (
  slack: Slack,
  channel: Channel,
  message: Message,
  content: Content,
  metadata: Message['metadata'],
) => {
  const { workspace, present, announce } = slack
  const previous = structuredClone(present.message(message, channel))
  message.text = content.text
  delete message.blocks
  delete message.attachments
  Object.assign(message, content, metadata && { metadata })
  message.edited = { user: workspace.state.app.userId, ts: workspace.nextTs() }
  workspace.changed()
  void announce.changed(channel, message, previous)
}

/** Where there are replies a tombstone stays, so that the thread can still be found. */
export const deleteMessage = (slack: Slack, channel: Channel, message: Message): Promise<unknown> => {
  const { workspace, present, announce } = slack
  const previous = structuredClone(present.message(message, channel))
  if (workspace.replies(channel, message.ts).length) {
    for (const part of ['blocks', 'attachments', 'metadata', 'files', 'reactions'] as const)
      delete message[part]
    Object.assign(message, { subtype: 'tombstone', text: 'This message was deleted.' })
    workspace.changed()
    // So Slack tells of a thread's beginning: as a change, and not as a deletion.
    return announce.changed(channel, message, previous)
  }
  workspace.remove(channel, message.ts)
  return announce.deleted(channel, previous)
}
