import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { expect, onTestFinished } from 'vitest'
import { DEFAULT_TOKENS, type Playground, playground } from '#playground/server/playground.ts'
import { systemClock } from '#src/domain/clock.ts'
import { readManifest } from '#src/manifest.ts'
import { dialectAt, placeOf } from '#src/store/dialect.ts'
import { importFile } from '#src/workers/import.ts'
import { type DatabaseName, freshDatabase } from '#tests/support/databases.ts'
import { freePort } from '#tests/support/ports.ts'
import type { BotOrders } from './bot.ts'

/** A cron slot comes due every hour of the bot's time: every 1.2 seconds here. */
const PACE = 3000
const EPOCH = Temporal.Instant.from('2026-09-16T07:00:30Z').epochMilliseconds

export interface House {
  slack: Playground
  databaseUrl: string
  /** SIGKILL, and once it is gone another; resolves when that one is up. */
  killed(): Promise<void>
  /** As an operator would; resolves with its exit code. */
  stopped(): Promise<number | null>
}

export interface HouseOptions {
  database: DatabaseName
  mode: 'socket' | 'http'
  /** Whether Slack folds a repeated `client_msg_id` into the first message, as it was seen to do and nowhere says. */
  folds?: boolean
  /** False for a workspace that refuses Slack's own charts. */
  nativeCharts?: boolean
  /** How many times as fast as the machine's the bot's clock runs. */
  pace?: number
}

/** The bot in a process of its own, and everything that outlives it in this one. */
export const house = async ({
  database,
  mode,
  folds = true,
  nativeCharts = true,
  pace = PACE,
}: HouseOptions): Promise<House> => {
  const slack = playground({ clock: systemClock, ...(await readManifest()), rateLimit: false, nativeCharts })
  const { apiUrl } = await slack.listen()
  onTestFinished(() => slack.close())
  const databaseUrl = await freshDatabase(database)
  await importNumbers(databaseUrl, FIRST)
  const port = await freePort()
  if (mode === 'http') slack.speakHttp(`http://127.0.0.1:${port}/slack/events`)
  const orders: BotOrders = {
    mode:
      mode === 'socket'
        ? { kind: 'socket', token: DEFAULT_TOKENS.bot, appToken: DEFAULT_TOKENS.app }
        : { kind: 'http', token: DEFAULT_TOKENS.bot, signingSecret: DEFAULT_TOKENS.signingSecret },
    apiUrl: folds ? apiUrl : await forgetful(apiUrl),
    databaseUrl,
    port,
    clock: { epoch: EPOCH, zero: performance.timeOrigin + performance.now(), pace },
  }
  const compiled = await mkdtemp(join(tmpdir(), 'regia-compiled-'))
  onTestFinished(() => rm(compiled, { recursive: true, force: true }))

  let bot = await start(orders, compiled)
  onTestFinished(() => void bot.kill('SIGKILL'))
  const gone = async (signal: NodeJS.Signals): Promise<number | null> => {
    const exit = once(bot, 'exit')
    bot.kill(signal)
    const [code] = await exit
    return code
  }
  return {
    slack,
    databaseUrl,
    killed: async () => {
      await gone('SIGKILL')
      bot = await start(orders, compiled)
    },
    stopped: () => gone('SIGTERM'),
  }
}

const start = async (orders: BotOrders, compiled: string): Promise<ChildProcess> => {
  const bot = fork(join(import.meta.dirname, 'bot.ts'), [JSON.stringify(orders)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await Promise.race([once(bot, 'message'), once(bot, 'exit')])
  if (bot.exitCode !== null) throw new Error(`the bot ended with ${bot.exitCode}`)
  return bot
}

/** The same Slack, which never hears by which key it should fold a repeated message. */
const forgetful = async (apiUrl: string): Promise<string> => {
  const door = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const fields = new URLSearchParams(Buffer.concat(chunks).toString())
      if (request.url?.endsWith('chat.postMessage')) fields.delete('client_msg_id')
      const { 'content-length': _, host: __, ...headers } = request.headers
      const onward = httpRequest(new URL(request.url ?? '/', apiUrl), {
        method: request.method,
        headers,
        agent: false,
      })
      onward.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      onward.on('error', () => request.socket.destroy())
      response.on('close', () => onward.destroy())
      onward.end(fields.toString())
    })
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  onTestFinished(() => {
    door.closeAllConnections()
    door.close()
  })
  return `http://127.0.0.1:${(door.address() as AddressInfo).port}/api/`
}

interface Rows {
  followup: { id: string; what: string; state: string; rung: number }
  request: { what: string; state: string }
  slot: { schedule: string; state: string; reason: string | null }
  inbox: { kind: string; state: string; error: string | null }
  outbox: { kind: string; state: string; channel: string; error: string | null }
  alert_episode: { state: string }
}

/** What the ledger holds, read beside the bot. */
export const rowsIn = async <Table extends keyof Rows>(url: string, table: Table): Promise<Rows[Table][]> => {
  const db = new Kysely<Rows>({ dialect: await dialectAt(placeOf(url, 'ledger')) })
  try {
    return (await db.selectFrom(table).selectAll().execute()) as Rows[Table][]
  } finally {
    await db.destroy()
  }
}

/** Resolves to true when Slack got every acknowledgement of what `act` delivered with `words` in it: the person is told that all is well. */
export const acknowledged = async (
  slack: Playground,
  words: string,
  act: () => Promise<void>,
): Promise<boolean> => {
  const before = slack.calls.at(-1)?.number ?? 0
  await act()
  const sent = slack.calls.filter(
    (it) => it.kind === 'delivery' && it.number > before && JSON.stringify(it.payload).includes(words),
  )
  return sent.length > 0 && sent.every((it) => it.flag === null && it.ms !== null)
}

/** What was acknowledged is finished, what was decided is said. */
export const settled = (databaseUrl: string): Promise<void> =>
  expect
    .poll(
      async () => {
        const [inbox, outbox] = await Promise.all([
          rowsIn(databaseUrl, 'inbox'),
          rowsIn(databaseUrl, 'outbox'),
        ])
        return [
          ...inbox.filter((row) => row.state === 'received'),
          ...outbox.filter((row) => ['pending', 'claimed', 'sending'].includes(row.state)),
        ].length
      },
      { timeout: 60_000, interval: 100 },
    )
    .toBe(0)

/** A line of a feed: the one creator that there is at first. */
const FIRST = '2026-09-15,7300000000000000123,luna,800,60'

export const importNumbers = async (url: string, line: string): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'regia-crash-'))
  const path = join(folder, 'feed.csv')
  await writeFile(path, `date,creator_id,username,diamonds,live_minutes\n${line}\n`)
  await importFile({ url, path, now: Temporal.Instant.fromEpochMilliseconds(EPOCH) })
  await rm(folder, { recursive: true })
}
