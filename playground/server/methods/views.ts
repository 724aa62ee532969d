import { LIMITS } from '#src/blocks/limits.ts'
import { type Arguments, invalidArguments } from '../arguments.ts'
import { faultsIn } from '../blocks.ts'
import { unshowable } from '../content.ts'
import { isRecord, type Json, parsed, text } from '../json.ts'
import type { LiveView } from '../screens.ts'
import { type Methods, Refusal, type Slack } from '../slack.ts'

export const views: Methods = {
  'views.open': {
    scopes: [],
    tier: 4,
    run(slack, args) {
      const spend = triggered(slack, args)
      const given = viewOf(slack, args.given.view, 'modal')
      sameExternalId(slack, given)
      const view = slack.screens.open(spend().user, given)
      return { view: slack.screens.present(view) }
    },
  },

  'views.push': {
    scopes: [],
    tier: 4,
    run(slack, args) {
      const spend = triggered(slack, args)
      const given = viewOf(slack, args.given.view, 'modal')
      sameExternalId(slack, given)
      const { user, view: from } = spend()
      if (!from || !slack.screens.top(user)) throw new Refusal('not_found')
      const view = slack.screens.push(user, given)
      if (!view) throw new Refusal('push_limit_reached')
      return { view: slack.screens.present(view) }
    },
  },

  'views.update': {
    scopes: [],
    tier: 4,
    run(slack, args) {
      if (!args.has('view_id') && !args.has('external_id'))
        throw invalidArguments('missing required field: view_id')
      const given = viewOf(slack, args.given.view, 'modal')
      const view = slack.screens.find((each) =>
        args.has('view_id')
          ? each.id === args.text('view_id')
          : each.given.external_id === args.text('external_id'),
      )
      if (view?.type !== 'modal') throw new Refusal('not_found')
      if (args.has('hash') && args.text('hash') !== view.hash) throw new Refusal('hash_conflict')
      sameExternalId(slack, given, view)
      slack.screens.replace(view, given)
      return { view: slack.screens.present(view) }
    },
  },

  'views.publish': {
    scopes: [],
    tier: 4,
    run(slack, args) {
      const person = slack.workspace.state.people.find(({ id, bot }) => id === args.need('user_id') && !bot)
      if (!person) throw invalidArguments('invalid `user_id`')
      if (!slack.settings.homeTab) throw new Refusal('not_enabled')
      const given = viewOf(slack, args.given.view, 'home')
      const current = slack.screens.home(person.id)
      if (args.has('hash') && args.text('hash') !== current?.hash) throw new Refusal('hash_conflict')
      sameExternalId(slack, given, current ?? undefined)
      return { view: slack.screens.present(slack.screens.publish(person.id, given)) }
    },
  },
}

/** The checked view of a call or of a `response_action`. */
export const viewOf = (slack: Slack, given: unknown, type: 'modal' | 'home'): Json => {
  const view = typeof given === 'string' ? parsed(given) : given
  if (!isRecord(view)) throw invalidArguments('missing required field: view')
  if (JSON.stringify(view).length > LIMITS.viewBytes) throw new Refusal('view_too_large')
  const faults = [...faultsIn(type, view), ...unshowable(slack, view, '/view')]
  if (faults.length) throw invalidArguments(...faults)
  return view
}

const sameExternalId = ({ screens }: Slack, given: Json, besides?: LiveView) => {
  const id = text(given.external_id)
  if (id && screens.find((view) => view !== besides && view.given.external_id === id))
    throw new Refusal('duplicate_external_id')
}

/** A trigger is spent last: a view that is refused can be mended and opened with it. */
const triggered = ({ handles }: Slack, args: Arguments) => {
  const id = args.need('trigger_id')
  return () => {
    const spent = handles.spend(id)
    if (typeof spent === 'string') throw new Refusal(spent)
    return spent
  }
}
