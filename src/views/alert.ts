import type { KnownBlock } from '@slack/types'
import {
  actions,
  button,
  clip,
  context,
  header,
  inert,
  inertName,
  type Message,
  message,
  section,
} from '../blocks/blocks.ts'
import { spoken } from '../blocks/spoken.ts'
import type { Alert, Condition } from '../domain/alert.ts'
import type { Day } from '../domain/day.ts'
import type { Episode } from '../domain/episode.ts'
import type { Creator } from '../domain/facts.ts'
import type { ChannelId } from '../domain/ids.ts'
import type { Watched } from '../domain/metric.ts'
import type { Met } from '../domain/occurrence.ts'
import type { Going } from '../domain/run.ts'
import type { PausedFor } from '../domain/source.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { scopeNamed } from './digest/status.ts'
import { insightBlocks } from './insight.ts'
import { channelLink, mention } from './people.ts'
import {
  allAlerts,
  assignFromDigest,
  deleteAlert,
  editAlert,
  type Finding,
  moreAlerts,
  pauseAlert,
  resumeAlert,
  whyAlert,
} from './refs.ts'

/** What a rule has met, with what its owner is called: a post names people without calling them. */
export interface Told {
  alert: Alert
  owner: string
  episodes: readonly Episode[]
}

/** Lines of one post, and the rules that have a heading in it: Slack takes fifty blocks. */
const LINES = 10
const RULES = 8
/** New creators that are named in their one line. */
const NAMED = 8
const NAME = 100

/** `IT: diamonds of a day below 10,000`, in mrkdwn. */
export const ruleSaid = (v: Voice, { scope, condition }: Pick<Alert, 'scope' | 'condition'>): string =>
  v.t.alert.rule({
    scope: clip(inertName(scopeNamed(v, scope)), NAME),
    condition: conditionSaid(v, condition),
  })

const conditionSaid = (v: Voice, it: Condition): string => {
  const { condition, watched } = v.t.alert
  switch (it.on) {
    case 'level':
      return condition[it.is]({ metric: watched[it.metric], than: figure(v, it.metric, it.than) })
    case 'change':
      return condition[it.by < 0 ? 'less' : 'more']({
        metric: watched[it.metric],
        pct: v.percent(Math.abs(it.by)),
      })
    case 'insight': {
      const severity = v.t.insight.severity[it.atLeast]
      return it.kind === null
        ? condition.any({ severity })
        : condition.insight({ kind: v.t.insight.kind[it.kind], severity })
    }
    case 'new_creators':
      return condition.newCreators
    case 'unknown':
      return condition.unknown
    default:
      return it satisfies never
  }
}

const figure = (v: Voice, metric: Watched, n: number): string =>
  v.number(metric === 'live_minutes' ? n / 60 : n)

/** What fired in one look, by rule; each line can be acted upon, each rule be paused. */
export const alertMessage =
  (told: readonly Told[], at: Temporal.Instant): Say =>
  (v): Message => {
    const { t } = v
    const groups = groupsOf(told)
    const all = groups.reduce((n, { lines }) => n + lines.length, 0)
    let left = LINES
    const shown = groups.slice(0, RULES).map((it) => {
      const lines = it.lines.slice(0, left)
      left -= lines.length
      return { ...it, lines }
    })
    const hidden = all - (LINES - left)
    const everything = told.flatMap(({ episodes }) => episodes)
    const held = groups.flatMap(({ lines }) => lines).filter((it) => it.held).length
    const waited = everything.some((it) => !it.held && Temporal.Instant.compare(it.at, at) < 0)
    const said = told.map(({ alert }) => spoken(ruleSaid(v, alert))).join('; ')
    const notes = [...(waited ? [t.alert.waited] : []), ...(held > 0 ? [t.alert.held({ n: held })] : [])]
    return message(
      `${t.alert.title({ n: all })}: ${said}`,
      header(t.alert.title({ n: all })),
      ...shown.flatMap(({ alert, owner, lines, above }) => [
        [
          section(
            [
              `:bell: ${t.alert.head({ ref: alert.ref, rule: ruleSaid(v, alert), owner: inert(owner) })}`,
              ...(above > 0 ? [t.alert.above({ n: above })] : []),
            ].join('\n'),
            button(t.alert.pause, pauseAlert, alert.id, { says: `${t.alert.pause}: ${alert.ref}` }),
          ),
        ],
        lines.flatMap(({ met, also }) => [...lineBlocks(v, alert, met), ...alsoBlocks(v, also)]),
      ]),
      hidden > 0
        ? actions(
            button(t.alert.all({ n: all }), allAlerts, {
              alerts: told.slice(0, REMEMBERED).map(({ alert }) => alert.id),
              at: at.epochMilliseconds,
            }),
          )
        : null,
      notes.length > 0 ? context(notes.join(' ')) : null,
    )
  }

/** A button's value holds so many ids. */
const REMEMBERED = 50

interface Line {
  met: Met
  held: boolean
}
interface Group extends Told {
  /** Those that no rule before it has; `also`: the other rules that met the same. */
  lines: readonly (Line & { also: readonly Alert['ref'][] })[]
  /** How many of its lines stand under a rule before it. */
  above: number
}

/** A finding is one line, however many rules met it. */
const groupsOf = (told: readonly Told[]): readonly Group[] => {
  const meeting = new Map<string, Set<Alert['ref']>>()
  for (const { alert, episodes } of told)
    for (const { met } of episodes)
      if (met.what === 'insight')
        meeting.set(met.found.insight.id, (meeting.get(met.found.insight.id) ?? new Set()).add(alert.ref))
  return told.map((it) => {
    const all = linesOf(it.episodes).map((line) => {
      const refs = line.met.what === 'insight' ? [...(meeting.get(line.met.found.insight.id) ?? [])] : []
      return { ...line, first: refs[0] ?? it.alert.ref, also: refs.slice(1) }
    })
    const lines = all.filter(({ first }) => first === it.alert.ref)
    return { ...it, lines, above: all.length - lines.length }
  })
}

/** New creators are one line, however many there are, and in however many looks they came. */
const linesOf = (episodes: readonly Episode[]): readonly Line[] => {
  const arrived = episodes.flatMap(({ met, held }) => (met.what === 'creators' ? [{ met, held }] : []))
  const others = episodes.filter(({ met }) => met.what !== 'creators')
  if (arrived.length === 0) return others
  const count = arrived.reduce((n, { met }) => n + met.count, 0)
  const creators = arrived.flatMap(({ met }) => met.creators)
  return [...others, { met: { what: 'creators', count, creators }, held: arrived.some((it) => it.held) }]
}

/** Rules that are named at a line. */
const ALSO = 12
const alsoBlocks = ({ t, list }: Voice, refs: readonly Alert['ref'][]): readonly KnownBlock[] => {
  if (refs.length === 0) return []
  const rest = refs.length - ALSO
  const named = rest > 0 ? [...refs.slice(0, ALSO), t.alert.others({ n: rest })] : refs
  return [context(t.alert.also({ refs: list(named) }))]
}

const lineBlocks = (v: Voice, alert: Alert, line: Met): readonly KnownBlock[] => {
  const { t } = v
  switch (line.what) {
    case 'insight':
      return insightBlocks(v, line.found, { asOf: line.asOf, promises: [], owner: '' }, true)
    case 'level':
      return [
        section(levelSaid(v, alert, line)),
        actions(
          assignButton(v, alert, 'market'),
          button(
            t.insight.why,
            whyAlert,
            { alert: alert.id, day: line.day },
            {
              says: t.insight.whyAbout({ name: scopeNamed(v, alert.scope) }),
            },
          ),
        ),
      ]
    case 'creators':
      return [section(newcomersSaid(v, line)), actions(assignButton(v, alert, 'newcomers'))]
    default:
      return line satisfies never
  }
}

const assignButton = (v: Voice, { scope }: Alert, why: 'market' | 'newcomers') => {
  const name = scopeNamed(v, scope)
  const finding: Finding = { why, name, agency: null, creator: null }
  return button(v.t.followup.assign, assignFromDigest, finding, {
    says: v.t.followup.assignAbout({ what: name }),
  })
}

const levelSaid = (
  v: Voice,
  { condition }: Alert,
  { day, value, usual }: Extract<Met, { what: 'level' }>,
): string => {
  const metric: Watched = 'metric' in condition ? condition.metric : 'diamonds'
  const t = v.t.alert
  const said = t.level({ metric: v.t.metric[metric], day: v.day(day), value: figure(v, metric, value) })
  return usual === null
    ? said
    : `${said} (${t.usual({ usual: figure(v, metric, usual), change: v.change(value, usual) })})`
}

const newcomersSaid = (
  v: Voice,
  { count, creators }: { count: number; creators: readonly Creator[] },
): string => {
  const named = creators.slice(0, NAMED).map(({ username, agency, market }) => {
    const where = [agency, market].flatMap((it) => it ?? []).join(', ')
    return clip(inertName(`@${username}${where && ` (${where})`}`), NAME)
  })
  const rest = count - named.length
  const list = rest > 0 ? [...named, v.t.alert.others({ n: rest })] : named
  return v.t.alert.newcomers({ n: count, list: v.list(list) })
}

/** A message holds so many. */
const LISTED = 40

/** All of what a post had room to show some of. */
export const alertsOfPost =
  (told: readonly Told[]): Say =>
  (v) => {
    const lines = groupsOf(told).flatMap(({ alert, lines }) => lines.map(({ met }) => ({ alert, line: met })))
    const shown = lines.slice(0, LISTED)
    const title = v.t.alert.allOf({ shown: shown.length, all: lines.length })
    return message(
      title,
      header(title),
      ...shown.map(({ alert, line }) => {
        const [first] =
          line.what === 'insight'
            ? insightBlocks(v, line.found, { asOf: line.asOf, promises: [], owner: '' }, false)
            : lineBlocks(v, alert, line)
        return first ?? null
      }),
    )
  }

/** A rule's day against the same weekdays before it. */
export const alertWhy =
  (alert: Alert, day: Day, days: ReadonlyMap<Day, number>, usual: number | null): Say =>
  (v) => {
    const t = v.t.alert
    const metric: Watched = 'metric' in alert.condition ? alert.condition.metric : 'diamonds'
    const value = days.get(day)
    const title = t.whyLevel({ rule: spoken(ruleSaid(v, alert)) })
    const before = [...days].filter(([it]) => it < day).toReversed()
    return message(
      title,
      section(`*${t.whyLevel({ rule: ruleSaid(v, alert).replaceAll('*', '') })}*`),
      value === undefined ? null : section(levelSaid(v, alert, { what: 'level', day, value, usual })),
      before.length === 0
        ? null
        : section(
            [
              t.weekdays,
              ...before.map(([it, n]) => t.weekday({ day: v.day(it), value: figure(v, metric, n) })),
            ].join('\n'),
          ),
      context(t.basis),
    )
  }

// —— Rules ———————————————————————————————————————————————————————————————————————————————————————————————

const whereSaid = ({ t }: Voice, { channel, owner }: Pick<Alert, 'channel' | 'owner'>): string =>
  channel === null
    ? t.alert.toOwner({ owner: mention(owner) })
    : t.alert.inChannel({ channel: channelLink(channel) })

/** What a rule has learned: findings that are there already, a run of days that goes on, nobody at all. */
export interface Known {
  n: number
  going: Going | null
  isEmpty: boolean
  /** A rule that tells all of it in the same place. */
  covered: Alert['ref'] | null
  /** So many that could not be posted are told once more. */
  again: number
}

/** What a rule means, and what it has learned: nobody wonders whether it works. */
export const alertEcho =
  (alert: Alert, already: Known, what: 'made' | 'changed' | 'resumed'): Say =>
  (v) => {
    const t = v.t.alert
    const rule = ruleSaid(v, alert)
    const where = whereSaid(v, alert)
    const made = what === 'resumed' ? t.resumed({ ref: alert.ref }) : t[what]({ ref: alert.ref, rule, where })
    const { covered } = already
    const said = [
      made,
      alreadySaid(v, alert, already),
      ...(already.again > 0 ? [t.already.again] : []),
      ...(covered === null ? [] : [t.covered({ ref: covered })]),
    ].join(' ')
    return message(
      spoken(said),
      section(`:bell: ${said}`),
      context(t.manner({ days: alert.coolDownDays, timeZone: alert.timeZone })),
    )
  }

const alreadySaid = (v: Voice, { condition }: Alert, { n, going, isEmpty }: Known): string => {
  const { already } = v.t.alert
  if (isEmpty) return already.nobody
  if (condition.on === 'new_creators') return already.newCreators
  if (condition.on === 'insight') return n === 0 ? already.none : already.creators({ n })
  if (going === null) return already.none
  return going.longer ? already.long : already.level({ day: v.shortDay(going.since) })
}

/** To whom it concerns, once, when a rule cannot be looked at. */
export const alertTrouble =
  ({ ref, scope, condition }: Alert): Say =>
  (v) => {
    const said = v.t.alert.troubled({ ref, rule: ruleSaid(v, { scope, condition }) })
    return message(spoken(said), section(said))
  }

/** Several of one owner may tell in one channel. */
export const alertsStopped =
  (rules: readonly Alert[], channel: ChannelId, why: PausedFor): Say =>
  (v) => {
    const refs = v.list(rules.map(({ ref }) => ref))
    const said = v.t.alert.stopped[why]({ refs, channel: channelLink(channel) })
    return message(spoken(said), section(`:double_vertical_bar: ${said}`))
  }

/** Whoever made them is not here any more; whoever changes one from now on hears of it. */
export const alertsOrphaned =
  (rules: readonly Alert[]): Say =>
  (v) => {
    const [first] = rules
    const refs = v.list(rules.map(({ ref }) => ref))
    const who = first ? mention(first.owner) : ''
    const said = v.t.alert.orphan({ who, refs, ref: first?.ref ?? '', n: rules.length })
    return message(spoken(said), section(said))
  }

/** Rules with a button of their own: a message holds fifty blocks, and all of them stand in the list. */
const OFFERED = 40
/** They could tell again. */
export const alertsBack =
  (rules: readonly Alert[], channel: ChannelId): Say =>
  (v) => {
    const refs = v.list(rules.map(({ ref }) => ref))
    const said = v.t.alert.back({ refs, channel: channelLink(channel), n: rules.length })
    return message(
      spoken(said),
      section(said),
      ...rules
        .slice(0, OFFERED)
        .map((it) =>
          section(
            `*${it.ref}* ${ruleSaid(v, it)}`,
            button(v.t.alert.resumeOne({ ref: it.ref }), resumeAlert, it.id),
          ),
        ),
    )
  }

/** To its owner, when somebody else has had a hand in it. */
export const alertNews =
  (alert: Alert, by: Alert['owner'], what: Alert['state'] | 'changed' = alert.state): Say =>
  (v) => {
    const said = v.t.alert.told[what]({ who: mention(by), ref: alert.ref, rule: ruleSaid(v, alert) })
    return message(spoken(said), section(said))
  }

export const alertList =
  ({
    rules,
    hidden,
    more,
    next,
  }: {
    rules: readonly { alert: Alert; owner: string }[]
    hidden: number
    more: number
    next: { after: number } | null
  }): Say =>
  (v) => {
    const { t } = v
    const rest = [
      ...(more > 0 ? [t.followup.more({ n: more })] : []),
      ...(hidden > 0 ? [t.digest.hidden({ n: hidden })] : []),
    ]
    if (rules.length === 0)
      return message(spoken(t.alert.none), section(t.alert.none), rest.length > 0 ? context(...rest) : null)
    return message(
      t.alert.list,
      header(t.alert.list),
      ...rules.flatMap(({ alert, owner }) => [
        [section(lineOfRule(v, alert, owner))],
        [
          actions(
            button(t.alert.edit, editAlert, alert.id, { says: `${t.alert.edit}: ${alert.ref}` }),
            alert.state === 'paused'
              ? button(t.alert.resume, resumeAlert, alert.id, { says: `${t.alert.resume}: ${alert.ref}` })
              : button(t.alert.pause, pauseAlert, alert.id, { says: `${t.alert.pause}: ${alert.ref}` }),
            button(t.alert.delete, deleteAlert, alert.id, {
              style: 'danger',
              says: `${t.alert.delete}: ${alert.ref}`,
              confirm: {
                title: t.alert.deleteAsk,
                text: spoken(ruleSaid(v, alert)),
                yes: t.alert.delete,
                no: t.alert.keep,
              },
            }),
          ),
        ],
      ]),
      rest.length > 0 ? context(...rest) : null,
      next ? actions(button(t.digest.next, moreAlerts, next)) : null,
    )
  }

const lineOfRule = (v: Voice, alert: Alert, owner: string): string =>
  v.t.alert.line({
    ref: alert.ref,
    rule: ruleSaid(v, alert),
    where: whereSaid(v, alert),
    owner: inert(owner),
    state:
      alert.state === 'paused' && alert.pausedFor !== null
        ? v.t.stopped.listed[alert.pausedFor]
        : v.t.alert.state[alert.state],
  })
