import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import type { Alert } from '#src/domain/alert.ts'
import { type Day, plusDays } from '#src/domain/day.ts'
import type { UserId } from '#src/domain/ids.ts'
import { usualOf } from '#src/domain/run.ts'
import { command } from '#src/kit/command.ts'
import type { Looking, Running } from '#src/kit/context.ts'
import { DayText } from '#src/kit/day.ts'
import { dm, type Outcome, reply } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import type { ALERT_VERBS } from '#src/strings/words.ts'
import { alertEcho, alertList, alertNews, alertsOfPost, alertWhy } from '#src/views/alert.ts'
import { allAlerts, deleteAlert, moreAlerts, pauseAlert, resumeAlert, whyAlert } from '#src/views/refs.ts'
import { acted } from '../acted.ts'
import { paged } from '../paged.ts'
import { stillPostable } from '../postable.ts'
import { remembered } from '../remembered.ts'
import { fromNow, type Learned, learn, learned } from './learned.ts'
import { changeableRule, isKnownRule } from './rule.ts'

const AlertId = z.templateLiteral(['alr_', z.string()])
const SHOWN = 15

/** The rules that tell between digests; those of private channels and of others' messages only to whom they concern. */
export const list = command('digest alerts', {
  args: z.object({}),
  look: (_, context) => pageOf(0, context),
  run: (_args, _context, seen) => reply(alertList(seen)),
})

export const more = action(moreAlerts, {
  value: z.object({ after: z.number() }),
  look: ({ after }, context) => pageOf(after, context),
  run: (_args, _context, seen) => reply(alertList(seen)),
})

const pageOf = async (after: number, context: Looking) => {
  const knowing = { ...context, people: remembered(context.people) }
  const { shown, last, ...page } = await paged(await context.alerts.list(), {
    knows: (it) => isKnownRule(it, knowing),
    isLeft: (it) => numberOf(it) > after,
    size: SHOWN,
  })
  const rules = await withOwners(shown, context)
  return { ...page, rules, next: last && { after: numberOf(last) } }
}

const numberOf = ({ ref }: Alert): number => Number(ref.replace('ALR-', ''))

const withOwners = async (alerts: readonly Alert[], { people }: Pick<Looking, 'people'>) => {
  const names = new Map<UserId, string>()
  for (const { owner } of alerts) if (!names.has(owner)) names.set(owner, (await people.person(owner)).name)
  return alerts.map((alert) => ({ alert, owner: names.get(alert.owner) ?? '' }))
}

/** Its owner is told when it was somebody else. */
export const settledRule = async (
  found: Alert,
  verb: Exclude<keyof typeof ALERT_VERBS, 'edit'>,
  seen: Learned | null,
  context: Running,
): Promise<Outcome> => {
  const { alerts, actor, people } = context
  // What came in the meantime is known to one that starts again.
  const anew = verb === 'resume' && seen !== null ? fromNow(seen, context) : {}
  const by = actor.id
  if (verb === 'resume') await stillPostable(found, context)
  const changed =
    verb === 'pause'
      ? await alerts.pause(found, { by })
      : await alerts.change(found, {
          ...{ state: verb === 'resume' ? 'active' : 'ended', pausedFor: null, editedBy: by },
          ...anew,
        })
  const already = verb === 'resume' && seen !== null ? await learn(changed, seen, context, 'resumed') : null
  if (verb === 'delete') await alerts.forgetWaiting(found.id)
  const { ref } = changed
  const told = found.owner !== actor.id && !(await people.person(found.owner)).deactivated
  return [
    reply(
      already
        ? alertEcho(changed, already, 'resumed')
        : ({ t }) =>
            message(
              { pause: t.alert.paused, resume: t.alert.resumed, delete: t.alert.deleted }[verb]({ ref }),
            ),
    ),
    ...(told ? [dm(found.owner, alertNews(changed, actor.id))] : []),
  ]
}

/** A button is pressed where the rule tells, or in a list; whoever may change it by word may press it. */
const theRule = async (id: Alert['id'], context: Running): Promise<Alert> =>
  changeableRule(await context.alerts.byId(id), '', context)

export const pausing = action(pauseAlert, {
  value: AlertId,
  run: async (id, context) => settledRule(await theRule(id, context), 'pause', null, context),
})

export const resuming = action(resumeAlert, {
  value: AlertId,
  async look(id, context) {
    const found = await context.alerts.byId(id)
    return found ? learned(found, context) : null
  },
  run: async (id, context, seen) => settledRule(await theRule(id, context), 'resume', seen, context),
})

export const deleting = action(deleteAlert, {
  value: AlertId,
  run: async (id, context) => settledRule(await theRule(id, context), 'delete', null, context),
})

/** All of what a post had room to show some of. */
export const listing = action(allAlerts, {
  value: z.object({ alerts: z.array(AlertId), at: z.number() }),

  async look({ alerts: ids, at }, context) {
    if (context.channel?.external) refuse('channel.external')
    const rules: Alert[] = []
    for (const id of ids) {
      const rule = await context.alerts.byId(id)
      if (rule && (await isKnownRule(rule, context))) rules.push(rule)
    }
    const moment = Temporal.Instant.fromEpochMilliseconds(at)
    const told = rules.length === 0 ? [] : await context.alerts.toldAt(ids, moment)
    return (await withOwners(rules, context)).map(({ alert, owner }) => ({
      ...{ alert, owner },
      episodes: told.filter((it) => it.alert === alert.id),
    }))
  },

  run: (_value, _context, told) => reply(alertsOfPost(told)),
})

const WEEKS = 8

/** “Why am I seeing this?” of a limit: the day, and the same weekdays before it. */
export const asked = action(whyAlert, {
  value: z.object({ alert: AlertId, day: DayText }),

  async look({ alert: id, day }, context) {
    const { alerts, facts, channel } = context
    if (channel?.external) refuse('channel.external')
    const alert = await alerts.byId(id)
    if (!alert || !(await isKnownRule(alert, context))) return refuse('alert.unknown', { ref: '' })
    const scope = await facts.scopeNamed(alert.scope)
    const { condition } = alert
    if (scope === null || !('metric' in condition)) return { alert, days: new Map<Day, number>() }
    const levels = await facts.levels(scope, { from: plusDays(day, -7 * WEEKS), to: day })
    const same = new Set(Array.from({ length: WEEKS + 1 }, (_, i) => plusDays(day, -7 * i)))
    return {
      alert,
      days: new Map(
        levels.filter((it) => same.has(it.day)).map((it) => [it.day, it[condition.metric]] as const),
      ),
    }
  },

  async run({ day }, context, { alert, days }) {
    await acted('why', { insight: day, kind: null }, context.message, context)
    return reply(alertWhy(alert, day, days, usualOf(days, day)))
  },
})
