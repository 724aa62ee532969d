import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import type { Logger } from 'pino'
import type { Regia } from './compose.ts'
import { type Config, ConfigFault, type Mode, readConfig } from './config.ts'
import { systemClock } from './domain/clock.ts'
import { openLog } from './ops/log.ts'
import { startFault } from './ops/startFault.ts'
import type { Rehearsal } from './rehearsal.ts'
import { readThresholds } from './thresholds.ts'

/** Heard from the first moment. */
const stopAsked = new Promise<string>((resolve) => {
  for (const it of ['SIGTERM', 'SIGINT'] as const) process.once(it, () => resolve(it))
})

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** The process: settings, house, start; a signal, and it finishes what it has begun. */
const run = (config: Config): Promise<void> =>
  config.mode.kind === 'playground' ? play(config) : work(config, config.mode)

const work = async (config: Config, mode: Exclude<Mode, { kind: 'playground' }>): Promise<void> => {
  const { apiUrl, databaseUrl, defaults, inbox } = config
  const thresholds = readThresholds(config.thresholds)
  const log = logFor(config, config.log.level)
  const { server, port, open } = await listen(config)
  const { compose } = await import('./compose.ts')
  const regia = await compose({
    mode,
    apiUrl,
    databaseUrl,
    defaults,
    inbox,
    thresholds,
    log,
    clock: systemClock,
  })
  open(regia)
  watch(regia, log)
  // A start may wait for Slack for ever; whoever is told to stop does not.
  const up = regia.start().then(() => log.info({ mode: mode.kind, port }, 'Regia is up'))
  await Promise.race([up, stopAsked])
  await untilStopped(regia, server, log)
}

const play = async (config: Config): Promise<void> => {
  const { rehearse } = await playgroundFor(config)
  const log = logFor(config, config.log.level === 'info' ? 'warn' : config.log.level)
  const { server, port, open } = await listen(config)
  const origin = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  const rehearsal = await rehearse(config, origin, log, say)
  open(rehearsal)
  await rehearsal.play()
  say(
    `\n  Regia is playing at ${origin}\n  It listens to this machine only, and no Slack is needed. Stop with Ctrl+C.\n`,
  )
  await untilStopped(rehearsal, server, log)
}

const logFor = (config: Config, level: Config['log']['level']): Logger =>
  openLog({ level, pretty: config.log.pretty ?? process.stdout.isTTY })

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1'])

/** The playground's part of the house, which an installation for production is without. */
const playgroundFor = async ({ host }: Config): Promise<typeof import('./rehearsal.ts')> => {
  if (!existsSync(join(import.meta.dirname, '..', 'playground')))
    throw new ConfigFault(
      'Regia needs Slack’s credentials here, since this installation has no playground: set SLACK_BOT_TOKEN with SLACK_APP_TOKEN for Socket Mode, or with SLACK_SIGNING_SECRET for HTTP mode.',
    )
  if (!LOOPBACK.has(host))
    throw new ConfigFault(
      `The playground is for this machine only, but HOST is ${host}. Unset HOST, or set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to work in Slack.`,
    )
  return import('./rehearsal.ts')
}

type House = Pick<Regia, 'handle'> & Partial<Pick<Rehearsal, 'upgrade'>>

/** A server that is there before the house is: whoever comes early waits at the door until it is opened. */
const listen = async ({
  port,
  host,
}: Config): Promise<{ server: Server; port: number; open(house: House): void }> => {
  const opened = Promise.withResolvers<House>()
  const server = createServer(async (request, response) => {
    const house = await opened.promise
    try {
      if (!house.handle(request, response)) response.writeHead(404).end()
    } catch {
      // One request that meets a fault of ours must not end the process.
      if (!response.headersSent) response.writeHead(500)
      response.end()
    }
  })
  server.on('upgrade', async (request, socket, head) => {
    const house = await opened.promise
    if (!house.upgrade?.(request, socket, head)) socket.destroy()
  })
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (taken)
      throw new ConfigFault(
        `Port ${port} is in use by another program. Stop that one, or start with another: PORT=${port + 1} npm start`,
      )
    throw error
  }
  return { server, port: (server.address() as AddressInfo).port, open: opened.resolve }
}

const SHUT_TOO_LONG_MS = 5 * 60_000

/** A process that Slack has not reached for five minutes is better started anew by whoever looks after it. */
const watch = (regia: Regia, log: Logger): void => {
  setInterval(() => {
    if (regia.entrance.shutMs() < SHUT_TOO_LONG_MS) return
    log.fatal('no connection to Slack for five minutes')
    process.exit(1)
  }, 10_000).unref()
}

const untilStopped = async (house: { stop(): Promise<void> }, server: Server, log: Logger): Promise<void> => {
  const signal = await stopAsked
  log.info({ signal }, 'stopping')
  await house.stop()
  server.close()
  server.closeAllConnections()
}

try {
  await run(readConfig(process.env))
  process.exit(0)
} catch (error) {
  const said =
    error instanceof ConfigFault
      ? error.message
      : (startFault(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error)))
  process.stderr.write(`${said}\n`)
  process.exit(1)
}
