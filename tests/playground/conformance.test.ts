import {
  LogLevel,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Json, record, text } from '#playground/server/json.ts'
import type { PlaygroundOptions } from '#playground/server/playground.ts'
import { sampleWorkspace } from '#playground/server/sample-workspace.ts'
import { METHODS } from '#playground/server/web-api.ts'
import type { Posting, WorkspaceSeed } from '#playground/server/workspace.ts'
import { type Caller, caller } from './calls.ts'
import { DOCUMENTED } from './documented.ts'

// The double against Slack's documentation: a row for each error that a caller can bring about here, over real HTTP.

const IT = 'C0LIVEIT'
const plain = (words: string) => ({ type: 'plain_text', text: words })
const modal = (more: Json = {}) => ({ type: 'modal', title: plain('A modal'), blocks: [], ...more })
const many = <Item>(count: number, make: (n: number) => Item): Item[] =>
  Array.from({ length: count }, (_, n) => make(n))
const NOTHING = { channel: IT, ts: '1.000001', timestamp: '1.000001', message_ts: '1.000001' }
const LONG = 'x'.repeat(4001)
const BIG = { event_type: 'e', event_payload: { k: 'x'.repeat(9000) } }

const channel = (id: `C${string}`, more: { posting?: Posting; private?: boolean; app?: boolean } = {}) => ({
  id,
  name: id.toLowerCase(),
  members: ['giulia', 'anna'],
  ...more,
})
const WORKSPACE: WorkspaceSeed = {
  ...sampleWorkspace,
  channels: [
    ...sampleWorkspace.channels,
    channel('C0NOBODY', { posting: 'nobody' }),
    channel('C0READONLY', { posting: 'read-only' }),
    channel('C0THREADS', { posting: 'threads-only' }),
    channel('C0NOTHREADS', { posting: 'no-threads' }),
    channel('C0LOCKED', { posting: 'locked-threads' }),
    channel('C0HIDDEN', { private: true, app: false }),
  ],
}

interface Stage extends Caller {
  /** A message of the app, one of a person's, a reply, a deleted parent, a file of each. */
  mine: string
  hers: string
  reply: string
  gone: string
  file: string
  herFile: string
  deletedFile: string
  scheduled: string
}

const staged = async (options: Partial<PlaygroundOptions> = {}): Promise<Stage> => {
  const at = await caller({ workspace: WORKSPACE, ...options })
  const post = async (words: string, more: Json = {}) =>
    text((await at.call('chat.postMessage', { channel: IT, text: words, ...more })).ts)
  const upload = async (name: string) => {
    const { file_id, upload_url } = await at.call('files.getUploadURLExternal', { filename: name, length: 1 })
    await fetch(text(upload_url), { method: 'POST', body: 'x' })
    return text(file_id)
  }
  const giulia = at.slack.as('giulia')
  const mine = await post('mine')
  const gone = await post('gone')
  await giulia.says('#live-it', 'to what is gone', { thread: gone })
  await at.call('chat.delete', { channel: IT, ts: gone })
  await at.call('reactions.add', { channel: IT, timestamp: mine, name: 'eyes' })
  await at.call('pins.add', { channel: IT, timestamp: mine })
  const deletedFile = await upload('deleted.txt')
  await at.call('files.delete', { file: deletedFile })
  const dropped = await giulia.drops('#c0hidden', { name: 'hers.txt', bytes: 'x' })
  return {
    ...at,
    mine,
    hers: (await giulia.says('#live-it', 'hers')).ts,
    reply: await post('reply', { thread_ts: mine }),
    gone,
    file: await upload('mine.txt'),
    herFile: dropped.files[0] ?? '',
    deletedFile,
    scheduled: '',
  }
}

/** Opens nothing: only hands out a trigger, as pressing something would. */
const triggered = (at: Caller): string => at.slack.trigger('giulia')

type Args = (at: Stage) => Json | Promise<Json>
type Row = readonly [method: string, error: string, args: Args, options?: Partial<PlaygroundOptions>]

/** What posts, schedules, ephemerals and updates have in common. */
const content = (method: string, base: Args): Row[] =>
  (
    [
      ['no_text', {}],
      ['invalid_blocks_format', { text: 'x', blocks: '{' }],
      ['invalid_blocks', { text: 'x', blocks: [{ type: 'nonsense' }] }],
      ['invalid_blocks', { text: 'x', blocks: many(51, () => ({ type: 'divider' })) }],
      [
        'invalid_blocks',
        { text: 'x', blocks: [{ type: 'image', alt_text: 'x', slack_file: { id: 'F0NONE' } }] },
      ],
      ['markdown_text_conflict', { text: 'x', markdown_text: 'y' }],
      ['too_many_attachments', { text: 'x', attachments: many(101, () => ({ text: 'x' })) }],
      ['invalid_attachments', { text: 'x', attachments: '{}' }],
    ] as const
  ).map(([error, more]): Row => [method, error, async (at) => ({ ...(await base(at)), ...more })])

const withMetadata = (method: string, base: Args): Row[] => [
  [
    method,
    'invalid_metadata_format',
    async (at) => ({ ...(await base(at)), text: 'x', metadata: { event_type: 1 } }),
  ],
  [method, 'metadata_too_large', async (at) => ({ ...(await base(at)), text: 'x', metadata: BIG })],
]

/** Without `chat:write.public` a channel must be joined before anything is posted there. */
const NARROW = { scopes: ['chat:write', 'reactions:write', 'pins:write', 'files:write'] }

const VIDEO = {
  type: 'video',
  title: plain('x'),
  alt_text: 'x',
  video_url: 'https://example.com/v',
  thumbnail_url: 'https://example.com/t',
}

const soon = (at: Caller): number => Math.floor(at.clock.now().epochMilliseconds / 1000) + 3600

const ROWS: readonly Row[] = [
  ['auth.test', 'not_authed', () => ({})],
  ['apps.connections.open', 'not_allowed_token_type', () => ({})],
  ['oauth.v2.access', 'invalid_client_id', () => ({ client_id: 'A0OTHER' })],
  ['oauth.v2.access', 'bad_client_secret', () => ({ client_id: 'A0REGIA', client_secret: 'no' })],
  ...(
    [
      ['invalid_code', { code: 'made-up' }],
      ['invalid_grant_type', { grant_type: 'password' }],
      ['invalid_refresh_token', { grant_type: 'refresh_token', refresh_token: 'no' }],
    ] as const
  ).map(
    ([error, more]): Row => [
      'oauth.v2.access',
      error,
      (at) => ({ client_id: 'A0REGIA', client_secret: at.slack.tokens.signingSecret, ...more }),
    ],
  ),

  ...content('chat.postMessage', () => ({ channel: IT })),
  ...withMetadata('chat.postMessage', () => ({ channel: IT })),
  ['chat.postMessage', 'invalid_arguments', () => ({ text: 'x' })],
  ['chat.postMessage', 'invalid_blocks', () => ({ channel: IT, text: 'x', blocks: [VIDEO] }), NARROW],
  ['chat.postMessage', 'channel_not_found', () => ({ channel: 'C0NOWHERE', text: 'x' })],
  ['chat.postMessage', 'channel_not_found', () => ({ channel: 'C0HIDDEN', text: 'x' })],
  ['chat.postMessage', 'not_in_channel', () => ({ channel: 'C0SAFETY', text: 'x' }), NARROW],
  ['chat.postMessage', 'is_archived', () => ({ channel: 'C0SPRING', text: 'x' })],
  ['chat.postMessage', 'cannot_reply_to_message', (at) => ({ channel: IT, text: 'x', thread_ts: at.reply })],
  [
    'chat.postMessage',
    'duplicate_channel_not_found',
    async (at) => {
      await at.call('chat.postMessage', { channel: IT, text: 'x', client_msg_id: 'k-1' })
      return { channel: 'C0LIVEEU', text: 'x', client_msg_id: 'k-1' }
    },
  ],
  [
    'chat.postMessage',
    'duplicate_message_not_found',
    async (at) => {
      const { ts } = await at.call('chat.postMessage', { channel: IT, text: 'x', client_msg_id: 'k-2' })
      await at.call('chat.delete', { channel: IT, ts })
      return { channel: IT, text: 'x', client_msg_id: 'k-2' }
    },
  ],
  [
    'chat.postMessage',
    'msg_blocks_too_long',
    () => ({
      channel: IT,
      text: 'x',
      blocks: many(5, () => ({ type: 'section', text: plain('x'.repeat(2900)) })),
    }),
  ],
  ['chat.postMessage', 'msg_too_long', () => ({ channel: IT, markdown_text: 'x'.repeat(12_001) })],
  [
    'chat.postMessage',
    'messages_tab_disabled',
    () => ({ channel: 'U0MARCO', text: 'x' }),
    { messagesTab: false },
  ],
  ['chat.postMessage', 'restricted_action', () => ({ channel: 'C0NOBODY', text: 'x' })],
  ['chat.postMessage', 'restricted_action_read_only_channel', () => ({ channel: 'C0READONLY', text: 'x' })],
  ['chat.postMessage', 'restricted_action_thread_only_channel', () => ({ channel: 'C0THREADS', text: 'x' })],
  ['chat.postMessage', 'restricted_action_non_threadable_channel', (at) => inThread(at, 'C0NOTHREADS')],
  ['chat.postMessage', 'restricted_action_thread_locked', (at) => inThread(at, 'C0LOCKED')],

  ...content('chat.postEphemeral', () => ({ channel: IT, user: 'U0GIULIA' })),
  ['chat.postEphemeral', 'channel_not_found', () => ({ channel: 'C0NOWHERE', user: 'U0GIULIA', text: 'x' })],
  [
    'chat.postEphemeral',
    'not_in_channel',
    () => ({ channel: 'C0SAFETY', user: 'U0ANNA', text: 'x' }),
    NARROW,
  ],
  ['chat.postEphemeral', 'is_archived', () => ({ channel: 'C0SPRING', user: 'U0ANNA', text: 'x' })],
  ['chat.postEphemeral', 'user_not_in_channel', () => ({ channel: IT, user: 'U0TOM', text: 'x' })],
  ['chat.postEphemeral', 'msg_too_long', () => ({ channel: IT, user: 'U0GIULIA', text: LONG })],
  [
    'chat.postEphemeral',
    'cannot_reply_to_message',
    (at) => ({ channel: IT, user: 'U0GIULIA', text: 'x', thread_ts: at.reply }),
  ],
  ['chat.postEphemeral', 'restricted_action', () => ({ channel: 'C0NOBODY', user: 'U0GIULIA', text: 'x' })],
  [
    'chat.postEphemeral',
    'messages_tab_disabled',
    async (at) => {
      const { channel: opened } = await at.call('conversations.open', { users: 'U0MARCO' })
      return { channel: record(opened).id, user: 'U0MARCO', text: 'x' }
    },
    { messagesTab: false },
  ],

  ...content('chat.update', (at) => ({ channel: IT, ts: at.mine })),
  ...withMetadata('chat.update', (at) => ({ channel: IT, ts: at.mine })),
  ['chat.update', 'channel_not_found', () => ({ channel: 'C0NOWHERE', ts: '1.000001', text: 'x' })],
  ['chat.update', 'message_not_found', () => ({ ...NOTHING, text: 'x' })],
  ['chat.update', 'cant_update_message', (at) => ({ channel: IT, ts: at.hers, text: 'x' })],
  ['chat.update', 'msg_too_long', (at) => ({ channel: IT, ts: at.mine, text: LONG })],
  [
    'chat.update',
    'edit_window_closed',
    (at) => {
      at.clock.advance({ minutes: 6 })
      return { channel: IT, ts: at.mine, text: 'x' }
    },
    { editWindow: 5 },
  ],
  [
    'chat.update',
    'block_mismatch',
    async (at) => {
      const rich = {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
      }
      const { ts } = await at.call('chat.postMessage', { channel: IT, text: 'x', blocks: [rich] })
      return { channel: IT, ts, text: 'x', blocks: [{ type: 'divider' }] }
    },
  ],
  ['chat.update', 'cant_broadcast_message', (at) => ({ channel: IT, ts: at.mine, reply_broadcast: true })],
  [
    'chat.update',
    'no_dual_broadcast_content_update',
    (at) => ({ channel: IT, ts: at.reply, text: 'x', reply_broadcast: true }),
  ],
  ['chat.update', 'file_not_found', (at) => ({ channel: IT, ts: at.mine, text: 'x', file_ids: ['F0NONE'] })],
  [
    'chat.update',
    'file_deleted',
    (at) => ({ channel: IT, ts: at.mine, text: 'x', file_ids: [at.deletedFile] }),
  ],
  [
    'chat.update',
    'posting_to_channel_denied',
    async (at) => {
      const { ts } = await at.call('chat.postMessage', { channel: 'C0NOTHREADS', text: 'x' })
      at.slack.restrict('C0NOTHREADS', 'nobody')
      return { channel: 'C0NOTHREADS', ts, text: 'x' }
    },
  ],

  ['chat.delete', 'channel_not_found', () => ({ channel: 'C0NOWHERE', ts: '1.000001' })],
  ['chat.delete', 'message_not_found', () => NOTHING],
  ['chat.delete', 'cant_delete_message', (at) => ({ channel: IT, ts: at.hers })],
  ['chat.getPermalink', 'channel_not_found', () => ({ channel: 'C0NOWHERE', message_ts: '1.000001' })],
  ['chat.getPermalink', 'message_not_found', () => NOTHING],

  ...content('chat.scheduleMessage', (at) => ({ channel: IT, post_at: soon(at) })).filter(
    ([, error]) => error !== 'invalid_attachments',
  ),
  ...withMetadata('chat.scheduleMessage', (at) => ({ channel: IT, post_at: soon(at) })),
  [
    'chat.scheduleMessage',
    'channel_not_found',
    (at) => ({ channel: 'C0NOWHERE', post_at: soon(at), text: 'x' }),
  ],
  [
    'chat.scheduleMessage',
    'not_in_channel',
    (at) => ({ channel: 'C0SAFETY', post_at: soon(at), text: 'x' }),
    NARROW,
  ],
  ['chat.scheduleMessage', 'is_archived', (at) => ({ channel: 'C0SPRING', post_at: soon(at), text: 'x' })],
  ['chat.scheduleMessage', 'invalid_time', () => ({ channel: IT, post_at: 'noon', text: 'x' })],
  ['chat.scheduleMessage', 'time_in_past', () => ({ channel: IT, post_at: 1_600_000_000, text: 'x' })],
  [
    'chat.scheduleMessage',
    'time_too_far',
    (at) => ({ channel: IT, post_at: soon(at) + 121 * 86_400, text: 'x' }),
  ],
  ['chat.scheduleMessage', 'msg_too_long', (at) => ({ channel: IT, post_at: soon(at), text: LONG })],
  [
    'chat.scheduleMessage',
    'restricted_action',
    (at) => ({ channel: 'C0NOBODY', post_at: soon(at), text: 'x' }),
  ],
  [
    'chat.scheduleMessage',
    'restricted_action_read_only_channel',
    (at) => ({ channel: 'C0READONLY', post_at: soon(at), text: 'x' }),
  ],
  [
    'chat.scheduleMessage',
    'restricted_action_thread_only_channel',
    (at) => ({ channel: 'C0THREADS', post_at: soon(at), text: 'x' }),
  ],
  [
    'chat.scheduleMessage',
    'restricted_action_non_threadable_channel',
    async (at) => ({
      ...(await inThread(at, 'C0NOTHREADS')),
      post_at: soon(at),
    }),
  ],
  [
    'chat.scheduleMessage',
    'restricted_too_many',
    async (at) => {
      const args = { channel: IT, post_at: soon(at), text: 'x' }
      for (const _ of many(30, () => 0)) await at.call('chat.scheduleMessage', args)
      return args
    },
  ],
  [
    'chat.deleteScheduledMessage',
    'channel_not_found',
    () => ({ channel: 'C0NOWHERE', scheduled_message_id: 'Q1' }),
  ],
  [
    'chat.deleteScheduledMessage',
    'invalid_scheduled_message_id',
    () => ({ channel: IT, scheduled_message_id: 'Q1' }),
  ],
  ['chat.scheduledMessages.list', 'invalid_channel', () => ({ channel: 'C0NOWHERE' })],
  ['chat.scheduledMessages.list', 'invalid_cursor', () => ({ cursor: 'nonsense' })],

  ['conversations.info', 'channel_not_found', () => ({ channel: 'C0HIDDEN' })],
  ...(['conversations.list', 'users.conversations'] as const).flatMap((method): Row[] => [
    [method, 'invalid_types', () => ({ types: 'secret' })],
    [method, 'invalid_cursor', () => ({ cursor: 'nonsense' })],
    [method, 'invalid_limit', () => ({ limit: 1001 })],
  ]),
  ['conversations.members', 'channel_not_found', () => ({ channel: 'C0HIDDEN' })],
  ['conversations.members', 'invalid_cursor', () => ({ channel: IT, cursor: 'nonsense' })],
  ['conversations.members', 'invalid_limit', () => ({ channel: IT, limit: -1 })],
  ...(['conversations.history', 'conversations.replies'] as const).flatMap((method): Row[] => [
    [method, 'channel_not_found', (at) => ({ channel: 'C0HIDDEN', ts: at.mine })],
    [method, 'not_in_channel', (at) => ({ channel: 'C0SAFETY', ts: at.mine })],
    [method, 'invalid_cursor', (at) => ({ channel: IT, ts: at.mine, cursor: 'nonsense' })],
    [method, 'invalid_ts_oldest', (at) => ({ channel: IT, ts: at.mine, oldest: 'noon' })],
    [method, 'invalid_ts_latest', (at) => ({ channel: IT, ts: at.mine, latest: 'noon' })],
  ]),
  ['conversations.replies', 'thread_not_found', () => NOTHING],
  ['conversations.open', 'channel_not_found', () => ({ channel: 'D0NOBODY' })],
  ['conversations.open', 'users_list_not_supplied', () => ({})],
  ['conversations.open', 'user_not_found', () => ({ users: 'U0NOBODY' })],
  ['conversations.open', 'user_disabled', () => ({ users: 'U0PAOLO' })],
  ['conversations.open', 'not_enough_users', () => ({ users: 'U0REGIA' })],
  ['conversations.open', 'invalid_user_combination', () => ({ users: 'U0REGIA,U0TOM' })],
  ['conversations.open', 'too_many_users', () => ({ users: many(9, (n) => `U0N${n}`).join(',') })],
  ['conversations.open', 'method_not_supported_for_channel_type', () => ({ channel: IT })],
  ['conversations.join', 'channel_not_found', () => ({ channel: 'C0HIDDEN' })],
  ['conversations.join', 'is_archived', () => ({ channel: 'C0SPRING' })],
  ['conversations.join', 'method_not_supported_for_channel_type', () => ({ channel: 'C0LEADS' })],
  ['conversations.invite', 'channel_not_found', () => ({ channel: 'C0HIDDEN', users: 'U0TOM' })],
  ['conversations.invite', 'is_archived', () => ({ channel: 'C0SPRING', users: 'U0TOM' })],
  ['conversations.invite', 'not_in_channel', () => ({ channel: 'C0SAFETY', users: 'U0GIULIA' })],
  ['conversations.invite', 'no_user', () => ({ channel: IT })],
  ['conversations.invite', 'user_not_found', () => ({ channel: IT, users: 'U0NOBODY' })],
  ['conversations.invite', 'already_in_channel', () => ({ channel: IT, users: 'U0MARCO' })],
  ['conversations.invite', 'cant_invite', () => ({ channel: IT, users: 'U0PAOLO' })],
  ['conversations.invite', 'cant_invite_self', () => ({ channel: IT, users: 'U0REGIA' })],
  [
    'conversations.invite',
    'method_not_supported_for_channel_type',
    async (at) => ({
      channel: record((await at.call('conversations.open', { users: 'U0TOM' })).channel).id,
      users: 'U0ANNA',
    }),
  ],

  ['users.info', 'user_not_found', () => ({ user: 'U0NOBODY' })],
  ['users.list', 'invalid_cursor', () => ({ cursor: 'nonsense' })],
  ['users.lookupByEmail', 'users_not_found', () => ({ email: 'nobody@live-eu.example' })],
  ['users.lookupByEmail', 'users_not_found', () => ({ email: 'paolo@live-eu.example' })],
  ['users.profile.get', 'user_not_found', () => ({ user: 'U0NOBODY' })],
  ['team.info', 'team_not_found', () => ({ team: 'T0OTHER' })],
  ['bots.info', 'bot_not_found', () => ({ bot: 'B0OTHER' })],
  ['usergroups.list', 'invalid_team', () => ({ team_id: 'T0OTHER' })],
  ['usergroups.list', 'invalid_cursor', () => ({ cursor: 'nonsense' })],
  ['usergroups.users.list', 'no_such_subteam', () => ({ usergroup: 'S0NONE' })],
  ['usergroups.users.list', 'invalid_cursor', () => ({ usergroup: 'S0ITALY', cursor: 'nonsense' })],

  ...(['reactions.add', 'reactions.remove', 'reactions.get', 'pins.add'] as const).flatMap(
    (method): Row[] => [
      [method, 'no_item_specified', () => ({ channel: IT, name: 'eyes' })],
      [method, 'bad_timestamp', () => ({ channel: IT, timestamp: 'noon', name: 'eyes' })],
      [method, 'channel_not_found', (at) => ({ channel: 'C0HIDDEN', timestamp: at.mine, name: 'eyes' })],
      [method, 'message_not_found', () => ({ ...NOTHING, name: 'eyes' })],
    ],
  ),
  ...(['reactions.remove', 'reactions.get'] as const).flatMap((method): Row[] => [
    [method, 'file_not_found', () => ({ file: 'F0NONE', name: 'eyes' })],
    [method, 'file_comment_not_found', () => ({ file_comment: 'Fc0NONE', name: 'eyes' })],
  ]),
  ['reactions.add', 'already_reacted', (at) => ({ channel: IT, timestamp: at.mine, name: 'eyes' })],
  ['reactions.add', 'invalid_name', (at) => ({ channel: IT, timestamp: at.mine, name: 'N O' })],
  [
    'reactions.add',
    'is_archived',
    async (at) => ({
      channel: 'C0SPRING',
      timestamp: at.slack.post('#spring-cup-2025', 'old'),
      name: 'eyes',
    }),
  ],
  ['reactions.add', 'not_reactable', (at) => ({ channel: IT, timestamp: at.gone, name: 'eyes' })],
  ['reactions.add', 'thread_locked', (at) => lockedReply(at)],
  [
    'reactions.add',
    'too_many_reactions',
    async (at) => {
      for (const n of many(23, (each) => each))
        await at.call('reactions.add', { channel: IT, timestamp: at.hers, name: `e${n}` })
      return { channel: IT, timestamp: at.hers, name: 'e23' }
    },
  ],
  [
    'reactions.add',
    'too_many_emoji',
    async (at) => {
      for (const [n, who] of ['giulia', 'marco', 'anna'].entries())
        for (const m of many(n === 2 ? 4 : 23, (each) => each))
          await at.slack.as(who).reacts({ channel: IT, ts: at.hers }, `e${n}_${m}`)
      return { channel: IT, timestamp: at.hers, name: 'one_more' }
    },
  ],
  ['reactions.remove', 'invalid_name', (at) => ({ channel: IT, timestamp: at.mine, name: 'N O' })],
  ['reactions.remove', 'no_reaction', (at) => ({ channel: IT, timestamp: at.mine, name: 'tada' })],
  ['reactions.remove', 'thread_locked', (at) => lockedReply(at)],
  ['pins.add', 'file_not_found', () => ({ channel: IT, file: 'F0NONE' })],
  ['pins.add', 'already_pinned', (at) => ({ channel: IT, timestamp: at.mine })],
  ['pins.add', 'not_in_channel', (at) => ({ channel: 'C0SAFETY', timestamp: at.mine })],
  ['pins.add', 'not_pinnable', (at) => ({ channel: IT, timestamp: at.gone })],
  [
    'pins.add',
    'restricted_action',
    (at) => ({ channel: 'C0READONLY', timestamp: at.slack.post('#c0readonly', 'x') }),
  ],
  [
    'pins.add',
    'too_many_pins',
    async (at) => {
      for (const n of many(99, (each) => each))
        await at.call('pins.add', { channel: IT, timestamp: at.slack.post('#live-it', `${n}`) })
      return { channel: IT, timestamp: at.hers }
    },
  ],
  [
    'bookmarks.add',
    'channel_not_found',
    () => ({ channel_id: 'C0HIDDEN', title: 'x', type: 'link', link: 'https://example.com' }),
  ],
  ['bookmarks.add', 'invalid_bookmark_type', () => ({ channel_id: IT, title: 'x', type: 'song' })],
  [
    'bookmarks.add',
    'invalid_link',
    () => ({ channel_id: IT, title: 'x', type: 'link', link: 'javascript:1' }),
  ],
  [
    'bookmarks.add',
    'invalid_emoji',
    () => ({ channel_id: IT, title: 'x', type: 'link', link: 'https://example.com', emoji: 'eyes' }),
  ],
  [
    'bookmarks.add',
    'invalid_parent_type',
    () => ({ channel_id: IT, title: 'x', type: 'link', link: 'https://example.com', parent_id: 'Bk1' }),
  ],
  [
    'bookmarks.add',
    'too_many_bookmarks',
    async (at) => {
      const args = { channel_id: IT, title: 'x', type: 'link', link: 'https://example.com' }
      for (const _ of many(100, () => 0)) await at.call('bookmarks.add', args)
      return args
    },
  ],
  ['emoji.list', 'not_authed', () => ({})],

  ['files.getUploadURLExternal', 'missing_argument', () => ({ filename: 'a.csv' })],
  ['files.getUploadURLExternal', 'invalid_arguments', () => ({ filename: 'a.csv', length: 0 })],
  [
    'files.getUploadURLExternal',
    'alt_txt_too_large',
    () => ({ filename: 'a.png', length: 1, alt_txt: 'x'.repeat(1001) }),
  ],
  [
    'files.getUploadURLExternal',
    'unknown_snippet_type',
    () => ({ filename: 'a', length: 1, snippet_type: 'cuneiform' }),
  ],
  [
    'files.getUploadURLExternal',
    'snippet_too_large',
    () => ({ filename: 'a', length: 1_000_001, snippet_type: 'csv' }),
  ],
  [
    'files.getUploadURLExternal',
    'file_upload_size_restricted',
    () => ({ filename: 'a', length: 1_000_000_001 }),
  ],
  ['files.completeUploadExternal', 'invalid_arguments', () => ({ files: [] })],
  ['files.completeUploadExternal', 'file_not_found', () => ({ files: [{ id: 'F0NONE' }] })],
  [
    'files.completeUploadExternal',
    'channel_not_found',
    (at) => ({ files: [{ id: at.file }], channel_id: 'C0NOWHERE' }),
  ],
  [
    'files.completeUploadExternal',
    'invalid_channel',
    (at) => ({ files: [{ id: at.file }], channel_id: '#live-it' }),
  ],
  [
    'files.completeUploadExternal',
    'not_in_channel',
    (at) => ({ files: [{ id: at.file }], channel_id: 'C0SAFETY' }),
    NARROW,
  ],
  [
    'files.completeUploadExternal',
    'channels_limit_exceeded',
    (at) => ({ files: [{ id: at.file }], channels: many(101, () => IT).join(',') }),
  ],
  [
    'files.completeUploadExternal',
    'posting_to_channel_denied',
    (at) => ({ files: [{ id: at.file }], channel_id: 'C0READONLY' }),
  ],
  [
    'files.completeUploadExternal',
    'invalid_blocks',
    (at) => ({ files: [{ id: at.file }], blocks: [{ type: 'nonsense' }] }),
  ],
  ['files.info', 'file_not_found', () => ({ file: 'F0NONE' })],
  ['files.info', 'file_deleted', (at) => ({ file: at.deletedFile })],
  ['files.info', 'not_visible', (at) => ({ file: at.herFile })],
  ['files.delete', 'file_not_found', () => ({ file: 'F0NONE' })],
  ['files.delete', 'file_deleted', (at) => ({ file: at.deletedFile })],
  ['files.delete', 'cant_delete_file', (at) => ({ file: at.herFile })],

  ...(['views.open', 'views.push'] as const).flatMap((method): Row[] => [
    [method, 'invalid_arguments', () => ({ trigger_id: '1.a' })],
    [method, 'invalid_arguments', () => ({ view: modal() })],
    [
      method,
      'invalid_arguments',
      () => ({ trigger_id: '1.a', view: modal({ title: plain('x'.repeat(25)) }) }),
    ],
    [
      method,
      'invalid_arguments',
      () => ({
        trigger_id: '1.a',
        view: modal({ blocks: [{ type: 'image', alt_text: 'x', slack_file: { id: 'F0NONE' } }] }),
      }),
    ],
    [
      method,
      'view_too_large',
      () => ({ trigger_id: '1.a', view: modal({ private_metadata: 'x'.repeat(250_000) }) }),
    ],
    [method, 'invalid_trigger_id', () => ({ trigger_id: '1.a', view: modal() })],
    [
      method,
      'exchanged_trigger_id',
      async (at) => {
        const trigger_id = triggered(at)
        await at.call('views.open', { trigger_id, view: modal() })
        return { trigger_id, view: modal() }
      },
    ],
    [
      method,
      'expired_trigger_id',
      (at) => {
        const trigger_id = triggered(at)
        at.slack.expireTriggers()
        return { trigger_id, view: modal() }
      },
    ],
    [
      method,
      'duplicate_external_id',
      async (at) => {
        await at.call('views.open', { trigger_id: triggered(at), view: modal({ external_id: 'e-1' }) })
        return { trigger_id: triggered(at), view: modal({ external_id: 'e-1' }) }
      },
    ],
  ]),
  ['views.push', 'not_found', (at) => ({ trigger_id: triggered(at), view: modal() })],
  [
    'views.push',
    'push_limit_reached',
    async (at) => {
      await at.call('views.open', { trigger_id: triggered(at), view: modal() })
      for (const _ of many(2, () => 0))
        await at.call('views.push', {
          trigger_id: at.slack.trigger('giulia', { inModal: true }),
          view: modal(),
        })
      return { trigger_id: at.slack.trigger('giulia', { inModal: true }), view: modal() }
    },
  ],
  ['views.update', 'not_found', () => ({ view_id: 'V0NONE', view: modal() })],
  ['views.update', 'invalid_arguments', () => ({ view: modal() })],
  [
    'views.update',
    'view_too_large',
    () => ({ view_id: 'V0NONE', view: modal({ private_metadata: 'x'.repeat(250_000) }) }),
  ],
  [
    'views.update',
    'hash_conflict',
    async (at) => ({ view_id: await opened(at), hash: 'old', view: modal() }),
  ],
  [
    'views.update',
    'duplicate_external_id',
    async (at) => {
      await at.call('views.publish', {
        user_id: 'U0ANNA',
        view: { type: 'home', blocks: [], external_id: 'e-2' },
      })
      return { view_id: await opened(at), view: modal({ external_id: 'e-2' }) }
    },
  ],
  ['views.publish', 'invalid_arguments', () => ({ user_id: 'U0GIULIA', view: modal() })],
  [
    'views.publish',
    'not_enabled',
    () => ({ user_id: 'U0GIULIA', view: { type: 'home', blocks: [] } }),
    { homeTab: false },
  ],
  [
    'views.publish',
    'hash_conflict',
    () => ({ user_id: 'U0GIULIA', hash: 'old', view: { type: 'home', blocks: [] } }),
  ],
  [
    'views.publish',
    'view_too_large',
    () => ({
      user_id: 'U0GIULIA',
      view: { type: 'home', blocks: [], private_metadata: 'x'.repeat(250_000) },
    }),
  ],
  [
    'views.publish',
    'duplicate_external_id',
    async (at) => {
      await at.call('views.publish', {
        user_id: 'U0ANNA',
        view: { type: 'home', blocks: [], external_id: 'e-3' },
      })
      return { user_id: 'U0GIULIA', view: { type: 'home', blocks: [], external_id: 'e-3' } }
    },
  ],

  ['blocks.validate', 'invalid_arguments', () => ({})],
  ['blocks.validate', 'invalid_arguments', () => ({ blocks: [], view: modal() })],
  [
    'blocks.validate',
    'invalid_arguments',
    () => ({ blocks: [{ type: 'section', text: plain('x'.repeat(100_001)) }] }),
  ],
  ['blocks.validate', 'invalid_blocks', () => ({ blocks: [{ type: 'nonsense' }] })],
  ['blocks.validate', 'invalid_message', () => ({ message: { blocks: [{ type: 'nonsense' }] } })],
  ['blocks.validate', 'invalid_view', () => ({ view: modal({ title: plain('') }) })],
]

const inThread = (at: Caller, id: string): Json => ({
  channel: id,
  text: 'x',
  thread_ts: at.slack.post(`#${id.toLowerCase()}`, 'a parent'),
})
const lockedReply = (at: Caller): Json => {
  const parent = at.slack.post('#c0locked', 'a parent')
  return { channel: 'C0LOCKED', timestamp: at.slack.post('#c0locked', 'a reply', parent), name: 'eyes' }
}
const opened = async (at: Caller): Promise<string> =>
  text(record((await at.call('views.open', { trigger_id: triggered(at), view: modal() })).view).id)

/** Errors of any method. */
const GENERIC = new Set('not_authed not_allowed_token_type invalid_arguments'.split(' '))
/** Met with in practice and told of in threads, though the method's page does not list them. */
const UNLISTED = new Set([
  'chat.postMessage msg_too_long',
  'chat.postMessage invalid_attachments',
  'conversations.replies not_in_channel',
])

describe('each error comes about as in Slack', () => {
  let shared: Stage
  beforeAll(async () => {
    shared = await staged()
  })
  afterAll(() => shared.slack.close())

  const rows = ROWS.map(([method, error, args, options]) => ({ method, error, args, options }))
  test.each(rows)('$method: $error ($#)', async ({ method, error, args, options }) => {
    // What fills or changes the workspace for good has one of its own.
    const own = options || FILLING.has(error) ? await staged(options) : null
    const at = own ?? shared
    try {
      const token = error === 'not_authed' ? null : at.slack.tokens.bot
      expect(await at.call(method, await args(at), token)).toMatchObject({ ok: false, error })
    } finally {
      await own?.slack.close()
    }
  })
})
const FILLING = new Set(
  'too_many_reactions too_many_emoji too_many_pins too_many_bookmarks restricted_too_many posting_to_channel_denied push_limit_reached duplicate_external_id'.split(
    ' ',
  ),
)

describe('the table is whole', () => {
  test('every documented method is there, with its tier and scopes', () => {
    const known = Object.fromEntries(
      Object.entries(METHODS).map(([name, { tier, scopes }]) => [name, { tier, scopes: [...scopes].sort() }]),
    )
    const documented = Object.fromEntries(
      Object.entries(DOCUMENTED).map(([name, { tier, scopes }]) => [
        name,
        { tier: tier ?? known[name]?.tier, scopes: [...scopes].sort() },
      ]),
    )
    expect(known).toEqual(documented)
  })

  test('every method has a row', () => {
    const rows = new Set(ROWS.map(([method]) => method))
    expect(Object.keys(METHODS).filter((method) => !rows.has(method))).toEqual([])
  })

  test('every error that a row brings about is one that Slack documents', () => {
    const strange = ROWS.filter(
      ([method, error]) =>
        !GENERIC.has(error) &&
        !UNLISTED.has(`${method} ${error}`) &&
        !DOCUMENTED[method]?.errors.includes(error),
    )
    expect(strange.map(([method, error]) => `${method} ${error}`)).toEqual([])
  })

  test('every documented error has a row, or is of a Slack that the playground does not play', () => {
    const rows = new Set(ROWS.map(([method, error]) => `${method} ${error}`))
    const brought = new Set(ROWS.map(([, error]) => error))
    const missing = Object.entries(DOCUMENTED).flatMap(([method, { errors }]) =>
      errors
        .filter((error) => error !== 'ratelimited' && !rows.has(`${method} ${error}`))
        .map((error) => (brought.has(error) ? `${method} ${error}` : error)),
    )
    expect([...new Set(missing)].sort()).toEqual(ELSEWHERE.sort())
  })
})

/** States of a workspace that this one is never in: other organisations, plans, policies and outages; drafts, canvases. */
const ELSEWHERE = [
  ...`bad_redirect_uri bad_token blocked_file_type bots_not_found cannot_bookmark_from_external_org
    cannot_bookmark_restricted_sharing_enabled cannot_install_an_org_installed_app
    canvas_disabled_file_team canvas_disabled_user_team canvas_globally_disabled
    channel_is_limited_access delete_not_allowed draft_already_deleted draft_already_sent
    draft_has_conflict draft_not_found enterprise_not_found external_channel_migrating
    fail_to_get_teams_for_restricted_user fetch_members_failed file_already_added file_deleting_disabled
    file_is_deleted file_not_shared file_share_limit_reached file_type_not_allowed file_update_failed
    file_uploads_disabled file_uploads_except_images_disabled forbidden_team insecure_request
    invalid_app_action_type invalid_child_type invalid_code_verifier invalid_entity_id
    invalid_metadata_filter_keys invalid_metadata_schema invalid_shortcut_type invalid_token
    invitee_cant_see_channel is_inactive limit_required list_record_comment_fetch_failed
    max_file_sharing_exceeded message_limit_exceeded metadata_must_be_sent_from_app missing_args
    missing_profile_id missing_user no_access no_external_invite_permission no_scopes not_implemented
    oauth_authorization_url_mismatch org_not_found org_user_not_in_team parent_bookmark_disabled
    parent_with_link permission_denied pkce_not_allowed plan_upgrade_required
    preview_feature_not_available rate_limited slack_connect_blocked_file_type
    slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked
    slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked
    slack_connect_lists_sharing_blocked storage_limit_reached streaming_state_conflict
    team_not_on_enterprise template_not_visible too_many_contact_cards too_many_members
    too_many_requests too_many_tabs unable_to_fetch_custom_emojis unable_to_share_files unknown_subtype
    update_failed ura_max_channels user_email_unverified user_not_visible`.split(/\s+/),
  'bookmarks.add file_not_found',
  'bots.info missing_argument',
  'bots.info team_not_found',
  'chat.postMessage team_not_found',
  'chat.update team_not_found',
  'conversations.list method_not_supported_for_channel_type',
  'conversations.list missing_argument',
  'conversations.members method_not_supported_for_channel_type',
  'conversations.replies method_not_supported_for_channel_type',
  'team.info user_not_found',
  'usergroups.list missing_argument',
  'usergroups.list users_not_found',
  'users.conversations method_not_supported_for_channel_type',
  'users.conversations missing_argument',
  'users.info too_many_users',
  'users.list missing_argument',
]

test('what no state of the workspace brings about, a fault does', async () => {
  await using at = await caller()
  at.slack.faults.next('users.info', { kind: 'error', error: 'user_not_visible' })
  expect(await at.call('users.info', { user: 'U0ANNA' })).toMatchObject({
    ok: false,
    error: 'user_not_visible',
  })
  expect(await at.call('users.info', { user: 'U0ANNA' })).toMatchObject({ ok: true })
})

describe('what any method can answer', () => {
  let at: Caller
  beforeAll(async () => {
    at = await caller()
  })
  afterAll(() => at.slack.close())
  const withToken = Object.entries(METHODS).filter(([, { token }]) => token !== 'none')

  test.each(withToken)('%s asks for its own kind of token', async (method, { token }) => {
    expect(await at.call(method, {}, null)).toMatchObject({ ok: false, error: 'not_authed' })
    expect(await at.call(method, {}, 'xoxb-stranger')).toMatchObject({ ok: false, error: 'invalid_auth' })
    const wrong = token === 'app' ? at.slack.tokens.bot : at.slack.tokens.app
    expect(await at.call(method, {}, wrong)).toMatchObject({ ok: false, error: 'not_allowed_token_type' })
  })

  test.each(Object.entries(METHODS).filter(([, { scopes }]) => scopes.length > 0))(
    '%s names the scope that is missing',
    async (method, { scopes }) => {
      await using small = await caller({ scopes: ['commands'] })
      expect(await small.call(method)).toEqual({
        ok: false,
        error: 'missing_scope',
        needed: scopes.join(','),
        provided: 'commands',
      })
    },
  )

  test('a missing argument is named, with its place', async () => {
    expect(await at.call('chat.postMessage', { text: 'x' })).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    })
  })

  test('an unknown method is HTTP 200, and known to nobody', async () => {
    const response = await at.raw('chat.shout')
    expect([response.status, await response.json()]).toEqual([
      200,
      { ok: false, error: 'unknown_method', req_method: 'chat.shout' },
    ])
  })
})

describe('through Slack’s own client', () => {
  const client = (at: Caller, more: WebClientOptions = {}) =>
    new WebClient(at.slack.tokens.bot, {
      slackApiUrl: `${at.url}api/`,
      logLevel: LogLevel.ERROR,
      retryConfig: { retries: 0 },
      ...more,
    })

  test('a refusal is a platform error, with Slack’s words', async () => {
    await using at = await caller()
    const blocks = [{ type: 'header' as const, text: { type: 'plain_text' as const, text: 'x'.repeat(151) } }]
    const refused = await client(at)
      .chat.postMessage({ channel: IT, text: 'x', blocks })
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(WebAPIPlatformError)
    expect((refused as WebAPIPlatformError).data).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: {
        messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
      },
    })
  })

  test('too many calls are told to wait, and one that waits gets through', async () => {
    await using at = await caller({ rateLimit: true })
    at.slack.faults.next('users.info', { kind: 'rate-limited', retryAfter: 7 })
    const refused = await client(at, { rejectRateLimitedCalls: true })
      .users.info({ user: 'U0ANNA' })
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(WebAPIRateLimitedError)
    expect((refused as WebAPIRateLimitedError).retryAfter).toBe(7)
    at.slack.faults.next('users.info', { kind: 'rate-limited', retryAfter: 1 })
    const patient = client(at, { retryConfig: { retries: 1 } })
    expect(await patient.users.info({ user: 'U0ANNA' })).toMatchObject({ ok: true })
  })

  test('blocks are checked for whoever asks, with the place of each fault', async () => {
    await using at = await caller()
    const { blocks } = new WebClient(undefined, { slackApiUrl: `${at.url}api/`, retryConfig: { retries: 0 } })
    expect(await blocks.validate({ blocks: [{ type: 'divider' }] })).toMatchObject({ ok: true })
    const refused = await blocks
      .validate({ message: { blocks: [{ type: 'header' }] } })
      .catch((error: unknown) => error)
    expect((refused as WebAPIPlatformError).data).toMatchObject({
      error: 'invalid_message',
      errors: [{ message: 'missing required field: text', pointer: '/message/blocks/0' }],
    })
  })
})

describe('calls that come too often', () => {
  const flood = async (at: Caller, method: string, args: Json, count: number) => {
    const answers: Response[] = []
    for (let n = 0; n < count; n++) answers.push(await at.raw(method, args))
    return answers.map((each) =>
      each.status === 429 ? `429 after ${each.headers.get('retry-after')}` : each.status,
    )
  }
  test.each([
    ['conversations.list', {}, 20, 3],
    ['conversations.info', { channel: IT }, 50, 2],
    ['users.info', { user: 'U0ANNA' }, 100, 1],
    ['blocks.validate', { blocks: [] }, 50, 2],
  ] as const)('%s %o: %i at once, then one every %i s', async (method, args, burst, wait) => {
    await using at = await caller({ rateLimit: true })
    const seen = await flood(at, method, args, burst + 1)
    expect(seen.slice(0, burst)).toEqual(many(burst, () => 200))
    expect(seen.at(-1)).toBe(`429 after ${wait}`)
    expect((await at.raw('team.info')).status).toBe(200)
  })

  test('none of it where a test switches it off', async () => {
    await using at = await caller({ rateLimit: false })
    expect(new Set(await flood(at, 'conversations.list', {}, 40))).toEqual(new Set([200]))
  })
})
