import type { Clock } from '#src/domain/clock.ts'
import type { Json } from './json.ts'
import type { Channel, Message, PersonRecord, StoredFile, Workspace } from './workspace.ts'

/** Stored things as the Web API and the payloads show them. */
export type Present = ReturnType<typeof presenter>

export const presenter = (workspace: Workspace, clock: Clock, origin: () => string) => {
  const { state } = workspace

  const user = (person: PersonRecord, includeLocale = false): Json => {
    const deleted = person.deactivated ?? false
    return {
      id: person.id,
      team_id: state.team.id,
      name: person.name,
      deleted,
      ...(!deleted && {
        color: '9f69e7',
        real_name: person.realName,
        tz: person.timeZone,
        tz_label: zoneLabel(person.timeZone, clock),
        tz_offset: zoneOffset(person.timeZone, clock),
        is_admin: person.admin ?? false,
        is_owner: false,
        is_primary_owner: false,
        is_restricted: false,
        is_ultra_restricted: false,
        is_email_confirmed: !person.bot,
      }),
      profile: {
        title: person.title ?? '',
        real_name: person.realName,
        real_name_normalized: person.realName,
        display_name: person.bot ? '' : person.name,
        display_name_normalized: person.bot ? '' : person.name,
        first_name: person.realName.split(' ')[0],
        last_name: person.realName.split(' ').slice(1).join(' '),
        team: state.team.id,
        ...(person.email && { email: person.email }),
        ...(person.bot && { api_app_id: state.app.id, bot_id: state.app.botId, always_active: false }),
      },
      is_bot: person.bot,
      is_app_user: false,
      updated: 1_760_000_000,
      ...(includeLocale && { locale: person.locale }),
    }
  }

  const channel = (of: Channel, { locale = false, members = false } = {}): Json =>
    of.kind === 'im'
      ? {
          id: of.id,
          created: 1_760_000_000,
          is_archived: false,
          is_im: true,
          is_mpim: false,
          is_org_shared: false,
          context_team_id: state.team.id,
          user: of.with,
          ...(locale && of.locale && { locale: of.locale }),
        }
      : {
          id: of.id,
          name: of.name,
          name_normalized: of.name,
          is_channel: of.kind === 'public',
          is_group: of.kind === 'private',
          is_im: false,
          is_mpim: false,
          is_private: of.kind === 'private',
          created: 1_760_000_000,
          is_archived: of.archived,
          is_general: false,
          is_shared: of.external,
          is_ext_shared: of.external,
          is_org_shared: false,
          is_member: workspace.appIsIn(of),
          creator: state.people[0]?.id,
          topic: { value: of.topic, creator: '', last_set: 0 },
          purpose: { value: '', creator: '', last_set: 0 },
          previous_names: [],
          context_team_id: state.team.id,
          ...(members && { num_members: of.members.length }),
          ...(locale && of.locale && { locale: of.locale }),
        }

  const file = (stored: StoredFile): Json => ({
    id: stored.id,
    created: stored.created,
    timestamp: stored.created,
    name: stored.name,
    title: stored.title,
    mimetype: stored.mimetype,
    filetype: stored.name.includes('.') ? stored.name.split('.').at(-1) : 'text',
    user: stored.user,
    user_team: state.team.id,
    size: stored.size,
    mode: 'hosted',
    is_external: false,
    url_private: `${origin()}/files/${stored.id}/${encodeURIComponent(stored.name)}`,
    url_private_download: `${origin()}/files/${stored.id}/download/${encodeURIComponent(stored.name)}`,
    permalink: `https://${state.team.domain}.slack.com/files/${stored.user}/${stored.id}/${encodeURIComponent(stored.name)}`,
    channels: stored.shares.map(({ channel }) => channel).filter((id) => id.startsWith('C')),
    groups: [],
    ims: stored.shares.map(({ channel }) => channel).filter((id) => id.startsWith('D')),
    shares: sharesOf(stored),
  })
  const sharesOf = (stored: StoredFile): Json => {
    const grouped: Record<string, Record<string, Json[]>> = {}
    for (const { channel: id, ts, thread_ts } of stored.shares) {
      const side = workspace.channelById(id)?.kind === 'public' ? 'public' : 'private'
      const group = grouped[side] ?? {}
      grouped[side] = group
      group[id] = [...(group[id] ?? []), { ts, ...(thread_ts && { thread_ts }) }]
    }
    return grouped
  }

  const message = (of: Message, where: Channel, { metadata = false } = {}): Json => {
    const { files, metadata: kept, reactions, ...plain } = of
    const replies = of.thread_ts && of.thread_ts !== of.ts ? [] : workspace.replies(where, of.ts)
    const parent = of.thread_ts && of.thread_ts !== of.ts ? workspace.message(where, of.thread_ts) : undefined
    return {
      ...plain,
      team: state.team.id,
      ...(of.bot_id && { bot_profile: bot() }),
      ...(replies.length && {
        thread_ts: of.ts,
        reply_count: replies.length,
        reply_users_count: new Set(replies.map(({ user: by }) => by)).size,
        latest_reply: replies.at(-1)?.ts,
        reply_users: [...new Set(replies.map(({ user: by }) => by))],
        is_locked: false,
        subscribed: false,
      }),
      ...(parent && { parent_user_id: parent.user }),
      ...(reactions?.length && {
        reactions: reactions.map(({ name, users }) => ({ name, users: [...users], count: users.length })),
      }),
      ...(files?.length && {
        files: files.flatMap((id) => state.files.filter((stored) => stored.id === id).map(file)),
      }),
      ...(metadata && kept && { metadata: kept }),
    }
  }

  const bot = (): Json => ({
    id: state.app.botId,
    app_id: state.app.id,
    name: state.app.name,
    icons: {},
    deleted: false,
    updated: 1_760_000_000,
    team_id: state.team.id,
  })

  return {
    user,
    channel,
    file,
    message,
    bot,
    permalink: (where: Channel, of: Message): string =>
      `https://${state.team.domain}.slack.com/archives/${where.id}/p${of.ts.replace('.', '')}${
        of.thread_ts && of.thread_ts !== of.ts ? `?thread_ts=${of.thread_ts}&cid=${where.id}` : ''
      }`,
  }
}

const zoneOffset = (timeZone: string, clock: Clock): number =>
  clock.now().toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e9

const zoneLabel = (timeZone: string, clock: Clock): string =>
  new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'long' })
    .formatToParts(clock.now().epochMilliseconds)
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
