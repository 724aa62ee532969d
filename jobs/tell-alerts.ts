import type { Alert, AlertId } from '#src/domain/alert.ts'
import { type Ear, hasRoom, weekBefore } from '#src/domain/attention.ts'
import { AUDIENCE, nextWithin } from '#src/domain/calendar.ts'
import { dayIn, platformDay } from '#src/domain/day.ts'
import { type Episode, isHushed, isOver, isPressing, judge } from '#src/domain/episode.ts'
import type { Facts } from '#src/domain/facts.ts'
import { hearerOf } from '#src/domain/hearer.ts'
import { isPersonId } from '#src/domain/ids.ts'
import type { MuteNote } from '#src/domain/insight.ts'
import { type Looked, type Occurrence, occurrences } from '#src/domain/occurrence.ts'
import { silenced } from '#src/domain/quiet.ts'
import { earOf } from '#src/domain/source.ts'
import type { JobRunning } from '#src/kit/context.ts'
import { dm, type Effect, post, tell } from '#src/kit/effects.ts'
import { job } from '#src/kit/job.ts'
import { alertMessage, alertsStopped, alertTrouble } from '#src/views/alert.ts'

interface Seen {
  alert: Alert
  /** All that this look hangs on. */
  mark: string
  /** Null where it could not be looked at. */
  looked: Looked | null
}

/** What rules met since the last look, together; each once, in hours when people work. */
export default job('tell-alerts', {
  when: { cron: '*/10 * * * *' },
  missed: 'latest',

  async look(_slot, { alerts, facts, mutes, clock, report }): Promise<readonly Seen[]> {
    const [muted, now] = [await mutes.list(), clock.now()]
    // Asked for all: where the numbers are out of reach, that is no fault of a rule.
    const stand = [await facts.version(), await facts.lookedThrough(), platformDay(now), muteMark(muted)]
    const sources = { facts: askedOnce(facts), mutes: muted, now }
    const seen: Seen[] = []
    for (const alert of await alerts.list()) {
      const mark = [...stand, alert.since.epochMilliseconds].join(' ')
      // Nothing of it has changed: it would meet what it has met.
      if (alert.state !== 'active' || alert.looked === mark) continue
      try {
        const scope = await facts.scopeNamed(alert.scope)
        // An agency that no file names any more tells nothing; it may come back.
        if (scope !== null) seen.push({ alert, mark, looked: await occurrences(alert, scope, sources) })
      } catch (error) {
        report(error, `${alert.ref} could not be looked at`)
        if (alert.troubledAt === null) seen.push({ alert, mark, looked: null })
      }
    }
    return seen
  },

  async run({ key }, context, seen) {
    const { alerts, mutes, clock } = context
    const now = clock.now()
    const waits = (await alerts.waiting()).map((it) => it.alert)
    if (seen.length === 0 && waits.length === 0) return []
    const muted = await mutes.list()
    // Read again, and held from here on, in one order: they may have been paused or changed since the look.
    const active = new Map<AlertId, Alert>()
    for (const id of [...new Set([...waits, ...seen.map(({ alert }) => alert.id)])].toSorted()) {
      const rule = await alerts.byId(id)
      if (rule?.state === 'active') active.set(id, rule)
    }
    const troubles: Effect[] = []
    for (const { alert, mark, looked } of seen) {
      const rule = active.get(alert.id)
      if (!rule?.since.equals(alert.since)) continue
      if (looked === null) {
        if (rule.troubledAt === null) troubles.push(await troubled(rule, now, context))
        continue
      }
      const cooling = await judged(rule, looked, { now, muted }, alerts)
      const changes = { frontier: looked.frontier, looked: cooling ? null : mark, troubledAt: null }
      active.set(rule.id, await alerts.change(rule, changes))
    }
    return [...troubles, ...(await told([...active.values()], { key, now }, context))]
  },
})

/** Ids go by time: another one has joined where the newest is another, and one has ended where they are fewer. */
const muteMark = (muted: readonly MuteNote[]): string =>
  `${muted.length}:${muted.map(({ id }) => id).reduce((last, id) => (id > last ? id : last), '')}`

/** Keeps what the look means for the rule; whether something of it only cools down. */
const judged = async (
  rule: Alert,
  looked: Looked,
  { now, muted }: { now: Temporal.Instant; muted: readonly MuteNote[] },
  alerts: JobRunning['alerts'],
): Promise<boolean> => {
  const { met } = looked
  const known = await alerts.episodes(rule.id, [...new Set(met.map(({ entity }) => entity))])
  const waiting = known.filter(({ state }) => state === 'waiting')
  const over = waiting.filter((it) => isOver(it, looked))
  const { fired, grown, cooling } = judge(
    met,
    known.filter((it) => !over.includes(it)),
    now,
    rule.coolDownDays,
  )
  const hushed = waiting.filter((it) => isHushed(it, muted))
  const keep = [
    ...grown,
    ...fired.map((it) => firstSeen(it, rule, now)),
    ...hushed.map((it) => ({ ...it, state: 'known' as const })),
  ]
  if (over.length > 0) await alerts.drop(over)
  // Each once: a statement may not write the same row twice.
  if (keep.length > 0)
    await alerts.keep([...new Map(keep.map((it) => [`${it.entity}|${it.episode}`, it])).values()])
  return cooling
}

/** Said once, until a look at it succeeds again. */
const troubled = async (
  rule: Alert,
  now: Temporal.Instant,
  { alerts, people }: JobRunning,
): Promise<Effect> => {
  await alerts.change(rule, { troubledAt: now })
  return tell(await hearerOf(rule, people), alertTrouble(rule))
}

/** How whole a day is does not hang on who asks. */
const askedOnce = (facts: Facts): Facts => {
  const known = new Map<string, ReturnType<Facts['health']>>()
  return {
    ...facts,
    health: (today, asOf) => {
      const key = `${today} ${asOf}`
      const answer = known.get(key) ?? facts.health(today, asOf)
      known.set(key, answer)
      return answer
    },
  }
}

const firstSeen = (it: Occurrence, { id }: Alert, at: Temporal.Instant): Episode => ({
  ...it,
  alert: id,
  state: 'waiting',
  at,
  toldAt: null,
  held: false,
  post: null,
})

/** One message to each hearer: of all that waits, what may be said at this hour and finds room. */
const told = async (
  active: readonly Alert[],
  { key, now }: { key: string; now: Temporal.Instant },
  context: JobRunning,
): Promise<readonly Effect[]> => {
  const { alerts, people, workdays } = context
  const ready = active.filter(({ market, timeZone }) =>
    nextWithin(AUDIENCE, now, timeZone, (day) => workdays.isOff(market, timeZone, day)).equals(now),
  )
  const waiting = Map.groupBy(ready.length === 0 ? [] : await alerts.waiting(), (it) => it.alert)
  const effects: Effect[] = []
  const ears = Map.groupBy(ready, earOf)
  for (const [ear, rules] of [...ears].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const name = `alert:${ear}:${key}`
    const fired = rules.flatMap((it) => waiting.get(it.id) ?? [])
    if (fired.length === 0) continue
    if (!isPersonId(ear) && (await people.channel(ear)).external) {
      for (const [hearer, theirs] of await silenced(rules, { refused: 'is_ext_shared' }, context))
        effects.push(
          dm(hearer, alertsStopped(theirs, ear, 'is_ext_shared'), { key: `${name}!shared:${hearer}` }),
        )
      continue
    }
    if (!fired.some(isPressing) && !(await findsRoom(ear, fired, rules, context))) {
      await alerts.keep(fired.filter(({ held }) => !held).map((it) => ({ ...it, held: true })))
      continue
    }
    await alerts.keep(fired.map((it) => ({ ...it, state: 'told', toldAt: now, post: name })))
    const lines = []
    for (const alert of rules) {
      const episodes = waiting.get(alert.id)
      if (episodes) lines.push({ alert, episodes, owner: (await people.person(alert.owner)).name })
    }
    const [first] = lines
    if (!first) continue
    const { channel, owner, locale } = first.alert
    const say = alertMessage(lines, now)
    const durable = {
      key: name,
      about: lines.map(({ alert }) => alert.id),
      counts: 'alert' as const,
    }
    effects.push(
      channel === null ? dm(owner, say, durable) : post(channel, say, { ...durable, owner, locale }),
    )
  }
  return effects
}

const findsRoom = async (
  ear: Ear,
  fired: readonly Episode[],
  [rule]: readonly Alert[],
  { attention, people, workdays, clock }: JobRunning,
): Promise<boolean> => {
  const isPerson = rule?.channel === null
  const timeZone = isPerson ? (await people.person(rule.owner)).timeZone : workdays.timeZone
  const today = dayIn(clock.now(), timeZone)
  const sent = await attention.sent(ear, { from: weekBefore(today), to: today })
  const budget = (await attention.budgets())[isPerson ? 'person' : 'channel']
  const since = fired.map(({ at }) => dayIn(at, timeZone)).toSorted()[0] ?? today
  return hasRoom(sent, budget, today, since)
}
