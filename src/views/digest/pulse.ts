import type { KnownBlock } from '@slack/types'
import { linesIn } from '../../blocks/blocks.ts'
import { chartBlock } from '../../charts/block.ts'
import type { ChartBlock } from '../../charts/spec.ts'
import { dateOf, plusDays } from '../../domain/day.ts'
import { type DigestForm, formOf } from '../../domain/digest.ts'
import type { Change, DigestFacts, PartlyKnown, Usual } from '../../domain/facts.ts'
import { lengthOf } from '../../domain/period.ts'
import type { Voice } from '../../kit/voice.ts'

/** The figures, each against the comparable period, and of a single day against an ordinary one as well. */
export const headline = (v: Voice, facts: DigestFacts): KnownBlock[] => {
  const { totals, active, room, before, coverage, usual, period } = facts
  const { metric, report } = v.t
  const form = formOf(period)
  const ago = (day: DigestFacts['before']['from']) => v.shortDay(day, coverage.asOf)
  const span = before.from === before.to ? ago(before.from) : `${ago(before.from)} – ${ago(before.to)}`
  const figure = (label: string, change: Change, normal: number | null | undefined): string =>
    `${label}: ${v.number(change.now)}  ${against(v, change, normal)}`
  const hours = ({ now, before: was }: Change): Change => ({ now: now / 60, before: was / 60 })
  return linesIn([
    `*${metric.diamonds}: ${v.number(totals.diamonds.now)}*  ${against(v, totals.diamonds, usual?.diamonds)}`,
    ...perDay(v, facts),
    figure(metric.live_minutes, hours(totals.live_minutes), usual?.live_minutes && usual.live_minutes / 60),
    figure(metric.valid_days, totals.valid_days, usual?.valid_days),
    figure(metric.new_followers, totals.new_followers, usual?.new_followers),
    figure(metric.active, active, usual?.active),
    ...roomLines(v, room, usual),
    ...likeForLike(v, facts),
    `_${report.against[form]({ period: span })}${usual?.diamonds === null || usual === null ? '' : report.andUsual}_`,
  ])
}

/** Months are set against each other day by day where one is longer. */
const perDay = (v: Voice, { totals, period, before, coverage }: DigestFacts): string[] => {
  const [days, were] = [lengthOf(period), lengthOf(before)]
  if (formOf(period) !== 'monthly' || days === were || coverage.missing.length > 0) return []
  const change = { now: totals.diamonds.now / days, before: totals.diamonds.before / were }
  const figures = { now: v.number(change.now), change: against(v, change, null), days, before: were }
  return [v.t.report.aDay(figures)]
}

type Compared = (now: number, before: number) => string

const against = (
  v: Voice,
  { now, before }: Change,
  normal: number | null | undefined,
  compared: Compared = v.change,
): string =>
  [
    `${v.arrow(now, before)} ${compared(now, before)}`,
    ...(typeof normal === 'number'
      ? [v.t.report.usual({ arrow: v.arrow(now, normal), change: compared(now, normal) })]
      : []),
  ].join(' · ')

/** Of what happens in the room only what the files tell of each day. */
const roomLines = (v: Voice, room: DigestFacts['room'], usual: Usual | null): string[] => {
  const { report } = v.t
  const line = (
    label: string,
    { now, before }: PartlyKnown,
    normal: number | null,
    say: (value: number) => string,
    compared: Compared = v.change,
  ): string[] =>
    now === null
      ? []
      : before === null
        ? [`${label}: ${say(now)}`]
        : [`${label}: ${say(now)}  ${against(v, { now, before }, normal, compared)}`]
  const each = (metric: 'watch_minutes' | 'returning_viewers'): [PartlyKnown, number | null] => [
    {
      now: ratio(room[metric].now, room.unique_viewers.now),
      before: ratio(room[metric].before, room.unique_viewers.before),
    },
    usual && ratio(usual[metric], usual.unique_viewers),
  ]
  return [
    ...line(report.gifters, room.gifters, usual?.gifters ?? null, v.number),
    ...line(report.watched, ...each('watch_minutes'), v.decimal),
    // A share is told in points: a per cent of a per cent is no help.
    ...line(report.returning, ...each('returning_viewers'), v.percent, (now, before) =>
      report.points({ n: v.points(now - before) }),
    ),
  ]
}

const ratio = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole <= 0 ? null : part / whole

/** Said when the creators of both periods tell another story than all of them: by a point at least. */
const POINT = 0.01
const likeForLike = (v: Voice, { movement, totals, coverage }: DigestFacts): string[] => {
  const { now, before } = totals.diamonds
  if (movement === null || before <= 0 || movement.stayed.before <= 0 || coverage.missing.length > 0)
    return []
  const { stayed } = movement
  if (Math.abs(stayed.now / stayed.before - now / before) < POINT) return []
  return [
    v.t.report.likeForLike({
      n: v.number(stayed.creators),
      arrow: v.arrow(stayed.now, stayed.before),
      change: v.change(stayed.now, stayed.before),
    }),
  ]
}

/** Fewer days tell no course. */
const COURSE = 7
/** A day that differs by this share from what it is set against has moved. */
const MOVED = 0.1

/** Each day's digest has its picture only when something moved, and on Mondays, which look back. */
const wantsPicture = (form: DigestForm, { period, totals, usual }: DigestFacts): boolean => {
  if (form !== 'daily') return true
  const { now, before } = totals.diamonds
  const moved = (from: number | null | undefined) =>
    typeof from === 'number' && from > 0 && Math.abs(now / from - 1) >= MOVED
  return moved(before) || moved(usual?.diamonds) || dateOf(period.to).dayOfWeek === 7
}

/** The last four weeks day by day, with the four weeks before behind them; set against each other only where all is known. */
export const course = (v: Voice, scope: string, facts: DigestFacts): ChartBlock | null => {
  const { from, now, before } = facts.daily
  const { digest } = v.t
  const known = (days: readonly (number | null)[]) => days.filter((it) => it !== null)
  const sum = (days: readonly (number | null)[]) => known(days).reduce((all, it) => all + it, 0)
  if (known(now).length < COURSE || !wantsPicture(formOf(facts.period), facts)) return null
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

/** A settled month, weekday by weekday. */
export const calendar = (v: Voice, scope: string, { period, daily }: DigestFacts): ChartBlock | null => {
  const days = [...daily.before, ...daily.now]
  const first = plusDays(daily.from, -daily.before.length)
  const values = days.filter((_, i) => plusDays(first, i) >= period.from)
  if (values.filter((it) => it !== null).length < COURSE) return null
  return chartBlock(v, {
    kind: 'heatmap',
    title: v.t.report.calendar({ scope }),
    days: { from: first > period.from ? first : period.from, values },
  })
}
