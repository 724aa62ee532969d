import type { WebClient } from '@slack/web-api'
import { z } from 'zod'

const UploadUrl = z.object({ file_id: z.string(), upload_url: z.string() })
const FileInfo = z.object({ file: z.object({ mimetype: z.string().nullish() }) })

/** How long a whole file may take. */
const TRANSFER_MS = 5 * 60_000

/** Brings bytes to Slack and says the file's id. Nobody sees it until it is shown with `files.completeUploadExternal`. */
export const uploaded = async (
  client: WebClient,
  { name, bytes }: { name: string; bytes: Blob },
  timeoutMs = TRANSFER_MS,
): Promise<string> => {
  const { file_id, upload_url } = UploadUrl.parse(
    await client.apiCall('files.getUploadURLExternal', { filename: name, length: bytes.size }),
  )
  const answer = await fetch(upload_url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes,
    signal: AbortSignal.timeout(timeoutMs),
  })
  if (!answer.ok) throw new Error(`the upload ended with ${answer.status}`)
  return file_id
}

/** How often Slack is asked whether it has looked at a picture, and how long between: in all about ten seconds. */
const LOOKS_MS = [100, 200, 400, 800, 1500, 2000, 2500, 2500]
const PICTURE_MS = 10_000

/** A picture that a block may show: in no conversation by itself, and looked at by Slack, which refuses it before. */
export const uploadedPicture = async (
  client: WebClient,
  { name, png }: { name: string; png: Uint8Array<ArrayBuffer> },
): Promise<string> => {
  const file = await uploaded(client, { name, bytes: new Blob([png], { type: 'image/png' }) }, PICTURE_MS)
  await client.apiCall('files.completeUploadExternal', { files: [{ id: file, title: name }] })
  for (const wait of LOOKS_MS) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    const { file: seen } = FileInfo.parse(await client.apiCall('files.info', { file }))
    if (seen.mimetype) return file
  }
  throw new Error('Slack has not looked at the picture yet')
}
