import { argumentsFrom } from './arguments.ts'
import { EMBED } from './content.ts'
import type { Json } from './json.ts'
import { chat } from './methods/chat.ts'
import { conversations } from './methods/conversations.ts'
import { files } from './methods/files.ts'
import { items } from './methods/items.ts'
import { people } from './methods/people.ts'
import { views } from './methods/views.ts'
import { workspace } from './methods/workspace.ts'
import { type Method, type Methods, needScope, Refusal, type Slack } from './slack.ts'

export const METHODS: Methods = {
  ...workspace,
  ...chat,
  ...conversations,
  ...people,
  ...views,
  ...items,
  ...files,
}

export const methodNamed = (name: string): Method | undefined =>
  Object.hasOwn(METHODS, name) ? METHODS[name] : undefined

/** The answer to a call, as it goes out with HTTP 200. */
export const answer = (slack: Slack, method: string, token: string | null, given: Json): Json => {
  const known = methodNamed(method)
  if (!known) return { ok: false, error: 'unknown_method', req_method: method }
  try {
    authorize(slack, known, token)
    return { ok: true, ...known.run(slack, argumentsFrom(given)) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.code, ...error.more }
    throw error
  }
}

/** Scopes that any of the methods or events can use: what a fully installed app holds. */
export const allScopes = (): string[] => [
  ...new Set([
    'commands',
    'app_mentions:read',
    EMBED,
    ...Object.values(METHODS).flatMap(({ scopes }) => scopes),
  ]),
]

const authorize = (slack: Slack, method: Method, token: string | null) => {
  if (method.token === 'none') return
  const { bot, app } = slack.tokens
  if (!token) throw new Refusal('not_authed')
  if (token !== bot && token !== app) throw new Refusal('invalid_auth')
  if ((method.token === 'app') !== (token === app)) throw new Refusal('not_allowed_token_type')
  needScope(slack, method.scopes)
}
