import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, join } from 'node:path'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { type Playground, playground } from '../playground/server/playground.ts'
import type { Regia } from './compose.ts'
import { type Config, ConfigFault, PLAYGROUND_DATABASE } from './config.ts'
import { type MovableClock, movableClock, systemClock } from './domain/clock.ts'
import { isPersonId, type TeamId } from './domain/ids.ts'
import type { Desk } from './domain/request.ts'
import type { Schedule, Subscription } from './domain/schedule.ts'
import { readManifest } from './manifest.ts'
import { forgetStore } from './store/forget.ts'
import { readThresholds } from './thresholds.ts'

/** The sample workspace's own. */
const TEAM: TeamId = 'T0LIVEEU'
const MANAGERS = ['giulia', 'marco', 'lucia'].map((it) => `${it}@live-eu.example`)

/** A workspace whose page answers at once; Regia comes into it with `play`. */
export interface Rehearsal {
  slack: Playground
  clock: MovableClock
  handle(request: IncomingMessage, response: ServerResponse): boolean
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  play(): Promise<void>
  stop(): Promise<void>
}

/**
 * Regia in a workspace of its own: no Slack, a sample region, a clock that can be moved. The bot has no other path than
 * usual: it is only given another `SLACK_API_URL`.
 */
export const rehearse = async (
  config: Config,
  origin: string,
  log: Logger,
  say: (line: string) => void,
  file = workspaceFile(config),
): Promise<Rehearsal> => {
  const clock = movableClock()
  const thresholds = readThresholds(config.thresholds)
  let regia: Regia | null = null
  let changing: Promise<void> = Promise.resolve()
  /** One after the other: nobody starts over what is still starting. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = changing.then(work)
    changing = done.catch(() => undefined)
    return done
  }

  const slack = playground({
    ...(await readManifest()),
    clock,
    file,
    moveClock: (by) => {
      clock.advance(by)
      void lookAgain()
    },
    holdClock: (held) => (held ? clock.hold() : clock.release()),
    startOver: () => inTurn(startOver),
  })
  slack.mountedAt(origin)
  takeUpTime(slack, clock)

  const open = async (): Promise<void> => {
    const { compose } = await import('./compose.ts')
    const opened = await compose({
      mode: { kind: 'socket', token: slack.tokens.bot, appToken: slack.tokens.app },
      apiUrl: `${origin}/api/`,
      databaseUrl: config.playgroundUrl,
      defaults: config.defaults,
      inbox: config.inbox,
      thresholds,
      log,
      clock,
    })
    regia = opened
    await refuseRealWorkspace(opened, config)
    await opened.start()
    await setTheStage(opened, slack, config, clock, say)
  }
  const close = async (): Promise<void> => {
    await regia?.stop()
    regia = null
  }
  const startOver = async (): Promise<void> => {
    if (regia) await refuseRealWorkspace(regia, config)
    await close()
    clock.release()
    clock.set(systemClock.now())
    slack.beginAnew()
    await forgetStore(config.playgroundUrl)
    await open()
  }
  /** A round that was under way when the clock moved may have looked too early: the one after it has not. */
  const lookAgain = async (): Promise<void> => {
    await regia?.tick()
    await regia?.tick()
  }

  return {
    slack,
    clock,
    handle: (request, response) =>
      (regia?.handle(request, response) ?? false) || slack.handle(request, response),
    upgrade: slack.upgrade,
    play: () => inTurn(open),
    stop: async () => {
      await inTurn(close)
      await slack.close()
    },
  }
}

/** What was posted at a later hour of its own must not lie in the future after a restart. */
const takeUpTime = (slack: Playground, clock: MovableClock): void => {
  const kept = slack.keptTime()
  if (!kept) return
  const since = kept.held ? 0 : Math.max(0, systemClock.now().epochMilliseconds - kept.machine)
  clock.set(Temporal.Instant.fromEpochMilliseconds(kept.at + since))
  if (kept.held) clock.hold()
}

/** A forgotten token must not let sample people and digests into a real workspace's database. */
const refuseRealWorkspace = async (regia: Regia, { playgroundUrl }: Config): Promise<void> => {
  const teams = await regia.ledger.teams()
  // Numbers that no playground asked for were imported for a workspace that is still to come.
  const imported =
    teams.length === 0 && playgroundUrl !== PLAYGROUND_DATABASE && (await hasNumbers(playgroundUrl))
  if (imported || teams.some((it) => it !== TEAM))
    throw new ConfigFault(
      'Without Slack tokens the playground would start, but DATABASE_URL names the database of a real workspace. Set SLACK_BOT_TOKEN, or unset DATABASE_URL.',
    )
}

const hasNumbers = async (url: string): Promise<boolean> => {
  const { openFactsReader } = await import('./workers/facts.ts')
  const facts = await openFactsReader(url)
  const version = await facts.version()
  await facts.close()
  return version > 0
}

/** On the first start: a region with numbers, channels for requests, digests that come, and yesterday's already there. */
const setTheStage = async (
  regia: Regia,
  slack: Playground,
  config: Config,
  clock: MovableClock,
  say: (line: string) => void,
): Promise<void> => {
  const empty = !(await hasNumbers(config.playgroundUrl))
  const now = clock.now()
  if (empty) {
    say('Making the sample region…')
    const { importSample } = await import('./workers/sample.ts')
    await importSample({ url: config.playgroundUrl, now, managers: MANAGERS })
  }
  const { digests } = regia.ledger.of(TEAM)
  if ((await digests.list()).length > 0) return
  const made: Subscription[] = []
  await regia.ledger.settle(TEAM, null, async (ledger) => {
    for (const [desk, channel] of DESK_CHANNELS)
      await ledger.settings.setDeskChannel(desk, slackChannel(slack, channel))
    const daily = {
      state: 'active',
      scope: 'all',
      owner: 'U0GIULIA',
      // No export comes here but by hand: a digest that waited for one would never come at the hour that was moved to.
      incomplete: 'post',
      pausedFor: null,
      editedBy: null,
      since: now,
    } as const
    made.push(
      await ledger.digests.add({
        ...daily,
        channel: slackChannel(slack, '#live-it'),
        scope: 'IT',
        period: 'yesterday',
        schedule: WORKING_DAYS,
        locale: 'it',
      }),
      await ledger.digests.add({
        ...daily,
        channel: slackChannel(slack, '#live-eu'),
        period: '7d',
        schedule: WORKING_DAYS,
        locale: 'en',
      }),
    )
  })
  await regia.meet(
    TEAM,
    made.flatMap(({ channel }) => (isPersonId(channel) ? [] : [channel])),
  )
  for (const subscription of made) await postNow(regia, subscription, now)
}

/** As anybody's digest of Monday to Friday in Italy. */
const WORKING_DAYS: Schedule = {
  cadence: { every: 'weekday', at: '09:00' },
  timeZone: 'Europe/Rome',
  holidays: { rule: 'skip', country: 'IT' },
}

/** Safety is left for the newcomer: Regia is not in its channel yet. */
const DESK_CHANNELS: readonly (readonly [Desk, string])[] = [
  ['product', '#live-product'],
  ['content', '#live-content'],
  ['operations', '#live-ops'],
]

/** The slot of this moment, run as any other. */
const postNow = async (regia: Regia, subscription: Subscription, now: Temporal.Instant): Promise<void> => {
  const job = regia.catalogue.jobs.find((it) => it.name === 'post-digests')
  if (!job) return
  const schedule = `${TEAM}:${job.name}:${subscription.id}`
  await regia.ledger.slots.materialise(
    schedule,
    [{ key: 'first', due: now, holiday: null, skipped: null, passedOver: 0 }],
    now,
  )
  const stored = await regia.ledger.slots.claimDue([schedule], 60_000)
  if (stored)
    await regia.runSlot(
      job,
      TEAM,
      { ...stored, subject: subscription, late: new Temporal.Duration() },
      stored,
    )
}

const slackChannel = (slack: Playground, name: string) => slack.channel(name).id as `C${string}`

/** Beside the database's file, where there is one. */
const workspaceFile = ({ playgroundUrl }: Config): string =>
  playgroundUrl.startsWith('sqlite:')
    ? join(dirname(playgroundUrl.slice('sqlite:'.length)), 'workspace.json')
    : join('var', 'playground', 'workspace.json')
