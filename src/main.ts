import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import type { Logger } from 'pino'
import { compose, type Regia } from './compose.ts'
import { type Config, ConfigFault, readConfig } from './config.ts'
import { systemClock } from './domain/clock.ts'
import { openLog } from './ops/log.ts'
import { startFault } from './ops/startFault.ts'
import { rehearse, setTheStage } from './rehearsal.ts'

/** Heard from the first moment: whoever is told to stop while starting finishes starting, and stops. */
const stopAsked = new Promise<string>((resolve) => {
  for (const it of ['SIGTERM', 'SIGINT'] as const) process.once(it, () => resolve(it))
})

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** The process: settings, house, start; a signal, and it finishes what it has begun. */
const run = async (config: Config): Promise<void> => {
  const rehearsal = config.mode.kind === 'playground'
  const log = openLog({
    level: rehearsal && config.log.level === 'info' ? 'warn' : config.log.level,
    pretty: config.log.pretty ?? process.stdout.isTTY,
  })
  const server = createServer()
  const port = await listen(server, config)
  const origin = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`

  if (config.mode.kind === 'playground') {
    const stage = await rehearse(config, origin, log)
    server.on('request', (request, response) => {
      if (!stage.regia.handle(request, response) && !stage.slack.handle(request, response))
        response.writeHead(404).end()
    })
    server.on('upgrade', (request, socket, head) => {
      if (!stage.slack.upgrade(request, socket, head)) socket.destroy()
    })
    await stage.regia.start()
    await setTheStage(stage, config, say)
    say(
      `\n  Regia is playing at ${origin}\n  Nobody else can see it; no Slack is needed. Stop with Ctrl+C.\n`,
    )
    return untilStopped(stage.regia, server, log, () => stage.slack.close())
  }

  const { mode, apiUrl, databaseUrl, defaults, inbox } = config
  const regia = await compose({ mode, apiUrl, databaseUrl, defaults, inbox, log, clock: systemClock })
  server.on('request', (request, response) => {
    if (!regia.handle(request, response)) response.writeHead(404).end()
  })
  await regia.start()
  log.info({ mode: mode.kind, port }, 'Regia is up')
  watch(regia, log)
  return untilStopped(regia, server, log, async () => undefined)
}

const listen = async (server: Server, { port, host }: Config): Promise<number> => {
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
  return (server.address() as AddressInfo).port
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

const untilStopped = async (
  regia: Regia,
  server: Server,
  log: Logger,
  alsoClose: () => Promise<void>,
): Promise<void> => {
  const signal = await stopAsked
  log.info({ signal }, 'stopping')
  await regia.stop()
  await alsoClose()
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
