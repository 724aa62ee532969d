import { glob, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { catalogue } from '#src/compose.ts'
import { readManifest } from '#src/manifest.ts'
import { slashOf } from '#src/slack/route.ts'

const text = (max: number) => z.string().min(1).max(max)

/** What Slack accepts: its public schema's limits, and nothing it does not know. */
const Accepted = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(1), minor_version: z.number() }),
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    long_description: z.string().min(175).max(4000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/i),
  }),
  features: z.strictObject({
    bot_user: z.strictObject({
      display_name: z.string().regex(/^[a-z0-9._-]{1,80}$/),
      always_online: z.boolean(),
    }),
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z_-]{1,31}$/),
          description: text(2000),
          usage_hint: text(1000),
          // Without it people and channels arrive as names, which change.
          should_escape: z.literal(true),
        }),
      )
      .max(50),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(24),
          type: z.enum(['global', 'message']),
          callback_id: text(255),
          description: text(150),
        }),
      )
      .min(1)
      .max(10),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true) }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
})

test('is what Slack accepts', async () => {
  Accepted.parse(parse(await readFile('manifest.yml', 'utf8')))
})

test('lists every command, shortcut and event that is handled, and nothing else', async () => {
  const manifest = await readManifest()
  const { commands, shortcuts, events, home } = await catalogue()
  expect(manifest.commands.map((it) => it.command).toSorted()).toEqual(
    [...new Set(commands.map((it) => slashOf(it.name)))].toSorted(),
  )
  expect(manifest.shortcuts.map((it) => it.callback_id).toSorted()).toEqual(
    shortcuts.map((it) => it.id).toSorted(),
  )
  const heard = [
    ...events.flatMap((it) => it.subscriptions ?? [it.type]),
    ...(home ? ['app_home_opened'] : []),
  ]
  expect([...manifest.events].toSorted()).toEqual(heard.toSorted())
  expect(manifest.homeTab).toBe(home !== null)
})

/** Why each scope is asked for: the methods that are called and the events that are heard. */
const SCOPES: Record<string, readonly string[]> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read'],
  'conversations.open': ['im:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'users.info': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  channel_archive: ['channels:read'],
  channel_deleted: ['channels:read'],
  channel_left: ['channels:read'],
  channel_shared: ['channels:read', 'groups:read'],
  channel_unarchive: ['channels:read'],
  channel_unshared: ['channels:read', 'groups:read'],
  file_shared: ['files:read'],
  group_archive: ['groups:read'],
  group_deleted: ['groups:read'],
  group_left: ['groups:read'],
  group_unarchive: ['groups:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  reaction_added: ['reactions:read'],
  user_change: ['users:read'],
  'slash commands and shortcuts': ['commands'],
}

test('asks for the scopes that the code needs, and for no other', async () => {
  const { events, scopes } = await readManifest()
  const called = new Set<string>()
  for await (const file of glob('src/slack/**/*.ts'))
    for (const [, method = ''] of (await readFile(file, 'utf8')).matchAll(
      /'((?:auth|chat|conversations|users|views|files|reactions|pins|team|usergroups)\.[a-zA-Z.]+)'/g,
    ))
      called.add(method)
  const reasons = [...called, ...events, 'slash commands and shortcuts']
  expect(reasons.filter((it) => !(it in SCOPES))).toEqual([])
  const needed = new Set(reasons.flatMap((it) => SCOPES[it] ?? []))
  expect([...scopes].toSorted()).toEqual([...needed].toSorted())
})
