import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { schedule as cronSchedule } from 'node-cron'
import type { Logger } from 'pino'
import { isHoliday, isOff } from './calendar/workdays.ts'
import { ConfigFault } from './config.ts'
import { type Clock, systemClock } from './domain/clock.ts'
import type { StoredSlot } from './domain/delivery.ts'
import type { ChannelId, TeamId } from './domain/ids.ts'
import type { Locale } from './domain/person.ts'
import type { Thresholds } from './domain/thresholds.ts'
import { withDeadline } from './kit/deadline.ts'
import { type Catalogue, discover } from './kit/discover.ts'
import { timeOrderedIds } from './kit/ids.ts'
import type { Job, Slot } from './kit/job.ts'
import type { Speak } from './kit/speak.ts'
import { offering } from './offering.ts'
import { FORGETS_AT, forgetting } from './ops/forgetting.ts'
import { healthRoutes } from './ops/health.ts'
import { openMeters } from './ops/meters.ts'
import { sentWatch } from './ops/sent.ts'
import { refusals } from './outbox/refused.ts'
import { sender } from './outbox/sender.ts'
import { stillWanted } from './outbox/wanted.ts'
import { prepareHolidays } from './scheduler/holidays.ts'
import { slotRunning } from './scheduler/running.ts'
import { slotSettling } from './scheduler/settling.ts'
import { ticker } from './scheduler/ticker.ts'
import { timetable } from './scheduler/timetable.ts'
import { csvOf } from './sheets/csv.ts'
import { xlsxOf } from './sheets/xlsx.ts'
import { slackApp } from './slack/app.ts'
import { slackClients } from './slack/clients.ts'
import { courier } from './slack/courier.ts'
import { slackDirectory } from './slack/directory.ts'
import { slackEdge } from './slack/edge.ts'
import { illustrator } from './slack/illustrate.ts'
import { metManagers } from './slack/managers.ts'
import { slackMessages } from './slack/messages.ts'
import { enqueue } from './slack/perform.ts'
import { httpEntrance, socketEntrance } from './slack/receivers.ts'
import { fileShelf } from './slack/shelf.ts'
import { workAlone } from './store/alone.ts'
import { type LedgerStore, openLedger } from './store/ledger/connect.ts'
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
  const workdays = { timeZone: defaults.timeZone, isOff, isHoliday }
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
    apology: refusals({
      ...{ ledgerOf: ledger.of, settle: ledger.settle },
      onNobody: ({ ref }, error) => log.warn({ ref, error }, 'it was paused, and nobody is left to be told'),
    }),
    team: () => app.team(),
    stillWanted: stillWanted(ledger.of),
    onSent: sentWatch(meters, log),
    onError: (error) => log.error({ err: error }, 'the outbox stumbled'),
    ...pick(tuning, 'leaseMs', 'settleMs', 'pollMs'),
  })

  const entrance =
    mode.kind === 'socket'
      ? socketEntrance({ appToken: mode.appToken, apiUrl, wall }, log)
      : httpEntrance({ signingSecret: mode.signingSecret }, log)
  const directory = slackDirectory(clients.interactive, ledger.directory, wall, log)
  const managers = metManagers({ facts, directory, ledgerOf: ledger.of })
  const edge = slackEdge({
    catalogue: definitions,
    inbox: ledger.inbox,
    ledgerOf: ledger.of,
    settle: ledger.settle,
    facts,
    hold: thresholds.hold,
    managersOf: (team) => ({ emailOf: (person) => managers.emailOf(team, person) }),
    home: () => app.home(),
    messages: slackMessages(clients.interactive, log),
    isOff: (timeZone, day) => isOff(null, timeZone, day),
    timetable: timetable(clock),
    workdays,
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

  const orLog = (work: () => Promise<void>, what: string) => () =>
    work().catch((error) => log.error({ err: error }, what))

  const speak: Speak = (effects, spoken) => enqueue(effects, { ...spoken, defaults })
  const running = slotRunning({
    settleSlot: slotSettling({ settle: ledger.settle, speak, clock, onCommit: outgoing.wake }),
    ledgerOf: ledger.of,
    facts,
    hold: thresholds.hold,
    outcome: thresholds.outcome,
    clock,
    workdays,
    lookThrough: keeper.look,
    meetManagers: managers.meet,
    report: (error, what) => log.error({ err: error }, what),
  })
  const clockwork = ticker({
    jobs: definitions.jobs,
    slots: ledger.slots,
    clock,
    // A ledger may hold other workspaces too; this token is for one.
    teams: async () => (await ledger.teams()).filter((it) => it === app.team()),
    ledgerOf: ledger.of,
    version: facts.version,
    ...running,
    onError: (error, about) => log.error({ err: error, ...about }, 'a job failed'),
    ...(tuning.slotLeaseMs !== undefined && { leaseMs: tuning.slotLeaseMs }),
  })

  const offered = offerWork({
    queue: ledger.offers,
    shelf: fileShelf(clients.delivery, { token: mode.token, apiUrl, self: () => app.self() }),
    facts,
    url: databaseUrl,
    thresholds,
    clock,
    team: () => app.team(),
    ...offering({ ledgerOf: ledger.of, settle: ledger.settle, speak, defaults, onCommit: outgoing.wake }),
    log,
    ...(tuning.offerLeaseMs !== undefined && { leaseMs: tuning.offerLeaseMs }),
    ...(tuning.offerRetryMs !== undefined && { retryMs: tuning.offerRetryMs }),
    ...pick(tuning, 'pollMs'),
  })

  const forget = forgetting({ ledger, wall, clock })
  const housekeeping = cronSchedule(FORGETS_AT, orLog(forget, 'housekeeping failed'), { noOverlap: true })
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
      const calendars = { facts, ledgerOf: ledger.of, clock, timeZone: defaults.timeZone }
      await orLog(() => prepareHolidays(app.team(), calendars), 'public holidays could not be prepared')()
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
    runSlot: running.runSlot,
    meet: (team, channels) => directory.meet(team, [], channels),
    ledger,
    catalogue: definitions,
    entrance,
    loopDelay: meters.loopDelay,
  }
}

const NOT_LOOKED_THROUGH = 'the numbers could not be looked through'

const refuseStart = (sentence: string): never => {
  throw new ConfigFault(sentence)
}

const pick = <T extends object, K extends keyof T>(from: T, ...keys: readonly K[]): Pick<T, K> =>
  Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]]))) as Pick<T, K>
