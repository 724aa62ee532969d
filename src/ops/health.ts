import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Meters } from './meters.ts'

export interface HealthOptions {
  meters: Meters
  /** Every reason why Regia cannot do its work at this moment; empty when it can. */
  troubles(): Promise<readonly string[]>
}

/** `GET /healthz`, `/readyz`, `/metrics`; false for anything else. */
export const healthRoutes =
  ({ meters, troubles }: HealthOptions) =>
  (request: IncomingMessage, response: ServerResponse): boolean => {
    // Anybody may send anything here: what is no address is no route of ours.
    const answer = answerTo(URL.parse(request.url ?? '/', 'http://localhost')?.pathname)
    if (request.method !== 'GET' || !answer) return false
    answer().then(
      ({ status, body, type = 'application/json' }) =>
        response.writeHead(status, { 'content-type': type }).end(body),
      () => response.writeHead(500).end(),
    )
    return true

    function answerTo(
      path: string | undefined,
    ): (() => Promise<{ status: number; body: string; type?: string }>) | undefined {
      switch (path) {
        case '/healthz':
          return async () => ({ status: 200, body: JSON.stringify({ ok: true }) })
        case '/readyz':
          return async () => {
            const found = await troubles()
            return {
              status: found.length === 0 ? 200 : 503,
              body: JSON.stringify({ ok: found.length === 0, troubles: found }),
            }
          }
        case '/metrics':
          return async () => ({ status: 200, body: await meters.text(), type: meters.contentType })
        default:
          return undefined
      }
    }
  }
