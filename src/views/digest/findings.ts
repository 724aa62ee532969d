import type { KnownBlock } from '@slack/types'
import { actions, button, context, linesIn, section } from '../../blocks/blocks.ts'
import { type DigestForm, type DigestSeen, formOf } from '../../domain/digest.ts'
import type { Change, DigestFacts } from '../../domain/facts.ts'
import { type Found, type Insight, type InsightKind, weigh } from '../../domain/insight.ts'
import { isNear } from '../../domain/line.ts'
import { nameOf } from '../../domain/scope.ts'
import type { Voice } from '../../kit/voice.ts'
import { insightBlocks } from '../insight.ts'
import { allFindings } from '../refs.ts'
import { nearShown } from './near.ts'
import type { Owners } from './owners.ts'
import { whoseItIs } from './why.ts'

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

/** Whatever it is, what must be seen to today stands first. */
const themeOf = ({ insight: { kind, severity } }: Found) => (severity === 'urgent' ? 'alarms' : THEME[kind])

/** Findings that are shown, of one theme and of all; and of these the ones with all their buttons. */
const A_THEME = 3
const IN_ALL: Record<DigestForm, number> = { daily: 5, weekly: 10, monthly: 6 }
const GRAVE = 3

/** Who stands near a line has a place of their own; a short digest has room for the gravest only. */
const toldIn = (insights: readonly Found[], form: DigestForm): readonly Found[] => {
  const told = insights.filter((it) => !isNear(it))
  return form === 'daily' ? told.slice(0, IN_ALL.daily) : told
}

/** The findings that a digest has room for, by theme. */
const shownThemes = ({ found, facts }: DigestSeen) => {
  const form = formOf(facts.period)
  const insights = toldIn(found?.insights ?? [], form)
  let left = IN_ALL[form]
  return THEMES.map((theme) => {
    const all = insights.filter((it) => themeOf(it) === theme)
    const shown = all.slice(0, theme === 'alarms' ? left : Math.min(A_THEME, left))
    left -= shown.length
    return { theme, all, shown }
  })
}

/** Whether it has a finding to show, beside those who are near a line. */
export const hasFindings = (seen: DigestSeen): boolean =>
  shownThemes(seen).some(({ shown }) => shown.length > 0)

/** What it shows: the rest comes with the next one. */
export const findingsShown = (seen: DigestSeen): readonly Insight[] => [
  ...shownThemes(seen).flatMap(({ shown }) => shown.map(({ insight }) => insight)),
  ...nearShown(seen.near).map(({ insight }) => insight),
]

/** What was found, by what it is about; nothing stands where nothing was. */
export const worthALook = (v: Voice, seen: DigestSeen, owners: Owners): KnownBlock[] => {
  const { found, promises, scope, facts } = seen
  if (found === null) return []
  if (found.insights.length === 0) return nothingFound(v, facts)
  const themes = shownThemes(seen)
  const gravest = new Set(
    themes
      .flatMap(({ shown }) => shown)
      .toSorted((a, b) => weigh(b.insight.severity) - weigh(a.insight.severity))
      .slice(0, GRAVE),
  )
  const seenHere = new Set(findingsShown(seen).map(({ id }) => id))
  const hidden = found.insights.filter(({ insight }) => !seenHere.has(insight.id)).length
  const all = { scope: nameOf(scope), from: seen.foundFrom, to: found.asOf }
  // How many they are by the time it is pressed, nobody knows.
  const more = hidden > 0 ? [actions(button(v.t.insight.all, allFindings, all))] : []
  const lines = themes.flatMap(({ theme, all, shown }) =>
    shown.length === 0
      ? []
      : [
          section(`*${v.t.insight.theme[theme]({ shown: shown.length, all: all.length })}*`),
          ...shown.flatMap((it) =>
            insightBlocks(
              v,
              it,
              { asOf: found.asOf, promises, owner: owners.of(it.placed.agency) },
              gravest.has(it),
            ),
          ),
        ],
  )
  return [...lines, ...more]
}

/** Diamonds or hours that moved by this share, or the diamonds of the creators of both periods, are not “nothing”. */
const STIRRED = 0.3

/** No finding in numbers that moved a lot: that is said, and whose they are. */
const nothingFound = (v: Voice, facts: DigestFacts): KnownBlock[] => {
  const { totals, movement, usual } = facts
  const onMean = (metric: 'diamonds' | 'live_minutes') => {
    const mean = usual?.[metric] ?? null
    return mean === null ? [] : [{ what: metric, now: totals[metric].now, before: mean, usual: true }]
  }
  const compared = (what: 'diamonds' | 'live_minutes', change: Change) => ({ what, ...change, usual: false })
  const stirred = [
    compared('diamonds', totals.diamonds),
    ...(movement ? [compared('diamonds', movement.stayed)] : []),
    ...onMean('diamonds'),
    compared('live_minutes', totals.live_minutes),
    ...onMean('live_minutes'),
  ].find(({ now, before }) => now !== before && Math.abs(now - before) > STIRRED * before)
  if (stirred === undefined) return [context(v.t.insight.nothing)]
  const { what, now, before } = stirred
  const said = v.t.insight.nothingSingle({ what, change: v.change(now, before), usual: stirred.usual })
  // Whose the diamonds are explains neither hours nor a mean.
  const isTheirs = what === 'diamonds' && !stirred.usual
  return linesIn([said, ...(isTheirs ? whoseItIs(v, facts) : [])])
}
