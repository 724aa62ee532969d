import { z } from 'zod'
import type { CallLine, Snapshot } from '../wire.ts'
import type { Call } from './journal.ts'
import type { Command, Person, Shortcut } from './person.ts'
import { previewOf } from './preview.ts'
import type { Slack } from './slack.ts'
import { ACK_LIMIT_MS } from './verdict.ts'

export interface Seen {
  slack: Slack
  as(person: string): Person
  calls(): readonly Call[]
  commands: readonly Command[]
  shortcuts: readonly Shortcut[]
  listening(): boolean
  clock: { canMove: boolean; paused(): boolean }
  startOver(): Snapshot['startOver']
}

export const SHOWN_MESSAGES = 300
const SHOWN_CALLS = 150

/** What the page shows to one person who looks at one conversation. */
export const snapshotOf = (
  { slack, as, calls, commands, shortcuts, listening, clock, startOver }: Seen,
  personId: string,
  channelId: string,
  shown: number,
): Snapshot => {
  const { workspace } = slack
  const { state } = workspace
  const person = as(personId)
  const me = person.id
  workspace.directWith(me)
  const seen = state.channels.filter(({ kind, members }) => kind === 'public' || members.includes(me))
  const current = seen.find(({ id, members }) => id === channelId && members.includes(me))
  const messages = current ? person.sees(current.id) : []
  const read = state.read[me] ?? {}
  return {
    now: workspace.now(),
    me,
    team: state.team.name,
    app: {
      name: state.app.name,
      userId: state.app.userId,
      listening: listening(),
      homeTab: slack.settings.homeTab,
    },
    people: state.people.map(
      ({ id, name, realName, title = '', timeZone, locale, bot, deactivated = false }) => ({
        id,
        name,
        realName,
        title,
        timeZone,
        locale,
        bot,
        deactivated,
      }),
    ),
    groups: state.groups.map(({ id, handle }) => ({ id, handle })),
    channels: seen.map((channel) => ({
      id: channel.id,
      name: channel.kind === 'im' ? state.app.name : channel.name,
      kind: channel.kind,
      topic: channel.topic,
      member: channel.members.includes(me),
      archived: channel.archived,
      hasApp: workspace.appIsIn(channel),
      unread: channel.members.includes(me)
        ? channel.messages.filter(({ ts, user }) => user !== me && ts > (read[channel.id] ?? '')).length
        : 0,
      read: read[channel.id] ?? '',
    })),
    messages: messages.slice(-shown),
    earlier: messages.length > shown,
    files: state.files
      .filter(({ deleted }) => !deleted)
      .map((file) => ({
        id: file.id,
        name: file.name,
        title: file.title,
        size: file.size,
        mimetype: file.mimetype,
        preview: previewOf(file),
      })),
    modals: person.modals(),
    home: person.home(),
    toasts: person.toasts(),
    commands,
    shortcuts,
    calls: calls().slice(-SHOWN_CALLS).map(lineOf),
    clock: { canMove: clock.canMove, paused: clock.paused(), moves: state.moves },
    startOver: startOver(),
  }
}

const lineOf = (call: Call): CallLine => ({
  number: call.number,
  at: call.at,
  kind: call.kind,
  title:
    call.kind === 'call'
      ? `${call.method}${failure(call.answer)}`
      : `${call.about}${call.attempt ? ` (retry ${call.attempt})` : ''}`,
  ms: call.ms,
  limit: call.kind === 'delivery' ? ACK_LIMIT_MS : null,
  flag: call.flag,
})

const Failed = z.object({ ok: z.literal(false), error: z.string() })
const failure = (answer: unknown): string => {
  const failed = Failed.safeParse(answer)
  return failed.success ? ` · ${failed.data.error}` : ''
}
