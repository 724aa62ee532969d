import {
  type Alert,
  type Episode,
  isHushed,
  isOver,
  isPressing,
  judge,
  type Looked,
  nextAudience,
  type Occurrence,
  occurrences,
} from '#src/domain/alert.ts'
import { type Ear, hasRoom, weekBefore } from '#src/domain/attention.ts'
import { dayIn } from '#src/domain/day.ts'
import type { Facts } from '#src/domain/facts.ts'
import type { JobRunning } from '#src/kit/context.ts'
import { dm, type Effect, post } from '#src/kit/effects.ts'
import { job } from '#src/kit/job.ts'
import { alertMessage } from '#src/views/alert.ts'

interface Seen extends Looked {
  alert: Alert
}

/** What rules met since the last look, together; each once, in hours when people work. */
export default job('tell-alerts', {
  when: { cron: '*/10 * * * *' },
  missed: 'latest',

  async look(_slot, { alerts, facts, mutes, clock }): Promise<readonly Seen[]> {
    const sources = { facts: askedOnce(facts), mutes: await mutes.list(), now: clock.now() }
    const seen: Seen[] = []
    for (const alert of await alerts.list()) {
      const scope = alert.state === 'active' ? await facts.scopeNamed(alert.scope) : null
      // An agency that no file names any more tells nothing; it may come back.
      if (scope !== null) seen.push({ alert, ...(await occurrences(alert, scope, sources)) })
    }
    return seen
  },

  async run({ key }, context, seen) {
    const { alerts, mutes, clock } = context
    const now = clock.now()
    const muted = await mutes.list()
    const active: Alert[] = []
    for (const { alert, ...looked } of seen) {
      const { met, frontier } = looked
      // Read again, and held from here on: it may have been paused or changed since the look.
      const rule = await alerts.byId(alert.id)
      if (rule?.state !== 'active' || !rule.since.equals(alert.since)) continue
      active.push(rule)
      const known = await alerts.episodes(rule.id)
      const waiting = known.filter(({ state }) => state === 'waiting')
      const over = waiting.filter((it) => isOver(it, looked))
      await alerts.drop(over)
      const { fired, grown } = judge(
        met,
        known.filter((it) => !over.includes(it)),
        now,
        rule.coolDownDays,
      )
      const hushed = waiting.filter((it) => isHushed(it, muted))
      await alerts.keep([
        ...grown,
        ...fired.map((it) => firstSeen(it, rule, now)),
        ...hushed.map((it) => ({ ...it, state: 'known' as const })),
      ])
      if (frontier !== rule.frontier) await alerts.change(rule, { frontier })
    }
    return told(active, { key, now }, context)
  },
})

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
})

/** One message to each hearer: of all that waits, what may be said at this hour and finds room. */
const told = async (
  active: readonly Alert[],
  { key, now }: { key: string; now: Temporal.Instant },
  context: JobRunning,
): Promise<readonly Effect[]> => {
  const { alerts, people, workdays } = context
  const ready = active.filter(({ market, timeZone }) =>
    nextAudience(now, timeZone, (day) => workdays.isOff(market, timeZone, day)).equals(now),
  )
  const waiting = Map.groupBy(ready.length === 0 ? [] : await alerts.waiting(), (it) => it.alert)
  const effects: Effect[] = []
  for (const [ear, rules] of Map.groupBy(ready, (it): Ear => it.channel ?? it.owner)) {
    const fired = rules.flatMap((it) => waiting.get(it.id) ?? [])
    if (fired.length === 0) continue
    if (!fired.some(isPressing) && !(await findsRoom(ear, fired, rules, context))) {
      await alerts.keep(fired.filter(({ held }) => !held).map((it) => ({ ...it, held: true })))
      continue
    }
    await alerts.keep(fired.map((it) => ({ ...it, state: 'told', toldAt: now })))
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
      key: `alert:${ear}:${key}`,
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
