import { controlsIn, wordsOf } from './forms.ts'
import type { ApiCall, Call, Delivery } from './journal.ts'
import { isRecord, type Json, list, record, records, text } from './json.ts'
import type { Slack } from './slack.ts'
import { typed } from './typed.ts'
import type { Channel } from './workspace.ts'

/** One line of the inspector as a test of this project would say it: an act for a delivery, an expectation for a call. */
export const asTest = (call: Call, slack: Slack): string =>
  call.kind === 'call' ? expectation(call, slack) : deed(call, slack)

// —— What somebody did ———————————————————————————————————————————————————————————————————————————————————

const deed = ({ envelope, about, payload }: Delivery, slack: Slack): string => {
  if (envelope === 'slash_commands') return command(payload, slack)
  if (envelope === 'interactive') return interaction(about, payload, slack)
  return event(record(payload.event), slack)
}

const command = (payload: Json, slack: Slack): string => {
  const line = `${text(payload.command)} ${written(slack, text(payload.text), 'command')}`.trim()
  return `await ${person(slack, payload.user_id)}.types(${place(slack, payload.channel_id)}, ${quoted(line)})`
}

const interaction = (about: string, payload: Json, slack: Slack): string => {
  const who = person(slack, record(payload.user).id)
  const view = record(payload.view)
  switch (about) {
    case 'block_actions': {
      const { where, on } = surface(payload, slack, who)
      const [action = {}] = records(payload.actions)
      const blocks = records((isRecord(payload.view) ? view : record(payload.message)).blocks)
      const value = given(action)
      const more = value === undefined ? '' : `, ${literal(value)}`
      return `${where}await ${who}.presses(${on}, ${quoted(controlOf(action, blocks))}${more})`
    }
    case 'block_suggestion': {
      const { where, on } = surface(payload, slack, who)
      const control = quoted(controlOf(payload, []))
      return `${where}await ${who}.suggests(${control}, ${quoted(text(payload.value))}, ${on})`
    }
    case 'view_submission':
      return [fills(view, who), `await ${who}.submits()`].filter(Boolean).join('\n')
    case 'view_closed':
      return `await ${who}.closesModal(${payload.is_cleared === true ? '{ all: true }' : ''})`
    case 'shortcut':
      return `await ${who}.shortcut(${quoted(text(payload.callback_id))})`
    case 'message_action': {
      const { where, on } = message(slack, who, record(payload.channel).id, payload.message_ts)
      return `${where}await ${who}.shortcut(${quoted(text(payload.callback_id))}, ${on})`
    }
    default:
      return `// Slack says "${about}" of itself: no person does it.`
  }
}

const event = (told: Json, slack: Slack): string => {
  const item = record(told.item)
  switch (told.type) {
    case 'message':
    case 'app_mention': {
      if (told.subtype === 'message_deleted' || told.subtype === 'message_changed')
        return `// Somebody ${told.subtype === 'message_deleted' ? 'deleted' : 'changed'} a message: see the line before.`
      if (told.subtype === 'file_share')
        return drop(slack, told.user, told.channel, records(told.files)[0] ?? {})
      if (told.bot_id) return `// The app hears its own message: ${quoted(text(told.text).slice(0, 60))}`
      const who = person(slack, told.user)
      const words = quoted(written(slack, text(told.text), 'message'))
      if (!told.thread_ts || told.thread_ts === told.ts)
        return `await ${who}.says(${place(slack, told.channel)}, ${words})`
      const { where, on } = message(slack, who, told.channel, told.thread_ts)
      return `${where}await ${who}.says(${place(slack, told.channel)}, ${words}, { thread: ${on}.ts })`
    }
    case 'reaction_added':
    case 'reaction_removed': {
      const who = person(slack, told.user)
      const { where, on } = message(slack, who, item.channel, item.ts)
      const verb = told.type === 'reaction_added' ? 'reacts' : 'unreacts'
      return `${where}await ${who}.${verb}(${on}, ${quoted(`:${text(told.reaction)}:`)})`
    }
    case 'member_joined_channel':
      return `await ${person(slack, told.user)}.joins(${place(slack, told.channel)})`
    case 'app_home_opened':
      return `await ${person(slack, told.user)}.${told.tab === 'home' ? 'opensHome' : 'opensMessages'}()`
    case 'file_shared':
      return drop(slack, told.user_id, told.channel_id, { id: told.file_id })
    case 'user_change': {
      const { tz, locale } = record(told.user)
      return `await ${person(slack, record(told.user).id)}.changes({ timeZone: ${quoted(text(tz))}, locale: ${quoted(text(locale))} })`
    }
    default:
      return `// Slack tells of "${text(told.type)}" by itself: no person does it.`
  }
}

const drop = (slack: Slack, user: unknown, channel: unknown, { id }: Json): string => {
  const file = slack.workspace.state.files.find((each) => each.id === id)
  const readable = file?.bytes && /^text\/|json/.test(file.mimetype) && file.size < 2000
  const bytes = readable ? quoted(Buffer.from(file.bytes ?? '', 'base64').toString()) : "'…'"
  return `await ${person(slack, user)}.drops(${place(slack, channel)}, { name: ${quoted(file?.name ?? '')}, bytes: ${bytes} })`
}

const fills = (view: Json, who: string): string => {
  const values = record(record(view.state).values)
  const entries = controlsIn(records(view.blocks)).flatMap(({ blockId, actionId, label }) => {
    const value = given(record(record(values[blockId])[actionId]))
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return []
    const name = [blockId, actionId].find((id) => !isMadeUp(id)) ?? label
    return [`${propertyName(name)}: ${literal(value)}`]
  })
  if (entries.length === 0) return ''
  const quietly = records(view.blocks).some(({ dispatch_action }) => dispatch_action === true)
  return `await ${who}.fills({ ${entries.join(', ')} }${quietly ? ', { quietly: true }' : ''})`
}

// —— What the app did ————————————————————————————————————————————————————————————————————————————————————

const expectation = ({ method, args, answer, status }: ApiCall, slack: Slack): string => {
  const { ok, error } = record(answer)
  if (ok !== true) {
    const seen = error
      ? `answer: expect.objectContaining({ error: ${quoted(text(error))} })`
      : `status: ${status}`
    return `expect(slack.calls).toContainEqual(expect.objectContaining({ method: ${quoted(method)}, ${seen} }))`
  }
  const where = text(record(answer).channel) || text(args.channel)
  const words = quoted(text(args.text))
  switch (method) {
    case 'chat.postMessage':
    case 'chat.update':
      if (!text(args.text)) break
      return `expect(slack.channel(${namedPlace(slack, where)}).messages().map(({ text }) => text)).toContain(${words})`
    case 'chat.postEphemeral':
      if (!text(args.text)) break
      return `expect(${person(slack, args.user)}.notices().map(({ text }) => text)).toContain(${words})`
    case 'views.open':
    case 'views.push':
    case 'views.update': {
      const view = record(record(answer).view)
      const owner = slack.screens.find(({ id }) => id === view.id)
      if (!owner) break
      return `expect(${person(slack, owner.user)}.modals().map(({ title }) => title)).toContain(${quoted(wordsOf(view.title))})`
    }
    case 'views.publish':
      return `expect(${person(slack, args.user_id)}.home()?.blocks.map(({ type }) => type)).toEqual(${literal(
        records(record(record(answer).view).blocks).map(({ type }) => text(type)),
      )})`
    case 'reactions.add':
      return `expect(slack.channel(${namedPlace(slack, where)}).messages().flatMap(({ reactions }) => reactions ?? []).map(({ name }) => name)).toContain(${quoted(text(args.name))})`
  }
  return `expect(slack.calls).toContainEqual(expect.objectContaining({ method: ${quoted(method)}, answer: expect.objectContaining({ ok: true }) }))`
}

// —— Who, where and what —————————————————————————————————————————————————————————————————————————————————

const person = ({ workspace }: Slack, id: unknown): string =>
  `slack.as(${quoted(workspace.person(text(id))?.name ?? text(id))})`

/** As a person would name it: `#live-eu`, or `dm` for the app's direct messages. */
const place = ({ workspace }: Slack, id: unknown): string => {
  const channel = workspace.channelById(text(id))
  return quoted(!channel ? text(id) : channel.kind === 'im' ? 'dm' : `#${channel.name}`)
}
/** As whoever sees all would name it: direct messages by whose they are. */
const namedPlace = ({ workspace }: Slack, id: string): string => {
  const channel = workspace.channelById(id)
  if (channel?.kind !== 'im') return quoted(channel ? `#${channel.name}` : id)
  return quoted(`@${workspace.person(channel.with ?? '')?.name ?? ''}`)
}

interface Found {
  /** A line that finds it, or nothing. */
  where: string
  on: string
}
/** By its words, which are the same in every run, where they tell it apart; else by its `ts`. */
const message = (slack: Slack, who: string, channelId: unknown, ts: unknown): Found => {
  const channel = slack.workspace.channelById(text(channelId))
  const words = channel && wordsAt(slack, channel, text(ts))
  const by = words ? `text }) => text === ${quoted(words)}` : `ts }) => ts === ${quoted(text(ts))}`
  const found = `${who}.sees(${place(slack, channelId)}).find(({ ${by})`
  return {
    where: `const message = ${found}\nif (!message) throw new Error('There is no such message.')\n`,
    on: 'message',
  }
}
const wordsAt = (slack: Slack, channel: Channel, ts: string): string | null => {
  const notices = slack.workspace.state.people.flatMap(({ id }) =>
    slack.screens.of(id).ephemerals.filter((notice) => notice.channel === channel.id),
  )
  const all = [...channel.messages, ...notices]
  const words = all.find((each) => each.ts === ts)?.text
  return words && all.filter((each) => each.text === words).length === 1 ? words : null
}

const surface = (payload: Json, slack: Slack, who: string): Found => {
  const { type, message_ts, channel_id } = record(payload.container)
  if (type !== 'view') return message(slack, who, channel_id, message_ts)
  return { where: '', on: `${who}.${record(payload.view).type === 'home' ? 'home' : 'modal'}()?.id ?? ''` }
}

/** The action id alone where that is enough: block ids may be made up anew each time. */
const controlOf = ({ action_id, block_id, value, text: label }: Json, blocks: readonly Json[]): string => {
  const named = controlsIn(blocks).filter(({ actionId }) => actionId === action_id)
  const alone =
    named.length <= 1 ||
    (value !== undefined && named.filter((it) => it.element.value === value).length === 1)
  if (alone && !isMadeUp(text(action_id))) return text(action_id)
  return isMadeUp(text(block_id)) && wordsOf(label) ? wordsOf(label) : `${text(block_id)}:${text(action_id)}`
}

/** As `withIds` makes them. */
const isMadeUp = (id: string): boolean => /^[0-9a-f]{5}$/.test(id)

/** What a person gave for it, the way `presses` and `fills` take it; undefined for a plain button. */
const given = (held: Json): string | null | readonly string[] | undefined => {
  const option = (value: unknown) => text(record(value).value)
  for (const [key, value] of Object.entries(held)) {
    switch (key) {
      case 'selected_option':
        return value === null ? null : option(value)
      case 'selected_options':
        return list(value).map(option)
      case 'rich_text_value':
        return value === null ? null : richWords(value)
      case 'files':
        return list(value).map((file) => text(record(file).id))
      case 'selected_date_time':
        return value === null ? null : String(value)
      case 'value':
      case 'selected_date':
      case 'selected_time':
      case 'selected_user':
      case 'selected_conversation':
      case 'selected_channel':
        return value === null ? null : text(value)
      case 'selected_users':
      case 'selected_conversations':
      case 'selected_channels':
        return list(value).map(text)
    }
  }
  return undefined
}

const richWords = (value: unknown): string =>
  isRecord(value) ? text(value.text) + list(value.elements).map(richWords).join('') : ''

/** What was typed, from what Slack made of it; when that cannot be told, what Slack made of it. */
const written = (slack: Slack, sent: string, as: 'message' | 'command'): string => {
  const { people, groups, channels } = slack.workspace.state
  const named = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((each) => each.id === id)?.name
  const words = sent
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (token, id) => prefixed('@', named(people, id)) ?? token)
    .replace(/<#(C[A-Z0-9]+)(?:\|[^>]*)?>/g, (token, id) => prefixed('#', named(channels, id)) ?? token)
    .replace(
      /<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>/g,
      (token, id) => prefixed('@', groups.find((group) => group.id === id)?.handle) ?? token,
    )
    .replace(/<!(here|channel|everyone)>/g, '@$1')
    .replace(/<(https?:[^>|]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return typed(slack.workspace, words, as) === sent ? words : sent
}
const prefixed = (sign: string, name: string | undefined) =>
  name === undefined ? undefined : `${sign}${name}`

// —— As TypeScript ———————————————————————————————————————————————————————————————————————————————————————

const quoted = (words: string): string =>
  `'${words
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')}'`

const literal = (value: string | null | readonly string[]): string =>
  value === null ? 'null' : typeof value === 'string' ? quoted(value) : `[${value.map(quoted).join(', ')}]`

const propertyName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name))
