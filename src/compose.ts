import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { schedule as cronSchedule } from 'node-cron'
import type { Logger } from 'pino'
import { inert } from './blocks/blocks.ts'
import { countryFor, holidaysReady, isDayOff } from './calendar/workdays.ts'
import { ConfigFault } from './config.ts'
import type { Ear, SentKind, Source } from './domain/attention.ts'
import { isWeekend } from './domain/calendar.ts'
import { type Clock, systemClock } from './domain/clock.ts'
import { type Day, dayIn, platformDay, plusDays } from './domain/day.ts'
import type { Outbound, StoredSlot, WaitOver } from './domain/delivery.ts'
import { isOpen } from './domain/followup.ts'
import { hearerOf } from './domain/hearer.ts'
import { type ChannelId, type Id, isPersonId, type TeamId, type UserId } from './domain/ids.ts'
import type { ClaimedOffer, Offer } from './domain/offer.ts'
import type { Locale } from './domain/person.ts'
import type { Ledger, LedgerReads } from './domain/ports.ts'
import { CORRECTED_FOR } from './domain/posted.ts'
import { PAUSED_FOR, type Subscription } from './domain/schedule.ts'
import type { Thresholds } from './domain/thresholds.ts'
import { type Catalogue, discover } from './kit/discover.ts'
import { type Effect, type Outcome, post, update } from './kit/effects.ts'
import { timeOrderedIds } from './kit/ids.ts'
import type { Job, Slot } from './kit/job.ts'
import { voice } from './kit/voice.ts'
import { healthRoutes } from './ops/health.ts'
import { openMeters } from './ops/meters.ts'
import { apologyFor } from './outbox/apology.ts'
import { sender } from './outbox/sender.ts'
import { isUsableCron, nextSlots } from './scheduler/slots.ts'
import { ticker } from './scheduler/ticker.ts'
import { csvOf } from './sheets/csv.ts'
import { xlsxOf } from './sheets/xlsx.ts'
import { slackApp } from './slack/app.ts'
import { slackClients } from './slack/clients.ts'
import { courier } from './slack/courier.ts'
import { slackDirectory } from './slack/directory.ts'
import { slackEdge } from './slack/edge.ts'
import { illustrator } from './slack/illustrate.ts'
import { enqueue } from './slack/perform.ts'
import { httpEntrance, socketEntrance } from './slack/receivers.ts'
import { fileShelf } from './slack/shelf.ts'
import { workAlone } from './store/alone.ts'
import { type LedgerStore, openLedger, type Settles } from './store/ledger/connect.ts'
import { fileCard, rejectsIn } from './views/file.ts'
import { cardOf } from './views/refs.ts'
import { openDrawing } from './workers/draw.ts'
import { openFactsReader } from './workers/facts.ts'
import { watchedFolder } from './workers/folder.ts'
import { insightKeeper } from './workers/insightKeeper.ts'
import { offerWork } from './workers/offers.ts'

export interface Parts {
  mode:
    | { kind: 'socket'; token: string; appToken: string }
    | { kind: 'http'; token: string; signingSecret: string }
  apiUrl: string
  databaseUrl: string
  defaults: { locale: Locale; timeZone: string }
  /** A folder of exports to take in. */
  inbox: string | null
  thresholds: Thresholds
  log: Logger
  /** What people mean by now; leases and pacing go by real time. */
  clock: Clock
  /** For tests and benches that cannot wait as long as Slack makes real ones wait. */
  tuning?: Partial<Tuning>
}

export interface Tuning {
  paceMs: number
  leaseMs: number
  settleMs: number
  deliveryTimeoutMs: number
  pollMs: number
  inboxLeaseMs: number
  sweepMs: number
  slotLeaseMs: number
  offerLeaseMs: number
  offerRetryMs: number
}

const ROOT = join(import.meta.dirname, '..')

/** The two upper folders: what people start, and what the clock starts. */
export const catalogue = (): Promise<Catalogue> => discover(join(ROOT, 'commands'), join(ROOT, 'jobs'))

export interface Regia {
  start(): Promise<void>
  /** Lets nothing more in, finishes what is in flight within `graceMs`, and closes the database. */
  stop(graceMs?: number): Promise<void>
  /** Health, metrics and, in HTTP mode, Slack's deliveries; false for anything else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
  /** One round of the scheduler, at once. */
  tick(): Promise<void>
  /** Looks through the newest numbers, at once. */
  lookThrough(): Promise<void>
  /** Resolves when everything that was set off has been done and said. */
  idle(): Promise<void>
  runSlot(job: Job, team: TeamId, slot: Slot, stored: StoredSlot): Promise<boolean>
  /** Sees to it that these channels are known, before anybody asks about them. */
  meet(team: TeamId, channels: readonly ChannelId[]): Promise<void>
  ledger: LedgerStore
  catalogue: Catalogue
  entrance: { open(): boolean; shutMs(): number }
  loopDelay(): number
}

/** The composition root: the only place that knows every part. */
export const compose = async (parts: Parts): Promise<Regia> => {
  const { mode, apiUrl, databaseUrl, defaults, thresholds, log, clock, tuning = {} } = parts
  const wall = systemClock
  const ids = timeOrderedIds(wall)
  const definitions = await catalogue()
  const alone =
    (await workAlone(databaseUrl)) ??
    refuseStart(
      `Another Regia works on this database already (${databaseUrl}). Stop that one, or give this one its own: DATABASE_URL=sqlite:./var/other/regia.db`,
    )

  const ledger = await openLedger(databaseUrl, {
    ids,
    wall,
    defaults,
    ...(tuning.paceMs !== undefined && { paceMs: tuning.paceMs }),
    onSlow: (ms) => {
      meters.slowTransaction()
      log.warn({ ms: Math.round(ms) }, 'a transaction held the ledger for too long')
    },
  })
  const meters = openMeters(() => ledger.outbox.depth())
  const facts = await openFactsReader(databaseUrl, thresholds)
  const folder =
    parts.inbox === null
      ? null
      : watchedFolder({ folder: parts.inbox, url: databaseUrl, thresholds, clock, wall, log })

  const keeper = insightKeeper({ url: databaseUrl, thresholds, facts, mutes: ledger.mutes, clock, log })

  const clients = slackClients({ token: mode.token, apiUrl, ...pick(tuning, 'deliveryTimeoutMs') }, log)
  const drawing = openDrawing()
  const pictures = illustrator(clients.delivery, {
    draw: drawing.png,
    natives: ledger.natives,
    onError: (error) => log.error({ err: error }, 'a chart could not be shown'),
  })
  const outgoing = sender({
    outbox: ledger.outbox,
    courier: courier(clients.delivery, pictures),
    wall,
    apology: async (outbound, error) => {
      const { people } = ledger.of(outbound.team)
      if (await alertsRefused(outbound, error)) return null
      const paused = await pauseSubscription(outbound, error)
      const hearer = paused && (await hearerOf(paused, people))
      const owner = hearer && isPersonId(hearer) ? hearer : outbound.owner
      return apologyFor({ ...outbound, owner }, error, people, { digest: paused?.ref ?? null, rules: [] })
    },
    team: () => app.team(),
    stillWanted: async ({ team, about }) => {
      const reminded = idsIn(about, 'tsk')
      const { followups } = ledger.of(team)
      const found = await Promise.all(reminded.map((id) => followups.byId(id)))
      return reminded.length === 0 || found.some((it) => it && isOpen(it))
    },
    onSent: (_, result, error) => {
      meters.sent(result)
      if (error !== null && TOKEN_REFUSALS.test(error))
        log.error(
          { error },
          'Slack does not take the bot token any more: install the app again, and set SLACK_BOT_TOKEN',
        )
      else if (result === 'parked') log.warn({ error }, 'Slack would not take a message')
    },
    onError: (error) => log.error({ err: error }, 'the outbox stumbled'),
    ...pick(tuning, 'leaseMs', 'settleMs', 'pollMs'),
  })

  /** A channel that refuses a digest would refuse the next one too. */
  const pauseSubscription = async (
    { team, about }: Outbound,
    error: string,
  ): Promise<Subscription | null> => {
    const [id] = idsIn(about, 'dig')
    if (id === undefined || !CHANNEL_REFUSALS.test(error)) return null
    let paused: Subscription | null = null
    await ledger.settle(team, null, async ({ digests }) => {
      const subscription = await digests.byId(id)
      if (subscription?.state !== 'active') return
      const pausedFor = PAUSED_FOR.find((why) => error.startsWith(why)) ?? null
      paused = await digests.change(subscription, { state: 'paused', pausedFor })
    })
    return paused
  }

  /**
   * Neither would it take the next alert: its rules are paused, each of their owners hears of it once, in the same breath,
   * and what was in it counts as not told.
   */
  const alertsRefused = async (outbound: Outbound, error: string): Promise<boolean> => {
    const { team, about, dedupeKey } = outbound
    const rules = idsIn(about, 'alr').toSorted()
    if (rules.length === 0 || !CHANNEL_REFUSALS.test(error)) return false
    await ledger.settle(team, null, async ({ alerts, people }, outbox) => {
      await alerts.unheard(rules, dedupeKey.slice(team.length + 1))
      const hearers = new Map<UserId, string[]>()
      for (const id of rules) {
        const rule = await alerts.byId(id)
        if (rule?.state !== 'active') continue
        const { ref } = await alerts.change(rule, { state: 'paused' })
        const hearer = await hearerOf({ ...rule, channel: rule.channel ?? rule.owner }, people)
        if (isPersonId(hearer)) hearers.set(hearer, [...(hearers.get(hearer) ?? []), ref])
        else log.warn({ rule: ref, error }, 'a rule was paused, and nobody is left to be told')
      }
      for (const [owner, refs] of hearers) {
        const apology = await apologyFor({ ...outbound, owner }, error, people, { digest: null, rules: refs })
        if (apology) await outbox.enqueue({ ...apology, dedupeKey: `${apology.dedupeKey}:${owner}` })
      }
    })
    return true
  }

  const entrance =
    mode.kind === 'socket'
      ? socketEntrance({ appToken: mode.appToken, apiUrl, wall }, log)
      : httpEntrance({ signingSecret: mode.signingSecret }, log)
  const directory = slackDirectory(clients.interactive, ledger.directory, wall, log)
  const edge = slackEdge({
    catalogue: definitions,
    inbox: ledger.inbox,
    ledgerOf: ledger.of,
    settle: ledger.settle,
    facts,
    hold: thresholds.hold,
    managersOf: (team) => ({
      emailOf: async (person) => {
        await withDeadline(meetManagers(team), MANAGERS_WITHIN_MS)
        const known = await ledger.of(team).people.withEmails(await managerEmails())
        return [...known].find(([, id]) => id === person)?.[0] ?? null
      },
    }),
    home: () => app.home(),
    timetable: {
      next: (schedule, count, from) =>
        nextSlots(schedule, from?.subtract({ seconds: 1 }) ?? clock.now(), count),
      countryFor,
      isCron: isUsableCron,
    },
    directory,
    client: clients.interactive,
    means: { charts: pictures, sheets: { csv: csvOf, xlsx: xlsxOf } },
    clock,
    defaults,
    onCommit: () => {
      outgoing.wake()
      offered.wake()
    },
    log,
    ...(tuning.inboxLeaseMs !== undefined && { leaseMs: tuning.inboxLeaseMs }),
  })
  const app = slackApp({ token: mode.token, apiUrl, entrance, edge }, log)

  const workdays = { timeZone: defaults.timeZone, isOff }
  const orLog = (work: () => Promise<void>, what: string) => () =>
    work().catch((error) => log.error({ err: error }, what))

  const runSlot = async (job: Job, team: TeamId, slot: Slot, stored: StoredSlot): Promise<boolean> => {
    // Asked first: numbers that come while it looks are seen the next time.
    const version = job.holds ? await facts.version() : 0
    // A digest is better without insights than not at all.
    await withDeadline(orLog(keeper.look, NOT_LOOKED_THROUGH)(), INSIGHTS_WITHIN_MS)
    await withDeadline(
      orLog(() => meetManagers(team), 'who looks after which agency is not known')(),
      MANAGERS_WITHIN_MS,
    )
    const report = (error: unknown, what: string) => log.error({ err: error }, what)
    const hold = thresholds.hold
    const seen = await job.look?.(slot, { ...ledger.of(team), team, clock, facts, hold, report })
    const waits = job.holds?.(slot, seen) ?? null
    if (waits === null) {
      const more = job.more?.(seen) ?? false
      const mine = await settleSlot(team, stored, { slot: stored, more }, (bound) =>
        job.run(slot, { ...bound, team, clock, workdays }, seen),
      )
      return mine && !more
    }
    const { why, until, says } = waits
    const held = { waiting: stored, hold: { why, until, since: clock.now(), version } }
    return settleSlot(team, stored, held, (bound) => says({ ...bound, team, clock, workdays }))
  }
  const sayOver = async (job: Job, team: TeamId, id: string, over: WaitOver): Promise<void> => {
    await settleSlot(team, { ...over, epoch: 'over' }, { over }, (bound) =>
      job.waitOver ? job.waitOver(id, over, { ...bound, team, clock, workdays }) : [],
    )
  }
  const managerEmails = async (): Promise<readonly string[]> => [
    ...new Set((await facts.agencies()).flatMap(({ managerEmail }) => managerEmail ?? [])),
  ]
  const meetManagers = async (team: TeamId): Promise<void> =>
    directory.meetEmails(team, await managerEmails())
  const giveUp = async (job: Job, team: TeamId, slot: Slot, stored: StoredSlot, error: string) => {
    await settleSlot(team, stored, { givenUp: stored, error }, (bound) =>
      job.givenUp ? job.givenUp(slot, { ...bound, team, clock, workdays }) : [],
    )
  }
  /** False when somebody else has settled it, or will. What one slot says at several times is several things. */
  const settleSlot = async (
    team: TeamId,
    { schedule, key, epoch }: Pick<StoredSlot, 'schedule' | 'key'> & { epoch: number | 'over' },
    what: Settles,
    decide: (bound: Ledger) => Outcome | Promise<Outcome>,
  ): Promise<boolean> => {
    const mine = await ledger.settle(team, what, async (bound, outbox) => {
      const effects: readonly Effect[] = [await decide(bound)].flat()
      const said: Said[] = []
      await enqueue(effects, {
        team,
        key: `${team}|${schedule}|${key}|${epoch}`,
        people: bound.people,
        outbox,
        defaults,
        onPost: ({ about = [], counts = 'notice', ...effect }, { timeZone }) => {
          const ear = effect.do === 'dm' ? effect.user : effect.channel
          const sources = about.filter((it): it is Source => /^(?:dig|alr)_/.test(it)).toSorted()
          said.push({ ear, day: dayIn(clock.now(), timeZone), kind: counts, sources })
        },
      })
      await counted(said, bound)
    })
    outgoing.wake()
    return mine
  }
  /**
   * What comes by itself is counted as it is written: at most a row a day for each hearer and each thing it comes from;
   * always in the same order, so that two who count at once wait for each other and not in a circle.
   */
  const counted = async (said: readonly Said[], { attention }: Ledger): Promise<void> => {
    for (const { ear, day, kind, sources } of said.toSorted((a, b) => inOrder(placeOf(a), placeOf(b))))
      await attention.count(ear, day, kind, sources)
  }
  const clockwork = ticker({
    jobs: definitions.jobs,
    slots: ledger.slots,
    clock,
    // A ledger may hold other workspaces too; this token is for one.
    teams: async () => (await ledger.teams()).filter((it) => it === app.team()),
    ledgerOf: ledger.of,
    version: facts.version,
    runSlot,
    sayOver,
    giveUp,
    onError: (error, about) => log.error({ err: error, ...about }, 'a job failed'),
    ...(tuning.slotLeaseMs !== undefined && { leaseMs: tuning.slotLeaseMs }),
  })

  const localeOf = async ({ people }: LedgerReads, { channel, by }: Offer): Promise<Locale> => {
    if (/^[DUW]/.test(channel)) return (await people.person(by)).locale
    return (await people.channel(channel as ChannelId)).locale ?? defaults.locale
  }
  const settleOffer = async (claimed: ClaimedOffer, changes: Partial<Offer>): Promise<void> => {
    await ledger.settle(claimed.team, { offer: claimed }, async (bound, outbox) => {
      const changed = await bound.offers.change(claimed, changes)
      if (!changed || changed.state === 'ignored') return
      const card = { card: cardOf(changed), locale: await localeOf(bound, changed), thread: changed.thread }
      const shown =
        claimed.name === ''
          ? post(changed.channel as ChannelId, fileCard(changed), card)
          : update(cardOf(changed), fileCard(changed))
      const key = `${changed.team}|${changed.id}|${changed.version}`
      const older = ['imported', 'undone'].includes(changed.state) ? await overtaken(changed, bound) : []
      await enqueue([shown, ...older], { team: changed.team, key, people: bound.people, outbox, defaults })
    })
    outgoing.wake()
  }
  /** What a card says of the newest day is no longer so once other numbers have come. */
  const overtaken = async ({ id }: Offer, { offers }: Ledger): Promise<readonly Effect[]> => {
    const effects: Effect[] = []
    for (const it of await offers.covered(id)) {
      const changed = await offers.change(it, { report: it.report && { ...it.report, coverage: null } })
      if (changed) effects.push(update(cardOf(changed), fileCard(changed)))
    }
    return effects
  }
  const offered = offerWork({
    queue: ledger.offers,
    shelf: fileShelf(clients.delivery, { token: mode.token, apiUrl, self: () => app.self() }),
    facts,
    url: databaseUrl,
    thresholds,
    clock,
    team: () => app.team(),
    settle: settleOffer,
    rejectsWords: async (offer) => {
      const speak = voice(await localeOf(ledger.of(offer.team), offer), defaults.timeZone)
      const name = speak.t.offer.tableName({ file: offer.name.replace(/\.(xlsx|csv|csv\.gz)$/i, '') })
      return {
        ...rejectsIn(speak),
        name: `${name}.csv`,
        words: speak.t.offer.table({ file: inert(offer.name) }),
      }
    },
    log,
    ...(tuning.offerLeaseMs !== undefined && { leaseMs: tuning.offerLeaseMs }),
    ...(tuning.offerRetryMs !== undefined && { retryMs: tuning.offerRetryMs }),
    ...pick(tuning, 'pollMs'),
  })

  const forgetExpired = async (): Promise<void> => {
    const now = wall.now()
    await ledger.inbox.forgetBefore(now.subtract({ hours: 24 }))
    await ledger.outbox.forgetBefore(now.subtract({ hours: 24 * 14 }), {
      digests: now.subtract(CORRECTED_FOR).subtract({ hours: 24 }),
    })
    await ledger.offers.forgetBefore(clock.now().subtract({ hours: 24 * 40 }))
    await ledger.slots.forgetBefore(clock.now().subtract({ hours: 24 * 30 }))
    const actsFrom = clock.now().subtract({ hours: 24 * 130 })
    await ledger.forgetAttention({ day: plusDays(platformDay(clock.now()), -70), at: actsFrom })
  }
  /** Of the markets that there are, of those whose digests come, and of the house; for this year and the next. */
  const prepareHolidays = async (): Promise<void> => {
    const team = app.team()
    const markets = new Set((await facts.agencies()).flatMap(({ market }) => market ?? []))
    const kept = (team ? await ledger.of(team).digests.list() : []).flatMap(({ schedule }) =>
      schedule.holidays ? [schedule.holidays.country] : [],
    )
    const theirs = [null, ...markets].flatMap((market) => countryFor(market, defaults.timeZone) ?? [])
    const year = Number(dayIn(clock.now(), defaults.timeZone).slice(0, 4))
    await holidaysReady([...new Set([...theirs, ...kept])], [year, year + 1])
  }
  const housekeeping = cronSchedule('17 * * * *', orLog(forgetExpired, 'housekeeping failed'), {
    noOverlap: true,
  })
  housekeeping.stop()
  let timers: NodeJS.Timeout[] = []

  const health = healthRoutes({
    meters,
    troubles: async () => {
      const found: string[] = []
      if (!entrance.open()) found.push('Slack cannot reach Regia')
      await ledger.probe().catch(() => found.push('the ledger cannot be written'))
      return found
    },
  })

  return {
    start: async () => {
      await app.start()
      outgoing.start()
      offered.start()
      await orLog(prepareHolidays, 'public holidays could not be prepared')()
      clockwork.start()
      housekeeping.start()
      timers = [
        setInterval(orLog(edge.sweep, 'the sweep failed'), tuning.sweepMs ?? 5000),
        setInterval(orLog(keeper.look, NOT_LOOKED_THROUGH), 10_000),
        ...(folder ? [setInterval(orLog(folder.look, 'the watched folder could not be read'), 10_000)] : []),
      ]
    },
    stop: async (graceMs = 15_000) => {
      for (const timer of timers) clearInterval(timer)
      await housekeeping.destroy()
      // The outbox last: what was being worked on is also said.
      const working = [clockwork.stop(), app.stop(), offered.stop(), folder?.idle(), keeper.stop()]
      const finished = Promise.all(working).then(() => outgoing.stop())
      await withDeadline(finished, graceMs)
      meters.stop()
      await drawing.close()
      await facts.close()
      await ledger.close()
      alone.release()
    },
    handle: (request, response) =>
      health(request, response) || (entrance.handle?.(request, response) ?? false),
    tick: () => clockwork.tick(),
    lookThrough: keeper.look,
    idle: async () => {
      await edge.idle()
      await offered.idle()
      await outgoing.idle()
    },
    runSlot,
    meet: (team, channels) => directory.meet(team, [], channels),
    ledger,
    catalogue: definitions,
    entrance,
    loopDelay: meters.loopDelay,
  }
}

interface Said {
  ear: Ear
  day: Day
  kind: SentKind
  sources: readonly Source[]
}
const placeOf = ({ ear, day, kind }: Said): string => `${ear} ${day} ${kind}`
const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Which country's days they are does not change while a process runs. */
const countries = new Map<string, string | null>()
const isOff = (market: string | null, timeZone: string, day: Day): boolean => {
  const key = `${market} ${timeZone}`
  const country = countries.get(key) ?? countryFor(market, timeZone)
  countries.set(key, country)
  return country === null ? isWeekend(day) : isDayOff(country, day)
}

const NOT_LOOKED_THROUGH = 'the numbers could not be looked through'
const INSIGHTS_WITHIN_MS = 20_000
const MANAGERS_WITHIN_MS = 10_000

const refuseStart = (sentence: string): never => {
  throw new ConfigFault(sentence)
}

const idsIn = <Prefix extends string>(about: string | null, prefix: Prefix): Id<Prefix>[] =>
  (about?.split(' ') ?? []).filter((it): it is Id<Prefix> => it.startsWith(`${prefix}_`))

const CHANNEL_REFUSALS =
  /^(channel_not_found|not_in_channel|is_archived|missing_scope|user_disabled|restricted_action|posting_to_channel_denied)/
/** Nobody in Slack can be told of these. */
const TOKEN_REFUSALS = /^(invalid_auth|not_authed|account_inactive|token_revoked|token_expired)/

const withDeadline = async (work: Promise<unknown>, ms: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, deadline])
  clearTimeout(timer)
}

const pick = <T extends object, K extends keyof T>(from: T, ...keys: readonly K[]): Pick<T, K> =>
  Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]]))) as Pick<T, K>
