import { type Arguments, invalidArguments } from '../arguments.ts'
import { faultsIn } from '../blocks.ts'
import { isRecord, type Json, record } from '../json.ts'
import { type Methods, Refusal } from '../slack.ts'

// The app itself, its workspace, and what can be asked without either.

export const workspace: Methods = {
  'auth.test': {
    scopes: [],
    tier: 'special',
    run: ({ workspace: { state } }) => ({
      url: `https://${state.team.domain}.slack.com/`,
      team: state.team.name,
      user: state.app.handle,
      team_id: state.team.id,
      user_id: state.app.userId,
      bot_id: state.app.botId,
      is_enterprise_install: false,
    }),
  },

  'apps.connections.open': {
    scopes: [],
    tier: 3,
    token: 'app',
    run: ({ origin, deliveries }) => ({
      url: `${origin().replace(/^http/, 'ws')}/socket?ticket=${deliveries.ticket()}&app_id=playground`,
    }),
  },

  'oauth.v2.access': {
    scopes: [],
    tier: 'special',
    token: 'none',
    run({ workspace: { state }, tokens, scopes, handles }, args) {
      if (args.text('client_id') !== state.app.id) throw new Refusal('invalid_client_id')
      if (args.text('client_secret') !== tokens.signingSecret) throw new Refusal('bad_client_secret')
      const grant = args.text('grant_type') || 'authorization_code'
      // Rotation is off: no refresh token was ever given.
      if (grant === 'refresh_token') throw new Refusal('invalid_refresh_token')
      if (grant !== 'authorization_code') throw new Refusal('invalid_grant_type')
      if (!handles.spendCode(args.text('code'))) throw new Refusal('invalid_code')
      return {
        access_token: tokens.bot,
        token_type: 'bot',
        scope: [...scopes].join(','),
        bot_user_id: state.app.userId,
        app_id: state.app.id,
        team: { id: state.team.id, name: state.team.name },
        enterprise: null,
        is_enterprise_install: false,
        authed_user: { id: state.people[0]?.id },
      }
    },
  },

  'team.info': {
    scopes: ['team:read'],
    tier: 3,
    run({ workspace: { state } }, args) {
      if (args.has('team') && args.text('team') !== state.team.id) throw new Refusal('team_not_found')
      return {
        team: {
          id: state.team.id,
          name: state.team.name,
          url: `https://${state.team.domain}.slack.com/`,
          domain: state.team.domain,
          email_domain: '',
          icon: { image_default: true },
        },
      }
    },
  },

  'bots.info': {
    scopes: ['users:read'],
    tier: 3,
    run({ workspace: { state }, present }, args) {
      if (args.has('bot') && args.text('bot') !== state.app.botId) throw new Refusal('bot_not_found')
      return { bot: { ...present.bot(), user_id: state.app.userId } }
    },
  },

  'emoji.list': {
    scopes: ['emoji:read'],
    tier: 2,
    run: (_, args) => ({
      emoji: {},
      cache_ts: '1760000000.000000',
      ...(args.flag('include_categories') && { categories_version: '5', categories: [] }),
    }),
  },

  'blocks.validate': {
    scopes: [],
    tier: 3,
    token: 'none',
    run(_, args) {
      const asked = CHECKED.filter(({ name }) => args.has(name))
      const [what, ...others] = asked
      if (!what || others.length > 0)
        throw invalidArguments('must provide exactly one of blocks, message, view')
      const { name, error } = what
      const given = args.json(name)
      if (JSON.stringify(given ?? '').length > VALIDATED)
        throw invalidArguments(`must be less than ${VALIDATED + 1} characters [json-pointer:/${name}]`)
      const faults = what.faults(given, args)
      if (faults.length > 0)
        throw new Refusal(error, { errors: faults.map(described), response_metadata: { messages: faults } })
      return {}
    },
  },
}

const VALIDATED = 100_000

const CHECKED: readonly {
  name: string
  error: string
  faults(given: unknown, args: Arguments): string[]
}[] = [
  { name: 'blocks', error: 'invalid_blocks', faults: (given) => faultsIn('message', given) },
  {
    name: 'message',
    error: 'invalid_message',
    faults: (given) =>
      isRecord(given)
        ? faultsIn('message', given.blocks ?? []).map((fault) =>
            fault.replace('pointer:/', 'pointer:/message/'),
          )
        : ['[ERROR] must provide an object [json-pointer:/message]'],
  },
  {
    name: 'view',
    error: 'invalid_view',
    faults: (given) => faultsIn(record(given).type === 'home' ? 'home' : 'modal', given),
  },
]

/** `[ERROR] words [json-pointer:/where]`, taken apart. */
const described = (fault: string): Json => {
  const [, message = fault, pointer = ''] = /^\[ERROR\] (.*) \[json-pointer:(.*)\]$/.exec(fault) ?? []
  return { code: 'invalid', message, pointer, constraint: { type: 'schema' } }
}
