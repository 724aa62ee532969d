import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api'
import { z } from 'zod'
import type { Message } from '../blocks/blocks.ts'
import { inWords, type Shown } from '../charts/block.ts'
import type { Courier, Refused } from '../domain/delivery.ts'
import type { TeamId } from '../domain/ids.ts'
import type { Illustrator } from './illustrate.ts'

const Posted = z.object({ ts: z.string() })
const Opened = z.object({ channel: z.object({ id: z.string() }) })
const Page = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

const EVENT_TYPE = 'regia_message'
/** Somebody else may have put a message's words into Slack's mouth: none of it is parsed or unfolded. */
const INERT = { link_names: false, parse: 'none', unfurl_links: false, unfurl_media: false } as const

/** Says things in Slack through the delivery client, and tells honestly what is known of the outcome. */
export const courier = (client: WebClient, illustrator: Illustrator): Courier => ({
  async illustrated({ team, message, plainly }) {
    const said: Message = JSON.parse(message)
    try {
      const shown = plainly ? inWords(said) : await illustrator.illustrated(team, said)
      return { message: JSON.stringify(shown) }
    } catch (error) {
      const refused = refusedBy(error)
      // Where Regia may not upload it need not try again; whatever else goes wrong here, nothing has been said yet.
      return refused.outcome === 'refused'
        ? { message: JSON.stringify(inWords(said)) }
        : { ...refused, outcome: 'later', afterMs: refused.outcome === 'later' ? refused.afterMs : 2000 }
    }
  },

  async conversation(_team, channel) {
    if (!/^[UW]/.test(channel)) return { channel }
    try {
      const { channel: opened } = Opened.parse(await client.apiCall('conversations.open', { users: channel }))
      return { channel: opened.id }
    } catch (error) {
      return refusedBy(error)
    }
  },

  async post({ team, channel, thread, message, key }) {
    const shown: Shown = JSON.parse(message)
    try {
      // `client_msg_id` is not in the documented arguments, but Slack folds a repeated one into the first message.
      const answer = await client.apiCall('chat.postMessage', {
        channel,
        ...(thread !== null && { thread_ts: thread }),
        ...shown,
        ...INERT,
        client_msg_id: key,
        metadata: { event_type: EVENT_TYPE, event_payload: { key } },
      })
      await illustrator.taken(team, shown)
      return { ok: true, ts: Posted.parse(answer).ts }
    } catch (error) {
      const refused = orOtherwise(illustrator, { team, shown }, refusedBy(error))
      // It was there, and somebody deleted it: said, and not to be said again. There is nothing left to redraw.
      return refused.error === 'duplicate_message_not_found' ? { ok: true, ts: '' } : refused
    }
  },

  async update({ team, channel, ts, message }) {
    const shown: Shown = JSON.parse(message)
    try {
      await client.apiCall('chat.update', {
        channel,
        ts,
        ...shown,
        link_names: false,
        parse: 'none',
      })
      await illustrator.taken(team, shown)
      return { ok: true, ts }
    } catch (error) {
      return orOtherwise(illustrator, { team, shown }, refusedBy(error))
    }
  },

  async find({ channel, thread, key, since }) {
    const oldest = String(since.epochMilliseconds / 1000)
    let cursor: string | undefined
    try {
      do {
        const page = Page.parse(
          await client.apiCall(thread === null ? 'conversations.history' : 'conversations.replies', {
            channel,
            ...(thread !== null && { ts: thread }),
            oldest,
            limit: 200,
            include_all_metadata: true,
            ...(cursor && { cursor }),
          }),
        )
        const found = page.messages.find((it) => it.metadata?.event_payload.key === key)
        if (found) return { ts: found.ts }
        cursor = page.response_metadata?.next_cursor || undefined
      } while (cursor)
      return 'absent'
    } catch (error) {
      const { outcome } = refusedBy(error)
      return outcome === 'refused' ? 'blind' : 'failed'
    }
  },
})

/** Blocks that are refused are surely not there: with charts among them, the next try is one without those. */
const orOtherwise = (
  illustrator: Illustrator,
  { team, shown }: { team: TeamId; shown: Shown },
  refused: Refused,
): Refused =>
  refused.outcome === 'refused' &&
  refused.error.startsWith('invalid_blocks') &&
  illustrator.doubted(team, shown)
    ? { ok: false, outcome: 'later', error: refused.error, afterMs: 0 }
    : refused

/** Slack's own troubles, after which nobody knows what it did. Any other error that it names is a refusal. */
const ITS_OWN_TROUBLE = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable'])
const LATER = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded'])
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

export const refusedBy = (error: unknown): Refused => {
  if (error instanceof WebAPIRateLimitedError)
    return { ok: false, outcome: 'later', error: 'ratelimited', afterMs: error.retryAfter * 1000 }
  if (error instanceof WebAPIPlatformError) {
    const code = String(error.data.error)
    if (LATER.has(code)) return { ok: false, outcome: 'later', error: code, afterMs: 5000 }
    const said = [code, ...(error.data.response_metadata?.messages ?? [])].join(' ')
    return { ok: false, outcome: ITS_OWN_TROUBLE.has(code) ? 'unknown' : 'refused', error: said }
  }
  if (error instanceof WebAPIHTTPError && error.statusCode === 429)
    return { ok: false, outcome: 'later', error: 'ratelimited', afterMs: 5000 }
  if (error instanceof WebAPIRequestError && causes(error).some((it) => NEVER_LEFT.has(it)))
    return { ok: false, outcome: 'later', error: 'unreachable', afterMs: 5000 }
  return { ok: false, outcome: 'unknown', error: error instanceof Error ? error.message : String(error) }
}

/** How connecting failed, all the way down: it lies two causes deep. A connection lost later may have carried the message. */
const causes = (error: unknown): string[] => {
  if (typeof error !== 'object' || error === null) return []
  const connecting = 'syscall' in error && /^(connect|getaddrinfo)$/.test(String(error.syscall))
  const code = connecting && 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inner = 'errors' in error && Array.isArray(error.errors) ? error.errors.flatMap(causes) : []
  return [...code, ...inner, ...('cause' in error ? causes(error.cause) : [])]
}
