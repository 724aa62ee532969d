import { z } from 'zod'
import { type Alert, COOL_DOWN_DAYS, type Condition } from '#src/domain/alert.ts'
import { isTimeZone } from '#src/domain/day.ts'
import { INSIGHT_KINDS, SEVERITIES } from '#src/domain/insight.ts'
import { WATCHED } from '#src/domain/metric.ts'
import { isPersonal } from '#src/domain/scope.ts'
import { oneOf, option, Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Outcome, open, reply, type Show } from '#src/kit/effects.ts'
import { choice, form, optional, text, type Values } from '#src/kit/form.ts'
import { action, submission } from '#src/kit/listen.ts'
import { Refusal, refuse } from '#src/kit/refuse.ts'
import { ALERT_VERBS, DM_WORDS } from '#src/strings/words.ts'
import { alertEcho, alertNews } from '#src/views/alert.ts'
import { channelLink } from '#src/views/people.ts'
import { editAlert } from '#src/views/refs.ts'
import { complaintAbout } from '../complaint.ts'
import { postable } from '../postable.ts'
import { marketsIn, scopeFor, scopeTyped } from './about.ts'
import { settledRule } from './alerts.ts'
import { fromNow, type Learned, learn, learned } from './learned.ts'
import { AlertRef, changeableRule, coolDownIn, numberIn, ruleIn } from './rule.ts'

const AlertId = z.templateLiteral(['alr_', z.string()])
const KINDS = ['any', ...INSIGHT_KINDS] as const
const WHATS = ['below', 'above', 'less', 'more', 'insight', 'new_creators'] as const
/** As many days as can be typed: none is rounded. */
const COOL_DOWNS = Array.from({ length: 30 }, (_, i) => `${i + 1}`)

const alertForm = form('digest.alert', {
  title: (t) => t.alert.formTitle,
  submit: (t) => t.alert.submit,
  carry: z.object({
    channel: z.string().nullable(),
    /** Set when a rule is being edited. */
    edits: AlertId.nullable(),
    tz: z.string().optional(),
  }),
  fields: {
    scope: text((t) => t.alert.scopeField, { hint: (t) => t.digest.scopeHint, max: 200 }),
    what: choice(
      (t) => t.alert.whatField,
      WHATS,
      (t, it) => t.alert.what[it],
      { initial: 'below' },
    ),
    metric: choice(
      (t) => t.alert.metricField,
      WATCHED,
      (t, it) => t.metric[it],
      { initial: 'diamonds' },
    ),
    number: optional(text((t) => t.alert.numberField, { hint: (t) => t.alert.numberHint, max: 20 })),
    kind: choice(
      (t) => t.alert.kindField,
      KINDS,
      (t, it) => (it === 'any' ? t.alert.anyKind : t.insight.kind[it]),
      { initial: 'any' },
    ),
    severity: choice(
      (t) => t.alert.severityField,
      SEVERITIES,
      (t, it) => t.insight.severity[it],
      { initial: 'warn' },
    ),
    where: choice(
      (t) => t.alert.whereField,
      ['channel', 'dm'],
      (t, it) => t.alert.where[it],
      { initial: 'channel' },
    ),
    coolDown: choice(
      (t) => t.alert.coolDownField,
      COOL_DOWNS,
      (t, it) => t.alert.coolDownFor({ days: Number(it) }),
      { initial: '3' },
    ),
  },
})

/** “Tell me when”: once, with what holds already left unsaid. With a verb and a number it changes a rule. */
export default command('digest alert', {
  opens: true,
  args: z.object({
    verb: oneOf(ALERT_VERBS).optional(),
    which: AlertRef.optional(),
    rule: Text.optional(),
    kind: option().optional(),
    severity: option().optional(),
    cooldown: option().optional(),
    to: oneOf(DM_WORDS).optional(),
    tz: option().optional(),
  }),

  form: ({ rule, kind, severity, to, cooldown, tz }, _typed, { voice, channel }) => {
    const typed = understood(() => ruleIn({ rule, kind, severity }, { voice, place: null }))
    const coolDown = cooldown === undefined ? null : understood(() => String(coolDownIn(cooldown)))
    return filled({
      carry: { channel: channel?.id ?? null, edits: null, tz },
      rule: typed ?? { scope: rule ?? 'all', condition: null },
      ...(to && { where: to }),
      ...(coolDown && { coolDown }),
    })
  },

  async look({ verb, which, rule, kind, severity, tz }, context) {
    if (context.channel?.external) refuse('channel.external')
    if (tz !== undefined && !isTimeZone(tz)) refuse('schedule.zone', { zone: tz })
    if (verb === 'resume') {
      const found = await context.alerts.named(refFor(which, rule))
      return found ? learned(found, context) : null
    }
    if (verb !== undefined || [rule, kind, severity].every((it) => it === undefined)) return null
    const [place = null] = await marketsIn(context.facts)
    return learned(ruleIn({ rule, kind, severity }, { voice: context.voice, place }), context)
  },

  async run({ verb, which, rule, cooldown, to, tz }, context, seen) {
    if (verb !== undefined) {
      const ref = refFor(which, rule)
      const found = await changeableRule(await context.alerts.named(ref), ref, context)
      return verb === 'edit' ? open(editing(found, context)) : settledRule(found, verb, seen, context)
    }
    if (seen === null) {
      if (which !== undefined) {
        const found = await changeableRule(await context.alerts.named(which), which, context)
        return open(editing(found, context))
      }
      const carry = { channel: context.channel?.id ?? null, edits: null }
      return open(filled({ carry, rule: { scope: 'all', condition: null } }))
    }
    return made(
      {
        ...seen,
        isPrivate: to === 'dm',
        coolDownDays: cooldown === undefined ? COOL_DOWN_DAYS : coolDownIn(cooldown),
        timeZone: tz ?? context.actor.timeZone,
      },
      context,
    )
  },
})

const refFor = (which: string | undefined, rule = ''): string =>
  which ?? (/^\d+$/.test(rule) ? `ALR-${rule}` : refuse('alert.which'))

export const editingRule = action(editAlert, {
  opens: true,
  value: AlertId,
  run: async (id, context) =>
    open(editing(await changeableRule(await context.alerts.byId(id), '', context), context)),
})

export const alertChosen = submission(alertForm, {
  async check(values, context) {
    const { scope, where, carry } = values
    const moves = carry.edits === null && where === 'channel'
    return {
      scope: await complaintAbout(() => scopeFor(scope, context), context),
      number: await complaintAbout(async () => conditionOf(values), context),
      where: moves
        ? await complaintAbout(async () => postable(context.channel, (id) => id), context)
        : undefined,
    }
  },

  look: (values, context) => learned({ scope: values.scope, condition: conditionOf(values) }, context),

  async run({ carry, where, coolDown }, context, seen) {
    const coolDownDays = Number(coolDown)
    const { actor } = context
    const timeZone = carry.tz !== undefined && isTimeZone(carry.tz) ? carry.tz : actor.timeZone
    if (carry.edits === null)
      return made({ ...seen, isPrivate: where === 'dm', coolDownDays, timeZone }, context)
    const was = await changeableRule(await context.alerts.byId(carry.edits), '', context)
    // A private rule has no channel to go to but the one where it is edited.
    const here = was.channel ?? (where === 'channel' ? postable(context.channel, channelLink) : null)
    const { scope, condition, market } = seen
    // One colleague's agencies are told to that colleague.
    if (isPersonal(scope) && was.owner !== actor.id)
      refuse('alert.elsewhere', { ref: was.ref, owner: was.owner })
    const changed = await context.alerts.change(was, {
      ...{ scope, condition, market, coolDownDays, editedBy: actor.id },
      channel: where === 'dm' || isPersonal(scope) ? null : here,
      ...fromNow(seen, context),
    })
    const already = await learn(changed, seen, context, 'anew')
    const told = was.owner !== actor.id && !(await context.people.person(was.owner)).deactivated
    return [
      reply(alertEcho(changed, already, 'changed')),
      ...(told ? [dm(was.owner, alertNews(changed, actor.id, 'changed'))] : []),
    ]
  },
})

type Entered = Values<typeof alertForm>
const conditionOf = ({ what, metric, number = '', kind, severity }: Entered): Condition => {
  if (what === 'new_creators') return { on: 'new_creators' }
  if (what === 'insight') return { on: 'insight', kind: kind === 'any' ? null : kind, atLeast: severity }
  const [, sign = '', bare = '', share = ''] = /^([+\-−–]?)(.*?)(%?)$/.exec(number.trim()) ?? []
  const n = numberIn(bare.trim()) ?? refuse('alert.number')
  const isLimit = what === 'below' || what === 'above'
  if (isLimit && share !== '') refuse('alert.number')
  if (sign !== '' && (isLimit || (what === 'more') !== (sign === '+'))) refuse('alert.sign')
  if (isLimit) return { on: 'level', metric, is: what, than: metric === 'live_minutes' ? n * 60 : n }
  if (n === 0 || (what === 'less' && n > 100)) refuse('alert.number')
  return { on: 'change', metric, by: (what === 'less' ? -n : n) / 100 }
}

const made = async (
  rule: Learned & Pick<Alert, 'coolDownDays' | 'timeZone'> & { isPrivate: boolean },
  context: Running,
): Promise<Outcome> => {
  const { alerts, actor } = context
  const { scope, market, condition, coolDownDays, timeZone } = rule
  const channel = rule.isPrivate || isPersonal(scope) ? null : postable(context.channel, channelLink)
  const wanted = { owner: actor.id, channel, scope, condition }
  const same = (await alerts.list()).find((it) => isSame(it, wanted))
  if (same) refuse('alert.same', { ref: same.ref })
  const alert = await alerts.add({
    ...wanted,
    timeZone,
    market,
    coolDownDays,
    locale: (channel && context.channel?.locale) ?? actor.locale,
    state: 'active',
    pausedFor: null,
    editedBy: actor.id,
    ...fromNow(rule, context),
  })
  return reply(alertEcho(alert, await learn(alert, rule, context, 'anew'), 'made'))
}

type Wanted = Pick<Alert, 'owner' | 'channel' | 'scope' | 'condition'>
const isSame = (one: Wanted, other: Wanted): boolean => {
  const told = ({ owner, channel, scope, condition }: Wanted) =>
    JSON.stringify([channel ?? owner, scope, Object.entries(condition).toSorted()])
  return told(one) === told(other)
}

const understood = <T>(attempt: () => T): T | null => {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

const editing = (alert: Alert, { channel }: Running): Show =>
  filled({
    carry: { channel: channel?.id ?? null, edits: alert.id },
    rule: alert,
    where: alert.channel === null ? 'dm' : 'channel',
    coolDown: String(alert.coolDownDays),
  })

const filled =
  ({
    carry,
    rule: { scope, condition },
    ...rest
  }: {
    carry: { channel: string | null; edits: Alert['id'] | null; tz?: string | undefined }
    rule: { scope: string; condition: Condition | null }
    where?: 'channel' | 'dm'
    coolDown?: string
  }): Show =>
  (v) =>
    alertForm.view(v, {
      carry,
      values: { scope: scopeTyped(scope, v.t), ...(condition && fieldsOf(condition)), ...rest },
    })

const fieldsOf = (it: Condition) => {
  switch (it.on) {
    case 'level':
      return {
        what: it.is,
        metric: it.metric,
        number: String(it.metric === 'live_minutes' ? it.than / 60 : it.than),
      }
    case 'change':
      return {
        what: it.by < 0 ? ('less' as const) : ('more' as const),
        metric: it.metric,
        number: String(Math.round(Math.abs(it.by) * 1000) / 10),
      }
    case 'insight':
      return { what: it.on, kind: it.kind ?? ('any' as const), severity: it.atLeast }
    case 'unknown':
      return {}
    default:
      return { what: it.on }
  }
}
