import type { KnownBlock } from '@slack/types'
import {
  actions,
  button,
  clip,
  context,
  header,
  inert,
  type Message,
  message,
  section,
} from '../blocks/blocks.ts'
import { chartBlock } from '../charts/block.ts'
import type { ChartBlock } from '../charts/spec.ts'
import { type Day, daysBetween, plusDays } from '../domain/day.ts'
import type { DigestSeen } from '../domain/digest.ts'
import type { Change, DigestFacts, GoneDark, GroupLine, Mover, Scope } from '../domain/facts.ts'
import { isOverdue } from '../domain/followup.ts'
import type { Held, Thin } from '../domain/hold.ts'
import type { Insight, InsightKind } from '../domain/insight.ts'
import type { PeriodName } from '../domain/period.ts'
import type { Subscription } from '../domain/schedule.ts'
import { nameOf } from '../domain/scope.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { thinSaid } from './held.ts'
import { insightBlocks } from './insight.ts'
import { allFindings, assignFromDigest, type Finding, postDigest, subscribeDigest } from './refs.ts'

/** How much of each kind is asked of the facts: all groups, so that it can be said how many there are. */
export const DIGEST_LINES = { groups: 1000, movers: 3, dark: 5 } as const
/** How many groups are shown: a digest is read on a phone, and Slack splits long posts. */
const GROUPS = 5

/** Of a name, escaped: real ones are shorter, and all lines together must stay below what a message may hold. */
const NAME = 100

/** Exports cover up to the day before; a day later is not yet a reason to worry. */
const STALE_DAYS = 2

interface Framing {
  /** Shown only to one person, with what can be done with it. */
  preview?: { scope: string; period: PeriodName }
  /** Posted by a schedule. */
  subscription?: Subscription
  late?: { due: Temporal.Instant; passedOver: number } | null
  /** How many days the newest numbers are behind what was due. */
  staleDays?: number
  /** What is lacking of its last day; and that it has waited for that, until it arrived. */
  thin?: Thin | null
  held?: Held | null
  arrived?: Temporal.Instant | null
}

/** What happened, against what, and who should act: each line can become a follow-up. */
export const digestMessage =
  (seen: DigestSeen, framing: Framing = {}): Say =>
  (v): Message => {
    const { t } = v
    const { scope, facts } = seen
    const name = scopeName(v, scope)
    const { totals, period, coverage, up, down, dark, darkCount } = facts
    const days = { from: v.shortDay(period.from, coverage.asOf), to: v.shortDay(period.to, coverage.asOf) }
    const said = days.from === days.to ? days.from : `${days.from} – ${days.to}`
    if (coverage.daysKnown === 0) {
      // No numbers are not zero: nothing fell by a hundred per cent.
      const unknown = t.digest.unknown({
        period: said,
        asOf: coverage.asOf === null ? '–' : v.day(coverage.asOf),
      })
      return message(
        `${inert(name)}: ${unknown}`,
        header(t.digest.title({ scope: name, ...days })),
        framing.late ? context(...lateness(v, framing.late, framing)) : null,
        section(unknown),
        framing.subscription ? context(t.digest.footer({ ref: framing.subscription.ref })) : null,
      )
    }
    // Who is silent is known as of the newest day only.
    const isLatest = coverage.asOf !== null && period.to >= coverage.asOf
    const markets = facts.markets.filter((it) => it.name !== null)
    const judged = isJudged(seen)
    const quiet = totals.live_minutes.now === 0 && totals.diamonds.now === 0
    return message(
      t.digest.summary({
        scope: inert(name),
        period: said,
        diamonds: v.number(totals.diamonds.now),
        change: v.change(totals.diamonds.now, totals.diamonds.before),
      }),
      header(t.digest.title({ scope: name, ...days })),
      framing.late ? context(...lateness(v, framing.late, framing)) : null,
      context(...coverageLines(v, coverage)),
      (framing.staleDays ?? 0) >= STALE_DAYS
        ? context(t.digest.stale({ days: framing.staleDays ?? 0 }))
        : framing.thin
          ? context(t.held.thin({ why: thinSaid(v, framing.thin) }))
          : null,
      quiet ? section(t.digest.nothingHere) : section(headline(v, facts)),
      quiet ? null : pulse(v, name, facts),
      worthALook(v, seen),
      scope.kind === 'all' || scope.kind === 'region'
        ? group(t.digest.markets(shownOf(markets)), markets.slice(0, GROUPS), (it) =>
            groupLine(v, it, 'market'),
          )
        : [],
      scope.kind === 'agency'
        ? []
        : group(t.digest.agencies(shownOf(facts.agencies)), facts.agencies.slice(0, GROUPS), (it) =>
            groupLine(v, it, 'agency'),
          ),
      group(t.digest.up, up, (it) => moverLine(v, it, 'up')),
      judged ? [] : group(t.digest.down, down, (it) => moverLine(v, it, 'down')),
      !quiet && up.length + down.length === 0 ? context(t.digest.nobodyMoved) : null,
      isLatest && !judged
        ? group(t.digest.dark({ shown: dark.length, all: darkCount }), dark, (it) => darkLine(v, it))
        : [],
      isLatest && judged && darkCount > 0 ? context(t.digest.silent({ n: darkCount })) : null,
      promised(v, seen),
      framing.preview
        ? [
            actions(
              button(t.digest.postHere, postDigest, framing.preview, { style: 'primary' }),
              button(t.digest.subscribe, subscribeDigest, framing.preview),
            ),
            context(t.digest.preview),
          ]
        : [],
      framing.subscription ? context(t.digest.footer({ ref: framing.subscription.ref })) : null,
    )
  }

/** Fewer days tell no course. */
const PULSE_DAYS = 7

/** The last four weeks day by day, with the four weeks before behind them; set against each other only where all is known. */
const pulse = (v: Voice, scope: string, { daily: { from, now, before } }: DigestFacts): ChartBlock | null => {
  const { digest } = v.t
  const known = (days: readonly (number | null)[]) => days.filter((it) => it !== null)
  const sum = (days: readonly (number | null)[]) => known(days).reduce((all, it) => all + it, 0)
  if (known(now).length < PULSE_DAYS) return null
  const comparable = known(now).length === now.length && known(before).length === before.length
  return chartBlock(v, {
    kind: 'pulse',
    title: digest.pulse({ scope }),
    now: { name: digest.pulseNow({ days: now.length }), from, values: now },
    before:
      known(before).length === 0
        ? null
        : {
            name: digest.pulseBefore({ days: before.length }),
            from: plusDays(from, -before.length),
            values: before,
          },
    figure: { now: sum(now), before: comparable ? sum(before) : null },
  })
}

/** What readers look for, in this order. */
const THEMES = ['alarms', 'groups', 'dark', 'slipping', 'goals', 'rookies', 'rising'] as const
const THEME: Record<InsightKind, (typeof THEMES)[number]> = {
  safety: 'alarms',
  data_fault: 'alarms',
  agency_decline: 'groups',
  market_shift: 'groups',
  mix_shift: 'groups',
  campaign_effect: 'groups',
  went_dark: 'dark',
  decline: 'slipping',
  slide: 'slipping',
  efficiency: 'slipping',
  fan_loss: 'slipping',
  near_threshold: 'goals',
  rookie_stalled: 'rookies',
  recovery: 'rising',
  level_shift: 'rising',
  whale: 'rising',
  follower_spike: 'rising',
}

/** Findings that are shown, of one theme and of all; and of these the ones with all their buttons. */
const A_THEME = 3
const IN_ALL = 12
const GRAVE = 3

/** The findings that a digest has room for, by theme. */
const shownThemes = ({ found }: DigestSeen) => {
  let left = IN_ALL
  return THEMES.map((theme) => {
    const all = found?.insights.filter(({ insight }) => THEME[insight.kind] === theme) ?? []
    const shown = all.slice(0, Math.min(A_THEME, left))
    left -= shown.length
    return { theme, all, shown }
  })
}

/** What it shows: the rest comes with the next one. */
export const findingsShown = (seen: DigestSeen): readonly Insight[] =>
  shownThemes(seen).flatMap(({ shown }) => shown.map(({ insight }) => insight))

/** What was found, by what it is about; nothing stands where nothing was. */
const worthALook = (v: Voice, seen: DigestSeen): KnownBlock[] => {
  const { found, promises } = seen
  if (found === null) return []
  if (found.insights.length === 0) return [context(v.t.insight.nothing)]
  let grave = GRAVE
  const themes = shownThemes(seen)
  const hidden = found.insights.length - themes.reduce((n, { shown }) => n + shown.length, 0)
  const { scope, facts } = seen
  const all = { scope: nameOf(scope), from: facts.period.from, to: found.asOf }
  const more =
    hidden > 0 ? [actions(button(v.t.insight.all({ n: found.insights.length }), allFindings, all))] : []
  const lines = themes.flatMap(({ theme, all, shown }) =>
    shown.length === 0
      ? []
      : [
          section(`*${v.t.insight.theme[theme]({ shown: shown.length, all: all.length })}*`),
          ...shown.flatMap((it) => insightBlocks(v, it, { asOf: found.asOf, promises }, grave-- > 0)),
        ],
  )
  return [...lines, ...more]
}

/** Fewer days than these and nobody can be judged: then who moved most is all there is to say. */
const JUDGED_DAYS = 35
const isJudged = ({ found }: DigestSeen): boolean =>
  found !== null && daysBetween(found.period.from, found.asOf) + 1 >= JUDGED_DAYS

/** How the team stands with what it promised. */
const promised = (v: Voice, { promises, facts }: DigestSeen): KnownBlock[] => {
  if (promises.length === 0) return []
  const today = plusDays(facts.coverage.asOf ?? facts.period.to, 1)
  const overdue = promises.filter(({ followup }) => isOverdue(followup, today))
  return [
    section(
      [
        `*${v.t.digest.promises({ open: promises.length, overdue: overdue.length })}*`,
        ...overdue.slice(0, A_THEME).map(({ followup: { ref, what, due }, owner }) =>
          v.t.digest.promise({
            ref,
            what: clip(inert(what.replace(/\s+/g, ' ')), 120),
            who: inert(owner),
            due: due === null ? '–' : v.shortDay(due),
          }),
        ),
      ].join('\n'),
    ),
  ]
}

export const scopeName = ({ t }: Voice, scope: Scope): string => {
  switch (scope.kind) {
    case 'all':
      return t.digest.scopeAll
    case 'market':
      return scope.market
    case 'agency':
      return scope.agency
    default:
      return scope.name
  }
}

const shownOf = (all: readonly unknown[]) => ({ shown: Math.min(GROUPS, all.length), all: all.length })

/** Numbers come with what is known of them, first. */
const coverageLines = (
  v: Voice,
  { asOf, daysKnown, daysExpected, creators, missing, estimated, restated }: DigestFacts['coverage'],
): string[] => {
  const { t } = v
  return [
    t.digest.coverage({
      asOf: asOf === null ? '–' : v.day(asOf),
      known: daysKnown,
      expected: daysExpected,
      creators: v.number(creators),
    }),
    ...(missing.length > 0 ? [t.digest.missing({ days: someDays(v, missing, asOf) })] : []),
    ...(estimated.length > 0 ? [t.digest.estimated({ days: someDays(v, estimated, asOf) })] : []),
    ...(restated.length > 0 ? [t.digest.restated({ days: someDays(v, restated, asOf) })] : []),
  ]
}

const someDays = (v: Voice, days: readonly Day[], asOf: Day | null): string =>
  days
    .slice(0, 7)
    .map((it) => v.shortDay(it, asOf))
    .join(', ') + (days.length > 7 ? ' …' : '')

const lateness = (
  { t, time, shortDay }: Voice,
  { due, passedOver }: { due: Temporal.Instant; passedOver: number },
  { held, arrived, subscription }: Framing,
): string[] => [
  `:hourglass: ${t.digest.late({ due: time(due, subscription?.schedule.timeZone) })}`,
  ...(held && arrived
    ? [t.held.arrived({ day: shortDay(held.why.day), at: time(arrived, subscription?.schedule.timeZone) })]
    : []),
  ...(passedOver > 0 ? [t.digest.passedOver({ n: passedOver })] : []),
]

const headline = (v: Voice, { totals, active, before, coverage }: DigestFacts): string => {
  const { t } = v
  const ago = (day: Day) => v.shortDay(day, coverage.asOf)
  const line = (label: string, { now, before: was }: Change, bold = false): string => {
    const figure = `${label}: ${v.number(now)}`
    return `${bold ? `*${figure}*` : figure}  ${v.arrow(now, was)} ${v.change(now, was)}`
  }
  const hours = { now: totals.live_minutes.now / 60, before: totals.live_minutes.before / 60 }
  return [
    line(t.metric.diamonds, totals.diamonds, true),
    line(t.metric.live_minutes, hours),
    line(t.metric.valid_days, totals.valid_days),
    line(t.metric.new_followers, totals.new_followers),
    line(t.metric.active, active),
    `_${t.digest.against({ period: before.from === before.to ? ago(before.from) : `${ago(before.from)} – ${ago(before.to)}` })}_`,
  ].join('\n')
}

const group = <T>(title: string, lines: readonly T[], show: (line: T) => KnownBlock): KnownBlock[] =>
  lines.length === 0 ? [] : [section(`*${title}*`), ...lines.map(show)]

const assignable = ({ t }: Voice, words: string, finding: Finding): KnownBlock =>
  section(
    words,
    button(t.followup.assign, assignFromDigest, finding, {
      says: t.followup.assignAbout({ what: finding.name }),
    }),
  )

const groupLine = (v: Voice, line: GroupLine, why: 'agency' | 'market'): KnownBlock => {
  const { t } = v
  const name = line.name ?? (why === 'agency' ? t.digest.noAgency : t.digest.noMarket)
  const words = t.digest.groupLine({
    name: clip(inert(why === 'agency' && line.market ? `${name} (${line.market})` : name), NAME),
    diamonds: v.number(line.diamonds.now),
    arrow: v.arrow(line.diamonds.now, line.diamonds.before),
    change: v.change(line.diamonds.now, line.diamonds.before),
    hours: v.number(line.live_minutes.now / 60),
  })
  if (line.name === null) return section(words)
  return assignable(v, words, {
    why,
    name: line.name,
    agency: why === 'agency' ? line.name : null,
    creator: null,
  })
}

const moverLine = (v: Voice, mover: Mover, why: 'up' | 'down'): KnownBlock =>
  assignable(
    v,
    v.t.digest.moverLine({
      name: clip(inert(mover.username), NAME),
      where: clip(inert(whereabouts(v, mover)), NAME),
      now: v.number(mover.diamonds.now),
      before: v.number(mover.diamonds.before),
      arrow: v.arrow(mover.diamonds.now, mover.diamonds.before),
      change: v.change(mover.diamonds.now, mover.diamonds.before),
    }),
    { why, name: mover.username, agency: mover.agency, creator: mover.id },
  )

const darkLine = (v: Voice, gone: GoneDark): KnownBlock =>
  assignable(
    v,
    v.t.digest.darkLine({
      name: clip(inert(gone.username), NAME),
      where: clip(inert(whereabouts(v, gone)), NAME),
      days: gone.daysDark,
      last: v.shortDay(gone.lastLive),
      diamonds: v.number(gone.diamonds28),
    }),
    { why: 'dark', name: gone.username, agency: gone.agency, creator: gone.id },
  )

const whereabouts = (
  { t }: Voice,
  { agency, market }: { agency: string | null; market: string | null },
): string => clip([agency ?? t.digest.noAgency, ...(market ? [market] : [])].join(', '), 80)
