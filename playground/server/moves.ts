import type { ClockMove } from '../wire.ts'
import { readableIn } from './forms.ts'
import type { Reach } from './handles.ts'
import { type Json, record, records, text } from './json.ts'
import type { Workspace } from './workspace.ts'

export type Moves = ReturnType<typeof openMoves>

const KEPT = 50
const KEPT_EACH = 100

/** Every move of the clock, and what the app did from then until the next. */
export const openMoves = (workspace: Workspace) => {
  const { state } = workspace

  const came = (what: ClockMove['came'][number]['what'], channelId: string, words: string, who = '') => {
    const latest = state.moves.at(-1)
    if (!latest || latest.came.length >= KEPT_EACH) return
    const at = workspace.now()
    const where = channelId ? placeOf(channelId) : (workspace.person(who)?.realName ?? who)
    const entry = { at, what, channel: channelId, where, text: words.slice(0, 300) }
    state.moves[state.moves.length - 1] = { ...latest, came: [...latest.came, entry] }
  }
  const placeOf = (id: string): string => {
    const channel = workspace.channelById(id)
    if (channel?.kind !== 'im') return `#${channel?.name ?? id}`
    return workspace.person(channel.with ?? '')?.realName ?? ''
  }

  return {
    moved(from: number, to: number) {
      state.moves = [...state.moves, { from, to, came: [] }].slice(-KEPT)
    },
    came,
    /** A call that succeeded; what it found there already (`since`: the newest `ts` before it) is no news. */
    called(method: string, args: Json, answer: Json, since: string) {
      if (answer.ok !== true) return
      const channel = text(answer.channel) || text(args.channel)
      switch (method) {
        case 'chat.postMessage':
          if (text(answer.ts) > since) came('message', channel, wordsIn(args))
          return
        case 'chat.update':
          return came('edit', channel, wordsIn(args))
        case 'chat.postEphemeral':
          return came('notice', channel, wordsIn(args))
        case 'views.publish':
          return came(
            'home',
            '',
            readableIn(record(answer.view).blocks).split('\n')[0] ?? '',
            text(args.user_id),
          )
        case 'files.completeUploadExternal': {
          const titles = records(answer.files).map(({ title }) => text(title))
          const channels = [...text(args.channels).split(','), text(args.channel_id)].filter(Boolean)
          for (const id of channels) came('file', id, titles.join(', '))
          return
        }
      }
    },
    responded(reach: Reach, given: Json, answer: Json) {
      if (answer.ok !== true || given.delete_original === true) return
      const replaces = given.replace_original === true && reach.original !== undefined
      const what = replaces ? 'edit' : given.response_type === 'in_channel' ? 'message' : 'notice'
      came(what, reach.channel, wordsIn(given))
    },
  }
}

const wordsIn = ({ text: words, markdown_text: markdown, blocks }: Json): string =>
  text(words) || text(markdown) || readableIn(blocks).split('\n')[0] || ''
