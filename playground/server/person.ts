import { randomUUID } from 'node:crypto'
import { suggestionFaults } from './blocks.ts'
import { deleteMessage } from './content.ts'
import type { Outcome } from './deliveries.ts'
import { mimeOf, newFile, shareFiles } from './files.ts'
import {
  type Control,
  chosen,
  controlsIn,
  errorsIn,
  type Given,
  optionsOf,
  readableIn,
  richTextOf,
  unfinished,
  type Values,
  wordsOf,
} from './forms.ts'
import type { Reach } from './handles.ts'
import { isRecord, type Json, list, record, text } from './json.ts'
import { react, unreact } from './methods/items.ts'
import { viewOf } from './methods/views.ts'
import { respond, responseFrom } from './responses.ts'
import { type Ephemeral, type LiveView, titleOf } from './screens.ts'
import { Refusal, type Slack } from './slack.ts'
import { typed } from './typed.ts'
import type { Block, Channel, Message } from './workspace.ts'

export interface Command {
  command: string
  description: string
  usage_hint?: string
}
export interface Shortcut {
  name: string
  type: 'global' | 'message'
  callback_id: string
}

/** A message as a person sees it in the timeline. */
export interface Visible {
  kind: 'message' | 'ephemeral'
  ts: string
  channel: string
  /** The author's name. */
  from: string
  user: string
  text: string
  blocks: readonly Block[]
  thread_ts: string | null
  edited: boolean
  reactions: readonly { name: string; users: readonly string[] }[]
  files: readonly string[]
  /** What this person has chosen in the message's own controls. */
  values: Values
  /** All words of the blocks, or the text when there are none. */
  shows: string
}

export interface OpenView {
  id: string
  type: 'modal' | 'home'
  title: string
  submit: string
  close: string
  callbackId: string
  privateMetadata: string
  externalId: string
  hash: string
  blocks: readonly Block[]
  values: Values
  /** By block id. */
  errors: Readonly<Record<string, string>>
  problem: string | null
  /** How many modals are stacked, this one included. */
  depth: number
  shows: string
}

export interface ConfirmDialog {
  title: string
  text: string
  confirm: string
  deny: string
}

/** A message (or its ts), a view (or its id). */
export type Surface = { ts: string } | { id: string } | string

/**
 * What a person can do and see. Every act resolves when Slack's side of it is done: the bot has acknowledged, or its
 * three seconds are over. What the bot does after that is waited for with `playground.until`.
 */
export interface Person {
  readonly id: string
  readonly name: string
  /** The conversation with the app, oldest first. */
  dm(): Visible[]
  says(channel: string, words: string, options?: { thread?: string }): Promise<Visible>
  types(channel: string, command: string): Promise<void>
  sees(channel: string): Visible[]
  /** The text of the newest notice that only this person sees. */
  notice(): string | null
  notices(): Visible[]
  toasts(): readonly string[]
  presses(
    on: Surface,
    actionIdOrLabel: string,
    value?: Given,
    options?: { answer?: 'confirm' | 'deny' },
  ): Promise<void>
  /** The confirmation that Slack asked for at the last press, if any. */
  asked(): ConfirmDialog | null
  shortcut(callbackId: string, message?: { ts: string; channel: string }): Promise<void>
  modal(): OpenView | null
  modals(): OpenView[]
  /**
   * By block id, action id or label, in the topmost modal or `on` another surface. Fields that report changes do so,
   * unless `quietly`.
   */
  fills(values: Readonly<Record<string, Given>>, options?: { quietly?: boolean; on?: Surface }): Promise<void>
  submits(): Promise<void>
  closesModal(options?: { all?: boolean }): Promise<void>
  /** Labels and values that an external select offers for `query`. */
  suggests(blockOrActionId: string, query: string, on?: Surface): Promise<{ label: string; value: string }[]>
  opensHome(): Promise<OpenView | null>
  home(): OpenView | null
  opensMessages(): Promise<void>
  reacts(message: { ts: string; channel: string }, emoji: string): Promise<void>
  unreacts(message: { ts: string; channel: string }, emoji: string): Promise<void>
  drops(
    channel: string,
    file: { name: string; bytes: Uint8Array | string },
    options?: { thread?: string; words?: string },
  ): Promise<Visible>
  joins(channel: string): Promise<void>
  /** Changes their profile, as in Slack's preferences. */
  changes(to: { timeZone?: string; locale?: string; deactivated?: boolean }): Promise<void>
  deletes(message: { ts: string; channel: string }): Promise<void>
}

const TROUBLE = 'We had some trouble connecting. Try again?'

export const personOf = (
  slack: Slack,
  nameOrId: string,
  commands: readonly Command[],
  shortcuts: readonly Shortcut[],
): Person => {
  const { workspace, screens, handles, deliveries, announce, present } = slack
  const { state } = workspace
  const self = workspace.person(nameOrId)
  if (!self || self.bot) throw new Error(`There is nobody called "${nameOrId}" in ${state.team.name}.`)
  const me = self.id
  let dialog: ConfirmDialog | null = null
  const suggested = new Map<string, readonly Json[]>()

  // —— Where things are ——————————————————————————————————————————————————————————————————————————————————

  const conversation = (name: string): Channel => {
    const channel = find(name)
    if (!channel) throw new Error(`There is no channel "${name}".`)
    if (!channel.members.includes(me)) throw new Error(`${self.name} is not in ${channel.name}.`)
    return channel
  }
  const find = (name: string): Channel | undefined => {
    const bare = name.replace(/^@/, '').toLowerCase()
    if ([state.app.handle, state.app.name.toLowerCase(), 'dm', state.app.userId.toLowerCase()].includes(bare))
      return workspace.directWith(me)
    return workspace.channelById(name) ?? workspace.channelNamed(name)
  }
  const messageAt = ({
    ts,
    channel,
  }: {
    ts: string
    channel: string
  }): { channel: Channel; message: Message } => {
    const where = conversation(channel)
    const message = workspace.message(where, ts)
    if (!message) throw new Error(`There is no message ${ts} in ${where.name}.`)
    return { channel: where, message }
  }

  // —— What is seen ——————————————————————————————————————————————————————————————————————————————————————

  const visibleMessage = (channel: Channel, message: Message): Visible => ({
    kind: 'message',
    ts: message.ts,
    channel: channel.id,
    from: workspace.person(message.user)?.realName ?? message.user,
    user: message.user,
    text: message.text,
    blocks: message.blocks ?? [],
    thread_ts: message.thread_ts ?? null,
    edited: message.edited !== undefined,
    reactions: message.reactions ?? [],
    files: message.files ?? [],
    get values() {
      return screens.draft(me, message.ts, message.blocks ?? [])
    },
    shows: message.blocks ? readableIn(message.blocks) : message.text,
  })
  const visibleNotice = (notice: Ephemeral): Visible => ({
    kind: 'ephemeral',
    ts: notice.ts,
    channel: notice.channel,
    from: notice.by === 'app' ? state.app.name : 'Slackbot',
    user: notice.by === 'app' ? state.app.userId : 'USLACKBOT',
    text: notice.text,
    blocks: notice.blocks ?? [],
    thread_ts: notice.thread_ts ?? null,
    edited: false,
    reactions: [],
    files: [],
    get values() {
      return screens.draft(me, notice.ts, notice.blocks ?? [])
    },
    shows: notice.blocks ? readableIn(notice.blocks) : notice.text,
  })
  const sees = (name: string): Visible[] => {
    const channel = conversation(name)
    return [
      ...channel.messages.map((message) => visibleMessage(channel, message)),
      ...screens
        .of(me)
        .ephemerals.filter((notice) => notice.channel === channel.id)
        .map(visibleNotice),
    ].sort((one, other) => Number(one.ts) - Number(other.ts) || one.ts.localeCompare(other.ts))
  }
  const shown = (view: LiveView): OpenView => ({
    id: view.id,
    type: view.type,
    title: titleOf(view),
    submit: wordsOf(view.given.submit),
    close: wordsOf(view.given.close),
    callbackId: text(view.given.callback_id),
    privateMetadata: text(view.given.private_metadata),
    externalId: text(view.given.external_id),
    hash: view.hash,
    blocks: view.blocks,
    values: structuredClone(view.values),
    errors: { ...view.errors },
    problem: view.problem,
    depth: screens.of(me).stack.indexOf(view) + 1,
    shows: readableIn(view.blocks),
  })
  const slackbot = (channel: Channel, words: string, thread?: string) =>
    screens.notice(me, {
      ts: workspace.nextTs(),
      channel: channel.id,
      by: 'slackbot',
      text: words,
      ...(thread && { thread_ts: thread }),
    })

  /** Slack's own `/invite @regia @tom`. */
  const invites = async (channel: Channel, who: string): Promise<void> => {
    const names = who.match(/@\S+/g) ?? []
    const found = names.map((name) => workspace.person(name))
    const unknown = names.find((_, i) => !found[i])
    if (channel.kind === 'im' || names.length === 0 || unknown) {
      slackbot(
        channel,
        unknown ? `No user “${unknown}”.` : 'Write it like this: /invite @regia, in a channel.',
      )
      return
    }
    for (const person of found) {
      if (!person || channel.members.includes(person.id)) continue
      channel.members.push(person.id)
      workspace.changed()
      await announce.joined(channel, person.id)
    }
  }

  // —— What goes to the bot ——————————————————————————————————————————————————————————————————————————————

  const common = () => ({
    api_app_id: state.app.id,
    token: 'playground',
    team: { id: state.team.id, domain: state.team.domain },
    enterprise: null,
    is_enterprise_install: false,
    user: { id: me, username: self.name, name: self.name, team_id: state.team.id },
  })
  const responseUrl = (reach: Reach) => `${slack.origin()}/respond/${handles.reach(reach)}`
  const nameFor = (channel: Channel) =>
    channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name
  const interact = (about: string, payload: Json): Promise<Outcome> =>
    deliveries.send('interactive', about, { type: about, ...common(), ...payload })
  const toastUnless = (outcome: Outcome): boolean => {
    if (!outcome.acked) screens.toast(me, outcome.why === 'timeout' ? 'operation_timeout' : 'dispatch_failed')
    return outcome.acked
  }

  interface Touched {
    blocks: readonly Block[]
    values: Values
    context: Json
    view: LiveView | null
  }
  /** The view or the message that something is pressed in, and what the payload says of it. */
  const touched = (on: Surface): Touched => {
    const key = typeof on === 'string' ? on : 'ts' in on ? on.ts : on.id
    const view = [...screens.of(me).stack, screens.home(me)].find((each) => each?.id === key)
    if (view) {
      const top = screens.top(me)
      if (view.type === 'modal' && view !== top) throw new Error('Another modal lies on top of this one.')
      return {
        blocks: view.blocks,
        values: view.values,
        view,
        context: {
          container: { type: 'view', view_id: view.id },
          get view() {
            return screens.present(view)
          },
        },
      }
    }
    const notice = screens.of(me).ephemerals.find(({ ts }) => ts === key)
    const channel = notice
      ? workspace.channelById(notice.channel)
      : state.channels.find((each) => each.members.includes(me) && workspace.message(each, key))
    const message = channel && workspace.message(channel, key)
    if (!channel || (!message && !notice)) throw new Error(`${self.name} sees no message or view ${key}.`)
    const blocks = (notice ?? message)?.blocks ?? []
    const thread = (notice ?? message)?.thread_ts
    const values = screens.draft(me, key, blocks)
    return {
      blocks,
      values,
      view: null,
      context: {
        container: {
          type: 'message',
          message_ts: key,
          channel_id: channel.id,
          is_ephemeral: Boolean(notice),
          ...(thread && { thread_ts: thread }),
        },
        channel: { id: channel.id, name: nameFor(channel) },
        ...(message && { message: present.message(message, channel) }),
        get state() {
          return { values: structuredClone(values) }
        },
        get response_url() {
          return responseUrl({
            channel: channel.id,
            user: me,
            thread,
            original: { ts: key, ephemeral: Boolean(notice) },
          })
        },
      },
    }
  }

  /** One action id may stand in many blocks: `blockId:actionId` names one, and so does a button's value. */
  const controlNamed = (
    blocks: readonly Json[],
    wanted: string,
    value?: Given,
  ): { control: Control; option?: string } => {
    const controls = controlsIn(blocks)
    const ways: readonly ((control: Control) => boolean)[] = [
      ({ blockId, actionId }) => `${blockId}:${actionId}` === wanted,
      ({ actionId }) => actionId === wanted,
      ({ blockId }) => blockId === wanted,
      ({ label }) => label === wanted,
      ({ element }) => element.accessibility_label === wanted,
    ]
    const found = ways.map((matches) => controls.filter(matches)).find(({ length }) => length > 0) ?? []
    const control = found.find(({ element }) => value !== undefined && element.value === value) ?? found[0]
    if (control) return { control }
    const holder = controls.find(
      ({ element }) =>
        ['overflow', 'radio_buttons', 'checkboxes', 'feedback_buttons'].includes(text(element.type)) &&
        optionsOf(element).some((option) => wordsOf(option.text) === wanted),
    )
    if (holder) return { control: holder, option: wanted }
    throw new Error(
      `There is no "${wanted}" among ${controls.map(({ label, actionId }) => `"${label || actionId}"`).join(', ') || 'no controls'}.`,
    )
  }

  const known = (offered: readonly Json[]) => ({
    user: (name: string) => {
      const person = workspace.person(name)
      return person && !person.deactivated ? person.id : undefined
    },
    channel: (name: string) =>
      find(name)?.id ?? (workspace.person(name) ? `D0${workspace.person(name)?.id.slice(1)}` : undefined),
    offered,
  })

  /** One box is turned; the others come along as they stand. */
  const withTurned = (
    { values }: Touched,
    { element, actionId, blockId }: Control,
    option: string,
  ): Given => {
    if (element.type !== 'checkboxes') return option
    const held = list(record(values[blockId]?.[actionId]).selected_options)
      .filter(isRecord)
      .map((it) => wordsOf(it.text))
    return held.includes(option) ? held.filter((it) => it !== option) : [...held, option]
  }

  const act = async (
    { values, context, view }: Touched,
    control: Control,
    value: Given | undefined,
  ): Promise<void> => {
    const { element, actionId, blockId } = control
    const type = text(element.type)
    const action: Record<string, unknown> = {
      type,
      action_id: actionId,
      block_id: blockId,
      action_ts: workspace.nextTs(),
    }
    if (type === 'button' || type === 'workflow_button' || type === 'icon_button') {
      action.text = element.text
      if (element.value !== undefined) action.value = element.value
      if (element.style !== undefined) action.style = element.style
      if (element.url !== undefined) action.url = element.url
    } else if (type === 'feedback_buttons') {
      const { positive_button, negative_button } = element
      const pressed = [positive_button, negative_button]
        .map(record)
        .find((each) => wordsOf(each.text) === value || each.value === value)
      Object.assign(action, { text: pressed?.text, value: pressed?.value })
    } else {
      const offered = await offeredFor(
        control,
        value,
        view ? { id: view.id } : { ts: text(record(context.container).message_ts) },
      )
      const held = chosen(element, value ?? null, known(offered))
      if (type !== 'overflow') values[blockId] = { ...values[blockId], [actionId]: held }
      Object.assign(action, held)
    }
    workspace.changed()
    const trigger_id = handles.trigger(me, view?.type === 'modal' ? view.id : null)
    toastUnless(await interact('block_actions', { ...context, trigger_id, actions: [action] }))
  }

  const offeredFor = async (
    { element, actionId, blockId }: Control,
    value: Given | undefined,
    on: Surface,
  ): Promise<readonly Json[]> => {
    if (!text(element.type).endsWith('external_select')) return []
    const wanted = Array.isArray(value)
      ? value.map(String)
      : value === null || value === undefined
        ? []
        : [String(value)]
    const key = `${blockId} ${actionId}`
    const { selected_option, selected_options } = record(touched(on).values[blockId]?.[actionId])
    const held = [selected_option, ...list(selected_options)].filter(isRecord)
    const offered = [...(suggested.get(key) ?? []), ...held]
    for (const word of wanted) {
      if (offered.some((option) => wordsOf(option.text) === word || option.value === word)) continue
      await suggests(`${blockId}:${actionId}`, word, on)
      offered.push(...(suggested.get(key) ?? []))
    }
    return offered
  }

  const suggests = async (wanted: string, query: string, on?: Surface) => {
    const place = on ?? screens.top(me)?.id ?? screens.home(me)?.id
    if (!place) throw new Error('There is no open view.')
    const { blocks, context, view } = touched(place)
    const { control } = controlNamed(blocks, wanted)
    const { element, actionId, blockId } = control
    const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3
    if (query.length < least) return []
    const outcome = await interact('block_suggestion', {
      action_id: actionId,
      block_id: blockId,
      value: query,
      container: context.container,
      ...(view ? { view: screens.present(view) } : { channel: context.channel, message: context.message }),
    })
    if (!toastUnless(outcome) || !outcome.acked) return []
    const faults = suggestionFaults(outcome.body)
    if (faults.length) {
      screens.toast(me, `Options could not be loaded: ${faults[0]}`)
      return []
    }
    const options = optionsOf(record(outcome.body))
    const before = suggested.get(`${blockId} ${actionId}`) ?? []
    // Several may be chosen, each after another search.
    suggested.set(`${blockId} ${actionId}`, [...options, ...before].slice(0, 500))
    return options.map((option) => ({ label: wordsOf(option.text), value: text(option.value) }))
  }

  // —— Modals ————————————————————————————————————————————————————————————————————————————————————————————

  const topModal = (): LiveView => {
    const view = screens.top(me)
    if (!view) throw new Error(`${self.name} has no modal open.`)
    return view
  }
  /** What the bot's answer to a submission does to the stack; anything wrong with it leaves the modal as it is. */
  const follow = (view: LiveView, ack: unknown) => {
    const { response_action, view: next } = record(ack)
    switch (response_action) {
      case undefined:
        return screens.close(me, view)
      case 'clear':
        return screens.close(me)
      case 'update':
        return screens.replace(view, viewOf(slack, next, 'modal'))
      case 'push':
        if (!screens.push(me, viewOf(slack, next, 'modal'))) throw new Refusal('push_limit_reached')
        return
      case 'errors': {
        const errors = errorsIn(ack)
        const inputs = view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id)
        if (!Object.keys(errors).length || Object.keys(errors).some((id) => !inputs.includes(id)))
          throw new Refusal('invalid_errors')
        view.errors = errors
        workspace.changed()
        return
      }
      default:
        throw new Refusal('invalid_response_action')
    }
  }
  const closed = async (view: LiveView, cleared: boolean) => {
    const payload = screens.present(view)
    if (view.given.notify_on_close === true)
      await interact('view_closed', { view: payload, is_cleared: cleared })
  }

  return {
    id: me,
    name: self.name,
    sees,
    dm: () => sees('dm'),
    toasts: () => [...screens.of(me).toasts],
    notices: () => screens.of(me).ephemerals.map(visibleNotice),
    notice: () => screens.of(me).ephemerals.at(-1)?.text ?? null,
    asked: () => dialog,
    modal: () => {
      const view = screens.top(me)
      return view && shown(view)
    },
    modals: () => screens.of(me).stack.map(shown),
    home: () => {
      const view = screens.home(me)
      return view && shown(view)
    },

    async says(name, words, { thread } = {}) {
      const channel = conversation(name)
      if (channel.archived) throw new Error(`${channel.name} is archived.`)
      const message = workspace.add(channel, {
        user: me,
        text: typed(workspace, words, 'message'),
        client_msg_id: randomUUID(),
        blocks: [{ ...richTextOf(words), type: 'rich_text', block_id: randomUUID().slice(0, 5) }],
        ...(thread && { thread_ts: thread }),
      })
      await announce.posted(channel, message)
      return visibleMessage(channel, message)
    },

    async types(name, line) {
      const channel = conversation(name)
      const [, command = '', rest = ''] = line.match(/^(\/\S+)\s*([\s\S]*)$/) ?? []
      if (!command) throw new Error('A slash command begins with a slash.')
      if (command === '/invite') return invites(channel, rest)
      if (!commands.some((each) => each.command === command))
        return slackbot(
          channel,
          `${command} is not a valid command. In Slack, all text that starts with a “/” must be a command.`,
        )
      const reach = { channel: channel.id, user: me }
      const outcome = await deliveries.send('slash_commands', command, {
        token: 'playground',
        team_id: state.team.id,
        team_domain: state.team.domain,
        channel_id: channel.id,
        channel_name: nameFor(channel),
        user_id: me,
        user_name: self.name,
        command,
        text: typed(workspace, rest.trim(), 'command'),
        api_app_id: state.app.id,
        is_enterprise_install: 'false',
        response_url: responseUrl(reach),
        trigger_id: handles.trigger(me),
      })
      if (!outcome.acked) {
        const why = outcome.why === 'timeout' ? 'operation_timeout' : 'dispatch_failed'
        screens.toast(me, why)
        return slackbot(channel, `${command} failed with the error "${why}"`)
      }
      const response = responseFrom(outcome.body)
      const result = response && respond(slack, reach, response)
      if (result && result.ok !== true) screens.toast(me, text(result.error))
    },

    async presses(on, wanted, value, { answer = 'confirm' } = {}) {
      const place = touched(on)
      const { control, option } = controlNamed(place.blocks, wanted, value)
      const { confirm } = control.element
      dialog = confirm
        ? {
            title: wordsOf(record(confirm).title) || 'Are you sure?',
            text: wordsOf(record(confirm).text),
            confirm: wordsOf(record(confirm).confirm) || 'Yes',
            deny: wordsOf(record(confirm).deny) || 'Cancel',
          }
        : null
      if (dialog && answer === 'deny') return
      await act(place, control, value ?? (option && withTurned(place, control, option)))
    },

    async shortcut(callbackId, on) {
      const declared = shortcuts.find((each) => each.callback_id === callbackId)
      if (shortcuts.length && !declared) throw new Error(`There is no shortcut "${callbackId}".`)
      if (declared && (declared.type === 'message') !== Boolean(on))
        throw new Error(`"${callbackId}" is a ${declared.type} shortcut.`)
      const shared = {
        callback_id: callbackId,
        trigger_id: handles.trigger(me),
        action_ts: workspace.nextTs(),
      }
      if (!on) {
        toastUnless(await interact('shortcut', shared))
        return
      }
      const { channel, message } = messageAt(on)
      const thread = message.thread_ts
      toastUnless(
        await interact('message_action', {
          ...shared,
          channel: { id: channel.id, name: nameFor(channel) },
          message_ts: message.ts,
          message: present.message(message, channel),
          response_url: responseUrl({ channel: channel.id, user: me, thread }),
        }),
      )
    },

    async fills(given, { quietly = false, on = topModal().id } = {}) {
      const place = touched(on)
      const reporting: { control: Control; value: Given }[] = []
      for (const [wanted, value] of Object.entries(given)) {
        const { control } = controlNamed(place.blocks, wanted)
        const { blockId, actionId, element, input } = control
        if (place.view) delete place.view.errors[blockId]
        const reports = !quietly && (input ? input.dispatch_action === true : true)
        if (reports) reporting.push({ control, value })
        else {
          const external = text(element.type).endsWith('external_select')
          const offered = external ? await offeredFor(control, value, on) : []
          place.values[blockId] = {
            ...place.values[blockId],
            [actionId]: chosen(element, value, known(offered)),
          }
        }
      }
      workspace.changed()
      for (const { control, value } of reporting) await act(place, control, value)
    },

    async submits() {
      const view = topModal()
      if (!view.given.submit) throw new Error('This modal cannot be submitted.')
      view.problem = null
      view.errors = unfinished(view.blocks, view.values, self.locale)
      workspace.changed()
      if (Object.keys(view.errors).length) return
      const outcome = await interact('view_submission', {
        trigger_id: handles.trigger(me, view.id),
        view: screens.present(view),
        response_urls: responseUrlsOf(view, (channel) => responseUrl({ channel, user: me })),
      })
      try {
        if (!outcome.acked) throw new Refusal(outcome.why)
        // Closed meanwhile: there is nothing left for the answer to change.
        if (screens.top(me) !== view) return
        follow(view, outcome.body)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        view.problem = TROUBLE
        screens.toast(
          me,
          outcome.acked ? error.code : outcome.why === 'timeout' ? 'operation_timeout' : 'dispatch_failed',
        )
      }
    },

    async closesModal({ all = false } = {}) {
      const view = topModal()
      const cleared = all || view.given.clear_on_close === true
      const gone = cleared ? screens.of(me).stack.toReversed() : [view]
      screens.close(me, cleared ? undefined : view)
      for (const each of gone) await closed(each, cleared)
    },

    suggests,

    async opensHome() {
      if (!slack.settings.homeTab) return null
      const current = screens.home(me)
      await announce.homeOpened(me, 'home', current && screens.present(current))
      const view = screens.home(me)
      return view && shown(view)
    },
    async opensMessages() {
      await announce.homeOpened(me, 'messages', null)
    },

    async reacts(on, emoji) {
      const { channel, message } = messageAt(on)
      const name = emoji.replaceAll(':', '')
      if (react(slack, channel, message, me, name))
        await announce.reacted('added', channel, message, me, name)
    },
    async unreacts(on, emoji) {
      const { channel, message } = messageAt(on)
      const name = emoji.replaceAll(':', '')
      if (unreact(slack, message, me, name)) await announce.reacted('removed', channel, message, me, name)
    },

    async drops(name, { name: fileName, bytes }, { thread, words = '' } = {}) {
      const channel = conversation(name)
      const content = Buffer.from(bytes)
      const file = newFile(slack, fileName, content.length, me)
      file.bytes = content.toString('base64')
      file.mimetype = mimeOf(fileName)
      const { message, told } = shareFiles(
        slack,
        channel,
        { user: me, text: typed(workspace, words, 'message'), ...(thread && { thread_ts: thread }) },
        [file],
      )
      await told
      return visibleMessage(channel, message)
    },

    async joins(name) {
      const channel = find(name)
      if (channel?.kind !== 'public') throw new Error(`There is no channel "${name}" to join.`)
      if (channel.members.includes(me)) return
      channel.members.push(me)
      workspace.changed()
      await announce.joined(channel, me)
    },

    async changes(to) {
      Object.assign(self, to)
      workspace.changed()
      await announce.userChanged(self)
    },

    async deletes(on) {
      const { channel, message } = messageAt(on)
      if (message.user !== me) throw new Error('People delete only what they wrote.')
      await deleteMessage(slack, channel, message)
    },
  }
}

/** Conversations chosen in fields that ask for a response URL. */
const responseUrlsOf = (view: LiveView, urlFor: (channel: string) => string): Json[] =>
  controlsIn(view.blocks).flatMap(({ blockId, actionId, element }) => {
    if (element.response_url_enabled !== true) return []
    const value = record(view.values[blockId]?.[actionId])
    const channel = text(value.selected_conversation ?? value.selected_channel)
    return channel
      ? [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url: urlFor(channel) }]
      : []
  })
