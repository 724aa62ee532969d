import { LIMITS } from '#src/blocks/limits.ts'
import { invalidArguments } from '../arguments.ts'
import { checkBlocks, fromApp, threadOf } from '../content.ts'
import { mimeOf, newFile, shareFiles } from '../files.ts'
import { withIds } from '../forms.ts'
import { list, records, text } from '../json.ts'
import { targetOf, writable } from '../places.ts'
import { type Methods, Refusal, type Slack } from '../slack.ts'
import type { StoredFile } from '../workspace.ts'

/** How long Slack looks at a file before it shows it: the message comes that much after the answer. */
const LOOK_MS = 50

export const files: Methods = {
  'files.getUploadURLExternal': {
    scopes: ['files:write'],
    tier: 4,
    run(slack, args) {
      const size = Number(args.need('length', 'missing_argument'))
      const name = args.need('filename', 'missing_argument')
      if (!Number.isInteger(size) || size < 1)
        throw invalidArguments('must be greater than 0 [json-pointer:/length]')
      const { alt, snippet } = { alt: args.text('alt_txt'), snippet: args.text('snippet_type') }
      if (alt.length > LIMITS.fileAltText) throw new Refusal('alt_txt_too_large')
      if (snippet && !SNIPPETS.has(snippet)) throw new Refusal('unknown_snippet_type')
      if (snippet && size > LIMITS.snippetBytes) throw new Refusal('snippet_too_large')
      if (size > LIMITS.fileBytes) throw new Refusal('file_upload_size_restricted')
      const file = newFile(slack, name, size, slack.workspace.state.app.userId)
      return { file_id: file.id, upload_url: `${slack.origin()}/upload/${file.id}` }
    },
  },

  'files.completeUploadExternal': {
    scopes: ['files:write'],
    tier: 4,
    run(slack, args) {
      const wanted = records(args.json('files'))
      if (wanted.length === 0) throw invalidArguments('missing required field: files')
      const files = wanted.map(({ id, title }) => {
        const file = slack.workspace.state.files.find(
          (each) => each.id === id && each.bytes !== null && !each.deleted,
        )
        if (!file) throw new Refusal('file_not_found')
        if (title) file.title = text(title)
        return file
      })
      const targets = [...args.text('channels').split(','), args.text('channel_id')].filter(Boolean)
      if (targets.length > LIMITS.fileChannels) throw new Refusal('channels_limit_exceeded')
      if (targets.some((id) => !/^[CDGU][A-Z0-9]+$/.test(id))) throw new Refusal('invalid_channel')
      const channels = targets.map((id) => writable(slack, targetOf(slack, id)))
      if (channels.some(({ posting }) => posting === 'nobody' || posting === 'read-only'))
        throw new Refusal('posting_to_channel_denied')
      const comment = args.text('initial_comment')
      const blocks = args.has('blocks') ? list(args.json('blocks')) : []
      checkBlocks(slack, blocks)
      const placed = channels.map((channel) => ({
        channel,
        thread: threadOf(slack, channel, args.text('thread_ts')),
      }))
      setTimeout(() => {
        for (const file of files) file.mimetype = mimeOf(file.name)
        for (const { channel, thread } of placed) {
          const words = { text: comment, ...(blocks.length && { blocks: withIds(blocks) }) }
          shareFiles(slack, channel, { ...fromApp(slack), ...words, ...thread }, files)
        }
        slack.workspace.changed()
      }, LOOK_MS).unref()
      return { files: files.map(({ id, title }) => ({ id, title })) }
    },
  },

  'files.info': {
    scopes: ['files:read'],
    tier: 4,
    run(slack, args) {
      const file = fileOf(slack, args.need('file'))
      if (!visible(slack, file)) throw new Refusal('not_visible')
      return { file: slack.present.file(file), comments: [], response_metadata: { next_cursor: '' } }
    },
  },

  'files.delete': {
    scopes: ['files:write'],
    tier: 3,
    run(slack, args) {
      const { workspace } = slack
      const file = fileOf(slack, args.need('file'))
      if (file.user !== workspace.state.app.userId) throw new Refusal('cant_delete_file')
      Object.assign(file, { deleted: true, bytes: null })
      for (const { channel: id, ts } of file.shares) {
        const channel = workspace.channelById(id)
        const message = channel && workspace.message(channel, ts)
        if (message) message.files = message.files?.filter((each) => each !== file.id) ?? []
      }
      workspace.changed()
      return {}
    },
  },
}

const fileOf = ({ workspace }: Slack, id: string): StoredFile => {
  const file = workspace.state.files.find((each) => each.id === id)
  if (!file) throw new Refusal('file_not_found')
  if (file.deleted) throw new Refusal('file_deleted')
  return file
}

/** The app's own, and what is in a conversation that it is in or could join. */
const visible = ({ workspace }: Slack, file: StoredFile): boolean =>
  file.user === workspace.state.app.userId ||
  file.shares.length === 0 ||
  file.shares.some(({ channel: id }) => {
    const channel = workspace.channelById(id)
    return channel && (channel.kind === 'public' || workspace.appIsIn(channel))
  })

const SNIPPETS = new Set(
  'text auto csv diff html javascript json markdown python shell sql typescript xml yaml'.split(' '),
)
