import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import busboy from 'busboy'
import type { Clock } from '#src/domain/clock.ts'
import { announcer } from './announce.ts'
import { openDeliveries } from './deliveries.ts'
import { openFaults } from './faults.ts'
import { readableIn } from './forms.ts'
import { openHandles } from './handles.ts'
import { type Call, openJournal } from './journal.ts'
import { isRecord, type Json, parsed, record, text } from './json.ts'
import { openPage } from './page.ts'
import { type Command, type Person, personOf, type Shortcut } from './person.ts'
import { presenter } from './present.ts'
import { sampleWorkspace } from './sample-workspace.ts'
import { openScreens } from './screens.ts'
import { allScopes, answer, RateLimit, respond, type Slack } from './web-api.ts'
import { type Message, openWorkspace, type WorkspaceSeed } from './workspace.ts'

export interface PlaygroundOptions {
  /** Messages are stamped with it. Triggers and acknowledgements run on real time. */
  clock: Clock
  workspace?: WorkspaceSeed
  /** Where the workspace is kept; in memory only when absent. */
  file?: string
  tokens?: { bot: string; app: string; signingSecret: string }
  /** The bot's scopes; all that the methods know when absent. */
  scopes?: readonly string[]
  /** Subscriptions such as `message.channels`; all of them when absent. */
  events?: readonly string[]
  commands?: readonly Command[]
  shortcuts?: readonly Shortcut[]
  /** Payloads are posted there, signed, instead of going over sockets. */
  http?: { url: string }
  moveClock?: (by: Temporal.DurationLike) => void
  /** One post a second and channel after a small burst; on unless told otherwise. */
  rateLimit?: boolean
}

export type Playground = ReturnType<typeof playground>

export const DEFAULT_TOKENS = {
  bot: 'xoxb-playground',
  app: 'xapp-playground',
  signingSecret: 'playground-signing-secret',
} as const

/** A Slack of one's own: Web API, Socket Mode, signed requests, and people who act. Bound to this machine only. */
export const playground = (options: PlaygroundOptions) => {
  const { clock, commands = [], shortcuts = [] } = options
  const tokens = options.tokens ?? DEFAULT_TOKENS
  const scopes = new Set(options.scopes ?? allScopes())
  const workspace = openWorkspace({ seed: options.workspace ?? sampleWorkspace, file: options.file, clock })
  const journal = openJournal(clock)
  const faults = openFaults()
  const handles = openHandles(clock)
  let origin = 'http://127.0.0.1'
  const present = presenter(workspace, clock, () => origin)
  const deliveries = openDeliveries({
    clock,
    workspace,
    journal,
    signingSecret: tokens.signingSecret,
    scopes,
    events: options.events,
    url: options.http?.url,
  })
  const screens = openScreens(workspace)
  const announce = announcer(workspace, present, deliveries)
  const mayPost = options.rateLimit === false ? () => true : postLimiter()
  const slack: Slack = {
    clock,
    workspace,
    present,
    screens,
    handles,
    deliveries,
    announce,
    scopes,
    tokens,
    origin: () => origin,
    mayPost,
  }
  const people = new Map<string, Person>()
  const as = (nameOrId: string): Person => {
    const id = workspace.person(nameOrId)?.id ?? nameOrId
    const known = people.get(id) ?? personOf(slack, nameOrId, commands, shortcuts)
    people.set(id, known)
    return known
  }

  const moveClock = (by: Temporal.DurationLike) => {
    options.moveClock?.(by)
    deliveries.retryDue()
    workspace.changed()
  }
  const page = openPage({
    slack,
    as,
    calls: () => journal.calls,
    commands,
    shortcuts,
    moveClock: options.moveClock ? moveClock : null,
    listening: () => deliveries.listening(),
  })

  // —— The Web API over HTTP —————————————————————————————————————————————————————————————————————————————

  const api = async (method: string, request: IncomingMessage, response: ServerResponse) => {
    const begun = performance.now()
    const args = await argumentsOf(request)
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? (text(args.token) || null)
    const { token: _, ...shown } = args
    const note = (status: number, given: unknown, flag: string | null = null) =>
      void journal.call({
        method,
        args: shown,
        status,
        answer: given,
        ms: Math.round(performance.now() - begun),
        flag,
      })
    const send = (status: number, body: Json, headers: Record<string, string> = {}) => {
      const failed = body.ok === false && text(body.error) === 'unknown_method'
      note(status, body, failed ? 'unknown method' : null)
      if (!response.destroyed)
        reply(response, status, body, { 'x-oauth-scopes': [...scopes].join(','), ...headers })
      workspace.changed()
    }
    const limited = (retryAfter: number) =>
      send(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(retryAfter) })
    const done = (): Json | null => {
      try {
        return answer(slack, method, token, args)
      } catch (error) {
        if (error instanceof RateLimit) return null
        throw error
      }
    }

    const fault = faults.strike(method)
    switch (fault?.kind) {
      case 'rate-limited':
        return limited(fault.retryAfter)
      case 'status':
        note(fault.status, null, `fault: ${fault.kind}`)
        return plain(response, fault.status, 'upstream error')
      case 'error':
        return send(200, { ok: false, error: fault.error })
      case 'drop':
        note(0, null, `fault: ${fault.kind}`)
        return void request.socket.destroy()
      case 'accept-then-status':
        note(fault.status, done(), `fault: ${fault.kind}`)
        return plain(response, fault.status, 'upstream error')
      case 'accept-then-drop':
        note(0, done(), `fault: ${fault.kind}`)
        return void request.socket.destroy()
      case 'accept-and-never-answer':
        note(0, done(), `fault: ${fault.kind}`)
        return
      case 'drop-then-accept':
        note(0, null, `fault: ${fault.kind}`)
        request.socket.destroy()
        setTimeout(done, fault.ms).unref()
        return
      case 'late':
        setTimeout(() => send(200, done() ?? { ok: false, error: 'ratelimited' }), fault.ms).unref()
        return
    }
    const result = done()
    if (result) send(200, result)
    else limited(1)
  }

  const takeResponse = async (id: string, request: IncomingMessage, response: ServerResponse) => {
    const given = record(parsed((await bytesOf(request)).toString()))
    const reach = handles.spendReach(id)
    const result = typeof reach === 'string' ? { ok: false, error: reach } : respond(slack, reach, given)
    const status = typeof reach === 'string' ? 404 : 200
    journal.call({ method: 'response_url', args: given, status, answer: result, ms: 0, flag: null })
    workspace.changed()
    reply(response, status, result)
  }

  const takeUpload = async (id: string, request: IncomingMessage, response: ServerResponse) => {
    const file = workspace.state.files.find((each) => each.id === id)
    if (!file || file.bytes !== null) return plain(response, 404, 'no such upload')
    const content = await uploadedBytes(request)
    file.bytes = content.toString('base64')
    file.size = content.length
    workspace.changed()
    plain(response, 200, `OK - ${content.length}`)
  }

  const giveFile = (id: string, request: IncomingMessage, response: ServerResponse) => {
    const file = workspace.state.files.find((each) => each.id === id)
    const own =
      request.headers.authorization === `Bearer ${tokens.bot}` ||
      request.headers['sec-fetch-site'] === 'same-origin'
    if (!own) return plain(response, 403, 'sign in first')
    if (!file?.bytes) return plain(response, 404, 'no such file')
    response.writeHead(200, {
      'content-type': file.mimetype,
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
    })
    response.end(Buffer.from(file.bytes, 'base64'))
  }

  /** Answers what belongs to the playground; false leaves the request to others. */
  const handle = (request: IncomingMessage, response: ServerResponse): boolean => {
    const asked = URL.parse(request.url ?? '/', 'http://playground')
    if (!asked) return false
    const { pathname } = asked
    const [, first = '', second = ''] = pathname.split('/')
    const route = ROUTES.includes(first)
    if (!route) {
      if (!PAGE_ROUTES.includes(first)) return false
      if (isLocal(request)) return page.handle(request, response)
      plain(response, 403, 'The playground is for this machine only.')
      return true
    }
    if (!isLocal(request)) {
      plain(response, 403, 'The playground is for this machine only.')
      return true
    }
    const work = async () => {
      if (first === 'api' && second) await api(second, request, response)
      else if (first === 'respond' && request.method === 'POST') await takeResponse(second, request, response)
      else if (first === 'upload' && request.method === 'POST') await takeUpload(second, request, response)
      else if (first === 'files') giveFile(second, request, response)
      else plain(response, 404, 'not found')
    }
    work().catch((error: unknown) => {
      journal.call({
        method: pathname,
        args: {},
        status: 500,
        answer: String(error),
        ms: 0,
        flag: 'playground error',
      })
      if (!response.headersSent) plain(response, 500, String(error))
    })
    return true
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
    const asked = URL.parse(request.url ?? '/', 'http://playground')
    if (asked?.pathname !== '/socket') return false
    if (isLocal(request)) deliveries.upgrade(request, socket, head, asked.searchParams.get('ticket') ?? '')
    else socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    return true
  }

  const server = createServer((request, response) => {
    if (!handle(request, response)) plain(response, 404, 'not found')
  })
  server.on('upgrade', (request, socket, head) => {
    if (!upgrade(request, socket, head)) socket.destroy()
  })

  return {
    tokens,
    commands,
    shortcuts,
    handle,
    upgrade,
    as,
    faults: { next: faults.next, random: faults.random },
    get calls(): readonly Call[] {
      return journal.calls
    },
    /** Where others reach it when it is mounted on their server. */
    mountedAt(url: string) {
      origin = url.replace(/\/$/, '')
    },
    speakHttp(url: string | undefined) {
      deliveries.speakHttp(url)
    },
    socketsConnected: () => deliveries.sockets(),
    dropSockets: deliveries.drop,
    redeliver: deliveries.redeliver,
    expireTriggers: handles.expireTriggers,
    onChange: workspace.onChange,
    moveClock,

    /** What has been posted in a conversation: by `#name`, id, or `@person` for the app's direct messages with them. */
    channel(name: string) {
      const person = name.startsWith('@') || /^[UW]/.test(name) ? workspace.person(name) : undefined
      const channel = person
        ? workspace.directWith(person.id)
        : (workspace.channelById(name) ?? workspace.channelNamed(name))
      if (!channel) throw new Error(`There is no channel "${name}".`)
      return {
        id: channel.id,
        messages: (): readonly Message[] => channel.messages,
        fromApp: (): readonly Message[] => channel.messages.filter(({ bot_id }) => bot_id),
        thread: (ts: string): readonly Message[] => workspace.replies(channel, ts),
        /** All words of the newest message. */
        shows: (): string => {
          const newest = channel.messages.at(-1)
          return newest ? (newest.blocks ? readableIn(newest.blocks) : newest.text) : ''
        },
      }
    },

    /** Looks again after each change until `look` finds something; fails after `seconds` of real time. */
    until<Found>(look: () => Found, { seconds = 10 } = {}): Promise<NonNullable<Exclude<Found, false>>> {
      return new Promise((found, fail) => {
        const looked = () => {
          try {
            const seen = look()
            if (seen === undefined || seen === null || seen === false) return
            stop()
            found(seen as NonNullable<Exclude<Found, false>>)
          } catch (error) {
            stop()
            fail(error)
          }
        }
        const gaveUp = setTimeout(() => {
          stop()
          fail(new Error(`It did not come to pass within ${seconds} s: ${look.toString()}`))
        }, seconds * 1000)
        const forget = workspace.onChange(looked)
        const stop = () => {
          clearTimeout(gaveUp)
          forget()
        }
        looked()
      })
    },

    async listen(port = 0, host = '127.0.0.1'): Promise<{ url: string; apiUrl: string }> {
      if (!LOOPBACK.has(host)) throw new Error('The playground listens on this machine only.')
      await new Promise<void>((listening, failed) => {
        server.once('error', failed)
        server.listen(port, host, () => listening())
      })
      const address = server.address()
      const bound = typeof address === 'object' && address ? address.port : port
      origin = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`
      return { url: `${origin}/`, apiUrl: `${origin}/api/` }
    },

    async close(): Promise<void> {
      page.close()
      deliveries.close()
      workspace.close()
      if (!server.listening) return
      await new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      })
    },
  }
}

const ROUTES = ['api', 'respond', 'upload', 'files']
const PAGE_ROUTES = ['', 'ui', 'playground']
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1'])

/** A page elsewhere could point its own name at this machine: only requests that name it rightly are answered. */
const isLocal = ({ headers }: IncomingMessage): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '')

const BURST = 10
/** One token a second and channel, `BURST` of them at most. */
const postLimiter = () => {
  const buckets = new Map<string, { left: number; at: number }>()
  return (channel: string): boolean => {
    const now = performance.now()
    const { left, at } = buckets.get(channel) ?? { left: BURST, at: now }
    const filled = Math.min(BURST, left + (now - at) / 1000)
    buckets.set(channel, { left: filled >= 1 ? filled - 1 : filled, at: now })
    return filled >= 1
  }
}

const reply = (
  response: ServerResponse,
  status: number,
  body: Json,
  headers: Record<string, string> = {},
) => {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(JSON.stringify(body))
}
const plain = (response: ServerResponse, status: number, body: string) => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(body)
}

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const argumentsOf = async (request: IncomingMessage): Promise<Json> => {
  const { searchParams } = new URL(request.url ?? '/', 'http://playground')
  const type = request.headers['content-type'] ?? ''
  const query = Object.fromEntries(searchParams)
  if (type.startsWith('multipart/')) return { ...query, ...(await multipart(request)).fields }
  const body = (await bytesOf(request)).toString()
  if (type.startsWith('application/json')) {
    const json = parsed(body)
    return { ...query, ...(isRecord(json) ? json : {}) }
  }
  return { ...query, ...Object.fromEntries(new URLSearchParams(body)) }
}

const uploadedBytes = async (request: IncomingMessage): Promise<Buffer> =>
  request.headers['content-type']?.startsWith('multipart/')
    ? ((await multipart(request)).file ?? Buffer.alloc(0))
    : bytesOf(request)

const multipart = (
  request: IncomingMessage,
): Promise<{ fields: Record<string, string>; file: Buffer | null }> =>
  new Promise((read, failed) => {
    const fields: Record<string, string> = {}
    let file: Buffer | null = null
    const form = busboy({ headers: request.headers })
    form.on('field', (name, value) => {
      fields[name] = value
    })
    form.on('file', (_, stream) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        file = Buffer.concat(chunks)
      })
    })
    form.on('close', () => read({ fields, file }))
    form.on('error', failed)
    request.pipe(form)
  })
