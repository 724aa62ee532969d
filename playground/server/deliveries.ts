import { createHmac, randomUUID } from 'node:crypto'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { LIMITS } from '#src/blocks/limits.ts'
import { type Clock, systemClock } from '#src/domain/clock.ts'
import type { Delivery, Journal } from './journal.ts'
import { isRecord, type Json, parsed, record, text } from './json.ts'
import type { Workspace } from './workspace.ts'

/** What came of a delivery: the bot's answer, or why there is none. */
export type Outcome =
  | { acked: true; body: unknown }
  | { acked: false; why: 'timeout' | 'connection_failed' | 'http_error'; final?: boolean }

export type Deliveries = ReturnType<typeof openDeliveries>

const SOCKETS = 10
const PING_MS = 10_000

interface Options {
  clock: Clock
  workspace: Workspace
  journal: Journal
  signingSecret: string
  scopes: ReadonlySet<string>
  events: readonly string[] | undefined
  url: string | undefined
}

/** The way from Slack to the bot: one of its sockets, or a signed request. */
export const openDeliveries = ({
  clock,
  workspace,
  journal,
  signingSecret,
  scopes,
  events,
  url,
}: Options) => {
  const { state } = workspace
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const waiting = new Map<string, Waiting>()
  const retries: Retry[] = []
  let sockets: WebSocket[] = []
  let turn = 0
  let http = url
  let last: { payload: Json; attempt: number } | null = null

  const pinging = setInterval(() => {
    for (const socket of sockets) socket.ping()
  }, PING_MS).unref()

  const welcome = (socket: WebSocket) => {
    if (sockets.length >= SOCKETS) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }))
      return socket.close()
    }
    sockets.push(socket)
    socket.on('message', (data) => hear(String(data)))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      sockets = sockets.filter((each) => each !== socket)
      for (const [id, { on, fail }] of waiting) {
        if (on !== socket) continue
        waiting.delete(id)
        fail()
      }
      workspace.changed()
    })
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.length,
        debug_info: { host: 'playground', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: state.app.id },
      }),
    )
    workspace.changed()
  }

  const hear = (data: string) => {
    const { envelope_id, payload } = record(parsed(data))
    const expected = waiting.get(text(envelope_id))
    if (!expected) return
    waiting.delete(text(envelope_id))
    expected.acked(payload)
  }

  const overSocket = (
    envelope: string,
    payload: Json,
    retry: RetryInfo | null,
    entry: Delivery,
  ): Promise<Outcome> => {
    const socket = sockets[turn++ % Math.max(1, sockets.length)]
    if (!socket) return Promise.resolve({ acked: false, why: 'connection_failed' })
    const envelope_id = randomUUID()
    const begun = performance.now()
    return new Promise((settle) => {
      const late = setTimeout(() => settle({ acked: false, why: 'timeout' }), LIMITS.ack * 1000)
      waiting.set(envelope_id, {
        on: socket,
        acked(body) {
          clearTimeout(late)
          noteAck(entry, performance.now() - begun, body)
          settle({ acked: true, body })
          workspace.changed()
        },
        fail() {
          clearTimeout(late)
          settle({ acked: false, why: 'connection_failed' })
        },
      })
      const accepts_response_payload = envelope !== 'events_api'
      socket.send(
        JSON.stringify({
          envelope_id,
          type: envelope,
          payload,
          accepts_response_payload,
          ...(envelope === 'events_api' && {
            retry_attempt: retry?.attempt ?? 0,
            retry_reason: retry?.reason ?? '',
          }),
        }),
      )
    })
  }

  const overHttp = async (
    to: string,
    envelope: string,
    payload: Json,
    retry: RetryInfo | null,
    entry: Delivery,
  ): Promise<Outcome> => {
    const form = envelope !== 'events_api'
    const fields = envelope === 'interactive' ? { payload: JSON.stringify(payload) } : payload
    const body = form ? formOf(fields) : JSON.stringify(payload)
    // The bot compares it with the machine's time, not with the workspace's.
    const timestamp = String(Math.floor(systemClock.now().epochMilliseconds / 1000))
    const begun = performance.now()
    const answer = await post(
      to,
      body,
      {
        'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature(signingSecret, timestamp, body),
        ...(retry && { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason }),
      },
      (late) => {
        if (late.status < 200 || late.status > 299) return
        noteAck(entry, performance.now() - begun, late.body)
        workspace.changed()
      },
    )
    if (answer === 'timeout' || answer === 'connection_failed') return { acked: false, why: answer }
    if (answer.status >= 200 && answer.status < 300) {
      noteAck(entry, performance.now() - begun, answer.body)
      return { acked: true, body: answer.body }
    }
    entry.flag = `HTTP ${answer.status}`
    entry.ack = answer.body
    return { acked: false, why: 'http_error', final: answer.final }
  }

  const send = async (
    envelope: string,
    about: string,
    payload: Json,
    retry: RetryInfo | null = null,
  ): Promise<Outcome> => {
    const by = http ? 'http' : 'socket'
    const entry = journal.delivery({
      envelope,
      about,
      by,
      payload,
      attempt: retry?.attempt ?? 0,
      ms: null,
      ack: null,
      flag: null,
    })
    const outcome = http
      ? await overHttp(http, envelope, payload, retry, entry)
      : await overSocket(envelope, payload, retry, entry)
    if (!outcome.acked)
      entry.flag ??= outcome.why === 'timeout' ? 'not acknowledged within 3 s' : outcome.why.replace('_', ' ')
    if (envelope !== 'events_api') workspace.changed()
    return outcome
  }

  const sendEvent = async (payload: Json, attempt: number, reason: string): Promise<void> => {
    const event = record(payload.event)
    last = { payload, attempt }
    const outcome = await send('events_api', text(event.type), payload, attempt ? { attempt, reason } : null)
    if (outcome.acked || outcome.final || attempt >= RETRY_AFTER_SECONDS.length) return workspace.changed()
    const wait = RETRY_AFTER_SECONDS[attempt] ?? 0
    const why = outcome.why === 'timeout' ? (http ? 'http_timeout' : 'timeout') : outcome.why
    const due = clock.now().epochMilliseconds + wait * 1000
    retries.push({ due, payload, attempt: attempt + 1, reason: why })
    workspace.changed()
  }

  const retryDue = () => {
    const now = clock.now().epochMilliseconds
    for (const retry of retries.filter(({ due }) => due <= now)) {
      retries.splice(retries.indexOf(retry), 1)
      void sendEvent(retry.payload, retry.attempt, retry.reason)
    }
  }

  const eventPayload = (event: Json): Json => ({
    token: 'playground',
    team_id: state.team.id,
    api_app_id: state.app.id,
    event,
    type: 'event_callback',
    event_id: `Ev0${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`,
    event_time: Math.floor(clock.now().epochMilliseconds / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: state.team.id,
        user_id: state.app.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${randomUUID()}`,
  })

  return {
    send: (envelope: 'slash_commands' | 'interactive', about: string, payload: Json) =>
      send(envelope, about, payload),

    /** Resolves after the first attempt; what was not acknowledged is tried again later, three times at most. */
    event: async (event: Json): Promise<void> => {
      const subscribed = subscriptionOf(event)
      if (events && !events.includes(subscribed)) return
      const needed = EVENT_SCOPES[subscribed] ?? []
      if (needed.length && !needed.some((scope) => scopes.has(scope))) return
      await sendEvent(eventPayload(event), 0, '')
    },

    /** The newest event once more, as after a lost acknowledgement; `asNew` gives it another id and no retry mark. */
    async redeliver({
      reason = 'timeout',
      asNew = false,
    }: {
      reason?: string
      asNew?: boolean
    } = {}): Promise<void> {
      if (!last) throw new Error('There is no event to deliver again.')
      if (asNew) return sendEvent(eventPayload(record(last.payload.event)), 0, '')
      await sendEvent(last.payload, last.attempt + 1, reason)
    },
    retryDue,
    /** Nothing of what was before is told any more. */
    beginAnew() {
      retries.length = 0
      last = null
    },

    ticket(): string {
      const ticket = randomUUID()
      tickets.add(ticket)
      return ticket
    },
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, ticket: string): void {
      if (!tickets.delete(ticket)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, welcome)
    },
    speakHttp(to: string | undefined) {
      http = to
    },
    sockets: () => sockets.length,
    listening: () => http !== undefined || sockets.length > 0,
    /** As Slack refreshes connections: a word, then the end. `abruptly` spares the word. */
    drop({ abruptly = false }: { abruptly?: boolean } = {}) {
      for (const socket of sockets) {
        if (abruptly) socket.terminate()
        else {
          socket.send(
            JSON.stringify({
              type: 'disconnect',
              reason: 'refresh_requested',
              debug_info: { host: 'playground' },
            }),
          )
          socket.close()
        }
      }
    },
    close() {
      clearInterval(pinging)
      retries.length = 0
      for (const socket of sockets) socket.terminate()
      for (const { fail } of waiting.values()) fail()
      waiting.clear()
      server.close()
    },
  }
}

interface Waiting {
  on: WebSocket
  acked(body: unknown): void
  fail(): void
}
interface RetryInfo {
  attempt: number
  reason: string
}
interface Retry extends RetryInfo {
  due: number
  payload: Json
}
const RETRY_AFTER_SECONDS = [0, 60, 300]

const noteAck = (entry: Delivery, ms: number, body: unknown) => {
  entry.ms = Math.round(ms)
  entry.ack = body
  if (ms > LIMITS.ack * 1000) entry.flag = `acknowledged after ${(ms / 1000).toFixed(1)} s`
}

/** Which subscription an event falls under: `message.channels`, `app_mention`, … */
const subscriptionOf = ({ type, channel_type }: Json): string =>
  type === 'message'
    ? `message.${channel_type === 'im' ? 'im' : channel_type === 'group' ? 'groups' : 'channels'}`
    : text(type)

const EVENT_SCOPES: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
  channel_archive: ['channels:read'],
  channel_deleted: ['channels:read'],
  channel_left: ['channels:read'],
  channel_shared: ['channels:read', 'groups:read'],
  channel_unarchive: ['channels:read'],
  channel_unshared: ['channels:read', 'groups:read'],
  group_archive: ['groups:read'],
  group_deleted: ['groups:read'],
  group_left: ['groups:read'],
  group_unarchive: ['groups:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  user_change: ['users:read'],
  file_shared: ['files:read'],
}

const formOf = (fields: Json): string =>
  new URLSearchParams(Object.entries(fields).map(([key, value]) => [key, String(value)])).toString()

/** Slack's `v0` signature of a request body. */
const signature = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`

const LATEST_MS = 30_000

interface Answer {
  status: number
  body: unknown
  final: boolean
}
const post = (
  to: string,
  body: string,
  headers: Record<string, string>,
  onLate: (answer: Answer) => void,
): Promise<Answer | 'timeout' | 'connection_failed'> =>
  new Promise((settle) => {
    const request = (to.startsWith('https:') ? httpsRequest : httpRequest)(
      to,
      { method: 'POST', agent: false, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', () => done('connection_failed'))
        response.on('end', () => {
          const content = Buffer.concat(chunks).toString()
          const json = parsed(content)
          const answer = {
            status: response.statusCode ?? 0,
            body: isRecord(json) ? json : content || undefined,
            final: response.headers['x-slack-no-retry'] === '1',
          }
          if (waiting) done(answer)
          else onLate(answer)
        })
      },
    )
    // Slack has hung up by then; the inspector still wants to know how long it would have taken.
    const lost = setTimeout(() => request.destroy(), LATEST_MS).unref()
    const deadline = setTimeout(() => done('timeout'), LIMITS.ack * 1000)
    let waiting = true
    const done = (answer: Answer | 'timeout' | 'connection_failed') => {
      waiting = false
      clearTimeout(deadline)
      settle(answer)
    }
    request.on('close', () => clearTimeout(lost))
    request.on('error', () => done('connection_failed'))
    request.end(body)
  })
