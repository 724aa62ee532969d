import type { Clock } from '#src/domain/clock.ts'
import type { Json } from './json.ts'

/** The bot called Slack. */
export interface ApiCall {
  kind: 'call'
  number: number
  at: string
  method: string
  args: Json
  status: number
  answer: unknown
  ms: number
  /** Why an inspector shows it in red; null when all is well. */
  flag: string | null
}
/** Slack called the bot. */
export interface Delivery {
  kind: 'delivery'
  number: number
  at: string
  /** `slash_commands`, `interactive` or `events_api`. */
  envelope: string
  /** The command, the interaction's type or the event's type. */
  about: string
  by: 'socket' | 'http'
  payload: Json
  attempt: number
  /** Null until it is acknowledged. */
  ms: number | null
  ack: unknown
  flag: string | null
}
export type Call = ApiCall | Delivery

export type Journal = ReturnType<typeof openJournal>

/** What went to and fro, newest last; only the newest `keep` are kept. */
export const openJournal = (clock: Clock, keep = 2000) => {
  const calls: Call[] = []
  let number = 0
  const add = <Entry extends Call>(entry: Entry): Entry => {
    calls.push(entry)
    if (calls.length > keep) calls.splice(0, calls.length - keep)
    return entry
  }
  const stamp = () => ({ number: ++number, at: clock.now().toString() })
  return {
    calls,
    beginAnew() {
      calls.length = 0
    },
    call: (entry: Omit<ApiCall, 'kind' | 'number' | 'at'>) =>
      add<ApiCall>({ kind: 'call', ...stamp(), ...entry }),
    delivery: (entry: Omit<Delivery, 'kind' | 'number' | 'at'>) =>
      add<Delivery>({ kind: 'delivery', ...stamp(), ...entry }),
  }
}
