import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import busboy from 'busboy'
import { type Clock, systemClock } from '#src/domain/clock.ts'
import { announcer } from './announce.ts'
import { fromApp } from './content.ts'
import { openDeliveries } from './deliveries.ts'
import { openFaults } from './faults.ts'
import { SHOWN_INLINE } from './files.ts'
import { readableIn } from './forms.ts'
import { openHandles } from './handles.ts'
import { type Call, openJournal } from './journal.ts'
import { isRecord, type Json, parsed, record, text } from './json.ts'
import { sendScheduled } from './methods/chat.ts'
import { openMoves } from './moves.ts'
import { openPace } from './pace.ts'
import { openPage } from './page.ts'
import { type Command, type Person, personOf, type Shortcut } from './person.ts'
import { presenter } from './present.ts'
import { respond } from './responses.ts'
import { sampleWorkspace } from './sample-workspace.ts'
import { openScreens } from './screens.ts'
import { RateLimit, type Settings, type Slack } from './slack.ts'
import { flagFor } from './verdict.ts'
import { allScopes, answer, methodNamed } from './web-api.ts'
import {
  type Channel,
  type Message,
  openWorkspace,
  type Posting,
  type StoredFile,
  type Workspace,
  type WorkspaceSeed,
} from './workspace.ts'

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
  /** Holds the clock, or lets it run on. */
  holdClock?: (held: boolean) => void
  /** Makes everything else as new; the workspace is, by then. */
  startOver?: () => Promise<void>
  /** What Slack allows a minute, per method, and a post a second and channel; on unless told otherwise. */
  rateLimit?: boolean
  homeTab?: boolean
  /** False for a workspace that Slack's own charts have not come to yet. */
  nativeCharts?: boolean
  messagesTab?: boolean
  /** In minutes; for ever when absent. */
  editWindow?: number
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
  const moves = openMoves(workspace)
  const pace = options.rateLimit === false ? null : openPace()
  const settings: Settings = {
    homeTab: options.homeTab ?? true,
    nativeCharts: options.nativeCharts ?? true,
    messagesTab: options.messagesTab ?? true,
    editWindow: options.editWindow ?? null,
  }
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
    settings,
    origin: () => origin,
    postWait: (channel) => pace?.post(channel) ?? 0,
  }
  const placed = (name: string): Channel => {
    const channel = workspace.channelById(name) ?? workspace.channelNamed(name)
    if (!channel) throw new Error(`There is no channel "${name}".`)
    return channel
  }
  const adminId = (): string => workspace.state.people.find(({ admin }) => admin)?.id ?? ''
  const people = new Map<string, Person>()
  const as = (nameOrId: string): Person => {
    const id = workspace.person(nameOrId)?.id ?? nameOrId
    const known = people.get(id) ?? personOf(slack, nameOrId, commands, shortcuts)
    people.set(id, known)
    return known
  }

  // —— Time ——————————————————————————————————————————————————————————————————————————————————————————————

  /** What Slack does by itself when its hour has come. */
  const timePasses = () => {
    deliveries.retryDue()
    for (const { channel, text: words } of sendScheduled(slack)) moves.came('message', channel, words)
  }
  const passing = setInterval(timePasses, LOOK_MS).unref()
  let held = workspace.state.time?.held ?? false
  const keepTime = () => {
    workspace.state.time = { at: workspace.now(), machine: systemClock.now().epochMilliseconds, held }
    timePasses()
    workspace.changed()
  }
  const moveClock = (by: Temporal.DurationLike) => {
    const from = workspace.now()
    options.moveClock?.(by)
    const to = workspace.now()
    if (to > from) moves.moved(from, to)
    keepTime()
  }
  const holdClock = (hold: boolean) => {
    options.holdClock?.(hold)
    held = hold
    keepTime()
  }

  // —— Starting over —————————————————————————————————————————————————————————————————————————————————————

  let startingOver: Promise<void> | null = null
  const beginAnew = () => {
    for (const part of [journal, faults, handles, screens, deliveries]) part.beginAnew()
    people.clear()
    held = false
    workspace.beginAnew()
  }
  const { startOver } = options
  const startsOver =
    startOver &&
    (() => {
      startingOver ??= startOver().finally(() => {
        startingOver = null
        workspace.changed()
      })
      workspace.changed()
      return startingOver
    })

  const page = openPage({
    seen: {
      slack,
      as,
      calls: () => journal.calls,
      commands,
      shortcuts,
      listening: () => deliveries.listening(),
      clock: { canMove: options.moveClock !== undefined, paused: () => held },
      startOver: () => (startsOver ? (startingOver ? 'running' : 'can') : 'cannot'),
    },
    doing: {
      slack,
      as: (who) => {
        if (startingOver) throw new Error('Everything is being made anew. Try again in a moment.')
        return as(who)
      },
      moveClock: options.moveClock ? moveClock : null,
      holdClock: options.holdClock ? holdClock : null,
      startOver: startsOver ?? null,
      strike: faults.next,
    },
  })

  // —— The Web API over HTTP —————————————————————————————————————————————————————————————————————————————

  const api = async (method: string, request: IncomingMessage, response: ServerResponse) => {
    const begun = performance.now()
    const args = await argumentsOf(request)
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? (text(args.token) || null)
    const { token: _, ...shown } = args
    const note = (status: number, given: unknown, flag: string | null = null) => {
      journal.call({
        method,
        args: shown,
        status,
        answer: given,
        ms: Math.round(performance.now() - begun),
        flag,
      })
      workspace.changed()
    }
    const send = (status: number, body: Json, headers: Record<string, string> = {}) => {
      note(status, body, flagFor(body))
      if (!response.destroyed)
        reply(response, status, body, { 'x-oauth-scopes': [...scopes].join(','), ...headers })
    }
    const limited = (retryAfter: number) =>
      send(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(retryAfter) })
    /** A number is how many seconds to wait. */
    const done = (): Json | number => {
      const tier = methodNamed(method)?.tier
      const wait = tier ? (pace?.call(method, tier) ?? 0) : 0
      if (wait > 0) return wait
      const before = newestTs(workspace)
      try {
        const result = answer(slack, method, token, args)
        moves.called(method, args, result, before)
        return result
      } catch (error) {
        if (error instanceof RateLimit) return error.retryAfter
        throw error
      }
    }
    const finish = () => {
      const result = done()
      if (typeof result === 'number') limited(result)
      else send(200, result)
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
        setTimeout(finish, fault.ms).unref()
        return
    }
    finish()
  }

  const takeResponse = async (id: string, request: IncomingMessage, response: ServerResponse) => {
    const given = record(parsed((await bytesOf(request)).toString()))
    const reach = handles.spendReach(id)
    const result = typeof reach === 'string' ? { ok: false, error: reach } : respond(slack, reach, given)
    const status = typeof reach === 'string' ? 404 : 200
    if (typeof reach !== 'string') moves.responded(reach, given, result)
    journal.call({
      method: 'response_url',
      args: given,
      status,
      answer: result,
      ms: 0,
      flag: flagFor(result),
    })
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

  const giveFile = (id: string, download: boolean, request: IncomingMessage, response: ServerResponse) => {
    const file = workspace.state.files.find((each) => each.id === id)
    const { authorization } = request.headers
    const own = request.headers['sec-fetch-site'] === 'same-origin'
    if (!own && authorization === undefined) return plain(response, 403, 'sign in first')
    const allowed = authorization === `Bearer ${tokens.bot}` && scopes.has('files:read')
    if (!own && !allowed) {
      // Slack refuses nobody here: it shows them the page where people sign in.
      const away = `https://${workspace.state.team.domain}.slack.com/?redir=${encodeURIComponent(request.url ?? '')}`
      response.writeHead(302, { location: away }).end()
      return
    }
    if (!file?.bytes) return plain(response, 404, 'no such file')
    const inline = !download && SHOWN_INLINE.has(file.mimetype)
    response.writeHead(200, {
      'content-type': file.mimetype || 'application/octet-stream',
      'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    response.end(Buffer.from(file.bytes, 'base64'))
  }

  /** Answers what belongs to the playground; false leaves the request to others. */
  const handle = (request: IncomingMessage, response: ServerResponse): boolean => {
    const asked = URL.parse(request.url ?? '/', 'http://playground')
    if (!asked) return false
    const { pathname } = asked
    const [, first = '', second = '', third = ''] = pathname.split('/')
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
      else if (first === 'files') giveFile(second, third === 'download', request, response)
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
    /** What a person's next act would hand to the app. */
    trigger(who: string, { inModal = false } = {}): string {
      const { id } = as(who)
      return handles.trigger(id, inModal ? (screens.top(id)?.id ?? null) : null)
    },
    /** A message of the app, past all rules: for what Slack would not let a test bring about. */
    post(name: string, words: string, thread?: string): string {
      const channel = workspace.channelNamed(name)
      if (!channel) throw new Error(`There is no channel "${name}".`)
      return workspace.add(channel, { ...fromApp(slack), text: words, ...(thread && { thread_ts: thread }) })
        .ts
    },
    /** What the channel's owner lets apps do from now on; null frees it. */
    restrict(name: string, posting: Posting | null) {
      const channel = placed(name)
      if (posting) channel.posting = posting
      else delete channel.posting
      workspace.changed()
    },
    /** An admin archives the channel, or opens it again. */
    async archive(name: string, archived = true) {
      const channel = placed(name)
      channel.archived = archived
      workspace.changed()
      if (workspace.appIsIn(channel))
        await announce.befell(channel, archived ? 'archive' : 'unarchive', adminId())
    },
    /** Another organisation is invited into the channel, or leaves it. */
    async share(name: string, shared = true) {
      const channel = placed(name)
      channel.external = shared
      workspace.changed()
      await announce.connected(channel, shared)
    },
    /** An admin removes the app from the channel. */
    async expel(name: string) {
      const channel = placed(name)
      channel.members = channel.members.filter((id) => id !== workspace.state.app.userId)
      workspace.changed()
      await announce.befell(channel, 'left', adminId())
    },
    /** An admin deletes the channel. */
    async deleteChannel(name: string) {
      const channel = placed(name)
      const { channels } = workspace.state
      channels.splice(channels.indexOf(channel), 1)
      workspace.changed()
      await announce.befell(channel, 'deleted', adminId())
    },
    /** Every file that the workspace holds, also those that are shown nowhere. */
    files: (): readonly StoredFile[] => workspace.state.files,
    /** An owner of the workspace deletes it. */
    deleteFile(id: string) {
      const file = workspace.state.files.find((each) => each.id === id)
      if (file) Object.assign(file, { deleted: true, bytes: null })
      workspace.changed()
    },
    /** What Slack gives to an app that is being installed, once for `oauth.v2.access`. */
    installCode: handles.code,
    onChange: workspace.onChange,
    moveClock,
    holdClock,
    /** What its clock showed when it was last kept, for whoever starts it again. */
    keptTime: () => workspace.state.time,
    /** As on the first day; whoever is connected stays connected. */
    beginAnew,

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
      clearInterval(passing)
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

/**
 * A page elsewhere could point its own name at this machine, or send what it likes without reading the answer: only
 * requests that name this machine rightly, and come from no other page, are answered. A link to the page itself may.
 */
const isLocal = ({ headers, url, method }: IncomingMessage): boolean => {
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '')) return false
  const link = headers['sec-fetch-mode'] === 'navigate' && method === 'GET' && /^\/($|[?#])/.test(url ?? '')
  if (link) return true
  const own = headers.origin === undefined || headers.origin === `http://${headers.host}`
  return own && !['cross-site', 'same-site'].includes(String(headers['sec-fetch-site'] ?? ''))
}

const LOOK_MS = 200

const newestTs = ({ state: { lastTs } }: Workspace): string =>
  `${Math.floor(lastTs.micros / 1_000_000)}.${String(lastTs.micros % 1_000_000).padStart(6, '0')}`

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
