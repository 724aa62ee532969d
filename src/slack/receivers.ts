import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt'
import type { Logger } from 'pino'
import type { Clock } from '../domain/clock.ts'
import { slackLogger } from './clients.ts'

/** A way in, and whether it is open. */
export interface Entrance {
  receivers: readonly Receiver[]
  start(): Promise<void>
  stop(): Promise<void>
  /** Slack can reach Regia at this moment. */
  open(): boolean
  /** How long it has been shut; 0 while open. */
  shutMs(): number
  /** HTTP mode only: takes what is addressed to Slack's path; false for anything else. */
  handle?(request: IncomingMessage, response: ServerResponse): boolean
}

/** Slack refreshes each connection now and then and leaves it deaf for five seconds: with two, somebody always listens. */
const CONNECTIONS = 2

export const socketEntrance = (
  { appToken, apiUrl, wall }: { appToken: string; apiUrl: string; wall: Clock },
  log: Logger,
): Entrance => {
  const connected = new Set<number>()
  let shutSince: Temporal.Instant | null = wall.now()
  const note = (n: number, up: boolean) => {
    if (up) connected.add(n)
    else connected.delete(n)
    if (connected.size > 0) shutSince = null
    else shutSince ??= wall.now()
  }
  const receivers = Array.from({ length: CONNECTIONS }, (_, n) => {
    const receiver = new SocketModeReceiver({
      appToken,
      logger: slackLogger(log),
      installerOptions: {
        clientOptions: {
          slackApiUrl: apiUrl,
          timeout: 10_000,
          // For ever, but never more than half a minute apart: the library's own would give up, or wait for 20 minutes.
          retryConfig: { forever: true, minTimeout: 500, maxTimeout: 30_000, factor: 1.5, randomize: true },
        },
      },
    })
    handleRejections(receiver.client)
    receiver.client.on('connected', () => note(n, true))
    for (const lost of ['reconnecting', 'disconnecting', 'disconnected', 'close'])
      receiver.client.on(lost, () => note(n, false))
    receiver.client.on('error', (error) => log.warn({ err: error }, 'socket trouble'))
    return receiver
  })
  return {
    receivers,
    start: async () => {
      await Promise.all(receivers.map((it) => it.start()))
    },
    stop: async () => {
      await Promise.all(receivers.map((it) => it.stop()))
    },
    open: () => connected.size > 0,
    shutMs: () => (shutSince === null ? 0 : wall.now().since(shutSince).total('milliseconds')),
  }
}

/**
 * The client starts itself again when it reconnects, and nobody hears that promise: one refused while Regia is stopping
 * would end the process as an unhandled rejection, and with nothing said.
 */
export const handleRejections = (client: SocketModeReceiver['client']): void => {
  const start = client.start.bind(client)
  client.start = () => {
    const started = start()
    started.catch(() => undefined)
    return started
  }
}

export const SLACK_PATH = '/slack/events'

/** Mounted on our own server, which answers for health beside it. */
export const httpEntrance = ({ signingSecret }: { signingSecret: string }, log: Logger): Entrance => {
  const receiver = new HTTPReceiver({
    signingSecret,
    logger: slackLogger(log),
    endpoints: SLACK_PATH,
    bodyLimit: 1_000_000,
    processEventErrorHandler: async ({ error, response }) => {
      log.error({ err: error }, 'a delivery failed before it was kept')
      // Slack repeats an event that was not taken.
      response.writeHead(500).end()
      return true
    },
  })
  let accepting = false
  return {
    receivers: [receiver],
    start: async () => {
      accepting = true
    },
    stop: async () => {
      accepting = false
    },
    open: () => accepting,
    shutMs: () => 0,
    handle: (request, response) => {
      if (URL.parse(request.url ?? '/', 'http://localhost')?.pathname !== SLACK_PATH) return false
      if (!accepting) response.writeHead(503).end()
      else receiver.requestListener(request, response)
      return true
    },
  }
}
