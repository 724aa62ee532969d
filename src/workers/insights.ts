import { Worker } from 'node:worker_threads'
import { type Day, platformDay, plusDays } from '#src/domain/day.ts'
import type { FoundDay, Mute } from '#src/domain/insight.ts'
import { THRESHOLDS, type Thresholds } from '#src/domain/thresholds.ts'

export interface InsightRequest {
  url: string
  /** What people wish to hear nothing of. */
  mutes: readonly Mute[]
  now: Temporal.Instant
  thresholds?: Thresholds | undefined
  signal?: AbortSignal
}

/** Days further back than any that is looked at: what was muted before them says nothing any more. */
const LOOKED_BACK = 140
export const mutedSince = (now: Temporal.Instant): Day => plusDays(platformDay(now), -LOOKED_BACK)

/** What the thread is started with: plain data. */
export type InsightJob = { url: string; mutes: readonly Mute[]; now: number; thresholds: Thresholds } & (
  | { job: 'keep' }
  | { job: 'recompute'; asOf: Day }
)
/** What the thread says, once. */
export type InsightNews = { looked: Looked } | { found: FoundDay | null }
/** `busy`: an import is writing; nothing was kept, and it is worth coming back. */
export type Looked = 'kept' | 'unchanged' | 'busy'

/**
 * Looks through the newest day's numbers, in a thread of its own, unless that was done since they last changed, and
 * keeps what was found. Never waits for an import.
 */
export const keepInsights = async ({ signal, ...request }: InsightRequest): Promise<Looked> => {
  const news = await inThread({ ...plain(request), job: 'keep' }, signal)
  return 'looked' in news ? news.looked : 'unchanged'
}

/** What would have been said on a past day, by the numbers as they are known now; null where that day has none. */
export const insightsAsOf = async ({
  signal,
  asOf,
  ...request
}: InsightRequest & { asOf: Day }): Promise<FoundDay | null> => {
  const news = await inThread({ ...plain(request), job: 'recompute', asOf }, signal)
  return 'found' in news ? news.found : null
}

const plain = ({ now, thresholds = THRESHOLDS, ...request }: Omit<InsightRequest, 'signal'>) => ({
  ...request,
  thresholds,
  now: now.epochMilliseconds,
})

const inThread = (job: InsightJob, signal: AbortSignal | undefined): Promise<InsightNews> => {
  signal?.throwIfAborted()
  const worker = new Worker(new URL('./insighting.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: 2048, maxYoungGenerationSizeMb: 32 },
  })
  return new Promise((resolve, reject) => {
    let said: InsightNews | null = null
    worker.once('message', (news: InsightNews) => {
      said = news
    })
    worker.once('error', reject)
    const onAbort = () => void worker.terminate()
    signal?.addEventListener('abort', onAbort, { once: true })
    // Only when the thread is gone is whatever it had open closed.
    worker.once('exit', (code) => {
      signal?.removeEventListener('abort', onAbort)
      if (said !== null) resolve(said)
      else reject(signal?.reason ?? new Error(`the thread that finds insights ended with ${code}`))
    })
  })
}
