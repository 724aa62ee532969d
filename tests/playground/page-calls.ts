import type { Act, CallDetail, Snapshot } from '../../playground/wire.ts'
import type { Caller } from './calls.ts'

type At = Pick<Caller, 'url'>

/** What the page sees, as that person, in that conversation. */
export const look = async (at: At, as = 'U0GIULIA', channel = '', shown?: number): Promise<Snapshot> => {
  const query = new URLSearchParams({ as, channel, ...(shown !== undefined && { shown: String(shown) }) })
  return (await fetch(`${at.url}playground/state?${query}`)).json() as Promise<Snapshot>
}

/** What the page does, as that person; the status, and the result or the error. */
export const doing = async (
  at: At,
  as: string,
  act: Act,
): Promise<{ status: number; result?: unknown; error?: string }> => {
  const response = await fetch(`${at.url}playground/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as, act }),
  })
  return { status: response.status, ...((await response.json()) as { result?: unknown; error?: string }) }
}

export const detail = async (at: At, number: number): Promise<CallDetail> =>
  (await fetch(`${at.url}playground/call?number=${number}`)).json() as Promise<CallDetail>
