import { App, type AppOptions, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { type Playground, type PlaygroundOptions, playground } from '#playground/server/playground.ts'
import { type MovableClock, movableClock } from '#src/domain/clock.ts'
import { handleRejections } from '#src/slack/receivers.ts'

export interface Scene extends AsyncDisposable {
  slack: Playground
  app: App
  clock: MovableClock
  apiUrl: string
  url: string
}

/** An unmodified Bolt app beside a playground: only `slackApiUrl` tells it that this is not Slack. */
export const scene = async (
  transport: 'socket' | 'http',
  listen: (app: App) => void,
  options: Partial<PlaygroundOptions> = {},
): Promise<Scene> => {
  const clock = movableClock()
  const slack = playground({ clock, rateLimit: false, moveClock: clock.advance, ...options })
  const { url, apiUrl } = await slack.listen()
  const { tokens } = slack
  const shared = {
    token: tokens.bot,
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 } },
  } satisfies AppOptions
  const { logLevel, clientOptions } = shared
  const receiver =
    transport === 'socket'
      ? new SocketModeReceiver({ appToken: tokens.app, logLevel, installerOptions: { clientOptions } })
      : new HTTPReceiver({ signingSecret: tokens.signingSecret, logLevel })
  if (receiver instanceof SocketModeReceiver) handleRejections(receiver.client)
  const app = new App({ ...shared, receiver })
  listen(app)
  await app.init()
  if (transport === 'socket') {
    await app.start()
    await slack.until(() => slack.socketsConnected() === 1)
  } else {
    const server = await app.start({ port: 0, host: '127.0.0.1' })
    const address = server && 'address' in server ? server.address() : null
    if (!address || typeof address === 'string') throw new Error('Bolt did not listen.')
    slack.speakHttp(`http://127.0.0.1:${address.port}/slack/events`)
  }
  return {
    slack,
    app,
    clock,
    apiUrl,
    url,
    async [Symbol.asyncDispose]() {
      await app.stop()
      await slack.until(() => slack.socketsConnected() === 0)
      await slack.close()
    },
  }
}
