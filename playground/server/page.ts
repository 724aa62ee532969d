import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { Acting, type CallDetail } from '../wire.ts'
import { acting, type Doing } from './acts.ts'
import { asTest } from './as-test.ts'
import { bundled } from './bundle.ts'
import { type Seen, SHOWN_MESSAGES, snapshotOf } from './snapshot.ts'

interface Parts {
  seen: Seen
  doing: Doing
}

const PAUSE_MS = 40
/** More than anybody can scroll through; a page that asks for more gets this. */
const MOST_MESSAGES = 20_000

/** The workspace as a page: its files, what a person sees, and what they do. */
export const openPage = ({ seen, doing }: Parts) => {
  const { slack, calls } = seen
  const { workspace } = slack
  const { state } = workspace
  const act = acting(doing)
  const watching = new Set<ServerResponse>()
  let telling: NodeJS.Timeout | undefined
  const forget = workspace.onChange(() => {
    if (watching.size === 0) return
    telling ??= setTimeout(() => {
      telling = undefined
      for (const response of watching) response.write('data: changed\n\n')
    }, PAUSE_MS).unref()
  })

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
      json(response, 200, { result: (await act(given.data.as, given.data.act)) ?? null })
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
        const me = (known ?? first)?.id ?? ''
        const shown = Number(searchParams.get('shown')) || SHOWN_MESSAGES
        const channel = searchParams.get('channel') ?? ''
        json(response, 200, snapshotOf(seen, me, channel, Math.min(Math.max(shown, 1), MOST_MESSAGES)))
        return true
      }
      if (pathname === '/playground/call') {
        const call = calls().find(({ number }) => number === Number(searchParams.get('number')))
        const detail: CallDetail | null = call ? { call, test: asTest(call, slack) } : null
        json(response, detail ? 200 : 404, detail)
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
