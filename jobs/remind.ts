import { momentOf } from '#src/domain/due.ts'
import type { Followup } from '#src/domain/followup.ts'
import type { ChannelId, UserId } from '#src/domain/ids.ts'
import { nextRung, RUNGS, TOP } from '#src/domain/ladder.ts'
import { knownOf } from '#src/domain/onCard.ts'
import { threadOf } from '#src/domain/original.ts'
import type { Channel } from '#src/domain/person.ts'
import type { Asking } from '#src/domain/ports.ts'
import { nextAsked } from '#src/domain/reminding.ts'
import { hoursLater, morningFrom, nextAtWork } from '#src/domain/routine.ts'
import type { JobLooking, JobRunning } from '#src/kit/context.ts'
import { dm, type Effect, post, update } from '#src/kit/effects.ts'
import { job } from '#src/kit/job.ts'
import { type AtWork, atWork, standIn } from '#src/kit/worktime.ts'
import { followupCard, leftBehind, orphaned } from '#src/views/followup.ts'
import { cardOf } from '#src/views/refs.ts'
import { askedInChannel, askedInThread, askedOfLead, type Reminded, reminder } from '#src/views/reminding.ts'

/**
 * Who is asked after what they have promised, in their own hours: one message a person, however much there is. What is
 * late goes up its ladder. Each step is moved on in the transaction that says it, by whoever finds it where it was.
 */
export default job('remind', {
  when: { cron: '*/15 * * * *' },
  missed: 'latest',

  // Outside the transaction, in which everybody else waits.
  look: async (_slot, context): Promise<Seen> => {
    const now = context.clock.now()
    const round = { now, quarter: quarterOf(now), met: met(context), context }
    const due = await dueIn(round)
    // Owners first: nobody hears of what its owner has not been asked yet.
    const late = due.more ? [] : await context.followups.open({ escalateBy: now }, A_BITE)
    const seen: Seen = { now, turns: [], steps: [], more: due.more || late.length === A_BITE }
    for (const it of due.followups) seen.turns.push({ it, turn: await turnOf(it, round) })
    const asked = new Set(seen.turns.map(({ it }) => it.id))
    // What its owner is asked now climbs in another round, if it still has to.
    for (const it of late) if (!asked.has(it.id)) seen.steps.push({ it, step: await rungOf(it, round) })
    return seen
  },
  more: ({ more }) => more,
  run: async ({ key }, context, seen) => {
    const said = { key, now: seen.now, met: met(context), context }
    return [...(await asked(seen.turns, said)), ...(await escalated(seen.steps, said))]
  },
})

/** What is said at once, in one short transaction; whoever is asked hears of all of theirs, however much that is. */
const A_BITE = 100
const ALL_OF_ONE = 2000

interface Seen {
  now: Temporal.Instant
  turns: { it: Followup; turn: Turn }[]
  steps: { it: Followup; step: Step }[]
  more: boolean
}

const dueIn = async ({ now, context }: Round): Promise<{ followups: readonly Followup[]; more: boolean }> => {
  const found = await context.followups.open({ remindBy: now }, A_BITE + 1)
  const last = found.at(-1)
  if (found.length <= A_BITE || !last) return { followups: found, more: false }
  const whole = found.filter((it) => hearerOf(it) !== hearerOf(last))
  if (whole.length > 0) return { followups: whole, more: true }
  const all = await context.followups.open({ remindBy: now, askedOf: hearerOf(last) }, ALL_OF_ONE)
  return { followups: all, more: true }
}
const hearerOf = ({ blocked, owner }: Followup): UserId => blocked?.by ?? owner

interface Round {
  now: Temporal.Instant
  /** What next steps are counted from: a look that began late moves them no further. */
  quarter: Temporal.Instant
  met(id: UserId): Promise<AtWork>
  context: JobLooking
}
/** A round that is told. */
interface Said extends Pick<Round, 'now' | 'met'> {
  key: string
  context: JobRunning
}
const quarterOf = (at: Temporal.Instant): Temporal.Instant =>
  at.round({ smallestUnit: 'minute', roundingIncrement: 15, roundingMode: 'floor' })

/** Each person once a round: within the transaction by its own reads, since on SQLite any others would wait for it. */
const met = (context: Parameters<typeof atWork>[2] & Pick<JobRunning, 'clock'>): Round['met'] => {
  const known = new Map<UserId, Promise<AtWork>>()
  return (id) => {
    const found = known.get(id) ?? atWork(id, context.clock.now(), context)
    known.set(id, found)
    return found
  }
}

// —— Owners, and who stands in for them ——————————————————————————————————————————————————————————————————

const asked = async (turns: Seen['turns'], said: Said): Promise<Effect[]> => {
  const { key, now, context } = said
  const hears: { hearer: UserId; it: Reminded }[] = []
  const left: { owner: UserId; it: Followup }[] = []
  const moved: Followup[] = []
  // In one order everywhere, so that two who write at once wait for each other and not in a circle.
  const written = new Map<Followup['id'], Followup | undefined>()
  for (const { it, turn } of turns.toSorted(byId))
    written.set(it.id, await context.followups.ask(it, turn.asking))
  for (const { it: was, turn } of turns) {
    const it = written.get(was.id)
    if (!it) continue
    moved.push(it)
    if (!('hearer' in turn)) continue
    if (turn.hearer === null) left.push({ owner: it.owner, it })
    else hears.push({ hearer: turn.hearer, it: { ...turn.reminded, followup: it } })
  }
  return [
    ...[...Map.groupBy(hears, ({ hearer }) => hearer)].map(([hearer, theirs]) =>
      dm(
        hearer,
        reminder(
          theirs.map(({ it }) => it),
          now,
        ),
        {
          key: `remind:${hearer}:${theirs[0]?.it.followup.id}:${key}`,
          about: theirs.map(({ it }) => it.followup.id),
          counts: 'remind',
        },
      ),
    ),
    ...(await cards(moved, said)),
    ...(await withoutOwner(left, said)),
  ]
}

const byId = (a: { it: Followup }, b: { it: Followup }): number => (a.it.id < b.it.id ? -1 : 1)

/** They say what the next step is. */
const cards = async (followups: readonly Followup[], { now, context }: Said): Promise<Effect[]> => {
  const effects: Effect[] = []
  for (const it of followups)
    effects.push(update(cardOf(it), followupCard(it, now, await knownOf(it, context))))
  return effects
}

type Turn =
  | { asking: Partial<Asking> }
  | { asking: Partial<Asking>; hearer: UserId; reminded: Omit<Reminded, 'followup'> }
  /** Its owner has left. */
  | { asking: Partial<Asking>; hearer: null }

/** Whether its time has come, for whom, and when the next one is. */
const turnOf = async (it: Followup, round: Round): Promise<Turn> => {
  const { now, met } = round
  const blocker = it.blocked?.by ?? null
  const hasLeft = blocker !== null && (await met(blocker)).person.deactivated
  // Of what waits for somebody who has left, its owner decides.
  const whose = hasLeft ? it.owner : (blocker ?? it.owner)
  const { person, work, away } = await met(whose)
  const step = nextAsked(it, work)
  if (step === null) return { asking: { remindAt: null } }
  if (isLater(step.at, now)) return { asking: { remindAt: step.at } }
  // An outage may have carried a morning's reminder into the night.
  const free = nextAtWork(now, work)
  if (person.deactivated)
    return isLater(free, now) ? { asking: { remindAt: free } } : { asking: { remindAt: null }, hearer: null }
  const climbs = it.blocked ? {} : await firstRung(it, round)
  const delegate = away && (await standIn(whose, it, met, round.context))
  if (away && delegate === null) return { asking: { remindAt: morningFrom(away.until, work), ...climbs } }
  const hearer = delegate ?? whose
  const begins = nextAtWork(now, (await met(hearer)).work)
  if (isLater(begins, now)) return { asking: { remindAt: begins } }
  // Of what waits for somebody, its owner has not heard.
  const heard = { askedAt: now, ...(it.blocked ? {} : { snoozedUntil: null, againAt: null }) }
  const remindAt = nextAsked({ ...it, ...heard }, work)?.at ?? null
  return {
    asking: { remindAt, ...heard, ...climbs },
    hearer,
    reminded: {
      step: hasLeft ? 'waits' : step.step,
      standsIn: away && { owner: whose, until: away.until },
      blockerLeft: hasLeft,
    },
  }
}

/** Who has left will not look after it: whoever asked should know, else who leads, else where it was said. */
const withoutOwner = async (
  left: readonly { owner: UserId; it: Followup }[],
  said: Said,
): Promise<Effect[]> => {
  const { key, now } = said
  const told: { to: UserId | ChannelId; owner: UserId; it: Followup }[] = []
  for (const { owner, it } of left) for (const to of await heirsOf(it, said)) told.push({ to, owner, it })
  return [...Map.groupBy(told, ({ to, owner }) => `${owner}:${to}`)].flatMap(([name, [first, ...others]]) => {
    if (!first) return []
    const theirs = [first, ...others].map(({ it }) => it)
    const durable = {
      key: `remind:${name}:${first.it.id}:${key}`,
      about: theirs.map(({ id }) => id),
      counts: 'remind' as const,
    }
    const words =
      first.to === first.it.reporter
        ? orphaned(first.owner, theirs, now)
        : leftBehind(first.owner, theirs, now)
    return isChannel(first.to) ? post(first.to, words, durable) : dm(first.to, words, durable)
  })
}

const isChannel = (to: UserId | ChannelId): to is ChannelId => to.startsWith('C') || to.startsWith('G')

/** A private channel's matters are known to whom they name, and there. */
const heirsOf = async (it: Followup, { met, context }: Said): Promise<readonly (UserId | ChannelId)[]> => {
  const isHere = async (id: UserId | null): Promise<boolean> => {
    const person = id === null ? null : (await met(id)).person
    return person !== null && !person.deactivated && !person.bot
  }
  if (await isHere(it.reporter)) return [it.reporter]
  const origin = it.origin && (await context.people.channel(it.origin.channel))
  const { lead, backup } = await context.policies.of(origin?.id ?? null)
  const leads: UserId[] = []
  if (!origin?.private)
    for (const id of new Set([lead, backup, ...(await context.settings.leads())]))
      if (id !== null && (await isHere(id))) leads.push(id)
  if (leads.length > 0) return leads
  return origin && isOpenToPosts(origin) ? [origin.id] : []
}

const isOpenToPosts = ({ id, joined, external, archived }: Channel): boolean =>
  joined && !external && !archived && !id.startsWith('D')

// —— The ladder ——————————————————————————————————————————————————————————————————————————————————————————

/** Whoever has just been asked is given as long as this before anybody else hears. */
const TIME_TO_ANSWER_HOURS = 1

/** When the first rung hears: counted from when it was due, or from now when that is past. */
const firstRung = async (
  { due, rung, escalateAt, owner, origin }: Followup,
  { quarter, met, context }: Round,
): Promise<Partial<Asking>> => {
  const { work } = await met(owner)
  if (escalateAt !== null) {
    const soonest = hoursLater(quarter, TIME_TO_ANSWER_HOURS, work)
    return isLater(soonest, escalateAt) ? { escalateAt: soonest } : {}
  }
  if (due === null || rung > 0) return {}
  const from = isLater(momentOf(due), quarter) ? momentOf(due) : quarter
  return climbing(nextRung(await context.policies.of(origin?.channel ?? null), 0, from, work))
}

const climbing = (next: ReturnType<typeof nextRung>): Partial<Asking> =>
  next ? { rung: next.rung, escalateAt: next.at } : { rung: TOP, escalateAt: null }

const escalated = async (steps: Seen['steps'], said: Said): Promise<Effect[]> => {
  const { key, now, context } = said
  const effects: Effect[] = []
  const leads: { lead: UserId; it: Followup }[] = []
  for (const { it: followup, step } of steps.toSorted(byId)) {
    const moved = await context.followups.ask(followup, step.asking)
    if (!moved) continue
    effects.push(...(await cards([moved], said)))
    if (!('to' in step)) continue
    const name = `escalate:${followup.id}:${key}`
    const durable = { about: [followup.id], counts: 'remind' as const }
    if ('lead' in step.to) leads.push({ lead: step.to.lead, it: moved })
    else if ('hearer' in step.to) {
      const { channel, hearer } = step.to
      const thread = await threadFor(followup, channel, context)
      effects.push(
        post(channel, askedInThread(moved, hearer, now), {
          ...durable,
          key: `${name}:thread`,
          thread,
          owner: hearer,
        }),
      )
    } else
      effects.push(
        post(step.to.channel, askedInChannel(moved, now), {
          ...durable,
          key: `${name}:channel`,
          owner: moved.reporter,
        }),
      )
  }
  for (const [lead, theirs] of Map.groupBy(leads, (it) => it.lead)) {
    const late = theirs.map(({ it }) => it)
    effects.push(
      dm(lead, askedOfLead(late, now), {
        key: `escalate:${lead}:${late[0]?.id}:${key}`,
        about: late.map(({ id }) => id),
        counts: 'remind',
      }),
    )
  }
  return effects
}

const threadFor = async (
  { id, origin }: Followup,
  channel: ChannelId,
  { followups, originals }: JobRunning,
): Promise<string | null> => {
  const shown = await followups.threadIn(id, channel)
  if (shown !== null || !origin?.ts) return shown
  const original = await originals.at({ channel: origin.channel, ts: origin.ts })
  return original ? threadOf(original) : origin.ts
}

type Climbed = { channel: NonNullable<Followup['origin']>['channel'] }
type Step =
  | { asking: Partial<Asking> }
  | { asking: Partial<Asking>; to: { lead: UserId } | (Climbed & { hearer: UserId }) | Climbed }

/**
 * The first rung from where it stands on which somebody is there; when they are not at work, it waits for them. Where
 * nobody is in the thread, a person hears at once; a channel never hears sooner than it would have.
 */
const rungOf = async (it: Followup, round: Round): Promise<Step> => {
  const { now, quarter, met, context } = round
  const policy = await context.policies.of(it.origin?.channel ?? null)
  const { work } = await met(it.owner)
  // It begins anew when its owner is asked again.
  if (it.blocked || (it.snoozedUntil && isLater(it.snoozedUntil, now)))
    return { asking: { rung: 0, escalateAt: null } }
  for (let rung = it.rung; rung < TOP; rung++) {
    const to = await onRung(it, rung, round)
    if (to === null) {
      if (RUNGS[rung + 1] === 'lead') continue
      return { asking: climbing(nextRung(policy, rung + 1, quarter, work)) }
    }
    const free = nextAtWork(now, 'lead' in to ? (await met(to.lead)).work : work)
    if (isLater(free, now)) return { asking: { rung, escalateAt: free } }
    return { asking: climbing(nextRung(policy, rung + 1, quarter, work)), to }
  }
  return { asking: { rung: TOP, escalateAt: null } }
}

const onRung = async (
  it: Followup,
  rung: number,
  round: Round,
): Promise<{ lead: UserId } | (Climbed & { hearer: UserId }) | Climbed | null> => {
  const { met, context } = round
  const origin = it.origin && (await context.people.channel(it.origin.channel))
  const policy = await context.policies.of(origin?.id ?? null)
  // An emoji’s follow-up was told to nobody, and nobody is told.
  const isOwn = await isByReaction(it, context)
  const channel = origin && !isOwn && isOpenToPosts(origin) ? origin.id : null
  switch (RUNGS[rung]) {
    case 'thread': {
      if (channel === null || policy.threadHours === null) return null
      const owner = await met(it.owner)
      if (owner.person.deactivated) return null
      const hearer = owner.away ? await standIn(it.owner, it, met, context) : it.owner
      return hearer === null ? null : { channel, hearer }
    }
    case 'lead': {
      if (policy.leadDays === null) return null
      // A private channel's matters are known to whom they name.
      const named =
        isOwn || origin?.private
          ? [it.reporter]
          : [it.reporter, policy.lead, policy.backup, ...(await context.settings.leads())]
      for (const lead of named) {
        if (lead === null || lead === it.owner) continue
        const { person, away } = await met(lead)
        if (!person.deactivated && !person.bot && !away) return { lead }
      }
      return null
    }
    default:
      return channel === null || policy.channelDays === null ? null : { channel }
  }
}

const isByReaction = async ({ id }: Followup, { followups }: JobLooking): Promise<boolean> =>
  (await followups.history(id, 1, 2)).some(({ through }) => through === 'reaction')

const isLater = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0
