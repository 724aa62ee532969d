import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { type Act, Acting, type CallLine, type Snapshot } from '../wire.ts'
import { bundled } from './bundle.ts'
import type { Call } from './journal.ts'
import type { Command, Person, Shortcut } from './person.ts'
import { mimeOf, newFile, type Slack } from './web-api.ts'

interface Parts {
  slack: Slack
  as(person: string): Person
  calls(): readonly Call[]
  commands: readonly Command[]
  shortcuts: readonly Shortcut[]
  moveClock: ((by: Temporal.DurationLike) => void) | null
  listening(): boolean
}

const SHOWN_MESSAGES = 300
const SHOWN_CALLS = 150
const PAUSE_MS = 40

/** The workspace as a page: its files, what a person sees, and what they do. */
export const openPage = ({ slack, as, calls, commands, shortcuts, moveClock, listening }: Parts) => {
  const { workspace, clock } = slack
  const { state } = workspace
  const watching = new Set<ServerResponse>()
  let telling: NodeJS.Timeout | undefined
  const forget = workspace.onChange(() => {
    if (watching.size === 0) return
    telling ??= setTimeout(() => {
      telling = undefined
      for (const response of watching) response.write('data: changed\n\n')
    }, PAUSE_MS).unref()
  })

  const snapshot = (personId: string, channelId: string): Snapshot => {
    const person = as(personId)
    const me = person.id
    workspace.directWith(me)
    const seen = state.channels.filter(({ kind, members }) => kind === 'public' || members.includes(me))
    const current = seen.find(({ id, members }) => id === channelId && members.includes(me))
    const read = state.read[me] ?? {}
    return {
      now: clock.now().epochMilliseconds,
      me,
      team: state.team.name,
      app: { name: state.app.name, userId: state.app.userId, listening: listening() },
      people: state.people.map(
        ({ id, name, realName, title = '', timeZone, locale, bot, deactivated = false }) => ({
          id,
          name,
          realName,
          title,
          timeZone,
          locale,
          bot,
          deactivated,
        }),
      ),
      groups: state.groups.map(({ id, handle }) => ({ id, handle })),
      channels: seen.map((channel) => ({
        id: channel.id,
        name: channel.kind === 'im' ? state.app.name : channel.name,
        kind: channel.kind,
        topic: channel.topic,
        member: channel.members.includes(me),
        archived: channel.archived,
        hasApp: workspace.appIsIn(channel),
        unread: channel.members.includes(me)
          ? channel.messages.filter(({ ts, user }) => user !== me && ts > (read[channel.id] ?? '')).length
          : 0,
        read: read[channel.id] ?? '',
      })),
      messages: current ? person.sees(current.id).slice(-SHOWN_MESSAGES) : [],
      earlier: false,
      files: state.files.map(({ id, name, title, size, mimetype }) => ({
        id,
        name,
        title,
        size,
        mimetype,
        preview: null,
      })),
      modals: person.modals(),
      home: person.home(),
      toasts: person.toasts(),
      commands,
      shortcuts,
      calls: calls().slice(-SHOWN_CALLS).map(lineOf),
      clock: { canMove: moveClock !== null, paused: false, moves: [] },
      startOver: 'cannot',
    }
  }

  const acts = async (who: string, act: Act): Promise<unknown> => {
    const person = as(who)
    switch (act.act) {
      case 'says':
        return person.says(act.channel, act.words, act.thread ? { thread: act.thread } : {})
      case 'types':
        return person.types(act.channel, act.words)
      case 'presses':
        return person.presses(act.on, act.control, act.value)
      case 'shortcut':
        return person.shortcut(act.callbackId, act.on)
      case 'fills':
        return person.fills(act.values, { quietly: true, ...(act.on && { on: act.on }) })
      case 'submits':
        await person.fills(act.values, { quietly: true })
        return person.submits()
      case 'closesModal':
        return person.closesModal({ all: act.all ?? false })
      case 'suggests':
        return person.suggests(act.control, act.query, act.on)
      case 'opensHome':
        return person.opensHome()
      case 'opensMessages':
        return person.opensMessages()
      case 'reacts':
        return person.reacts(act.on, act.emoji)
      case 'unreacts':
        return person.unreacts(act.on, act.emoji)
      case 'deletes':
        return person.deletes(act.on)
      case 'drops':
        return person.drops(act.channel, { name: act.name, bytes: Buffer.from(act.base64, 'base64') })
      case 'joins':
        return person.joins(act.channel)
      case 'reads':
        state.read[person.id] = { ...state.read[person.id], [act.channel]: act.ts }
        return workspace.changed()
      case 'moves':
        return moveClock?.({ hours: act.by.hours ?? 0, days: act.by.days ?? 0 })
      case 'changes':
        return person.changes({
          ...(act.locale && { locale: act.locale }),
          ...(act.timeZone && { timeZone: act.timeZone }),
        })
      case 'uploads': {
        const content = Buffer.from(act.base64, 'base64')
        const file = newFile(slack, act.name, content.length, person.id)
        file.bytes = act.base64
        file.mimetype = mimeOf(act.name)
        return file.id
      }
      case 'holdsClock':
      case 'startsOver':
      case 'strikes':
        throw new Error('This playground cannot do that yet.')
      case 'movesTo': {
        if (act.to === 'dst') throw new Error('This playground cannot do that yet.')
        const zone = state.people.find(({ id }) => id === person.id)?.timeZone ?? 'UTC'
        return moveClock?.(untilNine(clock.now().toZonedDateTimeISO(zone), act.to === 'monday'))
      }
      default:
        return act satisfies never
    }
  }

  const takeAct = async (request: IncomingMessage, response: ServerResponse) => {
    const own =
      request.headers.origin === undefined || request.headers.origin === `http://${request.headers.host}`
    if (!own || request.headers['content-type'] !== 'application/json')
      return send(response, 403, 'text/plain', 'no')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const given = Acting.safeParse(JSON.parse(Buffer.concat(chunks).toString()))
    if (!given.success) return json(response, 400, { error: z.prettifyError(given.error) })
    try {
      json(response, 200, { result: (await acts(given.data.as, given.data.act)) ?? null })
    } catch (error) {
      json(response, 409, { error: error instanceof Error ? error.message : String(error) })
    }
  }

  return {
    /** Answers the page's own requests; false for all others. */
    handle(request: IncomingMessage, response: ServerResponse): boolean {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://playground')
      if (pathname === '/') {
        send(response, 200, 'text/html; charset=utf-8', readFileSync(INDEX, 'utf8'))
        return true
      }
      const part = BUNDLED[pathname]
      if (part) {
        giveBundled(part, request, response).catch((error: unknown) =>
          send(
            response,
            500,
            'text/plain; charset=utf-8',
            error instanceof Error ? error.message : String(error),
          ),
        )
        return true
      }
      if (pathname === '/playground/state') {
        const who = searchParams.get('as') ?? ''
        const known = state.people.find(({ id, bot, deactivated }) => id === who && !bot && !deactivated)
        const first = state.people.find(({ bot, deactivated }) => !bot && !deactivated)
        json(response, 200, snapshot((known ?? first)?.id ?? '', searchParams.get('channel') ?? ''))
        return true
      }
      if (pathname === '/playground/call') {
        const call = calls().find(({ number }) => number === Number(searchParams.get('number')))
        json(response, call ? 200 : 404, call ?? null)
        return true
      }
      if (pathname === '/playground/changes') {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
        response.write('data: changed\n\n')
        watching.add(response)
        response.on('close', () => watching.delete(response))
        return true
      }
      if (pathname === '/playground/act' && request.method === 'POST') {
        takeAct(request, response).catch((error: unknown) => json(response, 400, { error: String(error) }))
        return true
      }
      return false
    },
    close() {
      forget()
      clearTimeout(telling)
      for (const response of watching) response.end()
    },
  }
}

const lineOf = (call: Call): CallLine => ({
  number: call.number,
  at: call.at,
  kind: call.kind,
  title:
    call.kind === 'call'
      ? `${call.method}${failure(call.answer)}`
      : `${call.about}${call.attempt ? ` (retry ${call.attempt})` : ''}`,
  ms: call.ms,
  limit: call.kind === 'delivery' ? ACK_LIMIT_MS : null,
  flag: call.flag,
})
const ACK_LIMIT_MS = 3000
const Failed = z.object({ ok: z.literal(false), error: z.string() })
const failure = (answer: unknown): string => {
  const failed = Failed.safeParse(answer)
  return failed.success ? ` · ${failed.data.error}` : ''
}

/** How long until the next 09:00 there, or that of the next Monday. */
const untilNine = (now: Temporal.ZonedDateTime, monday: boolean): { seconds: number } => {
  const today = now.withPlainTime('09:00')
  const days = monday ? 8 - now.dayOfWeek : Temporal.ZonedDateTime.compare(today, now) > 0 ? 0 : 1
  const then =
    monday && now.dayOfWeek === 1 && Temporal.ZonedDateTime.compare(today, now) > 0
      ? today
      : now.add({ days }).withPlainTime('09:00')
  return { seconds: Math.ceil(now.until(then).total({ unit: 'seconds' })) }
}

// —— Files of the page ——————————————————————————————————————————————————————————————————————————————————————

const INDEX = new URL('../ui/index.html', import.meta.url)
const BUNDLED: Readonly<Record<string, { of: 'js' | 'css'; type: string }>> = {
  '/ui/app.js': { of: 'js', type: 'text/javascript; charset=utf-8' },
  '/ui/app.css': { of: 'css', type: 'text/css; charset=utf-8' },
}

const giveBundled = async (
  { of, type }: { of: 'js' | 'css'; type: string },
  request: IncomingMessage,
  response: ServerResponse,
) => {
  const bundle = await bundled()
  const etag = `"${bundle.tag}"`
  if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
  else send(response, 200, type, bundle[of], { 'cache-control': 'no-cache', etag })
}

const json = (response: ServerResponse, status: number, body: unknown) =>
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body))

const send = (
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
) => {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    ...headers,
  })
  response.end(body)
}
