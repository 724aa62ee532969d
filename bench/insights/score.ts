import { type Factors, type InsightKind, type Insights, SEVERITIES } from '#src/domain/insight.ts'
import { insightsOf } from '#src/insight/insights.ts'
import { dayByDay, replayed } from '#src/insight/replay.ts'
import { WINDOW_DAYS } from '#src/insight/window.ts'
import type { Alarm, Event, Labels } from './labels.ts'
import type { Stage } from './world.ts'

/** Every day of so many is looked at, after a fortnight that only fills the memory. */
export const DAYS = 60
export const WARM_UP = 14

export interface Tally {
  alarms: number
  real: number
  decoyAlarms: number
  /** Of the first ten of each day. */
  firstTen: { alarms: number; real: number }
  /** Only of kinds that infer: facts (violations, rookies, goals) are right by themselves. */
  inferred: { alarms: number; real: number }
  byKind: Map<string, { alarms: number; real: number }>
  events: number
  caught: number
  labelled: number
  labelledCaught: number
  excluded: Map<string, number>
  missed: string[]
  falseOnes: string[]
  decoyOnes: string[]
  delays: number[]
  /** Right is the first one named; `among` says how often it was one of the first three. */
  causes: { asked: number; right: number; among: number; wrong: string[] }
  explanations: { asked: number; right: number; wrong: string[] }
  byCase: Map<string, { events: number; caught: number; delays: number[] }>
  managerWeeks: number
}

/**
 * What the engine remembers of each day looked at: all that it said on the days before, what a replay of the last weeks
 * says that it did (as a past day is recomputed), or nothing, for what memory is worth.
 */
export type Memory = 'all' | 'replayed' | 'none'

export const engineAlarms = ({ region, windowAt, context }: Stage, memory: Memory): Alarm[] => {
  const first = region.days.length - DAYS - WARM_UP
  const days = Iterator.from(region.days.keys()).drop(first)
  return [...answersOf(days)].flatMap(({ insights }, i) =>
    insights.map(
      ({ kind, entity, metric, direction, explainedBy, causes, severity, factors }, rank): Alarm => ({
        day: first + i,
        kind,
        entity,
        metric,
        direction,
        explainedBy,
        causes:
          causes.length > 0
            ? causes.map((cause) => cause.entity.id)
            : entity.type === 'creator'
              ? [entity.id]
              : [],
        rank,
        severity: SEVERITIES.indexOf(severity),
        factor: factors === null ? null : largest(factors),
      }),
    ),
  )

  function answersOf(days: IteratorObject<number>): Iterable<Insights> {
    const windows = days.map((today) => windowAt(today))
    if (memory === 'all') return dayByDay(windows, context)
    if (memory === 'none') return windows.map((window) => insightsOf(window, { ...context, told: [] }))
    const { episodeDays } = context.thresholds
    return days.map(
      (today) =>
        [...replayed(windowAt(today, WINDOW_DAYS + episodeDays), context, episodeDays + 1)].at(-1) ?? {
          insights: [],
          suppressed: [],
        },
    )
  }
}

const largest = (factors: Factors): Alarm['factor'] => {
  const [name] = Object.entries(factors).reduce((a, b) => (Math.abs(b[1]) > Math.abs(a[1]) ? b : a))
  return name as Alarm['factor']
}

export const tallyOf = (labels: Labels, alarms: readonly Alarm[], managers: number): Tally => {
  const { region } = labels
  const first = region.days.length - DAYS
  const scored = alarms.filter(({ day }) => day >= first)
  const tally: Tally = {
    alarms: 0,
    real: 0,
    decoyAlarms: 0,
    firstTen: { alarms: 0, real: 0 },
    inferred: { alarms: 0, real: 0 },
    byKind: new Map(),
    events: 0,
    caught: 0,
    labelled: 0,
    labelledCaught: 0,
    excluded: new Map(),
    missed: [],
    falseOnes: [],
    decoyOnes: [],
    delays: [],
    causes: { asked: 0, right: 0, among: 0, wrong: [] },
    explanations: { asked: 0, right: 0, wrong: [] },
    byCase: new Map(),
    managerWeeks: (managers * DAYS) / 7,
  }
  for (const alarm of scored) {
    const about = labels.about(alarm)
    const decoy = about === null ? labels.decoy(alarm) : null
    const count = (into: { alarms: number; real: number }): void => {
      into.alarms++
      if (about) into.real++
    }
    count(tally)
    if (alarm.rank < 10) count(tally.firstTen)
    if (!['safety', 'rookie_stalled', 'near_threshold'].includes(alarm.kind)) count(tally.inferred)
    const kind = tally.byKind.get(alarm.kind) ?? { alarms: 0, real: 0 }
    count(kind)
    tally.byKind.set(alarm.kind, kind)
    const said = `${region.days[alarm.day]} ${alarm.kind} ${alarm.entity.type} ${alarm.entity.id} ${alarm.metric} ${alarm.direction} sev ${alarm.severity}`
    if (decoy) {
      tally.decoyAlarms++
      tally.decoyOnes.push(`${said}: ${decoy.what}`)
    } else if (about === null) tally.falseOnes.push(said)
  }
  for (const event of labels.events) {
    // An event that began before the days scored was told before them.
    if (event.from < first) continue
    judge(labels, event, alarms, tally)
  }
  return tally
}

const judge = (labels: Labels, event: Event, alarms: readonly Alarm[], tally: Tally): void => {
  const { truth } = event
  const about = alarms.filter((alarm) => alarm.day <= event.to + 3 && event.matches(alarm))
  const [earliest] = about
  tally.labelled++
  if (earliest) tally.labelledCaught++
  if (event.excluded !== null) {
    tally.excluded.set(event.excluded, (tally.excluded.get(event.excluded) ?? 0) + 1)
    return
  }
  tally.events++
  const byCase = tally.byCase.get(truth.kind) ?? { events: 0, caught: 0, delays: [] }
  tally.byCase.set(truth.kind, byCase)
  byCase.events++
  if (!earliest) {
    tally.missed.push(`${truth.id} ${truth.kind} ${truth.entity.id} ${truth.from}..${truth.to}`)
    return
  }
  tally.caught++
  byCase.caught++
  const delay = Math.max(0, earliest.day - event.from)
  tally.delays.push(delay)
  byCase.delays.push(delay)
  const clearest = about.reduce((best, alarm) => (alarm.severity > best.severity ? alarm : best))
  if (truth.top !== null) {
    const { causes, day, kind } =
      about.find((alarm) => alarm.causes.length > 0 && alarm.kind === truth.kind) ?? clearest
    const first = labels.firstCause(truth, event.from, day)
    // Before anything was lost nobody is the cause of it.
    if (first !== null) {
      tally.causes.asked++
      if (causes.slice(0, 3).includes(first)) tally.causes.among++
      if (causes[0] === first) tally.causes.right++
      else
        tally.causes.wrong.push(
          `${truth.id} ${truth.kind} ${truth.entity.id}: ${kind} names ${causes[0]}, was ${first}`,
        )
    }
  }
  tally.explanations.asked++
  if (isExplained(truth.kind, clearest)) tally.explanations.right++
  else
    tally.explanations.wrong.push(
      `${truth.id} ${truth.kind} ${truth.entity.id}: ${clearest.kind}/${clearest.factor ?? '-'}`,
    )
}

/** A sudden fall of the yield is one, whether hours were flat to the digit or not; else the kind must be the case's. */
const isExplained = (kind: string, alarm: Alarm): boolean => {
  const kinds: readonly (InsightKind | 'naive')[] =
    kind === 'decline' || kind === 'efficiency'
      ? ['decline', 'efficiency']
      : kind === 'slide'
        ? ['slide', 'efficiency', 'decline']
        : [kind as InsightKind]
  if (!kinds.includes(alarm.kind)) return false
  const factor = FACTORS[kind]
  return factor === undefined || alarm.factor === factor
}
/** The factor that must be named as the largest, where a case is made of one. */
const FACTORS: Readonly<Record<string, Alarm['factor']>> = {
  went_dark: 'days',
  decline: 'rate',
  efficiency: 'rate',
  mix_shift: 'mix',
}

export const merged = (tallies: readonly Tally[]): Tally => {
  const sum = (pick: (tally: Tally) => number): number => tallies.reduce((all, tally) => all + pick(tally), 0)
  const pair = (pick: (tally: Tally) => { alarms: number; real: number }) => ({
    alarms: sum((tally) => pick(tally).alarms),
    real: sum((tally) => pick(tally).real),
  })
  const byKind = new Map<string, { alarms: number; real: number }>()
  const byCase = new Map<string, { events: number; caught: number; delays: number[] }>()
  const excluded = new Map<string, number>()
  for (const tally of tallies) {
    for (const [kind, { alarms, real }] of tally.byKind) {
      const all = byKind.get(kind) ?? { alarms: 0, real: 0 }
      byKind.set(kind, { alarms: all.alarms + alarms, real: all.real + real })
    }
    for (const [kind, { events, caught, delays }] of tally.byCase) {
      const all = byCase.get(kind) ?? { events: 0, caught: 0, delays: [] }
      byCase.set(kind, {
        events: all.events + events,
        caught: all.caught + caught,
        delays: [...all.delays, ...delays],
      })
    }
    for (const [why, count] of tally.excluded) excluded.set(why, (excluded.get(why) ?? 0) + count)
  }
  return {
    alarms: sum((tally) => tally.alarms),
    real: sum((tally) => tally.real),
    decoyAlarms: sum((tally) => tally.decoyAlarms),
    firstTen: pair((tally) => tally.firstTen),
    inferred: pair((tally) => tally.inferred),
    byKind,
    events: sum((tally) => tally.events),
    caught: sum((tally) => tally.caught),
    labelled: sum((tally) => tally.labelled),
    labelledCaught: sum((tally) => tally.labelledCaught),
    excluded,
    missed: tallies.flatMap(({ missed }) => missed),
    falseOnes: tallies.flatMap(({ falseOnes }) => falseOnes),
    decoyOnes: tallies.flatMap(({ decoyOnes }) => decoyOnes),
    delays: tallies.flatMap(({ delays }) => delays),
    causes: {
      asked: sum((tally) => tally.causes.asked),
      right: sum((tally) => tally.causes.right),
      among: sum((tally) => tally.causes.among),
      wrong: tallies.flatMap(({ causes }) => causes.wrong),
    },
    explanations: {
      asked: sum((tally) => tally.explanations.asked),
      right: sum((tally) => tally.explanations.right),
      wrong: tallies.flatMap(({ explanations }) => explanations.wrong),
    },
    byCase,
    managerWeeks: sum((tally) => tally.managerWeeks),
  }
}
