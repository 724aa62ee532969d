import { page } from '../arguments.ts'
import { record } from '../json.ts'
import { personOf } from '../places.ts'
import { type Methods, Refusal } from '../slack.ts'

export const people: Methods = {
  'users.info': {
    scopes: ['users:read'],
    tier: 4,
    run: (slack, args) => ({
      user: slack.present.user(personOf(slack, args.need('user')), args.flag('include_locale')),
    }),
  },

  'users.list': {
    scopes: ['users:read'],
    tier: 2,
    run(slack, args) {
      const { items, metadata } = page(slack.workspace.state.people, args, 1000, 1000)
      return {
        members: items.map((person) => slack.present.user(person, args.flag('include_locale'))),
        cache_ts: Math.floor(slack.clock.now().epochMilliseconds / 1000),
        ...metadata,
      }
    },
  },

  'users.lookupByEmail': {
    scopes: ['users:read.email'],
    tier: 3,
    run(slack, args) {
      const email = args.need('email').toLowerCase()
      const person = slack.workspace.state.people.find(
        (each) => each.email?.toLowerCase() === email && !each.deactivated,
      )
      if (!person) throw new Refusal('users_not_found')
      return { user: slack.present.user(person) }
    },
  },

  'users.profile.get': {
    scopes: ['users.profile:read'],
    tier: 4,
    run(slack, args) {
      const person = personOf(slack, args.text('user') || slack.workspace.state.app.userId)
      return { profile: { ...record(slack.present.user(person).profile), fields: {} } }
    },
  },

  'usergroups.list': {
    scopes: ['usergroups:read'],
    tier: 2,
    run({ workspace: { state } }, args) {
      if (args.has('team_id') && args.text('team_id') !== state.team.id) throw new Refusal('invalid_team')
      const { items, metadata } = page(state.groups, args, 1000, 1000)
      return {
        usergroups: items.map(({ id, handle, name, members }) => ({
          id,
          team_id: state.team.id,
          is_usergroup: true,
          name,
          handle,
          description: '',
          is_external: false,
          date_create: 1_760_000_000,
          date_update: 1_760_000_000,
          date_delete: 0,
          auto_type: null,
          prefs: { channels: [], groups: [] },
          ...(args.flag('include_users') && { users: members }),
          ...(args.flag('include_count') && { user_count: String(members.length) }),
        })),
        ...metadata,
      }
    },
  },

  'usergroups.users.list': {
    scopes: ['usergroups:read'],
    tier: 2,
    run({ workspace: { state } }, args) {
      const group = state.groups.find(({ id }) => id === args.need('usergroup'))
      if (!group) throw new Refusal('no_such_subteam')
      const { items, metadata } = page(group.members, args, 1000, 1000)
      return { users: items, ...metadata }
    },
  },
}
