import { openAsBlob } from 'node:fs'
import { open } from 'node:fs/promises'
import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { UserId } from '../domain/ids.ts'
import type { FileShelf, SharedFile } from '../domain/offer.ts'
import { uploaded } from './upload.ts'

const Shown = z.record(z.string(), z.array(z.object({ ts: z.string(), thread_ts: z.string().optional() })))
const FileInfo = z.object({
  file: z.object({
    name: z.string().nullish(),
    size: z.number().default(0),
    user: z.string().nullish(),
    url_private_download: z.string().optional(),
    url_private: z.string().optional(),
    shares: z.object({ public: Shown.optional(), private: Shown.optional() }).nullish(),
  }),
})

/** How long a whole file may take. */
const TRANSFER_MS = 5 * 60_000
const GONE = new Set(['file_deleted', 'file_not_found', 'not_visible', 'file_not_visible'])

/** Files in Slack: seen, fetched and put there with the bot's token. */
export const fileShelf = (
  client: WebClient,
  { token, apiUrl, self }: { token: string; apiUrl: string; self(): UserId | undefined },
): FileShelf => {
  const look = async (slackFile: string, channel: string): Promise<SharedFile | 'gone'> => {
    try {
      const { file } = FileInfo.parse(await client.apiCall('files.info', { file: slackFile }))
      const [shown] = { ...file.shares?.public, ...file.shares?.private }[channel] ?? []
      return {
        name: file.name ?? '',
        size: file.size,
        own: file.user === self(),
        url: file.url_private_download ?? file.url_private ?? '',
        shown: shown ? { ts: shown.ts, thread: shown.thread_ts ?? null } : null,
      }
    } catch (error) {
      if (error instanceof WebAPIPlatformError && GONE.has(String(error.data.error))) return 'gone'
      throw error
    }
  }

  return {
    look,

    async download({ url }, path, limitBytes) {
      // Wherever else a file may be kept, the token is not for there.
      if (!isSlacks(url, apiUrl)) return 'gone'
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'manual',
        signal: AbortSignal.timeout(TRANSFER_MS),
      })
      if (answer.status >= 500 || answer.status === 429)
        throw new Error(`the download ended with ${answer.status}`)
      // Slack sends whoever may not see a file to a page where they sign in.
      if (!answer.ok) return 'gone'
      const file = await open(path, 'w')
      let size = 0
      try {
        // An empty file has no body: what is wrong with it is for the reader to say.
        for await (const piece of answer.body ?? []) {
          size += piece.length
          if (size > limitBytes) return 'large'
          await file.write(piece)
        }
      } finally {
        await file.close()
      }
      return 'here'
    },

    async upload(path, name) {
      return uploaded(client, { name, bytes: await openAsBlob(path) })
    },

    async show({ slackFile, channel, thread, words }) {
      // Whoever had this in hand before may have died just after Slack took it.
      const seen = await look(slackFile, channel)
      if (seen !== 'gone' && seen.shown) return
      await client.apiCall('files.completeUploadExternal', {
        files: [{ id: slackFile }],
        channel_id: channel,
        initial_comment: words,
        ...(thread !== null && { thread_ts: thread }),
      })
    },
  }
}

const isSlacks = (url: string, apiUrl: string): boolean => {
  const [file, api] = [URL.parse(url), URL.parse(apiUrl)]
  if (!file || !api) return false
  const named = file.protocol === 'https:' && /(^|\.)slack\.com$/.test(file.hostname)
  return named || file.origin === api.origin
}
