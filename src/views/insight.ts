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
import { type Day, daysBetween } from '../domain/day.ts'
import type { OwnedFollowup } from '../domain/digest.ts'
import type { Provenance } from '../domain/facts.ts'
import type { Followup } from '../domain/followup.ts'
import type {
  Cause,
  Found,
  Insight,
  MuteNote,
  Placed,
  Severity,
  Subject,
  ToldInsight,
} from '../domain/insight.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { mention } from './people.ts'
import { assignFromDigest, muteInsight, unmute, whyInsight } from './refs.ts'

/** Colour is never the only sign: the word stands beside it. */
const SIGNS: Record<Severity, string> = {
  early: ':large_yellow_circle:',
  warn: ':large_orange_circle:',
  urgent: ':red_circle:',
}

/** Of a name, escaped: real ones are shorter. */
const NAME = 100
/** Of those something comes from, the ones that are named. */
const NAMED = 3

/** How a finding stands in a digest: what is known of it beside the numbers. */
interface Standing {
  asOf: Day
  promises: readonly OwnedFollowup[]
  /** Who looks after it, where they are to be called; may be empty. */
  owner: string
}

/** What was found, as a line of a digest; a grave one with all that can be done about it, others one step away. */
export const insightBlocks = (
  v: Voice,
  { insight, placed }: Found,
  { asOf, promises, owner }: Standing,
  isGrave: boolean,
): KnownBlock[] => {
  const { t } = v
  const name = subjectName(v, insight.entity)
  const why = button(t.insight.why, whyInsight, insight.id, { says: t.insight.whyAbout({ name }) })
  const mine = promises.find(({ followup }) => isAbout(followup, insight))
  const words = [
    lineOf(v, insight, placed, owner),
    ...lastingSaid(v, insight, asOf),
    ...promiseSaid(v, mine),
  ].join('\n')
  if (!isGrave) return [section(words, why)]
  return [
    section(words),
    actions(
      button(t.followup.assign, assignFromDigest, findingOf(insight, placed), {
        says: t.followup.assignAbout({ what: name }),
      }),
      why,
      button(t.insight.mute, muteInsight, insight.id, { says: `${t.insight.mute}: ${name}` }),
    ),
  ]
}

const isAbout = ({ creator, agency }: Followup, { entity }: Insight): boolean =>
  entity.type === 'creator'
    ? creator?.id === entity.id
    : entity.type === 'agency' && creator === null && agency === entity.name

/** “3rd week at risk”: what fell and has not come back. */
const lastingSaid = (v: Voice, { kind, direction, since }: Insight, asOf: Day): string[] => {
  const weeks = Math.floor(daysBetween(since, asOf) / 7) + 1
  return direction === 'down' && kind !== 'rookie_stalled' && weeks >= 2
    ? [v.t.insight.lasting({ week: weeks })]
    : []
}

const promiseSaid = (v: Voice, promise: OwnedFollowup | undefined): string[] => {
  if (!promise) return []
  const { ref, due } = promise.followup
  return [v.t.insight.promised({ ref, who: inert(promise.owner), due: due && v.shortDay(due.day) })]
}

/** In mrkdwn: the sign, who, where they are, what was found, whom it comes from. */
const lineOf = (v: Voice, insight: Insight, placed: Placed | null, owner = ''): string => {
  const { t } = v
  const { entity, severity, id } = insight
  const where =
    entity.type === 'creator'
      ? [placed?.agency, placed?.market].flatMap((it) => it ?? [])
      : entity.type === 'agency'
        ? [placed?.market].flatMap((it) => it ?? [])
        : []
  const line = t.insight.line({
    sign: `${SIGNS[severity]} ${t.insight.severity[severity]} ·`,
    name: clip(inertName(subjectName(v, entity)), NAME),
    where: clip(inertName(where.join(', ')), NAME),
    said: insightSaid(v, insight),
    ref: id,
  })
  return [`${line}${owner}`, ...causesSaid(v, insight), ...explanationSaid(v, insight)].join('\n')
}

/** Without marks, for a terminal. */
export const insightLine = (v: Voice, insight: Insight): string =>
  plainly(spoken(lineOf(v, insight, null).replace(/^:\w+: /, '')))

const plainly = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** `@luna.prova`, `Aurora Talent`, `IT`, “All creators”. */
export const subjectName = ({ t }: Voice, { type, name }: Subject): string =>
  type === 'network' ? t.insight.everybody : type === 'creator' ? `@${name}` : name

/** What was found, as half a sentence that goes on after a name. */
const insightSaid = (v: Voice, insight: Insight): string => {
  const { kind, metric, direction, entity, since } = insight
  const said = v.t.insight.said
  const found = foundOf(v, insight)
  switch (kind) {
    case 'decline':
      return (said[`decline.${metric}` as keyof typeof said] ?? said['decline.diamonds'])(found)
    case 'market_shift':
      return said[direction === 'up' ? 'market_shift.up' : 'market_shift.down'](found)
    case 'near_threshold':
      if (entity.type !== 'creator')
        return said[direction === 'up' ? 'near_threshold.ahead' : 'near_threshold.behind'](found)
      return (said[`near_threshold.${metric}` as keyof typeof said] ?? said['near_threshold.diamonds'])(found)
    case 'data_fault':
    case 'rookie_stalled':
    case 'safety':
      return said[kind]({ ...found, since: v.shortDay(since) })
    default:
      return said[kind](found)
  }
}

const foundOf = (v: Voice, { metric, kind, since, value, expected, days, delta, deltaPct }: Insight) => {
  const figure = (n: number | null) => (n === null ? '–' : figureOf(v, kind, metric, n))
  return {
    since: v.shortDay(since),
    value: figure(value),
    expected: figure(expected),
    short: figure(delta === null ? null : Math.abs(delta)),
    pct: deltaPct === null ? '' : ` (${v.change(1 + deltaPct, 1)})`,
    days,
  }
}

/** Minutes are read as hours; of a viewer there are shares and minutes. */
const figureOf = (v: Voice, kind: Insight['kind'], metric: Insight['metric'], n: number): string => {
  if (kind === 'data_fault') return v.number(n)
  if (metric === 'returning_viewers') return v.percent(n)
  if (metric === 'watch_minutes') return v.decimal(n)
  if (metric !== 'live_minutes') return v.number(n)
  return kind === 'decline' || kind === 'near_threshold' ? v.decimal(n / 60) : v.number(n / 60)
}

const causesSaid = (v: Voice, { causes, entity }: Insight): string[] => {
  const others = causes.filter((it) => it.entity.id !== entity.id).slice(0, NAMED)
  return others.length === 0
    ? []
    : [v.t.insight.causes({ list: others.map((it) => causeSaid(v, it)).join(', ') })]
}
const causeSaid = (v: Voice, { entity, how, delta }: Cause): string =>
  v.t.insight.cause[how]({ name: clip(inertName(subjectName(v, entity)), NAME), delta: signed(v, delta) })

const explanationSaid = (v: Voice, { explainedBy }: Insight): string[] => {
  if (explainedBy === null) return []
  const { explained } = v.t.insight
  const [what, ...rest] = explainedBy.split(':')
  const name = rest.join(':')
  if (what === 'campaign') return [explained.campaign({ name: inert(name) })]
  if (what === 'holiday') {
    const [market = '', day = ''] = rest
    return [explained.holiday({ market, day: v.shortDay(day as Day) })]
  }
  return name === 'august' || name === 'ramadan' || name === 'christmas' ? [explained[name]] : [inert(name)]
}

const signed = (v: Voice, n: number): string =>
  `${Math.round(n) > 0 ? '+' : Math.round(n) < 0 ? '−' : ''}${v.number(Math.abs(n))}`

/** What might be done, as the text of a follow-up. */
export const suggestionSaid = (v: Voice, { suggested: { action }, entity }: Insight): string =>
  v.t.insight.suggest[action]({ name: subjectName(v, entity) })

const findingOf = ({ id, entity, suggested }: Insight, { agency }: Placed) => ({
  why: suggested.action,
  name: entity.type === 'creator' ? `@${entity.name}` : entity.name,
  agency,
  creator: entity.type === 'creator' ? entity.id : null,
  insight: id,
})

/** One step from its numbers. */
export const findingLine = (v: Voice, { insight, placed }: Found): KnownBlock =>
  section(
    lineOf(v, insight, placed),
    button(v.t.insight.why, whyInsight, insight.id, {
      says: v.t.insight.whyAbout({ name: subjectName(v, insight.entity) }),
    }),
  )

/** “Why am I seeing this?”: the numbers, how sure it is, whom and what it comes from, down to the row of a file. */
export const whyMessage =
  (
    { insight, placed, on, silence }: ToldInsight,
    provenance: Provenance | null,
    muted: MuteNote | null,
  ): Say =>
  (v): Message => {
    const t = v.t.insight
    const { score, factors, causes, suggested } = insight
    const sources = provenance?.sources.slice(0, NAMED) ?? []
    const name = subjectName(v, insight.entity)
    return message(
      spoken(lineOf(v, insight, placed)),
      header(clip(`${name} · ${t.kind[insight.kind]}`, 150)),
      section(lineOf(v, insight, placed)),
      insight.value === null ? null : section(numbersSaid(v, insight)),
      section(score === null ? t.fact : t.certainty({ oneIn: v.number(oneIn(score.p)) })),
      insight.expected === null || score === null ? null : context(t.baseline),
      factors === null || insight.metric !== 'diamonds' || insight.kind === 'mix_shift'
        ? null
        : section(
            t.factors({
              active: signed(v, factors.active),
              days: signed(v, factors.days),
              hours: signed(v, factors.hours),
              rate: signed(v, factors.rate),
              mix: signed(v, factors.mix),
            }),
          ),
      causes.length === 0
        ? null
        : section([t.contributors, ...causes.map((it) => `• ${causeSaid(v, it)}`)].join('\n')),
      sources.length === 0
        ? null
        : section(
            t.sources({
              list: sources.map(({ file, line }) => t.source({ file: inert(file), line })).join(', '),
            }),
          ),
      suggested.action === 'none'
        ? null
        : section(t.suggestion({ what: inert(suggestionSaid(v, insight)), days: suggested.dueInDays })),
      context(t.saidOn({ day: v.day(on) }), ...(silence === null ? [] : [t.heldBack[silence]])),
      muted === null ? null : context(mutedSaid(v, muted)),
      actions(
        button(v.t.followup.assign, assignFromDigest, findingOf(insight, placed), {
          style: 'primary',
          says: v.t.followup.assignAbout({ what: name }),
        }),
        muted === null
          ? button(t.mute, muteInsight, insight.id, { says: `${t.mute}: ${name}` })
          : button(t.unmute, unmute, muted.id, { says: `${t.unmute}: ${t.mute} · ${name}` }),
      ),
    )
  }

/** Of a goal, how far they are: nothing is expected of them but what it asks. */
const numbersSaid = (v: Voice, insight: Insight): string => {
  const t = v.t.insight
  const found = foundOf(v, insight)
  if (insight.expected === null) return t.number(found)
  if (insight.kind === 'near_threshold' && insight.entity.type === 'creator') return t.reached(found)
  return t.numbers(found)
}

const oneIn = (p: number): number => {
  if (p <= 0) return 1_000_000
  const n = Math.min(1_000_000, 1 / p)
  // Two digits are all the certainty that there is.
  return Number(n.toPrecision(2))
}

// —— What is muted ———————————————————————————————————————————————————————————————————————————————————————

/** The ones that end soonest: a message holds so many. */
const MUTES = 40

/** What whoever is muted is called, in the reader's words. */
export const mutedName = (v: Voice, { entity, name }: MuteNote): string => subjectName(v, { ...entity, name })

const mutedSaid = (v: Voice, note: MuteNote): string =>
  v.t.insight.muted({
    name: inert(mutedName(v, note)),
    until: v.day(note.until),
    who: mention(note.by),
    reason: inert(note.reason),
  })

export const mutedMessage =
  (note: MuteNote): Say =>
  (v) => {
    const { t } = v
    const said = mutedSaid(v, note)
    return message(spoken(said), section(said, button(t.insight.unmute, unmute, note.id)))
  }

export const muteList =
  (notes: readonly MuteNote[]): Say =>
  (v) => {
    const { t } = v
    if (notes.length === 0) return message(t.insight.noMutes, section(t.insight.noMutes))
    return message(
      t.insight.mutes,
      header(t.insight.mutes),
      ...notes.slice(0, MUTES).map((note) =>
        section(
          t.insight.muteLine({
            name: inert(mutedName(v, note)),
            kind: note.kind === null ? t.insight.everything : t.insight.kind[note.kind],
            until: v.day(note.until),
            who: mention(note.by),
            reason: inert(note.reason),
          }),
          button(t.insight.unmute, unmute, note.id),
        ),
      ),
    )
  }
