import { type Json, record } from '#playground/server/json.ts'
import { type Playground, type PlaygroundOptions, playground } from '#playground/server/playground.ts'
import { type MovableClock, movableClock } from '#src/domain/clock.ts'

export interface Caller extends AsyncDisposable {
  slack: Playground
  clock: MovableClock
  url: string
  /** The Web API by hand: form-encoded, as Slack's own client sends it. */
  call(method: string, args?: Json, token?: string | null): Promise<Json>
  raw(method: string, args?: Json): Promise<Response>
}

export const caller = async (options: Partial<PlaygroundOptions> = {}): Promise<Caller> => {
  const clock = movableClock()
  const slack = playground({
    clock,
    rateLimit: false,
    moveClock: clock.advance,
    holdClock: (held) => (held ? clock.hold() : clock.release()),
    ...options,
  })
  const { url, apiUrl } = await slack.listen()
  const send = (method: string, args: Json, token: string | null) =>
    fetch(apiUrl + method, {
      method: 'POST',
      headers: token ? { authorization: `Bearer ${token}` } : {},
      body: new URLSearchParams(
        Object.entries(args).map(([key, value]) => [
          key,
          typeof value === 'string' ? value : JSON.stringify(value),
        ]),
      ),
    })
  return {
    slack,
    clock,
    url,
    raw: (method, args = {}) => send(method, args, slack.tokens.bot),
    call: async (method, args = {}, token = slack.tokens.bot) =>
      record(await (await send(method, args, token)).json()),
    [Symbol.asyncDispose]: () => slack.close(),
  }
}
