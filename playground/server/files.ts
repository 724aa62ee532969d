import type { Slack } from './slack.ts'
import type { Channel, Message, StoredFile } from './workspace.ts'

export const newFile = (slack: Slack, name: string, size: number, user: string): StoredFile => {
  const { state } = slack.workspace
  const file: StoredFile = {
    id: `F0${String(state.files.length + 1).padStart(6, '0')}`,
    name,
    title: name,
    size,
    user,
    created: Math.floor(slack.clock.now().epochMilliseconds / 1000),
    bytes: null,
    mimetype: '',
    shares: [],
  }
  state.files.push(file)
  return file
}

export const shareFiles = (
  slack: Slack,
  channel: Channel,
  content: Omit<Message, 'type' | 'ts'>,
  files: readonly StoredFile[],
): { message: Message; told: Promise<unknown> } => {
  const { workspace, announce } = slack
  const message = workspace.add(channel, {
    ...content,
    ...(!content.bot_id && { subtype: 'file_share' }),
    files: files.map(({ id }) => id),
  })
  for (const file of files)
    file.shares.push({
      channel: channel.id,
      ts: message.ts,
      ...(message.thread_ts && { thread_ts: message.thread_ts }),
    })
  const told = Promise.all([
    ...files.map((file) => announce.fileShared(channel, file, message.user)),
    announce.posted(channel, message),
  ])
  return { message, told }
}

export const mimeOf = (name: string): string =>
  ({
    csv: 'text/csv',
    tsv: 'text/tab-separated-values',
    txt: 'text/plain',
    json: 'application/json',
    pdf: 'application/pdf',
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    gif: 'image/gif',
    webp: 'image/webp',
    svg: 'image/svg+xml',
    gz: 'application/gzip',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'

/** What a browser may show in its place: pictures that cannot hold a script. */
export const SHOWN_INLINE: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
])
