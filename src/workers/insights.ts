import { Worker } from 'node:worker_threads'
import type { Day } from '#src/domain/day.ts'
import type { FoundDay, Mute } from '#src/domain/insight.ts'

export interface InsightRequest {
  url: string
  /** What people wish to hear nothing of. */
  mutes: readonly Mute[]
  now: Temporal.Instant
}

/** What the thread is started with: plain data. */
export type InsightJob = { url: string; mutes: readonly Mute[]; now: number } & (
  | { job: 'keep' }
  | { job: 'recompute'; asOf: Day }
)
/** What the thread says, once. */
export type InsightNews = { kept: boolean } | { found: FoundDay | null }

/**
 * Looks through the newest day's numbers, in a thread of its own, unless that was done since they last changed, and
 * keeps what was found. True when there was something to do.
 */
export const keepInsights = async ({ now, ...request }: InsightRequest): Promise<boolean> => {
  const news = await inThread({ ...request, job: 'keep', now: now.epochMilliseconds })
  return 'kept' in news && news.kept
}

/** What would have been said on a past day, by the numbers as they are known now; null where that day has none. */
export const insightsAsOf = async ({
  now,
  ...request
}: InsightRequest & { asOf: Day }): Promise<FoundDay | null> => {
  const news = await inThread({ ...request, job: 'recompute', now: now.epochMilliseconds })
  return 'found' in news ? news.found : null
}

const inThread = (job: InsightJob): Promise<InsightNews> => {
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
    // Only when the thread is gone is whatever it had open closed.
    worker.once('exit', (code) =>
      said === null ? reject(new Error(`the thread that finds insights ended with ${code}`)) : resolve(said),
    )
  })
}
