import { randomUUID } from 'node:crypto'
import { LIMITS } from '#src/blocks/limits.ts'
import { carriedOver, initialValues, type Values, withIds } from './forms.ts'
import { type Json, record, text } from './json.ts'
import type { Block, Workspace } from './workspace.ts'

/** Seen by one person, until they reload: kept in memory only, like Slack's. */
export interface Ephemeral {
  ts: string
  channel: string
  text: string
  blocks?: readonly Block[]
  thread_ts?: string
  /** Slackbot speaks for Slack itself. */
  by: 'app' | 'slackbot'
}

/** A view as it stands, with what the person has filled in. */
export interface LiveView {
  id: string
  type: 'modal' | 'home'
  user: string
  given: Json
  blocks: readonly Block[]
  hash: string
  root: string
  previous: string | null
  values: Values
  errors: Record<string, string>
  /** What Slack says when the bot's answer was late or wrong. */
  problem: string | null
}

interface Screen {
  ephemerals: Ephemeral[]
  toasts: string[]
  /** The topmost last. */
  stack: LiveView[]
}

export type Screens = ReturnType<typeof openScreens>

/** What each person has in front of them beyond the messages: notices, modals, the Home. */
export const openScreens = (workspace: Workspace) => {
  const { state } = workspace
  const screens = new Map<string, Screen>()
  const homes = new Map<string, LiveView>()
  const drafts = new Map<string, Values>()

  const of = (user: string): Screen => {
    const known = screens.get(user) ?? { ephemerals: [], toasts: [], stack: [] }
    screens.set(user, known)
    return known
  }

  const live = (type: LiveView['type'], user: string, given: Json, under: LiveView | null): LiveView => {
    const blocks = withIds(Array.isArray(given.blocks) ? given.blocks : [])
    const id = `V0${randomUUID().replaceAll('-', '').slice(0, 9).toUpperCase()}`
    return {
      id,
      type,
      user,
      given,
      blocks,
      hash: newHash(),
      root: under?.root ?? id,
      previous: under?.id ?? null,
      values: initialValues(blocks),
      errors: {},
      problem: null,
    }
  }
  const newHash = () => `${workspace.nextTs()}.${randomUUID().slice(0, 8)}`

  const replace = (view: LiveView, given: Json) => {
    view.given = given
    view.blocks = withIds(Array.isArray(given.blocks) ? given.blocks : [])
    view.values = carriedOver(initialValues(view.blocks), view.values)
    view.hash = newHash()
    view.errors = {}
    view.problem = null
    workspace.changed()
  }

  for (const [user, given] of Object.entries(state.homes)) homes.set(user, live('home', user, given, null))

  return {
    of,
    beginAnew() {
      for (const kept of [screens, homes, drafts]) kept.clear()
    },
    replace,
    top: (user: string): LiveView | null => of(user).stack.at(-1) ?? null,
    home: (user: string): LiveView | null => homes.get(user) ?? null,

    find: (matches: (view: LiveView) => boolean): LiveView | undefined =>
      [...[...screens.values()].flatMap(({ stack }) => stack), ...homes.values()].find(matches),

    /** A new stack: what was open before is gone. */
    open(user: string, given: Json): LiveView {
      const view = live('modal', user, given, null)
      of(user).stack = [view]
      workspace.changed()
      return view
    },
    /** Null when the stack is full. */
    push(user: string, given: Json): LiveView | null {
      const { stack } = of(user)
      if (stack.length >= LIMITS.modalStack) return null
      const view = live('modal', user, given, stack.at(-1) ?? null)
      stack.push(view)
      workspace.changed()
      return view
    },
    /** Without a view, the whole stack. */
    close(user: string, view?: LiveView): void {
      const screen = of(user)
      screen.stack = view ? screen.stack.filter((each) => each !== view) : []
      workspace.changed()
    },
    publish(user: string, given: Json): LiveView {
      const known = homes.get(user)
      if (known) replace(known, given)
      const view = known ?? live('home', user, given, null)
      homes.set(user, view)
      state.homes[user] = given
      workspace.changed()
      return view
    },

    /** What a person has chosen in a message's own controls: one object for as long as the message is there. */
    draft(user: string, ts: string, blocks: readonly Json[]): Values {
      const key = `${user} ${ts}`
      const values = drafts.get(key) ?? {}
      const now = carriedOver(initialValues(blocks), values)
      for (const gone of Object.keys(values).filter((block) => !(block in now))) delete values[gone]
      drafts.set(key, Object.assign(values, now))
      return values
    },

    notice(user: string, ephemeral: Ephemeral): void {
      of(user).ephemerals.push(ephemeral)
      workspace.changed()
    },
    toast(user: string, words: string): void {
      of(user).toasts.push(words)
      workspace.changed()
    },

    present: (view: LiveView): Json => ({
      id: view.id,
      team_id: state.team.id,
      type: view.type,
      blocks: view.blocks,
      private_metadata: text(view.given.private_metadata),
      callback_id: text(view.given.callback_id),
      state: { values: structuredClone(view.values) },
      hash: view.hash,
      ...(view.type === 'modal' && {
        title: view.given.title,
        close: view.given.close ?? null,
        submit: view.given.submit ?? null,
        submit_disabled: view.given.submit_disabled ?? false,
      }),
      clear_on_close: view.given.clear_on_close ?? false,
      notify_on_close: view.given.notify_on_close ?? false,
      previous_view_id: view.previous,
      root_view_id: view.root,
      external_id: text(view.given.external_id),
      app_id: state.app.id,
      app_installed_team_id: state.team.id,
      bot_id: state.app.botId,
    }),
  }
}

export const titleOf = (view: LiveView): string => text(record(view.given.title).text)
