import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { MessagePlace } from '../domain/original.ts'
import type { Messages } from '../kit/context.ts'
import { asSeen, unescaped } from '../kit/tokens.ts'

const User = z.templateLiteral([z.enum(['U', 'W']), z.string()])
const Found = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      thread_ts: z.string().optional(),
      subtype: z.string().optional(),
      text: z.string().default(''),
      user: User.optional().catch(undefined),
      files: z
        .array(z.looseObject({ name: z.string().nullish(), permalink: z.string().nullish() }))
        .optional()
        .catch(undefined),
    }),
  ),
})

/** A channel's history has no answers in threads: they are asked for by their own name. */
export const slackMessages = (client: WebClient, log: Logger): Messages => {
  const asked = async (
    method: 'conversations.history' | 'conversations.replies',
    { channel, ts }: MessagePlace,
  ) => {
    const span = { latest: ts, oldest: ts, inclusive: true, limit: 2 }
    const args = { channel, ...span, ...(method === 'conversations.replies' && { ts }) }
    const { messages } = Found.parse(await client.apiCall(method, args))
    return messages.find((it) => it.ts === ts && it.subtype !== 'tombstone')
  }

  return {
    async read({ channel, ts }) {
      try {
        const found =
          (await asked('conversations.history', { channel, ts })) ??
          (await asked('conversations.replies', { channel, ts }))
        return found
          ? {
              channel,
              ts,
              thread: found.thread_ts ?? ts,
              text: asSeen(unescaped(found.text)),
              author: found.user ?? null,
              files: (found.files ?? []).map(({ name, permalink }) => ({
                name: name ?? '…',
                permalink: permalink ?? null,
              })),
              line: '',
            }
          : null
      } catch (error) {
        log.warn({ err: error }, 'a message could not be read')
        return null
      }
    },
  }
}
