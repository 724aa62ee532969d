import { type AckFn, App, type Receiver, type ReceiverEvent } from '@slack/bolt'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { TeamId, UserId } from '../domain/ids.ts'
import { slackLogger } from './clients.ts'
import type { Edge } from './edge.ts'
import type { Entrance } from './receivers.ts'

const Authorised = z.object({
  team_id: z.templateLiteral([z.enum(['T', 'E']), z.string()]),
  user_id: z.templateLiteral([z.enum(['U', 'W']), z.string()]),
  url: z.url(),
})

export interface SlackApp {
  /** Checks the token, then lets Slack in. Fails with a sentence that says what to mend. */
  start(): Promise<void>
  /** Lets nothing more in, and waits for what is in flight. */
  stop(): Promise<void>
  /** The workspace that the token is for, once `start` has asked. */
  team(): TeamId | undefined
  /** Regia's own account there. */
  self(): UserId | undefined
  /** The workspace's own address, once the token was checked: links to its messages begin with it. */
  home(): string | undefined
}

/**
 * Bolt, with a door of our own in front of it: nothing is acknowledged before it is kept. Bolt would acknowledge an event
 * before any middleware runs, and anything at all when it cannot tell who is authorised.
 */
export const slackApp = (
  { token, apiUrl, entrance, edge }: { token: string; apiUrl: string; entrance: Entrance; edge: Edge },
  log: Logger,
): SlackApp => {
  const front: Receiver = {
    init: (app) => {
      const door = { processEvent: (event: ReceiverEvent) => app.processEvent(keepFirst(event)) }
      for (const receiver of entrance.receivers) receiver.init(Object.assign(Object.create(app), door))
    },
    start: () => entrance.start(),
    stop: () => entrance.stop(),
  }
  const answering = new Set<Promise<void>>()
  const keepFirst = (event: ReceiverEvent): ReceiverEvent => ({
    ...event,
    ack: () => {
      const answer = edge.receive(event.body).then((it) => acknowledge(event.ack, it, log))
      const answered = answer.catch(() => undefined).finally(() => answering.delete(answered))
      answering.add(answered)
      return answer
    },
  })

  const app = new App({
    receiver: front,
    token,
    deferInitialization: true,
    logger: slackLogger(log),
    // Each set by hand: the library's own retry would post twice, and shared objects leak one client's settings into another.
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 2, minTimeout: 300 }, timeout: 10_000 },
  })
  app.error(async (error) => log.error({ err: error }, 'a delivery failed'))
  app.use(async (args) => {
    if ('ack' in args && typeof args.ack === 'function') await args.ack()
    await args.next()
  })

  let known: z.output<typeof Authorised> | undefined
  return {
    start: async () => {
      await app.init()
      known = Authorised.parse(await app.client.auth.test())
      await app.start()
    },
    stop: async () => {
      // The connection goes last: what was kept is also acknowledged.
      await Promise.all(answering)
      await app.stop()
      await edge.idle()
    },
    team: () => known?.team_id,
    self: () => known?.user_id,
    home: () => known?.url,
  }
}

/** An acknowledgement on a socket that just closed is lost, and Slack will repeat the delivery: the inbox knows it. */
const acknowledge = async (ack: AckFn<unknown>, response: unknown, log: Logger): Promise<void> => {
  try {
    await ack(response)
  } catch (error) {
    log.warn({ err: error }, 'an acknowledgement did not get through')
  }
}
