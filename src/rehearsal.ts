import { dirname, join } from 'node:path'
import type { Logger } from 'pino'
import { type Playground, playground } from '../playground/server/playground.ts'
import { compose, type Parts, type Regia } from './compose.ts'
import { type Config, ConfigFault } from './config.ts'
import { movableClock } from './domain/clock.ts'
import type { TeamId } from './domain/ids.ts'
import type { Desk } from './domain/request.ts'
import type { Subscription } from './domain/schedule.ts'
import { readManifest } from './manifest.ts'
import { openFactsReader } from './workers/facts.ts'
import { importSample } from './workers/sample.ts'

/** The sample workspace's own. */
const TEAM: TeamId = 'T0LIVEEU'

export interface Rehearsal {
  regia: Regia
  slack: Playground
}

/**
 * Regia in a workspace of its own: no Slack, a sample region, a clock that can be moved. The bot has no other path than
 * usual: it is only given another `SLACK_API_URL`.
 */
export const rehearse = async (config: Config, origin: string, log: Logger): Promise<Rehearsal> => {
  const clock = movableClock()
  const slack = playground({
    ...(await readManifest()),
    clock,
    file: config.playgroundUrl.startsWith('sqlite:')
      ? beside(config.playgroundUrl, 'workspace.json')
      : join('var', 'playground', 'workspace.json'),
    moveClock: (by) => {
      clock.advance(by)
      void regia.tick()
    },
  })
  slack.mountedAt(origin)
  const parts: Parts = {
    mode: { kind: 'socket', token: slack.tokens.bot, appToken: slack.tokens.app },
    apiUrl: `${origin}/api/`,
    databaseUrl: config.playgroundUrl,
    defaults: config.defaults,
    inbox: config.inbox,
    log,
    clock,
  }
  const regia = await compose(parts)
  await refuseRealWorkspace(regia)
  return { regia, slack }
}

/** A forgotten token must not let sample people and digests into a real workspace's database. */
const refuseRealWorkspace = async (regia: Regia): Promise<void> => {
  const others = (await regia.ledger.teams()).filter((it) => it !== TEAM)
  if (others.length > 0)
    throw new ConfigFault(
      'Without Slack tokens the playground would start, but DATABASE_URL names the database of a real workspace. Set SLACK_BOT_TOKEN, or unset DATABASE_URL.',
    )
}

/** On the first start: a region with numbers, channels for requests, digests that come, and yesterday's already there. */
export const setTheStage = async (
  { regia, slack }: Rehearsal,
  config: Config,
  say: (line: string) => void,
): Promise<void> => {
  const facts = await openFactsReader(config.playgroundUrl)
  const empty = (await facts.version()) === 0
  await facts.close()
  const now = movableClock().now()
  if (empty) {
    say('Making the sample region (once)…')
    await importSample({ url: config.playgroundUrl, now })
  }
  const { digests } = regia.ledger.of(TEAM)
  if ((await digests.list()).length > 0) return
  const made: Subscription[] = []
  await regia.ledger.settle(TEAM, null, async (ledger) => {
    for (const [desk, channel] of DESK_CHANNELS)
      await ledger.settings.setDeskChannel(desk, slackChannel(slack, channel))
    const daily = { state: 'active', scope: 'all', owner: 'U0GIULIA', since: now } as const
    made.push(
      await ledger.digests.add({
        ...daily,
        channel: slackChannel(slack, '#live-it'),
        scope: 'IT',
        period: 'yesterday',
        schedule: { cadence: { every: 'weekday', at: '09:00' }, timeZone: 'Europe/Rome' },
        locale: 'it',
      }),
      await ledger.digests.add({
        ...daily,
        channel: slackChannel(slack, '#live-eu'),
        period: '7d',
        schedule: { cadence: { every: 'weekday', at: '09:00' }, timeZone: 'Europe/Rome' },
        locale: 'en',
      }),
    )
  })
  await regia.meet(
    TEAM,
    made.map((it) => it.channel),
  )
  for (const subscription of made) await postNow(regia, subscription, now)
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
    [{ key: 'first', due: now, skipped: null, passedOver: 0 }],
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

const beside = (databaseUrl: string, name: string): string =>
  join(dirname(databaseUrl.slice('sqlite:'.length)), name)
